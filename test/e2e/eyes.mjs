// SPDX-License-Identifier: AGPL-3.0-or-later
// For fingers on keys alone: the shortcuts, and the setting that takes them away.
import { expect, look } from './lib.mjs';

export async function choose(person, wanted) {
    await person.go('/settings');
    await person.enter({ furigana: false, wareki: false, keys: true, ...wanted });
    await person.press('設定を保存する');
    await person.page.locator('.banner-good').waitFor();
}

const focused = page => page.evaluate(() => document.activeElement.id);

export async function shortcuts(city) {
    const { page } = city.nurse;
    await city.nurse.go(`${city.room}?newest=1`);
    await page.keyboard.press('j');
    const first = await focused(page);
    await page.keyboard.press('k');
    const before = await focused(page);
    expect(/^post-/.test(first) && /^post-/.test(before), `J and K lead to “${first}”, “${before}”`);
    await page.keyboard.press('w');
    expect(await focused(page) === 'f-body', 'W does not lead to the box');
    await page.keyboard.type('jkuwh?/');
    expect(await page.inputValue('#f-body') === 'jkuwh?/', 'a shortcut fires while somebody types');
    await page.fill('#f-body', '');
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'キーボードでの操作' }).waitFor();
    await look(city.nurse, 'keys-window');
    await page.keyboard.press('Escape');
    await page.waitForTimeout(1500); // the emptied box is kept
    await Promise.all([page.waitForURL('**/search'), page.keyboard.press('/')]);
    await page.evaluate(() => document.activeElement.blur());
    await Promise.all([page.waitForURL(url => url.pathname === '/'), page.keyboard.press('h')]);
    await choose(city.nurse, { keys: false });
    await page.keyboard.press('h');
    await page.waitForTimeout(200);
    expect(new URL(page.url()).pathname === '/settings', 'a shortcut fires though it is switched off');
    await choose(city.nurse, {});
}
