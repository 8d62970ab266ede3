// SPDX-License-Identifier: AGPL-3.0-or-later
// The way in: enrolment on the public site, certificates, first sign-in, guessing.
import fs from 'node:fs';
import { Person, expect, look } from './lib.mjs';
import { pagesAreTrue } from './pictures.mjs';
import { people, changePassword, acceptTerms } from './desk.mjs';

export async function refuseStrangers(city) {
    const stranger = new Person('stranger');
    stranger.trust(city.root).site = city.server.member;
    await stranger.open();
    await stranger.expecting(403, async () => {
        expect(await stranger.go('/') === 403, 'the member site opens without a certificate');
        const help = await stranger.page.content();
        await look(stranger, 'certificate-help');
        for (const where of ['/signin', '/rooms/none', '/nowhere', '/live']) {
            expect(await stranger.go(where) === 403, `${where} opens without a certificate`);
            expect(await stranger.page.content().then(c => c.replace(/<script.*<\/script>/s, '')) === help,
                `${where} answers otherwise than / without a certificate`);
        }
    });
    city.stranger = stranger;
}

async function receive(person, device, password) {
    await person.page.goto(device.address);
    if (device === person.of.letter.devices[0] && person.of === people[0]) {
        await pagesAreTrue(person.page);
        await look(person, 'enrol');
    }
    await person.page.locator('main [name=password]').fill(password);
    const coming = person.page.waitForEvent('download');
    await person.page.getByRole('button', { name: '証明書を受け取る' }).click();
    const download = await coming;
    const path = `${person.home}/${download.suggestedFilename()}`;
    await download.saveAs(path);
    return path;
}

async function refused(person, id, password) {
    await person.page.goto(`${person.public}/enrol?id=${id}`);
    await person.page.locator('main [name=password]').fill(password);
    await person.expecting(422, () => person.press('証明書を受け取る'));
    return person.page.locator('[data-errors]').innerText();
}

/** The PKCS#12 inside an iOS configuration profile. */
function ofProfile(path) {
    const text = fs.readFileSync(path, 'latin1');
    const payload = text.match(/com\.apple\.security\.pkcs12/) && [...text.matchAll(/<data>([^<]+)<\/data>/g)]
        .map(m => Buffer.from(m[1].replace(/\s/g, ''), 'base64')).sort((a, b) => b.length - a.length)[0];
    expect(payload, 'the profile holds no PKCS#12');
    fs.writeFileSync(`${path}.p12`, payload);
    return `${path}.p12`;
}

export async function enrol(city) {
    for (const of of people) {
        const person = new Person(of.key);
        Object.assign(person, { of, public: city.server.public, site: city.server.member });
        city[of.key] = person;
        await person.trust(city.root).open();
        for (const device of of.letter.devices)
            device.file = await receive(person, device, device.password);
        const [first] = of.letter.devices;
        const used = await refused(person, first.id, first.password);
        const unknown = await refused(person, '0123456789', first.password);
        const wrong = await refused(person, first.id, 'wrongwrong12');
        expect(used === unknown && unknown === wrong, `used, unknown and wrong are told apart:\n${used}\n${unknown}\n${wrong}`);
        if (of === people[0])
            await look(person, 'enrol-refused');
    }
    const phone = city.nurse.of.letter.devices.find(d => d.file.endsWith('.mobileconfig'));
    expect(phone, 'the iPhone gets no profile');
    const spare = new Person('phone');
    spare.trust(city.root).install(ofProfile(phone.file), phone.password);
    city.phone = Object.assign(spare, { of: city.nurse.of, site: city.server.member });
}

async function signInFirst(person, fresh) {
    const { letter } = person.of;
    const pc = letter.devices.find(device => device.kind === 'パソコン');
    expect(pc?.file.endsWith('.p12'), `${person.of.name} has no certificate for a PC`);
    person.install(pc.file, pc.password);
    await person.open();
    await person.signIn(letter.id, letter.password);
    await person.sees('初期パスワード');
    await changePassword(person, letter.password, fresh);
    await acceptTerms(person);
    person.password = fresh;
    expect(new URL(person.page.url()).pathname === '/', `${person.of.name} does not come in`);
}

export async function firstSignIn(city) {
    for (const [i, of] of people.entries())
        await signInFirst(city[of.key], `Suzume-iro 20${i} tsukue`);
    await look(city.nurse, 'home-without-room');
    await city.nurse.go('/devices');
    await look(city.nurse, 'devices');
}

export async function guess(city) {
    const { helper } = city;
    for (let i = 0; i < 3; i++)
        await helper.expecting(422, () => helper.signIn(helper.of.letter.id, 'not the password'));
    await helper.expecting(422, () => helper.signIn(helper.of.letter.id, helper.password));
    await helper.sees('お待ちください');
    await look(helper, 'signin-wait');
    await helper.page.waitForTimeout(6000);
    await helper.signIn(helper.of.letter.id, helper.password);
    expect(new URL(helper.page.url()).pathname === '/', 'after waiting the right password does not open');
}

export async function boundToDevice(city) {
    const cookie = (await city.doctor.context.cookies()).find(c => c.name === '__Host-session');
    expect(cookie && cookie.httpOnly && cookie.secure && cookie.sameSite === 'Strict', 'the session cookie is not kept close');
    const own = await city.nurse.context.cookies();
    await city.nurse.context.addCookies([cookie]);
    await city.nurse.go('/devices');
    expect(new URL(city.nurse.page.url()).pathname === '/signin', 'a stolen session opens on another device');
    await city.nurse.context.clearCookies();
    await city.nurse.context.addCookies(own);
    expect(await city.nurse.go('/devices') === 200, 'the own session is gone');
}
