// SPDX-License-Identifier: AGPL-3.0-or-later
// The walk of the guide's forms: each from the applicant to the desk, back with reasons, again to
// the desk, approved by two officers, carried out; from the letter to the first sign-in.
import { step, closeAll, showAll, base, expect, look } from './lib.mjs';
import { begin, colleague } from './begin.mjs';
import { arrive, lettersOf, seesNotices } from './letter.mjs';
import { applyForUse, decideUse, giveMandate, stopDelegate, applyForDevices, nurse, visitor } from './portal.mjs';
import { answer, silent } from './yearly.mjs';
import { addAndRemove, addDevice, keyIn, change } from './inside.mjs';

async function firstPeople(city) {
    const letters = await lettersOf(city, [nurse, visitor]);
    await look(city.officer, 'desk-letters');
    expect(letters[0].devices.length === 2 && letters[1].devices.length === 1, 'not one certificate per device');
    city.nurse = await arrive(city, letters[0], 'Suzume-iro 21 tsukue');
    city.visitor = await arrive(city, letters[1], 'Suzume-iro 22 tsukue');
    await seesNotices(city.nurse, 'apply-notices');
}

const city = { base };
const steps = [
    ['a city with 60 offices and its first officer', begin],
    ['a second officer comes in; two officers decide', colleague],
    ['様式1-1: an office applies by phone, signs with a finger', applyForUse],
    ['様式1-1 is returned, corrected, approved by two, carried out', decideUse],
    ['様式3: a representative delegates the changes', giveMandate],
    ['a delegate is stopped outside the delegated duty', stopDelegate],
    ['様式1-2: the delegate registers devices, without script', applyForDevices],
    ['letters, certificates, first sign-in, the notice room', firstPeople],
    ['様式1-1 from inside: one person more, one leaves', addAndRemove],
    ['様式1-2 from inside; the letter, the certificate, the first sign-in', addDevice],
    ['様式1-1 on paper is keyed in with its scan', keyIn],
    ['様式2: a new name, and a transfer inside the corporation', change],
    ['様式5: the yearly answer from inside', answer],
    ['the seats of who stayed silent are decided', silent],
];

try {
    for (const [sentence, run] of steps)
        await step(sentence, () => run(city));
    await closeAll();
    expect(await city.server.stop() === 0, 'the server does not stop cleanly');
} catch (error) {
    console.error(`FAILED: ${error.stack}`);
    console.error(city.server?.log().split('\n').slice(-20).join('\n') ?? '');
    await showAll();
    process.exitCode = 1;
}
process.exit();
