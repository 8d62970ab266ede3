// SPDX-License-Identifier: AGPL-3.0-or-later
// Visits: one planned by one thumb, a series with an exception, a week and a month, a calendar's address.
import { expect, look, phone } from './lib.mjs';

const day = n => new Date(Date.now() + 9 * 3600000 + n * 86400000).toISOString().slice(0, 10);

/** Today's visit on a phone: three taps and two times, then one tap says that it was done. */
async function byThumb(city) {
    const { nurse } = city;
    const cookies = await nurse.context.cookies();
    await nurse.open(phone);
    await nurse.context.addCookies(cookies);
    await nurse.go(`${city.room}/visits`);
    const start = Date.now();
    await nurse.press('入れる', nurse.page.locator('.visit-today'));
    await nurse.fill({ from: '00:05' });
    await nurse.press('予定に入れる');
    await nurse.sees('予定に入れました。');
    expect(Date.now() - start < 20000, 'planning takes more than 20 seconds');
    await nurse.go('/visits');
    await nurse.press('実施した');
    await nurse.sees('実施にしました。');
    await look(nurse, 'visits-mine');
    const again = await nurse.context.cookies();
    await nurse.open();
    await nurse.context.addCookies(again);
}

async function series(city) {
    const { nurse } = city;
    await nurse.go(`${city.room}/visits/new?day=${day(7)}`);
    await nurse.fill({ from: '10:00', to: '11:00', note: '入浴の前に' });
    await nurse.page.locator('summary', { hasText: 'くり返す' }).click();
    await nurse.enter({ repeat: 'weekly', until: day(60) });
    await look(nurse, 'visits-new');
    await nurse.press('予定に入れる');
    await nurse.sees('10:00〜11:00');
    await look(nurse, 'visits-week');
    await nurse.page.locator('.visit-link', { hasText: '10:00〜11:00' }).first().click();
    await nurse.press('中止にする');
    await nurse.fill({ reason: '旅行' });
    await look(nurse, 'visits-cancel');
    await nurse.press('中止にする');
    await nurse.sees('中止にしました。');
    await look(nurse, 'visits-one');
}

/** A colleague's page follows without a press. */
async function seen(city) {
    const { nurse, doctor } = city;
    await doctor.go(`${city.room}/visits`);
    await nurse.go(`${city.room}/visits/new?day=${day(0)}`);
    await nurse.fill({ from: '23:00', to: '23:30', note: '電話のあとで' });
    await nurse.press('予定に入れる');
    await doctor.sees('電話のあとで');
}

async function refused(city) {
    const { doctor } = city;
    await doctor.go(`${city.room}/visits/new?day=${day(7)}`);
    await doctor.fill({ from: '10:30', to: '10:00' });
    await doctor.expecting(422, () => doctor.press('予定に入れる'));
    await doctor.sees('始まりよりあとの時刻に');
    await doctor.fill({ to: '11:30' });
    await doctor.press('予定に入れる');
    await doctor.sees('予定に入れました。');
    await doctor.go(`${city.room}/visits?day=${day(14)}&view=month`);
    await look(doctor, 'visits-month');
}

async function calendar(city) {
    const { nurse } = city;
    await nurse.go('/visits/calendar');
    await nurse.press('カレンダー用のアドレスを作る');
    const address = await nurse.page.inputValue('#f-address');
    expect(/^https:\/\/[^/]+\/calendar\/[\w-]{43}$/.test(address), `the address is ${address}`);
    await look(nurse, 'visits-calendar');
    await nurse.go('/visits/calendar');
    expect(!(await nurse.page.content()).includes(address), 'the address is shown twice');
}

export async function visits(city) {
    await byThumb(city);
    await series(city);
    await seen(city);
    await refused(city);
    await calendar(city);
    await city.nurse.go(city.room);
}
