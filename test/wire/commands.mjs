#!/usr/bin/env node
// SPDX-License-Identifier: AGPL-3.0-or-later
// The command line: help and exit status of each command; backup under load, restore, verify;
// a changed byte is found and the row is named.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { binary, installation, folder, serve, Person, expect, command, who } from './lib.mjs';

const words = execFileSync(binary, ['--help'], { encoding: 'utf8' })
    .split('\n').map(line => line.match(/^ {2}tsunagi ([a-z]+(?: [a-z]+)?) {2,}/)?.[1]).filter(Boolean);
expect(words.length >= 13, `only ${words.length} commands are listed`);
for (const word of words) {
    expect(command(...word.split(' '), '--help').status === 0, `${word} --help fails`);
    expect(command(...word.split(' '), '--nonsense').status === 2, `${word} takes nonsense`);
}
expect(command('nonsense').status === 2, 'an unknown command is not refused');

const base = folder();
const { data, people } = installation(base);
expect((fs.statSync(data).mode & 0o777) === 0o700, 'the data folder is open to others');
expect((fs.statSync(`${data}/keys/master.key`).mode & 0o777) === 0o600, 'the master key is open to others');
expect(command('init', '--data', data, '--city', '122203', '--name', '流山市', '--officer', '市 一',
    '--kana', 'し いち', '--certificate', `${base}/x.p12`).status === 1, 'init takes a folder that exists');
expect(command('init', '--data', `${base}/other`, '--city', '122204', '--name', '流山市', '--officer', '市 一',
    '--kana', 'し いち', '--certificate', `${base}/x.p12`).status === 1, 'init takes a wrong city code');
expect(!fs.existsSync(`${base}/other`), 'a refused init leaves a folder behind');

// A backup while people write.
const server = await serve(data);
const person = await new Person(who(people, 'member'), server.member).signIn();
const room = await person.writableRoom();
let going = true;
const writer = (async () => {
    for (let i = 0; going; i++)
        await person.post(`${room}/posts`, { body: `控え ${i}`, kind: 'report', request_key: `b${i}` });
})();
const made = command('backup', '--data', data, '--to', `${base}/backup`);
going = false;
await writer;
await server.stop();
expect(made.status === 0, `backup fails: ${made.out}`);
expect(!fs.existsSync(`${base}/backup/keys`), 'the backup holds the master key');
expect(command('backup', '--data', data, '--to', `${base}/backup`).status === 1, 'backup writes over a backup');
const restored = command('restore', '--from', `${base}/backup`, '--data', `${base}/restored`,
    '--master-key', `${data}/keys/master.key`);
expect(restored.status === 0, `restore fails: ${restored.out}`);
const verified = command('audit', 'verify', '--data', `${base}/restored`);
expect(verified.status === 0, `the restored copy does not verify: ${verified.out}`);
const again = await serve(`${base}/restored`);
const reader = await new Person(who(people, 'member'), again.member).signIn();
expect((await reader.get(room)).status === 200, 'the restored room cannot be read');
await again.stop();

// A damaged backup is told before it is restored.
const copy = `${base}/damaged`;
fs.cpSync(`${base}/backup`, copy, { recursive: true });
const file = fs.openSync(path.join(copy, 'tsunagi.db'), 'r+');
fs.writeSync(file, Buffer.from([0x5a]), 0, 1, 5000);
fs.closeSync(file);
expect(command('restore', '--from', copy, '--data', `${base}/never`, '--master-key',
    `${data}/keys/master.key`).status === 1, 'a damaged backup is restored');

// One byte behind the program's back.
const sql = text => execFileSync('sqlite3', [`${base}/restored/tsunagi.db`, text], { encoding: 'utf8' }).trim();
function tamper(table, key, change) {
    const before = fs.readFileSync(`${base}/restored/tsunagi.db`);
    const id = sql(`SELECT ${key} FROM ${table} ORDER BY ${key} DESC LIMIT 1 OFFSET 3`);
    sql(`UPDATE ${table} SET ${change} WHERE ${key} = ${id}`);
    const found = command('audit', 'verify', '--data', `${base}/restored`);
    expect(found.status === 1, `a change of ${table} (${change}) is not found`);
    expect(found.out.includes(`row=${id} `), `verify does not name the row of ${table}: ${found.out}`);
    fs.writeFileSync(`${base}/restored/tsunagi.db`, before);
}
sql('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE');
const flip = column => `${column} = CAST(substr(${column},1,30) || x'00' || substr(${column},32) AS BLOB)`;
for (const change of ["action = 'post.reaD'", 'at = at + 1', 'actor = actor + 1', 'subject = subject + 1', flip('mac')])
    tamper('audit', 'id', change);
for (const change of [flip('body'), 'written_at = written_at + 1', 'kind = 1 - kind', flip('request_key')])
    tamper('post', 'id', change);
tamper('audit_link', 'number', flip('hash'));
const lost = sql('SELECT subject FROM audit WHERE action = \'post.write\' ORDER BY id DESC LIMIT 1');
sql(`DELETE FROM post WHERE id = ${lost}`);
expect(command('audit', 'verify', '--data', `${base}/restored`).out.includes(`row=${lost} `), 'a lost post is not found');
console.log(`${words.length} commands; backup under load, restore, and eleven changed bytes found`);
process.exit(0);
