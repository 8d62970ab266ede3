// SPDX-License-Identifier: AGPL-3.0-or-later
#include "delivery/delivery.h"

#include "device/device.h"
#include "mail/mail.h"
#include "memo/memo.h"
#include "notice/notice.h"
#include "post/post.h"
#include "push/push.h"
#include "reading/reading.h"
#include "test/browser.h"
#include "test/given_told.h"

// --- what happens ------------------------------------------------------------------------------

static post_id post(struct world *w, const struct given_team *g, enum post_kind kind, bool for_all)
{
    struct tx *tx = world_write(w);
    struct addressee all = {ADDRESSEE_EVERYONE, 0};
    struct post_new new = {.kind = kind, .body = S("転倒されました"), .to = {for_all, &all}};
    post_id id = {0};
    const struct seat *seat = given_open(tx, &g->nurse.acting, g->room);
    if (seat)
        post_write(tx, seat, &new, &id);
    world_commit(w);
    return id;
}

static void read_post(struct world *w, const struct given_team *g, post_id id)
{
    struct tx *tx = world_write(w);
    const struct seat *seat = given_open(tx, &g->helper.acting, g->room);
    if (seat)
        reading_mark(tx, seat, &id, 1);
    world_commit(w);
}

static enum delivery_change set(struct world *w, const struct given_person *p,
                                struct delivery_settings s)
{
    struct tx *tx = world_write(w);
    enum delivery_change change = delivery_set(tx, p->acting.member, &s);
    world_commit(w);
    return change;
}

static struct delivery_settings settings(void)
{
    return (struct delivery_settings){true, PACE_AT_ONCE, PACE_DIGEST, 8, 21, 7, false};
}

static enum delivery_address state_of(struct world *w, const struct given_person *p)
{
    str address;
    struct tx *tx = world_read(w);
    enum delivery_address state = delivery_address_of(tx, &p->acting, &address);
    world_commit(w);
    return state;
}

RULE("an address hears nothing before the code that was mailed to it came back")
{
    struct given_team g = given_team(world);
    struct tx *tx = world_write(world);
    enum delivery_code bad = delivery_send_code(tx, &g.helper.acting, S("misaki"));
    enum delivery_code sent = delivery_send_code(tx, &g.helper.acting, S("misaki@example.jp"));
    world_commit(world);
    assert_int_equal(bad, CODE_BAD_ADDRESS);
    assert_int_equal(sent, CODE_SENT);
    struct letters l = mails_answered(world, MAIL_TAKEN);
    assert_int_equal(l.n, 1);
    post(world, &g, POST_URGENT, false);
    assert_int_equal(mails(world), 0);
    assert_int_equal(state_of(world, &g.helper), ADDRESS_WAITS);
    assert_int_equal(confirm_code(world, &g.helper, S("12345")), PROOF_WRONG);
    assert_int_equal(confirm_code(world, &g.helper, code_in(&l)), PROOF_DONE);
    assert_int_equal(state_of(world, &g.helper), ADDRESS_CONFIRMED);
    assert_int_equal(confirm_code(world, &g.helper, code_in(&l)), PROOF_OVER);
    post(world, &g, POST_URGENT, false);
    assert_int_equal(mails_after(world, MINUTES(20)), 1);
}

RULE("a code is good for half an hour and five tries, and not for another address")
{
    struct given_team g = given_team(world);
    struct tx *tx = world_write(world);
    delivery_send_code(tx, &g.helper.acting, S("a@example.jp"));
    world_commit(world);
    struct letters first = mails_answered(world, MAIL_TAKEN);
    for (int i = 1; i < CODE_TRIES; i++)
        assert_int_equal(confirm_code(world, &g.helper, S("x")), PROOF_WRONG);
    assert_int_equal(confirm_code(world, &g.helper, S("x")), PROOF_OVER);
    assert_int_equal(confirm_code(world, &g.helper, code_in(&first)), PROOF_OVER);
    tx = world_write(world);
    delivery_send_code(tx, &g.helper.acting, S("b@example.jp"));
    world_commit(world);
    struct letters second = mails_answered(world, MAIL_TAKEN);
    world_wait(world, MINUTES(CODE_MINUTES));
    assert_int_equal(confirm_code(world, &g.helper, code_in(&second)), PROOF_OVER);
    assert_int_equal(state_of(world, &g.helper), ADDRESS_UNPROVED);
}

RULE("codes are few: whoever types somebody else's address does not flood it")
{
    struct given_team g = given_team(world);
    int sent = 0;
    for (int i = 0; i < 20; i++) {
        struct tx *tx = world_write(world);
        sent += delivery_send_code(tx, &g.helper.acting, S("misaki@example.jp")) == CODE_SENT;
        world_commit(world);
        world_wait(world, MINUTES(1));
    }
    assert_in_range(sent, 2, 10);
}

RULE("an address that was changed on another page is not the confirmed one any more")
{
    struct given_team g = given_told(world);
    struct tx *tx = world_write(world);
    reminder_set_address(tx, g.city.city.id, g.helper.acting.member, S("other@example.jp"));
    world_commit(world);
    assert_int_equal(state_of(world, &g.helper), ADDRESS_UNPROVED);
    post(world, &g, POST_URGENT, false);
    assert_int_equal(mails(world), 0);
}

RULE("a mail says that there is something new and where to look, and no name and no word more")
{
    struct given_team g = given_told(world);
    post(world, &g, POST_URGENT, true);
    struct letters l = mails_answered(world, MAIL_TAKEN);
    str said = buf_str(&l.said);
    assert_int_equal(l.n, 1);
    assert_true(str_contains(said, S("misaki@example.jp")) && str_contains(said, S("https://kaiin.example.jp/")));
    assert_true(str_contains(said, S("つなぎに急ぎの知らせがあります")));
    static const char *const secrets[] = {"川村", "はな", "山田", "花子", "加藤", "美咲",
                                          "あおば", "流山", "転倒", "緊急", "看護", "rooms"};
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        assert_false(str_contains(said, str_of(secrets[i])));
}

RULE("a post for somebody is told two minutes later, unless it was read by then")
{
    struct given_team g = given_told(world);
    post_id read = post(world, &g, POST_REPORT, true);
    assert_int_equal(mails(world), 0);
    read_post(world, &g, read);
    assert_int_equal(mails_after(world, MINUTES(2)), 0);
    post(world, &g, POST_REPORT, true);
    assert_int_equal(mails_after(world, MINUTES(1)), 0);
    assert_int_equal(mails_after(world, MINUTES(1)), 1);
    assert_int_equal(mails_after(world, MINUTES(30)), 0);
}

RULE("what comes within a quarter of an hour of a mail is one further mail, however much it is")
{
    struct given_team g = given_told(world);
    post(world, &g, POST_REPORT, true);
    assert_int_equal(mails_after(world, MINUTES(2)), 1);
    for (int i = 0; i < 3; i++) {
        post(world, &g, POST_REPORT, true);
        assert_int_equal(mails_after(world, MINUTES(3)), 0);
    }
    assert_int_equal(mails_after(world, MINUTES(6)), 1);
    post(world, &g, POST_URGENT, false);
    assert_int_equal(mails_after(world, MINUTES(2)), 1); // what is urgent waits for less
}

RULE("what is for nobody in particular comes once a day at the chosen hour, when something is unread")
{
    struct given_team g = given_told(world); // 11月2日 9時40分
    post(world, &g, POST_REPORT, false);
    post_id second = post(world, &g, POST_REPORT, false);
    assert_int_equal(mails_after(world, HOURS(9)), 0);
    assert_int_equal(mails_after(world, HOURS(13)), 0); // 7時40分 of the next day
    assert_int_equal(mails_after(world, HOURS(1)), 1);
    assert_int_equal(mails_after(world, HOURS(1)), 0);
    assert_int_equal(mails_after(world, DAYS(1)), 0); // told of already
    post_id third = post(world, &g, POST_REPORT, false);
    read_post(world, &g, second);
    read_post(world, &g, third);
    assert_int_equal(mails_after(world, DAYS(1)), 0);
}

RULE("who wants everything at once has the rest after a quarter of an hour, who wants a digest waits with all")
{
    struct given_team g = given_told(world);
    struct delivery_settings s = settings();
    s.rest = PACE_AT_ONCE;
    assert_int_equal(set(world, &g.helper, s), DELIVERY_SET);
    post(world, &g, POST_REPORT, false);
    assert_int_equal(mails_after(world, MINUTES(3)), 1);
    s.mine = s.rest = PACE_DIGEST;
    s.digest_hour = 17;
    assert_int_equal(set(world, &g.helper, s), DELIVERY_SET);
    post(world, &g, POST_REPORT, true);
    assert_int_equal(mails_after(world, HOURS(2)), 0);
    assert_int_equal(mails_after(world, HOURS(6)), 1);
    s.digest_hour = 22;
    assert_int_equal(set(world, &g.helper, s), DELIVERY_HOUR_QUIET);
}

RULE("in the quiet hours nothing comes, what is urgent only where the member allows it")
{
    struct given_team g = given_told(world);
    world_wait(world, HOURS(13)); // 22時40分
    post(world, &g, POST_URGENT, false);
    assert_int_equal(mails(world), 0);
    assert_int_equal(mails_after(world, HOURS(8)), 0); // 6時40分
    assert_int_equal(mails_after(world, HOURS(1)), 1);
    struct delivery_settings s = settings();
    s.urgent_passes = true;
    assert_int_equal(set(world, &g.helper, s), DELIVERY_SET);
    world_wait(world, HOURS(15)); // 22時40分
    post(world, &g, POST_REPORT, true);
    assert_int_equal(mails_after(world, MINUTES(5)), 0);
    post(world, &g, POST_URGENT, false);
    assert_int_equal(mails(world), 1);
}

RULE("of a room the member hears as much as its level says")
{
    struct given_team g = given_told(world);
    struct tx *tx = world_write(world);
    notice_set_level(tx, g.helper.acting.member, g.room, NOTICE_MINE);
    world_commit(world);
    post(world, &g, POST_REPORT, false);
    assert_int_equal(mails_after(world, DAYS(1)), 0);
    post(world, &g, POST_REPORT, true);
    assert_int_equal(mails_after(world, MINUTES(2)), 1);
    tx = world_write(world);
    notice_set_level(tx, g.helper.acting.member, g.room, NOTICE_NONE);
    world_commit(world);
    post(world, &g, POST_URGENT, true);
    assert_int_equal(mails_after(world, HOURS(1)), 0);
}

static int mails_once(struct world *w, const struct given_team *g,
                      void (*ends)(struct tx *tx, const struct given_team *g))
{
    post(w, g, POST_URGENT, true);
    struct tx *tx = world_write(w);
    ends(tx, g);
    world_commit(w);
    return mails_after(w, MINUTES(20));
}

static void leave_room(struct tx *tx, const struct given_team *g)
{
    const struct seat *seat = given_open(tx, &g->helper.acting, g->room);
    if (seat)
        seat_remove(tx, &g->city.officer.acting, g->room, seat->id);
}

static void close_room(struct tx *tx, const struct given_team *g)
{
    room_close(tx, &g->city.officer.acting, g->room, tx_today(tx));
}

static void leave_service(struct tx *tx, const struct given_team *g)
{
    member_set_leave(tx, g->helper.acting.member, day_after(tx_today(tx), -1));
}

static void lose_device(struct tx *tx, const struct given_team *g)
{
    device_revoke(tx, g->city.city.id, g->helper.acting.device, REVOKED_LOST);
}

RULE("whose only device was revoked hears nothing any more")
{
    struct given_team g = given_told(world);
    assert_int_equal(mails_once(world, &g, lose_device), 0);
}

RULE("who left the room hears nothing of it any more")
{
    struct given_team g = given_told(world);
    assert_int_equal(mails_once(world, &g, leave_room), 0);
}

RULE("a room that is closed tells nobody any more")
{
    struct given_team g = given_told(world);
    assert_int_equal(mails_once(world, &g, close_room), 0);
}

RULE("whose leave date is over hears nothing any more")
{
    struct given_team g = given_told(world);
    assert_int_equal(mails_once(world, &g, leave_service), 0);
}

RULE("an invitation is told, and so is all else that is for one person, to whoever has asked to be told")
{
    struct given_team g = given_told(world);
    struct tx *tx = world_write(world);
    room_id other = given_room(tx, &g.city.officer.acting, S("佐藤 茂"));
    given_seat(tx, &g.city.officer.acting, other, &g.helper.acting);
    memo_write_to(tx, g.city.city.id, g.nurse.acting.member, S("連絡")); // has no address
    world_commit(world);
    assert_int_equal(mails_after(world, MINUTES(2)), 1);
    tx = world_write(world);
    memo_write_to(tx, g.city.city.id, g.helper.acting.member, S("連絡"));
    memo_write_to(tx, g.city.city.id, g.helper.acting.member, S("もう一つの連絡"));
    world_commit(world);
    assert_int_equal(mails_after(world, MINUTES(20)), 1);
    for (enum notice_kind kind = NOTICE_VISIT; kind < NOTICE_KINDS; kind++) {
        tx = world_write(world);
        notice_tell(tx, g.room, g.helper.acting.member, kind);
        notice_tell(tx, g.room, g.helper.acting.member, kind);
        world_commit(world);
        assert_int_equal(mails_after(world, MINUTES(20)), 1);
    }
    assert_int_equal(mails_after(world, MINUTES(20)), 0);
}

RULE("a correction of a post for somebody is told again, a withdrawn one is not")
{
    struct given_team g = given_told(world);
    post_id id = post(world, &g, POST_REPORT, true);
    read_post(world, &g, id);
    assert_int_equal(mails_after(world, MINUTES(2)), 0);
    struct tx *tx = world_write(world);
    post_correct(tx, given_open(tx, &g.nurse.acting, g.room), id, 0, S("転倒はされていません"));
    world_commit(world);
    assert_int_equal(mails_after(world, MINUTES(2)), 1);
    tx = world_write(world);
    post_withdraw(tx, given_open(tx, &g.nurse.acting, g.room), id, 1, S("取り違えました"));
    world_commit(world);
    assert_int_equal(mails_after(world, MINUTES(20)), 0);
}

RULE("an address to which a notice did not arrive gets no further one, until it is confirmed anew")
{
    struct given_team g = given_told(world);
    post(world, &g, POST_URGENT, false);
    assert_int_equal(mails_answered(world, MAIL_NO_SUCH_ADDRESS).n, 1);
    assert_int_equal(state_of(world, &g.helper), ADDRESS_BOUNCED);
    post(world, &g, POST_URGENT, false);
    assert_int_equal(mails_after(world, HOURS(1)), 0);
    give_address(world, &g.helper, S("misaki@example.jp"));
    assert_int_equal(state_of(world, &g.helper), ADDRESS_CONFIRMED);
    post(world, &g, POST_URGENT, false);
    assert_int_equal(mails_after(world, MINUTES(20)), 1);
}

static int64_t words_waiting(struct world *w)
{
    assert_int_equal(mails(w), 0);
    int64_t waiting = push_state(world_read(w)).waiting;
    world_commit(w);
    return waiting;
}

PAGE("a device that was switched on is told like a mail, of what its owner wants and not in quiet hours")
{
    struct given_team g = given_team(world);
    struct tx *tx = world_write(world);
    push_make_key(tx);
    world_commit(world);
    browser_app(world)->services.push_hosts = S("push.example.net");
    struct browser *b = browser_of(world, &g.helper);
    // The keys of RFC 8291, Appendix A.
    assert_int_equal(browser_post(b, "/push/on", "endpoint", "https://push.example.net/send/abc", "p256dh",
                                  "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi"
                                  "6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
                                  "auth", "BTBZMqHH6r4Tts7J_aSIgg"), 200);
    assert_int_equal(words_waiting(world), 0);
    world_wait(world, HOURS(13)); // 22時
    post(world, &g, POST_URGENT, false);
    assert_int_equal(words_waiting(world), 0);
    world_wait(world, HOURS(9));
    assert_int_equal(words_waiting(world), 1);
}
