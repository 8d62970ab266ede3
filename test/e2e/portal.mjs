// SPDX-License-Identifier: AGPL-3.0-or-later
// The public portal: 様式1-1 on a phone, 様式3 and 様式1-2 at a desk, the latter without script.
import { Person, phone, expect, look } from './lib.mjs';
import { giveBack, approve, carryOut, carryOutTogether } from './cases.mjs';
import { makePhotos } from './photos.mjs';

export const nurse = '燕 看子', visitor = '燕 訪子', leaver = '燕 退子', delegate = '燕 任子';
const office = 'つばめ訪問看護ステーション';
export const corporation = {
    corporation_name: '医療法人社団つばめ会', corporation_kana: 'いりょうほうじんしゃだんつばめかい',
    representative_title: '理事長', representative: '燕 代子', corporation_postal: '270-0114',
    corporation_phone: '04-7100-0001', corporation_address: '千葉県流山市東初石1-1',
};
const ofOffice = {
    office_name: office, office_number: '1262500019', office_kind: '訪問看護', office_manager: '燕 管子',
    office_postal: '2700114', office_address: '千葉県流山市東初石1-2', office_mail: 'office@tsubame.example',
    office_phone: '04-7100-0002',
};

async function stranger(city, name, options) {
    const person = new Person(name);
    person.trust(city.root).site = city.server.public;
    return person.open(options);
}

/** Chooses the form and keeps what the receipt says. */
async function begin(person, paper, name) {
    await person.go('/apply');
    await person.press(new RegExp(`この申請を始める.*${paper}$`));
    person.number = await person.page.locator('[data-receipt=number]').innerText();
    person.code = await person.page.locator('[data-receipt=code]').innerText();
    if (name)
        await look(person, name);
    await person.press('控えたので、書き始める');
}

async function next(person, fields, name) {
    await person.enter(fields);
    if (name)
        await look(person, name);
    await person.press('保存して次へ');
}

/** Comes back with the receipt, as days later on another device. */
async function resume(person) {
    await person.press('申請を閉じる');
    await person.press('続き・状況を開く');
    await person.enter({ number: person.number, code: person.code });
    await person.press('開く');
}

async function correct(person, fields, name) {
    await resume(person);
    if (name)
        await look(person, `${name}-returned`);
    await person.press('理由のあるところを直す');
    const asked = await person.page.locator('main form .field').count();
    expect(asked === Object.keys(fields).length, `${asked} fields are asked again`);
    await person.enter(fields);
    if (name)
        await look(person, `${name}-fix`);
    await person.press('保存して確認へ');
    await submit(person);
}

async function submit(person) {
    await person.press('この内容で出す');
    await person.sees('受付済み');
}

/** A finger on the glass. */
async function sign(person) {
    const box = await person.page.locator('[data-sign-canvas]').evaluate(canvas => {
        canvas.scrollIntoView({ block: 'center' });
        const { x, y, width, height } = canvas.getBoundingClientRect();
        return { x, y, width, height };
    });
    const glass = await person.context.newCDPSession(person.page);
    const touch = (type, points) => glass.send('Input.dispatchTouchEvent', { type, touchPoints: points });
    for (const [row, from, to] of [[0.3, 0.2, 0.8], [0.6, 0.25, 0.75]]) {
        const at = part => ({ x: box.x + box.width * part, y: box.y + box.height * (row + part / 6) });
        await touch('touchStart', [at(from)]);
        for (let part = from; part < to; part += 0.1)
            await touch('touchMove', [at(part)]);
        await touch('touchEnd', []);
    }
    await glass.detach();
    await person.sees('署名が書かれています');
}

async function enterPeople(person) {
    await person.enter({ 'people.0.move': '新規', 'people.0.name': nurse, 'people.0.kana': 'つばめ かんこ',
        'people.0.administrator': true, 'people.0.profession': '看護師' });
    await person.page.getByText('表計算から貼り付ける').click();
    await person.enter({ paste: `${visitor}\tつばめ ほうこ\t看護師\n${leaver}\tつばめ たいこ\t理学療法士` });
    await person.press('行にする');
    await person.sees('2人分を下の欄に入れました');
    await look(person, 'apply-people');
    await person.press('保存して次へ');
}

// --- 様式1-1 ------------------------------------------------------------------------------

export async function applyForUse(city) {
    const applicant = await stranger(city, 'applicant', phone);
    city.applicant = applicant;
    await applicant.go('/apply');
    await look(applicant, 'apply-start');
    await begin(applicant, '様式1-1', 'apply-receipt');
    await next(applicant, {});
    await next(applicant, corporation, 'apply-corporation');
    await applicant.expecting(422, () => next(applicant, ofOffice));
    await look(applicant, 'apply-office-warned');
    await applicant.press('直さずに次へ');
    await enterPeople(applicant);
    await next(applicant, { has_id: '無' });
    await applicant.expecting(422, () => next(applicant, { pledge: true }));
    await next(applicant, { 'people.0.pledge': true, 'people.1.pledge': true, 'people.2.pledge': true }, 'apply-pledge');
    await sign(applicant);
    await look(applicant, 'apply-sign');
    applicant.touches = false; // Chromium takes a tap right after a stroke for a part of it
    await applicant.press('署名を付けて次へ');
    applicant.touches = true;
    await look(applicant, 'apply-check');
    await submit(applicant);
}

export async function decideUse(city) {
    const { officer, applicant } = city;
    await officer.go('/desk/applications');
    await look(officer, 'desk-applications');
    await giveBack(officer, applicant.number, {
        office_number: '最後の桁が合いません。指定通知書を見て、直してください。',
        'people.1.kana': '「つばめ ほうこ」か「つばめ おとずれこ」か、確かめてください。',
    }, 'desk-case');
    await correct(applicant, { office_number: '1262500018', 'people.1.kana': 'つばめ おとずれこ' }, 'apply');
    await carryOut(city, applicant.number, 'desk-case');
    await applicant.page.reload();
    await applicant.sees('手続き済み');
    await look(applicant, 'apply-done');
}

// --- 様式3 --------------------------------------------------------------------------------

export async function giveMandate(city) {
    const person = await stranger(city, 'mandate');
    city.mandate = person;
    await begin(person, '様式3');
    await next(person, { corporation_address: corporation.corporation_address, corporation_name: '医療法人社団つばめ会',
        representative_title: '理事長', representative: '燕 代子' });
    await next(person, { delegate_office: office, delegate_address: ofOffice.office_address, delegate_title: '事務長', delegate });
    await next(person, { duty_change: true }, 'apply-mandate');
    await next(person, {});
    city.scan = (await makePhotos(person.page, city.base)).jpg;
    await person.page.setInputFiles('main [name=scan]', city.scan);
    await person.press('署名を付けて次へ');
    await submit(person);
    await giveBack(city.officer, person.number, { delegate_title: '今の役職を書いてください。' });
    await correct(person, { delegate_title: '事務部長' });
    await carryOut(city, person.number);
}

/** Trusted with changes only, the delegate applies for new people. */
export async function stopDelegate(city) {
    const person = city.mandate;
    await begin(person, '様式1-1');
    await next(person, { by_delegate: delegate });
    await person.expecting(422, () => next(person, corporation));
    await person.sees('変更だけです');
    await person.press('直さずに次へ');
    await person.press('事業所を一覧から選ぶ');
    await person.enter({ q: 'つばめ' });
    await person.press('探す');
    await look(person, 'apply-office-pick');
    await person.press('選ぶ');
    await person.go(`/apply/122203/check`);
    await person.sees('この方に委任されているのは、登録した事項の変更だけです');
    await look(person, 'apply-delegate-stopped');
    await person.expecting(422, () => person.press('この内容で出す'));
    await person.sees('変更だけです');
}

// --- 様式1-2 ------------------------------------------------------------------------------

export const surroundings = { lock: true, virus: true, supported: true, network: '事業所の回線' };
const device = (row, name, kind, system, more = {}) => Object.fromEntries(Object.entries(
    { name, keeper: '事業所管理', kind, system, ...more }).map(([field, value]) => [`devices.${row}.${field}`, value]));

/** The delegate registers the devices; no script runs. */
export async function applyForDevices(city) {
    const person = await stranger(city, 'devices', { javaScriptEnabled: false });
    await begin(person, '様式1-2');
    await next(person, { corporation_name: corporation.corporation_name, representative: corporation.representative,
        office_name: office, by_delegate: delegate });
    await next(person, { pc: '2', tablet: '1', tablet_mail: 'tablet@tsubame.example' }, 'apply-device-counts');
    await person.enter(device(0, nurse, 'パソコン', 'Windows'));
    await person.press('欄を増やす');
    await person.enter(device(1, nurse, 'タブレット', 'iOS', { mail: 'kanko@tsubame.example' }));
    await person.press('欄を増やす');
    await next(person, device(2, visitor, 'パソコン', 'Mac'), 'apply-devices');
    await next(person, surroundings);
    await submit(person);
    await giveBack(city.officer, person.number, { 'devices.1.mail': 'タブレットで受け取れるアドレスにしてください。' });
    await correct(person, { 'devices.1.mail': 'tablet@tsubame.example' });
    await approve(city, person.number);
    await carryOutTogether(city, [person.number]);
}
