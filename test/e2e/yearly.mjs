// SPDX-License-Identifier: AGPL-3.0-or-later
// 様式5: the yearly campaign, an office's answer from inside, and the seats of who stays silent.
import { execFileSync } from 'node:child_process';
import { expect, look } from './lib.mjs';
import { carryOut } from './cases.mjs';
import { correct, visitor } from './inside.mjs';
import { invite } from './rooms.mjs';

const inDays = n => new Date(Date.now() + 9 * 3600e3 + n * 86400e3).toISOString().slice(0, 10);

export async function answer(city) {
    const { officer, nurse: person } = city;
    await officer.go('/desk/campaigns');
    await look(officer, 'desk-campaigns');
    await officer.enter({ request_on: inDays(0), due_on: inDays(20) });
    await officer.press('現況届を始める');
    city.campaign = new URL(officer.page.url()).pathname;
    await person.go('/checkup');
    expect(!(await person.text()).includes('利用している方（0人）'), 'the roster is not filled in');
    await look(person, 'office-checkup');
    await person.enter({ pledge: true });
    await person.press('変更なしで届け出る');
    await person.sees('現況届を受け付けました');
    await person.go('/office/applications');
    await person.press(/様式5/);
    person.number = (await person.text()).match(/受付番号\s*(\d+-\d+)/)[1];
    await correct(city, 'office_phone', '代表の番号を書いてください。', '04-7100-0009');
    await carryOut(city, person.number);
    await officer.go(city.campaign);
    await officer.sees('回答済み');
    await look(officer, 'desk-campaign');
}

async function openRoom(officer) {
    await officer.go('/desk/patients/new');
    await officer.enter({ name: '川村 はな', kana: 'かわむら はな', birth: '昭和16年3月8日' });
    await officer.press('登録する');
    await officer.press('同意を記録する');
    await officer.enter({ explained_by: '燕 計子（居宅）', place: '自宅', given_on: inDays(0), signer_name: '川村 はな' });
    await officer.page.getByLabel('本人', { exact: true }).check();
    for (const box of await officer.page.locator('main [name=points], main [name=purposes]').all())
        await box.check();
    await officer.press('同意を記録する');
    await officer.press('部屋を開く');
    if (!officer.page.url().includes('/desk/rooms/'))
        await officer.press('関係者の名簿を開く');
    await invite(officer, [visitor]);
}

/** The last day passes without an answer of the second office; its people's seats are decided. */
export async function silent(city) {
    const { officer } = city;
    await openRoom(officer);
    execFileSync('sqlite3', ['-cmd', '.timeout 5000', `${city.data}/tsunagi.db`, 'UPDATE campaign SET due_on = due_on - 40']);
    await officer.go(city.campaign);
    await officer.press('回答のない事業所の参加を決める');
    await officer.sees(visitor);
    await look(officer, 'desk-proposals');
    await officer.enter({ reason: '事業所に電話で確かめました。' });
    await officer.press('参加を取りやめる');
    await officer.go(city.campaign);
    expect((await officer.text()).includes('取りやめ 1件'), 'the decision is not counted');
}
