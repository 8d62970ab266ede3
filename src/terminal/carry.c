// SPDX-License-Identifier: AGPL-3.0-or-later
// Carrying out 様式1-2. Each device is somebody's: certificates are issued to a person, also for
// devices that the office keeps. What takes the place of an old one ends it in the same breath.
#include "registration/registration.h"
#include "terminal/rows.h"

static void end_old(struct tx *tx, const struct terminal_row *r)
{
    if (!r->replaces.n)
        return;
    if (r->old.state != DEVICE_REVOKED)
        device_revoke(tx, r->old.city, r->old.id, REVOKED_REPLACED);
    device_wiped(tx, &r->old, r->wiped_on);
}

// The day that the applicant wrote; a form dated ahead counts from today.
static day confirmed_on(struct tx *tx, const struct application *of)
{
    day on;
    bool given = day_parse(value_of(&of->values, "applied_on"), &on);
    return given && on.n <= tx_today(tx).n ? on : tx_today(tx);
}

static device_id enter(struct tx *tx, const struct application *of, const struct terminal_row *r)
{
    const char *shared = terminal_shape(r) == SHAPE_PHONE ? "phone_mail" : "tablet_mail";
    bool mobile = terminal_shape(r) != SHAPE_PC;
    str mail = r->mail.n || !mobile ? r->mail : value_of(&of->values, shared);
    return registration_add_device(tx, &(struct device_new){
                                           .city = of->city,
                                           .member = r->who.id,
                                           .kind = terminal_kind(r),
                                           .personal = terminal_is_personal(r),
                                           .shape = terminal_shape(r),
                                           .system = terminal_system(r),
                                           .mail = mail,
                                           .replaces = r->replaces.n ? r->old.id : (device_id){0},
                                       });
}

bool terminal_carry_out(struct tx *tx, const struct acting *me, const struct application *of,
                        struct application_findings *out)
{
    struct terminal_rows rows = terminal_read(tx, of);
    enum device_network network = terminal_network(of);
    (void)me;
    (void)out;
    for (size_t i = 0; i < rows.n && tx_ok(tx); i++) {
        const struct terminal_row *r = &rows.at[i];
        bool may_end = !r->replaces.n || (r->old_here && day_is(r->wiped_on));
        device_id id = may_end ? enter(tx, of, r) : (device_id){0};
        if (!device_is(id)) {
            tx_fail(tx, "a form that was checked could not be carried out");
            return false;
        }
        if (network != NETWORK_NOT_SAID)
            device_confirm(tx, id, network, confirmed_on(tx, of));
        end_old(tx, r);
    }
    if (rows.match == OFFICE_KNOWN)
        application_settle(tx, of, rows.office.id);
    return tx_ok(tx);
}

struct options terminal_suggest(struct tx *tx, const struct application *of, const char *field)
{
    struct options options = {0};
    struct office office;
    if (strcmp(field, "replaces") != 0 || application_office(tx, of, &office) != OFFICE_KNOWN)
        return options;
    struct member_list here = member_list_at(tx, office.id);
    struct arena *a = tx_arena(tx);
    options.at = NEW_ARRAY(a, struct option, 1);
    options.at[options.n++] = (struct option){NONE, S("入れ替えではない"), false};
    for (size_t i = 0; i < here.n; i++) {
        struct device_list list = device_list_of(tx, here.at[i].id);
        options.at = arena_grow(a, options.at, options.n * sizeof *options.at,
                                (options.n + list.n) * sizeof *options.at);
        for (size_t k = 0; k < list.n; k++) {
            const struct device *d = &list.at[k];
            if (d->state == DEVICE_REVOKED || !city_same(d->city, of->city))
                continue;
            str number = str_print(a, "%ld", (long)d->number);
            str label = str_print(a, "%.*s　%.*s　%.*s", STR(number), STR(here.at[i].name),
                                  STR(device_words(a, d)));
            options.at[options.n++] = (struct option){number, label, false};
        }
    }
    return options;
}
