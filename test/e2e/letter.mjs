// SPDX-License-Identifier: AGPL-3.0-or-later
// From the printed letter to the first sign-in, typed by hand as somebody does who opens the
// envelope: no QR code is read here.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { Person, expect, look } from './lib.mjs';
import { changePassword, acceptTerms, fetchLetters } from './desk.mjs';

/** The letters of these people, printed by the officer: each { name, id, password, devices }. */
export async function lettersOf(city, names) {
    const { officer } = city;
    await officer.go('/desk/letters');
    for (const row of await officer.page.locator('main tbody tr').all()) {
        const text = await row.innerText();
        await row.locator('[name=people]').setChecked(names.some(name => text.includes(name)));
    }
    const answer = await officer.page.evaluate(fetchLetters);
    expect(answer.type === 'application/pdf', `the letters are ${answer.type}`);
    const pdf = `${city.base}/letters-${names.length}.pdf`;
    fs.writeFileSync(pdf, Buffer.from(answer.base64, 'base64'));
    const pages = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).split('\f');
    return names.map(name => readLetter(name, pages.filter(page => page.includes(name)).join('\n')));
}

function readLetter(name, text) {
    const id = text.match(/個人ID\s+(\d{4}-\d{4})/)?.[1];
    const password = text.match(/初期パスワード\s+(\S+)/)?.[1];
    const devices = [...text.matchAll(/(\d{5}-\d{5})\s+(\S{12})(?=\s)/g)].map(m => ({ id: m[1], password: m[2] }));
    expect(id && password, `the letter of ${name} cannot be read:\n${text}`);
    return { name, id, password, devices };
}

/** Types the install ID and its password on the public page; the path of what is saved. */
async function receive(person, device) {
    await person.page.goto(`${person.public}/enrol`);
    await person.enter({ install_id: device.id, password: device.password });
    const coming = person.page.waitForEvent('download');
    await person.page.getByRole('button', { name: '証明書を受け取る' }).click();
    const download = await coming;
    const path = `${person.home}/${download.suggestedFilename()}`;
    await download.saveAs(path);
    return path;
}

/** A new person, from the envelope to the notice room. */
export async function arrive(city, letter, fresh) {
    const person = new Person(letter.name);
    Object.assign(person, { letter, public: city.server.public, site: city.server.member });
    await person.trust(city.root).open();
    const files = [];
    for (const device of letter.devices)
        files.push([await receive(person, device), device.password]);
    const pc = files.find(([path]) => path.endsWith('.p12'));
    expect(pc, `${letter.name} gets no certificate for a PC`);
    person.install(...pc);
    await person.open();
    await person.signIn(letter.id, letter.password);
    await person.sees('初期パスワード');
    await changePassword(person, letter.password, fresh);
    await acceptTerms(person);
    expect(new URL(person.page.url()).pathname === '/', `${letter.name} does not come in`);
    person.password = fresh;
    return person;
}

export async function seesNotices(person, name) {
    await person.go('/');
    await person.press('流山市からの重要なお知らせ');
    expect(await person.page.locator('#write').count() === 0, 'a member may write into the notice room');
    if (name)
        await look(person, name);
}
