// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/case_story.h"

#include "application/part_page.h"

static str who_of(struct turn *t, const struct step_row *step)
{
    if (member_is(step->actor) && member_same(step->actor, t->me->member))
        return str_print(t->arena, "%.*s（あなた）", STR(step->actor_name));
    return step->actor_name;
}

static instant last_return(const struct step_rows *story, size_t before)
{
    instant at = NO_INSTANT;
    for (size_t i = 0; i < before; i++)
        if (story->at[i].step == STEP_RETURN)
            at = story->at[i].at;
    return at;
}

static struct case_step step_of(struct turn *t, const struct application *of,
                                const struct step_rows *story, size_t i)
{
    const struct step_row *row = &story->at[i];
    struct case_step step = {
        .when = instant_format_wareki(t->arena, row->at),
        .who = who_of(t, row),
        .what = application_step_label(row->step),
        .note = row->note,
    };
    str label = field_label_of(t->arena, paper_of(of->kind), row->field);
    if (row->step == STEP_RETURN && row->note.n)
        step.what = label.n ? str_print(t->arena, "直してほしいところ：%.*s", STR(label))
                            : S("直してほしいところ");
    if (row->step == STEP_CORRECT) {
        struct value_changes changes =
            application_changes_between(t->tx, of, last_return(story, i), row->at);
        step.changes = change_lines_of(t->arena, &changes);
    }
    return step;
}

struct case_steps case_steps_of(struct turn *t, const struct application *of,
                                const struct step_rows *story, int64_t after)
{
    struct case_steps steps = {0, NEW_ARRAY(t->arena, struct case_step, story->n)};
    for (size_t i = 0; i < story->n; i++)
        if (story->at[i].id > after)
            steps.at[steps.n++] = step_of(t, of, story, i);
    return steps;
}
