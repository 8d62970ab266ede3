// SPDX-License-Identifier: AGPL-3.0-or-later
// The inbox: its number in the title, what is put off and comes back; the settings of notices.
import { expect, look } from './lib.mjs';

const words = '本日中にお返事をお願いします。';

/** The nurse asks everybody; the doctor's open page tells of it in its title. */
async function ask({ doctor, nurse, room }) {
    await doctor.go('/devices');
    const before = await doctor.page.title();
    await nurse.go(`${room}?newest=1`);
    await nurse.page.locator('#whom > summary').click();
    await nurse.page.getByLabel('医師', { exact: true }).check();
    await nurse.page.locator('#f-due').selectOption({ label: 'きょう中' });
    await nurse.page.locator('#f-body').fill(words);
    await nurse.page.getByRole('button', { name: '投稿する' }).click();
    await nurse.sees(words);
    await doctor.page.waitForFunction(() => /^\(\d+\) /.test(document.title));
    expect(!before.includes(words) && !(await doctor.page.title()).includes('川村'), 'the title tells who it is about');
}

async function putOff({ doctor }) {
    await doctor.go('/');
    await doctor.sees('わたし宛て・緊急');
    await look(doctor, 'home-inbox');
    await doctor.press('あとで');
    await look(doctor, 'later');
    await doctor.press('明日の朝');
    await doctor.page.locator('#later > summary').click();
    await look(doctor, 'home-later');
    await doctor.press('いま戻す');
    await doctor.sees('わたし宛て・緊急');
}

async function settings({ doctor, room }) {
    await doctor.go('/notices');
    await look(doctor, 'notices');
    await doctor.fill({ mail: 'ishi@example.jp' });
    await doctor.press('確認の番号を受け取る');
    await doctor.sees('6桁の番号をお送りしました');
    await doctor.fill({ code: '12345' });
    await doctor.expecting(422, () => doctor.press('確かめる'));
    await look(doctor, 'notices-code');
    await doctor.enter({ mine: 'once', rest: 'digest', hour: '18', from: '22', until: '6', urgent: true });
    await doctor.press('保存する');
    await doctor.sees('通知の設定を保存しました。');
    await doctor.go(`${room}/level`);
    await look(doctor, 'room-level');
    await doctor.enter({ level: 'mine' });
    await doctor.press('保存する');
    await doctor.sees('わたし宛てと緊急だけ');
}

const number = page => page.evaluate(() => Number(document.title.match(/^\((\d+)/)?.[1] ?? 0));

/** Read and confirmed, the number goes down by itself. */
async function clear({ doctor, room }) {
    const { page } = doctor;
    await doctor.go('/');
    await page.waitForFunction(() => /^\(\d+\) /.test(document.title));
    const before = await number(page);
    await doctor.go(`${room}?newest=1`);
    await doctor.sees(words);
    await page.locator('article', { hasText: words }).last().getByRole('button', { name: '確認しました' }).click();
    await page.waitForFunction(n => Number(document.title.match(/^\((\d+)/)?.[1] ?? 0) < n, before);
}

export async function inbox(city) {
    await ask(city);
    await putOff(city);
    await settings(city);
    await clear(city);
}
