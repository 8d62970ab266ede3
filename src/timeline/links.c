// SPDX-License-Identifier: AGPL-3.0-or-later
#include "timeline/links.h"

#include "base/base32.h"
#include "db/moment.h"
#include "frame/frame.h"
#include "seat/seat.h"

enum { LINKS_MOST = 50 };

static bool is_of_id(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Takes an id off the text; false when it does not begin with one.
static bool take_id(str *text, int64_t *id)
{
    size_t n = 0;
    while (n < text->n && is_of_id(text->p[n]))
        n++;
    str word = str_part(*text, 0, n);
    *text = str_from(*text, n);
    return n > 0 && base32_to_id(word, id) && *id > 0;
}

static bool take(str *text, str word)
{
    if (!str_starts(*text, word))
        return false;
    *text = str_from(*text, word.n);
    return true;
}

// The post whose address stands at the beginning of the text; *rest is what follows.
static bool take_address(const struct turn *t, str text, room_id *room, post_id *post, str *rest)
{
    bool good = take(&text, t->services->member_url) && take(&text, S("/rooms/")) &&
                take_id(&text, &room->v) && take(&text, S("/posts/")) && take_id(&text, &post->v);
    // A longer address is another page, or what only looks like ours.
    if (!good || (text.n && strchr("/?#-_.@%:", text.p[0])))
        return false;
    *rest = text;
    return true;
}

static struct body_part link_to(struct turn *t, room_id room, post_id post)
{
    bool here = t->seat && room_same(t->seat->room, room);
    str when = frame_day(t->arena, day_of(db_id_time(post.v)));
    return (struct body_part){
        .is_link = true,
        .to = url_make(t->arena, "/rooms/%i/posts/%i", room.v, post.v),
        .text = str_print(t->arena, "%s%.*sの投稿", here ? "" : "ほかの部屋の", STR(when)),
    };
}

struct body_parts post_body_parts(struct turn *t, str body)
{
    struct body_parts parts = {0};
    str host = t->services->member_url, from = body;
    if (host.n == 0 || str_find(body, host) == body.n)
        return parts;
    parts.at = NEW_ARRAY(t->arena, struct body_part, 2 * LINKS_MOST + 1);
    for (size_t at = 0; parts.n < 2 * LINKS_MOST;) {
        room_id room;
        post_id post;
        str rest;
        at += str_find(str_from(from, at), host);
        if (at >= from.n)
            break;
        if (!take_address(t, str_from(from, at), &room, &post, &rest)) {
            at += host.n;
            continue;
        }
        if (at > 0)
            parts.at[parts.n++].text = str_part(from, 0, at);
        parts.at[parts.n++] = link_to(t, room, post);
        from = rest;
        at = 0;
    }
    if (parts.n && from.n)
        parts.at[parts.n++].text = from;
    return parts;
}
