// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/search.h"

#include "app/app.h"
#include "base/text.h"
#include "index/index.h"
#include "test/browser.h"
#include "test/given_search.h"

static struct search_found found_with(struct tx *tx, const struct acting *me,
                                      struct search_asked asked)
{
    return search_find(tx, me, &asked);
}

static size_t found(struct tx *tx, const struct acting *me, str words)
{
    struct search_asked asked = unasked;
    asked.words = words;
    return search_find(tx, me, &asked).n;
}

RULE("words of two characters are found: 血圧, 記録, 転倒, inside a sentence too")
{
    struct tx *tx = world_write(world);
    struct given_search g = given_search(tx);
    said(tx, g.seat, S("朝の血圧は高めでした。訪問看護記録に書きました。"));
    said(tx, g.seat, S("廊下で転倒されました。"));
    size_t pressure = found(tx, &g.nurse.acting, S("血圧")), log = found(tx, &g.nurse.acting, S("記録"));
    size_t fall = found(tx, &g.nurse.acting, S("転倒")), nursing = found(tx, &g.nurse.acting, S("訪問看護"));
    size_t none = found(tx, &g.nurse.acting, S("褥瘡")), apart = found(tx, &g.nurse.acting, S("高圧"));
    world_commit(world);

    assert_true(pressure == 1 && log == 1 && fall == 1 && nursing == 1);
    assert_true(none == 0 && apart == 0);
}

RULE("one spelling finds the other: ｶﾞｰｾﾞ ガーゼ がーぜ, 髙 高, ① 1, ＳｐＯ２ SpO2")
{
    static const str written[] = {S_CONST("ｶﾞｰｾﾞを換えました"), S_CONST("髙橋さん"),
                                  S_CONST("①薬を飲む"), S_CONST("ＳｐＯ２は９８％")};
    static const str asked[][2] = {{S_CONST("がーぜ"), S_CONST("ガーゼ")}, {S_CONST("高橋"), S_CONST("髙橋")},
                                   {S_CONST("1薬"), S_CONST("１")}, {S_CONST("SpO2"), S_CONST("spo2は98%")}};
    struct tx *tx = world_write(world);
    struct given_search g = given_search(tx);
    for (size_t i = 0; i < 4; i++)
        said(tx, g.seat, written[i]);
    size_t n[4][2];
    for (size_t i = 0; i < 4; i++)
        for (size_t k = 0; k < 2; k++)
            n[i][k] = found(tx, &g.nurse.acting, asked[i][k]);
    world_commit(world);

    for (size_t i = 0; i < 4; i++)
        assert_true(n[i][0] == 1 && n[i][1] == 1);
}

RULE("one character is enough; words with a minus leave out; quoted words stand together")
{
    struct tx *tx = world_write(world);
    struct given_search g = given_search(tx);
    const struct acting *me = &g.nurse.acting;
    said(tx, g.seat, S("膝の痛みが強い"));
    said(tx, g.seat, S("入浴のあと、腰の痛み"));
    size_t one = found(tx, me, S("痛")), both = found(tx, me, S("痛み 入浴"));
    size_t without = found(tx, me, S("痛み　－入浴")), quoted = found(tx, me, S("「膝の 痛み」"));
    size_t apart = found(tx, me, S("\"入浴 痛み\"")), open = found(tx, me, S("“腰の痛み"));
    struct search_asked only = unasked;
    only.words = S("-入浴");
    struct search_found minus = found_with(tx, me, only);
    world_commit(world);

    assert_true(one == 2 && both == 1 && without == 1 && quoted == 1 && apart == 0 && open == 1);
    assert_int_equal(minus.outcome, SEARCH_ONLY_WITHOUT);
}

RULE("author, 職種, category and dates narrow a search down, one room or all of them")
{
    struct tx *tx = world_write(world);
    struct given_search g = given_search(tx);
    const struct acting *me = &g.nurse.acting;
    room_id second = given_room(tx, &g.city.officer.acting, S("森川 一郎"));
    const struct seat *other = given_seat(tx, &g.city.officer.acting, second, me);
    said_as(tx, g.seat, (struct post_new){.kind = POST_MEDICINE}, S("残薬あり"));
    said(tx, g.doctor_seat, S("残薬を確認"));
    said(tx, other, S("残薬なし"));
    struct search_asked by = unasked, kind = unasked, job = unasked, room = unasked, today = unasked, past = unasked;
    by.words = kind.words = job.words = room.words = today.words = past.words = S("残薬");
    by.person = S("森"), kind.kind = POST_MEDICINE, job.profession = PROFESSION_DOCTOR;
    room.room = second, today.from = today.to = tx_today(tx), past.to = (day){tx_today(tx).n - 1};
    size_t n[] = {found_with(tx, me, by).n,   found_with(tx, me, kind).n, found_with(tx, me, job).n,
                  found_with(tx, me, room).n, found_with(tx, me, today).n, found_with(tx, me, past).n};
    world_commit(world);

    static const size_t expected[] = {1, 1, 0, 1, 3, 0};
    assert_memory_equal(n, expected, sizeof n);
}

static struct attachment_new given_file(struct tx *tx, str name)
{
    return (struct attachment_new){.id = {tx_new_id(tx)}, .kind = ATTACHMENT_PDF, .file_name = name};
}

RULE("the names of files are found, and posts with or without a file")
{
    struct tx *tx = world_write(world);
    struct given_search g = given_search(tx);
    const struct acting *me = &g.nurse.acting;
    struct attachment_new file = given_file(tx, S("訪問看護指示書.pdf"));
    said_as(tx, g.seat, (struct post_new){.files = &file, .n_files = 1}, S("届きました"));
    said(tx, g.seat, S("指示書はまだ届きません"));
    struct search_asked with = unasked, without = unasked;
    with.words = without.words = S("指示書");
    with.files = SEARCH_WITH_FILE, without.files = SEARCH_WITHOUT_FILE;
    size_t both = found(tx, me, S("指示書")), one = found(tx, me, S("指示書 届きました"));
    size_t n = found_with(tx, me, with).n, m = found_with(tx, me, without).n;
    world_commit(world);

    assert_true(both == 2 && one == 1 && n == 1 && m == 1);
}

RULE("a corrected post is found by what it says now, a withdrawn one not at all")
{
    struct tx *tx = world_write(world);
    struct given_search g = given_search(tx);
    const struct acting *me = &g.nurse.acting;
    struct attachment_new file = given_file(tx, S("写真の説明.pdf"));
    post_id id = said_as(tx, g.seat, (struct post_new){.files = &file, .n_files = 1}, S("体温は38.7度"));
    size_t before = found(tx, me, S("38.7"));
    post_correct(tx, g.seat, id, 0, S("体温は37.8度"));
    size_t old = found(tx, me, S("38.7")), new = found(tx, me, S("37.8")), name = found(tx, me, S("写真"));
    post_withdraw(tx, g.seat, id, 1, S("人違いのため"));
    size_t gone = found(tx, me, S("37.8")), reason = found(tx, me, S("人違い")), file_gone = found(tx, me, S("写真"));
    world_commit(world);

    assert_true(before == 1 && old == 0 && new == 1 && name == 1);
    assert_true(gone == 0 && reason == 0 && file_gone == 0);
}

RULE("only rooms with a seat in force are searched: not before the invitation, not after the removal")
{
    struct tx *tx = world_write(world);
    struct given_search g = given_search(tx);
    struct given_person stranger = given_member(tx, g.city.city.id, g.office, S("田中 実"));
    said(tx, g.seat, S("転倒されました"));
    size_t without = found(tx, &stranger.acting, S("転倒")), officer = found(tx, &g.city.officer.acting, S("転倒"));
    given_seat(tx, &g.city.officer.acting, g.room, &stranger.acting);
    size_t invited = found(tx, &stranger.acting, S("転倒"));
    seat_remove(tx, &g.city.officer.acting, g.room, g.doctor_seat->id);
    size_t removed = found(tx, &g.doctor.acting, S("転倒"));
    struct search_asked there = unasked;
    there.words = S("転倒"), there.room = g.room;
    size_t asked = found_with(tx, &g.doctor.acting, there).n;
    world_commit(world);

    assert_true(without == 0 && officer == 0 && invited == 1 && removed == 0 && asked == 0);
}

RULE("rooms of other cities are searched too, and the city's notices")
{
    struct tx *tx = world_write(world);
    struct given_search g = given_search(tx);
    struct given_city other = given_neighbour(tx);
    room_id room = given_room(tx, &other.officer.acting, S("松田 きみ"));
    const struct seat *there = given_seat(tx, &other.officer.acting, room, &g.nurse.acting);
    said(tx, there, S("転倒に注意"));
    const struct seat *notice = given_open(tx, &g.city.officer.acting, g.city.notice);
    said(tx, notice, S("転倒予防の研修のお知らせ"));
    size_t nurse = found(tx, &g.nurse.acting, S("転倒")), doctor = found(tx, &g.doctor.acting, S("転倒"));
    world_commit(world);

    assert_int_equal(nurse, 2);
    assert_int_equal(doctor, 1); // the notice only
}

// Every third post tells of a bath, one of them of a lost key.
static void given_many(struct tx *tx, const struct seat *seat, int from, int n)
{
    for (int i = from; i < from + n; i++)
        said(tx, seat, str_print(tx_arena(tx), "%d番。%s%s", i, i % 3 ? "食事" : "入浴", i == 7 ? "と鍵" : ""));
}

// --- blocks ------------------------------------------------------------------------------

static int pages(struct tx *tx, const struct acting *me, str words, size_t *n)
{
    struct search_asked asked = unasked;
    int64_t last = INT64_MAX;
    int count = 0;
    asked.words = words;
    for (*n = 0; count < 30; count++) {
        struct search_found f = search_find(tx, me, &asked);
        for (size_t i = 0; i < f.n; i++) {
            assert_true(f.at[i].post.id.v < last); // newest first, nothing twice
            last = f.at[i].post.id.v;
        }
        *n += f.n;
        if (!post_is(f.next))
            return count + 1;
        asked.before = f.next;
    }
    return count;
}

RULE("found posts come newest first, twenty a page, the same before and after rows are merged into blocks")
{
    world_without_sweep(world);
    struct tx *tx = world_write(world);
    struct given_search g = given_search(tx);
    const struct acting *me = &g.nurse.acting;
    size_t n, merged, after;
    given_many(tx, g.seat, 0, 150);
    int before_pages = pages(tx, me, S("入浴"), &n);
    bool did = index_merge(tx, g.room, &g.seat->key), again = index_merge(tx, g.room, &g.seat->key);
    while (again && index_merge(tx, g.room, &g.seat->key))
        ;
    int merged_pages = pages(tx, me, S("入浴"), &merged);
    given_many(tx, g.seat, 150, 30);
    pages(tx, me, S("入浴"), &after);
    size_t rare = found(tx, me, S("鍵")), nothing = found(tx, me, S("鍵 入浴"));
    world_commit(world);

    assert_true(did && n == 50 && before_pages == 3);
    assert_true(merged == 50 && merged_pages == 3 && after == 60);
    assert_true(rare == 1 && nothing == 0);
}

RULE("blocks of a size are merged into larger ones and hold the same posts; a correction is found behind them")
{
    world_without_sweep(world);
    struct tx *tx = world_write(world);
    struct given_search g = given_search(tx);
    post_id first = said(tx, g.seat, S("最初の投稿に杖"));
    for (int i = 0; i < 10; i++) {
        given_many(tx, g.seat, 40 * i, 40);
        index_merge(tx, g.room, &g.seat->key);
    }
    size_t n, bath;
    pages(tx, &g.nurse.acting, S("番"), &n);
    post_correct(tx, g.seat, first, 0, S("最初の投稿に車椅子"));
    size_t old = found(tx, &g.nurse.acting, S("杖")), new = found(tx, &g.nurse.acting, S("車椅子"));
    given_many(tx, g.seat, 400, 20);
    while (index_merge(tx, g.room, &g.seat->key))
        ;
    pages(tx, &g.nurse.acting, S("入浴"), &bath);
    size_t still = found(tx, &g.nurse.acting, S("車椅子"));
    world_commit(world);

    assert_true(n == 400 && old == 0 && new == 1 && still == 1);
    assert_int_equal(bath, 140);
}

// As a database of before the index: its rows are gone and the rooms wait to be taken in.
static void forget_index(struct tx *tx)
{
    static const char *const sql[] = {"DELETE FROM index_fresh", "DELETE FROM index_piece",
                                      ("INSERT INTO index_backlog (room, before) "
                                       "SELECT room, max(id) + 1 FROM post GROUP BY room")};
    static struct query queries[3];
    for (size_t i = 0; i < 3; i++) {
        queries[i].name = "forget_index", queries[i].sql = sql[i];
        query_run(tx, &queries[i], NULL);
    }
}

RULE("what was written before there was an index is taken in by a job; until then the page says so")
{
    struct tx *tx = world_write(world);
    struct given_search g = given_search(tx);
    struct search_asked asked = unasked;
    asked.words = S("転倒");
    said(tx, g.seat, S("転倒されました"));
    forget_index(tx);
    struct search_found before = search_find(tx, &g.nurse.acting, &asked);
    for (int i = 0; i < 5 && search_catch_up(tx); i++)
        ;
    struct search_found after = search_find(tx, &g.nurse.acting, &asked);
    world_commit(world);

    assert_true(before.incomplete && before.n == 0);
    assert_true(!after.incomplete && after.n == 1);
}

RULE("without the room's key the index tells neither words nor how often they occur")
{
    struct tx *tx = world_write(world);
    struct given_search g = given_search(tx);
    str words[] = {text_fold(tx_arena(tx), S("血圧"))};
    said(tx, g.seat, S("血圧"));
    struct index_room wrong = {.id = g.room};
    key_new(&wrong.key);
    struct tx *reading = tx;
    struct index_asked asked = {&wrong, 1, words, 1, 0, INT64_MAX, NULL, 0};
    struct key right = g.seat->key;
    struct index_room good = {g.room, right};
    struct index_asked with = {&good, 1, words, 1, 0, INT64_MAX, NULL, 0};
    size_t room;
    post_id id = {0};
    bool opens = index_next(index_begin(reading, &with), &room, &id);
    world_commit(world);
    struct tx *other = world_begin(world, TX_READ);
    bool noise = index_next(index_begin(other, &asked), &room, &id);
    bool good_tx = tx_ok(other);
    tx_rollback(other);

    assert_true(opens && !noise && !good_tx); // the row does not even open
}

// --- marks -------------------------------------------------------------------------------

static str marked(struct arena *a, str words, str text, size_t most)
{
    struct search_words w = search_words_of(a, words);
    struct search_parts parts = search_mark(a, &w, text, most);
    struct buf out = buf_in(a);
    for (size_t i = 0; i < parts.n; i++)
        buf_print(&out, parts.at[i].hit ? "[%.*s]" : "%.*s", STR(parts.at[i].text));
    return buf_str(&out);
}

RULE("hits are marked as they were written, however they were asked for; a long text is cut around them")
{
    struct arena *a = world_arena(world);

    assert_str(marked(a, S("がーぜ"), S("新しいガーゼです"), 100), S("新しい[ガーゼ]です"));
    assert_str(marked(a, S("98 spo2"), S("ＳｐＯ２は９８％"), 100), S("[ＳｐＯ２]は[９８]％"));
    assert_str(marked(a, S("1 高"), S("①髙橋"), 100), S("[①][髙]橋"));
    assert_str(marked(a, S("がさ"), S("㌍とか\xe3\x82\x99さ"), 100), S("㌍と[か\xe3\x82\x99さ]"));
    assert_str(marked(a, S("ない"), S("何も"), 100), S("何も"));
    assert_str(marked(a, S("き"), S("あいうえおかきくけこ"), 4), S("…か[き]くけ…"));
    assert_str(marked(a, S("ロー"), S("㌔㍉\nキロー"), 100), S("㌔㍉ キ[ロー]"));
}

// --- the page ----------------------------------------------------------------------------

PAGE("a search stands in no address; its hits are marked and lead to the posts; nothing found says what to do")
{
    struct tx *tx = world_write(world);
    struct given_search g = given_search(tx);
    post_id id = said(tx, g.seat, S("血圧が高めです"));
    world_commit(world);
    struct browser *b = browser_of(world, &g.nurse);

    assert_int_equal(browser_get(b, "/search"), 200);
    assert_int_equal(browser_post(b, "/search", "words", "血圧"), 303);
    str to = browser_went_to(b);
    assert_true(str_starts(to, S("/search?for=")) && !str_contains(to, S("%E8")));
    assert_int_equal(browser_follow(b), 200);
    assert_true(str_contains(b->body, S("<mark>血圧</mark>が高めです")));
    assert_true(str_contains(b->body, str_of(browser_at(b, "/rooms/%i?at=%i#post-%i", g.room.v, id.v, id.v))));
    assert_true(browser_says(b, "川村 はな 様 報告"));
    assert_int_equal(browser_post(b, "/search", "words", "尿路", "person", "山"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "見つかりませんでした"));
    assert_true(browser_says(b, "条件を外してみてください"));
}

PAGE("bad dates are told beside the field, a forged address asks nothing, an empty search shows the form")
{
    struct tx *tx = world_write(world);
    struct given_search g = given_search(tx);
    world_commit(world);
    struct browser *b = browser_of(world, &g.nurse);

    assert_int_equal(browser_post(b, "/search", "words", "血圧", "from", "2026-11-02", "to", "2026-11-01"), 422);
    assert_true(str_contains(browser_error(b, "to"), S("あとの日")));
    assert_int_equal(browser_post(b, "/search", "words", "血圧", "from", "きのう"), 422);
    assert_int_equal(browser_get(b, "/search?for=AAAA&before=x"), 200);
    assert_false(browser_says(b, "見つかった投稿"));
    assert_int_equal(browser_post(b, "/search", "words", "-入浴", "profession", "9999", "room", "??"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "除くことばだけでは探せません"));
}
