// SPDX-License-Identifier: AGPL-3.0-or-later
// What stands in a bundle. Whether it is FHIR is for judges of other makers: test/wire/fhir.mjs.
#include "fhir/fhir.h"

#include "document/document.h"
#include "post/post.h"
#include "test/given.h"
#include "visit/visit.h"
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
    return fhir_bundle(tx, seat, &(struct fhir_wish){.from = today, .to = today, .part = 1});
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

// --- the shelf and the visits ------------------------------------------------------------------

static document_id shelve(struct tx *tx, const struct given_ward *g, str title, int64_t file, str key)
{
    document_id id = {0};
    struct document_file files[] = {{.id = {file}, .format = DOCUMENT_PDF, .name = S("1.pdf"), .size = 10},
                                    {.id = {file + 1}, .format = DOCUMENT_PHOTO, .name = S("2.jpg"), .size = 20}};
    const struct document_new new = {
        .text = {.kind = DOCUMENT_ORDER, .title = title, .note = S("控え"), .dated_on = NO_DAY,
                 .starts_on = NO_DAY, .ends_on = day_after(tx_today(tx), 30)},
        .files = {2, files},
        .request_key = key,
    };
    document_put(tx, g->seat, &new, &id);
    return id;
}

static void renew(struct tx *tx, const struct given_ward *g, document_id id, str title)
{
    const struct document_new new = {
        .text = {.kind = DOCUMENT_ORDER, .title = title, .dated_on = NO_DAY, .starts_on = NO_DAY, .ends_on = NO_DAY}};
    document_change(tx, g->seat, id, 1, &new);
}

static const char *related(json_t *resource)
{
    return word(json_array_get(json_object_get(resource, "relatesTo"), 0), "code");
}

RULE("the shelf leaves file by file: what stands, what it replaced; of what was withdrawn only that")
{
    struct tx *tx = world_write(world);
    struct given_ward g = given_ward(tx);
    document_id order = shelve(tx, &g, S("指示書 10月"), 100, S("1")), wrong = shelve(tx, &g, S("別の方の書類"), 200, S("2"));
    renew(tx, &g, order, S("指示書 11月"));
    document_withdraw(tx, g.seat, wrong, 1, S("別の方"));
    int64_t parts = fhir_parts(tx, g.seat, tx_today(tx), tx_today(tx));
    bytes json = bundle_today(tx, g.seat);
    bytes yesterday = fhir_bundle(tx, g.seat, &(struct fhir_wish){.from = day_after(tx_today(tx), -9),
                                                                  .to = day_after(tx_today(tx), -1), .part = 1});
    world_commit(world);
    json_t *b = read(json), *before = read(yesterday), *d[6];
    for (int i = 0; i < 6; i++)
        d[i] = resource(b, "DocumentReference", i);

    assert_int_equal(parts, 1);
    assert_non_null(d[4]);
    assert_null(d[5]);
    assert_null(resource(before, "DocumentReference", 0));
    assert_string_equal(word(d[0], "status"), "superseded");
    assert_string_equal(word(d[0], "description"), "指示書 10月\n控え");
    assert_non_null(json_object_get(json_object_get(d[0], "context"), "period"));
    assert_string_equal(related(d[1]), "appends");
    assert_string_equal(word(d[2], "status"), "current");
    assert_string_equal(related(d[2]), "replaces");
    assert_string_equal(word(d[4], "status"), "entered-in-error");
    assert_null(json_object_get(d[4], "description"));
    assert_false(str_contains(bytes_str(json), S("別の方")));
    json_decref(b);
    json_decref(before);
}

static struct visit planned(struct tx *tx, const struct given_ward *g, int from, member_id who, office_id office)
{
    struct visit visit = {.seat = g->seat};
    visit_id id = {0};
    struct visit_new new = {.slot = {.on = tx_today(tx), .from = from, .to = from + 30, .kind = VISIT_NURSE,
                                     .member = who, .office = office, .note = S("傷の処置")}};
    visit_add(tx, g->seat, &new, &id);
    visit_find(tx, g->seat, id, tx_today(tx), &visit);
    return visit;
}

RULE("visits leave as appointments: booked, fulfilled, cancelled; a person by the role, an office and the team by name")
{
    struct tx *tx = world_write(world);
    struct given_ward g = given_ward(tx);
    struct seat_rows people = seat_roster(tx, g.seat);
    office_id office = people.n ? people.at[0].office : (office_id){0};
    planned(tx, &g, 540, g.nurse.acting.member, office);
    struct visit done = planned(tx, &g, 600, (member_id){0}, office);
    struct visit off = planned(tx, &g, 660, (member_id){0}, (office_id){0});
    visit_do(tx, g.seat, &done, done.version);
    visit_cancel(tx, g.seat, &off, off.version, S("入院のため"));
    bytes json = bundle_today(tx, g.seat);
    int64_t n = fhir_parts(tx, g.seat, tx_today(tx), day_after(tx_today(tx), 700));
    world_commit(world);
    json_t *b = read(json), *v[4];
    for (int i = 0; i < 4; i++)
        v[i] = resource(b, "Appointment", i);

    assert_non_null(v[2]);
    assert_null(v[3]);
    assert_int_equal(n, 1);
    assert_string_equal(word(v[0], "status"), "booked");
    assert_string_equal(word(v[0], "start"), "2026-11-02T00:00:00Z");
    assert_string_equal(word(v[0], "comment"), "傷の処置");
    json_t *who = json_array_get(json_object_get(v[0], "participant"), 1);
    assert_non_null(json_object_get(who, "actor"));
    assert_string_equal(word(v[1], "status"), "fulfilled");
    who = json_array_get(json_object_get(v[1], "participant"), 1);
    assert_string_equal(word(json_array_get(json_object_get(who, "type"), 0), "text"), "あおば訪問看護");
    assert_string_equal(word(v[2], "status"), "cancelled");
    assert_string_equal(word(json_object_get(v[2], "cancelationReason"), "text"), "入院のため");
    json_decref(b);
}

RULE("a shelf and visits alone are something to take out; what is too much for one part goes on in the next")
{
    struct tx *tx = world_write(world);
    struct given_ward g = given_ward(tx);
    world_without_sweep(world);
    int64_t nothing = fhir_parts(tx, g.seat, tx_today(tx), tx_today(tx));
    struct visit_new new = {.slot = {.on = tx_today(tx), .from = 540, .to = 570},
                            .rule = {.repeat = VISIT_WEEKLY, .weekdays = 127, .until = day_after(tx_today(tx), 700)}};
    visit_id id;
    for (int i = 0; i < 2; i++)
        visit_add(tx, g.seat, &new, &id);
    day last = day_after(tx_today(tx), 600);
    int64_t parts = fhir_parts(tx, g.seat, tx_today(tx), last);
    struct fhir_wish wish = {.from = tx_today(tx), .to = last, .part = 1}, rest = wish;
    rest.part = 2;
    bytes first = fhir_bundle(tx, g.seat, &wish), second = fhir_bundle(tx, g.seat, &rest);
    world_commit(world);
    json_t *one = read(first), *two = read(second);

    assert_int_equal(nothing, 0);
    assert_int_equal(parts, 2);
    assert_non_null(resource(one, "Appointment", FHIR_VISITS - 1));
    assert_null(resource(one, "Appointment", FHIR_VISITS));
    assert_non_null(resource(two, "Appointment", 201));
    assert_null(resource(two, "Appointment", 202));
    json_decref(one);
    json_decref(two);
}
