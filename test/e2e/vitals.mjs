// SPDX-License-Identifier: AGPL-3.0-or-later
// Vitals: six values by the number pad alone, a limit that tells the doctor, figures, a device's file.
import fs from 'node:fs';
import { expect, look, phone } from './lib.mjs';

async function pressKeys(page, keys) {
    for (const key of keys)
        await page.locator('.pad button', { hasText: key }).first().tap();
}

/** On a phone, from the tab to the record, with nothing but the pad. */
async function byThumb(city) {
    const { nurse } = city;
    const cookies = await nurse.context.cookies();
    await nurse.open(phone);
    await nurse.context.addCookies(cookies);
    await nurse.go(`${city.room}/vitals`);
    await nurse.press('測定を書く');
    const start = Date.now();
    await pressKeys(nurse.page, '367' + '72' + '132' + '78' + '91' + '16');
    const typed = await nurse.page.$$eval('.entry-grid input[data-len]', boxes => boxes.slice(0, 6).map(box => box.value));
    expect(typed.join() === '36.7,72,132,78,91,16', `the pad typed ${typed}`);
    expect(Date.now() - start < 20000, 'the pad takes more than 20 seconds');
    await Promise.all([nurse.page.waitForEvent('load'), nurse.page.locator('.pad-save').tap()]);
    await nurse.sees('記録しました。');
    const again = await nurse.context.cookies();
    await nurse.open();
    await nurse.context.addCookies(again);
}

async function setLimit(city) {
    const { doctor } = city;
    await doctor.go(`${city.room}/vitals/limits`);
    await doctor.enter({ sign: 'spo2', value: '92', side: 'lower', kind: 'urgent' });
    await doctor.page.getByLabel('医師', { exact: true }).check();
    await look(doctor, 'vitals-limits');
    await doctor.press('この値を決める');
    await doctor.sees('SpO2 92%以下');
}

async function slips(city) {
    const { nurse } = city;
    await nurse.go(`${city.room}/vitals/new`);
    await nurse.fill({ temperature: '83.0' });
    await nurse.expecting(422, () => nurse.press('記録する'));
    await nurse.sees('38.0℃ ではありませんか。');
    await look(nurse, 'vitals-refused');
    await nurse.fill({ temperature: '41.2' });
    await nurse.expecting(422, () => nurse.press('記録する'));
    await nurse.sees('もう一度、確かめてください');
    await look(nurse, 'vitals-asked');
    await nurse.fill({ temperature: '36.8' });
    await nurse.press('記録する');
    await nurse.sees('記録しました。');
}

/** Whoever has the page open sees the new value and its figure without a press. */
async function seen(city) {
    const { doctor, nurse } = city;
    await doctor.go(`${city.room}/vitals`);
    await doctor.page.locator('.chart .uplot').first().waitFor();
    await nurse.go(`${city.room}/vitals/new`);
    await nurse.fill({ temperature: '37.3' });
    await nurse.press('記録する');
    await doctor.sees('37.3℃');
    await doctor.page.locator('.chart .uplot').first().waitFor();
    expect(await doctor.page.locator('.chart:not(.chart-live)').count() === 0, 'a figure that came later does not answer');
}

async function takeFile(city) {
    const { nurse } = city;
    const day = n => new Date(Date.now() - n * 86400000).toISOString().slice(0, 10);
    fs.writeFileSync(`${city.base}/device.csv`,
        `測定日,測定時刻,最高血圧,最低血圧,脈拍数\n${day(3)},07:10,128,70,68\n${day(4)},07:12,131,74,70\n${day(5)},07:12,13,74,70\n`);
    await nurse.go(`${city.room}/vitals/import`);
    await nurse.page.setInputFiles('#f-file', `${city.base}/device.csv`);
    await nurse.press('中身を確かめる');
    await nurse.sees('取り込む 2件');
    await look(nurse, 'vitals-preview');
    await nurse.press('2件を取り込む');
    await nurse.sees('取り込みました。');
}

export async function vitals(city) {
    const { doctor, nurse } = city;
    await setLimit(city);
    await byThumb(city);
    await doctor.go(`${city.room}?newest=1`);
    await doctor.sees('知らせる値になりました：SpO2 91%');
    await doctor.sees('（わたし宛て）');
    await slips(city);
    await seen(city);
    await takeFile(city);
    await nurse.page.locator('.chart .uplot').first().waitFor();
    await look(nurse, 'vitals');
    await nurse.page.emulateMedia({ media: 'print' });
    expect(await nurse.page.locator('.chart svg').first().isVisible(), 'no figure stands on paper');
    await nurse.page.emulateMedia({ media: null });
    await nurse.page.locator('tbody a').first().click();
    await nurse.sees('測定の記録');
    await look(nurse, 'vitals-one');
    await nurse.go(city.room);
}
