// SPDX-License-Identifier: AGPL-3.0-or-later
// What the walk stands on: the program under test, people with a Chromium and a device
// certificate of their own, and the checks that every page has to pass.
import { execFile, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { chromium } from 'playwright-core';

const build = process.env.BUILD ?? 'build';
export const binary = path.resolve(build, 'tsunagi');
export const base = path.resolve(process.argv[2] ?? fs.mkdtempSync('/tmp/tsunagi-e2e-'));
const screens = path.resolve(build, 'screens');
const axe = fs.readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

export function expect(condition, sentence) {
    if (!condition)
        throw new Error(sentence);
}

/** Announces a step of the walk and says how long it took. */
export async function step(sentence, run) {
    const start = Date.now();
    const result = await run();
    console.log(`  ${((Date.now() - start) / 1000).toFixed(1).padStart(5)} s  ${sentence}`);
    return result;
}

// --- the program --------------------------------------------------------------------

/** Runs a command of the program: { status, out }. */
export function tsunagi(...words) {
    try {
        return { status: 0, out: execFileSync(binary, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }) };
    } catch (error) {
        return { status: error.status, out: `${error.stdout}${error.stderr}` };
    }
}

/** The same without waiting, so that people can go on meanwhile. */
export const runAside = (...words) => new Promise(done => {
    execFile(binary, words, { encoding: 'utf8' }, (error, out, told) => done({ status: error ? error.code : 0, out: out + told }));
});

/** "name=value" lines of an output. */
export const facts = out => Object.fromEntries([...out.matchAll(/^([a-z_]+)=(.*)$/gm)].map(m => [m[1], m[2]]));

export const freePort = () => new Promise(done => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
        const { port } = probe.address();
        probe.close(() => done(String(port)));
    });
});

/** Serves on ports that are known before, because letters name the addresses. */
export async function serve(data, ...more) {
    const server = spawn(binary, ['serve', '--data', data, ...more], {
        env: { ...process.env, TSUNAGI_MEMBER_PORT: await freePort(), TSUNAGI_PUBLIC_PORT: await freePort() } });
    let said = '', log = '';
    server.stderr.on('data', part => { log += part; });
    process.on('exit', () => server.kill('SIGKILL'));
    const gone = new Promise(done => server.on('exit', code => done(code)));
    return new Promise((resolve, reject) => {
        gone.then(() => reject(new Error(`serve ended early: ${log}`)));
        server.stdout.on('data', part => {
            said += part;
            const ready = said.match(/^ready member=(\S+) public=(\S+)/m);
            if (ready)
                resolve({ member: ready[1], public: ready[2], log: () => log,
                    stop() { server.kill('SIGTERM'); return gone; } });
        });
    });
}

// --- people -------------------------------------------------------------------------

export const chromiumFlags = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--lang=ja'];
const everybody = [];
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** A person with a home folder of their own; `certificate` is a PKCS#12 file. */
export class Person {
    constructor(name) {
        this.name = name;
        this.home = fs.mkdtempSync(path.join(base, 'home-'));
        this.problems = [];
        this.allowed = [];
        fs.mkdirSync(`${this.home}/.pki/nssdb`, { recursive: true, mode: 0o700 });
        this.nss('certutil', '-N', '--empty-password');
        everybody.push(this);
    }

    nss(program, ...words) {
        execFileSync(program, ['-d', `sql:${this.home}/.pki/nssdb`, ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
    }

    trust(root) {
        this.nss('certutil', '-A', '-n', 'root', '-t', 'C,,', '-i', root);
        return this;
    }

    install(certificate, password) {
        this.nss('pk12util', '-i', certificate, '-W', password);
        return this;
    }

    /** Opens Chromium; `options` are Playwright's, as javaScriptEnabled. */
    async open(options = {}) {
        await this.context?.close();
        this.touches = options.hasTouch;
        this.scriptless = options.javaScriptEnabled === false;
        this.context = await chromium.launchPersistentContext(path.join(this.home, 'profile'), {
            executablePath: '/usr/bin/chromium', args: chromiumFlags, headless: true, deviceScaleFactor: 1,
            env: { ...process.env, HOME: this.home, LANGUAGE: 'ja' }, locale: 'ja-JP', timezoneId: 'Asia/Tokyo',
            viewport: { width: 1280, height: 900 }, ...options,
        });
        this.context.setDefaultTimeout(30000);
        this.page = this.context.pages()[0] ?? await this.context.newPage();
        this.watch(this.page);
        this.context.on('page', page => this.watch(page));
        return this;
    }

    /** Whatever Chromium complains about fails the walk, except what was announced. */
    watch(page) {
        page.on('console', message => {
            if (['error', 'warning'].includes(message.type()))
                this.complain(`${message.text()} (${message.location().url})`);
        });
        page.on('pageerror', error => this.complain(String(error)));
    }

    complain(text) {
        if (!this.allowed.some(pattern => pattern.test(text)))
            this.problems.push(`${this.name}: ${text}`);
    }

    /** A refusal that the walk wants to see: Chromium reports each as an error. */
    async expecting(status, run) {
        const pattern = new RegExp(`status of ${status}`);
        this.allowed.push(pattern);
        await run();
        await this.page.waitForTimeout(50);
        this.allowed = this.allowed.filter(other => other !== pattern);
    }

    /** Goes to an address; the status. */
    async go(where) {
        return (await this.page.goto(new URL(where, this.site).href)).status();
    }

    text() {
        return this.page.locator('main').innerText();
    }

    async sees(words) {
        await this.page.locator('main').getByText(words).first().waitFor();
    }

    /** Presses a button or link and waits for the page that comes. */
    async press(words, where = this.page.locator('main')) {
        const button = where.getByRole('button', { name: words }).first();
        const target = await button.count() ? button : where.getByRole('link', { name: words }).first();
        await Promise.all([this.page.waitForEvent('load'), this.touches ? target.tap() : target.click()]);
    }

    async fill(fields) {
        for (const [name, value] of Object.entries(fields))
            await this.page.locator(`main [name="${name}"]`).fill(value);
    }

    /** The same for boxes, lists, ticks (true) and choices of every kind. */
    async enter(fields) {
        for (const [name, value] of Object.entries(fields)) {
            const boxes = this.page.locator(`main [name="${name}"]:not([type=hidden])`);
            const kind = await boxes.first().evaluate(box => box.type);
            if (kind === 'radio')
                await boxes.and(this.page.locator(`[value="${value}"]`)).check();
            else if (kind === 'checkbox')
                await boxes.first().setChecked(value);
            else if (kind === 'select-one')
                await boxes.selectOption(value);
            else
                await boxes.fill(value);
        }
    }

    async signIn(id, password) {
        await this.go('/signin');
        await this.fill({ personal_id: id, password });
        await this.press('サインインする');
    }
}

/** What everybody had on the screen when the walk failed. */
export async function showAll() {
    for (const { page, name } of everybody)
        await page?.screenshot({ path: `${screens}/failed-${name}.png`, timeout: 3000 }).catch(() => {});
    console.error(everybody.flatMap(person => person.problems).join('\n'));
}

export async function closeAll() {
    for (const person of everybody)
        await person.context?.close();
    const problems = everybody.flatMap(person => person.problems);
    expect(problems.length === 0, `Chromium complains:\n  ${problems.join('\n  ')}`);
}

// --- every page -----------------------------------------------------------------------

/** No accessibility fault (WCAG 2.2 A and AA, and good practice) at this width. */
async function checkAccess(page, where) {
    if (!await page.evaluate('typeof axe === "object"'))
        await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        // 7:1 where somebody asked for it.
        rules: { 'color-contrast-enhanced': { enabled: document.documentElement.classList.contains('contrast') } },
    }));
    const told = violations.map(v => `${v.id}: ${v.help}\n    ${v.nodes.map(n => n.html).slice(0, 3).join('\n    ')}`);
    expect(told.length === 0, `${where} is not accessible:\n  ${told.join('\n  ')}`);
}

async function checkWidth(page, where) {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over <= 0, `${where} is ${over} pixels wider than the screen`);
}

/** The page at the width of a phone and of a desk: checked and kept as a picture. */
export async function look(person, name) {
    const { page } = person;
    const before = page.viewportSize();
    if (process.env.QUICK) // while the walk itself is being changed
        return;
    for (const width of [390, 1280]) {
        const where = `${name} at ${width} pixels`;
        await page.setViewportSize({ width, height: width < 500 ? 844 : 900 });
        await page.evaluate(() => scrollTo(0, 0)); // the head covers what lies below it
        if (!person.scriptless) // axe needs the page's own scripts
            await checkAccess(page, where);
        await checkWidth(page, where);
        // As tall as the page, so that bars which stay in view are at the end and not in its middle.
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.setViewportSize({ width, height: Math.max(width < 500 ? 844 : 900, Math.min(height, 1800)) });
        await page.evaluate(() => scrollTo(0, 0));
        await page.screenshot({ path: `${screens}/${name}-${width}.png` });
    }
    await page.setViewportSize(before);
}
