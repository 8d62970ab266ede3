#!/usr/bin/env node
// SPDX-License-Identifier: AGPL-3.0-or-later
// A stolen disk reads as noise: no name of a person, no word of a post, no file name stands in
// the database, its log, the blobs, a backup or the server's log.
import fs from 'node:fs';
import path from 'node:path';
import { installation, folder, serve, Person, expect, command, who } from './lib.mjs';

const base = folder();
const { data, people } = installation(base);
const server = await serve(data);
const person = await new Person(who(people, 'member'), server.member).signIn();
const rooms = await person.rooms();
const marker = '夕食後に左膝の痛みが強くなったと話されました';
for (const room of rooms)
    await person.post(`${room}/posts`, { body: marker, kind: 'report' });
// What is typed and not sent yet lies on the server too.
const typed = '明日の入浴は看護師と相談してから決めたいとのこと';
const writable = await person.writableRoom();
const kept = await person.post(`${writable}/draft`, { body: typed, kind: 'report', request_key: 'box' });
expect(kept.status === 303, `a draft is answered with ${kept.status}`);
expect((await person.get(writable)).text.includes(typed), 'the draft is not in the box');

// A measuring with a note, which stands in the tab alone. Its numbers are looked for as they would lie
// in memory: both blood pressures side by side.
const note = '測ったあと少しふらつくと話されました';
const japan = new Date(Date.now() + 9 * 3600000 - 120000).toISOString();
const measured = await person.post(`${writable}/vitals`, { temperature: '36.7', systolic: '131', diastolic: '79', note,
    date: japan.slice(0, 10), time: japan.slice(11, 16) });
expect(measured.status === 303, `a measuring answers ${measured.status}`);
expect((await person.get(`${writable}/vitals`)).text.includes(note), 'the note of a measuring is not shown');
const pressures = Buffer.from(BigInt64Array.of(131n, 79n).buffer);

// A visit with a note, called off with a reason. Its times are looked for too: as the plan holds them,
// and as they lie once more for who asks whether the person is free.
const task = '点滴のあと傷の処置をお願いします', reason = '急に入院することになったため';
const me = (await person.get(`${writable}/visits/new`)).text.match(/<option value="(s[0-9a-z]+)"/)[1];
const visit = await person.post(`${writable}/visits`, { day: japan.slice(0, 10), from: '13:07', to: '14:23', kind: 'nurse', who: me, note: task });
expect(visit.status === 303, `a visit answers ${visit.status}`);
const listed = (await person.get(`${writable}/visits`)).text;
expect(listed.includes(task) && listed.includes('〜14:23'), 'the visit is not shown');
const times = [Buffer.from(BigInt64Array.of(787n, 863n).buffer),
    Buffer.concat([Int32Array.of(Date.parse(japan.slice(0, 10)) / 86400000), Int16Array.of(787, 863)].map(a => Buffer.from(a.buffer)))];
const [, planned] = listed.match(new RegExp(`href="(${writable}/visits/[0-9a-z]+/\\d+)"(?:(?!</a>)[^])*13:07`));
const off = await person.post(`${planned}/cancel`, { version: '1', scope: 'one', reason });
expect(off.status === 303, `calling a visit off answers ${off.status}`);

// What stands in the summary (いま), with a version before it.
const heed = ['体の左側を下にして休むと楽だそうです', '右を下にして、膝の間に枕を挟んで休みます'];
for (const [revision, body] of heed.entries()) {
    const answer = await person.post(`${writable}/summary/heed`, { revision: String(revision), body });
    expect(answer.status === 303, `the summary answers ${answer.status}`);
}
expect((await person.get(`${writable}/summary`)).text.includes(heed[1]), 'the summary does not show what was written');

// What a group without a patient is for.
const purpose = '休日の看取りの連絡体制を話し合う集まり';
const officer = await new Person(who(people, 'officer'), server.member).signIn();
const group = await officer.post('/desk/groups/new', { name: '看取りの手順をみなおす会', purpose, invites: 'leaders' });
expect(group.status === 303, `a group is answered with ${group.status}`);
expect((await officer.get(group.headers.location)).text.includes(purpose), 'the purpose of a group is not shown');

// A document with its file, whose text stands readable in the PDF.
const shelved = { title: '訪問看護指示書の控え 鈴木内科', note: '褥瘡の処置は一日一回', inside: 'pressure ulcer left heel stage two' };
async function send(where, fields, name, content) {
    const edge = 'tsunagi-sealed-edge';
    const parts = Object.entries(fields).map(([key, value]) => `--${edge}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`);
    const file = Buffer.from(`--${edge}\r\ncontent-disposition: form-data; name="${name}"; filename="${shelved.title}.pdf"\r\n\r\n`);
    const body = Buffer.concat([Buffer.from(parts.join('')), file, content, Buffer.from(`\r\n--${edge}--\r\n`)]);
    return person.request('POST', where, body, { 'content-type': `multipart/form-data; boundary=${edge}` });
}
const drawing = `BT /F 24 Tf 50 700 Td (${shelved.inside}) Tj ET`;
const pdf = Buffer.from(`%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length ${drawing.length}>>stream
${drawing}
endstream endobj
trailer<</Root 1 0 R>>
`);
const put = await send(`${writable}/documents`, { kind: 'order', title: shelved.title, note: shelved.note }, 'files', pdf);
expect(put.status === 303, `a document answers ${put.status}`);
const opened = await person.get(put.headers.location);
expect(opened.text.includes(shelved.note), 'the note of a document is not shown');
const pages = await person.get(opened.text.match(/href="([^"]+\/files\/[^"]+)"/)[1]);
expect(pages.text.includes(shelved.inside), 'the text of a page is not shown');
// Why an office asks to take a record out, and why somebody takes it.
const asked = '退院前の会議で主治医に配るため', taken = '十一月の担当者会議の資料にするため';
expect((await person.post(`${writable}/export/ask`, { kind: 'pdf', 'why-pdf': asked })).status === 303, 'no asking');
const waiting = (await officer.get('/desk/exports')).text;
expect(waiting.includes(asked), 'the desk does not see why');
const permission = waiting.match(/\/desk\/exports\/([0-9a-z]+)\/grant/)[1], today = japan.slice(0, 10);
await officer.post(`/desk/exports/${permission}/grant`, { [`day-${permission}`]: today });
const copy = await person.post(`${writable}/export`, { kind: 'pdf', from: today, to: today, reason: taken });
expect(copy.status === 200, `taking out answers ${copy.status}`);
// Why a file itself is asked for and taken; its name stands with the reason.
const lent = '入院先の病棟に渡すため', handed = '救急隊の方に見せて写しを渡すため';
const file = opened.text.match(/href="([^"]+\/files\/[^"/]+)"/)[1];
expect((await person.post(`${writable}/export/ask`, { kind: 'original', 'why-original': lent })).status === 303, 'no asking for a file');
const second = (await officer.get('/desk/exports')).text.match(/\/desk\/exports\/([0-9a-z]+)\/grant/)[1];
await officer.post(`/desk/exports/${second}/grant`, { [`day-${second}`]: today });
const original = await person.post(`${file}/original`, { reason: handed });
expect(original.status === 200 && original.text.includes(shelved.inside), `a file answers ${original.status}`);

// Enough posts in one room for the search index to merge their tokens into a block; what it holds
// must be noise too, down to the pairs of characters that it is made of.
for (let i = 0; i < 40; i++)
    await person.post(`${writable}/posts`, { body: `${marker}（${i}）`, kind: 'report', request_key: `sealed-${i}` });
const found = await person.post('/search', { words: '左膝の痛み' });
expect(found.status === 303 && /^\/search\?for=[\w-]+$/.test(found.headers.location), 'the search has no sealed address');
expect((await person.get(found.headers.location)).text.includes('<mark>左膝の痛み</mark>'), 'the marker is not found');
await new Promise(done => setTimeout(done, 13000)); // the job merges every ten seconds

// Everything that a member of the rooms reads there, sentence by sentence.
const secrets = new Set(people.map(p => p.name).concat(people.map(p => p.password), marker, '左膝', note, asked, taken, lent, handed, '131/79mmHg', typed, task, reason, ...heed, ...Object.values(shelved),
    purpose, '看取りの手順をみなおす会'));
for (const room of rooms) {
    const text = await person.wholeRoom(room);
    for (const [, body] of text.matchAll(/class="post-body[^"]*"[^>]*>([\s\S]*?)<\/(?:div|p)>/g))
        for (const sentence of body.replace(/<[^>]+>/g, '\n').split(/[\n。、]/))
            if (sentence.trim().length >= 8)
                secrets.add(sentence.trim());
    const title = text.match(/<h1[^>]*>([^<]+)</)?.[1].trim();
    if (title && !title.includes('お知らせ'))
        secrets.add(title.replace(/さん.*|様.*/, '').trim());
}
expect(secrets.size > people.length + 20, `only ${secrets.size} secrets were collected`);

function* files(at) {
    for (const entry of fs.readdirSync(at, { withFileTypes: true })) {
        const full = path.join(at, entry.name);
        if (entry.isDirectory())
            yield* files(full);
        else
            yield full;
    }
}
function search(at) {
    let n = 0;
    for (const file of files(at)) {
        const content = fs.readFileSync(file);
        expect(!content.includes(pressures), `${path.relative(base, file)} holds a blood pressure`);
        expect(!content.includes(times[0]) && !content.includes(times[1]), `${path.relative(base, file)} holds a visit's times`);
        for (const secret of secrets)
            expect(!content.includes(secret), `${path.relative(base, file)} holds “${secret}”`);
        n++;
    }
    return n;
}
const live = search(data); // with the write-ahead log, while serving
expect(command('backup', '--data', data, '--to', `${base}/backup`).status === 0, 'backup fails');
const copied = search(`${base}/backup`);
await server.stop();
for (const secret of secrets)
    expect(!server.log().includes(secret), 'the log holds what must stay sealed');
console.log(`${secrets.size} names and sentences, ${live + copied} files, none of them holds one`);
process.exit(0);
