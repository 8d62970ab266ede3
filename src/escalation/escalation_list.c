// SPDX-License-Identifier: AGPL-3.0-or-later
// What pages show of it.
#include "escalation/escalation.h"

#include "escalation/escalation.sql.h"
#include "member/member.h"

// --- on the cards --------------------------------------------------------------------------

static bool any_asks(const struct post_list *posts)
{
    for (size_t i = 0; i < posts->n; i++)
        if (instant_is(posts->at[i].due_at))
            return true;
    return false;
}

static void add_notes(const struct note_row_list *rows, struct escalation_notes *notes)
{
    for (size_t i = 0; i < rows->n; i++)
        notes->at[notes->n++] =
            (struct escalation_note){rows->at[i].post, rows->at[i].seat, rows->at[i].by_seat};
}

struct escalation_notes escalation_notes_of(struct tx *tx, const struct seat *seat,
                                            const struct post_list *posts)
{
    struct escalation_notes notes = {0};
    if (!any_asks(posts))
        return notes;
    post_id first = posts->at[0].id, last = posts->at[posts->n - 1].id;
    struct note_row_list asked = asked_instead(tx, seat->room, first, last, seat->member);
    struct note_row_list answered = answered_instead(tx, seat->room, first, last);
    notes.at = NEW_ARRAY(tx_arena(tx), struct escalation_note, asked.n + answered.n);
    add_notes(&asked, &notes);
    add_notes(&answered, &notes);
    return notes;
}

// --- the story of one post -------------------------------------------------------------------

// Both lists are in the order of time.
struct escalation_events escalation_story(struct tx *tx, const struct seat *seat, post_id post)
{
    struct event_row_list steps = escalation_event_rows(tx, seat->room, post);
    struct stand_in_row_list answers = stand_in_rows(tx, seat->room, post);
    struct escalation_events story = {
        0, NEW_ARRAY(tx_arena(tx), struct escalation_event, steps.n + answers.n)};
    size_t i = 0, j = 0;
    while (i < steps.n || j < answers.n) {
        bool step = j == answers.n || (i < steps.n && steps.at[i].at.us <= answers.at[j].at.us);
        const struct event_row *s = step ? &steps.at[i++] : NULL;
        const struct stand_in_row *a = step ? NULL : &answers.at[j++];
        story.at[story.n++] =
            s ? (struct escalation_event){.step = s->step, .revision = s->revision,
                                          .asked = s->seat, .told = s->told,
                                          .nobody = !member_is(s->member), .at = s->at}
              : (struct escalation_event){.confirmed = true, .revision = a->revision,
                                          .asked = a->seat, .told = a->by_seat, .at = a->at};
    }
    return story;
}

// --- for administrators ----------------------------------------------------------------------

struct escalation_lates escalation_list_late(struct tx *tx, member_id administrator)
{
    instant since = instant_after(tx_now(tx), -ESCALATION_GIVE_UP);
    struct late_row_list rows = late_rows(tx, administrator, since);
    struct escalation_lates list = {rows.n, NEW_ARRAY(tx_arena(tx), struct escalation_late, rows.n)};
    struct member_id_list ids = {rows.n, NEW_ARRAY(tx_arena(tx), member_id, rows.n)};
    for (size_t i = 0; i < rows.n; i++)
        ids.at[i] = rows.at[i].member;
    struct member_list people = member_list_for(tx, &ids);
    for (size_t i = 0; i < rows.n; i++)
        list.at[i] = (struct escalation_late){ids.at[i], people.at[i].name, rows.at[i].posts,
                                              rows.at[i].due_at};
    return list;
}
