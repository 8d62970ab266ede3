// SPDX-License-Identifier: AGPL-3.0-or-later
#include "test/bench/desk.h"

#include "application/application.h"
#include "base/base32.h"
#include "base/check.h"
#include "checkup/campaign.h"
#include "member/member.h"
#include "office/office.h"

enum { PEOPLE_OF_OFFICE = 10, AT_ONCE = 200, OFFICES_MOST = 2000 };

static struct {
    const struct desk_fill *f;
    int n;
    office_id office[OFFICES_MOST];
    member_id member;
    application_id application;
    campaign_id campaign;
} desk;

static str office_name(struct arena *a, int i)
{
    return str_print(a, "つなぎ訪問看護ステーション第%d", i + 1);
}

static void add_offices(void)
{
    struct tx *tx = desk.f->begin(desk.f->officer);
    desk.n = desk.f->members / PEOPLE_OF_OFFICE;
    check(desk.n > 0 && desk.n <= OFFICES_MOST);
    for (int i = 0; i < desk.n; i++) {
        struct office o = {.city = desk.f->officer->city,
                           .kind = OFFICE_HOME_NURSING,
                           .name = office_name(tx_arena(tx), i),
                           .service = S("訪問看護")};
        desk.office[i] = office_add(tx, &o);
    }
    desk.f->commit(tx);
}

static struct member_new person(struct arena *a, int i)
{
    static const str families[] = {S_CONST("佐藤"), S_CONST("鈴木"), S_CONST("高橋"), S_CONST("田中"),
                                   S_CONST("伊藤"), S_CONST("渡辺"), S_CONST("山本"), S_CONST("中村")};
    static const str readings[] = {S_CONST("さとう"), S_CONST("すずき"), S_CONST("たかはし"),
                                   S_CONST("たなか"), S_CONST("いとう"), S_CONST("わたなべ"),
                                   S_CONST("やまもと"), S_CONST("なかむら")};
    return (struct member_new){.city = desk.f->officer->city,
                               .role = ROLE_MEMBER,
                               .office = desk.office[i / PEOPLE_OF_OFFICE % desk.n],
                               .profession = PROFESSION_NURSE,
                               .administrator = i % PEOPLE_OF_OFFICE == 0,
                               .name = str_print(a, "%.*s 花%d", STR(families[i % 8]), i),
                               .kana = str_print(a, "%.*s はな", STR(readings[i % 8]))};
}

static void add_members(void)
{
    for (int i = 0; i < desk.f->members;) {
        struct tx *tx = desk.f->begin(desk.f->officer);
        for (int n = 0; n < AT_ONCE && i < desk.f->members; n++, i++) {
            struct member_new new = person(tx_arena(tx), i);
            desk.member = member_add(tx, &new);
        }
        desk.f->commit(tx);
    }
}

static struct params values_of(struct arena *a, int i)
{
    const struct param given[] = {
        {S("applied_on"), S("2026-11-01")},
        {S("corporation_name"), S("医療法人みほん会")},
        {S("corporation_kana"), S("いりょうほうじん みほんかい")},
        {S("representative_title"), S("理事長")},
        {S("representative"), S("見本 太郎")},
        {S("corporation_postal"), S("2700192")},
        {S("corporation_phone"), S("04-7150-0000")},
        {S("corporation_address"), S("千葉県流山市平和台1-1-1")},
        {S("office_name"), office_name(a, i % desk.n)},
        {S("office_kind"), S("訪問看護")},
        {S("office_manager"), S("管理 花子")},
        {S("office_postal"), S("2700192")},
        {S("office_address"), S("千葉県流山市平和台1-1-2")},
        {S("office_mail"), S("office@example.jp")},
        {S("office_phone"), S("04-7150-0001")},
        {S("has_id"), S("無")},
        {S("pledge"), S("1")},
        {S("people.0.move"), S("新規")},
        {S("people.0.name"), str_print(a, "新井 葉%d", i)},
        {S("people.0.kana"), S("あらい よう")},
        {S("people.0.administrator"), S("1")},
        {S("people.0.profession"), S("看護師")},
    };
    size_t n = sizeof given / sizeof given[0];
    struct params values = {n, NEW_ARRAY(a, struct param, n)};
    memcpy(values.at, given, sizeof given);
    return values;
}

// A third waits, a third is rejected, the rest is approved.
static void add_case(struct tx *tx, int i)
{
    struct application of;
    city_id city = desk.f->officer->city;
    struct application_new new = {.city = city,
                                  .kind = APPLICATION_USAGE,
                                  .origin = ORIGIN_PUBLIC,
                                  .values = values_of(tx_arena(tx), i)};
    application_id id = application_start(tx, &new).id;
    struct attachment_new drawn = {.id = {tx_new_id(tx)}, .file_name = S("signature.jpg")};
    check(application_find(tx, city, id, &of));
    application_file_add(tx, &of, FILE_SIGNATURE, &drawn);
    check(application_submit(tx, &of) == APPLICATION_DONE && application_find(tx, city, id, &of));
    if (i % 3 == 1)
        check(application_reject(tx, desk.f->officer, &of, S("見本です。")) == APPLICATION_DONE);
    if (i % 3 == 2)
        check(application_approve(tx, desk.f->officer, &of) == APPLICATION_DONE);
    desk.application = id;
}

static void add_cases(void)
{
    for (int i = 0; i < desk.f->cases;) {
        struct tx *tx = desk.f->begin(desk.f->officer);
        for (int n = 0; n < 50 && i < desk.f->cases; n++, i++)
            add_case(tx, i);
        desk.f->commit(tx);
    }
}

static void open_campaign(void)
{
    struct tx *tx = desk.f->begin(desk.f->officer);
    struct campaign_new new = {
        .year = 2026, .request_on = tx_today(tx), .due_on = day_after(tx_today(tx), 30)};
    check(campaign_open(tx, desk.f->officer, &new, &desk.campaign) == CAMPAIGN_DONE);
    desk.f->commit(tx);
}

static void page(const char *name, url to)
{
    fprintf(desk.f->pages, "%s\t%.*s\n", name, STR(to.s));
}

static void list_pages(void)
{
    struct tx *tx = desk.f->begin(desk.f->officer);
    struct arena *a = tx_arena(tx);
    struct turn t = {.arena = a, .services = desk.f->services};
    page("cases that wait", URL("/desk/applications"));
    page("cases of a kind nobody sent", URL("/desk/applications?state=all&kind=3"));
    page("waiting cases of a kind", URL("/desk/applications?state=1&kind=0"));
    page("cases, all", URL("/desk/applications?state=all"));
    page("cases older than 30 days", URL("/desk/applications?state=1&days=30"));
    page("cases by a name", turn_with_words(&t, URL("/desk/applications?state=all"), S("新井 葉77")));
    page("cases by an office", turn_with_words(&t, URL("/desk/applications?state=all"), S("第123")));
    page("one case", url_make(a, "/desk/applications/%i", desk.application.v));
    page("members", URL("/desk/members"));
    page("members, a later page", url_make(a, "/desk/members?after=%i", desk.member.v));
    page("members by a name", turn_with_words(&t, URL("/desk/members"), S("佐藤 花16")));
    page("members of an office", url_make(a, "/desk/members?office=%i", desk.office[7].v));
    page("one member with devices", url_make(a, "/desk/members/%i", desk.member.v));
    page("letters", URL("/desk/letters"));
    page("offices", URL("/desk/offices"));
    page("campaign", url_make(a, "/desk/campaigns/%i", desk.campaign.v));
    page("proposals", url_make(a, "/desk/campaigns/%i/seats", desk.campaign.v));
    desk.f->commit(tx);
}

void desk_fill(const struct desk_fill *f)
{
    desk.f = f;
    add_offices();
    add_members();
    add_cases();
    open_campaign();
    list_pages();
}
