// SPDX-License-Identifier: AGPL-3.0-or-later
// Measurings as Observation: one for each sign, both blood pressures as the components of one. Codes
// of LOINC as the vital signs profile of FHIR R4 names them, units of UCUM. There is no LOINC code
// for JCS, the scale of Japan, so its name stands there alone.
#include "fhir/bundle.h"
#include "vitals/vitals.h"

static const char LOINC[] = "http://loinc.org", UCUM[] = "http://unitsofmeasure.org";

static const struct coded {
    const char *code, *display, *unit; // unit: of UCUM
} coded[VITALS_SIGNS] = {
    [VITALS_TEMPERATURE] = {"8310-5", "Body temperature", "Cel"},
    [VITALS_PULSE] = {"8867-4", "Heart rate", "/min"},
    [VITALS_SYSTOLIC] = {"8480-6", "Systolic blood pressure", "mm[Hg]"},
    [VITALS_DIASTOLIC] = {"8462-4", "Diastolic blood pressure", "mm[Hg]"},
    [VITALS_SPO2] = {"2708-6", "Oxygen saturation in Arterial blood", "%"},
    [VITALS_BREATHS] = {"9279-1", "Respiratory rate", "/min"},
    [VITALS_WEIGHT] = {"29463-7", "Body weight", "kg"},
    [VITALS_GLUCOSE] = {"2339-0", "Glucose [Mass/volume] in Blood", "mg/dL"},
    [VITALS_PAIN] = {"72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported",
                     "{score}"},
    [VITALS_JCS] = {NULL, NULL, "{score}"},
};

static json_t *code_of(enum vitals_sign sign)
{
    str label = vitals_facts_of(sign)->label;
    if (!coded[sign].code)
        return json_pack("{s:o}", "text", fhir_text(label));
    json_t *codings = json_pack("[o]", fhir_coding(LOINC, coded[sign].code, coded[sign].display));
    if (sign == VITALS_SPO2) // the profile asks for this one beside the first
        json_array_append_new(codings, fhir_coding(LOINC, "59408-5",
                                                   "Oxygen saturation in Arterial blood by Pulse oximetry"));
    return json_pack("{s:o,s:o}", "coding", codings, "text", fhir_text(label));
}

static json_t *quantity_of(enum vitals_sign sign, int64_t value)
{
    const struct vitals_facts *facts = vitals_facts_of(sign);
    json_t *number = facts->places ? json_real((double)value / 10) : json_integer(value);
    return json_pack("{s:o,s:s,s:s,s:s}", "value", number, "unit", coded[sign].unit, "system", UCUM,
                     "code", coded[sign].unit);
}

static const char *status_of(enum post_standing standing)
{
    switch (standing) {
    case POST_STANDS:
        return "final";
    case POST_EDITED:
        return "amended";
    case POST_CORRECTED:
        return "corrected";
    case POST_WITHDRAWN:
        return "entered-in-error";
    }
    return "final";
}

static json_t *observation_of(struct bundle *b, const struct vitals *v, json_t *code)
{
    json_t *observation = json_pack(
        "{s:s,s:s,s:[{s:[o]}],s:o,s:o,s:o,s:o,s:[o]}", "resourceType", "Observation", "status",
        status_of(v->standing), "category", "coding",
        fhir_coding("http://terminology.hl7.org/CodeSystem/observation-category", "vital-signs",
                    "Vital Signs"),
        "code", code, "subject", fhir_reference(b, FHIR_PATIENT, b->seat->room.v, 0),
        "effectiveDateTime", fhir_instant(b, v->measured_at), "issued",
        fhir_instant(b, instant_is(v->changed_at) ? v->changed_at : v->written_at), "performer",
        fhir_reference(b, FHIR_ROLE, v->seat.v, 0));
    // Of what was withdrawn the note is the reason, which may say what should be gone.
    if (v->note.n && v->standing != POST_WITHDRAWN)
        json_object_set_new(observation, "note",
                            json_pack("[{s:o}]", "text", fhir_text(v->note)));
    return observation;
}

static json_t *panel_code(const char *code, const char *display, str label)
{
    return json_pack("{s:[o],s:o}", "coding", fhir_coding(LOINC, code, display), "text",
                     fhir_text(label));
}

static json_t *absent(const char *code, const char *display)
{
    return json_pack("{s:[o]}", "coding",
                     fhir_coding("http://terminology.hl7.org/CodeSystem/data-absent-reason", code, display));
}

// One of the two may be missing; the profile asks that it says so.
static json_t *component_of(enum vitals_sign sign, int64_t value)
{
    json_t *component = json_pack("{s:o}", "code", code_of(sign));
    if (value == VITALS_NOT)
        json_object_set_new(component, "dataAbsentReason", absent("not-performed", "Not Performed"));
    else
        json_object_set_new(component, "valueQuantity", quantity_of(sign, value));
    return component;
}

static void put_pressure(struct bundle *b, const struct vitals *v)
{
    int64_t upper = v->values.at[VITALS_SYSTOLIC], lower = v->values.at[VITALS_DIASTOLIC];
    if (upper == VITALS_NOT && lower == VITALS_NOT)
        return;
    json_t *observation = observation_of(
        b, v, panel_code("85354-9", "Blood pressure panel with all children optional", S("血圧")));
    json_object_set_new(observation, "component",
                        json_pack("[oo]", component_of(VITALS_SYSTOLIC, upper),
                                  component_of(VITALS_DIASTOLIC, lower)));
    bundle_add(b, FHIR_MEASURING, v->id.v, VITALS_SYSTOLIC, observation);
}

static void put_sign(struct bundle *b, const struct vitals *v, enum vitals_sign sign)
{
    json_t *observation = observation_of(b, v, code_of(sign));
    json_object_set_new(observation, "valueQuantity", quantity_of(sign, v->values.at[sign]));
    bundle_add(b, FHIR_MEASURING, v->id.v, sign, observation);
}

// What was withdrawn is one resource without any value: that it was there, and is wrong.
static void put_withdrawn(struct bundle *b, const struct vitals *v)
{
    json_t *observation = observation_of(
        b, v, panel_code("85353-1", "Vital signs, weight, height, head circumference, oxygen "
                                    "saturation and BMI panel", S("取り消された測定")));
    json_object_set_new(observation, "dataAbsentReason", absent("error", "Error"));
    bundle_add(b, FHIR_MEASURING, v->id.v, VITALS_SIGNS, observation);
}

void fhir_put_vitals(struct bundle *b)
{
    struct vitals_list list =
        vitals_list_between(b->tx, b->seat, b->from, b->until,
                            (b->wish->part - 1) * FHIR_MEASURINGS, FHIR_MEASURINGS);
    for (size_t i = 0; i < list.n; i++) {
        const struct vitals *v = &list.at[i];
        if (v->standing == POST_WITHDRAWN) {
            put_withdrawn(b, v);
            continue;
        }
        put_pressure(b, v);
        for (enum vitals_sign s = 0; s < VITALS_SIGNS; s++)
            if (s != VITALS_SYSTOLIC && s != VITALS_DIASTOLIC && v->values.at[s] != VITALS_NOT)
                put_sign(b, v, s);
    }
}
