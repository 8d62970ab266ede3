// SPDX-License-Identifier: AGPL-3.0-or-later
// 様式1-2: its checks, and the devices that it registers. Each device is somebody's: certificates
// are issued to a person, also for devices that the office keeps.
#include "terminal/carry.h"

#include "mandate/mandate.h"
#include "registration/registration.h"

struct row {
    int n;
    str name, keeper, kind, system, mail;
    int found; // how many people of the office are meant
    struct member who;
};
struct rows {
    enum office_match match;
    size_t n;
    struct row *at;
};

static struct rows read(struct tx *tx, const struct application *of)
{
    struct office office;
    struct rows rows = {.match = application_office(tx, of, &office)};
    struct member_list here = {0};
    if (rows.match == OFFICE_KNOWN)
        here = member_list_at(tx, office.id);
    int n = rows_of(&of->values, terminal_devices);
    rows.at = NEW_ARRAY(tx_arena(tx), struct row, (size_t)n);
    for (int i = 0; i < n; i++) {
        struct row r = {.n = i,
                        .name = value_in_row(&of->values, "devices", i, "name"),
                        .keeper = value_in_row(&of->values, "devices", i, "keeper"),
                        .kind = value_in_row(&of->values, "devices", i, "kind"),
                        .system = value_in_row(&of->values, "devices", i, "system"),
                        .mail = value_in_row(&of->values, "devices", i, "mail")};
        r.found = member_pick(tx, &here, r.name,
                              value_in_row(&of->values, "devices", i, "personal_id"), &r.who);
        if (r.name.n)
            rows.at[rows.n++] = r;
    }
    return rows;
}

static bool is_mobile(const struct row *r)
{
    return str_eq(r->system, S("iOS")) || str_eq(r->system, S("Android"));
}

// --- checks --------------------------------------------------------------------------------

struct checking {
    struct tx *tx;
    const struct application *of;
    bool decides; // the desk decides now; before, 様式1-1 may still be on its way
    struct application_findings *out;
};

static void say(struct checking *c, bool stops, const struct row *r, const char *field,
                str sentence)
{
    finding_add(c->out, stops, name_in_row(tx_arena(c->tx), "devices", r->n, field), sentence);
}

static void check_person(struct checking *c, const struct rows *rows, const struct row *r)
{
    if (!tx_get(c->tx, TX_ACTOR) || rows->match != OFFICE_KNOWN)
        return;
    if (r->found > 1)
        say(c, true, r, "personal_id", S("事業所に同じ氏名の方が複数います。個人IDも書いてください。"));
    else if (r->found == 0)
        say(c, c->decides, r, "name",
            S("この方は、まだこの事業所に登録されていません。様式1-1の登録が先に必要です。"));
    else if (!city_same(r->who.city, c->of->city))
        say(c, true, r, "name",
            S("この方の端末は、個人IDを発行した市で登録してください。"));
    else if (day_is(r->who.leave_on))
        say(c, true, r, "name", S("この方には退職日が登録されています。端末は追加できません。"));
}

static void check_device(struct checking *c, const struct row *r)
{
    bool pc = str_eq(r->kind, S("パソコン")), phone = str_eq(r->kind, S("スマートフォン"));
    if (r->system.n && ((pc && is_mobile(r)) || (phone && !is_mobile(r))))
        say(c, true, r, "system", S("端末の種類とOSの組み合わせが合いません。どちらかを直してください。"));
    const char *shared = phone ? "phone_mail" : "tablet_mail";
    bool office = str_eq(r->keeper, S("事業所管理")) && value_of(&c->of->values, shared).n;
    if (!pc && r->kind.n && r->mail.n == 0 && !office)
        say(c, true, r, "mail",
            S("タブレットとスマートフォンには、メールアドレスが必要です。"));
}

static int64_t count_of(const struct application *of, const char *name)
{
    int64_t n = 0;
    str_to_int(value_of(&of->values, name), &n);
    return n;
}

static void check_count(struct checking *c, const struct rows *rows, const char *name, str kind)
{
    int64_t named = 0, said = count_of(c->of, name);
    for (size_t i = 0; i < rows->n; i++)
        named += str_eq(rows->at[i].kind, kind) && str_eq(rows->at[i].keeper, S("事業所管理"));
    if (named != said)
        finding_add(c->out, false, str_of(name),
                    S("台数と、「端末を使う方」に書かれた事業所管理の端末の数が違います。"));
}

static void check_shared_mail(struct checking *c, const char *count, const char *mail)
{
    if (count_of(c->of, count) > 0 && value_of(&c->of->values, mail).n == 0)
        finding_add(c->out, true, str_of(mail),
                    S("事業所のタブレットとスマートフォンには、メールアドレスが必要です。"));
}

static void check_counts(struct checking *c, const struct rows *rows)
{
    check_count(c, rows, "pc", S("パソコン"));
    check_count(c, rows, "tablet", S("タブレット"));
    check_count(c, rows, "phone", S("スマートフォン"));
    check_shared_mail(c, "tablet", "tablet_mail");
    check_shared_mail(c, "phone", "phone_mail");
}

void terminal_examine(struct tx *tx, const struct application *of,
                      struct application_findings *out)
{
    struct rows rows = read(tx, of);
    bool decides = of->state != STATE_DRAFT && of->state != STATE_RETURNED;
    struct checking c = {tx, of, decides, out};
    mandate_examine(tx, of, DUTY_REGISTER | DUTY_CHANGE, out);
    if (rows.match != OFFICE_KNOWN)
        finding_add(out, decides, S("office_name"),
                    S("この名称の事業所は、まだ登録されていません。様式1-1も申請してください。"));
    if (rows.n == 0)
        finding_add(out, true, S("devices.0.name"),
                    S("端末を使う方を、1人以上書いてください。"));
    for (size_t i = 0; i < rows.n; i++) {
        check_person(&c, &rows, &rows.at[i]);
        check_device(&c, &rows.at[i]);
    }
    check_counts(&c, &rows);
}

// --- carrying out ----------------------------------------------------------------------------

static enum device_kind kind_of(const struct row *r)
{
    return str_eq(r->system, S("iOS"))       ? DEVICE_IOS
           : str_eq(r->system, S("Android")) ? DEVICE_ANDROID
                                             : DEVICE_PC;
}

bool terminal_carry_out(struct tx *tx, const struct acting *me, const struct application *of,
                        struct application_findings *out)
{
    struct rows rows = read(tx, of);
    struct office office;
    (void)me;
    (void)out;
    for (size_t i = 0; i < rows.n && tx_ok(tx); i++) {
        const struct row *r = &rows.at[i];
        bool personal = str_eq(r->keeper, S("個人管理"));
        if (!registration_add_device(tx, of->city, r->who.id, kind_of(r), personal))
            tx_fail(tx, "a form that was checked could not be carried out");
    }
    if (application_office(tx, of, &office) == OFFICE_KNOWN)
        application_settle(tx, of, office.id);
    return tx_ok(tx);
}
