// SPDX-License-Identifier: AGPL-3.0-or-later
// Writing down a measuring and correcting it. What is impossible is refused beside its box; what is
// unlikely is asked once more, and what was typed stays.
#include "base/base32.h"
#include "base/buf.h"
#include "base/random.h"
#include "base/text.h"
#include "vitals/entry_page.html.h"
#include "vitals/vitals_web.h"

struct entry {
    struct form form;
    struct vitals_new new;
    bool asks[VITALS_SIGNS]; // unlikely
    str doubts; // which values are unlikely; sent along, so that another value is asked again
    const struct vitals *was; // that is corrected; NULL: a new one
};

static str new_key(struct arena *a)
{
    uint8_t random[12];
    random_fill(random, sizeof random);
    return base64url_from_bytes(a, (bytes){random, sizeof random});
}

// --- reading -----------------------------------------------------------------------------------

static str impossible(struct turn *t, enum vitals_sign s, int64_t value)
{
    const struct vitals_facts *facts = vitals_facts_of(s);
    int64_t slip;
    if (vitals_slip_of(s, value, &slip))
        return str_print(t->arena, "%.*s %.*s はあり得ない値です。%.*s ではありませんか。",
                         STR(facts->label), STR(vitals_amount(t->arena, s, value)),
                         STR(vitals_amount(t->arena, s, slip)));
    return str_print(t->arena, "%.*sは、%.*sから%.*sまでの値を入れてください。", STR(facts->label),
                     STR(vitals_number(t->arena, s, facts->least)),
                     STR(vitals_amount(t->arena, s, facts->most)));
}

static void read_sign(struct turn *t, struct entry *e, enum vitals_sign s)
{
    const struct vitals_facts *facts = vitals_facts_of(s);
    int64_t value;
    switch (vitals_read(t->arena, s, form_typed(&e->form, facts->word), &value)) {
    case VITALS_READ:
        e->new.values.at[s] = value;
        e->asks[s] = !vitals_is_likely(s, value);
        return;
    case VITALS_BLANK:
        return;
    case VITALS_NO_NUMBER:
        form_refuse(&e->form, facts->word,
                    str_print(t->arena, "%.*sは数字で入れてください（例：%.*s）。", STR(facts->label),
                              STR(vitals_number(t->arena, s, (facts->low + facts->high) / 2))));
        return;
    case VITALS_IMPOSSIBLE:
        form_refuse(&e->form, facts->word, impossible(t, s, value));
        return;
    }
}

static str doubts_of(struct turn *t, const struct entry *e)
{
    struct buf out = buf_in(t->arena);
    for (enum vitals_sign s = 0; s < VITALS_SIGNS; s++)
        if (e->asks[s])
            buf_print(&out, "%.*s=%ld ", STR(vitals_facts_of(s)->word), (long)e->new.values.at[s]);
    return str_trim(buf_str(&out));
}

static struct entry entry_sent(struct turn *t, const struct vitals *was)
{
    static const struct form_rule date = {S_CONST("測った日"), 0, false},
                                  time = {S_CONST("測った時刻"), 0, false},
                                  note = {S_CONST("メモ"), VITALS_NOTE_MOST, true};
    struct entry e = {.form = form_of(t->request), .was = was};
    e.new.values = vitals_nothing();
    for (enum vitals_sign s = 0; s < VITALS_SIGNS; s++)
        read_sign(t, &e, s);
    day on = form_day(&e.form, S("date"), date);
    int minutes = form_clock(&e.form, S("time"), time);
    e.new.measured_at = day_is(on) && minutes >= 0
                            ? instant_after(day_start(on), MINUTES(minutes))
                            : NO_INSTANT;
    e.new.note = form_lines(&e.form, S("note"), note);
    e.new.request_key = form_typed(&e.form, S("request_key"));
    e.new.posts = form_tick(&e.form, S("posts"));
    e.doubts = doubts_of(t, &e);
    return e;
}

// --- showing -----------------------------------------------------------------------------------

static struct entry_box box_of(struct turn *t, const struct entry *e, enum vitals_sign s)
{
    // When the pad goes on by itself: after that many digits, a point not counted.
    static const char *const lengths[VITALS_SIGNS] = {
        [VITALS_TEMPERATURE] = "3", [VITALS_PULSE] = "3:2-9", [VITALS_SYSTOLIC] = "3:4-9",
        [VITALS_DIASTOLIC] = "3:2-9", [VITALS_SPO2] = "3:2-9", [VITALS_BREATHS] = "2",
    };
    const struct vitals_facts *facts = vitals_facts_of(s);
    int64_t was = e->was ? e->was->values.at[s] : VITALS_NOT;
    str shown = was == VITALS_NOT ? NONE : vitals_number(t->arena, s, was);
    struct field field = field_of(&e->form, facts->word, facts->label, shown);
    return (struct entry_box){
        .word = facts->word,
        .label = facts->label,
        .unit = facts->unit,
        .value = field.value,
        .error = field.error,
        .inputmode = facts->places ? "decimal" : "numeric",
        .len = lengths[s] ? lengths[s] : "",
        .asks = e->asks[s],
    };
}

static struct entry_boxes boxes_of(struct turn *t, const struct entry *e,
                                   const enum vitals_sign *signs, size_t n)
{
    struct entry_boxes boxes = {n, NEW_ARRAY(t->arena, struct entry_box, n)};
    for (size_t i = 0; i < n; i++)
        boxes.at[i] = box_of(t, e, signs[i]);
    return boxes;
}

static struct options levels_of(struct turn *t, const struct entry *e)
{
    static const struct option levels[] = {
        {S_CONST(""), S_CONST("確かめていない"), false},
        {S_CONST("0"), S_CONST("0　はっきりしている"), false},
        {S_CONST("1"), S_CONST("1　目は覚めているが、いまひとつはっきりしない"), false},
        {S_CONST("2"), S_CONST("2　日付や場所がわからない"), false},
        {S_CONST("3"), S_CONST("3　名前や生年月日が言えない"), false},
        {S_CONST("10"), S_CONST("10　ふつうに呼ぶと目を開ける"), false},
        {S_CONST("20"), S_CONST("20　大声や体を揺することで目を開ける"), false},
        {S_CONST("30"), S_CONST("30　痛みを加えながら呼ぶと、ようやく目を開ける"), false},
        {S_CONST("100"), S_CONST("100　痛みに払いのける動きをする"), false},
        {S_CONST("200"), S_CONST("200　痛みに少し手足を動かし、顔をしかめる"), false},
        {S_CONST("300"), S_CONST("300　痛みにまったく反応しない"), false},
    };
    enum { N = sizeof levels / sizeof levels[0] };
    str chosen = box_of(t, e, VITALS_JCS).value;
    struct options options = {N, NEW_ARRAY(t->arena, struct option, N)};
    for (size_t i = 0; i < N; i++) {
        options.at[i] = levels[i];
        options.at[i].chosen = str_eq(levels[i].value, chosen);
    }
    return options;
}

static struct entry_doubts doubts_shown(struct turn *t, const struct entry *e)
{
    struct entry_doubts doubts = {0, NEW_ARRAY(t->arena, struct entry_doubt, VITALS_SIGNS)};
    for (enum vitals_sign s = 0; s < VITALS_SIGNS; s++) {
        int64_t slip, value = e->new.values.at[s];
        if (!e->asks[s])
            continue;
        str is = str_print(t->arena, "%.*s %.*s で合っていますか。", STR(vitals_facts_of(s)->label),
                           STR(vitals_amount(t->arena, s, value)));
        if (vitals_slip_of(s, value, &slip))
            is = str_print(t->arena, "%.*s %.*s ではなく、",
                           STR(vitals_facts_of(s)->label),
                           STR(vitals_amount(t->arena, s, slip)));
        if (vitals_slip_of(s, value, &slip))
            is = str_print(t->arena, "%.*s%.*s で合っていますか。", STR(is),
                           STR(vitals_amount(t->arena, s, value)));
        doubts.at[doubts.n++] = (struct entry_doubt){is};
    }
    return doubts;
}

static void add_fields(struct turn *t, const struct entry *e, struct entry_page *page)
{
    instant at = e->was ? e->was->measured_at : tx_now(t->tx);
    page->date = field_of(&e->form, S("date"), S("測った日"), day_format_iso(t->arena, day_of(at)));
    page->date.type = S("date");
    // "2026-11-02T08:05+09:00"
    page->time = field_of(&e->form, S("time"), S("時刻"),
                          str_part(frame_clock(t->arena, at).machine, 11, 5));
    page->time.type = S("time");
    page->note = field_of(&e->form, S("note"), S("メモ（なくてもよい）"), e->was ? e->was->note : NONE);
    page->note.rows = 2;
}

static void add_boxes(struct turn *t, const struct entry *e, struct entry_page *page)
{
    static const enum vitals_sign first[] = {VITALS_TEMPERATURE, VITALS_PULSE,    VITALS_SYSTOLIC,
                                             VITALS_DIASTOLIC,   VITALS_SPO2, VITALS_BREATHS},
                                  others[] = {VITALS_WEIGHT, VITALS_GLUCOSE, VITALS_PAIN};
    page->boxes = boxes_of(t, e, first, sizeof first / sizeof first[0]);
    page->others = boxes_of(t, e, others, sizeof others / sizeof others[0]);
    page->levels = levels_of(t, e);
    page->level_error = form_error(&e->form, vitals_facts_of(VITALS_JCS)->word);
    page->others_open = page->level_error.n || box_of(t, e, VITALS_JCS).value.n;
    for (size_t i = 0; i < page->others.n; i++)
        page->others_open |= page->others.at[i].value.n || page->others.at[i].error.n;
}

static void show(struct turn *t, const struct entry *e, bool asks)
{
    int64_t room = t->seat->room.v;
    struct entry_page page = {
        .base = turn_base(t, e->was ? S("測定の訂正") : S("測定を書く")),
        .frame = frame_of(t, FRAME_VITALS, e->was ? S("測定の訂正") : S("測定を書く")),
        .form = e->form,
        .title = e->was ? S("測定を訂正する") : S("測定を書く"),
        .lead = e->was ? S("前の値も記録に残ります。タイムラインの投稿も新しい値に変わります。") : NONE,
        .button = e->was ? S("訂正する") : S("記録する"),
        .to = vitals_url(t),
        .back = vitals_url(t),
        .room_name = t->seat->room_name,
        .request_key = e->new.request_key.n ? e->new.request_key : new_key(t->arena),
        .sure = asks ? e->doubts : NONE,
        .is_new = !e->was,
        .posts = e->new.posts,
    };
    if (e->was) {
        page.to = url_make(t->arena, "/rooms/%i/vitals/%i/change", room, e->was->id.v);
        page.back = url_make(t->arena, "/rooms/%i/vitals/%i", room, e->was->id.v);
        page.revision = str_print(t->arena, "%ld", (long)e->was->revision);
    }
    if (asks)
        page.doubts = doubts_shown(t, e);
    // The keys of the pad need the room that the tabs would take.
    page.frame.tabs.n = 0;
    add_boxes(t, e, &page);
    add_fields(t, e, &page);
    page.base.look = S("page-room");
    entry_page_html(turn_out(t), &page);
}

// --- answering -----------------------------------------------------------------------------------

static bool is_sure(const struct entry *e)
{
    return e->doubts.n == 0 || str_eq(form_typed(&e->form, S("sure")), e->doubts);
}

// True when the answer is given; false: the form is shown again with what was refused.
static bool settle(struct turn *t, struct entry *e, enum vitals_outcome outcome)
{
    switch (outcome) {
    case VITALS_WRITTEN:
    case VITALS_WRITTEN_BEFORE:
        turn_go_saying(t, vitals_url(t), e->was ? "訂正しました。前の値も残っています。" : "記録しました。");
        return true;
    case VITALS_EMPTY:
        form_refuse(&e->form, S("temperature"), S("測った値を1つ以上入れてください。"));
        return false;
    case VITALS_OUT_OF_RANGE:
        form_refuse(&e->form, NONE, S("あり得ない値があります。値を確かめてください。"));
        return false;
    case VITALS_CROSSED:
        form_refuse(&e->form, S("diastolic"),
                    S("血圧の下が上と同じか、上より高くなっています。上と下が逆ではありませんか。"));
        return false;
    case VITALS_IN_FUTURE:
        form_refuse(&e->form, S("time"), S("測った日時は、いまより前にしてください（10年前まで）。"));
        return false;
    case VITALS_NOTE_LONG:
        form_refuse(&e->form, S("note"), S("メモは500文字までにしてください。"));
        return false;
    case VITALS_SAME:
        form_refuse(&e->form, NONE, S("前の記録と同じです。直すところを書き換えてください。"));
        return false;
    case VITALS_CHANGED_MEANWHILE:
        form_refuse(&e->form, NONE,
                    S("この測定は、画面を開いたあとで書き換えられています。値を確かめて、もう一度送ってください。"));
        return false;
    case VITALS_NO_REASON:
    case VITALS_REFUSED:
        break;
    }
    turn_missing(t);
    return true;
}

static int64_t revision_sent(const struct entry *e)
{
    int64_t revision = -1;
    return str_to_int(form_typed(&e->form, S("revision")), &revision) ? revision : -1;
}

static void take(struct turn *t, struct entry *e)
{
    bool asks = form_ok(&e->form) && !is_sure(e);
    if (form_ok(&e->form) && !asks) {
        vitals_id id = {0};
        enum vitals_outcome outcome =
            e->was ? vitals_correct(t->tx, t->seat, e->was->id, revision_sent(e), &e->new)
                   : vitals_write(t->tx, t->seat, &e->new, &id);
        if (settle(t, e, outcome))
            return;
    }
    turn_refuse_form(t);
    show(t, e, asks);
    if (e->was)
        vitals_viewed(t, "vitals.view", e->was->id.v);
}

static bool may_write(struct turn *t)
{
    if (!vitals_here(t))
        return false;
    if (t->seat->may_write)
        return true;
    turn_missing(t);
    return false;
}

void entry_form_page(struct turn *t)
{
    if (!may_write(t))
        return;
    struct entry e = {.form = form_empty(t->arena), .new = {.posts = true}};
    show(t, &e, false);
}

void entry_page(struct turn *t)
{
    if (!may_write(t))
        return;
    struct entry e = entry_sent(t, NULL);
    take(t, &e);
}

static bool own_vitals(struct turn *t, struct vitals *out)
{
    if (!may_write(t))
        return false;
    if (vitals_find(t->tx, t->seat, (vitals_id){turn_param(t, 1)}, out) && out->mine &&
        out->standing != POST_WITHDRAWN)
        return true;
    turn_missing(t);
    return false;
}

void vitals_change_form_page(struct turn *t)
{
    struct vitals was;
    if (!own_vitals(t, &was))
        return;
    struct entry e = {.form = form_empty(t->arena), .was = &was};
    show(t, &e, false);
    vitals_viewed(t, "vitals.view", was.id.v);
}

void vitals_change_page(struct turn *t)
{
    struct vitals was;
    if (!own_vitals(t, &was))
        return;
    struct entry e = entry_sent(t, &was);
    take(t, &e);
}
