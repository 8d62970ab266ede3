// SPDX-License-Identifier: AGPL-3.0-or-later
// The heart of the woman of 88 in numbers: the family's notebook from before the room was opened,
// then what the team measured. The numbers are those of the posts where a post names them.
#include "app/neighbourhood_vitals.h"

#include "seat/seat.h"
#include "vitals/vitals.h"

enum { NOTEBOOK_FROM = 30, NOTEBOOK_TO = 14 };

// With the first comes the notebook, and the doctor's wish to be told.
const struct noting notings_tomeko[] = {
    {13, 1225, DOCTOR, 365, 74, 130, 72, 96, 0},
    {12, 1010, NURSE_FIRST, 364, 72, 128, 70, 96, 458},
    {11, 1500, DAY_COUNSELLOR, 363, 74, 132, 74, 0, 0},
    {10, 940, PHYSIOTHERAPIST, 0, 78, 126, 72, 96, 0},
    {9, 1115, HELPER, 364, 0, 0, 0, 95, 460},
    {8, 1004, NURSE_SECOND, 365, 76, 134, 72, 95, 463},
    {7, 945, DAY_COUNSELLOR, 365, 80, 138, 76, 95, 467},
    {6, 808, NURSE_FIRST, 366, 88, 146, 80, 93, 476},
    {2, 1615, NURSE_FIRST, 363, 70, 122, 66, 97, 459},
    {1, 1115, HELPER, 364, 0, 0, 0, 97, 459},
    {0, 952, NURSE_SECOND, 364, 72, 120, 66, 96, 460},
};
const size_t n_notings_tomeko = sizeof notings_tomeko / sizeof notings_tomeko[0];

static int64_t measured(int value)
{
    return value ? value : VITALS_NOT;
}

static bool write_one(struct tx *tx, const struct seat *seat, const struct noting *r,
                      instant measured_at, str note)
{
    struct vitals_new new = {.measured_at = measured_at, .values = vitals_nothing(), .note = note};
    vitals_id id;
    new.values.at[VITALS_TEMPERATURE] = measured(r->temperature);
    new.values.at[VITALS_PULSE] = measured(r->pulse);
    new.values.at[VITALS_SYSTOLIC] = measured(r->upper);
    new.values.at[VITALS_DIASTOLIC] = measured(r->lower);
    new.values.at[VITALS_SPO2] = measured(r->spo2);
    new.values.at[VITALS_WEIGHT] = measured(r->weight);
    return vitals_write(tx, seat, &new, &id) == VITALS_WRITTEN;
}

// Every morning, never quite the same.
static bool copy_notebook(const struct making *m, struct tx *tx, const struct seat *seat)
{
    static const int wave[] = {0, 3, -2, 5, 1, -4, 2};
    bool good = true;
    for (int before = NOTEBOOK_FROM; before >= NOTEBOOK_TO && good; before--) {
        int w = wave[before % 7];
        struct noting morning = {before, 715, NURSE_FIRST, 364 + w / 2, 72 + w, 130 + 2 * w, 72 + w, 0,
                                  before % 3 ? 0 : 458 + w / 2};
        good = write_one(tx, seat, &morning, making_time(m, before, 715), S("ご家族の手帳から"));
    }
    return good;
}

static bool set_limits(struct tx *tx, const struct seat *seat)
{
    const uint64_t doctor = UINT64_C(1) << PROFESSION_DOCTOR,
                   nurse = UINT64_C(1) << PROFESSION_NURSE;
    const struct vitals_limit limits[] = {
        {.sign = VITALS_SPO2, .value = 92, .urgent = true, .professions = doctor | nurse},
        {.sign = VITALS_SYSTOLIC, .upper = true, .value = 160, .professions = nurse},
        {.sign = VITALS_WEIGHT, .upper = true, .value = 480, .professions = doctor | nurse},
    };
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        if (vitals_limit_set(tx, seat, &limits[i]) != LIMIT_SET)
            return false;
    return true;
}

bool noting_write(const struct making *m, struct tx *tx, const struct seat *seat,
                   const struct noting *r)
{
    if (r == &notings_tomeko[0] && !set_limits(tx, seat))
        return false;
    if (r == &notings_tomeko[1] && !copy_notebook(m, tx, seat))
        return false;
    return write_one(tx, seat, r, making_time(m, r->day, r->at), NONE);
}
