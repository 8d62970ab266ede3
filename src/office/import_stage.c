// SPDX-License-Identifier: AGPL-3.0-or-later
// A chosen file waits here, sealed, while its preview is read.
#include "city/city.h"
#include "office/office.h"
#include "office/office.sql.h"

static struct place place_of(stage_id id, city_id city)
{
    return (struct place){S("import_stage"), S("file"), id.v, city.v};
}

static instant a_day_ago(const struct tx *tx)
{
    return instant_after(tx_now(tx), -DAYS(1));
}

stage_id import_stage_put(struct tx *tx, city_id city, member_id member, bytes file)
{
    struct key key;
    stage_id id = {tx_new_id(tx)};
    import_stage_drop_old(tx);
    if (!city_key(tx, city, &key))
        return (stage_id){0};
    stage_insert(tx, id, city, member, tx_now(tx),
                 seal(tx_arena(tx), &key, place_of(id, city), file));
    key_forget(&key);
    return id;
}

bool import_stage_open(struct tx *tx, city_id city, stage_id id, bytes *file)
{
    bytes sealed;
    struct key key;
    if (!stage_by_id(tx, city, id, a_day_ago(tx), &sealed) || !city_key(tx, city, &key))
        return false;
    bool good = unseal(tx_arena(tx), &key, place_of(id, city), sealed, file);
    key_forget(&key);
    if (!good)
        tx_fail(tx, "a file to import does not open");
    return good;
}

bool import_stage_drop(struct tx *tx, city_id city, stage_id id)
{
    return stage_delete(tx, city, id) > 0;
}

void import_stage_drop_old(struct tx *tx)
{
    stage_delete_old(tx, a_day_ago(tx));
}
