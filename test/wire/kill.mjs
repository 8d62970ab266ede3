#!/usr/bin/env node
// SPDX-License-Identifier: AGPL-3.0-or-later
// kill -9 under load, fifty times: every acknowledged post is there, once, nothing is half
// written, and the audit verifies.
import { installation, folder, serve, Person, expect, command, pause, who } from './lib.mjs';

const ROUNDS = Number(process.env.KILL_ROUNDS ?? 50), WRITERS = 8;
const { data, people } = installation(folder());
const acknowledged = [], sent = [];

async function write(person, room, name) {
    for (let i = 0; ; i++) {
        const body = `記録 ${name}-${i} 血圧 128/76`;
        sent.push(body);
        const answer = await person.post(`${room}/posts`, { body, kind: 'report', request_key: `${name}-${i}` });
        if (answer.status === 303)
            acknowledged.push(body);
    }
}

const cookies = {};
for (let round = 0; round < ROUNDS; round++) {
    const server = await serve(data);
    const person = new Person(who(people, 'member'), server.member);
    person.cookies = cookies;
    if (!cookies['__Host-session'])
        await person.signIn();
    const room = await person.writableRoom();
    const writers = Array.from({ length: WRITERS }, (_, i) => write(person, room, `r${round}w${i}`).catch(() => {}));
    await pause(40 + Math.random() * 160);
    await server.kill();
    await Promise.all(writers);
}

const server = await serve(data);
const person = await new Person(who(people, 'member'), server.member).signIn();
const room = await person.writableRoom();
const text = await person.wholeRoom(room);
const count = body => text.split(`${body}<`).length - 1;
expect(acknowledged.length >= ROUNDS, `only ${acknowledged.length} posts were acknowledged`);
for (const body of acknowledged)
    expect(count(body) === 1, `an acknowledged post is there ${count(body)} times`);
for (const body of sent)
    expect(count(body) <= 1, 'a post is there twice');
await server.stop();
expect(command('audit', 'verify', '--data', data).status === 0, 'the audit does not verify');
console.log(`${ROUNDS} kills, ${sent.length} sent, ${acknowledged.length} acknowledged, all there`);
process.exit(0);
