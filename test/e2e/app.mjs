// SPDX-License-Identifier: AGPL-3.0-or-later
// つなぎ as an app on the phone: what Chromium asks of one, what stays on the device, what is seen
// without a line, and what the screen shows when something is new.
import { expect, look } from './lib.mjs';

/** Every address that this browser keeps for us, in every cache. */
const keptBy = person => person.page.evaluate(async () => {
    const paths = [];
    for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys())
            paths.push(new URL(request.url).pathname + new URL(request.url).search);
    return paths;
});

/** No fault that keeps Chromium from offering the installation. */
async function installable(person) {
    const cdp = await person.context.newCDPSession(person.page);
    const { installabilityErrors: faults } = await cdp.send('Page.getInstallabilityErrors');
    expect(faults.length === 0, `Chromium would not install: ${faults.map(fault => fault.errorId)}`);
    const { errors, data } = await cdp.send('Page.getAppManifest');
    expect(errors.length === 0, `the manifest has faults: ${JSON.stringify(errors)}`);
    const manifest = JSON.parse(data);
    expect(manifest.display === 'standalone' && manifest.lang === 'ja' && manifest.short_name === 'つなぎ', 'the manifest is another one');
    expect(manifest.icons.some(icon => icon.purpose === 'maskable'), 'no icon may be cut to a shape');
    for (const icon of manifest.icons) {
        const size = await person.page.evaluate(async src => {
            const picture = await createImageBitmap(await (await fetch(src)).blob()).catch(() => null);
            return picture && `${picture.width}x${picture.height}`;
        }, icon.src);
        expect(icon.sizes === 'any' || size === icon.sizes, `${icon.src} is ${size}, not ${icon.sizes}`);
    }
    return cdp;
}

/** After rooms, posts and photos: our own files and the page without a line, nothing else. */
async function nothingPersonalStays(person, room) {
    for (const where of ['/', room, `${room}?newest=1`, '/devices', '/search', '/help'])
        expect([200, 303].includes(await person.go(where)), `${where} does not open`);
    const paths = await keptBy(person);
    expect(paths.length >= 6 && paths.some(path => path.startsWith('/assets/offline-')), `only ${paths} are kept`);
    for (const path of paths)
        expect(/^\/assets\/[\w-]+-[0-9a-f]{12}\.(html|js|css|svg|png)$/.test(path), `${path} is kept on the device`);
    const stored = await person.page.evaluate(async () => [Object.keys(localStorage), (await indexedDB.databases()).length]);
    expect(stored[0].length === 0 && stored[1] === 0, `the browser stores ${JSON.stringify(stored)}`);
}

async function withoutLine(person, room) {
    await person.go(room);
    const title = await person.page.locator('h1').first().innerText();
    await person.context.setOffline(true);
    person.allowed.push(/ERR_INTERNET_DISCONNECTED|Failed to fetch|EventSource/);
    await person.page.goto(new URL(`${room}?newest=1`, person.site).href);
    await person.sees('つながっていません');
    await person.sees('つながらない間も、できること');
    expect(!(await person.text()).includes(title), 'the page without a line names a person');
    await look(person, 'offline');
    await person.context.setOffline(false);
    await person.page.locator('h1', { hasText: title }).waitFor(); // by itself
}

const workerOf = person => person.context.serviceWorkers()[0];

/** A word as Chromium hands it to the worker once it has opened it; the icon's number is the word's. */
async function told(person, cdp) {
    await workerOf(person).evaluate(() => {
        self.badges = [];
        navigator.setAppBadge = async count => { self.badges.push(count); };
        navigator.clearAppBadge = async () => { self.badges.push(0); };
    });
    const registrations = [];
    cdp.on('ServiceWorker.workerRegistrationUpdated', event => registrations.push(...event.registrations));
    await cdp.send('ServiceWorker.enable');
    await person.context.grantPermissions(['notifications'], { origin: new URL(person.site).origin });
    for (const data of ['{"kind":"news","count":3}', '', '{broken', '{"kind":"asked","count":"<b>"}', '{"count":0}']) {
        await cdp.send('ServiceWorker.deliverPushMessage',
            { origin: new URL(person.site).origin, registrationId: registrations[0].registrationId, data });
        await person.page.waitForTimeout(300);
        const shown = await person.page.evaluate(async () => {
            const worker = await navigator.serviceWorker.ready;
            return (await worker.getNotifications()).map(n => [n.title, n.body, n.tag]);
        });
        expect(JSON.stringify(shown) === '[["つなぎ: 新しいお知らせがあります","","tsunagi"]]', `the screen shows ${JSON.stringify(shown)}`);
    }
    const badges = await workerOf(person).evaluate(() => self.badges);
    expect(JSON.stringify(badges) === '[3,0]', `the icon was given ${JSON.stringify(badges)}`);
    await person.go('/');
    await person.page.waitForFunction(async () => (await (await navigator.serviceWorker.ready).getNotifications()).length === 0);
}

/** A notice is pressed, in the worker that runs; only a real finger may move windows, so these are recorded. */
const press = person => workerOf(person).evaluate(async () => {
    const moved = [], waits = [];
    WindowClient.prototype.focus = async function () { moved.push(`focus ${new URL(this.url).pathname}`); };
    self.clients.openWindow = async where => { moved.push(`open ${where}`); };
    await self.registration.showNotification('つなぎ', { tag: 'tsunagi' });
    const [notification] = await self.registration.getNotifications();
    const event = new NotificationEvent('notificationclick', { notification });
    event.waitUntil = wait => waits.push(wait);
    self.dispatchEvent(event);
    await Promise.all(waits);
    return [...moved, (await self.registration.getNotifications()).length].join(', ');
});

/** It leads to ホーム: the window that shows it, or a new one beside a page where somebody may be typing. */
async function pressed(person, room) {
    for (const [where, wanted] of [['/', 'focus /, 0'], [room, 'open /, 0']]) {
        await person.go(where);
        const happened = await press(person);
        expect(happened === wanted, `with ${where} open a notice does “${happened}”`);
    }
}

export async function asAnApp({ nurse: person, room }) {
    await person.go('/');
    await person.page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
    const cdp = await installable(person);
    await nothingPersonalStays(person, room);
    await withoutLine(person, room);
    await told(person, cdp);
    await pressed(person, room);
}
