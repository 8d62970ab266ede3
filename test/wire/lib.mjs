// SPDX-License-Identifier: AGPL-3.0-or-later
// What the wire tests share: a demo installation of their own, a server to start and kill, and
// people who speak real TLS with the certificates of people.csv.
import { spawn, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';

process.setMaxListeners(0); // every server started is ended with the process

export const binary = path.resolve(process.env.BUILD ?? 'build', 'tsunagi');

export function fail(sentence) {
    console.error(`FAILED: ${sentence}`);
    process.exitCode = 1;
    throw new Error(sentence);
}

export function expect(condition, sentence) {
    if (!condition)
        fail(sentence);
}

/** A temporary folder that goes with the process. */
export function folder() {
    const made = fs.mkdtempSync(path.join(os.tmpdir(), 'tsunagi-wire-'));
    process.on('exit', () => fs.rmSync(made, { recursive: true, force: true }));
    return made;
}

/** Makes a demo installation below `base`: { data, people }. */
export function installation(base) {
    const data = path.join(base, 'data'), csv = path.join(base, 'people.csv');
    execFileSync(binary, ['demo', '--data', data, '--people', csv, '--certificates',
        path.join(base, 'certificates')], { stdio: ['ignore', 'ignore', 'inherit'] });
    const [head, ...lines] = fs.readFileSync(csv, 'utf8').trim().split('\n');
    const names = head.trim().split(',');
    const people = lines.map(line => Object.fromEntries(
        line.trim().split(',').map((value, i) => [names[i], value])));
    for (const person of people)
        person.certificate = path.resolve(path.dirname(csv), person.certificate);
    return { data, people };
}

/** Starts serving: { pid, member, public, stop(), kill(), log() }. */
export function serve(data, environment = {}) {
    return new Promise((resolve, reject) => {
        const child = spawn(binary, ['serve', '--data', data], {
            env: { ...process.env, TSUNAGI_MEMBER_PORT: '0', TSUNAGI_PUBLIC_PORT: '0', ...environment },
        });
        let out = '', log = '';
        const gone = new Promise(done => child.on('exit', (code, signal) => done({ code, signal })));
        child.stderr.on('data', part => { log += part; });
        child.stdout.on('data', part => {
            out += part;
            const ready = out.match(/^ready member=(\S+) public=(\S+)/m);
            if (ready)
                resolve({
                    pid: child.pid, member: ready[1], public: ready[2], gone, log: () => log,
                    stop() { child.kill('SIGTERM'); return gone; },
                    kill() { child.kill('SIGKILL'); return gone; },
                });
        });
        gone.then(end => reject(new Error(`serve ended with ${JSON.stringify(end)}: ${log}`)));
        process.on('exit', () => child.kill('SIGKILL'));
    });
}

/** A person with a device: sends requests with the certificate and keeps the cookies. */
export class Person {
    constructor(of, address) {
        this.of = of;
        this.address = address;
        this.cookies = {};
        this.agent = new https.Agent({
            keepAlive: true, maxSockets: 8, rejectUnauthorized: false,
            pfx: of ? fs.readFileSync(of.certificate) : undefined, passphrase: of?.certificate_password,
        });
    }

    request(method, where, body, headers = {}) {
        return new Promise((resolve, reject) => {
            const cookie = Object.entries(this.cookies).map(([n, v]) => `${n}=${v}`).join('; ');
            const sent = https.request(new URL(where, this.address), {
                method, agent: this.agent, timeout: 30000,
                headers: { ...(cookie && { cookie }), 'sec-fetch-site': 'same-origin', ...headers },
            }, answer => {
                const parts = [];
                answer.on('data', part => parts.push(part));
                answer.on('error', reject);
                answer.on('end', () => {
                    for (const line of answer.headers['set-cookie'] ?? []) {
                        const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
                        this.cookies[name] = value;
                    }
                    resolve({ status: answer.statusCode, headers: answer.headers,
                        text: Buffer.concat(parts).toString('utf8') });
                });
            });
            sent.on('error', reject);
            sent.on('timeout', () => sent.destroy(new Error('no answer in 30 s')));
            sent.end(body);
        });
    }

    get(where) {
        return this.request('GET', where);
    }

    post(where, fields) {
        return this.request('POST', where, new URLSearchParams(fields).toString(),
            { 'content-type': 'application/x-www-form-urlencoded' });
    }

    async signIn() {
        const answer = await this.post('/signin',
            { personal_id: this.of.personal_id, password: this.of.password });
        expect(answer.status === 303, `${this.of.role} cannot sign in: ${answer.status}`);
        return this;
    }

    /** The addresses of the rooms on the home page. */
    async rooms() {
        const { text } = await this.get('/');
        return [...new Set([...text.matchAll(/href="(\/rooms\/[0-9a-z]+)"/g)].map(m => m[1]))];
    }

    /** The first room that this person may write in. */
    async writableRoom() {
        for (const room of await this.rooms())
            if ((await this.get(room)).text.includes(`action="${room}/posts"`))
                return room;
        fail(`${this.of.role} may write nowhere`);
    }

    /** Every text of the room, page after page. */
    async wholeRoom(room) {
        let text = '', where = room;
        while (where) {
            const page = await this.get(where);
            expect(page.status === 200, `${where} answers ${page.status}`);
            text += page.text;
            where = page.text.match(/href="(\/rooms\/[^"]*before=[^"]*)"/)?.[1].replaceAll('&amp;', '&');
        }
        return text;
    }
}

/** Runs a command of the binary: { status, out }. */
export function command(...words) {
    try {
        return { status: 0, out: execFileSync(binary, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }) };
    } catch (error) {
        return { status: error.status, out: `${error.stdout}${error.stderr}` };
    }
}

export const pause = ms => new Promise(done => setTimeout(done, ms));

/** The first person of that role. */
export const who = (people, role) => people.find(p => p.role === role) ?? fail(`no ${role} in people.csv`);
