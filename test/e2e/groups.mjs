// SPDX-License-Identifier: AGPL-3.0-or-later
// A group without a patient: opened by the desk, led by a member, read on a phone, left.
import { expect, look, phone } from './lib.mjs';
import { invite } from './rooms.mjs';

const name = '看取り支援検討委員会';
const hint = '患者さん・利用者さんのことは、ここに書かないでください。';

async function openGroup({ officer }) {
    await officer.go('/desk/groups');
    await officer.press('連携グループを開く');
    await officer.enter({ name, purpose: '看取りの手順と、休日の連絡のしかたを話し合います。', invites: 'leaders' });
    await look(officer, 'group-new');
    await officer.press('開く');
    await invite(officer, ['平和 看護']);
    await officer.press('世話人にする');
    await officer.sees('世話人にしました。');
    await look(officer, 'group-desk');
    await officer.go('/desk/groups');
    await look(officer, 'groups');
}

export async function groups(city) {
    const { nurse, helper } = city;
    await openGroup(city);
    await nurse.go('/');
    await nurse.press(name);
    city.group = new URL(nurse.page.url()).pathname;
    await nurse.sees(hint);
    await nurse.press('概要');
    await invite(nurse, ['利根 運河']);
    await look(nurse, 'group-about');
    await nurse.press('タイムライン');
    expect(await nurse.page.getByLabel('バイタル').count() === 0, 'a group offers a kind of post about a patient');
    await nurse.enter({ kind: 'meeting' });
    await nurse.page.locator('#f-body').fill('次回は12月4日18時、市役所3階です。');
    await nurse.page.getByRole('button', { name: '投稿する' }).click();
    await nurse.sees('次回は12月4日18時');
    await look(nurse, 'group');
    await helper.page.setViewportSize(phone.viewport);
    await helper.go('/');
    await helper.press(name);
    await helper.sees('次回は12月4日18時');
    await nurse.page.getByText('既読 1/1').waitFor();
    await helper.press('概要');
    await helper.page.locator('summary', { hasText: '退会する' }).click();
    await helper.press('退会する', helper.page.locator('main details[open]'));
    await helper.sees('ホーム');
    await helper.expecting(404, async () => {
        expect(await helper.go(city.group) === 404, 'who left a group still reads it');
    });
}
