// SPDX-License-Identifier: AGPL-3.0-or-later
// The doctor on night duty: seated a minute ago, one page, one thumb.
import { expect, look, phone, Person } from './lib.mjs';
import { invite, named } from './team.mjs';

/** What stands on the page いま, and who of the team keeps it. */
const known = [
    ['care-manager', 'care-level', '要介護3'],
    ['care-manager', 'contacts', '長男 川村 一郎 090-0000-1234（夜間も可）'],
    ['nurse-second', 'doctors', '日中：みほん平和台クリニック 04-0000-5678'],
    ['nurse-second', 'conditions', '慢性心不全、2型糖尿病'],
    ['pharmacist', 'allergies', 'ペニシリンで発疹'],
    ['pharmacist', 'medicines', 'フロセミド20mg 朝1錠'],
    ['nurse-second', 'devices', '在宅酸素 安静時1L、バルーンカテーテル 16Fr'],
    ['nurse-second', 'heed', '体重が2日で2kg増えたら電話をください'],
    ['care-manager', 'wishes', '救急搬送は希望しない。家で過ごしたい（11月1日 本人・長男と確認）'],
];

export async function fillSummary({ team, room }) {
    for (const [word, field, body] of known) {
        const person = team.find(p => p.of.certificate.includes(`-${word}.p12`));
        const { status } = await person.post(`${room}/summary/${field}`, { revision: '0', body });
        expect(status === 303, `the field ${field} answers ${status}`);
    }
}

async function measure(person, room) {
    const japan = new Date(Date.now() + 9 * 3600000 - 120000).toISOString();
    const { status } = await person.post(`${room}/vitals`, { temperature: '36.7', systolic: '131', diastolic: '79',
        spo2: '93', date: japan.slice(0, 10), time: japan.slice(11, 16) });
    expect(status === 303, `a measuring answers ${status}`);
}

export async function nightDoctor({ people, team, room, desk, data, server }) {
    await measure(team[1], room);
    const pinned = await team[0].write(room, { body: '夜間は裏口から。鍵の番号は介護支援専門員へ。' });
    expect((await team[0].post(`${room}/posts/${pinned}/pin`, {})).status === 303, 'a post is not pinned');
    const of = named(people, 'doctor');
    await invite(desk, `/desk${room}`, of.name);
    const doctor = new Person('night-doctor').trust(`${data}/pki/root.pem`).install(of.certificate, of.certificate_password);
    doctor.site = server.member;
    await doctor.open(phone);
    await doctor.signIn(of.personal_id, of.password);
    await doctor.go('/');
    await doctor.press('川村 はな');
    expect(await doctor.page.locator('article.post-unread').count() === 0, 'what was written before the invitation is unread');
    await doctor.press('いま');
    const text = await doctor.text();
    for (const words of ['川村 はな', '昭和16年3月8日', '85歳', '夜間は裏口から。', '36.7', '131/79', ...known.map(k => k[2])])
        expect(text.includes(words), `いま does not tell “${words}”`);
    await look(doctor, 'night-summary');
}
