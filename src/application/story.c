// SPDX-License-Identifier: AGPL-3.0-or-later
// What happened to an application: each step dated and attributed, the reasons of a return.
#include "application/application.sql.h"
#include "application/desk.h"
#include "application/stored.h"
#include "audit/audit.h"
#include "city/city.h"
#include "member/member.h"

enum { NOTE_MOST = 2000 };

void step_record(struct tx *tx, const struct application *of, enum application_step step, str field,
                 str note)
{
    const struct acting *me = tx_get(tx, TX_ACTOR);
    int64_t id = tx_new_id(tx);
    struct key key;
    bytes sealed = {(const uint8_t *)"", 0};
    if (note.n && city_key(tx, of->city, &key)) {
        struct place place = {S("application_step"), S("note"), id, of->city.v};
        sealed = seal_text(tx_arena(tx), &key, place, str_part(note, 0, NOTE_MOST));
        key_forget(&key);
    }
    step_insert(tx, &(struct step_insert_params){
                        .application = of->id,
                        .id = id,
                        .at = tx_now(tx),
                        .actor = me ? me->member : (member_id){0},
                        .step = step,
                        .field = field,
                        .note = sealed,
                    });
    audit_record(tx, &(struct audit_entry){"application.step", .city = of->city,
                                           .subject = of->id.v,
                                           .detail = application_step_label(step)});
}

// A step keeps who acted; the name is the one that person has now.
str actor_name(struct tx *tx, member_id actor)
{
    if (!member_is(actor))
        return S("申請者");
    const struct member *m = member_find_anywhere(tx, actor);
    return m ? m->name : S("登録のない人");
}

// Few people act on one application: each name is opened once.
static str name_once(struct tx *tx, const struct step_rows *rows, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (member_same(rows->at[k].actor, rows->at[i].actor))
            return rows->at[k].actor_name;
    return actor_name(tx, rows->at[i].actor);
}

static struct step_row step_opened(struct tx *tx, const struct key *key, city_id city,
                                   const struct step_found *f)
{
    struct place place = {S("application_step"), S("note"), f->id, city.v};
    struct step_row row = {
        .id = f->id, .at = f->at, .actor = f->actor, .step = f->step, .field = f->field};
    if (f->note.n && !unseal_text(tx_arena(tx), key, place, f->note, &row.note))
        tx_fail(tx, "a step of an application does not open");
    return row;
}

struct step_rows application_story(struct tx *tx, const struct application *of)
{
    struct step_found_list found = step_rows_of(tx, of->id);
    struct step_rows rows = {found.n, NEW_ARRAY(tx_arena(tx), struct step_row, found.n)};
    struct key key;
    if (found.n == 0 || !city_key(tx, of->city, &key))
        return (struct step_rows){0};
    for (size_t i = 0; i < found.n; i++) {
        rows.at[i] = step_opened(tx, &key, of->city, &found.at[i]);
        rows.at[i].actor_name = name_once(tx, &rows, i);
    }
    key_forget(&key);
    return rows;
}

struct reasons application_reasons(struct tx *tx, const struct application *application)
{
    struct step_rows story = application_story(tx, application);
    struct reasons reasons = {0, NEW_ARRAY(tx_arena(tx), struct reason, story.n)};
    for (size_t i = 0; i < story.n; i++) {
        const struct step_row *step = &story.at[i];
        if (step->step != STEP_RETURN)
            continue;
        if (step->note.n == 0)
            reasons.n = 0; // a newer return begins
        else
            reasons.at[reasons.n++] = (struct reason){step->field, step->note};
    }
    return reasons;
}
