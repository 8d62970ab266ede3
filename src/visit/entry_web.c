// SPDX-License-Identifier: AGPL-3.0-or-later
// Putting a visit into the calendar, and changing one: this one, or this one and all after it.
#include "base/random.h"
#include "base/text.h"
#include "visit/entry_page.html.h"
#include "visit/visit_web.h"
#include "visit/who_web.h"

enum { USUAL_SERIES_DAYS = 182 };

// What the form is for: a new visit, one visit, or it and all after it.
enum purpose { PURPOSE_NEW, PURPOSE_ONE, PURPOSE_ONWARD };

struct entry {
    struct form form;
    enum purpose purpose;
    const struct visit *was; // NULL: new
    struct seat_rows people;
    struct visit_new new; // as read
};

static const str repeat_words[VISIT_REPEATS] = {
    [VISIT_ONCE] = S_CONST("once"),           [VISIT_WEEKLY] = S_CONST("weekly"),
    [VISIT_FORTNIGHTLY] = S_CONST("fortnightly"), [VISIT_MONTHLY_DATE] = S_CONST("date"),
    [VISIT_MONTHLY_WEEKDAY] = S_CONST("weekday"),
};
static const str repeat_labels[VISIT_REPEATS] = {
    [VISIT_ONCE] = S_CONST("くり返さない"),
    [VISIT_WEEKLY] = S_CONST("毎週"),
    [VISIT_FORTNIGHTLY] = S_CONST("2週間ごと"),
    [VISIT_MONTHLY_DATE] = S_CONST("毎月（同じ日）"),
    [VISIT_MONTHLY_WEEKDAY] = S_CONST("毎月（第1・第3水曜など）"),
};
static const str nth_labels[VISIT_LAST_OF_MONTH + 1] = {S_CONST("第1"), S_CONST("第2"), S_CONST("第3"),
                                                        S_CONST("第4"), S_CONST("第5"), S_CONST("最後")};

// --- reading the form --------------------------------------------------------------------------------

static unsigned ticks_read(struct turn *t, str name, int most)
{
    unsigned bits = 0;
    for (size_t i = 0; i < t->request->form.n; i++) {
        int64_t n;
        if (str_eq(t->request->form.at[i].name, name) &&
            str_to_int(t->request->form.at[i].value, &n) && n >= 0 && n < most)
            bits |= 1U << n;
    }
    return bits;
}

static void read_rule(struct turn *t, struct entry *e)
{
    struct visit_rule *rule = &e->new.rule;
    const struct form_rule choice = {.label = S("くり返し"), .optional = true};
    rule->repeat =
        (enum visit_repeat)form_choice(&e->form, S("repeat"), choice, repeat_words, VISIT_REPEATS);
    rule->first = rule->until = e->new.slot.on;
    if (rule->repeat == VISIT_ONCE)
        return;
    rule->weekdays = ticks_read(t, S("weekday"), 7);
    rule->nths = ticks_read(t, S("nth"), VISIT_LAST_OF_MONTH + 1);
    rule->until =
        form_day(&e->form, S("until"), (struct form_rule){.label = S("くり返しの終わりの日")});
}

// Empty: as long as such a visit usually takes, but not over midnight.
static int read_end(struct entry *e)
{
    int to = form_clock(&e->form, S("to"), (struct form_rule){.label = S("終わり"), .optional = true});
    const struct visit_slot *s = &e->new.slot;
    if (to < 0 && s->from >= 0) {
        int length = e->was && e->was->slot.kind == s->kind ? e->was->slot.to - e->was->slot.from
                                                            : visit_kind_minutes(s->kind);
        to = s->from + length < 24 * 60 ? s->from + length : 24 * 60 - 1;
    }
    return to;
}

static void read(struct turn *t, struct entry *e)
{
    struct visit_slot *slot = &e->new.slot;
    e->form = form_of(t->request);
    slot->on = form_day(&e->form, S("day"), (struct form_rule){.label = S("日")});
    slot->from = form_clock(&e->form, S("from"), (struct form_rule){.label = S("始まり")});
    if (!visit_kind_find(form_typed(&e->form, S("kind")), &slot->kind))
        form_refuse(&e->form, S("kind"), S("種類を選んでください。"));
    slot->to = read_end(e);
    if (!visit_who_read(&e->people, form_typed(&e->form, S("who")), slot))
        form_refuse(&e->form, S("who"), S("来る人か事業所を、いま部屋にいる中から選んでください。"));
    slot->note = form_line(&e->form, S("note"),
                           (struct form_rule){S("メモ"), VISIT_NOTE_MOST, .optional = true});
    e->new.request_key = form_typed(&e->form, S("request_key"));
    if (e->purpose != PURPOSE_ONE)
        read_rule(t, e);
}

// --- showing it ----------------------------------------------------------------------------------------

static day day_proposed(struct turn *t)
{
    day d, today = tx_today(t->tx);
    bool asked = day_parse(params_get(&t->request->query, S("day")), &d);
    return asked && d.n >= today.n - VISIT_DAYS_BACK && d.n <= today.n + VISIT_DAYS_AHEAD ? d
                                                                                           : today;
}

// What stands in the boxes before anything is typed.
static struct visit_new proposed(struct turn *t, const struct entry *e)
{
    struct visit_new new = {.slot = {.from = -1, .to = -1, .kind = VISIT_OTHER}};
    if (e->was)
        return (struct visit_new){.slot = e->was->slot, .rule = e->was->rule};
    for (size_t i = 0; i < e->people.n; i++)
        if (seat_same(e->people.at[i].id, t->seat->id)) {
            new.slot.office = e->people.at[i].office;
            new.slot.member = t->seat->member;
            new.slot.kind = visit_kind_of(e->people.at[i].profession);
        }
    new.slot.on = day_proposed(t);
    new.rule = (struct visit_rule){.first = new.slot.on, .until = new.slot.on};
    return new;
}

static str clock_value(struct arena *a, int minutes)
{
    return minutes < 0 ? NONE : str_print(a, "%02d:%02d", minutes / 60, minutes % 60);
}

static struct options choices_of(struct arena *a, const str *words, const str *labels, int n,
                                 str chosen)
{
    struct options options = {0, NEW_ARRAY(a, struct option, (size_t)n)};
    for (int i = 0; i < n; i++)
        visit_add_option(&options, words[i], labels[i], chosen);
    return options;
}

static struct options kinds_of(struct arena *a, str chosen)
{
    struct options options = {0, NEW_ARRAY(a, struct option, VISIT_KINDS)};
    for (enum visit_kind k = 0; k < VISIT_KINDS; k++)
        visit_add_option(&options, visit_kind_word(k), visit_kind_label(k), chosen);
    return options;
}

static struct options bits_of(struct arena *a, unsigned bits, int n, const str *labels)
{
    struct options options = {(size_t)n, NEW_ARRAY(a, struct option, (size_t)n)};
    for (int i = 0; i < n; i++)
        options.at[i] = (struct option){str_print(a, "%d", i),
                                        labels ? labels[i] : visit_weekday_label(i),
                                        bits & 1U << i};
    return options;
}

static void put_rule(struct turn *t, const struct entry *e, const struct visit_rule *rule,
                     struct visit_entry_page *page)
{
    const struct form *form = &e->form;
    bool sent = form->typed && form->typed->n;
    bool series = rule->repeat != VISIT_ONCE;
    day until = series ? rule->until : day_after(rule->first, USUAL_SERIES_DAYS);
    page->has_rule = true;
    page->repeat = field_of(form, S("repeat"), S("くり返し"), repeat_words[rule->repeat]);
    page->repeats =
        choices_of(t->arena, repeat_words, repeat_labels, VISIT_REPEATS, page->repeat.value);
    page->weekdays = field_of(form, S("weekday"), S("曜日"), NONE);
    page->weekdays.help = S("選ばないと、最初の日の曜日になります。");
    page->weekday_choices =
        bits_of(t->arena, sent ? ticks_read(t, S("weekday"), 7) : rule->weekdays, 7, NULL);
    page->nths = field_of(form, S("nth"), S("月の第何週"), NONE);
    page->nths.help = S("選ばないと、最初の日と同じになります。第5のない月は、その回はありません。");
    page->nth_choices =
        bits_of(t->arena, sent ? ticks_read(t, S("nth"), VISIT_LAST_OF_MONTH + 1) : rule->nths,
                VISIT_LAST_OF_MONTH + 1, nth_labels);
    page->until = field_of(form, S("until"), S("くり返しの終わりの日"), day_format_iso(t->arena, until));
    page->until.type = S("date");
    page->rule_open = series || !str_eq(page->repeat.value, repeat_words[VISIT_ONCE]) ||
                      e->purpose == PURPOSE_ONWARD;
}

static void put_slot(struct turn *t, const struct entry *e, const struct visit_slot *slot,
                     struct visit_entry_page *page)
{
    const struct form *form = &e->form;
    page->day = field_of(form, S("day"), e->purpose == PURPOSE_NEW ? S("日") : S("新しい日"),
                         day_format_iso(t->arena, slot->on));
    page->day.type = S("date");
    page->from = field_of(form, S("from"), S("始まり"), clock_value(t->arena, slot->from));
    page->until_time = field_of(form, S("to"), S("終わり"), clock_value(t->arena, slot->to));
    page->from.type = page->until_time.type = S("time");
    page->day.required = page->from.required = true;
    page->kind = field_of(form, S("kind"), S("種類"), visit_kind_word(slot->kind));
    page->kinds = kinds_of(t->arena, page->kind.value);
    page->who = field_of(form, S("who"), S("来る人"), visit_who_word(t->arena, &e->people, slot));
    page->people = visit_people(t, &e->people, page->who.value);
    page->note = field_of(form, S("note"), S("メモ（なくてもよい）"), slot->note);
}

static const struct {
    str title, lead, button;
} words[] = {
    [PURPOSE_NEW] = {S_CONST("予定を入れる"), S_CONST("終わりを空けておくと、種類ごとのふつうの長さになります。"),
                     S_CONST("予定に入れる")},
    [PURPOSE_ONE] = {S_CONST("この回を変える"), S_CONST("ほかの回はそのままです。前の予定も記録に残ります。"),
                     S_CONST("この回を変える")},
    [PURPOSE_ONWARD] = {S_CONST("この回からあとを変える"),
                        S_CONST("この回より前はそのままです。あとの回は新しい予定になり、中止した日は中止のまま残ります。"),
                        S_CONST("この回からあとを変える")},
};

static url to_of(struct turn *t, const struct entry *e)
{
    switch (e->purpose) {
    case PURPOSE_NEW:
        break;
    case PURPOSE_ONE:
        return visit_url(t, e->was, "change");
    case PURPOSE_ONWARD:
        return visit_url(t, e->was, "onward");
    }
    return visits_url(t);
}

static void show(struct turn *t, const struct entry *e)
{
    struct visit_new new = proposed(t, e);
    str key = form_typed(&e->form, S("request_key"));
    str version = form_typed(&e->form, S("version"));
    if (!version.n && e->was)
        version = str_print(t->arena, "%ld", (long)e->was->version);
    struct visit_entry_page page = {
        .base = turn_base(t, words[e->purpose].title),
        .frame = frame_of(t, FRAME_VISITS, words[e->purpose].title),
        .form = e->form,
        .title = words[e->purpose].title,
        .lead = words[e->purpose].lead,
        .button = words[e->purpose].button,
        .room_name = t->seat->room_name,
        .request_key = key.n ? key : random_digits(t->arena, 20),
        .version = version,
        .to = to_of(t, e),
        .back = e->was ? visit_url(t, e->was, "") : visits_week_url(t, new.slot.on),
    };
    put_slot(t, e, &new.slot, &page);
    if (e->purpose != PURPOSE_ONE)
        put_rule(t, e, &new.rule, &page);
    page.base.look = S("page-room");
    visit_entry_page_html(turn_out(t), &page);
    visits_viewed(t, e->was ? e->was->plan : (visit_id){0});
}

// --- pages -----------------------------------------------------------------------------------------------

static bool may_write(struct turn *t)
{
    if (!visits_here(t))
        return false;
    if (t->seat->may_write)
        return true;
    turn_missing(t);
    return false;
}

// The sentence after it stood: two at once are not refused, because they may be meant.
static const char *said(struct turn *t, const struct entry *e)
{
    day on = e->new.slot.on;
    struct visits there = visit_list_between(t->tx, t->seat, on, on);
    visit_mark_elsewhere(t->tx, t->me, &there);
    for (size_t i = 0; i < there.n; i++)
        if (there.at[i].overlaps || there.at[i].elsewhere)
            return "予定に入れました。この日に時間の重なっている予定があります。確かめてください。";
    return "予定に入れました。";
}

static void take(struct turn *t, struct entry *e)
{
    visit_id id = {0};
    read(t, e);
    if (form_ok(&e->form)) {
        enum visit_outcome outcome = VISIT_REFUSED;
        switch (e->purpose) {
        case PURPOSE_NEW:
            outcome = visit_add(t->tx, t->seat, &e->new, &id);
            break;
        case PURPOSE_ONE:
            outcome = visit_change(t->tx, t->seat, e->was, visit_version_sent(t), &e->new.slot);
            break;
        case PURPOSE_ONWARD:
            outcome = visit_change_onward(t->tx, t->seat, e->was, visit_version_sent(t), &e->new,
                                          &id);
            break;
        }
        bool saved = outcome == VISIT_SAVED || outcome == VISIT_SAVED_BEFORE;
        if (saved)
            turn_go_saying(t, visits_week_url(t, e->new.slot.on), said(t, e));
        if (saved || visit_settle(t, e->was, &e->form, outcome, NULL))
            return;
    }
    turn_refuse_form(t);
    show(t, e);
}

void visit_entry_form_page(struct turn *t)
{
    struct entry e = {.form = form_empty(t->arena)};
    if (!may_write(t))
        return;
    e.people = seat_roster(t->tx, t->seat);
    show(t, &e);
}

void visit_entry_page(struct turn *t)
{
    struct entry e = {.purpose = PURPOSE_NEW};
    if (!may_write(t))
        return;
    e.people = seat_roster(t->tx, t->seat);
    take(t, &e);
}

static void change(struct turn *t, enum purpose purpose, bool sent)
{
    struct visit was;
    struct entry e = {.form = form_empty(t->arena), .purpose = purpose, .was = &was};
    if (!may_write(t) || !visit_of_address(t, &was))
        return;
    bool open = was.may_change && (purpose == PURPOSE_ONWARD || was.state == VISIT_PLANNED);
    e.people = seat_roster(t->tx, t->seat);
    if (sent)
        take(t, &e);
    else if (open)
        show(t, &e);
    else
        turn_go_saying(t, visit_url(t, &was, ""), "この予定は、いまは変えられません。");
}

void visit_change_form_page(struct turn *t)
{
    change(t, PURPOSE_ONE, false);
}

void visit_change_page(struct turn *t)
{
    change(t, PURPOSE_ONE, true);
}

void visit_onward_form_page(struct turn *t)
{
    change(t, PURPOSE_ONWARD, false);
}

void visit_onward_page(struct turn *t)
{
    change(t, PURPOSE_ONWARD, true);
}
