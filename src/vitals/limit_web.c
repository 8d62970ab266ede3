// SPDX-License-Identifier: AGPL-3.0-or-later
// 知らせる値: setting and ending limits.
#include "base/buf.h"
#include "vitals/limits_page.html.h"
#include "vitals/vitals_web.h"

static const str kind_values[] = {S_CONST("vitals"), S_CONST("urgent")};
static const str side_values[] = {S_CONST("upper"), S_CONST("lower")};

// --- showing -----------------------------------------------------------------------------------

static str jobs_of(struct turn *t, uint64_t professions)
{
    struct buf out = buf_in(t->arena);
    for (int p = 0; p < PROFESSIONS; p++)
        if (professions & (UINT64_C(1) << p)) {
            if (out.n)
                buf_put(&out, S("・"));
            buf_put(&out, profession_label((enum profession)p));
        }
    return buf_str(&out);
}

static struct limit_line line_of(struct turn *t, const struct vitals_limit *l)
{
    struct limit_line line = {
        .text = vitals_limit_text(t->arena, l),
        .kind = post_kind_label(l->urgent ? POST_URGENT : POST_VITALS),
        .chip = l->urgent ? "chip-red" : "chip-lime",
        .jobs = jobs_of(t, l->professions),
        .set_by = l->set_name,
        .set_at = frame_moment(t->arena, l->set_at),
        .ended = instant_is(l->ended_at),
        .end = {url_make(t->arena, "/rooms/%i/vitals/limits/%i/end", t->seat->room.v, l->id.v),
                S("知らせるのをやめる"), S("この値を知らせるのをやめます。決めたことは記録に残ります。"),
                S("やめる"), NONE, NONE},
    };
    if (line.ended) {
        line.ended_by = l->ended_name;
        line.ended_at = frame_moment(t->arena, l->ended_at);
    }
    return line;
}

static struct limit_lines lines_of(struct turn *t, const struct vitals_limits *limits, bool ended)
{
    struct limit_lines lines = {0, NEW_ARRAY(t->arena, struct limit_line, limits->n)};
    for (size_t i = 0; i < limits->n; i++)
        if (instant_is(limits->at[i].ended_at) == ended)
            lines.at[lines.n++] = line_of(t, &limits->at[i]);
    return lines;
}

static struct options choices(struct turn *t, const struct form *form, str name, const str *values,
                              const str *labels, size_t n)
{
    struct options options = {n, NEW_ARRAY(t->arena, struct option, n)};
    str typed = form_typed(form, name);
    for (size_t i = 0; i < n; i++)
        options.at[i] = (struct option){values[i], labels[i],
                                        typed.n ? str_eq(typed, values[i]) : i == 0};
    return options;
}

static struct options signs_of(struct turn *t, const struct form *form)
{
    str values[VITALS_SIGNS], labels[VITALS_SIGNS];
    for (enum vitals_sign s = 0; s < VITALS_SIGNS; s++) {
        const struct vitals_facts *facts = vitals_facts_of(s);
        values[s] = facts->word;
        labels[s] = facts->unit.n ? str_print(t->arena, "%.*s（%.*s）", STR(facts->label),
                                              STR(facts->unit))
                                  : facts->label;
    }
    return choices(t, form, S("sign"), values, labels, VITALS_SIGNS);
}

static uint64_t jobs_sent(struct turn *t)
{
    uint64_t jobs = 0;
    struct addressee one;
    for (size_t i = 0; i < t->request->form.n; i++) {
        const struct param *p = &t->request->form.at[i];
        if (str_eq(p->name, S("jobs")) && addressee_parse(p->value, &one) &&
            one.kind == ADDRESSEE_PROFESSION && one.target >= 0 && one.target < PROFESSIONS)
            jobs |= UINT64_C(1) << one.target;
    }
    return jobs;
}

// The 職種 of those who are in the room.
static struct options professions_of(struct turn *t)
{
    uint64_t here = 0, chosen = jobs_sent(t);
    struct seat_rows people = seat_roster(t->tx, t->seat);
    struct options options = {0, NEW_ARRAY(t->arena, struct option, PROFESSIONS)};
    for (size_t i = 0; i < people.n; i++)
        if (!day_is(people.at[i].removed_on))
            here |= UINT64_C(1) << people.at[i].profession;
    for (int p = 0; p < PROFESSIONS; p++)
        if (here & (UINT64_C(1) << p))
            options.at[options.n++] = (struct option){
                addressee_word(t->arena, (struct addressee){ADDRESSEE_PROFESSION, p}),
                profession_label((enum profession)p), chosen & (UINT64_C(1) << p)};
    return options;
}

static void add_form(struct turn *t, const struct form *form, struct limits_page *page)
{
    static const str kind_labels[] = {S_CONST("バイタルとして"), S_CONST("緊急として")},
                     side_labels[] = {S_CONST("以上のとき"), S_CONST("以下のとき")};
    page->sign = field_of(form, S("sign"), S("項目"), NONE);
    page->side = field_of(form, S("side"), S("どちら側で"), NONE);
    page->value = field_of(form, S("value"), S("値"), NONE);
    page->value.inputmode = S("decimal");
    page->value.required = true;
    page->kind = field_of(form, S("kind"), S("投稿の種類"), NONE);
    page->jobs = field_of(form, S("jobs"), S("知らせる職種"), NONE);
    page->signs = signs_of(t, form);
    page->sides = choices(t, form, S("side"), side_values, side_labels, 2);
    page->kinds = choices(t, form, S("kind"), kind_values, kind_labels, 2);
    page->professions = professions_of(t);
}

static void show(struct turn *t, struct form form)
{
    struct vitals_limits limits = vitals_limits_ever(t->tx, t->seat);
    struct limits_page page = {
        .base = turn_base(t, S("知らせる値")),
        .frame = frame_of(t, FRAME_VITALS, S("知らせる値")),
        .form = form,
        .may_write = t->seat->may_write,
        .to = url_make(t->arena, "/rooms/%i/vitals/limits", t->seat->room.v),
        .back = vitals_url(t),
        .now = lines_of(t, &limits, false),
        .before = lines_of(t, &limits, true),
    };
    if (page.may_write)
        add_form(t, &form, &page);
    page.base.look = S("page-room");
    limits_page_html(turn_out(t), &page);
    vitals_viewed(t, "vitals.view", 0);
}

void limits_page(struct turn *t)
{
    if (vitals_here(t))
        show(t, form_empty(t->arena));
}

// --- what was sent -------------------------------------------------------------------------------

static struct vitals_limit limit_sent(struct turn *t, struct form *form)
{
    str words[VITALS_SIGNS];
    for (enum vitals_sign s = 0; s < VITALS_SIGNS; s++)
        words[s] = vitals_facts_of(s)->word;
    struct vitals_limit limit = {.professions = jobs_sent(t)};
    limit.sign = (enum vitals_sign)form_choice(
        form, S("sign"), (struct form_rule){S_CONST("項目"), 0, false}, words, VITALS_SIGNS);
    limit.upper = form_choice(form, S("side"), (struct form_rule){S_CONST("どちら側で"), 0, false},
                              side_values, 2) == 0;
    limit.urgent = form_choice(form, S("kind"), (struct form_rule){S_CONST("投稿の種類"), 0, false},
                               kind_values, 2) == 1;
    switch (vitals_read(t->arena, limit.sign, form_typed(form, S("value")), &limit.value)) {
    case VITALS_READ:
    case VITALS_IMPOSSIBLE:
        break;
    case VITALS_BLANK:
    case VITALS_NO_NUMBER:
        form_refuse(form, S("value"), S("値を数字で入れてください。"));
        break;
    }
    return limit;
}

void limit_set_page(struct turn *t)
{
    if (!vitals_here(t))
        return;
    struct form form = form_of(t->request);
    struct vitals_limit limit = limit_sent(t, &form);
    if (form_ok(&form) || !t->seat->may_write)
        switch (vitals_limit_set(t->tx, t->seat, &limit)) {
        case LIMIT_SET:
        case LIMIT_SAME:
            turn_go_saying(t, url_make(t->arena, "/rooms/%i/vitals/limits", t->seat->room.v),
                           "知らせる値を決めました。");
            return;
        case LIMIT_OUT_OF_RANGE:
            form_refuse(&form, S("value"), S("この項目ではあり得ない値です。項目と値を確かめてください。"));
            break;
        case LIMIT_NOBODY:
            form_refuse(&form, S("jobs"), S("知らせる職種を1つ以上選んでください。"));
            break;
        case LIMIT_REFUSED:
            turn_missing(t);
            return;
        }
    turn_refuse_form(t);
    show(t, form);
}

void limit_end_page(struct turn *t)
{
    if (!vitals_here(t))
        return;
    if (vitals_limit_end(t->tx, t->seat, (limit_id){turn_param(t, 1)}))
        turn_go_saying(t, url_make(t->arena, "/rooms/%i/vitals/limits", t->seat->room.v),
                       "この値を知らせるのをやめました。");
    else
        turn_missing(t);
}
