// SPDX-License-Identifier: AGPL-3.0-or-later
// Keeping: backup while people write, restore, verification, and a byte changed behind the back.
// test/wire/commands.mjs tries every kind of change; here the walk's own records are tried.
import { execFileSync } from 'node:child_process';
import { expect, tsunagi, runAside } from './lib.mjs';

const verify = data => tsunagi('audit', 'verify', '--data', data);

/** Writes posts as fast as answers come; how many. */
async function writeAlong({ nurse, room }, going) {
    const one = async ([where, n]) => {
        const body = new FormData();
        body.append('body', `巡回 ${n}`);
        body.append('kind', 'report');
        body.append('request_key', `load-${n}`);
        return (await fetch(`${where}/posts`, { method: 'POST', body })).status;
    };
    let n = 0;
    for (; going.on; n++) {
        const status = await nurse.page.evaluate(one, [room, n]);
        expect(status === 200, `while the backup runs a post is answered with ${status}`);
    }
    return n;
}

export async function keepAndVerify(city) {
    await new Promise(done => setTimeout(done, 4000)); // the chain is linked a few seconds later
    const before = verify(city.data);
    expect(before.status === 0, `the records do not verify: ${before.out}`);
    const going = { on: true }, writing = writeAlong(city, going);
    const made = await runAside('backup', '--data', city.data, '--to', `${city.base}/backup`);
    going.on = false;
    expect(await writing > 0, 'nobody wrote while the backup ran');
    expect(made.status === 0, `backup fails: ${made.out}`);
    const restored = tsunagi('restore', '--from', `${city.base}/backup`, '--data', `${city.base}/restored`,
        '--master-key', `${city.data}/keys/master.key`);
    expect(restored.status === 0, `restore fails: ${restored.out}`);
    const whole = verify(`${city.base}/restored`);
    expect(whole.status === 0, `the restored copy does not verify: ${whole.out}`);
    for (const [table, column] of [['audit', 'mac'], ['post', 'body']])
        changeOneByte(`${city.base}/restored`, table, column);
}

function changeOneByte(data, table, column) {
    const sql = text => execFileSync('sqlite3', [`${data}/tsunagi.db`, text], { encoding: 'utf8' }).trim();
    const id = sql(`SELECT id FROM ${table} ORDER BY id LIMIT 1 OFFSET 1`);
    const old = sql(`SELECT hex(${column}) FROM ${table} WHERE id = ${id}`);
    const fresh = `${(parseInt(old.slice(-2), 16) ^ 1).toString(16).padStart(2, '0')}`;
    sql(`UPDATE ${table} SET ${column} = x'${old.slice(0, -2)}${fresh}' WHERE id = ${id}`);
    const found = verify(data);
    expect(found.status === 1 && found.out.includes(`row=${id} `), `a changed ${table} is not named: ${found.out}`);
    sql(`UPDATE ${table} SET ${column} = x'${old}' WHERE id = ${id}`);
}
