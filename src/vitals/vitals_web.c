// SPDX-License-Identifier: AGPL-3.0-or-later
// The tab バイタル, and the addresses under it.
#include "audit/audit.h"
#include "base/buf.h"
#include "vitals/import.h"
#include "vitals/vitals_page.html.h"
#include "vitals/vitals_web.h"

enum { IMPORT_MOST_BODY = 2 * 1024 * 1024, LAST_DAYS = 366 };

bool vitals_here(struct turn *t)
{
    if (frame_is_patients(t))
        return true;
    turn_missing(t);
    return false;
}

url vitals_url(struct turn *t)
{
    return url_make(t->arena, "/rooms/%i/vitals", t->seat->room.v);
}

void vitals_viewed(struct turn *t, const char *action, int64_t subject)
{
    audit_viewed(t->me, t->seat->city, action, t->seat->room, subject, tx_now(t->tx));
}

static bool is_beyond(const struct vitals_limits *limits, const struct vitals_values *values)
{
    for (size_t i = 0; i < limits->n; i++)
        if (vitals_limit_crossed(&limits->at[i], values))
            return true;
    return false;
}

// --- the last value of each sign -----------------------------------------------------------------

static const struct vitals *last_with(const struct vitals_list *list, enum vitals_sign sign)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i].values.at[sign] != VITALS_NOT)
            return &list->at[i];
    return NULL;
}

static struct vitals_values only(const struct vitals *v, enum vitals_sign sign,
                                 enum vitals_sign with)
{
    struct vitals_values values = vitals_nothing();
    values.at[sign] = v->values.at[sign];
    values.at[with] = v->values.at[with];
    return values;
}

static struct last_values last_of(struct turn *t, const struct vitals_list *list,
                                  const struct vitals_limits *limits)
{
    struct last_values last = {0, NEW_ARRAY(t->arena, struct last_value, VITALS_SIGNS)};
    for (enum vitals_sign s = 0; s < VITALS_SIGNS; s++) {
        const struct vitals *v = last_with(list, s);
        enum vitals_sign with = s == VITALS_SYSTOLIC ? VITALS_DIASTOLIC : s;
        bool is_shown_above = s == VITALS_DIASTOLIC && last_with(list, VITALS_SYSTOLIC) == v;
        if (!v || is_shown_above)
            continue;
        struct vitals_values values = only(v, s, with);
        str amount = vitals_amount(t->arena, s, v->values.at[s]);
        bool both = with != s && values.at[with] != VITALS_NOT;
        if (both)
            amount = str_print(t->arena, "%ld/%ldmmHg", (long)values.at[s], (long)values.at[with]);
        last.at[last.n++] = (struct last_value){
            .label = both ? S("血圧") : vitals_facts_of(s)->label,
            .amount = amount,
            .when = frame_moment(t->arena, v->measured_at),
            .beyond = is_beyond(limits, &values),
            .who = v->author,
        };
    }
    return last;
}

// --- the table -------------------------------------------------------------------------------------

static str mark_of(enum post_standing standing)
{
    switch (standing) {
    case POST_STANDS:
        return NONE;
    case POST_EDITED:
        return S("編集済み");
    case POST_CORRECTED:
        return S("訂正済み");
    case POST_WITHDRAWN:
        return S("取消");
    }
    return NONE;
}

static struct vitals_lines lines_of(struct turn *t, const struct vitals_list *list,
                                    const struct vitals_limits *limits, instant since)
{
    struct vitals_lines lines = {0, NEW_ARRAY(t->arena, struct vitals_line, list->n)};
    for (size_t i = 0; i < list->n; i++) {
        const struct vitals *v = &list->at[i];
        if (v->measured_at.us < since.us)
            break;
        lines.at[lines.n++] = (struct vitals_line){
            .to = url_make(t->arena, "/rooms/%i/vitals/%i", t->seat->room.v, v->id.v),
            .when = frame_moment(t->arena, v->measured_at),
            .text = vitals_text(t->arena, &v->values, S("、")),
            .note = v->note,
            .who = v->author,
            .mark = mark_of(v->standing),
            .gone = v->standing == POST_WITHDRAWN,
            .beyond = is_beyond(limits, &v->values),
        };
    }
    return lines;
}

static str limits_of(struct turn *t, const struct vitals_limits *limits)
{
    struct buf out = buf_in(t->arena);
    for (size_t i = 0; i < limits->n; i++) {
        if (i)
            buf_put(&out, S("、"));
        buf_put(&out, vitals_limit_text(t->arena, &limits->at[i]));
    }
    return buf_str(&out);
}

// --- the page --------------------------------------------------------------------------------------

static const struct {
    str word, label;
    int days;
} ranges[3] = {
    {S_CONST("week"), S_CONST("1週間"), 7},
    {S_CONST("month"), S_CONST("1か月"), 31},
    {S_CONST("quarter"), S_CONST("3か月"), 92},
};

static int range_asked(struct turn *t)
{
    str word = params_get(&t->request->query, S("range"));
    for (int i = 0; i < 3; i++)
        if (str_eq(word, ranges[i].word))
            return i;
    return 0;
}

static struct range_links range_links(struct turn *t, int here)
{
    struct range_links links = {.n = 3};
    for (int i = 0; i < 3; i++)
        links.at[i] = (struct range_link){
            .to = url_with(t->arena, vitals_url(t), S("range"), ranges[i].word),
            .label = ranges[i].label,
            .here = i == here,
        };
    return links;
}

static struct nothing nothing_of(struct turn *t, bool ever)
{
    struct nothing nothing = {.title = ever ? S("この期間の測定はありません")
                                            : S("まだ測定はありません")};
    if (t->seat->may_write) {
        nothing.text = S("体温や血圧を測ったら、ここに残せます。");
        nothing.to = url_make(t->arena, "/rooms/%i/vitals/new", t->seat->room.v);
        nothing.to_label = S("測定を書く");
    }
    return nothing;
}

// The last values may be older than the range: a weight is measured once a month.
static void fill(struct turn *t, struct vitals_shown *shown, int range)
{
    day today = tx_today(t->tx), from = day_after(today, 1 - ranges[range].days);
    struct vitals_list list =
        vitals_list_since(t->tx, t->seat, day_start(day_after(today, -LAST_DAYS)));
    struct vitals_limits limits = vitals_limits_in_force(t->tx, t->seat);
    shown->last = last_of(t, &list, &limits);
    shown->charts = charts_of(t, &list, &limits, from, today);
    shown->lines = lines_of(t, &list, &limits, day_start(from));
    shown->limits_text = limits_of(t, &limits);
    shown->more = list.more && shown->lines.n == list.n;
    shown->range = str_print(t->arena, "%.*sから%.*sまで", STR(frame_day_mark(t, from)),
                            STR(frame_day_mark(t, today)));
    shown->nothing = nothing_of(t, list.n > 0);
}

void vitals_page(struct turn *t)
{
    if (!vitals_here(t))
        return;
    int64_t room = t->seat->room.v;
    int range = range_asked(t);
    struct vitals_page page = {
        .base = turn_base(t, S("バイタル")),
        .frame = frame_of(t, FRAME_VITALS, S("バイタル")),
        .may_write = t->seat->may_write,
        .write = url_make(t->arena, "/rooms/%i/vitals/new", room),
        .limits = url_make(t->arena, "/rooms/%i/vitals/limits", room),
        .import = url_make(t->arena, "/rooms/%i/vitals/import", room),
        .shown = {.event = frame_event(t->arena, "vitals", t->seat->room),
                  .here = url_with(t->arena, vitals_url(t), S("range"), ranges[range].word),
                  .ranges = range_links(t, range)},
    };
    fill(t, &page.shown, range);
    page.base.look = S("page-wide");
    if (t->request->wants_fragment)
        vitals_put_html(turn_out(t), &page.shown);
    else
        vitals_page_html(turn_out(t), &page);
    vitals_viewed(t, "vitals.view", 0);
}

static const struct route routes[] = {
    {METHOD_GET, "/rooms/:room/vitals", vitals_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/vitals", entry_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/vitals/new", entry_form_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/vitals/limits", limits_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/vitals/limits", limit_set_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/vitals/limits/:limit/end", limit_end_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/vitals/import", vitals_import_form_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/vitals/import", vitals_import_file_page, .who = WHO_SEAT,
     .flags = ROUTE_TELLS_SIZE, .max_body = IMPORT_MOST_BYTES + 16384},
    {METHOD_POST, "/rooms/:room/vitals/import/take", vitals_import_take_page, .who = WHO_SEAT,
     .max_body = IMPORT_MOST_BODY},
    {METHOD_GET, "/rooms/:room/vitals/:vitals", one_vitals_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/vitals/:vitals/change", vitals_change_form_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/vitals/:vitals/change", vitals_change_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/vitals/:vitals/withdraw", vitals_withdraw_form_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/vitals/:vitals/withdraw", vitals_withdraw_page, .who = WHO_SEAT},
};
const struct routes vitals_routes = {sizeof routes / sizeof routes[0], routes};
