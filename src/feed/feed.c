// SPDX-License-Identifier: AGPL-3.0-or-later
#include "feed/feed.h"

#include "audit/audit.h"
#include "base/base32.h"
#include "base/random.h"
#include "city/city.h"
#include "feed/feed.sql.h"
#include "member/member.h"

enum { TOKEN_BYTES = 32, TOKEN_MOST = 64, MARK_SIGNS = 4 };

static bytes keyed(struct tx *tx, const char *purpose, str text)
{
    struct key key;
    vault_key(city_vault(tx), str_of(purpose), &key);
    bytes token = token_of(tx_arena(tx), &key, text);
    key_forget(&key);
    return token;
}

static void tell(struct tx *tx, const struct acting *me, const char *action)
{
    audit_record(tx, &(struct audit_entry){action, .city = me->city, .subject = me->member.v});
}

instant feed_made_at(struct tx *tx, member_id member)
{
    instant at;
    return feed_made(tx, member, &at) ? at : NO_INSTANT;
}

str feed_start(struct tx *tx, const struct acting *me)
{
    uint8_t random[TOKEN_BYTES];
    random_fill(random, sizeof random);
    str token = base64url_from_bytes(tx_arena(tx), (bytes){random, sizeof random});
    feed_stop(tx, me->member, tx_now(tx));
    feed_insert(tx, keyed(tx, "feed", token), me->member, tx_now(tx));
    tell(tx, me, "feed.start");
    return token;
}

bool feed_end(struct tx *tx, const struct acting *me)
{
    if (!feed_stop(tx, me->member, tx_now(tx)))
        return false;
    tell(tx, me, "feed.end");
    return true;
}

bool feed_owner_of(struct tx *tx, str token, struct acting *out)
{
    member_id member;
    if (token.n == 0 || token.n > TOKEN_MOST ||
        !feed_member(tx, keyed(tx, "feed", token), tx_now(tx), &member))
        return false;
    const struct member *m = member_find_anywhere(tx, member);
    if (!m || !member_is_active(m, tx_today(tx)))
        return false;
    *out = (struct acting){.member = m->id, .city = m->city, .role = m->role};
    return true;
}

// Signs that are not mistaken for each other, as in addresses.
str feed_mark(struct tx *tx, member_id member, room_id room)
{
    struct arena *a = tx_arena(tx);
    bytes token = keyed(tx, "feed mark", str_print(a, "%ld %ld", (long)member.v, (long)room.v));
    int64_t number = 0;
    for (int i = 0; i < 7; i++)
        number = number << 8 | token.p[i];
    str all = base32_from_id(a, number | INT64_C(1) << 56);
    char *mark = arena_alloc(a, MARK_SIGNS);
    for (int i = 0; i < MARK_SIGNS; i++) {
        char c = all.p[all.n - MARK_SIGNS + (size_t)i];
        mark[i] = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    return (str){mark, MARK_SIGNS};
}
