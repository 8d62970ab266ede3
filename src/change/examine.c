// SPDX-License-Identifier: AGPL-3.0-or-later
// The checks of 様式2.
#include "base/text.h"
#include "change/changes.h"
#include "mandate/mandate.h"

struct checking {
    struct tx *tx;
    const struct application *of;
    struct changes c;
    const struct acting *me; // NULL: the public portal, which does not learn who works where
    struct application_findings *out;
};

static void say_office(struct checking *c, bool stops, const struct office_row_change *r,
                       str sentence)
{
    finding_add(c->out, stops, name_in_row(tx_arena(c->tx), "office_changes", r->row, "after"),
                sentence);
}

static void say(struct checking *c, bool stops, const struct person_row_change *r,
                const char *field, str sentence)
{
    finding_add(c->out, stops, name_in_row(tx_arena(c->tx), "person_changes", r->row, field),
                sentence);
}

// --- the office ------------------------------------------------------------------------------

static bool all_digits(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return true;
}

static size_t digits_in(str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] >= '0' && s.p[i] <= '9';
    return n;
}

static void check_number(struct checking *c, const struct office_row_change *r)
{
    if (!office_number_has_form(r->after))
        say_office(c, true, r, S("番号は10桁です。指定通知書などで確かめて、もう一度入力してください。"));
    else if (!office_number_is_good(r->after))
        say_office(c, false, r, S("番号の最後の桁が合いません。書き間違いがないか確かめてください。"));
}

static void check_form(struct checking *c, const struct office_row_change *r)
{
    size_t at = str_find_byte(r->after, '@'), digits = digits_in(r->after);
    switch (r->item) {
    case ITEM_OFFICE_NUMBER:
        check_number(c, r);
        return;
    case ITEM_OFFICE_POSTAL:
        if (r->after.n != 7 || !all_digits(r->after))
            say_office(c, true, r, S("郵便番号は、270-0192 のように7桁の数字で入力してください。"));
        return;
    case ITEM_OFFICE_PHONE:
        if (digits < 10 || digits > 11 || r->after.p[0] != '0')
            say_office(c, true, r, S("電話番号は、04-7150-0000 のように市外局番から入力してください。"));
        return;
    case ITEM_OFFICE_MAIL:
        if (at == 0 || at + 3 > r->after.n)
            say_office(c, true, r, S("メールアドレスの形が正しくありません。もう一度確かめてください。"));
        return;
    case ITEM_OFFICE_NAME:
    case ITEM_OFFICE_ADDRESS:
    case ITEM_OFFICE_MANAGER:
    case OFFICE_ITEMS:
        return;
    }
}

static void check_office(struct checking *c)
{
    for (size_t i = 0; i < c->c.n_office; i++) {
        const struct office_row_change *r = &c->c.office_rows[i];
        check_form(c, r);
        for (size_t k = 0; k < i; k++)
            if (c->c.office_rows[k].item == r->item)
                say_office(c, true, r, S("同じ項目が2回書かれています。1つにしてください。"));
    }
    if (c->c.match == OFFICE_KNOWN && c->c.n_office && !office_is_free(c->tx, &c->c.changed))
        say_office(c, true, &c->c.office_rows[0],
                   S("この変更をすると、すでに登録されている別の事業所と同じになります。番号と名称を確かめてください。"));
}

// --- the people ------------------------------------------------------------------------------

static void check_known(struct checking *c, const struct person_row_change *r, int found,
                        const char *field)
{
    if (!c->me || c->c.match != OFFICE_KNOWN)
        return;
    if (found == 0)
        say(c, true, r, field,
            S("この方は、この事業所に登録されていません。氏名を確かめてください。"));
    else if (found > 1)
        say(c, true, r, "personal_id",
            S("この事業所に同じ氏名の方が複数います。個人IDも書いてください。"));
}

static void check_name(struct checking *c, const struct person_row_change *r)
{
    if (r->after.n == 0)
        say(c, true, r, "after", S("変更後の氏名を入力してください。"));
    if (r->kana.n == 0)
        say(c, true, r, "kana", S("変更後の氏名のかなを入力してください。"));
    check_known(c, r, r->found, r->name.n ? "name" : "before");
    if (c->me && r->found == 1 && !city_same(r->who.city, c->of->city))
        say(c, true, r, "name", S("この方の氏名は、個人IDを発行した市で変更してください。"));
}

static bool works_there(struct checking *c, const struct person_row_change *r)
{
    struct member_list there = member_list_at(c->tx, r->target.id);
    for (size_t i = 0; i < there.n; i++)
        if (r->found == 1 && member_same(there.at[i].id, r->who.id))
            return true;
    return false;
}

static void check_target(struct checking *c, const struct person_row_change *r)
{
    if (r->after.n == 0)
        say(c, true, r, "after", S("移る先の事業所名を入力してください。"));
    else if (c->c.match != OFFICE_KNOWN)
        return;
    else if (r->other_corporation)
        say(c, true, r, "after",
            S("移る先は別の法人の事業所です。様式1-1の「削除」で申請し、移る先の事業所から新規で申請してください。"));
    else if (r->match == OFFICE_UNKNOWN)
        say(c, true, r, "after",
            S("市内にこの名称の事業所が見つかりません。市外の事業所へ移るときは、様式1-1の「削除」で申請し、"
              "必要なら移る先から新規で申請してください。"));
    else if (r->match == OFFICE_SEVERAL)
        say(c, true, r, "after",
            S("この名称の事業所が複数あります。正式な名称で書いてください。"));
    else if (office_same(r->target.id, c->c.office.id) || (c->me && works_there(c, r)))
        say(c, true, r, "after", S("この方は、すでにこの事業所に所属しています。"));
    else if (!office_same_corporation(c->tx, &r->target, &c->c.office))
        say(c, false, r, "after",
            S("同じ法人の事業所か、登録からは確かめられません。法人の名称を確かめてください。"));
}

static void check_move(struct checking *c, const struct person_row_change *r)
{
    if (r->name.n == 0 && r->personal_id.n == 0)
        say(c, true, r, "name", S("移る方の氏名を入力してください。"));
    else
        check_known(c, r, r->found, "name");
    check_target(c, r);
    if (c->me && r->found == 1 && day_is(r->who.leave_on))
        say(c, true, r, "name", S("この方には退職日が登録されています。"));
}

static void check_handover(struct checking *c, const struct person_row_change *r)
{
    if (r->before.n == 0 && r->after.n == 0)
        say(c, true, r, "after",
            S("新しく管理担当者になる方の氏名を、変更後に入力してください。"));
    if (r->before.n)
        check_known(c, r, r->found, "before");
    if (r->after.n)
        check_known(c, r, r->found_next, "after");
    if (c->me && r->found == 1 && !r->who.administrator)
        say(c, false, r, "before", S("この方は、いまは管理担当者ではありません。"));
}

static void check_other(struct checking *c, const struct person_row_change *r)
{
    if (r->other != OTHER_NOTE) {
        if (r->name.n == 0 && r->personal_id.n == 0)
            say(c, true, r, "name", S("職種やかなが変わる方の氏名を入力してください。"));
        else
            check_known(c, r, r->found, "name");
        if (r->other == OTHER_KANA && c->me && r->found == 1 &&
            !city_same(r->who.city, c->of->city))
            say(c, true, r, "name", S("この方のかなは、個人IDを発行した市で変更してください。"));
        return;
    }
    if (r->after.n == 0)
        say(c, true, r, "after", S("どう変わるのかを、変更後に入力してください。"));
    else if (c->me && c->me->role == ROLE_OFFICER)
        say(c, false, r, "after", S("「その他」のこの内容は、自動では登録に反映されません。読んで対応してください。"));
}

// The paper says what was registered; when it does not agree, somebody may have mistaken the person.
static void check_before(struct checking *c, const struct person_row_change *r)
{
    struct arena *a = tx_arena(c->tx);
    str registered = r->other == OTHER_PROFESSION ? profession_label(r->who.profession)
                     : r->item == ITEM_NAME       ? r->who.name
                     : r->item == ITEM_OFFICE     ? c->c.office.name
                                                  : NONE;
    if (!c->me || r->found != 1 || registered.n == 0 || r->before.n == 0)
        return;
    if (!str_contains(text_fold(a, r->before), text_fold(a, registered)))
        say(c, false, r, "before",
            str_print(a, "変更前が、登録の「%.*s」と違います。対象の方を確かめてください。",
                      STR(registered)));
}

static void check_person(struct checking *c, const struct person_row_change *r)
{
    switch (r->item) {
    case ITEM_NAME:
        check_name(c, r);
        return;
    case ITEM_OFFICE:
        check_move(c, r);
        return;
    case ITEM_ADMINISTRATOR:
        check_handover(c, r);
        return;
    case ITEM_OTHER:
        check_other(c, r);
        return;
    case PERSON_ITEMS:
        return;
    }
}

static bool said_twice(struct checking *c, size_t at)
{
    const struct person_row_change *r = &c->c.person_rows[at];
    for (size_t i = 0; i < at; i++) {
        const struct person_row_change *q = &c->c.person_rows[i];
        bool free = r->item == ITEM_OTHER && (r->other == OTHER_NOTE || r->other != q->other);
        if (q->item == r->item && !free && q->found == 1 && r->found == 1 &&
            member_same(q->who.id, r->who.id))
            return true;
    }
    return false;
}

void change_examine(struct tx *tx, const struct application *of, struct application_findings *out)
{
    struct checking c = {tx, of, changes_read(tx, of), tx_get(tx, TX_ACTOR), out};
    mandate_examine(tx, of, DUTY_CHANGE, out);
    if (c.c.match != OFFICE_KNOWN)
        finding_add(out, true, S("office_name"),
                    S("この名称の事業所が、登録から1つに決まりません。登録されている名称を確かめてください。"));
    if (c.c.n_office + c.c.n_person == 0)
        finding_add(out, true, S("office_changes.0.item"),
                    S("変更する項目を1つ以上書いてください。"));
    check_office(&c);
    for (size_t i = 0; i < c.c.n_person; i++) {
        check_person(&c, &c.c.person_rows[i]);
        check_before(&c, &c.c.person_rows[i]);
        if (c.me && said_twice(&c, i))
            say(&c, true, &c.c.person_rows[i], "name",
                S("同じ方の同じ項目が2回書かれています。1つにしてください。"));
    }
    if (c.me && c.c.n_person && changes_lose_administrator(&c.c))
        say(&c, true, &c.c.person_rows[0], "item",
            S("システム利用管理担当者がいなくなります。事業所にはいつも1人以上必要です。"
              "同じ申請で、ほかの方を管理担当者にしてください。"));
}
