// SPDX-License-Identifier: AGPL-3.0-or-later
// The page of a room from which copies leave it. The file is made in prepare, from a reading
// transaction; the writing one asks for the permission again and writes down who took what, so that
// no file goes out without its row.
#include "audit/audit.h"
#include "city/city.h"
#include "export/allowance.h"
#include "export/export.h"
#include "export/export_page.html.h"
#include "export/slot.h"
#include "fhir/fhir.h"

static const enum permission_kind by_period[] = {PERMISSION_PDF, PERMISSION_FHIR, PERMISSION_FILES};
enum { BY_PERIOD = sizeof by_period / sizeof by_period[0] };

static const struct form_rule kind_rule = {S_CONST("取り出すもの"), 0, false};
static const struct form_rule from_rule = {S_CONST("いつから"), 0, false};
static const struct form_rule to_rule = {S_CONST("いつまで"), 0, false};
static const struct form_rule reason_rule = {S_CONST("理由"), EXPORT_REASON_MOST, false};
static const struct form_rule why_rule = {S_CONST("何に使うか"), PERMISSION_REASON_MOST, false};

static url here(struct turn *t)
{
    return url_make(t->arena, "/rooms/%i/export", t->seat->room.v);
}

// --- the page ------------------------------------------------------------------------------

static void add_kinds(struct turn *t, const struct form *form, struct export_page *page)
{
    page->kinds.at = NEW_ARRAY(t->arena, struct option, BY_PERIOD);
    for (size_t i = 0; i < BY_PERIOD; i++) {
        enum permission_kind kind = by_period[i];
        if (!permission_holds(t->tx, t->seat, kind, NULL) ||
            (kind == PERMISSION_FILES && !permission_holds(t->tx, t->seat, PERMISSION_FHIR, NULL)))
            continue;
        static const str labels[BY_PERIOD] = {S_CONST("投稿を印刷する（PDF）"),
                                              S_CONST("ほかのシステムへ渡すデータ（FHIR）"),
                                              S_CONST("FHIRのデータに、写真・PDFの中身も入れる")};
        str value = str_of(permission_kind_word(kind));
        page->kinds.at[page->kinds.n++] =
            (struct option){value, labels[i], str_eq(form_typed(form, S("kind")), value)};
    }
    page->may_any = page->kinds.n > 0;
    if (page->kinds.n == 1)
        page->kinds.at[0].chosen = true;
}

static void add_fields(struct turn *t, const struct form *form, struct export_page *page)
{
    day today = tx_today(t->tx);
    int year, month, date;
    day_split(today, &year, &month, &date);
    str first = day_format_iso(t->arena, day_make(year, month, 1));
    page->kind = field_of(form, S("kind"), kind_rule.label, NONE);
    page->from = field_of(form, S("from"), from_rule.label, first);
    page->until = field_of(form, S("to"), to_rule.label, day_format_iso(t->arena, today));
    page->reason = field_of(form, S("reason"), reason_rule.label, NONE);
    page->from.type = page->until.type = S("date");
    page->kind.required = page->from.required = page->until.required = page->reason.required = true;
    page->reason.help = S("例：10月の担当者会議で配るため。チームの全員と介護支援課が読めます。");
}

static void add_past(struct turn *t, struct export_page *page)
{
    struct export_lines lines = export_list(t->tx, t->seat);
    page->past = (struct export_pasts){lines.n, NEW_ARRAY(t->arena, struct export_past, lines.n)};
    for (size_t i = 0; i < lines.n; i++)
        page->past.at[i] = (struct export_past){frame_moment(t->arena, lines.at[i].made_at),
                                                export_text(t->arena, &lines.at[i]),
                                                lines.at[i].reason};
}

static struct export_page page_of(struct turn *t, const struct form *form)
{
    struct city city = {.name = S("市")};
    city_find(t->tx, t->seat->city, &city);
    struct export_page page = {
        .base = turn_base(t, S("記録を取り出す")),
        .frame = frame_of(t, FRAME_NONE, S("記録を取り出す")),
        .form = *form,
        .to = here(t),
        .course = url_make(t->arena, "/rooms/%i/course", t->seat->room.v),
        .city = city.name,
        .allowances.at = NEW_ARRAY(t->arena, struct allowance, PERMISSION_KINDS),
        .may_course = permission_holds(t->tx, t->seat, PERMISSION_COURSE, NULL),
        .no_consent = !export_has_consent(t->tx, t->seat),
    };
    for (enum permission_kind k = 0; k < PERMISSION_KINDS; k++)
        page.allowances.at[page.allowances.n++] = allowance_of(t, form, k);
    add_kinds(t, form, &page);
    add_fields(t, form, &page);
    add_past(t, &page);
    return page;
}

static bool is_here(struct turn *t)
{
    if (frame_is_patients(t))
        return true;
    turn_missing(t);
    return false;
}

static void show(struct turn *t, const struct form *form)
{
    struct export_page page = page_of(t, form);
    export_page_html(turn_out(t), &page);
    permission_see(t->tx, t->seat);
    audit_viewed(t->me, t->seat->city, "export.view", t->seat->room, 0, tx_now(t->tx));
}

static void export_show_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    if (is_here(t))
        show(t, &form);
}

// --- taking out ----------------------------------------------------------------------------

struct taking {
    struct export_wish wish;
    enum export_outcome outcome;
    enum slot slot; // not SLOT_TAKEN: too many copies are being made
    bytes file; // empty: a part has to be chosen first
};

static struct export_wish wish_of(struct form *form)
{
    static const str words[BY_PERIOD] = {S_CONST("pdf"), S_CONST("fhir"), S_CONST("files")};
    int64_t part;
    struct export_wish wish = {
        .kind = by_period[form_choice(form, S("kind"), kind_rule, words, BY_PERIOD)],
        .from = form_day(form, S("from"), from_rule),
        .to = form_day(form, S("to"), to_rule),
        .reason = form_line(form, S("reason"), reason_rule),
    };
    if (str_to_int(form_typed(form, S("part")), &part) && part > 0 && part < INT32_MAX)
        wish.part = part;
    return wish;
}

static bytes made(struct turn *t, const struct export_wish *wish)
{
    struct blobs *blobs = t->services->blobs;
    if (wish->kind == PERMISSION_PDF)
        return export_posts_sheet(t->tx, t->me, t->seat, blobs, wish);
    return fhir_bundle(t->tx, t->seat,
                       &(struct fhir_wish){
                           .from = wish->from,
                           .to = wish->to,
                           .part = wish->part,
                           .blobs = wish->kind == PERMISSION_FILES ? blobs : NULL,
                       });
}

static void make(struct turn *t, struct taking *taking)
{
    taking->slot = slot_take(t->me->member);
    if (taking->slot != SLOT_TAKEN)
        return;
    taking->file = made(t, &taking->wish);
    slot_give_back(t->me->member);
}

static void *export_prepare(struct turn *t)
{
    struct form form = form_of(t->request);
    struct taking *taking = NEW(t->arena, struct taking);
    taking->wish = wish_of(&form);
    taking->outcome = EXPORT_NOTHING;
    if (!form_ok(&form))
        return taking;
    taking->outcome = export_may(t->tx, t->seat, &taking->wish);
    if (taking->outcome != EXPORT_READY)
        return taking;
    struct export_wish *wish = &taking->wish;
    if (!export_divide(t->tx, t->seat, wish)) {
        taking->outcome = EXPORT_NOTHING;
    } else if (wish->parts == 1 || wish->part > 0) {
        wish->part = wish->part ? wish->part : 1;
        make(t, taking);
    }
    return taking;
}

static void refuse(struct form *form, enum export_outcome outcome)
{
    switch (outcome) {
    case EXPORT_READY:
        return;
    case EXPORT_NOT_ALLOWED:
        form_refuse(form, NONE, S("市の許可がないため、取り出せません。このページの下の「市の許可」から求めてください。"));
        return;
    case EXPORT_NO_CONSENT:
        form_refuse(form, NONE, S("利用対象者の同意が撤回されているため、取り出せません。"));
        return;
    case EXPORT_BAD_PERIOD:
        form_refuse(form, S("to"), S("期間を確かめてください。始まりはきょうまで、終わりは始まりより後、長さは5年までです。"));
        return;
    case EXPORT_NOTHING:
        form_refuse(form, S("from"), S("この期間に書かれたものはありません。期間を変えてください。"));
        return;
    case EXPORT_NO_REASON:
        form_refuse(form, S("reason"), S("理由を200文字までで書いてください。"));
        return;
    }
}

static void add_parts(struct turn *t, const struct export_wish *wish, struct export_page *page)
{
    page->parts = (struct export_parts){
        (size_t)wish->parts, NEW_ARRAY(t->arena, struct export_part, (size_t)wish->parts)};
    for (size_t i = 0; i < page->parts.n; i++)
        page->parts.at[i] = (struct export_part){
            str_print(t->arena, "%zu", i + 1),
            str_print(t->arena, "%zu回目を取り出す（全%ld回）", i + 1, (long)wish->parts)};
    page->part_kind = str_of(permission_kind_word(wish->kind));
    page->part_from = day_format_iso(t->arena, wish->from);
    page->part_until = day_format_iso(t->arena, wish->to);
    page->part_reason = wish->reason;
}

static void show_parts(struct turn *t, const struct form *form, const struct export_wish *wish)
{
    struct export_page page = page_of(t, form);
    add_parts(t, wish, &page);
    export_page_html(turn_out(t), &page);
}

// What was typed stays in the boxes; the same button works a minute later.
static void show_busy(struct turn *t, struct form *form, const struct taking *taking)
{
    form_refuse(form, NONE, taking->slot == SLOT_MINE
                                ? S("前に押した取り出しを、まだ作っています。できあがってから、もう一度押してください。入力した内容は残っています。")
                                : S("ただいま混み合っています。1分ほど待ってから、もう一度押してください。入力した内容は残っています。"));
    t->response->status = 503;
    response_header(t->response, S("Retry-After"), S("60"));
    struct export_page page = page_of(t, form);
    if (taking->wish.parts > 1)
        add_parts(t, &taking->wish, &page);
    export_page_html(turn_out(t), &page);
}

static void send(struct turn *t, const struct taking *taking)
{
    const struct export_wish *wish = &taking->wish;
    bool pdf = wish->kind == PERMISSION_PDF;
    str part = wish->parts > 1 ? str_print(t->arena, "-%ld", (long)wish->part) : NONE;
    // No name of a person: file names are seen in lists of downloads.
    str name = str_print(t->arena, "tsunagi-%.*s-%.*s%.*s%s", STR(day_format_iso(t->arena, wish->from)),
                         STR(day_format_iso(t->arena, wish->to)), STR(part), pdf ? ".pdf" : ".json");
    response_file(t->response, taking->file, pdf ? S("application/pdf") : S("application/fhir+json"),
                  name, true);
}

static void export_take_page(struct turn *t)
{
    struct form form = form_of(t->request);
    const struct taking *taking = t->prepared;
    wish_of(&form);
    if (!is_here(t))
        return;
    enum export_outcome outcome = taking->outcome;
    if (form_ok(&form) && outcome == EXPORT_READY && taking->slot != SLOT_TAKEN) {
        show_busy(t, &form, taking);
        return;
    }
    if (form_ok(&form) && outcome == EXPORT_READY && taking->file.n == 0) {
        show_parts(t, &form, &taking->wish);
        return;
    }
    if (form_ok(&form) && outcome == EXPORT_READY)
        outcome = export_record(t->tx, t->me, t->seat, &taking->wish, NULL);
    if (form_ok(&form) && outcome == EXPORT_READY) {
        send(t, taking);
        return;
    }
    if (form_ok(&form))
        refuse(&form, outcome);
    turn_refuse_form(t);
    show(t, &form);
}

// --- asking for permission -----------------------------------------------------------------

static void export_ask_page(struct turn *t)
{
    static const str words[PERMISSION_KINDS] = {S_CONST("pdf"), S_CONST("course"), S_CONST("fhir"),
                                                S_CONST("files"), S_CONST("original"),
                                                S_CONST("evidence")};
    if (!is_here(t))
        return;
    struct form form = form_of(t->request);
    int kind = form_choice(&form, S("kind"), kind_rule, words, PERMISSION_KINDS);
    str field = allowance_field(t, (enum permission_kind)kind);
    str why = form_line(&form, field, why_rule);
    if (form_ok(&form)) {
        switch (permission_ask_for(t->tx, t->me, t->seat, (enum permission_kind)kind, why)) {
        case PERMISSION_ASK_DONE:
            turn_go_saying(t, here(t), "市に許可を求めました。返事はこのページに出ます。");
            return;
        case PERMISSION_ASK_BEFORE:
            turn_go_saying(t, here(t), "すでに市に許可を求めています。返事をお待ちください。");
            return;
        case PERMISSION_ASK_HAS:
            turn_go_saying(t, here(t), "すでに許可があります。");
            return;
        case PERMISSION_ASK_NO_REASON:
            form_refuse(&form, field, S("何に使うかを200文字までで書いてください。"));
            break;
        case PERMISSION_ASK_NOT_HERE:
            turn_missing(t);
            return;
        }
    }
    turn_refuse_form(t);
    show(t, &form);
}

static const struct route routes[] = {
    // Writes: whoever looks has seen the desk's answers.
    {METHOD_GET, "/rooms/:room/export", export_show_page, .who = WHO_SEAT, .flags = ROUTE_WRITES},
    {METHOD_POST, "/rooms/:room/export", export_take_page, .prepare = export_prepare,
     .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/export/ask", export_ask_page, .who = WHO_SEAT},
};
const struct routes export_routes = {sizeof routes / sizeof routes[0], routes};
