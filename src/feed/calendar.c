// SPDX-License-Identifier: AGPL-3.0-or-later
// iCalendar, RFC 5545: lines end with CRLF and have at most 75 octets, which ours never reach.
// Japan has had one offset and no summer time since 1952, so VTIMEZONE has one part.
#include "base/buf.h"
#include "base/base32.h"
#include "city/city.h"
#include "feed/feed.h"
#include "visit/visit.h"

static const char head[] = "BEGIN:VCALENDAR\r\n"
                           "VERSION:2.0\r\n"
                           "PRODID:-//tsunagi//visits//JA\r\n"
                           "CALSCALE:GREGORIAN\r\n"
                           "METHOD:PUBLISH\r\n"
                           "X-WR-CALNAME:訪問予定\r\n"
                           "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"
                           "X-PUBLISHED-TTL:PT1H\r\n"
                           "BEGIN:VTIMEZONE\r\n"
                           "TZID:Asia/Tokyo\r\n"
                           "BEGIN:STANDARD\r\n"
                           "DTSTART:19700101T000000\r\n"
                           "TZOFFSETFROM:+0900\r\n"
                           "TZOFFSETTO:+0900\r\n"
                           "TZNAME:JST\r\n"
                           "END:STANDARD\r\n"
                           "END:VTIMEZONE\r\n";

static void put_date(struct buf *out, day d)
{
    int year, month, date;
    day_split(d, &year, &month, &date);
    buf_print(out, "%04d%02d%02d", year, month, date);
}

// 24:00 is the next day's 0:00.
static void put_local(struct buf *out, const char *name, day on, int minutes)
{
    buf_print(out, "%s;TZID=Asia/Tokyo:", name);
    put_date(out, day_after(on, minutes / (24 * 60)));
    minutes %= 24 * 60;
    buf_print(out, "T%02d%02d00\r\n", minutes / 60, minutes % 60);
}

// In UTC: nine hours behind the day and clock of Japan.
static void put_instant(struct buf *out, const char *name, instant at)
{
    instant shifted = instant_after(at, -HOURS(9));
    day d = day_of(shifted);
    int seconds = (int)((shifted.us - day_start(d).us) / SECONDS(1));
    buf_print(out, "%s:", name);
    put_date(out, d);
    buf_print(out, "T%02d%02d%02dZ\r\n", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

// Names the event for good without naming room or visit.
static str uid_of(struct tx *tx, const struct acting *me, const struct visit *v)
{
    struct key key;
    struct arena *a = tx_arena(tx);
    vault_key(city_vault(tx), S("feed event"), &key);
    str said = str_print(a, "%ld %ld %ld %d", (long)me->member.v, (long)v->seat->room.v,
                         (long)v->plan.v, v->original.n);
    str uid = hex_from_bytes(a, token_of(a, &key, said));
    key_forget(&key);
    return uid;
}

static void put_event(struct buf *out, struct tx *tx, const struct acting *me,
                      const struct visit *v)
{
    bool off = v->state == VISIT_CANCELLED;
    str uid = uid_of(tx, me, v), mark = feed_mark(tx, me->member, v->seat->room);
    buf_print(out, "BEGIN:VEVENT\r\nUID:%.*s\r\n", STR(uid));
    put_instant(out, "DTSTAMP", v->changed_at);
    put_instant(out, "LAST-MODIFIED", v->changed_at);
    buf_print(out, "SEQUENCE:%ld\r\n", (long)v->version);
    put_local(out, "DTSTART", v->slot.on, v->slot.from);
    put_local(out, "DTEND", v->slot.on, v->slot.to);
    buf_print(out, "SUMMARY:%s %.*s\r\n", off ? "訪問（中止）" : "訪問", STR(mark));
    buf_print(out, "STATUS:%s\r\nTRANSP:%s\r\n", off ? "CANCELLED" : "CONFIRMED",
              off ? "TRANSPARENT" : "OPAQUE");
    buf_put(out, S("CLASS:PRIVATE\r\nEND:VEVENT\r\n"));
}

str feed_calendar(struct tx *tx, const struct acting *me)
{
    struct buf out = buf_in(tx_arena(tx));
    day today = tx_today(tx);
    struct visits visits =
        visit_list_everywhere(tx, me, day_after(today, -FEED_DAYS_BACK),
                              day_after(today, FEED_DAYS_AHEAD), true);
    buf_put(&out, str_of(head));
    for (size_t i = 0; i < visits.n; i++)
        put_event(&out, tx, me, &visits.at[i]);
    buf_put(&out, S("END:VCALENDAR\r\n"));
    return buf_str(&out);
}
