// SPDX-License-Identifier: AGPL-3.0-or-later
// The checks of 様式1-1. What would tell a stranger who works where is said only to whoever is
// signed in: on the public portal such things come up at the desk.
#include "usage/people.h"

#include "mandate/mandate.h"

struct checking {
    struct tx *tx;
    const struct application *of;
    struct usage u;
    const struct acting *me; // NULL: the public portal
    struct application_findings *out;
};

static void say(struct checking *c, bool stops, const struct usage_row *p, const char *field,
                str sentence)
{
    finding_add(c->out, stops, name_in_row(tx_arena(c->tx), "people", p->row, field), sentence);
}

// --- the office ------------------------------------------------------------------------------

static void check_number(struct checking *c)
{
    str number = c->u.given.number;
    if (number.n && !office_number_has_form(number))
        finding_add(c->out, true, S("office_number"),
                    S("番号は10桁です。指定通知書などで確かめて、もう一度入力してください。"));
    else if (number.n && !office_number_is_good(number))
        finding_add(c->out, false, S("office_number"),
                    S("番号の最後の桁が合いません。書き間違いがないか確かめてください。"));
}

static void check_office(struct checking *c)
{
    check_number(c);
    if (c->u.match == OFFICE_SEVERAL)
        finding_add(c->out, true, S("office_name"),
                    S("同じ名称の事業所が複数登録されています。番号を書くか、所在地まで確かめて選んでください。"));
    if (c->u.match == OFFICE_UNKNOWN && office_is(c->of->office))
        finding_add(c->out, true, S("office_name"),
                    S("この事業所は、いまは登録されていません。"));
    else if (c->u.match == OFFICE_UNKNOWN && !office_is_free(c->tx, &c->u.given))
        finding_add(c->out, true, S("office_number"),
                    S("この番号とサービスの事業所は、閉じた事業所として登録されています。介護支援課に問い合わせてください。"));
    if (c->u.match == OFFICE_KNOWN && c->u.office.corporation.n &&
        !office_same_corporation(c->tx, &c->u.office, &c->u.given))
        finding_add(c->out, false, S("corporation_name"),
                    S("登録されている法人の名称と違います。書き間違いでなければ、変更の申請（様式2）も必要か確かめてください。"));
}

// --- one person ------------------------------------------------------------------------------

static void check_id(struct checking *c, const struct usage_row *p)
{
    if (p->personal_id.n == 0)
        return;
    if (!personal_id_is_good(p->personal_id))
        say(c, true, p, "personal_id",
            S("個人IDは8桁の数字です。通知書で確かめて、もう一度入力してください。"));
    else if (c->me && (!p->known || !usage_same_person(c->tx, p, p->found.name, p->found.kana)))
        // Only about people of this office is there a difference to be seen: elsewhere an ID of
        // somebody else answers like one that does not exist.
        say(c, p->move != MOVE_UPDATE || !p->here, p, "personal_id",
            S("個人IDと氏名・かなが、登録と一致しません。通知書で確かめてください。"));
    else if (c->me && p->move == MOVE_NEW && day_is(p->found.leave_on))
        say(c, true, p, "personal_id",
            S("この個人IDには退職日が登録されています。個人IDを空けて、新規として申請してください。"));
}

static const struct member *registered_elsewhere(struct checking *c, const struct usage_row *p)
{
    struct member_list found = member_list_same(c->tx, p->name, p->kana);
    const struct member *other = NULL;
    for (size_t i = 0; i < found.n; i++)
        if (office_is(found.at[i].office) &&
            (!other || city_same(found.at[i].city, c->of->city)))
            other = &found.at[i];
    return other;
}

// One person keeps one ID over offices and cities.
static void check_elsewhere(struct checking *c, const struct usage_row *p)
{
    const struct member *other = registered_elsewhere(c, p);
    if (!other)
        return;
    say(c, false, p, "personal_id",
        city_same(other->city, c->of->city)
            ? S("同じ氏名・かなの方が、ほかの事業所に登録されています。同じ方なら、個人IDを書いて申請してください。")
            : S("同じ氏名・かなの方が、ほかの市に登録されています。同じ方なら、個人IDを書いて申請してください。"));
}

static void check_new(struct checking *c, const struct usage_row *p)
{
    if (!c->me)
        return;
    if (p->here || p->several)
        say(c, p->personal_id.n > 0, p, "name",
            S("同じ氏名・かなの方が、この事業所にすでに登録されています。内容を改めるときは「更新」を選んでください。"));
    else if (p->personal_id.n == 0 && c->me->role == ROLE_OFFICER)
        check_elsewhere(c, p);
}

static void check_present(struct checking *c, const struct usage_row *p)
{
    if (c->me && p->several)
        say(c, true, p, "personal_id",
            S("この事業所に同じ氏名の方が複数います。個人IDも書いてください。"));
    else if (c->me && !p->here)
        say(c, true, p, "name",
            S("この方は、この事業所に登録されていません。氏名とかなを確かめてください。"));
}

// A day that came while the form waited at the desk is no mistake of the applicant.
static day submitted_on(const struct checking *c)
{
    bool waits = c->of->state == STATE_DRAFT || c->of->state == STATE_RETURNED;
    return waits || !instant_is(c->of->submitted_at) ? tx_today(c->tx)
                                                     : day_of(c->of->submitted_at);
}

static void check_leave(struct checking *c, const struct usage_row *p)
{
    if (!day_is(p->leave_on))
        say(c, true, p, "leave_on", S("削除のときは、退職日または異動日を入力してください。"));
    else if (p->leave_on.n < submitted_on(c).n)
        say(c, true, p, "leave_on",
            S("退職日が過去の日付です。すでに退職しているときは、今日の日付を入力してください。"));
}

static void check_person(struct checking *c, const struct usage_row *p)
{
    check_id(c, p);
    switch (p->move) {
    case MOVE_NEW:
        check_new(c, p);
        break;
    case MOVE_UPDATE:
        check_present(c, p);
        break;
    case MOVE_REMOVE:
        check_present(c, p);
        check_leave(c, p);
        break;
    }
    if (p->move != MOVE_REMOVE && day_is(p->leave_on))
        say(c, false, p, "leave_on", S("退職日は、区分が「削除」のときだけ使います。"));
}

static void check_twice(struct checking *c, size_t at)
{
    const struct usage_row *p = &c->u.at[at];
    for (size_t i = 0; i < at; i++) {
        const struct usage_row *q = &c->u.at[i];
        bool same = p->personal_id.n && q->personal_id.n
                        ? str_eq(p->personal_id, q->personal_id)
                        : usage_same_person(c->tx, p, q->name, q->kana) ||
                              (p->here && q->here && member_same(p->found.id, q->found.id));
        if (!same)
            continue;
        say(c, true, p, "name", S("同じ方が2回書かれています。1人につき1行にしてください。"));
        return;
    }
}

// --- all together ------------------------------------------------------------------------------

static void check_has_id(struct checking *c)
{
    bool says = str_eq(value_of(&c->of->values, "has_id"), S("有")), given = false, news = false;
    for (size_t i = 0; i < c->u.n; i++) {
        given = given || c->u.at[i].personal_id.n > 0;
        news = news || c->u.at[i].move == MOVE_NEW;
    }
    if (says && news && !given)
        finding_add(c->out, true, S("has_id"),
                    S("「有」のときは、個人IDを持つ方の行に、その個人IDを書いてください。"));
}

static void check_administrator(struct checking *c)
{
    if (c->u.match != OFFICE_KNOWN || c->me) {
        if (!usage_loses_administrator(&c->u))
            return;
        const struct usage_row *p = &c->u.at[0];
        for (size_t i = 0; i < c->u.n; i++)
            if (c->u.at[i].here && c->u.at[i].found.administrator)
                p = &c->u.at[i];
        say(c, true, p, p->move == MOVE_REMOVE ? "leave_on" : "administrator",
            S("システム利用管理担当者がいなくなります。事業所にはいつも1人以上必要です。"
              "同じ申請で、ほかの方を管理担当者にしてください。"));
    }
}

void usage_examine(struct tx *tx, const struct application *of, struct application_findings *out)
{
    struct checking c = {tx, of, usage_read(tx, of), tx_get(tx, TX_ACTOR), out};
    mandate_examine(tx, of, DUTY_REGISTER, out);
    check_office(&c);
    if (c.u.n == 0)
        finding_add(out, true, S("people.0.name"),
                    S("システム利用者を1人以上書いてください。"));
    for (size_t i = 0; i < c.u.n; i++) {
        check_person(&c, &c.u.at[i]);
        check_twice(&c, i);
    }
    check_has_id(&c);
    if (c.u.n)
        check_administrator(&c);
}
