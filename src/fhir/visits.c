// SPDX-License-Identifier: AGPL-3.0-or-later
// Visits as Appointment: what was planned, and whether it was done. Who comes is a PractitionerRole
// of the bundle; an office that sends somebody, or the whole team, can only be named (R4 lets no
// Organization and no CareTeam take part).
#include "fhir/bundle.h"
#include "visit/visit.h"

enum { WINDOW_DAYS = 124 }; // that visit_list_between gives at once

static const char *status_of(enum visit_state state)
{
    switch (state) {
    case VISIT_PLANNED:
        return "booked";
    case VISIT_DONE:
        return "fulfilled";
    case VISIT_CANCELLED:
        return "cancelled";
    }
    return "booked";
}

static instant moment(day on, int minutes)
{
    return (instant){day_start(on).us + MINUTES(minutes)};
}

// The seat under which that person comes; who sat there for another office meanwhile has two.
static const struct seat_row *seat_of(const struct bundle *b, const struct visit *v)
{
    const struct seat_row *found = NULL;
    for (size_t i = 0; i < b->people.n; i++) {
        const struct seat_row *p = &b->people.at[i];
        if (member_is(v->slot.member) && member_same(p->member, v->slot.member) &&
            (!found || office_same(p->office, v->slot.office)))
            found = p;
    }
    return found;
}

static json_t *who_comes(struct bundle *b, const struct visit *v)
{
    const struct seat_row *seat = seat_of(b, v);
    if (seat)
        return json_pack("{s:o,s:s}", "actor", fhir_reference(b, FHIR_ROLE, seat->id.v, 0), "status",
                         "accepted");
    return json_pack("{s:[{s:o}],s:s}", "type", "text", fhir_text(visit_who(b->a, v)), "status",
                     "accepted");
}

static void put_visit(struct bundle *b, const struct visit *v)
{
    const struct visit_slot *slot = &v->slot;
    json_t *visit = json_pack(
        "{s:s,s:s,s:[{s:o}],s:o,s:o,s:i,s:o,s:[{s:o,s:s},o]}", "resourceType", "Appointment",
        "status", status_of(v->state), "serviceType", "text", fhir_text(visit_kind_label(slot->kind)),
        "start", fhir_instant(b, moment(slot->on, slot->from)), "end",
        fhir_instant(b, moment(slot->on, slot->to)), "minutesDuration", slot->to - slot->from,
        "created", fhir_instant(b, v->changed_at), "participant", "actor",
        fhir_reference(b, FHIR_PATIENT, b->seat->room.v, 0), "status", "accepted", who_comes(b, v));
    if (slot->note.n)
        json_object_set_new(visit, "comment", fhir_text(slot->note));
    if (v->state == VISIT_CANCELLED && v->reason.n)
        json_object_set_new(visit, "cancelationReason",
                            json_pack("{s:o}", "text", fhir_text(v->reason)));
    bundle_add(b, FHIR_VISIT, v->plan.v, v->original.n, visit);
}

static struct visits window(struct tx *tx, const struct seat *seat, day first, day to)
{
    day last = day_after(first, WINDOW_DAYS - 1);
    return visit_list_between(tx, seat, first, last.n < to.n ? last : to);
}

int64_t fhir_count_visits(struct tx *tx, const struct seat *seat, day from, day to)
{
    int64_t n = 0;
    for (day d = from; d.n <= to.n; d = day_after(d, WINDOW_DAYS))
        n += (int64_t)window(tx, seat, d, to).n;
    return n;
}

void fhir_put_visits(struct bundle *b)
{
    int64_t before = 0, first = (b->wish->part - 1) * FHIR_VISITS, end = first + FHIR_VISITS;
    for (day d = b->wish->from; d.n <= b->wish->to.n && before < end; d = day_after(d, WINDOW_DAYS)) {
        struct visits list = window(b->tx, b->seat, d, b->wish->to);
        for (size_t i = 0; i < list.n; i++, before++)
            if (before >= first && before < end)
                put_visit(b, &list.at[i]);
    }
}
