// SPDX-License-Identifier: AGPL-3.0-or-later
// Rooms: consent, opening, invitation, leaving; devices that are lost; the notice room.
import { expect, look } from './lib.mjs';

const patient = '川村 はな';

export async function invite(officer, names) {
    for (const name of names) {
        await officer.page.locator('main [name=q]').fill(name);
        await officer.press('探す');
        await officer.page.getByLabel(name).check();
        await officer.press('選んだ人を招待する');
    }
}

export async function openRoom(city) {
    const { officer } = city;
    await officer.go('/desk/patients/new');
    await look(officer, 'patient-new');
    await officer.fill({ name: patient, kana: 'かわむら はな', birth: '昭和16年3月8日' });
    await officer.press('登録する');
    expect(await officer.page.getByRole('button', { name: '部屋を開く' }).count() === 0, 'a room opens without consent');
    await officer.press('同意を記録する');
    await officer.fill({ explained_by: '江戸川 計画（居宅）', place: '自宅', given_on: '令和8年4月1日', signer_name: patient });
    await officer.page.getByLabel('本人', { exact: true }).check();
    await officer.page.locator('main [name=purposes]').first().check();
    await officer.expecting(422, () => officer.press('同意を記録する'));
    await look(officer, 'consent-refused');
    for (const box of await officer.page.locator('main [name=points], main [name=purposes]').all())
        await box.check();
    await officer.press('同意を記録する');
    await look(officer, 'patient');
    await officer.press('部屋を開く');
    if (!officer.page.url().includes('/desk/rooms/'))
        await officer.press('関係者の名簿を開く');
    city.desk = new URL(officer.page.url()).pathname;
    await invite(officer, ['流山 医子', '平和 看護', '江戸川 計画']);
    await look(officer, 'room-desk');
    await city.nurse.go('/');
    await city.nurse.press(patient);
    city.room = new URL(city.nurse.page.url()).pathname;
    await look(city.nurse, 'room-empty');
}

export async function leaveRoom(city) {
    const { officer, manager, helper } = city;
    await helper.expecting(404, async () => {
        expect(await helper.go(city.room) === 404, 'a room opens without a seat');
        const notMine = await helper.page.content();
        await look(helper, 'missing');
        expect(await helper.go(`${city.room.slice(0, -1)}${city.room.endsWith('0') ? '1' : '0'}`) === 404, 'a room that is not there opens');
        expect(await helper.page.content() === notMine, 'not yours and not there differ');
    });
    await officer.expecting(404, async () => {
        expect(await officer.go(city.room) === 404, 'the officer reads a room without a seat');
    });
    await manager.go(city.room);
    // The open page learns of the removal too, and asks for what it may not see any more.
    await manager.expecting(404, async () => {
        await remove(officer, city.desk, '江戸川 計画');
        expect(await manager.go(city.room) === 404, 'a removed member still reads the room');
    });
    await look(officer, 'room-desk-after');
}

async function remove(officer, desk, name) {
    await officer.go(desk);
    const row = officer.page.locator('tr', { hasText: name });
    await row.locator('summary').click();
    await Promise.all([officer.page.waitForEvent('load'), row.locator('form button.button-main').click()]);
}

export async function loseDevice(city) {
    const { manager } = city;
    expect(await manager.go('/devices') === 200, 'the devices do not open');
    await manager.page.locator('main details.confirm summary').first().click();
    await manager.expecting(403, () => manager.press('使えなくする'));
    await manager.expecting(403, async () => {
        expect(await manager.go('/') === 403, 'a lost device still opens a page');
        expect(await manager.go('/signin') === 403, 'a lost device may still sign in');
    });
}

export async function notices(city) {
    const { officer, helper } = city;
    await officer.go('/');
    await officer.press('流山市からの重要なお知らせ');
    const notice = new URL(officer.page.url()).pathname;
    await helper.go(notice);
    expect(await helper.page.locator('#write').count() === 0, 'a member may write into the notice room');
    await officer.page.locator('#f-body').fill('来月の研修会は10日です。');
    await officer.page.getByRole('button', { name: '投稿する' }).click();
    await helper.sees('来月の研修会は10日です。');
    await look(helper, 'notice');
    await helper.press('この部屋の名簿を見る');
    const roster = await helper.text();
    for (const words of ['流山 医子', '医師', '平和 看護', '看護師', '利根 運河', '介護支援課'])
        expect(roster.includes(words), `the roster does not name ${words}`);
    await look(helper, 'notice-roster');
}
