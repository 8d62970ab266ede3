// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/file.h"
#include "base/text.h"
#include "city/city.h"
#include "member/member.h"
#include "office/import_columns.h"
#include "office/office.h"
#include "test/world.h"

#include <unistd.h>

static city_id make_city(struct tx *tx)
{
    struct city city;
    assert_int_equal(city_add(tx, S("122203"), S("流山市"), &city), CITY_ADDED);
    return city.id;
}

static member_id make_officer(struct tx *tx, city_id city)
{
    return member_add(tx, &(struct member_new){
                              .city = city,
                              .role = ROLE_OFFICER,
                              .office = office_add_desk(tx, city, S("介護支援課")),
                              .profession = PROFESSION_OFFICIAL,
                              .name = S("市川 市子"),
                              .kana = S("いちかわ いちこ"),
                          });
}

static bytes real_file(struct arena *a)
{
    bytes file;
    int folder = folder_open(S("test/data"), false);
    assert_true(folder >= 0);
    assert_true(
        file_read(a, folder, "offices-nagareyama-mhlw.csv", 1 << 20, FILE_ANY_READERS, &file));
    close(folder);
    return file;
}

static struct import_plan plan_of(struct tx *tx, city_id city, const char *csv)
{
    return import_read(tx, city, str_bytes(str_of(csv)));
}

static struct import_plan bring(struct tx *tx, city_id city, const char *csv)
{
    struct import_plan plan = plan_of(tx, city, csv);
    assert_false(plan.refused);
    import_commit(tx, city, &plan);
    return plan;
}

// The only finding of the plan, as "weight line column".
static str only_finding(struct arena *a, const struct import_plan *plan)
{
    static const char *const weights[] = {"note", "warning", "refusal"};
    assert_int_equal(plan->findings.n, 1);
    const struct finding *f = &plan->findings.at[0];
    assert_true(str_ends(f->sentence, S("。")));
    return str_print(a, "%s %d %.*s", weights[f->weight], f->line, STR(f->column));
}

#define HEAD "事業所名,サービスの種類,住所,事業所番号,法人番号,電話番号,定員\r\n"
#define GOOD "さくら,訪問介護,流山市加1,1272501303,5080001018392,04-7158-3000,20\r\n"

// --- the real file ------------------------------------------------------------------------

RULE("the published file of 流山市 gives sixty offices and seven notes")
{
    static const struct {
        int line;
        str column;
    } notes[] = {
        {3, S_CONST("法人番号")},  {24, S_CONST("電話番号")}, {24, S_CONST("FAX番号")},
        {31, S_CONST("電話番号")}, {31, S_CONST("FAX番号")},  {47, S_CONST("電話番号")},
        {47, S_CONST("FAX番号")},
    };
    struct tx *tx = world_write(world);
    struct import_plan plan = import_read(tx, make_city(tx), real_file(tx_arena(tx)));
    assert_true(!plan.refused && plan.n == 60 && plan.n_new == 60);
    assert_int_equal(plan.findings.n, 7);
    for (size_t i = 0; i < 7; i++) {
        assert_int_equal(plan.findings.at[i].weight, FINDING_NOTE);
        assert_int_equal(plan.findings.at[i].line, notes[i].line);
        assert_str(plan.findings.at[i].column, notes[i].column);
    }
    world_commit(world);
}

RULE("every office and corporation number of the published file passes its check digit")
{
    struct tx *tx = world_write(world);
    struct import_plan plan = import_read(tx, make_city(tx), real_file(tx_arena(tx)));
    size_t n_corporations = 0;
    for (size_t i = 0; i < plan.n; i++) {
        const struct office *o = &plan.rows[i].office;
        assert_true(office_number_is_good(o->number));
        assert_true(o->kind != OFFICE_OTHER);
        n_corporations += corporation_number_is_good(o->corporation_number);
    }
    assert_int_equal(n_corporations, 59);
    world_commit(world);
}

RULE("an imported office holds what the file says, cleaned")
{
    struct tx *tx = world_write(world);
    city_id city = make_city(tx);
    struct import_plan plan = import_read(tx, city, real_file(tx_arena(tx)));
    import_commit(tx, city, &plan);

    struct office o;
    struct office_rows found = office_list(tx, city, S("アンジュカ初石"), (office_id){0});
    assert_true(found.n == 1 && office_find(tx, city, found.at[0].id, &o));
    assert_str(o.phone, S("04-7137-7780"));
    assert_str(o.number, S("1272502749"));
    assert_str(office_kind_label(o.kind), S("特定施設入居者生活介護"));
    world_commit(world);
}

RULE("importing the same file again changes nothing")
{
    struct tx *tx = world_write(world);
    city_id city = make_city(tx);
    bytes file = real_file(tx_arena(tx));
    struct import_plan first = import_read(tx, city, file);
    import_commit(tx, city, &first);

    struct import_plan again = import_read(tx, city, file);
    assert_int_equal(again.n_same, 60);
    assert_int_equal(again.n_new + again.n_changed, 0);
    import_commit(tx, city, &again);
    assert_int_equal(office_count(tx, city), 60);
    world_commit(world);
}

RULE("a file is compared with as many questions to the database as a single row")
{
    struct tx *tx = world_write(world);
    city_id city = make_city(tx);
    bytes file = real_file(tx_arena(tx));
    int start = db_calls(world_db(world));
    plan_of(tx, city, HEAD GOOD);
    int one = db_calls(world_db(world)) - start;
    import_read(tx, city, file);
    assert_int_equal(db_calls(world_db(world)) - start - one, one);
    world_commit(world);
}

RULE("an import leaves one row in the audit, with its counts")
{
    struct tx *tx = world_write(world);
    city_id city = make_city(tx);
    bring(tx, city, HEAD GOOD);
    static struct query q = {.name = "audits",
                             .sql = "SELECT count(*) FROM audit WHERE action = 'office.import'",
                             .n_columns = 1};
    struct cursor c = query_open(tx, &q, NULL);
    assert_true(cursor_next(&c));
    assert_int_equal(cursor_int(&c, 0), 1);
    cursor_close(&c);
    world_commit(world);
}

RULE("an office that the file does not name stays")
{
    struct tx *tx = world_write(world);
    city_id city = make_city(tx);
    bring(tx, city, HEAD GOOD);
    struct import_plan plan = bring(tx, city, HEAD "はな,診療所,流山市木2,1212311918,,,\r\n");
    assert_int_equal(plan.n_new, 1);
    assert_int_equal(office_count(tx, city), 2);
    world_commit(world);
}

RULE("two imports at the same moment do not bring an office twice")
{
    struct tx *tx = world_write(world);
    city_id city = make_city(tx);
    struct import_plan mine = plan_of(tx, city, HEAD GOOD), theirs = plan_of(tx, city, HEAD GOOD);
    import_commit(tx, city, &theirs);
    import_commit(tx, city, &mine);
    assert_int_equal(office_count(tx, city), 1);
    world_commit(world);
}

// --- forms and encodings --------------------------------------------------------------------

RULE("MS932 reads as UTF-8 does, with or without a byte order mark")
{
    struct tx *tx = world_write(world);
    city_id city = make_city(tx);
    bytes marked = real_file(tx_arena(tx));
    bytes plain = {marked.p + 3, marked.n - 3};
    struct import_plan first = import_read(tx, city, plain);
    import_commit(tx, city, &first);

    struct import_plan again = import_read(tx, city, text_to_ms932(tx_arena(tx), bytes_str(plain)));
    assert_int_equal(first.n_new, 60);
    assert_int_equal(import_read(tx, city, marked).n_same, 60);
    assert_int_equal(again.n_same, 60);
    world_commit(world);
}

RULE("the recommended form of 22 columns is read by its names")
{
    struct tx *tx = world_write(world);
    struct import_plan plan =
        bring(tx, make_city(tx),
              "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,介護サービス事業所名称,"
              "介護サービス事業所名称_カナ,"
              "実施サービス,住所,方書,緯度,経度,電話番号,内線番号,FAX番号,法人番号,法人の名称,"
              "事業所番号,利用可能曜日,"
              "利用可能時間特記事項,定員,URL,備考\r\n"
              "122203,1,千葉県,流山市,さくら,サクラ,訪問看護;居宅介護支援,流山市加1,ビル2階,0,0,04-"
              "7158-3000,12,04-7158-3001,"
              "5080001018392,桜会,1272501303,月火,,20,https://sakura.example,\r\n");
    assert_int_equal(plan.n, 2);
    assert_int_equal(plan.findings.n, 0);
    assert_int_equal(plan.rows[0].office.kind, OFFICE_HOME_NURSING);
    assert_int_equal(plan.rows[1].office.kind, OFFICE_CARE_MANAGEMENT);
    assert_str(plan.rows[1].office.building, S("ビル2階"));
    assert_str(plan.rows[1].office.kana, S("サクラ"));
    assert_int_equal(plan.rows[1].office.capacity, 20);
    world_commit(world);
}

// Fills the columns that the rules look at; "%s" are the name and the address.
static const char form_36[] =
    "全国地方公共団体コード,ID,地方公共団体名,名称,名称_カナ,名称_英字,実施サービス,町字ID,"
    "所在地_全国地方公共団体コード,所在地_連結表記,所在地_都道府県,所在地_市区町村,所在地_町字,"
    "所在地_番地以下,建物名等(方書),緯度,経度,高度の種別,高度の値,電話番号,内線番号,FAX番号,"
    "連絡先メールアドレス,連絡先FormURL,連絡先備考,郵便番号,法人番号,法人の名称,利用可能曜日,"
    "開始時間,終了時間,利用可能日時特記事項,定員,URL,画像,備考\r\n"
    "122203,1,千葉県流山市,%s,サクラ,,訪問介護,,122203,%s,千葉県,流山市,加,1番地,,35.8,139.9,,,"
    "04-7158-3000,,,a@sakura.example,,,270-0176,5080001018392,桜会,,,,,,,,\r\n";

static const char *in_36(struct tx *tx, const char *name, const char *address)
{
    return str_zero(tx_arena(tx), str_print(tx_arena(tx), form_36, name, address));
}

RULE("the form of 36 columns is read without office numbers, the address from its parts")
{
    struct tx *tx = world_write(world);
    city_id city = make_city(tx);
    struct import_plan plan = bring(tx, city, in_36(tx, "さくら", "千葉県流山市加1"));
    assert_true(plan.n_new == 1 && plan.findings.n == 0);
    assert_str(plan.rows[0].office.postal, S("2700176"));
    assert_str(plan.rows[0].office.mail, S("a@sakura.example"));
    struct import_plan other = bring(tx, city, in_36(tx, "さくら", ""));
    assert_int_equal(other.n_new, 1); // another address is another office
    assert_str(other.rows[0].office.address, S("千葉県流山市加1番地"));
    world_commit(world);
}

RULE("an office without a number gets it from another file instead of standing there twice")
{
    struct tx *tx = world_write(world);
    city_id city = make_city(tx);
    bring(tx, city, in_36(tx, "さくら", "流山市加1"));
    struct import_plan plan = bring(tx, city, HEAD GOOD);
    assert_int_equal(plan.n_changed, 1);
    assert_str(plan.rows[0].office.mail, S("a@sakura.example"));
    assert_int_equal(plan_of(tx, city, HEAD GOOD).n_same, 1);
    assert_int_equal(plan_of(tx, city, in_36(tx, "さくら", "流山市加1")).n_same, 1);
    assert_int_equal(office_count(tx, city), 1);
    world_commit(world);
}

// --- findings of rows ---------------------------------------------------------------------------

RULE("what the file leaves empty stays as the city has it")
{
    struct tx *tx = world_write(world);
    city_id city = make_city(tx);
    bring(tx, city, HEAD GOOD);
    struct import_plan plan = bring(tx, city, HEAD "さくら,訪問介護,流山市加2,1272501303,,,0\r\n");
    assert_int_equal(plan.n_changed, 1);
    assert_str(plan.rows[0].office.address, S("流山市加2"));
    assert_str(plan.rows[0].office.phone, S("04-7158-3000"));
    assert_str(plan.rows[0].office.corporation_number, S("5080001018392"));
    assert_int_equal(plan.rows[0].office.capacity, 20);
    world_commit(world);
}

RULE("what is odd in a row is told with its line, and the row is imported all the same")
{
    static const struct {
        const char *row, *finding;
    } odd[] = {
        {"さくら,訪問介護,流山市加1,1272501303,,04-7158-3000,\r\n", "note 2 法人番号"},
        {"さくら,訪問介護,流山市加1,1272501303,5080001018392,０４－７１５８－３０００,\r\n",
         "note 2 電話番号"},
        {"さくら,訪問介護,流山市加1,1272501304,5080001018392,,\r\n", "warning 2 事業所番号"},
        {"さくら,訪問介護,流山市加1,1.27E+09,5080001018392,,\r\n", "warning 2 事業所番号"},
        {"さくら,訪問介護,流山市加1,110113719,5080001018392,,\r\n", "note 2 事業所番号"},
        {"さくら,訪問介護,流山市加1,1272501303,5080001018393,,\r\n", "warning 2 法人番号"},
        {"さくら,訪問介護,流山市加1,1272501303,5080001018392,,多数\r\n", "note 2 定員"},
        {"さくら,訪問マッサージ,流山市加1,1272501303,5080001018392,,\r\n", "note 2 サービスの種類"},
        {"さくら,,流山市加1,1272501303,5080001018392,,\r\n", "note 2 サービスの種類"},
        {"さくら,訪問介護,,1272501303,5080001018392,,\r\n", "warning 2 住所"},
    };
    struct tx *tx = world_write(world);
    city_id city = make_city(tx);
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        str csv = str_print(tx_arena(tx), "%s%s", HEAD, odd[i].row);
        struct import_plan plan = import_read(tx, city, str_bytes(csv));
        assert_int_equal(plan.n, 1);
        assert_str(only_finding(tx_arena(tx), &plan), str_of(odd[i].finding));
    }
    world_commit(world);
}

RULE("a number whose check digit fails is kept, a wrong 法人番号 is left empty")
{
    struct tx *tx = world_write(world);
    city_id city = make_city(tx);
    struct import_plan plan =
        plan_of(tx, city, HEAD "さくら,訪問介護,流山市加1,1272501304,5080001018393,,0\r\n");
    assert_int_equal(plan.n, 1);
    assert_str(plan.rows[0].office.number, S("1272501304"));
    assert_str(plan.rows[0].office.corporation_number, NONE);
    assert_int_equal(plan.findings.n, 2); // a 定員 of 0 says "not given" and is no finding
    world_commit(world);
}

RULE("of two rows with the same office and service the first one counts")
{
    struct tx *tx = world_write(world);
    struct import_plan plan =
        plan_of(tx, make_city(tx),
                HEAD GOOD "さくら別名,訪問介護,流山市加2,1272501303,5080001018392,,\r\n"
                          "さくら,通所介護,流山市加1,1272501303,5080001018392,,\r\n");
    assert_str(only_finding(tx_arena(tx), &plan), S("warning 3 事業所名"));
    assert_int_equal(plan.n_new, 2);
    assert_str(plan.rows[0].office.name, S("さくら"));
    world_commit(world);
}

#define HEAD_PLACE "市区町村コード,市区町村名,事業所名,サービスの種類,住所\r\n"

RULE("rows of other cities are left out and told of once")
{
    struct tx *tx = world_write(world);
    struct import_plan plan = plan_of(tx, make_city(tx),
                                      HEAD_PLACE "122203,流山市,さくら,訪問介護,加1\r\n"
                                                 "122076,松戸市,まつ,訪問介護,松1\r\n"
                                                 "122084,野田市,のだ,訪問介護,野1\r\n"
                                                 "12220,流山市,五桁,訪問介護,加1\r\n"
                                                 "120006,流山市,県の公開,訪問介護,加1\r\n"
                                                 "120006,松戸市,県の公開,訪問介護,松1\r\n");
    assert_str(only_finding(tx_arena(tx), &plan), S("warning 3 都道府県コード又は市町村コード"));
    assert_true(str_contains(plan.findings.at[0].sentence, S("松戸市など）の行が3行")));
    assert_int_equal(plan.n_new, 3);
    world_commit(world);
}

RULE("a file of another city altogether is refused")
{
    struct tx *tx = world_write(world);
    struct import_plan plan =
        plan_of(tx, make_city(tx), HEAD_PLACE "122076,松戸市,まつ,訪問介護,松1\r\n");
    assert_true(plan.refused && plan.n == 0);
    assert_str(only_finding(tx_arena(tx), &plan), S("refusal 2 都道府県コード又は市町村コード"));
    world_commit(world);
}

// --- refusals ---------------------------------------------------------------------------------

RULE("a broken file is refused with the row and the reason, and nothing of it is imported")
{
    static const struct {
        const char *csv, *finding;
    } broken[] = {
        {"", "refusal 1 "},
        {HEAD, "refusal 1 "},
        {"事業所名,住所\r\nさくら,加1\r\n", "refusal 1 サービスの種類"},
        {"サービスの種類,住所\r\n訪問介護,加1\r\n", "refusal 1 事業所名"},
        {"事業所名,サービスの種類\r\nさくら,訪問介護\r\n", "refusal 1 住所"},
        {"事業所名,事業所名,サービスの種類,住所\r\na,b,c,d\r\n", "refusal 1 事業所名"},
        {HEAD GOOD ",訪問介護,流山市加1,1272501311,5080001018392,,\r\n", "refusal 3 事業所名"},
        {HEAD GOOD "さくら,訪問介護,流山市加1,1272501303,5080001018392,,20,余分\r\n", "refusal 3 "},
        {HEAD GOOD "\"さくら,訪問介護,流山市加1\r\n" GOOD, "refusal 3 "},
        {HEAD GOOD "\"さくら\"二,訪問介護,流山市加1,,,,\r\n", "refusal 3 "},
        {HEAD GOOD "さくら\x01,訪問介護,流山市加1,,,,\r\n", "refusal 3 "},
        {HEAD GOOD "\xff\xfe,訪問介護,流山市加1,,,,\r\n", "refusal 3 "},
    };
    struct tx *tx = world_write(world);
    city_id city = make_city(tx);
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        struct import_plan plan = plan_of(tx, city, broken[i].csv);
        assert_true(plan.refused && plan.n == 0);
        assert_str(only_finding(tx_arena(tx), &plan), str_of(broken[i].finding));
    }
    world_commit(world);
}

RULE("a field that swallowed the rows after it is refused")
{
    struct tx *tx = world_write(world);
    struct buf csv = buf_in(tx_arena(tx));
    buf_put(&csv, S(HEAD "\"さくら"));
    for (int i = 0; i < 100; i++)
        buf_put(&csv, S("訪問介護,流山市加1\r\n"));
    buf_put(&csv, S("\",訪問介護,流山市加1,1272501303,5080001018392,,\r\n"));
    struct import_plan plan = import_read(tx, make_city(tx), buf_bytes(&csv));
    assert_true(plan.refused);
    assert_str(only_finding(tx_arena(tx), &plan), S("refusal 2 事業所名"));
    world_commit(world);
}

// --- the stage --------------------------------------------------------------------------------

RULE("a chosen file waits for its city only, at most a day, and not in the clear")
{
    struct tx *tx = world_write(world);
    struct city other;
    city_id city = make_city(tx);
    assert_int_equal(city_add(tx, S("122084"), S("野田市"), &other), CITY_ADDED);
    member_id officer = make_officer(tx, city);
    stage_id id = import_stage_put(tx, city, officer, str_bytes(S(HEAD GOOD)));
    bytes file = {0};
    assert_true(import_stage_open(tx, city, id, &file));
    assert_str(bytes_str(file), S(HEAD GOOD));
    assert_false(import_stage_open(tx, other.id, id, &file));
    assert_false(import_stage_drop(tx, other.id, id));
    assert_true(import_stage_open(tx, city, id, &file));
    world_commit(world);

    world_wait(world, DAYS(1));
    assert_false(import_stage_open(world_read(world), city, id, &file));
    world_commit(world);
}

RULE("a file that nobody imported is gone after a day")
{
    struct tx *tx = world_write(world);
    city_id city = make_city(tx);
    stage_id id = import_stage_put(tx, city, make_officer(tx, city), str_bytes(S(HEAD GOOD)));
    world_commit(world);
    world_wait(world, HOURS(23));
    import_stage_drop_old(world_write(world));
    world_commit(world);
    world_wait(world, HOURS(1));
    tx = world_write(world);
    import_stage_drop_old(tx);
    assert_false(import_stage_drop(tx, city, id)); // nothing is left to drop
    world_commit(world);
}
