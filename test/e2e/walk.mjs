// SPDX-License-Identifier: AGPL-3.0-or-later
// The walk of a city: from `tsunagi init` to a verified copy of its backup, with real Chromium,
// real device certificates, real photos and the published list of offices.
import { expect, step, closeAll, showAll, base } from './lib.mjs';
import { found, signInOfficer, importOffices, register, printLetters } from './desk.mjs';
import { refuseStrangers, enrol, firstSignIn, guess, boundToDevice } from './door.mjs';
import { openRoom, leaveRoom, loseDevice, notices } from './rooms.mjs';
import { search } from './search.mjs';
import { talk, withoutScript, byKeyboard } from './talk.mjs';
import { inbox } from './inbox.mjs';
import { visits } from './visits.mjs';
import { vitals } from './vitals.mjs';
import { documents } from './documents.mjs';
import { groups } from './groups.mjs';
import { shortcuts } from './eyes.mjs';
import { takeOut } from './export.mjs';
import { onTheTrain } from './train.mjs';
import { asAnApp } from './app.mjs';
import { keepAndVerify } from './keep.mjs';

const city = { base };
const steps = [
    ['a city is founded with its first officer', found],
    ['without a certificate nothing opens but the help page', refuseStrangers],
    ['the officer signs in by keyboard alone, changes the password, accepts the terms', signInOfficer],
    ['60 offices are imported; again they change nothing; a broken file imports nothing', importOffices],
    ['people of three offices are registered', register],
    ['their letters are printed and readable', printLetters],
    ['members receive their certificates, once', enrol],
    ['members sign in for the first time', firstSignIn],
    ['guessing slows down', guess],
    ['a session is worth nothing on another device', boundToDevice],
    ['consent is recorded, the room opened, seats invited', openRoom],
    ['members post, reply, attach, read and confirm', talk],
    ['a post is found on a phone, by a word and without one', search],
    ['vitals by one thumb, a limit that tells, a device\'s file', vitals],
    ['visits by one thumb, a series with an exception, a calendar\'s address', visits],
    ['a document on the shelf, read page by page; care plans as sheets', documents],
    ['a room is read and written without script', withoutScript],
    ['a post is written by keyboard alone', byKeyboard],
    ['the number of what waits is in the title; an entry is put off; the desk asks; notices are set', inbox],
    ['letters are shortcuts, never while somebody types', shortcuts],
    ['a group without a patient is opened, led, read and left', groups],
    ['on a phone in a train nothing typed is lost and nothing is sent twice', onTheTrain],
    ['records leave the room only with the city\'s permission, and everybody sees it', takeOut],
    ['installed as an app it keeps nothing of a person, says when there is no line, shows what is new', asAnApp],
    ['who has no seat finds no room', leaveRoom],
    ['a lost device is refused at its next request', loseDevice],
    ['the notice room reaches everybody and is the city\'s alone', notices],
    ['backup, restore and verification; a changed byte is named', keepAndVerify],
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
