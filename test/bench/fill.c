// SPDX-License-Identifier: AGPL-3.0-or-later
// Makes a data folder for the bench: one city, teams of eight, rooms with posts that are really
// sealed, each with its own place, through the same verbs as the pages. The people of the first
// two teams get a certificate and a session.
//
//   fill FOLDER ROOMS POSTS-IN-EACH [ROOMS-OF-A-TEAM | CASES MEMBERS]
//
// With cases and members, the city's desk has much behind it, its officer is signed in as group 2,
// and `pages` lists what is measured.
// Beside the data, in FOLDER/bench: `people` ("group package cookie"), their packages, `rooms`
// (the first team's), `sentences` (of one post), `searches` ("words address"), and a server certificate for nginx.
#include "app/app.h"
#include "app/found.h"
#include "app/index_job.h"
#include "app/update.h"
#include "audit/audit.h"
#include "base/base32.h"
#include "base/check.h"
#include "base/random.h"
#include "consent/consent.h"
#include "device/device.h"
#include "member/member.h"
#include "office/office.h"
#include "patient/patient.h"
#include "pki/pki.h"
#include "post/post.h"
#include "reading/reading.h"
#include "room/room.h"
#include "search/search.h"
#include "signin/signin.h"
#include "signin/signin.sql.h"
#include "test/bench/desk.h"
#include "test/bench/words.h"
#include "vault/vault.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { TEAM = 8, ROOMS_OF_TEAM = 30, SENTENCES = 12, BATCH = 2000, GROUPS = 2, TEAMS_MOST = 400 };
enum { LINK_AT_ONCE = 100000 };

#define PACKAGE_PASSWORD S("benchmark")

static struct {
    struct app app;
    struct arena *arena; // what stays
    struct arena *passing; // of one transaction
    const char *folder;
    struct acting officer;
    member_id clerk; // the officer, signed in where the desk is measured
    member_id people[TEAMS_MOST][TEAM];
    int teams, rooms, posts, cases;
    room_id *room;
} fill;

static struct tx *begin(const struct acting *me)
{
    arena_reset(fill.passing);
    return app_begin(&fill.app, TX_WRITE, fill.passing, me);
}

static void commit(struct tx *tx)
{
    check(tx_commit(tx));
}

// --- the folder -------------------------------------------------------------------------

static str inside(const char *name)
{
    return str_print(fill.arena, "%s/%s", fill.folder, name);
}

static FILE *file_new(const char *name)
{
    FILE *file = fopen(str_zero(fill.arena, inside(name)), "we");
    check(file != NULL);
    return file;
}

static void file_put(const char *name, str content)
{
    FILE *file = file_new(name);
    check(fwrite(content.p, 1, content.n, file) == content.n);
    check(fclose(file) == 0);
}

static void make_folder(void)
{
    check(mkdir(fill.folder, 0700) == 0);
    check(mkdir(str_zero(fill.arena, inside("bench")), 0700) == 0);
    check(vault_create(inside("keys")));
    struct vault *vault = vault_open(inside("keys"));
    struct key key;
    vault_key(vault, S("pki"), &key);
    check(pki_create(inside("pki"), &(struct pki_names){S("bench")}, &key,
                     clock_now(&machine_clock)));
    key_forget(&key);
    vault_close(vault);
    file_put("tsunagi.conf", NONE);
    check(app_open(&fill.app, fill.arena, str_of(fill.folder)));
    check(update_database(fill.app.db));
}

static void make_server_certificate(void)
{
    const str names[] = {S("localhost"), S("127.0.0.1")};
    struct pki_server own = pki_server_issue(fill.app.services.pki, fill.arena, names, 2,
                                             clock_now(&machine_clock), 30);
    file_put("bench/server.pem", own.certificate_pem);
    file_put("bench/server.key", own.key_pem);
    file_put("bench/authorities.pem", pki_chain_pem(fill.app.services.pki));
}

// --- the people -------------------------------------------------------------------------

static void add_offices(struct tx *tx, city_id city)
{
    struct import_row *rows = NEW_ARRAY(tx_arena(tx), struct import_row, TEAM);
    for (int i = 0; i < TEAM; i++) {
        str name = str_print(tx_arena(tx), "つなぎ在宅ケアステーション第%d", i + 1);
        rows[i] = (struct import_row){.change = IMPORT_NEW,
            .match_key = name,
                                      .office = {.city = city,
                                                 .kind = OFFICE_HOME_NURSING,
                                                 .name = name,
                                                 .kana = S("ツナギザイタクケアステーション"),
                                                 .service = S("訪問看護")}};
    }
    import_commit(tx, city, &(struct import_plan){.n = TEAM, .rows = rows, .n_new = TEAM});
}

static void make_city(void)
{
    struct city city;
    struct tx *tx = begin(NULL);
    check(found_city(tx, S("122203"), S("流山市"), &city) == CITY_ADDED);
    fill.officer = (struct acting){.city = city.id, .role = ROLE_OFFICER};
    fill.officer.member = member_add(tx, &(struct member_new){.city = city.id,
                                                              .role = ROLE_OFFICER,
                                                              .office = office_desk(tx, city.id),
                                                              .profession = PROFESSION_OFFICIAL,
                                                              .administrator = true,
                                                              .name = S("市川 明子"),
                                                              .kana = S("イチカワ アキコ")});
    fill.clerk = fill.officer.member;
    add_offices(tx, city.id);
    commit(tx);
}

static void make_people(void)
{
    static const str families[TEAM] = {S_CONST("佐々木"), S_CONST("高橋"), S_CONST("田中"),
                                       S_CONST("渡辺"),   S_CONST("伊藤"), S_CONST("小林"),
                                       S_CONST("加藤"),   S_CONST("吉田")};
    struct tx *tx = begin(&fill.officer);
    struct office_rows offices = office_list(tx, fill.officer.city, NONE, (office_id){0});
    check(offices.n == TEAM);
    for (int team = 0; team < fill.teams; team++)
        for (int i = 0; i < TEAM; i++)
            fill.people[team][i] = member_add(
                tx,
                &(struct member_new){.city = fill.officer.city,
                                     .role = ROLE_MEMBER,
                                     .office = offices.at[i].id,
                                     .profession = (enum profession)(i * 2),
                                     .administrator = true,
                                     .name = str_print(tx_arena(tx), "%.*s 花子", STR(families[i])),
                                     .kana = S("ハナコ")});
    commit(tx);
}

static void sign_in(struct tx *tx, FILE *list, int group, int i, str hash)
{
    member_id member = group == GROUPS ? fill.clerk : fill.people[group][i];
    device_id device = device_add(tx, fill.officer.city, member, DEVICE_PC, false);
    struct pki_issued issued = device_issue(tx, fill.app.services.pki, device, PACKAGE_PASSWORD);
    secret_put(tx, member, hash, false, tx_now(tx));
    document_accept(tx, member, DOCUMENT_TERMS);
    document_accept(tx, member, DOCUMENT_PLEDGE);
    struct signin_proof proof = {member, true, hash, false};
    struct signin_result in = signin_start(tx, &proof, device);
    check(in.outcome == SIGNIN_DONE);
    str package = str_print(tx_arena(tx), "%d.p12", group * TEAM + i);
    file_put(str_zero(tx_arena(tx), str_print(tx_arena(tx), "bench/%.*s", STR(package))),
             bytes_str(issued.pkcs12));
    fprintf(list, "%d %.*s %.*s\n", group, STR(package), STR(in.cookie));
}

// Last of all: a session that nobody uses ends.
static void sign_everybody_in(void)
{
    struct tx *tx = begin(&fill.officer);
    str hash = password_initial(fill.arena).hash;
    FILE *list = file_new("bench/people");
    for (int group = 0; group < GROUPS && group < fill.teams; group++)
        for (int i = 0; i < TEAM; i++) {
            struct member who = *member_find_anywhere(tx, fill.people[group][i]);
            fill.officer.member = who.id;
            sign_in(tx, list, group, i, hash);
        }
    fill.officer.member = fill.clerk;
    if (fill.cases > 0)
        sign_in(tx, list, GROUPS, 0, hash);
    check(fclose(list) == 0);
    commit(tx);
}

// --- the desk ---------------------------------------------------------------------------

static void make_desk(int members)
{
    struct desk_fill desk = {.begin = begin,
                             .commit = commit,
                             .services = &fill.app.services,
                             .officer = &fill.officer,
                             .cases = fill.cases,
                             .members = members,
                             .pages = file_new("bench/pages")};
    desk_fill(&desk);
    check(fclose(desk.pages) == 0);
}

// --- the rooms --------------------------------------------------------------------------

static room_id add_room(struct tx *tx, int number)
{
    city_id city = fill.officer.city;
    consent_id consent;
    room_id room;
    str name = str_print(tx_arena(tx), "山田 太郎 %d", number);
    patient_id patient = patient_add(tx, city, name, S("ヤマダ タロウ"), day_make(1941, 3, 8));
    struct consent_new given = {.city = city,
                                .patient = patient,
                                .given_on = tx_today(tx),
                                .signer = SIGNER_PATIENT,
                                .signer_name = name,
                                .explained_by = S("市川 明子"),
                                .place = S("ご自宅"),
                                .points = (1u << CONSENT_POINTS) - 1,
                                .purposes = (1u << CONSENT_PURPOSES) - 1};
    check(consent_record(tx, &fill.officer, &given, &consent) == CONSENT_RECORDED);
    check(room_open_for(tx, &fill.officer, patient, &room) == ROOM_OPENED);
    for (int i = 0; i < TEAM; i++)
        check(seat_invite(tx, &fill.officer, room, fill.people[number % fill.teams][i]) ==
              SEAT_INVITED);
    return room;
}

static void make_rooms(void)
{
    fill.room = NEW_ARRAY(fill.arena, room_id, (size_t)fill.rooms);
    for (int i = 0; i < fill.rooms;) {
        struct tx *tx = begin(&fill.officer);
        for (int n = 0; n < 100 && i < fill.rooms; n++, i++)
            fill.room[i] = add_room(tx, i);
        commit(tx);
    }
    FILE *list = file_new("bench/rooms");
    for (int i = 0; i < fill.rooms; i += fill.teams)
        fprintf(list, "%.*s\n", STR(base32_from_id(fill.arena, fill.room[i].v)));
    check(fclose(list) == 0);
}

// --- the posts --------------------------------------------------------------------------

struct team {
    struct acting me[TEAM];
    const struct seat *seat[TEAM];
};

static void take_seats(struct tx *tx, int room, struct team *out)
{
    for (int i = 0; i < TEAM; i++) {
        member_id member = fill.people[room % fill.teams][i];
        out->me[i] = (struct acting){.city = fill.officer.city, .member = member};
        out->seat[i] = seat_open(tx, &out->me[i], fill.room[room]);
        check(out->seat[i] != NULL);
    }
}

static void write_posts(struct tx *tx, int room, int from, int n, post_id *newest)
{
    struct team team;
    take_seats(tx, room, &team);
    for (int i = from; i < from + n; i++) {
        tx_set(tx, TX_ACTOR, &team.me[i % TEAM]);
        char key[24];
        struct post_new new = {
            .kind = (enum post_kind)(i % POST_KINDS),
            .body = words_put(tx_arena(tx), (unsigned)(room * fill.posts + i), SENTENCES),
        };
        new.request_key = (str){key, (size_t)snprintf(key, sizeof key, "fill-%d", i)};
        check(post_write(tx, team.seat[i % TEAM], &new, &newest[i % POST_PAGE]) == POST_WRITTEN);
    }
}

// The last page has been read by everybody, who know of the room.
static void read_posts(struct tx *tx, int room, const post_id *newest)
{
    struct team team;
    take_seats(tx, room, &team);
    size_t n = fill.posts < POST_PAGE ? (size_t)fill.posts : POST_PAGE;
    for (int i = 0; i < TEAM; i++)
        seat_welcome(tx, team.seat[i]), reading_mark(tx, team.seat[i], newest, n);
}

static void make_posts(void)
{
    post_id newest[POST_PAGE];
    for (int room = 0; room < fill.rooms; room++) {
        for (int i = 0; i < fill.posts; i += BATCH) {
            struct tx *tx = begin(&fill.officer);
            int left = fill.posts - i;
            write_posts(tx, room, i, left < BATCH ? left : BATCH, newest);
            if (left <= BATCH)
                read_posts(tx, room, newest);
            commit(tx);
        }
    }
}

// As a server would have done all along: else its jobs would be busy with it while it is measured.
static void link_audit(void)
{
    for (int n = 1; n > 0;) {
        struct tx *tx = begin(NULL);
        n = audit_link_rows(tx, AUDIT_LATE, LINK_AT_ONCE);
        commit(tx);
    }
}

// --- what is searched for ----------------------------------------------------------------

// In most posts, in none, two words that each stand in half of the posts, a sentence, one character
// of either kind.
static void make_searches(void)
{
    static const str words[] = {S_CONST("血圧"), S_CONST("転倒"), S_CONST("仙骨部 歩行器"),
                                S_CONST("残薬の数を確かめ"), S_CONST("薬"), S_CONST("鍵")};
    // An address opens for whoever typed the words.
    struct acting me = {.city = fill.officer.city, .member = fill.people[0][0]};
    struct turn t = {.arena = fill.arena, .services = &fill.app.services, .me = &me};
    FILE *list = file_new("bench/searches");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct search_asked asked = {.words = words[i], .profession = PROFESSIONS,
                                     .kind = POST_KINDS, .from = NO_DAY, .to = NO_DAY};
        fprintf(list, "%.*s\t%.*s\n", STR(words[i]), STR(search_url(&t, &asked).s));
    }
    check(fclose(list) == 0);
}

int main(int n, char **arg)
{
    int rooms_of_team = n == 5 ? atoi(arg[4]) : ROOMS_OF_TEAM;
    if (n < 4 || n > 6 || atoi(arg[2]) < 1 || atoi(arg[3]) < 1 || rooms_of_team < 1) {
        fprintf(stderr, "usage: fill FOLDER ROOMS POSTS-IN-EACH [ROOMS-OF-A-TEAM | CASES MEMBERS]\n");
        return 2;
    }
    random_start();
    fill.folder = arg[1], fill.rooms = atoi(arg[2]), fill.posts = atoi(arg[3]);
    int least = n == 5 ? 1 : GROUPS;
    fill.teams = fill.rooms / rooms_of_team;
    fill.teams = fill.teams < least ? least : fill.teams > TEAMS_MOST ? TEAMS_MOST : fill.teams;
    fill.arena = arena_new();
    fill.passing = arena_new();
    make_folder();
    make_server_certificate();
    make_city();
    make_people();
    make_rooms();
    make_posts();
    if (n == 6)
        fill.cases = atoi(arg[4]), make_desk(atoi(arg[5]));
    check(index_job_all(&fill.app));
    link_audit();
    make_searches();
    sign_everybody_in();
    file_put("bench/sentences", words_put(fill.arena, 7, SENTENCES));
    app_close(&fill.app);
    return 0;
}
