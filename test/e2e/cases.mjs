// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's side of an application: found in the inbox, returned, approved by two, carried out.
import { expect, look } from './lib.mjs';

/** Opens a case by its receipt number, as a clerk who holds the paper. */
export async function openCase(officer, number) {
    await officer.go(`/desk/applications?state=all&q=${number}`);
    await officer.press(number);
    return new URL(officer.page.url()).pathname;
}

const unfold = (page, words) => page.locator('details > summary', { hasText: words }).first().click();

/** Returns with a reason beside each field: { field: reason }. */
export async function giveBack(officer, number, reasons, name) {
    await openCase(officer, number);
    if (name)
        await look(officer, name);
    await unfold(officer.page, /^差し戻す/);
    for (const [field, why] of Object.entries(reasons)) {
        await officer.page.locator(`main [name=back][value="${field}"]`).check();
        await officer.enter({ [`why.${field}`]: why });
    }
    if (name)
        await look(officer, `${name}-return`);
    await pressIn(officer, 'return');
    await officer.sees('差し戻し');
}

const pressIn = ({ page }, action) => Promise.all([page.waitForEvent('load'),
    page.locator(`form[action$="/${action}"] button.button-main`).click()]);

/** Both officers approve; the first cannot do so twice. */
export async function approve(city, number, name) {
    const { officer, second } = city;
    const path = await openCase(officer, number);
    await pressIn(officer, 'approve');
    expect((await officer.text()).includes('1人目はあなたが承認しました'), `${number} does not wait for a second officer`);
    expect(await officer.page.locator('form[action$="/approve"]').count() === 0, 'one officer may approve twice');
    await second.go(path);
    if (name)
        await look(second, name);
    await pressIn(second, 'approve');
    await second.sees('承認済み');
    return path;
}

/** Approves and carries out. */
export async function carryOut(city, number, name) {
    await approve(city, number, name && `${name}-second`);
    await unfold(city.second.page, /^処理する/);
    await pressIn(city.second, 'carry-out');
    await city.second.sees('処理済み');
    if (name)
        await look(city.second, `${name}-done`);
}

/** What is approved is ticked in the inbox and carried out at once. */
export async function carryOutTogether({ officer }, numbers) {
    await officer.go('/desk/applications?state=4');
    for (const number of numbers)
        await officer.page.locator('main tr', { hasText: number }).locator('[name=case]').check();
    await look(officer, 'desk-batch');
    await unfold(officer.page, /まとめて処理する/);
    await officer.press('まとめて処理する');
    for (const number of numbers)
        expect((await officer.page.locator('main li', { hasText: number }).innerText()).includes('処理済み'), `${number} is not carried out`);
    await look(officer, 'desk-batch-done');
}
