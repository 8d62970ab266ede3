#!/usr/bin/env node
// SPDX-License-Identifier: AGPL-3.0-or-later
// The calendar of a person's own visits, judged by ical.js: a calendar that reads nothing but RFC 5545
// sees the times, and nobody who finds it learns of whom, by whom or what for.
import fs from 'node:fs';
import path from 'node:path';
import ICAL from 'ical.js';
import { installation, folder, serve, Person, expect, who } from './lib.mjs';

const base = folder();
const { data, people } = installation(base);
const server = await serve(data);
const person = await new Person(who(people, 'member'), server.member).signIn();
const outside = new Person(null, server.public); // no certificate, no session
const room = await person.writableRoom();

const day = n => new Date(Date.now() + 9 * 3600000 + n * 86400000).toISOString().slice(0, 10);
const form = (await person.get(`${room}/visits/new`)).text;
const me = form.match(/<option value="(s[0-9a-z]+)"/)[1];
const office = form.match(/<option value="(o[0-9a-z]+)">([^<]*)のだれか/);
const note = '点滴のあとに傷を洗う';
const before = parsed(await fetchFeed(await makeFeed())).getAllSubcomponents('vevent').length;
const planned = await person.post(`${room}/visits`, { day: day(1), from: '09:30', to: '10:15', kind: 'nurse', who: me, note,
    repeat: 'weekly', until: day(22) });
expect(planned.status === 303, `a visit answers ${planned.status}`);

async function makeFeed() {
    const made = await person.post('/visits/calendar', {});
    expect(made.status === 200, `making a feed answers ${made.status}`);
    const address = made.text.match(/value="(https:[^"]*\/calendar\/[^"]+)"/)[1];
    return new URL(address).pathname;
}
async function fetchFeed(where, headers = {}) {
    const answer = await outside.request('GET', where, undefined, { 'sec-fetch-site': 'none', ...headers });
    expect(answer.status === 200, `the feed answers ${answer.status}`);
    expect(answer.headers['content-type'] === 'text/calendar; charset=utf-8', answer.headers['content-type']);
    return answer;
}
/** Strict reading: each line short enough and ended as RFC 5545 asks, each event whole. */
function parsed({ text }) {
    expect(text.endsWith('\r\n') && !/[^\r]\n/.test(text), 'a line does not end with CRLF');
    for (const line of text.split('\r\n'))
        expect(Buffer.byteLength(line) <= 75, `a line of ${Buffer.byteLength(line)} octets`);
    const calendar = new ICAL.Component(ICAL.parse(text));
    expect(calendar.getFirstPropertyValue('version') === '2.0', 'no version');
    expect(calendar.getFirstPropertyValue('prodid'), 'no prodid');
    return calendar;
}

const token = await makeFeed();
const answer = await fetchFeed(token);
const calendar = parsed(answer);
const zone = new ICAL.Timezone(calendar.getFirstSubcomponent('vtimezone'));
expect(zone.tzid === 'Asia/Tokyo', `the zone is ${zone.tzid}`);
for (const month of [1, 7])
    expect(zone.utcOffset(new ICAL.Time({ year: 2026, month, day: 1 })) === 9 * 3600, 'the zone is not nine hours ahead');
ICAL.TimezoneService.register(zone);
const events = calendar.getAllSubcomponents('vevent').map(e => new ICAL.Event(e));
expect(events.length === before + 4, `${events.length} events, ${before + 4} visits`);
expect(new Set(events.map(e => e.uid)).size === events.length, 'two events share a UID');
for (const event of events) {
    expect(/^訪問(（中止）)? [0-9A-Z]{4}$/.test(event.summary), `the summary says ${event.summary}`);
    expect(event.endDate.compare(event.startDate) > 0, 'an event ends before it begins');
    expect(!event.isRecurring() && event.startDate.zone.tzid === 'Asia/Tokyo', 'an event has no zone or recurs');
    for (const name of ['dtstamp', 'uid', 'status'])
        expect(event.component.getFirstPropertyValue(name), `an event has no ${name}`);
}
const at = events.map(e => e.startDate.toJSDate().toISOString());
for (const n of [1, 8, 15, 22])
    expect(at.includes(`${day(n)}T00:30:00.000Z`), `no event at ${day(n)} 9:30 in Japan`);
const title = (await person.get(room)).text.match(/<h1[^>]*>([^<]+)</)[1].trim();
for (const secret of [note, title, office[2], '訪問看護', ...people.map(p => p.name)])
    expect(!answer.text.includes(secret), `the calendar tells “${secret}”`);

// Asked again, nothing is sent; changed, it is.
const { etag } = answer.headers;
const again = await outside.request('GET', token, undefined, { 'if-none-match': etag });
expect(again.status === 304 && again.text === '', `the same calendar answers ${again.status}`);
const link = (await person.get(`${room}/visits?day=${day(1)}`)).text
    .match(new RegExp(`href="(${room}/visits/[0-9a-z]+/${day(1).replaceAll('-', '')})"`))[1];
const version = (await person.get(`${link}/cancel`)).text.match(/name="version" value="(\d+)"/)[1];
const off = await person.post(`${link}/cancel`, { version, scope: 'one', reason: '入院のため' });
expect(off.status === 303, `calling off answers ${off.status}`);
const changed = await fetchFeed(token, { 'if-none-match': etag });
const cancelled = parsed(changed).getAllSubcomponents('vevent').filter(e => e.getFirstPropertyValue('status') === 'CANCELLED');
expect(cancelled.length === 1 && !changed.text.includes('入院'), `${cancelled.length} events are cancelled`);

// Wrong and ended addresses are not there.
const next = await makeFeed();
for (const where of [token, '/calendar/none', `${next}x`])
    expect((await outside.get(where)).status === 404, `${where.slice(0, 12)}… is there`);
expect((await outside.get(`${next}.ics`)).status === 200, 'the new address is not there');
const ended = await person.post('/visits/calendar/end', {});
expect(ended.status === 303 && (await outside.get(next)).status === 404, 'an ended address is there');

// Neither the log nor the disk holds a token, and the disk no word of a visit.
function* files(where) {
    for (const entry of fs.readdirSync(where, { withFileTypes: true })) {
        const full = path.join(where, entry.name);
        if (entry.isDirectory())
            yield* files(full);
        else
            yield full;
    }
}
const tokens = [token, next].map(t => t.split('/').pop());
for (const file of files(data)) {
    const content = fs.readFileSync(file);
    for (const secret of [...tokens, note, '入院のため'])
        expect(!content.includes(secret), `${path.relative(data, file)} holds “${secret}”`);
}
await server.stop();
for (const secret of tokens)
    expect(!server.log().includes(secret), 'the log holds a token');
console.log(`${events.length} events read by ical.js, none of them tells of whom`);
process.exit(0);
