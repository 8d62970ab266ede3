// SPDX-License-Identifier: AGPL-3.0-or-later
#include "test/given_told.h"

#include "base/base32.h"
#include "test/rule.h"

#include <string.h>

struct given_team given_team(struct world *w)
{
    struct tx *tx = world_write(w);
    struct given_team g = {.city = given_city(tx)};
    office_id office = given_office(tx, g.city.city.id, S("あおば訪問看護"));
    g.nurse = given_administrator(tx, g.city.city.id, office, S("山田 花子"));
    g.helper = given_member(tx, g.city.city.id, office, S("加藤 美咲"));
    g.room = given_room(tx, &g.city.officer.acting, S("川村 はな"));
    given_seat(tx, &g.city.officer.acting, g.room, &g.nurse.acting);
    given_seat(tx, &g.city.officer.acting, g.room, &g.helper.acting);
    world_commit(w);
    return g;
}

// --- what arrives ---------------------------------------------------------------------------

static void read_coded(struct letters *l, str coded)
{
    struct buf packed = buf_in(world_arena(l->world));
    bytes plain;
    for (size_t i = 0; i < coded.n; i++)
        if (!strchr("\r\n=", coded.p[i]))
            buf_byte(&packed, coded.p[i] == '+' ? '-' : coded.p[i] == '/' ? '_' : coded.p[i]);
    if (base64url_to_bytes(world_arena(l->world), buf_str(&packed), &plain))
        buf_put(&l->said, bytes_str(plain));
}

static enum mail_answer take(void *context, const struct mail_parcel *parcel)
{
    struct letters *l = context;
    str rest = parcel->message, line, begin = S("=?UTF-8?B?");
    l->n++;
    buf_put(&l->said, parcel->to);
    while (str_split(&rest, '\n', &line) && str_trim(line).n > 0) {
        size_t at = str_find(line, begin);
        if (at < line.n)
            read_coded(l, str_part(line, at + begin.n, line.n - at - begin.n - 3));
    }
    read_coded(l, rest);
    return l->answer;
}

static struct tx *begin(void *context, struct arena *arena)
{
    (void)arena; // it goes before the world can look whether there was a fault
    struct world *w = ((struct letters *)context)->world;
    struct tx *tx = world_begin(w, TX_WRITE);
    tx_set(tx, TX_VAULT, world_vault(w));
    return tx;
}

// What the jobs find to tell by now, and what the mail server is given then.
struct letters mails_answered(struct world *w, enum mail_answer answer)
{
    struct letters l = {.world = w, .said = buf_in(world_arena(w)), .answer = answer};
    struct tx *tx = world_write(w);
    delivery_find_news(tx, (member_id){0});
    for (int n = 1; n > 0 && tx_ok(tx);)
        n = delivery_send(tx, S("https://kaiin.example.jp"));
    world_commit(w);
    struct mail_tally tally = mail_deliver_due(&(struct mail_run){
        .context = &l, .begin = begin, .send = take, .from = S("tsunagi@example.jp"), .most = 20});
    assert_false(tally.fault);
    return l;
}

int mails(struct world *w)
{
    return mails_answered(w, MAIL_TAKEN).n;
}

int mails_after(struct world *w, int64_t us)
{
    world_wait(w, us);
    return mails(w);
}

// Six digits on a line of their own.
str code_in(const struct letters *l)
{
    str rest = buf_str(&l->said), line;
    while (str_split(&rest, '\n', &line))
        if ((line = str_trim(line)).n == 6 && line.p[0] >= '0' && line.p[0] <= '9')
            return line;
    return NONE;
}

enum delivery_proof confirm_code(struct world *w, const struct given_person *p, str code)
{
    struct tx *tx = world_write(w);
    enum delivery_proof proof = delivery_confirm(tx, &p->acting, code);
    world_commit(w);
    return proof;
}

void give_address(struct world *w, const struct given_person *p, str address)
{
    struct tx *tx = world_write(w);
    enum delivery_code sent = delivery_send_code(tx, &p->acting, address);
    world_commit(w);
    assert_int_equal(sent, CODE_SENT);
    struct letters l = mails_answered(w, MAIL_TAKEN);
    assert_int_equal(confirm_code(w, p, code_in(&l)), PROOF_DONE);
    mails_after(w, MINUTES(20)); // the invitation itself is told
    world_wait(w, MINUTES(20));
}

struct given_team given_told(struct world *w)
{
    struct given_team g = given_team(w);
    give_address(w, &g.helper, S("misaki@example.jp"));
    return g;
}
