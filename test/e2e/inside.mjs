// SPDX-License-Identifier: AGPL-3.0-or-later
// From inside: an office's administrator applies with 様式1-1, 1-2 and 2, everything known
// standing in the form; and a clerk keys in what came on paper.
import { expect, look } from './lib.mjs';
import { giveBack, carryOut } from './cases.mjs';
import { arrive, lettersOf, seesNotices } from './letter.mjs';
import { visitor, leaver, corporation, surroundings } from './portal.mjs';

export { visitor };
export const planner = '燕 計子', newcomer = '燕 新子', second = 'つばめ居宅介護支援事業所';
const today = () => new Date(Date.now() + 9 * 3600e3).toISOString().slice(0, 10);

async function begin(person, words, tick, name) {
    await person.go('/office/applications');
    await person.page.locator('summary', { hasText: words }).click();
    const form = person.page.locator('details[open]');
    if (tick)
        await form.getByLabel(tick).check();
    if (name)
        await look(person, name);
    await Promise.all([person.page.waitForEvent('load'), form.locator('button.button-main').click()]);
    person.number = (await person.text()).match(/受付番号\s*(\d+-\d+)/)?.[1];
    expect(person.number, 'the application has no number');
}

async function send(person, words = '市に申請する') {
    await person.press(words);
    await person.sees('市に申請しました');
}

/** The desk returns one field; just that is corrected, the rest still stands there. */
export async function correct(city, field, why, value, name) {
    const { officer, nurse: person } = city;
    await giveBack(officer, person.number, { [field]: why });
    await person.page.goto(person.page.url());
    await person.sees('市から、次のところを直すように返されました');
    if (name)
        await look(person, name);
    expect(await person.page.locator('main form [name=applied_on]').count() === 0, 'what was not named is asked again');
    await person.enter({ [field]: value });
    await send(person, '直して市に出し直す');
}

// --- 様式1-1 and 1-2 ------------------------------------------------------------------------

export async function addAndRemove(city) {
    const person = city.nurse;
    await begin(person, '様式1-1', leaver, 'office-applications');
    expect(await person.page.locator('[name="people.0.name"]').inputValue() === leaver, 'who leaves is not in the form');
    expect(await person.page.locator('[name=corporation_kana]').inputValue() !== '', 'what the city knows is asked again');
    await person.enter({ 'people.0.leave_on': today() });
    await person.enter({ 'people.1.move': '新規', 'people.1.name': newcomer, 'people.1.kana': 'つばめ しんこ',
        'people.1.profession': '准看護師', has_id: '無', pledge: true });
    await look(person, 'office-usage');
    await person.page.setInputFiles('main [name=scan]', city.scan);
    await send(person);
    await correct(city, 'people.1.profession', '資格証では看護師です。', '看護師', 'office-returned');
    await carryOut(city, person.number);
}

export async function addDevice(city) {
    const person = city.nurse;
    await begin(person, '様式1-2', newcomer);
    await person.enter({ pc: '1', 'devices.0.keeper': '事業所管理', 'devices.0.kind': 'パソコン', 'devices.0.system': 'Windows', ...surroundings });
    await send(person);
    await correct(city, 'devices.0.system', 'OSを確かめてください。', 'Mac');
    await carryOut(city, person.number);
    const [letter] = await lettersOf(city, [newcomer]);
    city.newcomer = await arrive(city, letter, 'Suzume-iro 23 tsukue');
    await seesNotices(city.newcomer);
}

// --- paper, and 様式2 -------------------------------------------------------------------------

/** A paper of the corporation, with its scan; people are [name, reading, 職種, administrator]. */
export async function keyInOffice(city, name, number, kind, people) {
    const { officer } = city;
    const rows = people.map(([person, kana, job, leads = false], i) => Object.fromEntries(Object.entries({ move: '新規',
        name: person, kana, administrator: leads, profession: job }).map(([field, value]) => [`people.${i}.${field}`, value])));
    await officer.go('/desk/applications/paper/new');
    await officer.press(/様式1-1/);
    for (let i = 1; i < people.length; i++)
        await Promise.all([officer.page.waitForEvent('load'), officer.page.locator('[name=more][value=people]').click()]);
    await officer.enter({ applied_on: '令和8年11月1日', ...corporation, office_name: name, office_number: number,
        office_kind: kind, office_manager: '燕 管太', office_postal: '270-0114', office_address: '千葉県流山市東初石1-3',
        office_mail: 'plan@tsubame.example', office_phone: '04-7100-0003', ...Object.assign({}, ...rows), has_id: '無',
        pledge: true, signature: '署名' });
    await look(officer, 'desk-keyed');
    await officer.page.setInputFiles('main [name=scan]', city.scan);
    await officer.press('受け付ける');
    await officer.sees('受付番号を紙に書き写してください');
    await carryOut(city, (await officer.text()).match(/\d+-\d{5}/)[0]);
}

/** The second office of the corporation comes on paper. */
export async function keyIn(city) {
    await city.officer.go('/desk/applications/paper/new');
    await look(city.officer, 'desk-paper');
    await keyInOffice(city, second, '1272500018', '居宅介護支援', [[planner, 'つばめ けいこ', '介護支援専門員', true]]);
}

export async function change(city) {
    const person = city.nurse;
    await begin(person, '様式2');
    await person.enter({ 'person_changes.0.item': '氏名', 'person_changes.0.name': newcomer, 'person_changes.0.before': newcomer,
        'person_changes.0.after': '鳩 新子', 'person_changes.0.kana': 'はと しんこ' });
    await Promise.all([person.page.waitForEvent('load'), person.page.locator('[name=more][value=person_changes]').click()]);
    await person.enter({ 'person_changes.1.item': '所属事業所名', 'person_changes.1.name': visitor, 'person_changes.1.after': second });
    await look(person, 'office-change');
    await send(person);
    await correct(city, 'person_changes.0.after', '戸籍の字を確かめてください。', '鳩 新子');
    await carryOut(city, person.number, 'desk-change');
    await city.newcomer.go('/');
    expect((await city.newcomer.page.locator('header').innerText()).includes('鳩 新子'), 'the new name is not shown');
    await city.visitor.go('/');
    expect((await city.visitor.page.locator('header').innerText()).includes(second), 'who moved is not at the new office');
    expect(await city.visitor.go('/devices') === 200, 'who moved has lost the device');
}
