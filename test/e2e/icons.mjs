#!/usr/bin/env node
// SPDX-License-Identifier: AGPL-3.0-or-later
// node test/e2e/icons.mjs: makes the PNG icons of the app from the drawings in web/. Run it after a
// drawing has changed; phones want pictures of fixed sizes.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { chromium } from 'playwright-core';

const icons = [
    ['icon.svg', 'icon-192.png', 192],
    ['icon.svg', 'icon-512.png', 512],
    ['icon-maskable.svg', 'icon-maskable-512.png', 512],
    ['icon-maskable.svg', 'icon-180.png', 180],
    ['icon-mark.svg', 'icon-mark.png', 96],
];
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage();
for (const [from, to, size] of icons) {
    const svg = fs.readFileSync(`web/${from}`).toString('base64');
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(`<style>html,body{margin:0;background:transparent}img{display:block}</style>
        <img src="data:image/svg+xml;base64,${svg}" width="${size}" height="${size}">`);
    await page.waitForFunction('document.images[0].complete');
    await page.screenshot({ path: `web/${to}`, omitBackground: true });
}
await browser.close();
execFileSync('pngquant', ['--force', '--skip-if-larger', '--strip', '--quality', '70-100', '--ext', '.png',
    ...icons.map(([, to]) => `web/${to}`)]);
