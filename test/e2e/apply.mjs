// SPDX-License-Identifier: AGPL-3.0-or-later
// The walk of the guide's forms: each from the applicant to the desk, back with reasons, again to
// the desk, approved by two officers, carried out; from the letter to the first sign-in.
import { step, closeAll, showAll, base, expect, tsunagi, look } from './lib.mjs';
import { found, changePassword, acceptTerms } from './desk.mjs';
import { arrive, lettersOf, seesNotices } from './letter.mjs';
import { applyForUse, decideUse, giveMandate, stopDelegate, applyForDevices, nurse, visitor } from './portal.mjs';
import { Person } from './lib.mjs';

const city = { base };

async function begin() {
    await found(city);
    const { status, out } = tsunagi('import', 'offices', 'test/data/offices-nagareyama-mhlw.csv', '--data', city.data, '--city', '122203');
    expect(status === 0, `the offices are not imported: ${out}`);
    const officer = new Person('officer');
    city.officer = officer;
    officer.trust(city.root).install(`${base}/officer.p12`, city.first.certificate_password);
    officer.site = city.server.member;
    await officer.open();
    await officer.signIn(city.first.personal_id, city.first.password);
    await changePassword(officer, city.first.password, 'Edogawa-no-42 dote');
    await acceptTerms(officer);
}

/** The second officer, and the rule that two decide. */
async function colleague() {
    const { officer } = city;
    await officer.go('/desk/members/new');
    const desk = await officer.page.locator('[name=office] option', { hasText: '介護支援課' }).getAttribute('value');
    await officer.enter({ office: desk, name: '市役所 助', kana: 'しやくしょ たすく', job: '行政職員' });
    await officer.page.getByLabel('パソコン').check();
    await officer.press('登録する');
    const [letter] = await lettersOf(city, ['市役所 助']);
    city.second = await arrive(city, letter, 'Tone-gawa 31 no tsutsumi');
    await officer.go('/desk/applications');
    await officer.page.getByText('承認の決まり').click();
    await officer.enter({ approvals: '2' });
    await officer.press('決まりを変える');
    await officer.sees('2人の承認が必要です');
}

async function firstPeople() {
    const letters = await lettersOf(city, [nurse, visitor]);
    await look(city.officer, 'desk-letters');
    expect(letters[0].devices.length === 2 && letters[1].devices.length === 1, 'not one certificate per device');
    city.nurse = await arrive(city, letters[0], 'Tone-unga 21 sanpo');
    city.visitor = await arrive(city, letters[1], 'Tone-unga 22 sanpo');
    await seesNotices(city.nurse, 'apply-notices');
}

const steps = [
    ['a city with 60 offices and its first officer', begin],
    ['a second officer comes in; two officers decide', colleague],
    ['様式1-1: an office applies by phone, signs with a finger', applyForUse],
    ['様式1-1 is returned, corrected, approved by two, carried out', decideUse],
    ['様式3: a representative delegates the changes', giveMandate],
    ['a delegate is stopped outside the delegated duty', stopDelegate],
    ['様式1-2: the delegate registers devices, without script', applyForDevices],
    ['letters, certificates, first sign-in, the notice room', firstPeople],
];

try {
    for (const [sentence, run] of steps)
        await step(sentence, () => run(city));
    await closeAll();
    expect(await city.server.stop() === 0, 'the server does not stop cleanly');
} catch (error) {
    console.error(`FAILED: ${error.stack}`);
    console.error(city.server?.log().split('\n').slice(-20).join('\n') ?? '');
    await showAll();
    process.exitCode = 1;
}
process.exit();
