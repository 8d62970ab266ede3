// SPDX-License-Identifier: AGPL-3.0-or-later
// Turns a HEIC of heif-enc into one as phones write it: the picture lies on its side, an "irot"
// property says how to turn it (ISO/IEC 23008-12, 6.5.10), and the EXIF says it once more.

const name = (b, at) => b.toString('latin1', at + 4, at + 8);

/** The boxes between two offsets: { name: { at, size } }. */
function boxes(b, from, to) {
    const all = {};
    for (let at = from; at < to; at += b.readUInt32BE(at))
        all[name(b, at)] = { at, size: b.readUInt32BE(at) };
    return all;
}

/** Moves what "iloc" points at: contents lie behind the bytes that come in. */
function shiftPlaces(b, iloc, by) {
    const version = b[iloc + 8], [offset, length, base] = [b[iloc + 12] >> 4, b[iloc + 12] & 15, b[iloc + 13] >> 4];
    const index = version ? b[iloc + 13] & 15 : 0;
    let at = iloc + 16;
    for (let left = b.readUInt16BE(iloc + 14); left > 0; left--) {
        const inFile = version === 0 || (b.readUInt16BE(at + 2) & 15) === 0;
        at += version === 0 ? 4 : 6;
        const baseAt = at, extents = b.readUInt16BE(at + base);
        const add = where => b.writeUInt32BE(b.readUInt32BE(where) + by, where);
        if (inFile && base)
            add(baseAt);
        at += base + 2;
        for (let i = 0; i < extents; i++, at += index + offset + length)
            if (inFile && !base)
                add(at + index);
    }
}

function countBoxes(b, { at, size }) {
    let n = 0;
    for (let place = at + 8; place < at + size; place += b.readUInt32BE(place))
        n++;
    return n;
}

/** Adds the property to the first item: turned by `quarters` × 90° against the clock. */
export function withRotation(heic, quarters) {
    const b = Buffer.from(heic), { meta } = boxes(b, 0, b.length);
    const { iprp, iloc } = boxes(b, meta.at + 12, meta.at + meta.size);
    const { ipco, ipma } = boxes(b, iprp.at + 8, iprp.at + iprp.size);
    const n = countBoxes(b, ipco);
    const irot = Buffer.from([0, 0, 0, 9, ...Buffer.from('irot'), quarters]);
    const entry = ipma.at + 16; // one item with small indices, as heif-enc writes it
    const last = entry + 3 + b[entry + 2];
    b[entry + 2]++;
    for (const [box, more] of [[meta, 10], [iprp, 10], [ipco, 9], [ipma, 1]])
        b.writeUInt32BE(box.size + more, box.at);
    shiftPlaces(b, iloc.at, 10);
    return Buffer.concat([b.subarray(0, ipco.at + ipco.size), irot, b.subarray(ipco.at + ipco.size, last),
        Buffer.from([0x80 | (n + 1)]), b.subarray(last)]);
}
