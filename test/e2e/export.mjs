// SPDX-License-Identifier: AGPL-3.0-or-later
// Out of the room: refused, asked for, granted, taken, seen by the team and the desk, taken back;
// posts picked for 第5表 without script; a post that names another by its address.
import fs from 'node:fs';
import { execFileSync } from 'node:child_process';
import { expect, look } from './lib.mjs';

async function ask(person, room, label, why) {
    await person.go(`${room}/export`);
    const line = person.page.locator('li', { hasText: label }).filter({ has: person.page.locator('summary') }).first();
    await line.locator('summary').click();
    await line.getByLabel('何に使いますか').fill(why);
    await person.press('市に許可を求める', line);
    await person.sees('市に許可を求めました');
}

/** Presses a button that gives a file: { name, content }. */
async function download(person, button) {
    const [file] = await Promise.all([person.page.waitForEvent('download'),
        person.page.getByRole('button', { name: button, exact: true }).click()]);
    const where = await file.path();
    return { name: file.suggestedFilename(), where, content: fs.readFileSync(where) };
}

async function permit(city) {
    const { manager, officer } = city;
    await manager.go(`${city.room}/export`);
    expect(await manager.page.getByRole('button', { name: '取り出す' }).count() === 0, 'something can be taken out without permission');
    await ask(manager, city.room, '投稿の印刷', '担当者会議で配るため');
    await ask(manager, city.room, '第5表', '支援経過に綴じるため');
    await look(manager, 'export-asked');
    await officer.go('/');
    await officer.press('記録の持ち出し');
    await look(officer, 'exports-desk-asked');
    for (let n = 0; n < 2; n++) {
        await officer.press('許可する');
        await officer.sees('許可しました');
    }
}

async function print(city) {
    const { manager, doctor, officer } = city;
    await manager.go(`${city.room}/export`);
    await manager.fill({ reason: '担当者会議で配るため' });
    await look(manager, 'export');
    const { name, where } = await download(manager, '取り出す');
    expect(/^tsunagi-[\d-]+\.pdf$/.test(name), `the file is called ${name}`);
    const text = execFileSync('pdftotext', ['-layout', where, '-'], { encoding: 'utf8' });
    for (const words of ['投稿の記録', '川村 はな', '担当者会議で配るため', '今朝の体温は36.8度', '1 / '])
        expect(text.includes(words), `“${words}” does not stand in the print`);
    await doctor.go(`${city.room}/export`);
    await doctor.sees('の投稿を印刷しました');
    await officer.go('/desk/exports');
    await officer.sees('の投稿を印刷しました');
    expect(!(await officer.text()).includes('36.8度'), 'the desk sees what stands in a room');
    await look(officer, 'exports-desk');
}

async function pick(city) {
    const { manager } = city;
    await manager.go(`${city.room}/course`);
    const cards = manager.page.locator('.course > li');
    while (!await cards.filter({ hasText: '今朝の体温は36.8度' }).count())
        await manager.press('続きの投稿へ');
    await cards.filter({ hasText: '今朝の体温は36.8度' }).getByRole('checkbox').check();
    await cards.filter({ hasText: '今朝の体温は36.8度' }).getByRole('combobox').selectOption({ label: 'モニタリング' });
    await manager.enter({ form: 'ms932', reason: '支援経過に綴じるため' });
    await look(manager, 'course');
    const { content } = await download(manager, '取り出す');
    const text = new TextDecoder('shift_jis').decode(content);
    const [head, line] = text.split('\r\n');
    expect(head === '年月日,項目,内容' && line.includes('モニタリング') && line.includes('今朝の体温は36.8度'), `第5表 says ${text}`);
}

/** A file is read inside by everybody; a copy of it is asked for where it is missed, granted, taken. */
async function original(city) {
    const { manager, officer } = city;
    await manager.go(`${city.room}?newest=1`);
    await manager.page.locator('.files a.file').first().click();
    await manager.sees('ここで見るのに許可はいりません');
    const viewer = manager.page.url();
    await manager.press('市に許可を求める');
    await manager.sees('写しを取るには、市の許可がいります');
    await look(manager, 'original-asked');
    await manager.fill({ 'why-original': '入院先に渡すため' });
    await manager.press('市に許可を求める');
    await manager.sees('市に許可を求めました');
    await officer.go('/desk/exports');
    await officer.press('許可する');
    await officer.sees('許可しました');
    await manager.go('/');
    await manager.sees('ファイルの原本（添付や書類を1つずつ）：許可されました');
    await manager.press('記録の持ち出しに市が答えました');
    await manager.sees('ファイルを開いた画面から、写しを取れます');
    await manager.go('/');
    expect(await manager.page.getByText('記録の持ち出しに市が答えました').count() === 0, 'an answer that was seen stands at home');
    await manager.page.goto(viewer);
    await manager.press('元のファイルの写しを取る');
    await manager.fill({ reason: '入院先に渡すため' });
    await look(manager, 'original');
    const { name, content } = await download(manager, '写しを取る');
    expect(name.endsWith('.pdf') && content.equals(fs.readFileSync(`${city.base}/letters.pdf`)), `the copy is ${name}`);
    await manager.go(`${city.room}/export`);
    await manager.sees('の原本を取り出しました');
}

/** A post names another: its address becomes its day, and nobody else's address becomes a link. */
async function link(city) {
    const { nurse } = city;
    await nurse.go(`${city.room}?newest=1`);
    const id = await nurse.page.locator('article.post').first().getAttribute('data-id');
    const address = new URL(`${city.room}/posts/${id}`, nurse.site).href;
    await nurse.page.locator('#f-body').fill(`これの続きです ${address} 参考 https://example.com/a`);
    await nurse.page.getByRole('button', { name: '投稿する' }).click();
    const body = nurse.page.locator('.post-body', { hasText: 'これの続きです' });
    await body.getByRole('link', { name: 'の投稿' }).waitFor();
    expect(await body.getByRole('link').count() === 1, 'the address of another site is a link');
    expect((await body.innerText()).includes('https://example.com/a'), 'the address of another site is gone');
    await body.getByRole('link').click();
    await nurse.page.waitForURL(address);
    await nurse.context.grantPermissions(['clipboard-read', 'clipboard-write']).catch(() => {});
    await nurse.page.locator('section').getByRole('button', { name: 'リンクをコピー' }).click();
    await nurse.sees('コピーしました');
}

async function takeBack(city) {
    const { manager, officer } = city;
    await manager.go(`${city.room}/export`);
    await manager.fill({ reason: 'もう一度' });
    await officer.go('/desk/exports');
    for (let n = 0; n < 3; n++) {
        await officer.page.locator('main summary', { hasText: '取りやめる' }).first().click();
        await officer.press('許可を取りやめる');
        await officer.sees('もう取り出せません');
    }
    await manager.expecting(422, () => manager.press('取り出す'));
    await manager.sees('市の許可がないため');
    await look(manager, 'export-refused');
}

export async function takeOut(city) {
    await permit(city);
    await print(city);
    await pick(city);
    await original(city);
    await link(city);
    await takeBack(city);
}
