// SPDX-License-Identifier: AGPL-3.0-or-later
#include "patient/patient.h"

#include "patient/patient.sql.h"
#include "test/given.h"

static bool holds(bytes sealed, str words)
{
    return str_contains(bytes_str(sealed), words);
}

RULE("a patient's name, reading and birth date are sealed, and open for the patient's city alone")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx), other = given_neighbour(tx);
    patient_id id =
        patient_add(tx, city.city.id, S("川村 はな"), S("かわむら はな"), day_make(1941, 3, 8));
    struct patient_row row = {0};
    struct patient found = {0}, none;

    patient_by_id(tx, city.city.id, id, &row);
    bool ours = patient_find(tx, city.city.id, id, &found);
    bool theirs = patient_find(tx, other.city.id, id, &none);
    world_commit(world);
    assert_true(ours);
    assert_false(theirs);
    assert_str(found.name, S("川村 はな"));
    assert_int_equal(found.birth.n, day_make(1941, 3, 8).n);
    assert_true(row.name.n > 0);
    assert_false(holds(row.name, S("川村")) || holds(row.kana, S("はな")) || holds(row.birth, S("1941")));
}

RULE("patients are listed by their reading, each city its own")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx), other = given_neighbour(tx);
    patient_add(tx, city.city.id, S("渡辺 春"), S("わたなべ はる"), day_make(1938, 4, 1));
    patient_add(tx, city.city.id, S("安藤 秋"), S("あんどう あき"), day_make(1950, 9, 9));

    struct patient_list ours = patient_list_of(tx, city.city.id);
    struct patient_list theirs = patient_list_of(tx, other.city.id);
    world_commit(world);
    assert_int_equal(ours.n, 2);
    assert_str(ours.at[0].name, S("安藤 秋"));
    assert_int_equal(theirs.n, 0);
}

RULE("a person becomes a year older on the birthday")
{
    day birth = day_make(1941, 3, 8);

    assert_int_equal(patient_age(birth, day_make(2026, 3, 7)), 84);
    assert_int_equal(patient_age(birth, day_make(2026, 3, 8)), 85);
}

RULE("the same form within a minute registers one patient; a namesake born on another day is another")
{
    struct tx *tx = world_write(world);
    city_id city = given_city(tx).city.id;
    str name = S("川村 はな"), kana = S("かわむら はな");
    patient_id first = patient_add_once(tx, city, name, kana, day_make(1941, 3, 8));
    patient_id again = patient_add_once(tx, city, name, kana, day_make(1941, 3, 8));
    patient_id other = patient_add_once(tx, city, name, kana, day_make(1950, 9, 9));
    world_commit(world);
    world_wait(world, MINUTES(2));
    tx = world_write(world);
    patient_id later = patient_add_once(tx, city, name, kana, day_make(1941, 3, 8));
    world_commit(world);
    assert_true(patient_is(first));
    assert_true(patient_same(again, first));
    assert_false(patient_same(other, first));
    assert_false(patient_same(later, first));
}
