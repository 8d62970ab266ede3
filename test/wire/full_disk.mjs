#!/usr/bin/env node
// SPDX-License-Identifier: AGPL-3.0-or-later
// A full disk: writing gets a clear 503, reading goes on, nothing is lost, and once there is room
// again writing works without a restart. Needs root, for a small file system of its own.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { installation, folder, serve, Person, expect, command, who } from './lib.mjs';

const base = folder();
const { data, people } = installation(base);
const small = `${base}/small`;
fs.mkdirSync(small);
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=48m,mode=0700', 'tsunagi-test', small]);
process.prependListener('exit', () => execFileSync('umount', ['-l', small]));
fs.cpSync(data, `${small}/data`, { recursive: true, mode: fs.constants.COPYFILE_FICLONE });
execFileSync('chmod', ['-R', 'go=', `${small}/data`]);

const server = await serve(`${small}/data`);
const person = await new Person(who(people, 'member'), server.member).signIn();
const room = await person.writableRoom();
const write = body => person.post(`${room}/posts`, { body, kind: 'report' });
expect((await write('満杯の前の投稿')).status === 303, 'a post fails before the disk is full');

const filler = fs.openSync(`${small}/filler`, 'w');
try {
    for (;;)
        fs.writeSync(filler, Buffer.alloc(65536));
} catch { /* full */ }
let answer;
for (let i = 0; i < 200; i++) {
    answer = await write(`満杯の間の投稿 ${i}`);
    if (answer.status !== 303)
        break;
}
expect(answer.status === 503, `a post on a full disk answers ${answer.status}`);
expect(answer.text.includes('今は保存できません'), 'the page does not say why');
expect(/<a class="button/.test(answer.text), 'the page shows no way on');
expect((await person.get(room)).text.includes('満杯の前の投稿'), 'reading stops on a full disk');

fs.closeSync(filler);
fs.rmSync(`${small}/filler`);
expect((await write('満杯の後の投稿')).status === 303, 'a post fails after there is room again');
const text = await person.wholeRoom(room);
expect(text.includes('満杯の前の投稿') && text.includes('満杯の後の投稿'), 'a post was lost');
await server.stop();
expect(command('audit', 'verify', '--data', `${small}/data`).status === 0, 'the audit does not verify');
console.log('full disk: 503 with a reason, reading goes on, nothing lost');
process.exit(0);
