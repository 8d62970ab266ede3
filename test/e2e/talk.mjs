// SPDX-License-Identifier: AGPL-3.0-or-later
// In the room: posts, replies, photos, PDF, live arrival, read marks; without script; by keyboard.
import fs from 'node:fs';
import { expect, look } from './lib.mjs';
import { tabTo } from './desk.mjs';
import { makePhotos, inspect } from './photos.mjs';

async function write(person, text, files = []) {
    const { page } = person;
    await page.locator('#f-body').fill(text);
    if (files.length)
        await page.setInputFiles('#f-files', files);
    await page.getByRole('button', { name: '投稿する' }).click();
    await person.sees(text);
    await page.waitForFunction(() => !document.querySelector('#sending article'));
}

const alike = (colour, wanted) => colour.every((v, i) => Math.abs(v - wanted[i]) < 12);

async function checkPhotos(person, n) {
    const photos = person.page.locator('.photos a');
    expect(await photos.count() === n, `${await photos.count()} photos instead of ${n}`);
    for (const photo of await photos.all()) {
        const shown = await person.page.evaluate(inspect, await photo.getAttribute('href'));
        expect(shown.kind[0] === 0xff && shown.kind[1] === 0xd8, 'a photo is served that is no JPEG');
        expect(shown.width === 640 && shown.height === 480, `a photo lies on its side: ${shown.width} × ${shown.height}`);
        expect(shown.corner.every(v => v > 200), `the corner is ${shown.corner}`);
        expect(alike(shown.top, [192, 32, 32]) && alike(shown.bottom, [32, 32, 192]), `above is ${shown.top}, below ${shown.bottom}`);
        expect(shown.tells.length === 0, `a served photo still tells ${shown.tells}`);
        await person.page.waitForFunction(address => {
            const picture = document.querySelector(`a[href="${address}"] img`);
            picture.scrollIntoView();
            return picture.complete && picture.naturalWidth > 0;
        }, await photo.getAttribute('href'));
    }
}

export async function talk(city) {
    const { doctor, nurse, manager } = city;
    for (const person of [doctor, nurse, manager])
        await person.go(city.room);
    await write(nurse, '今朝の体温は36.8度、食欲もありました。');
    await doctor.sees('今朝の体温は36.8度');
    await manager.sees('今朝の体温は36.8度');
    const photos = await makePhotos(city.stranger.page, city.base);
    await write(nurse, '左足のむくみの写真です。', [photos.jpg, photos.png, photos.heic]);
    await doctor.sees('左足のむくみの写真です。');
    await checkPhotos(nurse, 3);
    await checkPhotos(doctor, 3);
    await write(doctor, '検査の結果を付けます。', [`${city.base}/letters.pdf`]);
    await nurse.page.locator('.files a.file').waitFor();
    const pdf = await nurse.page.evaluate(async where => {
        const answer = await fetch(where);
        return [answer.status, answer.headers.get('content-type'), new URL(answer.url).pathname];
    }, (await nurse.page.locator('.files a.file').getAttribute('href')).replace(/\/pages$/, ''));
    expect(pdf[0] === 200 && pdf[1].startsWith('text/html') && pdf[2].endsWith('/pages'), `the PDF is served as ${pdf}`);
    await reply(city);
    await askAndCorrect(city);
    await readAndConfirm(city);
    await refuseFile(city);
}

async function reply({ doctor, nurse }) {
    const post = nurse.page.locator('article', { hasText: '検査の結果を付けます。' });
    await Promise.all([nurse.page.waitForEvent('load'), post.getByRole('link', { name: '返信する' }).click()]);
    await write(nurse, '確認しました。次の訪問で測ります。');
    await doctor.sees('確認しました。次の訪問で測ります。');
    await doctor.sees('への返信');
}

/** A post for the doctor with a time, confirmed; a correction that both see; a thread; a pin. */
async function askAndCorrect(city) {
    const { doctor, nurse } = city;
    await nurse.go(`${city.room}?newest=1`);
    await nurse.page.locator('#whom > summary').click();
    await nurse.page.getByLabel('医師', { exact: true }).check();
    await nurse.page.locator('#f-due').selectOption({ label: 'きょう中' });
    await look(nurse, 'room-whom');
    await write(nurse, '血圧が176/98です。指示をお願いします。');
    await doctor.sees('（わたし宛て）');
    const asked = doctor.page.locator('article', { hasText: '血圧が176/98です。' });
    await asked.getByRole('button', { name: '確認しました' }).click();
    await asked.locator('.chip-green', { hasText: '確認しました' }).waitFor();
    const own = nurse.page.locator('article', { hasText: '血圧が176/98です。' });
    await own.locator('summary', { hasText: 'その他' }).click();
    await own.getByRole('link', { name: '編集する' }).click();
    await nurse.page.locator('#f-body').fill('血圧が167/98です。指示をお願いします。');
    await look(nurse, 'post-change');
    await nurse.press('編集する');
    await nurse.sees('血圧が167/98です。');
    await nurse.press('上に固定する');
    await nurse.press('編集済み');
    await nurse.sees('血圧が176/98です。');
    await look(nurse, 'post-versions');
    await doctor.go(city.room);
    await doctor.sees('固定された投稿 1件');
    await doctor.go(`${city.room}?newest=1`);
    const thread = doctor.page.locator('article', { hasText: '検査の結果を付けます。' }).first();
    await thread.getByRole('link', { name: '件を続けて読む' }).click();
    await doctor.sees('ひとつの話');
    await look(doctor, 'thread');
    await doctor.press('この話を終了する');
    await doctor.sees('この話は終了しています');
    await doctor.press('いま');
    await doctor.press('療養上の留意点を');
    await doctor.page.locator('#f-body').fill('塩分は1日6gまで。むくみが強いときは電話をください。');
    await doctor.press('書き込む');
    await doctor.sees('塩分は1日6gまで。');
    await look(doctor, 'summary');
    await nurse.go(`${city.room}?newest=1`);
}

async function readAndConfirm(city) {
    const { doctor, nurse, manager } = city;
    const post = manager.page.locator('article', { hasText: '今朝の体温は36.8度' }).first();
    await post.scrollIntoViewIfNeeded();
    await post.getByRole('button', { name: '確認しました' }).click();
    await post.locator('.chip-green', { hasText: '確認しました' }).waitFor();
    const own = nurse.page.locator('article', { hasText: '今朝の体温は36.8度' }).first();
    await own.getByText('確認 1').waitFor();
    await own.locator('summary').first().click();
    await own.getByText('江戸川 計画').waitFor();
    const readers = await own.innerText();
    for (const words of ['医師', '介護支援専門員', '江戸川 計画', '確認しました'])
        expect(readers.includes(words), `the readers do not show ${words}: ${readers}`);
    await look(nurse, 'room');
    await nurse.press('招待日・削除日を見る');
    await look(nurse, 'team');
    await doctor.go('/');
    await look(doctor, 'home');
}

async function refuseFile(city) {
    const { nurse } = city;
    await nurse.go(city.room);
    fs.writeFileSync(`${city.base}/note.pdf`, 'this is no PDF');
    await nurse.page.locator('#f-body').fill('これは送れません');
    await nurse.page.setInputFiles('#f-files', `${city.base}/note.pdf`);
    await nurse.expecting(422, async () => {
        await nurse.page.getByRole('button', { name: '投稿する' }).click();
        await nurse.page.locator('#a-files').waitFor();
    });
    expect(await nurse.page.locator('#f-body').inputValue() === 'これは送れません', 'the text of a refused post is lost');
    await look(nurse, 'room-refused');
    await nurse.page.locator('#f-body').fill('');
    await nurse.page.setInputFiles('#f-files', []);
}

export async function withoutScript(city) {
    const { doctor } = city;
    const cookies = await doctor.context.cookies();
    await doctor.open({ javaScriptEnabled: false });
    await doctor.context.addCookies(cookies);
    expect(await doctor.go(city.room) === 200, 'the room does not open without script');
    await doctor.sees('左足のむくみの写真です。');
    await doctor.page.locator('#f-body').fill('スクリプトなしで書いています。');
    await doctor.press('投稿する');
    await doctor.sees('スクリプトなしで書いています。');
    await city.nurse.go(city.room);
    await city.nurse.sees('スクリプトなしで書いています。');
    await doctor.go(city.room);
    const again = await doctor.context.cookies();
    await doctor.open();
    await doctor.context.addCookies(again);
}

export async function byKeyboard(city) {
    const { nurse } = city;
    await nurse.go(city.room);
    await nurse.page.keyboard.press('Tab');
    await nurse.page.keyboard.press('Enter'); // 本文へ移る
    await tabTo(nurse.page, 'body');
    await nurse.page.keyboard.type('キーボードだけで書きました。');
    await tabTo(nurse.page, 'kind');
    await nurse.page.keyboard.press('ArrowDown');
    await tabTo(nurse.page, 'files');
    await nurse.page.keyboard.press('Tab');
    await nurse.page.keyboard.press('Enter');
    await nurse.sees('キーボードだけで書きました。');
}
