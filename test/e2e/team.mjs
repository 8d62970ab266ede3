// SPDX-License-Identifier: AGPL-3.0-or-later
// Twelve people around one patient, who speak HTTP as their browsers do: they open the room, tell what
// was on the screen, write, answer, confirm and correct. What each has seen is noted on this side, so
// that what the server says can be held against it.
import { expect } from './lib.mjs';
import { Person } from '../wire/lib.mjs';

/** Of different offices and 職種; the words of the demo's certificates. */
export const words = ['dietitian', 'nurse-first', 'nurse-second', 'physiotherapist', 'pharmacist', 'care-manager',
    'service-lead', 'helper', 'day-counsellor', 'equipment-adviser', 'dental-hygienist', 'community-nurse'];

export const named = (people, word) => people.find(p => p.certificate.includes(`-${word}.p12`));

const unescape = text => text.replaceAll('&amp;', '&');

/** What the whole team knows of a post: who wrote it, what it says, who saw it as it stands now. */
export class Record {
    constructor() {
        this.posts = new Map();
        this.n = 0;
    }

    add(id, post) {
        expect(!this.posts.has(id), 'two posts have one id');
        this.posts.set(id, { seen: new Set(), confirmed: new Set(), before: [], ...post });
    }
}

export class Colleague extends Person {
    constructor(of, address, record) {
        super(of, address);
        this.record = record;
        this.name = of.name;
    }

    /** Reads from the first unread post to the newest, and tells what was shown. */
    async read(room) {
        for (let where = room; where;) {
            const { status, text } = await this.get(where);
            expect(status === 200, `${where} answers ${status}`);
            const fresh = [...text.matchAll(/data-id="(\w+)" data-unread/g)].map(m => m[1]);
            if (fresh.length) {
                const told = await this.post(`${room}/read`, fresh.map(id => ['post', id]));
                expect(told.status < 400, `reading answers ${told.status}`);
            }
            for (const id of fresh)
                this.record.posts.get(id)?.seen.add(this.name);
            const further = text.match(/href="([^"]*after=[^"]*)"[^>]*>この後の投稿を読む/);
            where = further && unescape(further[1]);
        }
    }

    /** Writes; `twice`: the line broke before the answer came, and the browser sends again. */
    async write(room, fields, twice = false) {
        const n = ++this.record.n;
        const body = `${fields.body}［${n}］`;
        const sent = { kind: 'report', request_key: `day-${n}`, ...fields, body };
        const answers = await Promise.all((twice ? [0, 1] : [0]).map(() => this.post(`${room}/posts`, sent)));
        const ids = answers.map(a => {
            expect(a.status === 303, `a post of ${this.name} answers ${a.status}`);
            return a.headers.location.match(/#post-(\w+)/)[1];
        });
        expect(new Set(ids).size === 1, 'a post that was sent twice stands twice');
        this.record.add(ids[0], { n, body, author: this.name, reply_to: fields.reply_to });
        return ids[0];
    }

    async confirm(room, id) {
        const { status } = await this.post(`${room}/posts/${id}/confirm`, {});
        expect(status === 303, `confirming answers ${status}`);
        const post = this.record.posts.get(id);
        post.seen.add(this.name);
        post.confirmed.add(this.name);
    }

    /** From now on nobody has read it. */
    async correct(room, id) {
        const post = this.record.posts.get(id);
        const body = `${post.body}（直しました）`;
        const { status } = await this.post(`${room}/posts/${id}/change`, { revision: String(post.before.length), body });
        expect(status === 303, `correcting answers ${status}`);
        post.before.push(post.body);
        post.body = body;
        post.seen.clear();
        post.confirmed.clear();
    }

    /** Everybody's state as the author is told it: name → 未読, 既読 or 確認しました. */
    async readers(room, id) {
        const { status, text } = await this.get(`${room}/posts/${id}/readers`);
        expect(status === 200, `the readers answer ${status}`);
        return new Map([...text.matchAll(/<dd>(?:<strong>要確認<\/strong> )?([^（<]+)（[^<]*?<span class="chip [^"]*">([^<]+)</g)]
            .map(m => [m[1].trim(), m[2]]));
    }
}

/** A new patient's room with these people in it, made at the desk: its address. */
export async function openRoom(desk, patient, names) {
    const go = async (where, fields) => {
        const answer = await desk.post(where, fields);
        expect(answer.status === 303, `${where} answers ${answer.status}`);
        return unescape(answer.headers.location);
    };
    const page = await go('/desk/patients/new', patient);
    await go(`${page}/consent`, [['explained_by', '水無瀬川 拓'], ['place', '自宅'], ['given_on', '令和8年11月1日'],
        ['signer', '家族'], ['signer_name', '川村 一郎'], ['purposes', '1'], ...[1, 2, 3, 4, 5].map(n => ['points', String(n)])]);
    const at = await go(`${page}/room`, {});
    for (const name of names)
        await invite(desk, at, name);
    return at.replace('/desk', '');
}

export async function invite(desk, at, name) {
    const { headers } = await desk.post(at, { q: name });
    const { text } = await desk.get(unescape(headers.location));
    const choice = [...text.matchAll(/name="people" value="([^"]+)"[^>]*><span>([^（]+)（/g)].find(m => m[2].trim() === name);
    expect(choice, `${name} is not found at the desk`);
    const { status } = await desk.post(`${at}/seats`, { people: choice[1] });
    expect(status === 303, `inviting answers ${status}`);
}
