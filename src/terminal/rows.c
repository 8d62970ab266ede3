// SPDX-License-Identifier: AGPL-3.0-or-later
#include "terminal/rows.h"

static int index_of(const str *labels, int n, str value)
{
    for (int i = 1; i < n; i++)
        if (str_eq(labels[i], value))
            return i;
    return 0;
}

enum device_shape terminal_shape(const struct terminal_row *r)
{
    return (enum device_shape)index_of(device_shape_labels, DEVICE_SHAPES, r->kind);
}

enum device_system terminal_system(const struct terminal_row *r)
{
    return (enum device_system)index_of(device_system_labels, DEVICE_SYSTEMS, r->system);
}

enum device_kind terminal_kind(const struct terminal_row *r)
{
    enum device_system system = terminal_system(r);
    return system == SYSTEM_IOS ? DEVICE_IOS : system == SYSTEM_ANDROID ? DEVICE_ANDROID : DEVICE_PC;
}

bool terminal_is_personal(const struct terminal_row *r)
{
    return str_eq(r->keeper, S("個人管理"));
}

enum device_network terminal_network(const struct application *of)
{
    bool all = value_of(&of->values, "lock").n && value_of(&of->values, "virus").n &&
               value_of(&of->values, "supported").n;
    int network = index_of(device_network_labels, DEVICE_NETWORKS, value_of(&of->values, "network"));
    return all ? (enum device_network)network : NETWORK_NOT_SAID;
}

static bool is_one_of(const struct member_list *people, member_id id)
{
    for (size_t i = 0; i < people->n; i++)
        if (member_same(people->at[i].id, id))
            return true;
    return false;
}

static struct terminal_row row_of(struct tx *tx, const struct application *of,
                                  const struct member_list *here, int n)
{
    const struct params *v = &of->values;
    int64_t number;
    struct terminal_row r = {.n = n,
                             .name = value_in_row(v, "devices", n, "name"),
                             .keeper = value_in_row(v, "devices", n, "keeper"),
                             .kind = value_in_row(v, "devices", n, "kind"),
                             .system = value_in_row(v, "devices", n, "system"),
                             .mail = value_in_row(v, "devices", n, "mail"),
                             .replaces = value_in_row(v, "devices", n, "replaces")};
    r.found = member_pick(tx, here, r.name, value_in_row(v, "devices", n, "personal_id"), &r.who);
    if (!day_parse(value_in_row(v, "devices", n, "wiped_on"), &r.wiped_on))
        r.wiped_on = NO_DAY;
    if (str_to_int(r.replaces, &number) && device_find_number(tx, of->city, number, &r.old))
        r.old_here = is_one_of(here, r.old.member);
    return r;
}

struct terminal_rows terminal_read(struct tx *tx, const struct application *of)
{
    struct terminal_rows rows = {0};
    struct member_list here = {0};
    rows.match = application_office(tx, of, &rows.office);
    if (rows.match == OFFICE_KNOWN)
        here = member_list_at(tx, rows.office.id);
    int n = rows_of(&of->values, terminal_devices);
    rows.at = NEW_ARRAY(tx_arena(tx), struct terminal_row, (size_t)n);
    for (int i = 0; i < n; i++) {
        rows.at[rows.n] = row_of(tx, of, &here, i);
        if (rows.at[rows.n].name.n)
            rows.n++;
    }
    return rows;
}
