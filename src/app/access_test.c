// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may come where: every route of both sites × every kind of person, compared with
// test/access.txt. With TSUNAGI_WRITE_ACCESS=1 in the environment the file is written anew; read its diff before
// committing it. A POST is sent empty, so 422 means "may, but the form is not filled in".
#include "absence/absence.h"
#include "app/app.h"
#include "application/application.h"
#include "attachment/attachment.h"
#include "checkup/campaign.h"
#include "base/base32.h"
#include "base/text.h"
#include "consent/consent.h"
#include "device/device.h"
#include "document/document.h"
#include "member/member.h"
#include "permission/permission.h"
#include "memo/memo.h"
#include "office/office.h"
#include "post/post.h"
#include "stocktake/stocktake.h"
#include "visit/visit.h"
#include "vitals/vitals.h"
#include "test/browser.h"

#include <stdio.h>
#include <stdlib.h>

enum kind {
    KIND_NO_CERTIFICATE,
    KIND_REVOKED,
    KIND_NOT_SIGNED_IN,
    KIND_INITIAL_PASSWORD,
    KIND_NO_SEAT,
    KIND_SEAT_ENDED,
    KIND_ADMINISTRATOR,
    KIND_SEAT,
    KIND_OTHER_OFFICER,
    KIND_OPERATOR,
    KIND_OFFICER,
    KINDS,
};
enum { ROUTE_WIDTH = 50, CELL_WIDTH = 10 };
static const char *const kind_names[KINDS] = {
    [KIND_NO_CERTIFICATE] = "no-cert",   [KIND_REVOKED] = "revoked",
    [KIND_NOT_SIGNED_IN] = "signed-out", [KIND_INITIAL_PASSWORD] = "initial",
    [KIND_NO_SEAT] = "no-seat",          [KIND_SEAT_ENDED] = "ended",
    [KIND_ADMINISTRATOR] = "admin",      [KIND_SEAT] = "seat",
    [KIND_OTHER_OFFICER] = "other-city", [KIND_OPERATOR] = "operator",
    [KIND_OFFICER] = "officer",
};

// The prepared city. People, patient and room are new for each route, because some
// pages end sessions, devices and seats.
struct cast {
    struct given_city city, neighbour;
    office_id office;
    stage_id stage;
    struct given_person people[KINDS];
    patient_id patient;
    consent_id consent;
    room_id room;
    seat_id seat;
    post_id post;
    attachment_id file;
    document_id document;
    vitals_id vitals;
    limit_id limit;
    visit_id visit;
    permission_id permission;
    application_id application;
    memo_id memo;
    campaign_id campaign;
    stocktake_id stocktake;
    absence_id absence;
};

static void owe_password(struct tx *tx, struct given_person *p)
{
    struct password_initial initial = {S("x"), S("x")};
    struct signin_proof proof = {p->acting.member, true, initial.hash, false};
    password_issue(tx, p->acting.member, &initial);
    p->cookie = signin_start(tx, &proof, p->acting.device).cookie;
}

static void fill_room(struct tx *tx, struct cast *c)
{
    const struct acting *officer = &c->people[KIND_OFFICER].acting;
    struct consent consent;
    c->patient = given_patient(tx, c->city.city.id, S("川村 はな"));
    given_consent(tx, officer, c->patient);
    consent_in_force(tx, c->city.city.id, c->patient, &consent);
    c->consent = consent.id;
    room_open_for(tx, officer, c->patient, &c->room);
    const struct seat *ended = given_seat(tx, officer, c->room, &c->people[KIND_SEAT_ENDED].acting);
    seat_remove(tx, officer, c->room, ended->id);
    const struct seat *seat = given_seat(tx, officer, c->room, &c->people[KIND_SEAT].acting);
    c->seat = seat->id;
}

static void fill_post(struct tx *tx, struct cast *c, struct blobs *blobs)
{
    const struct seat *seat = seat_open(tx, &c->people[KIND_SEAT].acting, c->room);
    struct attachment_new file = {
        .kind = ATTACHMENT_PDF, .file_name = S("表.pdf"), .content = str_bytes(S("%PDF-1.4"))};
    attachment_store(tx, blobs, seat, &file);
    c->file = file.id;
    post_write(tx, seat,
               &(struct post_new){.body = S("今朝は食欲がありました。"),
                                  .request_key = S("access"),
                                  .files = &file,
                                  .n_files = 1},
               &c->post);
}

static void fill_shelf(struct tx *tx, struct cast *c)
{
    const struct seat *seat = seat_open(tx, &c->people[KIND_SEAT].acting, c->room);
    struct document_file file = {.id = c->file, .post = c->post, .format = DOCUMENT_PDF,
                                 .name = S("表.pdf")};
    struct document_new new = {
        .text = {.dated_on = NO_DAY, .starts_on = NO_DAY, .ends_on = NO_DAY}, .files = {1, &file}};
    document_put(tx, seat, &new, &c->document);
}

static void fill_vitals(struct tx *tx, struct cast *c)
{
    const struct seat *seat = seat_open(tx, &c->people[KIND_SEAT].acting, c->room);
    struct vitals_new new = {.measured_at = tx_now(tx), .values = vitals_nothing()};
    new.values.at[VITALS_TEMPERATURE] = 365;
    vitals_write(tx, seat, &new, &c->vitals);
    vitals_limit_set(tx, seat, &(struct vitals_limit){.upper = true, .value = 380,
                                                      .professions = 1});
    struct vitals_limits limits = vitals_limits_in_force(tx, seat);
    if (limits.n)
        c->limit = limits.at[0].id;
}

static void fill_visit(struct tx *tx, struct cast *c)
{
    const struct seat *seat = seat_open(tx, &c->people[KIND_SEAT].acting, c->room);
    struct visit_new new = {.slot = {.on = tx_today(tx), .from = 600, .to = 660}};
    visit_add(tx, seat, &new, &c->visit);
}

static void fill_permission(struct tx *tx, struct cast *c)
{
    const struct acting *me = &c->people[KIND_SEAT].acting;
    const struct seat *seat = seat_open(tx, me, c->room);
    struct permission asked = {0};
    permission_ask_for(tx, me, seat, PERMISSION_PDF, S("綴じるため"));
    permission_of_seat(tx, seat, PERMISSION_PDF, &asked);
    c->permission = asked.id;
}

// One in each year: every route gets its own.
static void fill_campaign(struct tx *tx, struct cast *c)
{
    static int64_t year = 2019;
    day today = tx_today(tx);
    struct campaign_new new = {year++, today, day_after(today, 30)};
    campaign_open(tx, &c->city.officer.acting, &new, &c->campaign);
    stocktake_open(tx, &c->city.officer.acting, new.year, new.due_on, &c->stocktake);
}

// Submitted without the checks of a real one: who may come is asked here, not what it says.
static struct query q_submitted = {
    .name = "access_submitted",
    .sql = "UPDATE application SET state = 1, submitted_at = created_at WHERE id = ?1",
    .n_params = 1,
    .kinds = "i",
};

static void fill_application(struct tx *tx, struct cast *c)
{
    struct application_new new = {.city = c->city.city.id,
                                  .kind = APPLICATION_USAGE,
                                  .origin = ORIGIN_INSIDE,
                                  .office = c->office,
                                  .applicant = c->people[KIND_ADMINISTRATOR].acting.member};
    c->application = application_start(tx, &new).id;
    query_run(tx, &q_submitted, (struct value[]){value_int(c->application.v)});
}

static void fill_memo(struct tx *tx, struct cast *c)
{
    memo_write(tx, c->city.city.id, c->office, c->application, S("知らせ"));
    struct memos list = memo_list(tx, c->people[KIND_ADMINISTRATOR].acting.member);
    if (list.n)
        c->memo = list.at[0].id;
}

static void fill_absence(struct tx *tx, struct cast *c)
{
    const struct acting *who = &c->people[KIND_NO_SEAT].acting;
    struct absence_new new = {.member = who->member, .from_on = tx_today(tx), .until_on = tx_today(tx)};
    absence_add(tx, who, &new, &c->absence);
}

static void renew(struct world *w, struct cast *c)
{
    struct tx *tx = world_write(w);
    city_id city = c->city.city.id;
    c->office = given_office(tx, city, S("ひだまり訪問介護"));
    for (int kind = KIND_REVOKED; kind < KINDS; kind++)
        c->people[kind] = given_member(tx, city, c->office, S("介護 太郎"));
    c->people[KIND_ADMINISTRATOR] = given_administrator(tx, city, c->office, S("管理 花子"));
    c->people[KIND_OPERATOR] = given_official(tx, &c->city, ROLE_OPERATOR);
    c->people[KIND_OFFICER] = given_official(tx, &c->city, ROLE_OFFICER);
    c->people[KIND_OTHER_OFFICER] = given_official(tx, &c->neighbour, ROLE_OFFICER);
    owe_password(tx, &c->people[KIND_INITIAL_PASSWORD]);
    c->stage = import_stage_put(tx, city, c->people[KIND_OFFICER].acting.member,
                                str_bytes(S("事業所名,サービスの種類,住所\nさくら,訪問介護,加1\n")));
    fill_campaign(tx, c);
    fill_room(tx, c);
    fill_application(tx, c);
    fill_memo(tx, c);
    fill_absence(tx, c);
    fill_post(tx, c, browser_app(w)->services.blobs);
    fill_shelf(tx, c);
    fill_vitals(tx, c);
    fill_visit(tx, c);
    fill_permission(tx, c);
    device_revoke(tx, city, c->people[KIND_REVOKED].acting.device, REVOKED_LOST);
    world_commit(w);
}

// --- one route -----------------------------------------------------------------------

// What a ":name" part stands for; of the person at hand where it is somebody's own.
static int64_t id_of(const struct cast *c, const struct given_person *me, str name)
{
    const struct {
        str name;
        int64_t id;
    } known[] = {
        {S(":room"), c->room.v},       {S(":post"), c->post.v},
        {S(":file"), c->file.v},       {S(":seat"), c->seat.v},
        {S(":document"), c->document.v},
        {S(":patient"), c->patient.v}, {S(":consent"), c->consent.v},
        {S(":office"), c->office.v},   {S(":member"), c->people[KIND_NO_SEAT].acting.member.v},
        {S(":stage"), c->stage.v},     {S(":application"), c->application.v},
        {S(":campaign"), c->campaign.v}, {S(":memo"), c->memo.v},
        {S(":stocktake"), c->stocktake.v},
        {S(":vitals"), c->vitals.v},   {S(":limit"), c->limit.v},
        {S(":visit"), c->visit.v},
        {S(":permission"), c->permission.v},
        {S(":absence"), c->absence.v},
        {S(":attachment"), c->file.v},
        {S(":device"), me->acting.device.v},
        {S(":device of another"), c->people[KIND_NO_SEAT].acting.device.v},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (str_eq(known[i].name, name))
            return known[i].id;
    print_error("access_test.c does not know what “%.*s” stands for\n", STR(name));
    fail();
    return 0;
}

// Parts that are words, not ids.
static str word_for(str part)
{
    static const struct {
        str name, word;
    } words[] = {
        {S_CONST(":kind"), S_CONST("usage")}, {S_CONST(":city"), S_CONST("122203")},
        {S_CONST(":os"), S_CONST("windows")}, {S_CONST(":mail"), S_CONST("none")},
        {S_CONST(":part"), S_CONST("1")},     {S_CONST(":prefix"), S_CONST("270")},
        {S_CONST(":field"), S_CONST("heed")}, {S_CONST(":day"), S_CONST("20261102")},
        {S_CONST(":token"), S_CONST("none")},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_eq(part, words[i].name))
            return words[i].word;
    return part;
}

static const char *path_of(struct arena *a, const struct cast *c, const struct given_person *me,
                           str pattern)
{
    struct buf path = buf_in(a);
    str rest = str_from(pattern, 1), part;
    if (rest.n == 0)
        return "/";
    while (str_split(&rest, '/', &part)) {
        buf_byte(&path, '/');
        if (str_eq(part, S(":device")) && str_starts(pattern, S("/desk/")))
            part = S(":device of another");
        part = word_for(part);
        if (str_starts(part, S(":")))
            buf_put(&path, base32_from_id(a, id_of(c, me, part)));
        else
            buf_put(&path, part);
    }
    return str_zero(a, buf_str(&path));
}

static struct browser *browser_for(struct world *w, const struct cast *c, enum kind kind)
{
    if (kind == KIND_NO_CERTIFICATE)
        return browser_without_certificate(w);
    if (kind == KIND_NOT_SIGNED_IN)
        return browser_on(w, &c->people[kind].peer);
    return browser_of(w, &c->people[kind]);
}

static int ask(struct browser *b, const struct route *route, const char *path)
{
    return route->method == METHOD_POST ? browser_post(b, path) : browser_get(b, path);
}

// "404", or "→/signin": where a redirect leads, without its query, place and ids.
static str outcome(struct arena *a, const struct browser *b)
{
    if (b->status != 303)
        return str_print(a, "%d", b->status);
    str to = browser_went_to(b);
    to = str_part(to, 0, str_find_byte(to, '?'));
    to = str_part(to, 0, str_find_byte(to, '#'));
    struct buf out = buf_in(a);
    buf_put(&out, S("→"));
    str rest = str_from(to, 1), part;
    if (rest.n == 0)
        buf_byte(&out, '/');
    while (str_split(&rest, '/', &part)) {
        int64_t id;
        buf_byte(&out, '/');
        buf_put(&out, part.n >= 10 && base32_to_id(part, &id) ? S(":") : part);
    }
    return buf_str(&out);
}

static void put_cell(struct buf *out, str text, size_t width)
{
    buf_put(out, text);
    for (size_t n = text_length(text); n < width; n++)
        buf_byte(out, ' ');
    buf_byte(out, ' ');
}

static void end_line(struct buf *out)
{
    while (out->n && out->p[out->n - 1] == ' ')
        out->n--;
    buf_byte(out, '\n');
}

static void put_head(struct buf *out)
{
    put_cell(out, S("#"), ROUTE_WIDTH);
    for (enum kind kind = 0; kind < KINDS; kind++)
        put_cell(out, str_of(kind_names[kind]), CELL_WIDTH);
    end_line(out);
}

static void put_route(struct arena *a, struct buf *out, const struct route *route)
{
    const char *method = route->method == METHOD_POST ? "POST" : "GET ";
    put_cell(out, str_print(a, "%s %s", method, route->pattern), ROUTE_WIDTH);
}

static void put_member_route(struct world *w, struct cast *c, const struct route *route,
                             struct buf *out)
{
    struct arena *a = world_arena(w);
    renew(w, c);
    put_route(a, out, route);
    for (enum kind kind = 0; kind < KINDS; kind++) {
        struct browser *b = browser_for(w, c, kind);
        ask(b, route, path_of(a, c, &c->people[kind], str_of(route->pattern)));
        put_cell(out, outcome(a, b), CELL_WIDTH);
    }
    end_line(out);
}

static void put_public_route(struct world *w, struct cast *c, const struct route *route,
                             struct buf *out)
{
    struct arena *a = world_arena(w);
    struct browser *b = browser_public(w);
    put_route(a, out, route);
    ask(b, route, path_of(a, c, &c->people[KIND_NO_CERTIFICATE], str_of(route->pattern)));
    put_cell(out, outcome(a, b), CELL_WIDTH);
    end_line(out);
}

// --- the comparison ------------------------------------------------------------------

static const char golden[] = "test/access.txt";

static str read_golden(struct arena *a)
{
    struct buf out = buf_in(a);
    FILE *file = fopen(golden, "re");
    char part[4096];
    for (size_t n; file && (n = fread(part, 1, sizeof part, file)) > 0;)
        buf_put(&out, (str){part, n});
    if (file)
        fclose(file);
    return buf_str(&out);
}

static void write_golden(str text)
{
    FILE *file = fopen(golden, "we");
    assert_non_null(file);
    assert_int_equal(fwrite(text.p, 1, text.n, file), text.n);
    assert_int_equal(fclose(file), 0);
}

static size_t show_differences(str is, str expected)
{
    size_t n = 0;
    str was = NONE, now = NONE;
    while (is.n || expected.n) {
        bool had = str_split(&is, '\n', &now), wanted = str_split(&expected, '\n', &was);
        if (had && wanted && str_eq(now, was))
            continue;
        if (n++ < 40)
            print_error("is   %.*s\nfile %.*s\n", STR(had ? now : NONE), STR(wanted ? was : NONE));
    }
    return n;
}

PAGE("every route admits exactly the people that test/access.txt names")
{
    world_without_sweep(world);
    struct app *app = browser_app(world);
    struct cast cast = {0};
    struct tx *tx = world_write(world);
    cast.city = given_city(tx);
    cast.neighbour = given_neighbour(tx);
    world_commit(world);
    struct buf out = buf_in(world_arena(world));
    buf_put(&out, S("# Made by src/app/access_test.c, which says what it means.\n"));
    put_head(&out);
    const struct route *route;
    for (size_t i = 0; (route = router_route(app->routers[SITE_MEMBER], i)); i++)
        put_member_route(world, &cast, route, &out);
    buf_put(&out, S("# The public site\n"));
    for (size_t i = 0; (route = router_route(app->routers[SITE_PUBLIC], i)); i++)
        put_public_route(world, &cast, route, &out);
    if (getenv("TSUNAGI_WRITE_ACCESS"))
        write_golden(buf_str(&out));
    assert_int_equal(show_differences(buf_str(&out), read_golden(world_arena(world))), 0);
}
