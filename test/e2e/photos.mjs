// SPDX-License-Identifier: AGPL-3.0-or-later
// Photos as phones make them: lying on their side, with the place where they were taken.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { withRotation } from './heic.mjs';

// --- EXIF, big-endian TIFF (CIPA DC-008): orientation 6 and a place in Nagareyama --------

const SHORT = 3, ASCII = 2, RATIONAL = 5, LONG = 4;
const u16 = n => Buffer.from([n >> 8, n & 255]);
const u32 = n => { const b = Buffer.alloc(4); b.writeUInt32BE(n); return b; };

/** One IFD at `start`; values over four bytes follow it. */
function ifd(start, entries) {
    const fixed = 2 + entries.length * 12 + 4;
    let rest = Buffer.alloc(0);
    const rows = entries.map(([tag, type, count, value]) => {
        let place = value;
        if (value.length > 4) {
            place = u32(start + fixed + rest.length);
            rest = Buffer.concat([rest, value]);
        }
        return Buffer.concat([u16(tag), u16(type), u32(count), place, Buffer.alloc(4 - place.length)]);
    });
    return Buffer.concat([u16(entries.length), ...rows, u32(0), rest]);
}

const rationals = (...pairs) => Buffer.concat(pairs.flat().map(u32));

export function exif() {
    const model = Buffer.from('PHONE OF HANAKO\0');
    const main = gps => [
        [0x0110, ASCII, model.length, model],
        [0x0112, SHORT, 1, u16(6)],
        [0x8825, LONG, 1, u32(gps)],
    ];
    const gpsAt = 8 + ifd(8, main(0)).length;
    const gps = ifd(gpsAt, [
        [0x0001, ASCII, 2, Buffer.from('N\0')],
        [0x0002, RATIONAL, 3, rationals([35, 1], [51, 1], [23, 1])],
        [0x0003, ASCII, 2, Buffer.from('E\0')],
        [0x0004, RATIONAL, 3, rationals([139, 1], [54, 1], [8, 1])],
    ]);
    return Buffer.concat([Buffer.from('MM\0\x2a'), u32(8), ifd(8, main(gpsAt)), gps]);
}

/** Puts the EXIF behind the first marker of a JPEG. */
export function withExif(jpeg) {
    const body = Buffer.concat([Buffer.from('Exif\0\0', 'binary'), exif()]);
    return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1]), u16(body.length + 2), body, jpeg.subarray(2)]);
}

// --- the photos -----------------------------------------------------------------------

// Upright 640 × 480: red above, blue below, a white square at the top left. Drawn by
// Chromium turned to the left, as a sensor sees it that orientation 6 turns back.
const draw = ([type, turned]) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = turned ? [480, 640] : [640, 480];
    const c = canvas.getContext('2d');
    if (turned) {
        c.translate(0, 640);
        c.rotate(-Math.PI / 2);
    }
    for (const [colour, ...place] of [['#c02020', 0, 0, 640, 240], ['#2020c0', 0, 240, 640, 240], ['#fff', 0, 0, 120, 120]]) {
        c.fillStyle = colour;
        c.fillRect(...place);
    }
    return canvas.toDataURL(type, 0.9).split(',')[1];
};

/** Writes upright.png, sideways.jpg and sideways.heic into the folder; their paths. */
export async function makePhotos(page, folder) {
    const made = async (type, turned) => Buffer.from(await page.evaluate(draw, [type, turned]), 'base64');
    const paths = Object.fromEntries(['png', 'jpg', 'heic'].map(kind => [kind, path.join(folder, `photo.${kind}`)]));
    fs.writeFileSync(paths.png, await made('image/png', false));
    fs.writeFileSync(paths.jpg, withExif(await made('image/jpeg', true)));
    execFileSync('heif-enc', ['-q', '80', paths.jpg, '-o', paths.heic], { stdio: 'ignore' });
    fs.writeFileSync(paths.heic, withRotation(fs.readFileSync(paths.heic), 3));
    return paths;
}

/** What a served photo is, seen by the browser: size, colours, and whether anything is told. */
export const inspect = async address => {
    const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
    const picture = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }), { imageOrientation: 'none' });
    const canvas = new OffscreenCanvas(picture.width, picture.height), c = canvas.getContext('2d', { willReadFrequently: true });
    c.drawImage(picture, 0, 0);
    const at = (x, y) => [...c.getImageData(x * picture.width, y * picture.height, 1, 1).data].slice(0, 3);
    const text = new TextDecoder('latin1').decode(bytes);
    return { width: picture.width, height: picture.height, corner: at(0.05, 0.05), top: at(0.6, 0.1), bottom: at(0.6, 0.9),
        tells: ['Exif', 'PHONE', 'GPS'].filter(word => text.includes(word)), kind: [...bytes.subarray(0, 2)] };
};
