// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/audit.h"

#include "audit/audit.sql.h"
#include "audit/audit_row.h"
#include "base/buf.h"

#include <pthread.h>

// --- protection --------------------------------------------------------------------

void audit_key(struct tx *tx, struct key *out)
{
    vault_key(tx_get(tx, TX_VAULT), S("audit"), out);
}

static void put_number(struct buf *out, int64_t n)
{
    buf_put(out, (str){(const char *)&n, sizeof n});
}

static void put_sized(struct buf *out, str s)
{
    put_number(out, (int64_t)s.n);
    buf_put(out, s);
}

static bytes mac_of_buf(struct arena *a, const struct key *key, const struct buf *data)
{
    uint8_t *mac = arena_alloc_raw(a, AUDIT_MAC);
    mac_of(key, buf_bytes(data), mac);
    return (bytes){mac, AUDIT_MAC};
}

bytes audit_row_mac(struct arena *a, const struct key *key, const struct audit_fields *row)
{
    struct buf data = buf_in(a);
    put_number(&data, row->id.v);
    put_number(&data, row->city.v);
    put_number(&data, row->at.us);
    put_number(&data, row->actor.v);
    put_number(&data, row->device.v);
    put_sized(&data, row->action);
    put_number(&data, row->room.v);
    put_number(&data, row->subject);
    put_sized(&data, bytes_str(row->detail));
    return mac_of_buf(a, key, &data);
}

bytes audit_link_hash(struct arena *a, const struct key *key, bytes before, bytes mac)
{
    struct buf data = buf_in(a);
    buf_put(&data, bytes_str(before));
    buf_put(&data, bytes_str(mac));
    return mac_of_buf(a, key, &data);
}

// --- writing -----------------------------------------------------------------------

static void insert(struct tx *tx, const struct audit_fields *row, const struct key *key)
{
    audit_insert(tx, &(struct audit_insert_params){
                         .id = row->id,
                         .city = row->city,
                         .at = row->at,
                         .actor = row->actor,
                         .device = row->device,
                         .action = row->action,
                         .of_room = row->room,
                         .subject = row->subject,
                         .detail = row->detail,
                         .mac = audit_row_mac(tx_arena(tx), key, row),
                     });
}

void audit_record(struct tx *tx, const struct audit_entry *entry)
{
    const struct acting *me = tx_get(tx, TX_ACTOR);
    struct audit_fields row = {
        .id = {tx_new_id(tx)},
        .city = city_is(entry->city) || !me ? entry->city : me->city,
        .at = tx_now(tx),
        .actor = me ? me->member : (member_id){0},
        .device = me ? me->device : (device_id){0},
        .action = str_of(entry->action),
        .room = entry->room,
        .subject = entry->subject,
    };
    struct key key;
    audit_key(tx, &key);
    struct place place = {S("audit"), S("detail"), row.id.v, row.city.v};
    if (entry->detail.n)
        row.detail = seal_text(tx_arena(tx), &key, place, entry->detail);
    insert(tx, &row, &key);
    key_forget(&key);
}

int64_t audit_newest_id(struct tx *tx)
{
    audit_id id = {0};
    audit_newest(tx, &id);
    return id.v;
}

// --- looking -----------------------------------------------------------------------

// A page view waits here for the recorder's next transaction. The same person looking at the
// same room again within that second is one view.
enum { VIEWS = 4096 };

static struct {
    pthread_mutex_t lock;
    size_t n;
    int64_t lost; // for which there was no room
    struct audit_fields rows[VIEWS];
} views = {.lock = PTHREAD_MUTEX_INITIALIZER};

static bool is_queued(const struct audit_fields *row)
{
    size_t oldest = views.n > 64 ? views.n - 64 : 0;
    for (size_t i = views.n; i > oldest; i--) {
        const struct audit_fields *v = &views.rows[i - 1];
        if (v->actor.v == row->actor.v && v->room.v == row->room.v &&
            v->subject == row->subject && v->action.p == row->action.p)
            return true;
    }
    return false;
}

void audit_viewed(const struct acting *me, city_id city, const char *action, room_id room,
                  int64_t subject, instant at)
{
    struct audit_fields row = {
        .city = city,
        .at = at,
        .actor = me->member,
        .device = me->device,
        .action = str_of(action),
        .room = room,
        .subject = subject,
    };
    pthread_mutex_lock(&views.lock);
    bool known = is_queued(&row);
    if (!known && views.n < VIEWS)
        views.rows[views.n++] = row;
    else if (!known)
        views.lost++;
    pthread_mutex_unlock(&views.lock);
}

bool audit_has_views(void)
{
    pthread_mutex_lock(&views.lock);
    bool has = views.n > 0;
    pthread_mutex_unlock(&views.lock);
    return has;
}

// What one flush takes: the oldest rows, which stay queued until they are on disk.
struct taken {
    size_t n;
    int64_t lost;
    struct audit_fields *rows;
};

static struct taken *take_views(struct tx *tx)
{
    struct taken *taken = NEW(tx_arena(tx), struct taken);
    taken->rows = NEW_ARRAY(tx_arena(tx), struct audit_fields, VIEWS);
    pthread_mutex_lock(&views.lock);
    taken->n = views.n;
    taken->lost = views.lost;
    memcpy(taken->rows, views.rows, views.n * sizeof *views.rows);
    pthread_mutex_unlock(&views.lock);
    return taken;
}

static void drop_views(void *context)
{
    const struct taken *taken = context;
    pthread_mutex_lock(&views.lock);
    views.n -= taken->n;
    views.lost -= taken->lost;
    memmove(views.rows, views.rows + taken->n, views.n * sizeof *views.rows);
    pthread_mutex_unlock(&views.lock);
}

void audit_flush(struct tx *tx)
{
    struct taken *taken = take_views(tx);
    struct key key;
    audit_key(tx, &key);
    for (size_t i = 0; i < taken->n; i++) {
        taken->rows[i].id = (audit_id){tx_new_id(tx)};
        insert(tx, &taken->rows[i], &key);
    }
    key_forget(&key);
    if (taken->lost)
        audit_record(tx, &(struct audit_entry){"view.lost", .subject = taken->lost});
    tx_after_commit(tx, drop_views, taken);
}

void audit_forget_views(void)
{
    pthread_mutex_lock(&views.lock);
    views.n = 0;
    views.lost = 0;
    pthread_mutex_unlock(&views.lock);
}

// --- the chain ---------------------------------------------------------------------

// Ids begin with milliseconds in their upper bits (see tx_new_id).
enum { ID_TIME_SHIFT = 22, SOON_MS = 10 * 1000, LATE_MS = 10 * 60 * 1000, SETTLED_MS = 2000 };

static audit_id earlier(int64_t id, int64_t milliseconds)
{
    int64_t back = milliseconds << ID_TIME_SHIFT;
    return (audit_id){id > back ? id - back : 0};
}

int audit_link_rows(struct tx *tx, enum audit_reach reach, int most)
{
    struct audit_end end = {.hash = {(const uint8_t *)"", 0}};
    audit_last_link(tx, &end);
    int64_t back = reach == AUDIT_LATE ? LATE_MS : SOON_MS;
    struct audit_unlinked_list rows = audit_unlinked_rows(
        tx, earlier(end.audit.v, back), earlier(tx_new_id(tx), SETTLED_MS), most);
    struct key key;
    audit_key(tx, &key);
    bytes hash = end.hash;
    for (size_t i = 0; i < rows.n; i++) {
        hash = audit_link_hash(tx_arena(tx), &key, hash, rows.at[i].mac);
        audit_link_insert(tx, end.number + 1 + (int64_t)i, rows.at[i].id, hash);
    }
    key_forget(&key);
    return (int)rows.n;
}
