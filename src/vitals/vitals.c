// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vitals/vitals.h"

#include "audit/audit.h"
#include "base/base32.h"
#include "base/buf.h"
#include "base/random.h"
#include "base/text.h"
#include "vitals/vitals_seal.h"
#include "web/live.h"

enum { REQUEST_KEY_MOST = 64, REASON_MOST = 500, OLDEST_DAYS = 3660 };

// --- what can be taken ---------------------------------------------------------------------------

static bool are_possible(const struct vitals_values *values)
{
    for (enum vitals_sign s = 0; s < VITALS_SIGNS; s++) {
        int64_t value = values->at[s];
        const struct vitals_facts *facts = vitals_facts_of(s);
        if (value != VITALS_NOT && (value < facts->least || value > facts->most ||
                                    (s == VITALS_JCS && !vitals_is_jcs(value))))
            return false;
    }
    return true;
}

static bool is_crossed(const struct vitals_values *values)
{
    int64_t upper = values->at[VITALS_SYSTOLIC], lower = values->at[VITALS_DIASTOLIC];
    return upper != VITALS_NOT && lower != VITALS_NOT && lower >= upper;
}

enum vitals_outcome vitals_examine(struct tx *tx, const struct seat *seat,
                                   const struct vitals_new *new)
{
    instant now = tx_now(tx);
    if (!seat->may_write || seat->kind != ROOM_PATIENT)
        return VITALS_REFUSED;
    if (vitals_is_empty(&new->values))
        return VITALS_EMPTY;
    if (!are_possible(&new->values))
        return VITALS_OUT_OF_RANGE;
    if (is_crossed(&new->values))
        return VITALS_CROSSED;
    if (!instant_is(new->measured_at) || new->measured_at.us > now.us ||
        new->measured_at.us < now.us - DAYS(OLDEST_DAYS))
        return VITALS_IN_FUTURE;
    if (text_length(new->note) > VITALS_NOTE_MOST)
        return VITALS_NOTE_LONG;
    return VITALS_WRITTEN;
}

// --- writing -------------------------------------------------------------------------------------

static void tell(struct tx *tx, const struct seat *seat, const char *action, vitals_id id)
{
    audit_record(tx, &(struct audit_entry){action, .city = seat->city, .room = seat->room,
                                           .subject = id.v});
    live_publish(tx, seat->room.v, S("vitals"), base32_from_id(tx_arena(tx), seat->room.v));
}

bool vitals_add(struct tx *tx, const struct seat *seat, const struct vitals_new *new, bytes request,
                post_id post, vitals_id id)
{
    struct vitals_row row = {
        .id = id,
        .seat = seat->id,
        .measured_at = new->measured_at,
        .written_at = tx_now(tx),
        .changed_at = NO_INSTANT,
        .post = post,
        .request_key = request,
        .content = vitals_content(tx_arena(tx), &seat->key, new->measured_at, &new->values),
    };
    struct measured measured = {new->values, new->note};
    if (vitals_insert(tx, &(struct vitals_insert_params){
                              .room = seat->room,
                              .id = row.id,
                              .seat = row.seat,
                              .measured_at = row.measured_at,
                              .written_at = row.written_at,
                              .post = row.post,
                              .request_key = row.request_key,
                              .content = row.content,
                              .sealed = vitals_seal(tx, seat, &row, &measured),
                          }) == 0)
        return false;
    tell(tx, seat, "vitals.write", id);
    return true;
}

// The same form with the same values is one measuring; with others it is another, because nothing
// that somebody measured may be lost.
static bytes request_of(struct tx *tx, const struct seat *seat, const struct vitals_new *new)
{
    struct arena *a = tx_arena(tx);
    bool has_key = new->request_key.n && new->request_key.n <= REQUEST_KEY_MOST;
    str key = has_key ? new->request_key : random_digits(a, 30);
    struct buf form = buf_in(a);
    buf_put(&form, key);
    buf_byte(&form, '\n');
    buf_put(&form, bytes_str(vitals_content(a, &seat->key, new->measured_at, &new->values)));
    buf_put(&form, new->note);
    return token_of(a, &seat->key, buf_str(&form));
}

static str post_key(struct arena *a, vitals_id id, int64_t revision)
{
    return str_print(a, "vitals-%.*s-%ld", STR(base32_from_id(a, id.v)), (long)revision);
}

enum vitals_outcome vitals_write(struct tx *tx, const struct seat *seat,
                                 const struct vitals_new *new, vitals_id *out)
{
    enum vitals_outcome outcome = vitals_examine(tx, seat, new);
    if (outcome != VITALS_WRITTEN)
        return outcome;
    bytes request = request_of(tx, seat, new);
    if (vitals_of_request(tx, seat->room, seat->id, request, out))
        return VITALS_WRITTEN_BEFORE;
    struct arena *a = tx_arena(tx);
    struct vitals_limits limits = vitals_limits_in_force(tx, seat);
    struct vitals_limits crossed = limits_crossed(tx, &limits, new->measured_at, &new->values);
    *out = (vitals_id){tx_new_id(tx)};
    post_id post = {0};
    if (new->posts || crossed.n)
        vitals_tell(tx, seat, &crossed, vitals_post_text(a, new, &crossed), post_key(a, *out, 0),
                    &post);
    if (!vitals_add(tx, seat, new, request, post, *out))
        tx_fail(tx, "a measuring was written twice at once");
    return VITALS_WRITTEN;
}

// --- changing ------------------------------------------------------------------------------------

static bool may_change(struct tx *tx, const struct seat *seat, vitals_id id, struct vitals_row *row)
{
    return seat->may_write && vitals_row_of(tx, seat->room, id, row) &&
           seat_same(row->seat, seat->id) && row->standing != POST_WITHDRAWN;
}

static bool change(struct tx *tx, const struct seat *seat, struct vitals_row row,
                   const struct measured *now)
{
    int64_t was = row.revision;
    vitals_keep(tx, seat->room, row.id);
    row.revision = was + 1;
    row.changed_at = tx_now(tx);
    row.changed_by = seat->id;
    row.content = vitals_content(tx_arena(tx), &seat->key, row.measured_at, &now->values);
    return vitals_update(tx, &(struct vitals_update_params){
                                 .room = seat->room,
                                 .id = row.id,
                                 .was = was,
                                 .measured_at = row.measured_at,
                                 .standing = row.standing,
                                 .changed_at = row.changed_at,
                                 .changed_by = row.changed_by,
                                 .content = row.content,
                                 .sealed = vitals_seal(tx, seat, &row, now),
                             }) > 0;
}

// What the timeline says follows, unless its author has withdrawn or changed it there by hand.
static void correct_post(struct tx *tx, const struct seat *seat, post_id id, str body)
{
    struct post post;
    if (post_is(id) && post_find(tx, seat, id, &post))
        post_correct(tx, seat, id, post.revision, body);
}

// Limits that the value before did not cross: whoever wants to know has not been told yet.
static struct vitals_limits newly(struct arena *a, const struct vitals_limits *crossed,
                                  const struct vitals_values *before)
{
    struct vitals_limits fresh = {0, NEW_ARRAY(a, struct vitals_limit, crossed->n)};
    for (size_t i = 0; i < crossed->n; i++)
        if (!vitals_limit_crossed(&crossed->at[i], before))
            fresh.at[fresh.n++] = crossed->at[i];
    return fresh;
}

static void follow(struct tx *tx, const struct seat *seat, const struct vitals_row *row,
                   const struct vitals_new *new, const struct vitals_values *before)
{
    struct arena *a = tx_arena(tx);
    struct vitals_limits limits = vitals_limits_in_force(tx, seat);
    struct vitals_limits crossed = limits_crossed(tx, &limits, new->measured_at, &new->values);
    struct vitals_limits fresh = newly(a, &crossed, before);
    post_id post;
    correct_post(tx, seat, row->post, vitals_post_text(a, new, &crossed));
    if (fresh.n)
        vitals_tell(tx, seat, &fresh,
                    str_print(a, "測定の訂正です。\n%.*s", STR(vitals_post_text(a, new, &fresh))),
                    post_key(a, row->id, row->revision + 1), &post);
}

static bool says_the_same(const struct vitals_row *row, const struct measured *was,
                          const struct vitals_new *new)
{
    return row->measured_at.us == new->measured_at.us && str_eq(was->note, new->note) &&
           memcmp(&was->values, &new->values, sizeof new->values) == 0;
}

enum vitals_outcome vitals_correct(struct tx *tx, const struct seat *seat, vitals_id id,
                                   int64_t revision, const struct vitals_new *new)
{
    struct vitals_row row;
    enum vitals_outcome outcome = vitals_examine(tx, seat, new);
    if (outcome != VITALS_WRITTEN)
        return outcome;
    if (!may_change(tx, seat, id, &row))
        return VITALS_REFUSED;
    if (row.revision != revision)
        return VITALS_CHANGED_MEANWHILE;
    struct measured was = vitals_open(tx, seat, &row), now = {new->values, new->note};
    if (says_the_same(&row, &was, new))
        return VITALS_SAME;
    bool is_final = tx_now(tx).us >= post_final_at(tx, seat, row.written_at).us ||
                    row.standing == POST_CORRECTED;
    follow(tx, seat, &row, new, &was.values);
    row.measured_at = new->measured_at;
    row.standing = is_final ? POST_CORRECTED : POST_EDITED;
    if (!change(tx, seat, row, &now))
        return VITALS_CHANGED_MEANWHILE;
    tell(tx, seat, is_final ? "vitals.correct" : "vitals.edit", id);
    return VITALS_WRITTEN;
}

enum vitals_outcome vitals_withdraw(struct tx *tx, const struct seat *seat, vitals_id id,
                                    int64_t revision, str reason)
{
    struct vitals_row row;
    struct post post;
    if (!may_change(tx, seat, id, &row))
        return VITALS_REFUSED;
    if (str_trim(reason).n == 0)
        return VITALS_NO_REASON;
    if (text_length(reason) > REASON_MOST)
        return VITALS_NOTE_LONG;
    if (row.revision != revision)
        return VITALS_CHANGED_MEANWHILE;
    row.standing = POST_WITHDRAWN;
    if (!change(tx, seat, row, &(struct measured){vitals_nothing(), reason}))
        return VITALS_CHANGED_MEANWHILE;
    if (post_is(row.post) && post_find(tx, seat, row.post, &post))
        post_withdraw(tx, seat, row.post, post.revision, reason);
    tell(tx, seat, "vitals.withdraw", id);
    return VITALS_WRITTEN;
}
