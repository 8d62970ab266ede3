// SPDX-License-Identifier: AGPL-3.0-or-later
// On a phone between two visits: a slow line that breaks, two devices of one person, a tab that is
// killed, a session that ends. Nothing typed is lost, nothing is sent twice.
import { expect, look, phone } from './lib.mjs';

const slow = { offline: false, latency: 300, downloadThroughput: 50_000, uploadThroughput: 40_000 };
const none = { offline: true, latency: 0, downloadThroughput: 0, uploadThroughput: 0 };

async function line(person) {
    const cdp = await person.context.newCDPSession(person.page);
    await cdp.send('Network.enable');
    const use = conditions => cdp.send('Network.emulateNetworkConditions', conditions);
    await use(slow);
    return { good: () => use(slow), cut: () => use(none) };
}

const box = person => person.page.locator('#f-body');
const state = (person, words) => person.page.locator('#sending article', { hasText: words }).waitFor();
const kept = person => person.page.locator('.draft-own', { hasText: '下書きを保存しました' }).waitFor();
const send = person => person.page.getByRole('button', { name: '投稿する' }).tap();

async function type(person, text) {
    await box(person).fill(text);
    await kept(person);
}

/** The post stands in the timeline, once, and nothing is on its way any more. */
async function once(person, text) {
    await person.page.waitForFunction(() => !document.querySelector('#sending article'));
    const n = await person.page.locator('.timeline .post-body', { hasText: text }).count();
    expect(n === 1, `“${text}” stands ${n} times in the timeline`);
}

async function otherDevice({ phone: mobile, nurse, room }) {
    await nurse.go(`${room}?newest=1`);
    await type(nurse, '電車で書いています。左膝が');
    await mobile.go(`${room}?newest=1`);
    await mobile.sees('別の端末で書いたもの');
    expect(await box(mobile).inputValue() === '電車で書いています。左膝が', 'the draft is not on the other device');
}

/** Both go on with the same draft: both texts are there until one is discarded. */
async function bothAtOnce({ phone: mobile, nurse }) {
    await type(mobile, '電車で書いています。左膝が腫れています。');
    await box(nurse).fill('電車で書いています。左膝は変わりありません。');
    await nurse.sees('ほかにも下書きがあります');
    await nurse.sees('「電車で書いています。左膝が腫れています。」');
    await look(nurse, 'room-drafts');
    const other = nurse.page.locator('.draft-others li');
    await Promise.all([nurse.page.waitForEvent('load'), other.getByRole('button', { name: '捨てる' }).click()]);
    expect(await box(nurse).inputValue() === '電車で書いています。左膝は変わりありません。', 'discarding the other draft took this one');
    await Promise.all([nurse.page.waitForEvent('load'),
        nurse.page.locator('.draft-own').getByRole('button', { name: '捨てる' }).click()]);
    expect(await box(nurse).inputValue() === '', 'a discarded draft is still there');
}

async function cutWhileSending({ phone: mobile }, net) {
    await net.cut();
    await send(mobile);
    await state(mobile, '届いていません');
    expect(await box(mobile).inputValue() === '', 'the box is not free for the next text');
    await look(mobile, 'room-unsent');
    await net.good();
    await mobile.page.evaluate(() => dispatchEvent(new Event('online')));
    await once(mobile, '左膝が腫れています。');
}

/** The server takes the post, but its answer never comes. */
async function answerLost({ phone: mobile }) {
    await mobile.page.evaluate(() => {
        const real = globalThis.fetch;
        globalThis.sends = 0;
        globalThis.fetch = async (where, asked) => {
            const answer = await real(where, asked);
            if (String(where).endsWith('/posts') && asked?.method === 'POST' && globalThis.sends++ === 0)
                throw new TypeError('the line broke');
            return answer;
        };
    });
    await type(mobile, '熱は37.2度でした。');
    await send(mobile);
    await state(mobile, '届いていません');
    await mobile.page.getByRole('button', { name: 'もう一度送る' }).tap();
    await once(mobile, '熱は37.2度でした。');
    const sends = await mobile.page.evaluate(() => globalThis.sends);
    expect(sends === 2, `the post was sent ${sends} times`);
}

async function killedTab(city) {
    const { phone: mobile } = city;
    await mobile.page.locator('[name=kind][value=question]').tap();
    await type(mobile, '家族から相談がありました。');
    const tab = await mobile.context.newPage();
    await mobile.page.close({ runBeforeUnload: false });
    mobile.page = tab;
    const net = await line(mobile);
    await mobile.go(`${city.room}?newest=1`);
    expect(await box(mobile).inputValue() === '家族から相談がありました。', 'a killed tab took the text with it');
    expect(await mobile.page.locator('[name=kind][value=question]').isChecked(), 'the kind is not that of the draft');
    return net;
}

async function endedSession(city) {
    const { phone: mobile } = city;
    await mobile.context.clearCookies();
    await send(mobile);
    await state(mobile, 'サインインの時間が切れました');
    const [tab] = await Promise.all([mobile.context.waitForEvent('page'),
        mobile.page.getByRole('link', { name: 'サインインする（別のタブ）' }).tap()]);
    const first = mobile.page;
    await tab.waitForLoadState();
    mobile.page = tab;
    await mobile.fill({ personal_id: mobile.of.letter.id, password: city.nurse.password });
    await mobile.press('サインインする');
    expect(await box(mobile).inputValue() === '家族から相談がありました。', 'after signing in the draft is not there');
    await tab.close();
    mobile.page = first;
    await first.bringToFront();
    await first.getByRole('button', { name: 'もう一度送る' }).tap({ timeout: 5000 }).catch(() => {});
    await once(mobile, '家族から相談がありました。');
}

async function photos(city) {
    const { phone: mobile } = city;
    await mobile.page.locator('.photos a').first().tap();
    const viewer = mobile.page.locator('dialog.viewer');
    await viewer.getByText('3枚中1枚目').waitFor();
    await mobile.page.keyboard.press('ArrowRight');
    await viewer.getByText('3枚中2枚目').waitFor();
    await viewer.getByRole('button', { name: '右に回す' }).tap();
    expect((await viewer.locator('img').getAttribute('style')).includes('rotate(90deg)'), 'the photo does not turn');
    await look(mobile, 'photo-viewer');
    await mobile.page.goBack();
    await viewer.waitFor({ state: 'hidden' });
    expect(new URL(mobile.page.url()).pathname === city.room, 'the back button left the room');
    await mobile.page.locator('.photos a').first().tap();
    await mobile.page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'hidden' });
}

export async function onTheTrain(city) {
    const { phone: mobile, nurse } = city;
    await mobile.open(phone);
    mobile.allowed.push(/net::ERR_|Failed to load resource/);
    await mobile.signIn(nurse.of.letter.id, nurse.password);
    let net = await line(mobile);
    await otherDevice(city);
    await bothAtOnce(city);
    await cutWhileSending(city, net);
    await answerLost(city);
    net = await killedTab(city);
    await endedSession(city);
    await net.good();
    await photos(city);
    await nurse.go(`${city.room}?newest=1`);
    for (const text of ['左膝が腫れています。', '熱は37.2度でした。', '家族から相談がありました。'])
        await once(nurse, text);
    await mobile.context.close();
    mobile.context = null;
}
