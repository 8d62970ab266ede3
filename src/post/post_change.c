// SPDX-License-Identifier: AGPL-3.0-or-later
// Correcting, withdrawing and pinning.
#include "audit/audit.h"
#include "base/base32.h"
#include "base/text.h"
#include "notice/notice.h"
#include "post/post_seal.h"
#include "web/live.h"

static void tell(struct tx *tx, const struct seat *seat, const char *action, post_id post)
{
    audit_record(tx, &(struct audit_entry){action, .city = seat->city, .room = seat->room,
                                           .subject = post.v});
    live_publish(tx, seat->room.v, S("post"), base32_from_id(tx_arena(tx), post.v));
}

// --- what a post says ------------------------------------------------------------------------

instant post_final_at(struct tx *tx, const struct seat *seat, instant written_at)
{
    return (instant){written_at.us + MINUTES(grace_of(tx, seat->city))};
}

static bool is_mine(const struct seat *seat, const struct post_row *row)
{
    return seat_same(row->seat, seat->id) || seat_same(row->for_seat, seat->id);
}

static enum post_change may_change(struct tx *tx, const struct seat *seat, post_id post,
                                   int64_t revision, str text, struct post_row *row)
{
    if (!seat->may_write || !post_row_of(tx, seat->room, post, row) || !is_mine(seat, row) ||
        row->standing == POST_WITHDRAWN)
        return POST_CHANGE_REFUSED;
    if (str_trim(text).n == 0)
        return POST_CHANGE_EMPTY;
    if (text_length(text) > POST_MOST_CHARACTERS)
        return POST_CHANGE_LONG;
    return row->revision == revision ? POST_CHANGED : POST_CHANGED_MEANWHILE;
}

// The old text goes to the versions, the marks of those who read it too: for everybody the post
// is unread again.
static enum post_change change(struct tx *tx, const struct seat *seat, struct post_row row,
                               enum post_standing standing, struct said *said)
{
    int64_t was = row.revision;
    version_keep(tx, seat->room, row.id);
    row.revision = was + 1;
    row.standing = standing;
    row.changed_at = tx_now(tx);
    row.changed_by = seat->id;
    bytes body = post_seal(tx, seat, &row, said);
    if (!post_update(tx, &(struct post_update_params){seat->room, row.id, was, standing,
                                                      row.changed_at, row.changed_by, body}))
        return POST_CHANGED_MEANWHILE;
    post_index(tx, seat->room, &seat->key, &row, standing, said->body);
    reads_keep(tx, seat->room, row.id, was);
    reads_end(tx, seat->room, row.id);
    read_lines_back(tx, seat->room, (post_id){row.id.v - 1});
    if (standing != POST_WITHDRAWN && (row.kind == POST_URGENT || said->to.n > 0))
        notice_tell_of_post(tx, seat->room, row.id);
    return POST_CHANGED;
}

enum post_change post_correct(struct tx *tx, const struct seat *seat, post_id post,
                              int64_t revision, str body)
{
    struct post_row row;
    enum post_change may = may_change(tx, seat, post, revision, body, &row);
    if (may != POST_CHANGED)
        return may;
    struct said said = post_open(tx, seat, &row);
    if (str_eq(said.body, body))
        return POST_SAME;
    said.body = body;
    bool is_final = tx_now(tx).us >= post_final_at(tx, seat, row.written_at).us ||
                    row.standing == POST_CORRECTED;
    enum post_change done =
        change(tx, seat, row, is_final ? POST_CORRECTED : POST_EDITED, &said);
    if (done == POST_CHANGED)
        tell(tx, seat, is_final ? "post.correct" : "post.edit", post);
    return done;
}

enum post_change post_withdraw(struct tx *tx, const struct seat *seat, post_id post,
                               int64_t revision, str reason)
{
    struct post_row row;
    enum post_change may = may_change(tx, seat, post, revision, reason, &row);
    if (may != POST_CHANGED)
        return may;
    struct said said = post_open(tx, seat, &row);
    said.body = reason;
    enum post_change done = change(tx, seat, row, POST_WITHDRAWN, &said);
    if (done != POST_CHANGED)
        return done;
    pin_delete(tx, seat->room, post);
    tell(tx, seat, "post.withdraw", post);
    return done;
}

// --- what it said before ---------------------------------------------------------------------

static str name_among(const struct seat_rows *people, seat_id id)
{
    for (size_t i = 0; i < people->n; i++)
        if (seat_same(people->at[i].id, id))
            return people->at[i].name;
    return NONE;
}

static struct post_version version_of(struct tx *tx, const struct seat *seat,
                                      const struct post_row *row, const struct seat_rows *people)
{
    bool first = row->revision == 0;
    return (struct post_version){
        .revision = row->revision,
        .standing = row->standing,
        .since = first ? row->written_at : row->changed_at,
        .by = name_among(people, first ? row->seat : row->changed_by),
        .body = post_open(tx, seat, row).body,
    };
}

static void add_reads(struct tx *tx, const struct seat *seat, post_id post,
                      struct post_versions *versions)
{
    struct version_reads_list reads = version_reads_of(tx, seat->room, post);
    for (size_t i = 0; i < reads.n; i++) {
        if (reads.at[i].revision < 0 || (size_t)reads.at[i].revision >= versions->n)
            continue;
        struct post_version *of = &versions->at[reads.at[i].revision];
        of->readers = reads.at[i].readers;
        of->confirmers = reads.at[i].confirmers;
    }
}

struct post_versions post_versions(struct tx *tx, const struct seat *seat, post_id post)
{
    struct post_row now;
    if (!post_row_of(tx, seat->room, post, &now))
        return (struct post_versions){0};
    struct version_row_list rows = version_rows(tx, seat->room, post);
    struct seat_rows people = seat_roster(tx, seat);
    struct post_versions all = {0, NEW_ARRAY(tx_arena(tx), struct post_version, rows.n + 1)};
    for (size_t i = 0; i < rows.n; i++) {
        struct post_row then = post_row_as(&now, &rows.at[i]);
        all.at[all.n++] = version_of(tx, seat, &then, &people);
    }
    all.at[all.n++] = version_of(tx, seat, &now, &people);
    add_reads(tx, seat, post, &all);
    return all;
}

// --- pins --------------------------------------------------------------------------------------

enum pin_outcome post_pin(struct tx *tx, const struct seat *seat, post_id post)
{
    if (!seat->may_write)
        return PIN_REFUSED;
    if (pin_count(tx, seat->room) >= POST_MOST_PINS)
        return PIN_TOO_MANY;
    if (pin_insert(tx, seat->room, post, seat->id, tx_now(tx)) == 0)
        return PIN_REFUSED;
    tell(tx, seat, "post.pin", post);
    return PIN_DONE;
}

enum pin_outcome post_unpin(struct tx *tx, const struct seat *seat, post_id post)
{
    if (!seat->may_write || pin_delete(tx, seat->room, post) == 0)
        return PIN_REFUSED;
    tell(tx, seat, "post.unpin", post);
    return PIN_DONE;
}
