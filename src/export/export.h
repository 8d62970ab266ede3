// SPDX-License-Identifier: AGPL-3.0-or-later
// Export (取り出し): a copy that leaves a room: posts of a period on paper, 第5表, a FHIR bundle, a
// file as it is kept (docs/decisions/0014).
// What has left is no longer protected by the room, so it needs the city's permission (guide 9(3)③,
// src/permission), a consent that is in force (guide 9(4)), and a reason that the person types;
// each copy is written down with its audit row in the transaction that hands it out, and the team
// of the room and the desk can see who took what. A closed room may be read, and so may be copied
// while its consent stands: records have to be kept after care has ended. Whoever withdraws the
// consent ends this too.
#ifndef EXPORT_EXPORT_H
#define EXPORT_EXPORT_H

#include "blob/blob.h"
#include "permission/permission.h"
#include "post/post.h"

// One file holds so many posts at most (FHIR: src/fhir says what else); a longer period comes in
// several parts.
enum { EXPORT_POSTS = 500, EXPORT_DAYS_MOST = 1830 };
enum { EXPORT_REASON_MOST = 200, EXPORT_LISTED = 50 };

enum export_outcome {
    EXPORT_READY,
    EXPORT_NOT_ALLOWED, // no permission today, or no patient's room
    EXPORT_NO_CONSENT, // withdrawn
    EXPORT_BAD_PERIOD, // upside down, in the future, or longer than five years
    EXPORT_NOTHING, // nothing was written in that period, or it has no such part
    EXPORT_NO_REASON, // or too long
};

struct export_wish {
    enum permission_kind kind; // PERMISSION_FILES: FHIR with what is in the files
    day from, to; // both inclusive, days in Japan
    int64_t part; // from 1; 0: not chosen yet
    int64_t parts, posts; // into how many the period falls; what this part (0: the period) holds
    str reason;
    attachment_id file; // PERMISSION_ORIGINAL: which, and its name; from and to: its day
    str file_name;
};

bool export_has_consent(struct tx *tx, const struct seat *seat);
// What nobody needs to compute anything for.
enum export_outcome export_may(struct tx *tx, const struct seat *seat,
                               const struct export_wish *wish);
// Fills in `parts` and `posts`. False: there is nothing to take out. 第5表 is picked post by post.
bool export_divide(struct tx *tx, const struct seat *seat, struct export_wish *wish);
// As export_may; EXPORT_READY has written it down. Nothing is handed out otherwise.
enum export_outcome export_record(struct tx *tx, const struct acting *me, const struct seat *seat,
                                  const struct export_wish *wish, export_id *out);

// The posts of a part as A4 pages. `blobs` may be NULL: no small pictures then.
bytes export_posts_sheet(struct tx *tx, const struct acting *me, const struct seat *seat,
                         struct blobs *blobs, const struct export_wish *wish);

struct export_line {
    export_id id;
    room_id room;
    str room_name; // in the desk's list
    instant made_at;
    str person; // "山田 花子（看護師・あおば）"
    enum permission_kind kind;
    day from, to;
    int64_t part, parts, posts;
    str reason;
    str file_name; // of PERMISSION_ORIGINAL; not for the desk, which reads nothing of a room
};
struct export_lines {
    size_t n;
    struct export_line *at; // newest first
    bool more;
};
struct export_lines export_list(struct tx *tx, const struct seat *seat);
// Of all rooms of the city, before `before` ({0}: from the newest).
struct export_lines export_list_of_city(struct tx *tx, city_id city, export_id before);
// "山田 花子（看護師・あおば）さんが10月1日（木）から10月31日（土）の投稿を印刷しました（213件）"
str export_text(struct arena *a, const struct export_line *line);

// Checks that every copy of the room is written down as it was sealed.
void export_verify(struct tx *tx, room_id room, const struct key *key,
                   void (*broken)(void *context, export_id id), void *context);

extern const struct routes export_routes, export_desk_routes, export_original_routes, export_evidence_routes;

#endif
