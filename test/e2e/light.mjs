// SPDX-License-Identifier: AGPL-3.0-or-later
// The main pages of the demo's city as an old phone, a screen reader and a second judge get them: what
// they weigh on the way, how far they move while they come, what is said of each control, and what
// Lighthouse thinks of them.
import path from 'node:path';
import { step, closeAll, showAll, base, expect, phone, serve, freePort, chromiumFlags, Person } from './lib.mjs';
import { installation } from '../wire/lib.mjs';
import { named } from './team.mjs';

const MOST_BYTES = 60_000; // of the room's page on a first visit, without photos
const MOST_SHIFT = 0.1; // CLS that counts as good
const city = {};

async function begin() {
    const { data, people } = installation(base);
    const of = named(people, 'nurse-first');
    city.server = await serve(data);
    const nurse = new Person('light-nurse').trust(`${data}/pki/root.pem`).install(of.certificate, of.certificate_password);
    nurse.site = city.server.member;
    city.nurse = nurse;
    city.port = Number(await freePort());
    await nurse.open({ ...phone, args: [...chromiumFlags, `--remote-debugging-port=${city.port}`] });
    await nurse.signIn(of.personal_id, of.password);
    await nurse.go('/');
    city.room = await fullestRoom(nurse.page);
    city.pages = [['ホーム', '/'], ['a room', `${city.room}?newest=1`], ['いま', `${city.room}/summary`],
        ['the write box', `${city.room}?whom=1`], ['the settings', '/settings']];
}

/** Of those on ホーム the one whose page is the longest. */
const fullestRoom = page => page.evaluate(async () => {
    const rooms = [...document.querySelectorAll('main a[href^="/rooms/"]')].map(a => a.pathname.split('/').slice(0, 3).join('/'));
    const sizes = await Promise.all([...new Set(rooms)].map(async room => {
        const answer = await fetch(`${room}?newest=1`);
        return [(await answer.text()).length, room];
    }));
    return sizes.sort((a, b) => b[0] - a[0])[0][1];
});

// --- an old phone ---------------------------------------------------------------------------

/** Bytes of each answer as they came over the wire, head and coded body. */
async function weigh(person, where) {
    const answers = new Map();
    const cdp = await person.context.newCDPSession(person.page);
    await cdp.send('Network.enable');
    await cdp.send('Network.clearBrowserCache');
    await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 60, downloadThroughput: 2e5, uploadThroughput: 1e5 });
    cdp.on('Network.responseReceived', e => answers.set(e.requestId, { url: new URL(e.response.url), type: e.type, bytes: 0 }));
    cdp.on('Network.loadingFinished', e => answers.has(e.requestId) && (answers.get(e.requestId).bytes = e.encodedDataLength));
    await person.go(where);
    await person.page.waitForLoadState('load');
    await person.page.waitForTimeout(1500); // what the modules ask for themselves
    await cdp.detach();
    return [...answers.values()].sort((a, b) => b.bytes - a.bytes);
}

async function weight({ nurse, room }) {
    await nurse.page.evaluate(async () => {
        for (const worker of await navigator.serviceWorker.getRegistrations())
            await worker.unregister();
    });
    const all = await weigh(nurse, `${room}?newest=1`);
    const counted = all.filter(one => !(one.type === 'Image' && one.url.pathname.startsWith('/rooms/')));
    const sum = counted.reduce((bytes, one) => bytes + one.bytes, 0);
    const told = counted.map(one => `${String(one.bytes).padStart(6)} ${one.url.pathname}`).join('\n    ');
    if (process.env.TELL)
        console.log(`    ${told}`);
    const moved = await shift(nurse.page);
    expect(moved <= MOST_SHIFT, `the room moves by ${moved} while it comes for the first time`);
    expect(counted.some(one => one.url.pathname.endsWith('.css')) && sum > 20_000, `too little was counted:\n    ${told}`);
    expect(sum <= MOST_BYTES, `the room's page weighs ${sum} bytes, ${MOST_BYTES} at most:\n    ${told}`);
    console.log(`           ${sum} bytes in ${counted.length} answers`);
}

/** How far things move by themselves while the page comes. */
const shift = page => page.evaluate(() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => {
        for (const entry of list.getEntries())
            sum += entry.value; // also after "input": nobody touches, but Chromium counts the emulated screen as such
    }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(sum), 500);
}));

async function stands({ nurse, pages }) {
    for (const [name, where] of pages) {
        await nurse.go(where);
        const moved = await shift(nurse.page);
        if (process.env.TELL)
            console.log(`    ${moved.toFixed(4)} ${name}`);
        expect(moved <= MOST_SHIFT, `${name} moves by ${moved} while it comes`);
    }
}

// --- ears -----------------------------------------------------------------------------------

const controls = new Set(['button', 'link', 'textbox', 'searchbox', 'checkbox', 'radio', 'combobox', 'listbox', 'option',
    'spinbutton', 'slider', 'switch', 'tab', 'menuitem', 'DisclosureTriangle', 'image', 'heading', 'navigation', 'dialog']);
const japanese = /[ぁ-んァ-ヶ一-鿿]/;
const fileOrNumber = /^[\d\s.,:/%()+–-]*$|^[^\s]+\.(pdf|jpe?g|png|heic|csv|xml|json|ics)$|^(SpO2|JCS|Tab|Enter|Esc|[A-Z/?])$/i;

/** What a screen reader says: [role, name] of each control. Boxes that Chromium makes inside a date or a time are its own. */
async function spoken(person) {
    const cdp = await person.context.newCDPSession(person.page);
    const { nodes } = await cdp.send('Accessibility.getFullAXTree');
    await cdp.detach();
    const by = new Map(nodes.map(node => [node.nodeId, node]));
    const ofChromium = node => node && (/^(Date|DateTime|InputTime|ColorWell)$/.test(node.role?.value) || ofChromium(by.get(node.parentId)));
    return nodes.filter(node => !node.ignored && controls.has(node.role?.value) && !ofChromium(node))
        .map(node => [node.role.value, (node.name?.value ?? '').trim()]);
}

async function listen({ nurse, pages, room }) {
    for (const [name, where] of [...pages, ['vitals', `${room}/vitals/new`], ['the documents', `${room}/documents`]]) {
        await nurse.go(where);
        const lines = await spoken(nurse);
        expect(lines.length > 5, `${name}: a screen reader finds ${lines.length} controls`);
        const wrong = lines.filter(([role, words]) => words ? !japanese.test(words) && !fileOrNumber.test(words) : role !== 'image');
        expect(wrong.length === 0, `${name}: a screen reader says ${wrong.map(([role, words]) => `${role} “${words}”`).join(', ')}`);
    }
}

// --- a second judge -------------------------------------------------------------------------

async function judge({ nurse, pages, port }) {
    const folder = path.resolve(process.env.BUILD ?? 'build', 'lighthouse/node_modules/lighthouse/core/index.js');
    const { default: lighthouse } = await import(folder);
    for (const [name, where] of pages) {
        const { lhr } = await lighthouse(new URL(where, nurse.site).href, { port, onlyCategories: ['accessibility'],
            disableStorageReset: true, throttlingMethod: 'provided', logLevel: 'error',
            disableFullPageScreenshot: true, maxWaitForLoad: 1500, skipAboutBlank: true } /* the live stream never ends */);
        const wrong = Object.values(lhr.audits).filter(audit => audit.score !== null && audit.score < 1);
        expect(new URL(lhr.finalDisplayedUrl).pathname === where.split('?')[0], `${name} led to ${lhr.finalDisplayedUrl}`);
        expect(lhr.categories.accessibility.score === 1, `${name}: Lighthouse gives ${100 * lhr.categories.accessibility.score}:` +
            wrong.map(audit => `\n    ${audit.id} ${audit.title} ${(audit.details?.items ?? []).slice(0, 3).map(i => i.node?.snippet).join(' ')}`));
    }
}

try {
    await step('the demo\'s city, a nurse signed in on a phone', begin);
    await step('a first visit to the room is light', () => weight(city));
    await step('nothing moves by itself while a page comes', () => stands(city));
    await step('a screen reader has a name for every control', () => listen(city));
    await step('Lighthouse finds nothing to better', () => judge(city));
    await closeAll();
    expect(await city.server.stop() === 0, 'the server does not stop cleanly');
} catch (error) {
    console.error(`FAILED: ${error.stack}`);
    console.error(city.server?.log().split('\n').slice(-20).join('\n') ?? '');
    await showAll();
    process.exitCode = 1;
}
process.exit();
