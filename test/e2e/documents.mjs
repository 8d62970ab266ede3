// SPDX-License-Identifier: AGPL-3.0-or-later
// The shelf: a doctor's order with its end, read page by page on a phone and without script; a
// care plan's CSV; a file of a post; a newer version and a withdrawal.
import { expect, look, phone } from './lib.mjs';

const plans = 'test/data/careplan';
const inDays = n => new Date(Date.now() + 9 * 3600e3 + n * 864e5).toISOString().slice(0, 10);

/** Opens the person's Chromium anew, as another kind of device. */
async function as(person, options) {
    const cookies = await person.context.cookies();
    await person.open(options);
    await person.context.addCookies(cookies);
}

const drawn = page => page.waitForFunction(() => {
    const picture = document.querySelector('.pdf-stage img');
    return picture?.complete && picture.naturalWidth > 1000;
});

async function putOrder(city) {
    const { nurse } = city;
    await nurse.go(`${city.room}/documents`);
    await nurse.sees('まだ書類がありません');
    await nurse.press('書類を置く');
    await look(nurse, 'documents-form');
    await nurse.page.setInputFiles('#f-files', [`${city.base}/letters.pdf`]);
    await nurse.enter({ kind: 'order', title: '訪問看護指示書', starts: inDays(-170), ends: inDays(9) });
    await nurse.press('棚に置く');
    await nurse.sees('あと9日');
    await look(nurse, 'documents-one');
}

async function readPages({ nurse, doctor, room }) {
    const { page } = nurse;
    await nurse.press(/letters\.pdf/);
    await drawn(page);
    await look(nurse, 'documents-page');
    const address = page.url();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/page=2/);
    await drawn(page);
    expect(await page.locator('.pdf-number strong').innerText() === '2', 'the arrow does not turn the page');
    await page.locator('summary', { hasText: '文字で読む' }).click();
    expect((await page.locator('.paper').innerText()).length > 50, 'the page has no text');
    await nurse.sees('市に許可を求める');
    expect(await page.locator('main a[download]').count() === 0, 'the file itself is offered');
    await as(doctor, { ...phone, javaScriptEnabled: false });
    await doctor.go(`${room}/summary`);
    await doctor.sees('期限が近い書類');
    await doctor.page.goto(address);
    await doctor.press('次のページ');
    await doctor.press('大きく');
    expect(/page=2&zoom=150/.test(doctor.page.url()), 'without script a page is not enlarged');
    await as(doctor, {});
}

async function takePlans(city) {
    const { nurse } = city;
    for (const [file, name, sees] of [
        ['UP1KYO_1270000001_43_20261101101500.CSV', 'first', '総合的な援助の方針'],
        ['UP2KYO_1270000001_43_20261101101500.CSV', 'second', '玄関の段差を安全に昇り降りできる'],
        ['UPPLAN_202611_1270000001_43_1260090001_13_20261028101500.CSV', 'month', 'あおば訪問看護ステーション']]) {
        await nurse.go(`${city.room}/documents/import`);
        await nurse.page.setInputFiles('#f-file', `${plans}/${file}`);
        await nurse.press('中身を確かめる');
        await nurse.sees('様の計画ですか');
        await nurse.press(/様の棚に置く/);
        await nurse.press(/CSV/);
        await nurse.sees(sees);
        await look(nurse, `documents-${name}`);
    }
    await nurse.go(`${city.room}/documents/import`);
    await nurse.page.setInputFiles('#f-file', { name: 'UP1KYO_1.CSV', mimeType: 'text/csv', buffer: Buffer.from('202410,122203\r\n') });
    await nurse.expecting(422, () => nurse.press('中身を確かめる'));
    await nurse.sees('1行目の項目が2個です');
}

async function fromPost(city) {
    const { nurse } = city;
    await nurse.go(`${city.room}?newest=1`);
    await nurse.page.locator('.files a.file').first().click();
    await nurse.press('書類の棚に置く');
    await nurse.enter({ kind: 'test', title: '検査の結果' });
    await nurse.press('棚に置く');
    await nurse.press('新しい版に替える・直す');
    await nurse.fill({ title: '血液検査の結果' });
    await nurse.press('この内容に替える');
    await nurse.sees('これまでの版');
    await nurse.press('取り下げる');
    await nurse.fill({ reason: '別の日の結果でした' });
    await nurse.press('取り下げる');
    await nurse.sees('理由：別の日の結果でした');
    await nurse.go(`${city.room}/documents`);
    await look(nurse, 'documents');
}

export async function documents(city) {
    await putOrder(city);
    await readPages(city);
    await takePlans(city);
    await fromPost(city);
}
