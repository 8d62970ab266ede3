// SPDX-License-Identifier: AGPL-3.0-or-later
#include "appearance/appearance.h"

#include "appearance/appearance.sql.h"
#include "audit/audit.h"

void appearance_change(struct tx *tx, const struct acting *me, const struct appearance *wanted)
{
    appearance_put(tx, &(struct appearance_put_params){
                           .member = me->member,
                           .type_size = wanted->type_size,
                           .contrast = wanted->contrast,
                           .furigana = wanted->furigana,
                           .wareki = wanted->wareki,
                           .without_keys = wanted->without_keys,
                       });
    audit_record(tx, &(struct audit_entry){"appearance.change", .subject = me->member.v});
}

void appearance_learn_voice(struct tx *tx, const struct acting *me)
{
    appearance_put_voice(tx, me->member);
    audit_record(tx, &(struct audit_entry){"appearance.voice", .subject = me->member.v});
}

// --- the cookie ------------------------------------------------------------------------

enum { COOKIE_DAYS = 365, DIGITS = 5 };
static const str cookie_name = S_CONST("__Host-view");
static const char most[DIGITS] = {TYPE_SIZES - 1, CONTRASTS - 1, 1, 1, 1};

struct appearance appearance_of_cookie(const struct params *cookies)
{
    str value = params_get(cookies, cookie_name);
    if (value.n != DIGITS)
        return (struct appearance){0};
    for (size_t i = 0; i < DIGITS; i++)
        if (value.p[i] < '0' || value.p[i] > '0' + most[i])
            return (struct appearance){0};
    return (struct appearance){
        .type_size = (enum type_size)(value.p[0] - '0'),
        .contrast = (enum contrast)(value.p[1] - '0'),
        .furigana = value.p[2] == '1',
        .wareki = value.p[3] == '1',
        .without_keys = value.p[4] == '1',
    };
}

static bool is_same(const struct appearance *a, const struct appearance *b)
{
    return a->type_size == b->type_size && a->contrast == b->contrast &&
           a->furigana == b->furigana && a->wareki == b->wareki &&
           a->without_keys == b->without_keys;
}

void appearance_remember(struct turn *t)
{
    const struct appearance *now = &t->appearance;
    struct appearance before = appearance_of_cookie(&t->request->cookies);
    if (is_same(&before, now))
        return;
    str value = str_print(t->arena, "%d%d%d%d%d", (int)now->type_size, (int)now->contrast,
                          now->furigana, now->wareki, now->without_keys);
    response_cookie(t->response, cookie_name, value, (int64_t)COOKIE_DAYS * 24 * 3600);
}
