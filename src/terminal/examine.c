// SPDX-License-Identifier: AGPL-3.0-or-later
// The checks of 様式1-2.
#include "mandate/mandate.h"
#include "terminal/rows.h"

struct checking {
    struct tx *tx;
    const struct application *of;
    bool decides; // the desk decides now; before, 様式1-1 may still be on its way
    bool inside; // somebody signed in asks: only they learn what is registered
    const struct terminal_rows *rows;
    struct application_findings *out;
};

static void say(struct checking *c, bool stops, const struct terminal_row *r, const char *field,
                str sentence)
{
    finding_add(c->out, stops, name_in_row(tx_arena(c->tx), "devices", r->n, field), sentence);
}

// --- who and what ----------------------------------------------------------------------------

static void check_person(struct checking *c, const struct terminal_row *r)
{
    if (!c->inside || c->rows->match != OFFICE_KNOWN)
        return;
    if (r->found > 1)
        say(c, true, r, "personal_id", S("事業所に同じ氏名の方が複数います。個人IDも書いてください。"));
    else if (r->found == 0)
        say(c, c->decides, r, "name",
            S("この方は、まだこの事業所に登録されていません。様式1-1の登録が先に必要です。"));
    else if (!city_same(r->who.city, c->of->city))
        say(c, true, r, "name", S("この方の端末は、個人IDを発行した市で登録してください。"));
    else if (day_is(r->who.leave_on))
        say(c, true, r, "name", S("この方には退職日が登録されています。端末は追加できません。"));
}

static void check_device(struct checking *c, const struct terminal_row *r)
{
    enum device_shape shape = terminal_shape(r);
    bool mobile = terminal_kind(r) != DEVICE_PC;
    if (r->system.n &&
        ((shape == SHAPE_PC && mobile) || (shape == SHAPE_PHONE && !mobile)))
        say(c, true, r, "system", S("端末の種類とOSの組み合わせが合いません。どちらかを直してください。"));
    const char *shared = shape == SHAPE_PHONE ? "phone_mail" : "tablet_mail";
    bool office = str_eq(r->keeper, S("事業所管理")) && value_of(&c->of->values, shared).n;
    if (shape != SHAPE_PC && r->kind.n && r->mail.n == 0 && !office)
        say(c, true, r, "mail",
            S("タブレットとスマートフォンには、メールアドレスが必要です。"));
}

// --- written or registered twice -------------------------------------------------------------

static bool is_same(const struct terminal_row *a, const struct terminal_row *b)
{
    bool person = a->found == 1 && b->found == 1 ? member_same(a->who.id, b->who.id)
                                                 : str_eq(a->name, b->name);
    return person && str_eq(a->keeper, b->keeper) && str_eq(a->kind, b->kind) &&
           str_eq(a->system, b->system) && str_eq(a->mail, b->mail);
}

static void check_twice(struct checking *c, size_t at)
{
    const struct terminal_row *r = &c->rows->at[at];
    for (size_t i = 0; i < at; i++) {
        const struct terminal_row *q = &c->rows->at[i];
        if (r->replaces.n && str_eq(r->replaces, q->replaces))
            say(c, true, r, "replaces", S("同じ古い端末が2回書かれています。どちらかを直してください。"));
        else if (is_same(r, q))
            say(c, terminal_is_personal(r), r, "name",
                S("同じ方の同じ端末が2回書かれています。1台につき1行にしてください。"));
    }
}

static void check_registered(struct checking *c, const struct terminal_row *r)
{
    if (!c->inside || r->found != 1 || r->replaces.n)
        return;
    struct device_list list = device_list_of(c->tx, r->who.id);
    for (size_t i = 0; i < list.n; i++) {
        const struct device *d = &list.at[i];
        if (d->state == DEVICE_REVOKED || d->shape != terminal_shape(r) ||
            d->system != terminal_system(r) || d->personal != terminal_is_personal(r))
            continue;
        say(c, false, r, "replaces",
            S("この方には、同じ種類の端末がもう登録されています。入れ替えのときは、古い端末の登録番号を書いてください。"));
        return;
    }
}

// --- the device whose place it takes ---------------------------------------------------------

static void check_old(struct checking *c, const struct terminal_row *r)
{
    int64_t number;
    if (!r->replaces.n) {
        if (day_is(r->wiped_on))
            say(c, true, r, "replaces", S("データを消した古い端末の登録番号も書いてください。"));
        return;
    }
    if (!str_to_int(r->replaces, &number))
        say(c, true, r, "replaces", S("登録番号は数字です。「事業所の端末」の一覧で確かめてください。"));
    else if (c->inside && c->rows->match == OFFICE_KNOWN && !r->old_here)
        say(c, true, r, "replaces",
            S("この登録番号の端末は、この事業所にありません。番号を確かめてください。"));
    else if (c->inside && r->old_here && r->old.state == DEVICE_REVOKED)
        say(c, false, r, "replaces", S("この端末は、もう止めてあります。番号を確かめてください。"));
    if (!day_is(r->wiped_on))
        say(c, true, r, "wiped_on",
            S("古い端末のデータを消し、その日付を書いてください。なくした端末は入れ替えではなく、紛失として届け出ます。"));
    else if (r->wiped_on.n > tx_today(c->tx).n)
        say(c, true, r, "wiped_on", S("データを消した日が先の日付です。消してから申請してください。"));
}

// --- the form as a whole ---------------------------------------------------------------------

static int64_t count_of(const struct application *of, const char *name)
{
    int64_t n = 0;
    str_to_int(value_of(&of->values, name), &n);
    return n;
}

static void check_count(struct checking *c, const char *name, str kind)
{
    int64_t named = 0, said = count_of(c->of, name);
    for (size_t i = 0; i < c->rows->n; i++)
        named += str_eq(c->rows->at[i].kind, kind) && !terminal_is_personal(&c->rows->at[i]);
    if (c->rows->n && named != said)
        finding_add(c->out, false, str_of(name),
                    S("台数と、「端末を使う方」に書かれた事業所管理の端末の数が違います。"));
}

static void check_shared_mail(struct checking *c, const char *count, const char *mail)
{
    if (count_of(c->of, count) > 0 && value_of(&c->of->values, mail).n == 0)
        finding_add(c->out, true, str_of(mail),
                    S("事業所のタブレットとスマートフォンには、メールアドレスが必要です。"));
}

static void check_counts(struct checking *c)
{
    check_count(c, "pc", S("パソコン"));
    check_count(c, "tablet", S("タブレット"));
    check_count(c, "phone", S("スマートフォン"));
    check_shared_mail(c, "tablet", "tablet_mail");
    check_shared_mail(c, "phone", "phone_mail");
}

static void check_surroundings(struct checking *c)
{
    static const char *const points[] = {"lock", "virus", "supported", "network"};
    bool personal = false;
    for (size_t i = 0; i < sizeof points / sizeof points[0]; i++)
        if (value_of(&c->of->values, points[i]).n == 0)
            finding_add(c->out, false, str_of(points[i]),
                        S("確かめていないと、台帳では「未確認」になります。証明書を入れるときにも確かめます。"));
    if (str_eq(value_of(&c->of->values, "network"), device_network_labels[NETWORK_OPEN]))
        finding_add(c->out, true, S("network"),
                    S("だれでも使える無線LANでは使えません。ほかの回線を選んでください。"));
    for (size_t i = 0; i < c->rows->n; i++)
        personal = personal || terminal_is_personal(&c->rows->at[i]);
    if (personal && value_of(&c->of->values, "personal_pledge").n == 0)
        finding_add(c->out, true, S("personal_pledge"),
                    S("個人管理の端末を使うには、使う方が利用の誓約を承諾している必要があります。"));
}

void terminal_examine(struct tx *tx, const struct application *of,
                      struct application_findings *out)
{
    struct terminal_rows rows = terminal_read(tx, of);
    bool decides = of->state != STATE_DRAFT && of->state != STATE_RETURNED;
    struct checking c = {tx, of, decides, tx_get(tx, TX_ACTOR) != NULL, &rows, out};
    mandate_examine(tx, of, DUTY_REGISTER | DUTY_CHANGE, out);
    if (rows.match != OFFICE_KNOWN)
        finding_add(out, decides, S("office_name"),
                    S("この名称の事業所は、まだ登録されていません。様式1-1も申請してください。"));
    if (rows.n == 0)
        finding_add(out, true, S("devices.0.name"),
                    S("端末を使う方を、1人以上書いてください。"));
    for (size_t i = 0; i < rows.n; i++) {
        check_person(&c, &rows.at[i]);
        check_device(&c, &rows.at[i]);
        check_twice(&c, i);
        check_registered(&c, &rows.at[i]);
        check_old(&c, &rows.at[i]);
    }
    check_counts(&c);
    check_surroundings(&c);
}
