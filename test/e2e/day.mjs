// SPDX-License-Identifier: AGPL-3.0-or-later
// A day in one room: twelve people of many offices write, answer, confirm and correct at the same
// time, one of them on a phone. In the evening nothing is lost, nothing stands twice, and the read
// states are what each has seen. At night a doctor comes who has never seen the room.
import { step, closeAll, showAll, base, expect, phone, serve, Person } from './lib.mjs';
import { installation, who } from '../wire/lib.mjs';
import { Colleague, Record, openRoom, words, named } from './team.mjs';
import { fillSummary, nightDoctor } from './night.mjs';

const hours = 10;
const day = { base, record: new Record() };

async function morning() {
    const { data, people } = installation(base);
    day.people = people;
    day.data = data;
    day.server = await serve(data);
    day.desk = await new Colleague(who(people, 'officer'), day.server.member, day.record).signIn();
    const team = words.map(word => named(people, word));
    day.at = await openRoom(day.desk, { name: '川村 はな', kana: 'かわむら はな', birth: '昭和16年3月8日' }, team.map(p => p.name));
    day.room = day.at;
    day.team = await Promise.all(team.filter(p => !p.certificate.includes('nurse-first'))
        .map(of => new Colleague(of, day.server.member, day.record).signIn()));
    await openPhone(named(people, 'nurse-first'));
    await fillSummary(day);
}

/** The nurse's phone, left open in the room; it notes which posts were ever in view. */
async function openPhone(of) {
    const nurse = new Person('day-nurse').trust(`${day.data}/pki/root.pem`).install(of.certificate, of.certificate_password);
    nurse.site = day.server.member;
    day.nurse = Object.assign(nurse, { of });
    await nurse.open(phone);
    await nurse.context.addInitScript(() => {
        globalThis.inView = new Set();
        const watcher = new IntersectionObserver(all => {
            for (const one of all)
                if (one.isIntersecting)
                    globalThis.inView.add(one.target.dataset.id);
        });
        const watch = () => document.querySelectorAll('article.post[data-id]').forEach(post => watcher.observe(post));
        addEventListener('DOMContentLoaded', () => {
            watch();
            new MutationObserver(watch).observe(document.body, { childList: true, subtree: true });
        });
    });
    await nurse.signIn(of.personal_id, of.password);
    await nurse.go(day.room);
}

const together = run => Promise.all(day.team.map(run));
const pick = (list, n) => list[n % list.length];

async function hour(h) {
    const { room, record, nurse } = day;
    await together(person => person.read(room));
    const before = [...record.posts.keys()];
    await Promise.all([
        together(async (person, i) => {
            await person.write(room, { body: `${h}時の報告です。変わりありません。` }, i % 4 === h % 4);
            await person.write(room, { body: `${person.name}です。水分は${100 * i + h}mlでした。`, kind: 'message' });
            if (before.length)
                await person.write(room, { body: 'その件、承知しました。', reply_to: pick(before, 7 * i + h) }, i % 5 === 0);
            const others = before.filter(id => record.posts.get(id).author !== person.name);
            if (others.length)
                await person.confirm(room, pick(others, 5 * i + 3 * h));
        }),
        writeByPhone(`${h}時、看護師が訪問しました`),
    ]);
    await together(async (person, i) => {
        const own = [...record.posts].filter(([, post]) => post.author === person.name).map(([id]) => id);
        if (i % 3 === h % 3)
            await person.correct(room, pick(own, h + i));
    });
    // The page that stays open has everything, without being loaded anew.
    await nurse.page.waitForFunction(n => document.querySelectorAll('#sending article').length === 0 &&
        document.querySelectorAll('article.post[data-id]').length === n, record.posts.size);
}

async function writeByPhone(text) {
    const { page } = day.nurse;
    const n = ++day.record.n;
    const body = `${text}［${n}］`;
    await page.locator('#f-body').fill(body);
    const answered = page.waitForResponse(r => r.url().endsWith('/posts') && r.request().method() === 'POST');
    await page.getByRole('button', { name: '投稿する' }).tap();
    const id = (await answered).headers()['tsunagi-post'];
    day.record.add(id, { n, body, author: day.nurse.of.name });
}

async function nothingLost() {
    const { room, record, team } = day;
    const reader = team[0];
    const text = await reader.wholeRoom(`${room}?newest=1`);
    for (const [id, post] of record.posts) {
        expect(text.split(`id="post-${id}"`).length === 2, `${post.body} does not stand once`);
        expect(text.split(`>${post.body}<`).length === 2, `“${post.body}” does not stand once as it was written last`);
    }
    const n = [...text.matchAll(/<article class="post/g)].length;
    expect(n === record.posts.size, `${n} posts stand for ${record.posts.size} that were written`);
    for (const [id, post] of [...record.posts].filter(([, p]) => p.before.length).slice(0, 12)) {
        const versions = (await reader.get(`${room}/posts/${id}/versions`)).text;
        for (const body of [...post.before, post.body])
            expect(versions.includes(body), `“${body}” is not among the versions`);
    }
}

async function readsAreHonest() {
    const { room, record, team, nurse } = day;
    const inView = new Set(await nurse.page.evaluate(() => [...globalThis.inView]));
    let onPhone = 0;
    await Promise.all(team.map(async person => {
        for (const [id, post] of [...record.posts].filter(([, p]) => p.author === person.name)) {
            const told = await person.readers(room, id);
            expect(told.size === words.length - 1, `${told.size} people stand among the readers`);
            for (const other of team.filter(o => o !== person)) {
                const state = post.confirmed.has(other.name) ? '確認しました' : post.seen.has(other.name) ? '既読' : '未読';
                expect(told.get(other.name) === state, `${other.name}: ${told.get(other.name)} instead of ${state} (${post.body})`);
            }
            onPhone += told.get(nurse.of.name) === '既読';
            expect(told.get(nurse.of.name) === '未読' || inView.has(id), `a post that was never on the phone's screen is read (${post.body})`);
        }
    }));
    expect(onPhone > 0 && onPhone < record.posts.size / 2, `${onPhone} posts were read on the phone, which showed the newest`);
}

async function evening() {
    const { page } = day.nurse;
    await page.evaluate(() => document.querySelector('article.post').scrollIntoView());
    await page.waitForTimeout(3500); // a second in view, two until it is told
    await nothingLost();
    await readsAreHonest();
}

try {
    await step('a new room with twelve people of many offices', morning);
    for (let h = 0; h < hours; h++)
        await step(`${8 + h}時: all write, answer, confirm and correct at once`, () => hour(8 + h));
    await step('nothing is lost, nothing stands twice, the read states are what each has seen', evening);
    await step('at night a doctor who has never seen the room reads one page', () => nightDoctor(day));
    await closeAll();
    expect(await day.server.stop() === 0, 'the server does not stop cleanly');
    console.log(`  ${day.record.posts.size} posts`);
} catch (error) {
    console.error(`FAILED: ${error.stack}`);
    console.error(day.server?.log().split('\n').slice(-20).join('\n') ?? '');
    await showAll();
    process.exitCode = 1;
}
process.exit();
