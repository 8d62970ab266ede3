// SPDX-License-Identifier: AGPL-3.0-or-later
// Who it is about and who they are: a Practitioner for each person, a PractitionerRole for each
// seat (somebody may have sat there for one office, then for another), the CareTeam of all.
#include "fhir/bundle.h"
#include "summary/summary.h"

// How JP Core tells the written name (IDE, ideographic) from its reading (SYL, syllabic).
static json_t *name_of(str name, const char *representation)
{
    return json_pack("{s:[{s:s,s:s}],s:s,s:o}", "extension", "url",
                     "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation",
                     "valueCode", representation, "use", "official", "text", fhir_text(name));
}

static void put_patient(struct bundle *b)
{
    struct identity who = {.birth = NO_DAY};
    if (!summary_identity(b->tx, b->seat, &who))
        return;
    json_t *patient = json_pack("{s:s,s:[o]}", "resourceType", "Patient", "name",
                                name_of(who.name, "IDE"));
    if (who.kana.n)
        json_array_append_new(json_object_get(patient, "name"), name_of(who.kana, "SYL"));
    if (day_is(who.birth))
        json_object_set_new(patient, "birthDate", fhir_day(b, who.birth));
    bundle_add(b, FHIR_PATIENT, b->seat->room.v, 0, patient);
}

static bool office_before(const struct bundle *b, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (office_same(b->people.at[j].office, b->people.at[i].office))
            return true;
    return false;
}

static bool member_before(const struct bundle *b, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (member_same(b->people.at[j].member, b->people.at[i].member))
            return true;
    return false;
}

static json_t *period_of(struct bundle *b, day from, day to)
{
    json_t *period = json_pack("{s:o}", "start", fhir_day(b, from));
    if (day_is(to))
        json_object_set_new(period, "end", fhir_day(b, to));
    return period;
}

static void put_person(struct bundle *b, size_t i)
{
    const struct seat_row *p = &b->people.at[i];
    if (!office_before(b, i))
        bundle_add(b, FHIR_ORGANIZATION, p->office.v, 0,
                   json_pack("{s:s,s:o}", "resourceType", "Organization", "name",
                             fhir_text(p->office_name)));
    if (!member_before(b, i))
        bundle_add(b, FHIR_PRACTITIONER, p->member.v, 0,
                   json_pack("{s:s,s:[o]}", "resourceType", "Practitioner", "name",
                             name_of(p->name, "IDE")));
    bundle_add(b, FHIR_ROLE, p->id.v, 0,
               json_pack("{s:s,s:b,s:o,s:o,s:o,s:[{s:o}]}", "resourceType", "PractitionerRole",
                         "active", !day_is(p->removed_on), "period",
                         period_of(b, p->invited_on, p->removed_on), "practitioner",
                         fhir_reference(b, FHIR_PRACTITIONER, p->member.v, 0), "organization",
                         fhir_reference(b, FHIR_ORGANIZATION, p->office.v, 0), "code", "text",
                         fhir_text(profession_label(p->profession))));
}

static json_t *participant_of(struct bundle *b, const struct seat_row *p)
{
    return json_pack("{s:[{s:o}],s:o,s:o}", "role", "text",
                     fhir_text(profession_label(p->profession)), "member",
                     fhir_reference(b, FHIR_ROLE, p->id.v, 0), "period",
                     period_of(b, p->invited_on, p->removed_on));
}

void fhir_put_people(struct bundle *b)
{
    put_patient(b);
    json_t *participants = json_array();
    for (size_t i = 0; i < b->people.n; i++) {
        put_person(b, i);
        json_array_append_new(participants, participant_of(b, &b->people.at[i]));
    }
    json_t *team = json_pack("{s:s,s:s,s:o}", "resourceType", "CareTeam", "status",
                             day_is(b->seat->closed_on) ? "inactive" : "active", "subject",
                             fhir_reference(b, FHIR_PATIENT, b->seat->room.v, 0));
    // FHIR knows no empty lists.
    if (json_array_size(participants))
        json_object_set(team, "participant", participants);
    json_decref(participants);
    bundle_add(b, FHIR_TEAM, b->seat->room.v, 0, team);
}
