#!/usr/bin/env node
// SPDX-License-Identifier: AGPL-3.0-or-later
// Rude requests: malformed, oversized, slow, hostile. Each gets a 4xx or a closed connection, the
// server lives on, its memory does not grow, and its log holds nothing of what was sent.
import fs from 'node:fs';
import tls from 'node:tls';
import { installation, folder, serve, Person, expect, who, pause } from './lib.mjs';

const { data, people } = installation(folder());
const server = await serve(data);
const member = who(people, 'member');
const person = await new Person(member, server.member).signIn();
const room = await person.writableRoom();
const port = new URL(server.member).port;
const cookie = `__Host-session=${person.cookies['__Host-session']}`;
const pfx = fs.readFileSync(member.certificate), passphrase = member.certificate_password;

/** Sends raw bytes; the status of the answer, or 0 when the connection was closed without one. */
function raw(parts, { wait = 0, limit = 20000 } = {}) {
    return new Promise(resolve => {
        let answer = '';
        const socket = tls.connect({ port, host: 'localhost', rejectUnauthorized: false, pfx, passphrase }, async () => {
            for (const part of parts) {
                if (socket.destroyed)
                    break;
                socket.write(part);
                if (wait)
                    await pause(wait);
            }
        });
        const done = () => { socket.destroy(); resolve(Number(answer.match(/^HTTP\/1\.[01] (\d+)/)?.[1] ?? 0)); };
        socket.on('data', part => { answer += part; if (answer.includes('\r\n\r\n')) done(); });
        socket.on('close', done);
        socket.on('error', done);
        setTimeout(done, limit).unref();
    });
}
const head = `Host: localhost:${port}\r\nCookie: ${cookie}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n`;
const get = where => raw([`GET ${where} HTTP/1.1\r\n${head}\r\n`]);
function post(where, type, body, more = '') {
    return raw([`POST ${where} HTTP/1.1\r\n${head}Content-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${more}\r\n`, body]);
}
const refused = status => status === 0 || (status >= 400 && status < 500) || status === 501;
async function mustRefuse(what, status) {
    expect(refused(await status), `${what} answers ${await status}`);
}

const form = 'application/x-www-form-urlencoded';
await mustRefuse('a bad escape in the path', get('/rooms/%zz'));
await mustRefuse('bytes that are not UTF-8 in the path', get('/rooms/%ff%fe'));
await mustRefuse('a NUL in the path', get('/rooms/%00'));
await mustRefuse('dots in the path', get('/rooms/../../etc/passwd'));
await mustRefuse('encoded dots', get('/rooms/%2e%2e/x'));
await mustRefuse('a very long path', get(`/${'a'.repeat(9000)}`));
await mustRefuse('a very long header', raw([`GET / HTTP/1.1\r\n${head}X: ${'y'.repeat(100000)}\r\n\r\n`]));
await mustRefuse('ten thousand headers', raw([`GET / HTTP/1.1\r\n${head}${'A: b\r\n'.repeat(10000)}\r\n`]));
await mustRefuse('an unknown method', raw([`BREW / HTTP/1.1\r\n${head}\r\n`]));
await mustRefuse('no HTTP at all', raw(['\x00\x01\x02 nonsense\r\n\r\n']));
await mustRefuse('two lengths', raw([`POST /signin HTTP/1.1\r\n${head}Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde`]));
await mustRefuse('a negative length', raw([`POST /signin HTTP/1.1\r\n${head}Content-Length: -1\r\n\r\n`]));
await mustRefuse('length and chunks together', raw([`POST /signin HTTP/1.1\r\n${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`]));
await mustRefuse('a body announced far too large', raw([`POST ${room}/posts HTTP/1.1\r\n${head}Content-Length: 99999999999\r\n\r\n`]));
await mustRefuse('a sign-in form of a megabyte', post('/signin', form, 'a='.padEnd(1 << 20, 'x')));
await mustRefuse('a bad chunk size', raw([`POST /signin HTTP/1.1\r\n${head}Content-Type: ${form}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n`]));
await mustRefuse('a bad escape in a form', post(`${room}/posts`, form, 'body=%zz'));
await mustRefuse('bytes that are not UTF-8 in a form', post(`${room}/posts`, form, 'body=%ff%fe'));
await mustRefuse('three thousand fields', post(`${room}/posts`, form, 'a=1&'.repeat(3000)));
await mustRefuse('multipart without a boundary', post(`${room}/posts`, 'multipart/form-data', 'x'));
await mustRefuse('multipart that never ends', post(`${room}/posts`, 'multipart/form-data; boundary=q', '--q\r\nContent-Disposition: form-data; name="body"\r\n\r\nabc'));
await mustRefuse('a form of another kind', post(`${room}/posts`, 'application/json', '{"body":"x"}'));
await mustRefuse('a form from another site', raw([`POST ${room}/posts HTTP/1.1\r\nHost: localhost:${port}\r\nCookie: ${cookie}\r\nSec-Fetch-Site: cross-site\r\nConnection: close\r\nContent-Type: ${form}\r\nContent-Length: 6\r\n\r\nbody=x`]));
await mustRefuse('an empty post', post(`${room}/posts`, form, 'body=&kind=report'));
await mustRefuse('a post of 10,001 characters', post(`${room}/posts`, form, `kind=report&body=${'a'.repeat(10001)}`));
await mustRefuse('an unknown category', post(`${room}/posts`, form, 'kind=99&body=x'));
await mustRefuse('headers that come a byte at a time', raw([...`GET / HTTP/1.1\r\nHost: localhost\r\n`].slice(0, 12), { wait: 50, limit: 3000 }));

// Many hold a connection open and say nothing; somebody else is still served.
const silent = Array.from({ length: 300 }, () => tls.connect({ port, host: 'localhost', rejectUnauthorized: false, pfx, passphrase }));
silent.forEach(socket => socket.on('error', () => {}));
await pause(1500);
expect((await person.get('/')).status === 200, 'silent connections keep others out');
silent.forEach(socket => socket.destroy());

const memory = () => Number(fs.readFileSync(`/proc/${server.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]);
async function storm() {
    for (let i = 0; i < 50; i++)
        await Promise.all([get('/rooms/%zz'), post(`${room}/posts`, form, 'body=%ff'),
            post(`${room}/posts`, 'multipart/form-data; boundary=q', `--q\r\n${'x'.repeat(5000)}`)]);
}
await storm();
const before = memory();
await storm();
const grown = memory() - before;
expect(grown < 8192, `memory grew by ${grown} kB under rude requests`);
expect((await person.get(room)).status === 200, 'the room cannot be read afterwards');
await server.stop();
expect(!server.log().includes(cookie.slice(16)) && !server.log().includes(member.name), 'the log holds a secret');
console.log(`rude requests refused, memory ${grown} kB more after 150 of them`);
process.exit(0);
