#!/usr/bin/env node
// SPDX-License-Identifier: AGPL-3.0-or-later
// Web Push as a push service sees it. web-push-testing, which shares no code with us, stands behind
// TLS as the service: it checks our token and decrypts as a browser would.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import https from 'node:https';
import { createRequire } from 'node:module';
import path from 'node:path';
import { installation, folder, serve, Person, expect, pause, who } from './lib.mjs';

const require = createRequire(import.meta.url);
const { PushApiModel } = require('web-push-testing/src/PushApiModel.js');
const Judge = require('web-push-testing/src/server.js');

// --- the push service -----------------------------------------------------------------

const base = folder();
const cert = path.join(base, 'service.crt'), key = path.join(base, 'service.key');
execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes',
    '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert],
{ stdio: 'ignore' });

const model = new PushApiModel(), judge = new Judge(model, 0);
judge.setRequestHandlers();
const asked = [];
let connections = 0, answerWith = null;
const service = https.createServer({ key: fs.readFileSync(key), cert: fs.readFileSync(cert) }, (request, answer) => {
    asked.push({ method: request.method, url: request.url, headers: { ...request.headers } });
    if (!answerWith)
        return judge._app(request, answer);
    request.resume();
    request.on('end', () => answer.writeHead(answerWith.status, answerWith.headers).end('x'.repeat(answerWith.size ?? 0)));
});
service.on('connection', () => connections++);
await new Promise(done => service.listen(0, '127.0.0.1', done));
const place = `localhost:${service.address().port}`;
model.notifyUrl = `https://${place}/notify/`;

async function until(condition, sentence) {
    for (let i = 0; i < 300 && !condition(); i++)
        await pause(100);
    expect(condition(), sentence);
}
const messages = hash => model.messages[hash] ?? [];

// --- the server and one person --------------------------------------------------------

const { data, people } = installation(base);
const settings = { TSUNAGI_PUSH_HOSTS: place, TSUNAGI_PUSH_ROOT: cert, TSUNAGI_PUSH_PRIVATE: '1' };
const fragment = { 'hx-request': 'true', 'content-type': 'application/x-www-form-urlencoded' };
let server = await serve(data, settings);
const person = await new Person(who(people, 'member'), server.member).signIn();
const ask = (where, fields) => person.request('POST', where, new URLSearchParams(fields).toString(), fragment);

const off = await ask('/push/off', {});
const ours = off.text.match(/data-push-key="([\w-]{87})"/)?.[1];
expect(ours, 'the page does not hand the server\'s key to the browser');
const browser = await model.subscribe({ userVisibleOnly: 'true', applicationServerKey: ours });
const hash = browser.clientHash;
const on = await ask('/push/on', { endpoint: browser.endpoint, p256dh: browser.keys.p256dh, auth: browser.keys.auth });
expect(on.status === 200 && on.text.includes('受け取っています'), `switching on answers ${on.status}`);

// A word arrives: the token is good, the browser's keys open it, it holds a kind and nothing else.
const tried = await person.post('/push/try', {});
expect(tried.status === 303, `the trial answers ${tried.status}`);
await until(() => messages(hash).length === 1, `the judge has not got the word: ${server.log()}`);
expect(messages(hash)[0] === '{"kind":"trial"}', `the judge reads ${messages(hash)[0]}`);
const { headers, method, url } = asked.at(-1);
expect(method === 'POST' && url === `/notify/${hash}`, `asked for ${method} ${url}`);
expect(headers['content-encoding'] === 'aes128gcm' && headers.urgency === 'high', 'the wrong encoding or urgency');
expect(Number(headers.ttl) > 0 && Number(headers.ttl) <= 600, `a TTL of ${headers.ttl}`);
expect(/^[\w-]{1,32}$/.test(headers.topic), `a topic of ${headers.topic}`);
const claims = JSON.parse(Buffer.from(headers.authorization.split('.')[1], 'base64url'));
expect(claims.aud === `https://${place}`, `the token is for ${claims.aud}`);
expect(claims.exp > Date.now() / 1000 && claims.exp < Date.now() / 1000 + 86400, 'the token is good for too long');
expect(/^https:\/\//.test(claims.sub), `the contact is ${claims.sub}`);
expect(headers['content-length'] === String(86 + 64 + 1 + 16), `a body of ${headers['content-length']} bytes`);
for (const told of Object.values(headers))
    expect(!people.some(one => told.includes(one.personal_id)), 'a header names a person');

// The whole road: a colleague posts something urgent, the device learns that there is something.
const mine = await person.rooms();
async function colleague() {
    for (const other of people.filter(one => one.role === 'member' && one.personal_id !== person.of.personal_id)) {
        const visitor = await new Person(other, server.member).signIn();
        for (const room of await visitor.rooms())
            if (mine.includes(room) && (await visitor.get(room)).text.includes(`action="${room}/posts"`))
                return [visitor, room];
    }
    throw new Error('nobody shares a room');
}
const [nurse, room] = await colleague();
const never = { mine: 'once', rest: 'digest', hour: '8', from: '0', until: '0', urgent: '1' }; // quiet
expect((await person.post('/notices', never)).status === 303, 'the settings are not saved');
const secret = '夜間に転倒されました';
const posted = await nurse.post(`${room}/posts`, { body: secret, kind: 'urgent', request_key: 'push-1' });
expect(posted.status === 303, `the post answers ${posted.status}`);
await until(() => messages(hash).length === 2, `the post does not reach the device: ${server.log()}`);
expect(/^\{"kind":"asked","count":[1-9]\d*\}$/.test(messages(hash)[1]), `the judge reads ${messages(hash)[1]}`);
asked.length = 1;

// A redirect is not followed, whatever stands behind it; a flood is not read.
answerWith = { status: 302, headers: { location: `https://${place}/elsewhere` } };
await person.post('/push/try', {});
await until(() => asked.length === 2, 'the second word is not sent');
answerWith = { status: 201, headers: {}, size: 1 << 20 };
await person.post('/push/try', {});
await until(() => asked.length === 3, 'the third word is not sent');
await pause(500);
expect(asked.every(one => one.url === `/notify/${hash}`), 'a redirect was followed');

// The browser is gone: the subscription ends, and the person reads so.
answerWith = null;
model.expireSubscription(hash);
const again = await model.subscribe({ userVisibleOnly: 'true', applicationServerKey: ours });
await ask('/push/off', {});
await ask('/push/on', { endpoint: browser.endpoint, p256dh: browser.keys.p256dh, auth: browser.keys.auth });
await person.post('/push/try', {});
await until(() => asked.length === 4, 'the fourth word is not sent');
await until(() => /push sent=0 later=0 ended=1/.test(server.log()), 'the subscription does not end');
const bad = await ask('/push/on', { endpoint: 'https://127.0.0.1/', p256dh: 'x', auth: 'y' });
expect(bad.status === 422 && bad.text.includes('止まっています'), 'the page does not say that it has stopped');
const renewed = await ask('/push/renew', { endpoint: again.endpoint, p256dh: again.keys.p256dh, auth: again.keys.auth });
expect(renewed.status === 204, `the new address is answered with ${renewed.status}`);
await person.post('/push/try', {});
await until(() => messages(again.clientHash).length === 1, 'nothing comes to the new address');

// Without the exception for tests no connection is made to this machine, whatever its name says.
await server.stop();
server = await serve(data, { ...settings, TSUNAGI_PUSH_PRIVATE: '0' });
person.address = server.member;
const before = connections;
await person.signIn();
await person.post('/push/try', {});
await until(() => /push sent=0 later=0 ended=0 given-up=1/.test(server.log()), 'the word is not given up');
expect(connections === before, 'a connection was made to an address inside');

// A certificate that nobody vouches for is told nothing.
await server.stop();
server = await serve(data, { ...settings, TSUNAGI_PUSH_ROOT: '' });
person.address = server.member;
await person.signIn();
const known = asked.length;
await person.post('/push/try', {});
await until(() => /push sent=0 later=1 ended=0/.test(server.log()), 'the word does not wait');
expect(asked.length === known, 'something was said to a service whose certificate is not good');

// Neither the disk nor the log shows where a device is reached.
await server.stop();
for (const name of fs.readdirSync(data).filter(name => name.startsWith('tsunagi.db')))
    for (const secret of [hash, again.clientHash, browser.keys.auth])
        expect(!fs.readFileSync(path.join(data, name)).includes(secret), `${name} holds an address or a key`);
expect(!server.log().includes('/notify/') && !server.log().includes(hash), 'the log holds an address');
console.log(`${asked.length} letters, ${messages(hash).length + messages(again.clientHash).length} opened by the judge`);
process.exit(0);
