// SPDX-License-Identifier: AGPL-3.0-or-later
// A weekend on phones: 要確認 is asked on Friday evening and not confirmed. The clock is the server's:
// it is started anew with --ahead, hours later each time; nothing else is moved.
import fs from 'node:fs';
import path from 'node:path';
import { expect, step, closeAll, showAll, base, look, phone, serve, tsunagi, Person } from './lib.mjs';

const hour = 3600000, japan = 9 * hour;
const data = path.join(base, 'data'), csv = path.join(base, 'people.csv');
const made = tsunagi('demo', '--data', data, '--people', csv, '--certificates', path.join(base, 'certificates'));
expect(made.status === 0, `the demo is not made: ${made.out}`);
const people = fs.readFileSync(csv, 'utf8').trim().split('\n').slice(1).map(line => line.trim().split(','))
    .map(([role, name, id, password, certificate, secret]) => ({ role, name, id, password, certificate, secret }));

// The coming Friday, 17 to 18 o'clock in Japan.
const now = new Date(Date.now() + japan);
const friday = ((5 - now.getUTCDay() + 7) % 7) * 24 + 17 - now.getUTCHours();
const start = friday < 0 ? friday + 7 * 24 : friday;
const saturday = new Date(now.getTime() + (start + 24) * hour).toISOString().slice(0, 10);

const everybody = [];
let server;
async function at(hours, ...persons) {
    for (const person of everybody)
        await person.page.goto('about:blank'); // an open page would miss the server
    if (server)
        await server.stop();
    server = await serve(data, '--ahead', String(start + hours));
    await new Promise(done => setTimeout(done, 1500)); // the jobs run as soon as it serves
    for (const person of persons) {
        person.site = server.member;
        await person.signIn(person.of.id, person.of.password);
    }
}

async function arrive(name) {
    const of = people.find(p => p.name === name);
    const person = new Person(name).trust(path.join(data, 'pki/root.pem')).install(path.resolve(of.certificate), of.secret);
    await person.open(phone);
    everybody.push(person);
    return Object.assign(person, { of });
}

const doctor = await arrive('楠見沢 亮介'), clerk = await arrive('柚木原田 ちさと');
const head = await arrive('藤波瀬 さおり'), nurse = await arrive('空知原 陽子');
let room, toNurse, toDoctor;

/** Asks one person by name until Saturday at nine; the address of the post. */
async function ask(person, whom, text) {
    await person.go(`${room}?whom=1`);
    await person.page.getByLabel(`${whom}さん`).check();
    await person.page.locator('#f-due').selectOption({ label: '日時を決める' });
    await person.page.locator('#f-due_at').fill(`${saturday}T09:00`);
    await look(person, 'weekend-whom');
    await person.page.locator('#f-body').fill(text);
    await person.page.getByRole('button', { name: '投稿する' }).tap();
    await person.page.waitForFunction(() => !document.querySelector('#sending article'));
    const post = person.page.locator('article', { hasText: text });
    await post.waitFor();
    return `${room}/posts/${await post.getAttribute('data-id')}`;
}

async function onFriday() {
    await at(0, nurse, doctor, head);
    await nurse.go('/');
    const rooms = await nurse.page.locator('a[href^="/rooms/"]').evaluateAll(all => all.map(a => a.getAttribute('href')));
    for (const one of new Set(rooms.map(r => r.match(/^\/rooms\/[^/]+/)[0]))) {
        await nurse.go(`${one}/team`);
        const team = await nurse.text();
        if (['楠見沢 亮介', '藤波瀬 さおり', '空知原 陽子'].every(name => team.includes(name)) && team.includes('削除日'))
            room ??= team.includes('様') || (await nurse.page.locator('.tabs').count()) ? one : undefined;
    }
    expect(room, 'the three have no room together');
    toNurse = await ask(doctor, '空知原 陽子', '週末は利尿薬を半分にしてください。確認をお願いします。');
    toDoctor = await ask(head, '楠見沢 亮介', '月曜の採血を早めてもよいか、教えてください。');
    await head.sees('未読の医師 楠見沢 亮介');
}

async function onSaturdayAtSix() {
    await at(13, nurse, head);
    await head.go('/');
    expect(!(await head.text()).includes('空知原 陽子さんの代わり'), 'the colleague is asked before the time is over');
    await nurse.go(`${toNurse}/readers`);
    await nurse.sees('空知原 陽子さんに、確認をもう一度お願いしました');
}

async function onSaturdayAtTen() {
    await at(17, head, doctor);
    await head.go('/');
    await head.sees('空知原 陽子さんの代わり');
    await look(head, 'weekend-home');
    await head.press('空知原 陽子さんの代わり');
    await head.sees('空知原 陽子さんの代わりに、確認をお願いします。');
    await look(head, 'weekend-post');
    const card = head.page.locator('article').first();
    await card.getByRole('button', { name: '代わりに確認しました' }).tap();
    await card.getByText('空知原 陽子さんの代わりに藤波瀬 さおりさんが確認').waitFor();
    await head.go('/');
    expect(!(await head.text()).includes('空知原 陽子さんの代わり'), 'what is confirmed is still asked');
    await doctor.go(`${toNurse}/readers`);
    await doctor.sees('空知原 陽子さんの代わりに藤波瀬 さおりさんが確認');
    await look(doctor, 'weekend-readers');
}

/** The clinic's administrator has no seat: learns of the colleague, and enters the absence. */
async function onSaturdayAtNoon() {
    await at(20, clerk, head);
    await clerk.go('/');
    await clerk.sees('期限までに確認していない人');
    const told = await clerk.text();
    expect(told.includes('楠見沢 亮介さん') && !told.includes('採血'), 'the administrator is told the wrong things');
    await look(clerk, 'weekend-administrator');
    await clerk.press('楠見沢 亮介さん');
    await look(clerk, 'weekend-absence-new');
    const cover = clerk.page.locator('main select[name^="cover-"]').first();
    await cover.selectOption({ label: await cover.locator('option', { hasText: '菜花井 理恵' }).innerText() });
    await clerk.press('この不在を入れる');
    await clerk.sees('代わりは菜花井 理恵さん');
    await look(clerk, 'weekend-absence');
    await head.go(`${toDoctor}/readers`);
    await head.sees('管理担当者に知らせました');
    await head.sees('まで不在');
    await look(head, 'weekend-readers-late');
    await head.go(`${room}/team`);
    await head.sees('まで不在');
    await look(head, 'weekend-team');
}

async function onMonday() {
    await at(64, nurse);
    await nurse.go(`${toNurse}/readers`);
    const story = await nurse.text();
    expect(!story.includes('管理担当者に知らせました'), 'the administrator was told although somebody confirmed');
}

try {
    await step('Friday, 17 o\'clock: a doctor asks a nurse, a nurse asks a doctor, both until Saturday at nine', onFriday);
    await step('Saturday, 6 o\'clock: both are reminded, nobody else', onSaturdayAtSix);
    await step('Saturday, 10 o\'clock: the colleague confirms in the nurse\'s place', onSaturdayAtTen);
    await step('Saturday, 13 o\'clock: the clinic\'s administrator enters the doctor\'s absence', onSaturdayAtNoon);
    await step('Monday: nothing more came of what was confirmed', onMonday);
    await closeAll();
    expect(await server.stop() === 0, 'the server does not stop cleanly');
} catch (error) {
    console.error(`FAILED: ${error.stack}`);
    console.error(server?.log().split('\n').slice(-20).join('\n') ?? '');
    await showAll();
    process.exitCode = 1;
}
process.exit();
