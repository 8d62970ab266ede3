// SPDX-License-Identifier: AGPL-3.0-or-later
// What stands in a bundle. Whether it is FHIR is for judges of other makers: test/wire/fhir.mjs.
#include "fhir/fhir.h"

#include "post/post.h"
#include "test/given.h"
#include "vitals/vitals.h"

#include <jansson.h>

struct given_ward {
    struct given_city city;
    struct given_person nurse;
    const struct seat *seat;
    room_id room;
};

static struct given_ward given_ward(struct tx *tx)
{
    struct given_ward g = {.city = given_city(tx)};
    office_id office = given_office(tx, g.city.city.id, S("あおば訪問看護"));
    g.nurse = given_member(tx, g.city.city.id, office, S("山田 花子"));
    g.room = given_room(tx, &g.city.officer.acting, S("川村 はな"));
    g.seat = given_seat(tx, &g.city.officer.acting, g.room, &g.nurse.acting);
    return g;
}

static post_id write(struct tx *tx, const struct given_ward *g, str body, post_id reply_to)
{
    post_id id = {0};
    post_write(tx, g->seat, &(struct post_new){.body = body, .reply_to = reply_to, .request_key = body}, &id);
    return id;
}

static bytes bundle_today(struct tx *tx, const struct seat *seat)
{
    day today = tx_today(tx);
    return fhir_bundle(tx, seat, &(struct fhir_wish){.from = day_start(today),
                                                     .until = day_start(day_after(today, 1)),
                                                     .most_posts = 100,
                                                     .most_measurings = 100});
}

// After the commit, at which a swept test ends: what is read here has to be given up.
static json_t *read(bytes json)
{
    return json_loadb((const char *)json.p, json.n, 0, NULL);
}

// The n-th resource of that type; NULL when there are fewer.
static json_t *resource(json_t *bundle, const char *type, int n)
{
    size_t i;
    json_t *entry;
    json_array_foreach(json_object_get(bundle, "entry"), i, entry)
    {
        json_t *found = json_object_get(entry, "resource");
        if (strcmp(json_string_value(json_object_get(found, "resourceType")), type) == 0 && n-- == 0)
            return found;
    }
    return NULL;
}

static const char *word(json_t *resource, const char *name)
{
    const char *value = json_string_value(json_object_get(resource, name));
    return value ? value : "";
}

RULE("a FHIR bundle holds patient, team, posts and vitals; what was withdrawn is an error without words")
{
    struct tx *tx = world_write(world);
    struct given_ward g = given_ward(tx);
    post_id first = write(tx, &g, S("朝から食欲がありません"), (post_id){0});
    post_id second = write(tx, &g, S("まちがえました"), first);
    post_withdraw(tx, g.seat, second, 0, S("別の方のこと"));
    post_correct(tx, g.seat, first, 0, S("朝から食欲がない"));
    struct vitals_new new = {.measured_at = tx_now(tx), .values = vitals_nothing()};
    new.values.at[VITALS_TEMPERATURE] = 366;
    new.values.at[VITALS_SYSTOLIC] = 132;
    vitals_id id;
    vitals_write(tx, g.seat, &new, &id);
    bytes json = bundle_today(tx, g.seat);
    world_commit(world);
    json_t *b = read(json);

    json_t *good = resource(b, "Communication", 0), *gone = resource(b, "Communication", 1);
    assert_non_null(resource(b, "Patient", 0));
    assert_non_null(resource(b, "CareTeam", 0));
    assert_string_equal(word(good, "status"), "completed");
    assert_string_equal(word(json_array_get(json_object_get(good, "payload"), 0), "contentString"), "朝から食欲がない");
    assert_string_equal(word(gone, "status"), "entered-in-error");
    assert_null(json_object_get(gone, "payload"));
    assert_non_null(resource(b, "Provenance", 1));
    assert_null(resource(b, "Provenance", 2));
    json_t *pressure = resource(b, "Observation", 0), *warmth = resource(b, "Observation", 1);
    assert_int_equal(json_array_size(json_object_get(pressure, "component")), 2);
    json_t *quantity = json_object_get(warmth, "valueQuantity");
    assert_true(json_number_value(json_object_get(quantity, "value")) == 36.6);
    assert_string_equal(word(quantity, "code"), "Cel");
    assert_null(resource(b, "Observation", 2));
    json_decref(b);
}

RULE("limits stay in the room; ids are the same in each bundle of a room and tell nothing; no room, no entries")
{
    struct tx *tx = world_write(world);
    struct given_ward g = given_ward(tx);
    struct vitals_limit limit = {.upper = true, .value = 380, .professions = 1};
    vitals_limit_set(tx, g.seat, &limit);
    write(tx, &g, S("朝の申し送り"), (post_id){0});
    bytes one = bundle_today(tx, g.seat), two = bundle_today(tx, g.seat);
    bytes three = bundle_today(tx, given_open(tx, &g.city.officer.acting, g.city.notice));
    world_commit(world);
    json_t *b = read(one), *again = read(two), *notice = read(three);

    assert_null(resource(b, "Observation", 0));
    const char *id = word(resource(b, "Communication", 0), "id");
    assert_string_equal(id, word(resource(again, "Communication", 0), "id"));
    assert_int_equal(strlen(id), 36);
    assert_int_equal(id[14], '8');
    assert_null(json_object_get(notice, "entry"));
    json_decref(b);
    json_decref(again);
    json_decref(notice);
}
