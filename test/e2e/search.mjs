// SPDX-License-Identifier: AGPL-3.0-or-later
// Search on a phone: from the foot of a room, by a word and without one, to the post in its place.
import { expect, look, phone } from './lib.mjs';

const ready = page => page.waitForLoadState('load');

export async function search(city) {
    const { doctor } = city;
    const { page } = doctor;
    const before = page.viewportSize();
    await page.setViewportSize(phone.viewport);
    await doctor.go(city.room);
    const link = page.locator('.write-bar').getByRole('link', { name: '探す' });
    const box = await link.boundingBox();
    expect(box.height >= 44 && box.y > phone.viewport.height * 2 / 3, `the search of a room lies at ${box.y}`);
    await Promise.all([page.waitForEvent('load'), link.click()]);
    await page.waitForFunction(() => document.activeElement.name === 'words');
    await page.keyboard.type('ケツアツ'); // no such reading is known: kanji are not read
    await page.keyboard.press('Enter');
    await doctor.sees('見つかりませんでした');
    await look(doctor, 'search-nothing');
    await doctor.fill({ words: '血圧' });
    await doctor.press('探す');
    await page.locator('mark', { hasText: '血圧' }).first().waitFor();
    await look(doctor, 'search');
    const hit = page.locator('main ol a.item').first();
    const post = (await hit.getAttribute('href')).split('#')[1];
    await Promise.all([page.waitForEvent('load'), hit.click()]);
    await page.waitForFunction(id => {
        const place = document.getElementById(id).getBoundingClientRect();
        return place.bottom > 0 && place.top < innerHeight;
    }, post);
    expect(await page.locator('article.post').count() > 1, 'a hit does not open the room');
    await withoutWord(doctor);
    await page.setViewportSize(before);
}

async function withoutWord(doctor) {
    const { page } = doctor;
    await doctor.go('/search');
    await page.locator('summary', { hasText: 'くわしく絞り込む' }).click();
    await doctor.enter({ person: '平和', files: '1' });
    await doctor.press('探す');
    await ready(page);
    await doctor.sees('左足のむくみの写真です。');
    const text = await doctor.text();
    expect(!text.includes('今朝の体温は36.8度'), 'a post without a file is found among those with one');
    await look(doctor, 'search-without-word');
}
