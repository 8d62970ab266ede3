// SPDX-License-Identifier: AGPL-3.0-or-later
// What the officer does: founding, import, registration, letters.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Person, expect, tsunagi, facts, serve, look } from './lib.mjs';

const csv = 'test/data/offices-nagareyama-mhlw.csv';

export async function found(city) {
    city.data = `${city.base}/data`;
    const made = tsunagi('init', '--data', city.data, '--city', '122203', '--name', '流山市', '--officer', '市役所 守',
        '--kana', 'しやくしょ まもる', '--certificate', `${city.base}/officer.p12`);
    expect(made.status === 0, `init fails: ${made.out}`);
    expect((fs.statSync(city.data).mode & 0o777) === 0o700, 'the data folder is open to others');
    expect((fs.statSync(`${city.data}/keys/master.key`).mode & 0o777) === 0o600, 'the master key is open to others');
    city.root = `${city.data}/pki/root.pem`;
    city.first = facts(made.out);
    city.server = await serve(city.data);
}

/** Tabs until the field has the focus, as somebody without a mouse does. */
export async function tabTo(page, name) {
    for (let i = 0; i < 60; i++) {
        if (await page.evaluate(() => document.activeElement?.name ?? '') === name)
            return;
        await page.keyboard.press('Tab');
    }
    throw new Error(`the field ${name} is not reached by keyboard`);
}

export async function changePassword(person, old, fresh) {
    await person.fill({ old, new: fresh, again: fresh });
    await person.press('変更する');
}

export async function acceptTerms(person) {
    await person.page.getByLabel('利用規約に同意します').check();
    await person.page.getByLabel('11項目すべてを誓約します').check();
    await person.press('同意して始める');
}

export async function signInOfficer(city) {
    const officer = new Person('officer');
    city.officer = officer;
    officer.trust(city.root).install(`${city.base}/officer.p12`, city.first.certificate_password);
    officer.site = city.server.member;
    await officer.open();
    await officer.go('/desk/offices');
    expect(new URL(officer.page.url()).pathname === '/signin', 'a page opens without signing in');
    await look(officer, 'signin');
    await tabTo(officer.page, 'personal_id');
    await officer.page.keyboard.type(city.first.personal_id);
    await tabTo(officer.page, 'password');
    await officer.page.keyboard.type(city.first.password);
    await Promise.all([officer.page.waitForEvent('load'), officer.page.keyboard.press('Enter')]);
    await officer.sees('初期パスワード');
    await look(officer, 'password');
    await officer.expecting(422, () => changePassword(officer, city.first.password, 'password1'));
    await look(officer, 'password-refused');
    await changePassword(officer, city.first.password, 'Edogawa-no-42 dote');
    await officer.sees('利用規約');
    await look(officer, 'terms');
    await acceptTerms(officer);
    await look(officer, 'home-officer');
}

// --- offices ----------------------------------------------------------------------------

async function offer(officer, file) {
    await officer.go('/desk/offices-import');
    await officer.page.setInputFiles('main input[type=file]', file);
    await officer.press('内容を確かめる');
}

export async function importOffices(city) {
    const { officer } = city;
    await officer.go('/desk/offices-import');
    await look(officer, 'import');
    await breakFile(city);
    await offer(officer, csv);
    expect((await officer.text()).includes('60件'), 'not all 60 offices are new');
    await look(officer, 'import-preview');
    await officer.press('この内容で取り込む');
    await look(officer, 'offices');
    await offer(officer, csv);
    await officer.sees('取り込むものはありません');
    execFileSync('sh', ['-c', `sed '1s/^\\xef\\xbb\\xbf//' "${csv}" | iconv -c -f UTF-8 -t CP932 > "${city.base}/ms932.csv"`]);
    await offer(officer, `${city.base}/ms932.csv`);
    const same = (await officer.text()).match(/変更なし\s*(\d+)件/);
    expect(Number(same?.[1]) > 50, `the same list in MS932 changes offices: ${await officer.text()}`);
}

/** One row loses its name: nothing of the file may be imported, and the row is told. */
async function breakFile(city) {
    const lines = fs.readFileSync(csv, 'utf8').split('\r\n');
    lines[17] = lines[17].split(',').map((cell, i) => (i === 4 ? '' : cell)).join(',');
    fs.writeFileSync(`${city.base}/broken.csv`, lines.join('\r\n'));
    await city.officer.expecting(422, () => offer(city.officer, `${city.base}/broken.csv`));
    expect((await city.officer.text()).includes('18行目'), `the broken row is not told: ${await city.officer.text()}`);
    await look(city.officer, 'import-refused');
    await city.officer.go('/desk/offices');
    expect(!(await city.officer.text()).includes('1272501303'), 'a broken file was imported in part');
}

// --- people -----------------------------------------------------------------------------

export const people = [
    { key: 'doctor', name: '流山 医子', kana: 'ながれやま いこ', job: '医師', office: 0, devices: ['パソコン'] },
    { key: 'nurse', name: '平和 看護', kana: 'へいわ かんご', job: '看護師', office: 1, devices: ['パソコン', 'iPhone・iPad'] },
    { key: 'manager', name: '江戸川 計画', kana: 'えどがわ けいかく', job: '介護支援専門員', office: 2, devices: ['パソコン'] },
    { key: 'helper', name: '利根 運河', kana: 'とね うんが', job: '訪問介護員', office: 2, devices: ['パソコン'], second: true },
];

export async function register(city) {
    const { officer } = city;
    await officer.go('/desk/members/new');
    const offices = await officer.page.locator('[name=office] option').evaluateAll(
        all => all.filter(o => o.value && !o.label.includes('介護支援課')).map(o => o.value));
    expect(offices.length >= 60, `only ${offices.length} offices can be chosen`);
    await look(officer, 'member-new');
    for (const person of people) {
        await officer.go('/desk/members/new');
        await officer.page.locator('[name=office]').selectOption(offices[person.office]);
        await officer.fill({ name: person.name, kana: person.kana });
        await officer.page.locator('[name=job]').selectOption(person.job);
        for (const device of person.devices)
            await officer.page.getByLabel(device).check();
        if (person === people[0])
            await officer.expecting(422, () => officer.press('登録する'));
        if (!person.second)
            await officer.page.locator('[name=administrator]').check();
        await officer.press('登録する');
        expect((await officer.text()).includes(person.name), `${person.name} is not registered: ${await officer.text()}`);
    }
    await officer.go('/desk/members');
    await look(officer, 'members');
    await officer.press('平和 看護');
    await look(officer, 'member');
}

// --- letters ----------------------------------------------------------------------------

/** Sends the form as the browser does, but keeps the PDF instead of showing it. */
export const fetchLetters = async () => {
    const form = document.querySelector('main form[target=_blank]');
    const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return { type: answer.headers.get('content-type'), base64: btoa(bytes.reduce((s, b) => s + String.fromCharCode(b), '')) };
};

export async function printLetters(city) {
    const { officer } = city;
    await officer.go('/desk/letters');
    await look(officer, 'letters');
    for (const box of await officer.page.locator('main [name=people]').all())
        await box.check();
    const letters = await officer.page.evaluate(fetchLetters);
    expect(letters.type === 'application/pdf', `the letters are ${letters.type}`);
    const pdf = `${city.base}/letters.pdf`;
    fs.writeFileSync(pdf, Buffer.from(letters.base64, 'base64'));
    const run = (program, ...words) => execFileSync(program, words, { encoding: 'utf8' });
    const covers = new Set(people.map(person => person.office)).size;
    const pages = Number(run('pdfinfo', pdf).match(/Pages:\s+(\d+)/)[1]);
    expect(pages === people.length + covers, 'not one page per person and one cover per office');
    expect(/BIZUDGothic|BIZ-UDGothic/i.test(run('pdffonts', pdf)), 'the letters are not set in BIZ UDGothic');
    for (let page = 1; page <= pages; page++)
        readLetter(city, pdf, page, run);
    await officer.expecting(422, async () => {
        const again = await officer.page.evaluate(fetchLetters);
        expect(again.type.startsWith('text/html'), 'the same form prints twice');
    });
}

function readLetter(city, pdf, page, run) {
    const image = path.join(city.base, `letter-${page}`);
    run('pdftoppm', '-r', '150', '-f', String(page), '-l', String(page), '-png', '-singlefile', pdf, image);
    const text = run('pdftotext', '-f', String(page), '-l', String(page), '-layout', pdf, '-');
    if (text.includes('通知書の送付')) {
        fs.copyFileSync(`${image}.png`, `${process.env.BUILD ?? 'build'}/screens/letter-cover.png`);
        return;
    }
    const person = people.find(p => text.includes(p.name));
    expect(person, `page ${page} names nobody: ${text}`);
    person.letter = {
        id: text.match(/個人ID\s+(\d{4}-\d{4})/)?.[1],
        password: text.match(/初期パスワード\s+(\S+)/)?.[1],
        text,
    };
    person.letter.devices = run('zbarimg', '--nodbus', '-q', '--raw', `${image}.png`).trim().split('\n');
    expect(person.letter.devices.length === person.devices.length, `${person.name}: not one QR code per device`);
    person.letter.devices = person.letter.devices.map(address => deviceOf(city, address, text));
    expect(person.letter.id && person.letter.password, `the letter of ${person.name} is not readable:\n${text}`);
    if (person === people[0])
        fs.copyFileSync(`${image}.png`, `${process.env.BUILD ?? 'build'}/screens/letter.png`);
}

/** What belongs to one QR code: its address, the install ID in it, and the password beside it. */
function deviceOf(city, address, text) {
    expect(address.startsWith(`${city.server.public}/enrol`), `a QR code leads to ${address}`);
    const id = new URL(address).searchParams.get('id').replace(/\D/g, '');
    const printed = `${id.slice(0, 5)}-${id.slice(5)}`;
    const password = text.match(new RegExp(`${printed}\\s+(\\S{12})\\s`))?.[1];
    expect(password, `install ID ${printed} and its password are not printed:\n${text}`);
    const kind = text.slice(0, text.indexOf(printed)).match(/端末\d\s*(\S+?)（[^端]*端末）[^端]*$/)?.[1];
    return { address, id, password, kind };
}
