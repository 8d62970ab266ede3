// SPDX-License-Identifier: AGPL-3.0-or-later
// node test/e2e/pictures.mjs: makes the pictures of the manual of installing, web/manual/*.png:
// our own enrolment page as it is, and sketches of what the systems ask, drawn by us: the words
// on their buttons are facts, their looks are not copied. web/manual/pages.json keeps what the
// page said, and the walk compares it (see pagesAreTrue).
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const folder = 'web/manual';

// --- sketches ---------------------------------------------------------------------------

const esc = text => text.replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`);
const words = (x, y, text, more = '') => `<text x="${x}" y="${y}" ${more}>${esc(text)}</text>`;
const width = text => [...text].reduce((n, c) => n + (c.charCodeAt(0) < 256 ? 9.5 : 17), 0);

/** A row of a sketch: text, "( )" radio, "[ ]" box to type in, "> " line to press, "= " switch. */
function row(line, y, full) {
    const hot = line.startsWith('!');
    const text = hot ? line.slice(1) : line;
    const ink = hot ? 'fill="#00428c" font-weight="bold"' : '';
    const mark = hot ? `<rect x="14" y="${y - 23}" width="${full - 28}" height="34" rx="6" fill="#dceefe" stroke="#00428c" stroke-width="2"/>` : '';
    if (text.startsWith('(o)') || text.startsWith('( )'))
        return `${mark}<circle cx="34" cy="${y - 6}" r="8" fill="#fff" stroke="#333"/>${text[1] === 'o' ? `<circle cx="34" cy="${y - 6}" r="4"/>` : ''}${words(52, y, text.slice(3), ink)}`;
    if (text.startsWith('[ ]'))
        return `${words(24, y, text.slice(3), ink)}<rect x="${full / 2 - 10}" y="${y - 22}" width="${full / 2 - 14}" height="32" fill="#fff" stroke="${hot ? '#00428c' : '#333'}" stroke-width="${hot ? 3 : 1}"/>${words(full / 2, y, '●●●●●●')}`;
    if (text.startsWith('> '))
        return `${mark}${words(28, y, text.slice(2), ink)}${words(full - 40, y, '›')}`;
    if (text.startsWith('= '))
        return `${mark}${words(28, y, text.slice(2), ink)}<rect x="${full - 76}" y="${y - 19}" width="44" height="26" rx="13" fill="#197a4b"/><circle cx="${full - 45}" cy="${y - 6}" r="10" fill="#fff"/>`;
    return words(24, y, text, ink);
}

function buttons(list, y, full) {
    let right = full - 20;
    return [...list].reverse().map(label => {
        const hot = label.startsWith('!'), text = hot ? label.slice(1) : label, w = width(text) + 36;
        right -= w;
        const drawn = `<rect x="${right}" y="${y}" width="${w}" height="38" rx="6" fill="${hot ? '#00428c' : '#fff'}" stroke="#333"/>${words(right + 18, y + 25, text, hot ? 'fill="#fff" font-weight="bold"' : '')}`;
        right -= 12;
        return drawn;
    }).join('');
}

export function sketch({ title, rows, end = [], full = 520 }) {
    const height = 64 + rows.length * 42 + (end.length ? 58 : 8);
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${full}" height="${height}" font-family="BIZ UDPGothic" font-size="17" fill="#1a1a1c">
<rect x="1" y="1" width="${full - 2}" height="${height - 2}" rx="10" fill="#fff" stroke="#333" stroke-width="2"/>
<path d="M1 44V11a10 10 0 0 1 10-10h${full - 22}a10 10 0 0 1 10 10v33z" fill="#e8e8ea" stroke="#333" stroke-width="2"/>
${words(20, 29, title, 'font-weight="bold"')}
${rows.map((line, i) => row(line, 82 + i * 42, full)).join('\n')}
${buttons(end, 70 + rows.length * 42, full)}</svg>`;
}

const sketches = {
    'windows-1': { title: '証明書のインポート ウィザード', rows: ['保存場所', '!(o)現在のユーザー', '( )ローカル コンピューター'], end: ['!次へ', 'キャンセル'] },
    'windows-2': { title: '秘密キーの保護', rows: ['![ ]パスワード：'], end: ['!次へ', 'キャンセル'] },
    'windows-3': { title: '証明書ストア', rows: ['!(o)証明書の種類に基づいて、自動的に選択する', '( )証明書をすべて次のストアに配置する'], end: ['!次へ', 'キャンセル'] },
    'windows-4': { title: 'セキュリティ警告', rows: ['発行者が次であると主張する証明機関から', '証明書をインストールしようとしています', 'つなぎ'], end: ['!はい', 'いいえ'] },
    'mac-1': { title: 'キーチェーンアクセス', rows: ['“tsunagi.p12”のパスワードを入力してください', '![ ]パスワード：'], end: ['キャンセル', '!OK'] },
    'mac-2': { title: 'つなぎ の証明書　―　信頼', rows: ['この証明書を使用するとき', '!> 常に信頼'] },
    'ios-1': { title: '設定', full: 380, rows: ['!> プロファイルがダウンロード済み', '> 機内モード', '> Wi-Fi'] },
    'ios-2': { title: 'プロファイルをインストール', full: 380, rows: ['つなぎ', '証明書 2件'], end: ['キャンセル', '!インストール'] },
    'ios-3': { title: '証明書信頼設定', full: 380, rows: ['ルート証明書を全面的に信頼する', '!= つなぎ'] },
    'android-1': { title: '証明書のパスワード', full: 380, rows: ['![ ]パスワード'], end: ['キャンセル', '!OK'] },
    'android-2': { title: '証明書の種類を選択', full: 380, rows: ['!(o)VPN とアプリユーザー証明書', '( )Wi-Fi 証明書'], end: ['キャンセル', '!OK'] },
    'android-3': { title: '証明書のインストール', full: 380, rows: ['!> CA証明書', '> VPN とアプリユーザー証明書', '> Wi-Fi 証明書'] },
    'choose': { title: '証明書の選択', rows: ['このサイトでの認証に使う証明書を選びます', '!(o)つなぎ（ご自分の個人IDと端末の種類）'], end: ['!OK', 'キャンセル'] },
};

// --- our own page -------------------------------------------------------------------------

/** What the enrolment page says, as far as the pictures show it. */
export async function enrolSays(page) {
    return (await page.locator('main form').innerText()).replace(/\s+/g, ' ').trim();
}

/** The walk asks: is the page in the pictures still the one that people see? */
export async function pagesAreTrue(page) {
    const kept = JSON.parse(fs.readFileSync(`${folder}/pages.json`, 'utf8')).enrol;
    const now = await enrolSays(page);
    if (now !== kept)
        throw new Error(`web/manual shows another enrolment page; run node test/e2e/pictures.mjs\nkept ${kept}\nnow  ${now}`);
}

async function takePages(browser) {
    const { serve, tsunagi, base } = await import('./lib.mjs');
    const data = path.join(base, 'pictures');
    tsunagi('init', '--data', data, '--city', '122203', '--name', '流山市', '--officer', '市 一', '--kana', 'し いち',
        '--certificate', path.join(base, 'pictures.p12'));
    const server = await serve(data);
    const says = {};
    for (const [name, w, h] of [['enrol-desktop', 1000, 640], ['enrol-phone', 390, 620]]) {
        const page = await browser.newPage({ viewport: { width: w, height: h }, ignoreHTTPSErrors: true, locale: 'ja-JP' });
        await page.goto(`${server.public}/enrol?id=1234567890`);
        says.enrol = await enrolSays(page);
        await page.screenshot({ path: `${folder}/${name}.png` });
        await page.close();
    }
    fs.writeFileSync(`${folder}/pages.json`, `${JSON.stringify(says, null, 1)}\n`);
    await server.stop();
}

async function takeSketches(browser) {
    const page = await browser.newPage({ deviceScaleFactor: 1.5 });
    for (const [name, what] of Object.entries(sketches)) {
        await page.setContent(`<body style="margin:0;background:#fff">${sketch(what)}</body>`);
        await page.locator('svg').screenshot({ path: `${folder}/${name}.png` });
    }
}

/** Few colours are enough, and the pictures travel in every binary. */
function shrink() {
    const files = fs.readdirSync(folder).filter(name => name.endsWith('.png')).map(name => `${folder}/${name}`);
    execFileSync('pngquant', ['--force', '--strip', '--ext', '.png', '--nofs', '32', '--', ...files]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--lang=ja'] });
    await takeSketches(browser);
    await takePages(browser);
    await browser.close();
    shrink();
    process.exit();
}
