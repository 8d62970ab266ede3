// SPDX-License-Identifier: AGPL-3.0-or-later
// The inbox: its number in the title, what is put off and comes back, what the desk asks; the
// settings of notices.
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

/** What the page gives to the app's icon from its next opening on. */
const recordBadges = page => page.addInitScript(() => {
    globalThis.badges = [];
    navigator.setAppBadge = async count => { globalThis.badges.push(count); };
    navigator.clearAppBadge = async () => { globalThis.badges.push(0); };
});
const iconShows = page => page.evaluate(() => globalThis.badges.at(-1));

/** Read and confirmed, the number goes down by itself, on the icon too. */
async function clear({ doctor, room }) {
    const { page } = doctor;
    await recordBadges(page);
    await doctor.go('/');
    await page.waitForFunction(() => /^\(\d+\) /.test(document.title));
    const before = await number(page);
    expect(await iconShows(page) === before, `the icon shows ${await iconShows(page)}, the title ${before}`);
    await doctor.go(`${room}?newest=1`);
    await doctor.sees(words);
    await page.locator('article', { hasText: words }).last().getByRole('button', { name: '確認しました' }).click();
    // A page that opens anew has no number until it has asked for it.
    await page.waitForFunction(n => globalThis.badges.at(-1) < n, before);
    expect(await iconShows(page) === await number(page), `the icon shows ${await iconShows(page)}, the title ${await number(page)}`);
}

/** What the desk asks stands among the rest with its last day, is counted, and goes when it is done. */
export async function deskAsks({ officer, doctor }) {
    await doctor.go('/');
    await doctor.page.waitForLoadState('networkidle');
    const before = await number(doctor.page);
    await officer.go('/desk/stocktakes');
    await officer.enter({ due_on: new Date(Date.now() + 12 * 86400000).toISOString().slice(0, 10) });
    await officer.press('棚卸しを始める');
    await officer.sees('棚卸しを始めました。');
    await doctor.sees('端末の棚卸しに答えてください'); // by itself
    await doctor.page.waitForFunction(n => Number(document.title.match(/^\((\d+)/)?.[1] ?? 0) > n, before);
    await look(doctor, 'home-desk');
    await doctor.press('端末の棚卸しに答えてください');
    await doctor.press('残りはすべて手元にあり');
    await doctor.go('/');
    await doctor.sees('わたしの部屋');
    expect(!(await doctor.text()).includes('棚卸し'), 'what was done still stands there');
    await officer.page.locator('summary', { hasText: 'この棚卸しを締め切る' }).click();
    await officer.press('締め切る');
    await officer.sees('棚卸しを締め切りました。');
}

export async function inbox(city) {
    await ask(city);
    await putOff(city);
    await settings(city);
    await deskAsks(city);
    await clear(city);
}
