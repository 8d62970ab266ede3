// SPDX-License-Identifier: AGPL-3.0-or-later
// What the forms' walk starts from: a city, its offices, two officers.
import { Person, expect, tsunagi } from './lib.mjs';
import { found, changePassword, acceptTerms } from './desk.mjs';
import { arrive, lettersOf } from './letter.mjs';

export async function begin(city) {
    await found(city);
    const { status, out } = tsunagi('import', 'offices', 'test/data/offices-nagareyama-mhlw.csv', '--data', city.data, '--city', '122203');
    expect(status === 0, `the offices are not imported: ${out}`);
    const officer = new Person('officer');
    city.officer = officer;
    officer.trust(city.root).install(`${city.base}/officer.p12`, city.first.certificate_password);
    officer.site = city.server.member;
    await officer.open();
    await officer.signIn(city.first.personal_id, city.first.password);
    await changePassword(officer, city.first.password, 'Edogawa-no-42 dote');
    await acceptTerms(officer);
}

/** The second officer, and the rule that two decide. */
export async function colleague(city) {
    const { officer } = city;
    await officer.go('/desk/members/new');
    const desk = await officer.page.locator('[name=office] option', { hasText: '介護支援課' }).getAttribute('value');
    await officer.enter({ office: desk, name: '市役所 助', kana: 'しやくしょ たすく', job: '行政職員' });
    await officer.page.getByLabel('パソコン').check();
    await officer.press('登録する');
    const [letter] = await lettersOf(city, ['市役所 助']);
    city.second = await arrive(city, letter, 'Tone-gawa 31 no tsutsumi');
    await officer.go('/desk/applications');
    await officer.page.getByText('承認の決まり').click();
    await officer.enter({ approvals: '2' });
    await officer.press('決まりを変える');
    await officer.sees('2人の承認が必要です');
}
