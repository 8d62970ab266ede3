// SPDX-License-Identifier: AGPL-3.0-or-later
// Whom a post is for, until when it is to be confirmed, and in whose name it is written.
#include "absence/absence.h"
#include "base/base32.h"
#include "timeline/timeline_web.h"

// --- what can be chosen ----------------------------------------------------------------------

static bool is_chosen(const struct draft *draft, struct addressee one)
{
    for (size_t i = 0; i < draft->to.n; i++)
        if (draft->to.at[i].kind == one.kind && draft->to.at[i].target == one.target)
            return true;
    return false;
}

static void offer(struct turn *t, const struct draft *draft, const struct seat_rows *people,
                  struct addressee one, struct options *choices)
{
    str word = addressee_word(t->arena, one);
    for (size_t i = 0; i < choices->n; i++)
        if (str_eq(choices->at[i].value, word))
            return;
    choices->at[choices->n++] =
        (struct option){word, addressee_label(t->arena, one, people), is_chosen(draft, one)};
}

static struct addressee addressee_at(const struct seat_row *who, enum addressee_kind kind)
{
    switch (kind) {
    case ADDRESSEE_SEAT:
        return (struct addressee){kind, who->id.v};
    case ADDRESSEE_PROFESSION:
        return (struct addressee){kind, (int64_t)who->profession};
    case ADDRESSEE_OFFICE:
        return (struct addressee){kind, who->office.v};
    case ADDRESSEE_EVERYONE:
        break;
    }
    return (struct addressee){ADDRESSEE_EVERYONE, 0};
}

// Whoever is absent can be asked all the same: the box says so, and who stands in.
static void say_absence(struct turn *t, const struct absents *absents,
                        const struct seat_rows *people, seat_id seat, struct option *choice)
{
    const struct absent *absent = absence_of(absents, seat);
    if (absent)
        choice->label = str_print(t->arena, "%.*s（%.*s）", STR(choice->label),
                                  STR(absence_text(t->arena, absent, people)));
}

static struct whom_group group_of(struct turn *t, const struct draft *draft,
                                  const struct seat_rows *people, enum addressee_kind kind)
{
    static const str titles[] = {S_CONST("人"), S_CONST("職種"), S_CONST("事業所"),
                                 S_CONST("全員")};
    struct whom_group group = {titles[kind],
                               {0, NEW_ARRAY(t->arena, struct option, people->n + 1)}};
    for (size_t i = 0; i < people->n; i++) {
        const struct seat_row *who = &people->at[i];
        bool myself = kind == ADDRESSEE_SEAT && seat_same(who->id, t->seat->id);
        if (!day_is(who->removed_on) && !myself)
            offer(t, draft, people, addressee_at(who, kind), &group.choices);
    }
    return group;
}

static void add_absences(struct turn *t, const struct seat_rows *people, struct whom_group *group)
{
    struct absents absents = absence_in_room(t->tx, t->seat);
    for (size_t i = 0; i < group->choices.n && absents.n; i++) {
        struct addressee to;
        if (addressee_parse(group->choices.at[i].value, &to) && to.kind == ADDRESSEE_SEAT)
            say_absence(t, &absents, people, (seat_id){to.target}, &group->choices.at[i]);
    }
}

// From the few big choices to the many small ones.
static struct whom_groups groups_of(struct turn *t, const struct draft *draft,
                                    const struct seat_rows *people)
{
    static const enum addressee_kind order[] = {ADDRESSEE_EVERYONE, ADDRESSEE_PROFESSION,
                                                ADDRESSEE_OFFICE, ADDRESSEE_SEAT};
    struct whom_groups groups = {0, NEW_ARRAY(t->arena, struct whom_group, 4)};
    for (size_t i = 0; i < 4; i++) {
        struct whom_group group = group_of(t, draft, people, order[i]);
        if (order[i] == ADDRESSEE_SEAT)
            add_absences(t, people, &group);
        if (group.choices.n)
            groups.at[groups.n++] = group;
    }
    return groups;
}

// --- until when --------------------------------------------------------------------------------

enum due { DUE_NONE, DUE_HOUR, DUE_TODAY, DUE_TOMORROW, DUE_WEEK, DUE_AT, DUES };
static const str due_values[DUES] = {
    [DUE_NONE] = S_CONST("none"),         [DUE_HOUR] = S_CONST("hour"),
    [DUE_TODAY] = S_CONST("today"),       [DUE_TOMORROW] = S_CONST("tomorrow"),
    [DUE_WEEK] = S_CONST("week"),         [DUE_AT] = S_CONST("at"),
};
static const str due_labels[DUES] = {
    [DUE_NONE] = S_CONST("確認は求めない"),   [DUE_HOUR] = S_CONST("1時間以内"),
    [DUE_TODAY] = S_CONST("きょう中"),        [DUE_TOMORROW] = S_CONST("あすの正午まで"),
    [DUE_WEEK] = S_CONST("1週間以内"),        [DUE_AT] = S_CONST("日時を決める"),
};

// "2026-11-23T12:30", as the browser's field for a date and time sends it; NO_INSTANT otherwise.
static instant parse_local(str typed)
{
    day date;
    int64_t hour, minute;
    if (typed.n < 16 || !day_parse(str_part(typed, 0, 10), &date) ||
        !str_to_int(str_part(typed, 11, 2), &hour) || !str_to_int(str_part(typed, 14, 2), &minute) ||
        hour < 0 || hour > 23 || minute < 0 || minute > 59)
        return NO_INSTANT;
    return instant_after(day_start(date), HOURS(hour) + MINUTES(minute));
}

int whom_due_known(int64_t choice)
{
    return choice > DUE_NONE && choice < DUES ? (int)choice : DUE_NONE;
}

bool whom_due(struct turn *t, const struct draft *draft, instant *out)
{
    day today = tx_today(t->tx);
    switch ((enum due)draft->due) {
    case DUE_HOUR:
        *out = instant_after(tx_now(t->tx), HOURS(1));
        return true;
    case DUE_TODAY:
        *out = instant_after(day_start(day_after(today, 1)), -MINUTES(1));
        return true;
    case DUE_TOMORROW:
        *out = instant_after(day_start(day_after(today, 1)), HOURS(12));
        return true;
    case DUE_WEEK:
        *out = instant_after(day_start(day_after(today, 7)), HOURS(12));
        return true;
    case DUE_AT:
        *out = parse_local(draft->due_at);
        return true;
    case DUE_NONE:
    case DUES:
        break;
    }
    *out = NO_INSTANT;
    return false;
}

static struct options dues_of(struct turn *t, const struct draft *draft)
{
    struct options dues = {DUES, NEW_ARRAY(t->arena, struct option, DUES)};
    for (int i = 0; i < DUES; i++)
        dues.at[i] = (struct option){due_values[i], due_labels[i], i == draft->due};
    return dues;
}

// --- in whose name -------------------------------------------------------------------------------

static office_id my_office(const struct turn *t, const struct seat_rows *people)
{
    for (size_t i = 0; i < people->n; i++)
        if (seat_same(people->at[i].id, t->seat->id))
            return people->at[i].office;
    return (office_id){0};
}

static struct options names_of(struct turn *t, const struct draft *draft,
                               const struct seat_rows *people)
{
    struct options names = {1, NEW_ARRAY(t->arena, struct option, people->n + 1)};
    office_id office = my_office(t, people);
    names.at[0] = (struct option){NONE, S("自分の言葉"), !seat_is(draft->for_seat)};
    for (size_t i = 0; i < people->n; i++) {
        const struct seat_row *who = &people->at[i];
        if (!day_is(who->removed_on) && office_same(who->office, office) &&
            !seat_same(who->id, t->seat->id))
            names.at[names.n++] = (struct option){
                base32_from_id(t->arena, who->id.v),
                str_print(t->arena, "%.*sさんの言葉", STR(who->name)),
                seat_same(who->id, draft->for_seat),
            };
    }
    return names;
}

// --- the box ---------------------------------------------------------------------------------------

static void fill(struct turn *t, const struct draft *draft, const struct seat_rows *people,
                 struct whom_box *box)
{
    box->groups = groups_of(t, draft, people);
    box->dues = dues_of(t, draft);
    box->names = names_of(t, draft, people);
    box->to_error = form_error(&draft->form, S("to"));
    box->due_error = form_error(&draft->form, S("due"));
    box->due_at = draft->due_at;
}

struct whom_box whom_box_of(struct turn *t, const struct draft *draft,
                            const struct seat_rows *people)
{
    struct whom_box box = {
        .open = url_make(t->arena, "/rooms/%i/whom", t->seat->room.v),
        .shown = draft->shows_whom || draft->to.n || draft->due || seat_is(draft->for_seat),
    };
    if (box.shown)
        fill(t, draft, people, &box);
    return box;
}

// The inside of the box when it is opened; without script the room with the box open.
void whom_page(struct turn *t)
{
    if (!t->request->wants_fragment) {
        turn_go(t, url_make(t->arena, "/rooms/%i?whom=1#whom", t->seat->room.v));
        return;
    }
    struct draft draft = {.form = form_empty(t->arena)};
    struct seat_rows people = seat_roster(t->tx, t->seat);
    struct whom_box box = {0};
    fill(t, &draft, &people, &box);
    whom_in_put_html(turn_out(t), &box);
    room_viewed(t, "team.view", 0);
}

// --- reading what was sent ---------------------------------------------------------------------------

void whom_sent(struct turn *t, struct draft *draft)
{
    const struct params *form = &t->request->form;
    int64_t id = 0;
    draft->to.at = NEW_ARRAY(t->arena, struct addressee, form->n);
    for (size_t i = 0; i < form->n; i++)
        if (str_eq(form->at[i].name, S("to")) &&
            addressee_parse(form->at[i].value, &draft->to.at[draft->to.n]))
            draft->to.n++;
    str due = form_typed(&draft->form, S("due"));
    for (int i = 0; i < DUES; i++)
        if (str_eq(due, due_values[i]))
            draft->due = i;
    draft->due_at = form_typed(&draft->form, S("due_at"));
    if (base32_to_id(form_typed(&draft->form, S("for")), &id))
        draft->for_seat = (seat_id){id};
}
