// SPDX-License-Identifier: AGPL-3.0-or-later
// 通知書: who gets one, what it makes void, that it is issued once, and what stands on the paper
// (compared with test/golden/letter-*.txt).
#include "base/base32.h"
#include "registration/letter_sheet.h"
#include "registration/registration.h"
#include "test/browser.h"
#include "test/golden.h"

static struct registration_new someone(city_id city, office_id office, bool administrator)
{
    return (struct registration_new){
        .member = {.city = city,
                   .office = office,
                   .profession = PROFESSION_NURSE,
                   .administrator = administrator,
                   .name = S("森 緑"),
                   .kana = S("もり みどり")},
        .devices = {[DEVICE_PC] = true, [DEVICE_IOS] = true},
    };
}

// --- who gets one ---------------------------------------------------------------------------

static const struct services services = {
    .public_url = S_CONST("https://tsunagi.example.jp:8444"),
    .member_url = S_CONST("https://tsunagi.example.jp:8443"),
};

// A person registered with two devices, and a letter for them.
struct lettered {
    struct given_city city;
    member_id member;
    struct letter letter;
};

static struct lettered lettered(struct tx *tx)
{
    struct lettered l = {.city = given_city(tx)};
    office_id office = given_office(tx, l.city.city.id, S("訪問介護もり"));
    struct registration_new new = someone(l.city.city.id, office, true);
    registration_add(tx, &l.city.officer.acting, &new, &l.member);
    l.letter = (struct letter){.member = l.member, .password = password_initial(tx_arena(tx))};
    return l;
}

static enum letter_state letter_state_of(struct tx *tx, const struct lettered *l)
{
    struct letter_cards cards = letter_list(tx, l->city.city.id, l->member);
    return cards.n ? cards.at[0].state : LETTER_IN_USE;
}

// A print with a key of its own, as a fresh form has it.
static enum letter_outcome print(struct tx *tx, city_id city, const struct letter *letter, size_t n,
                                 bytes *pdf, size_t *printed)
{
    static int prints;
    struct letter_print wanted = {.letters = letter, .n = n};
    wanted.request_key = str_print(tx_arena(tx), "key%013d", prints++);
    return letter_print(tx, &services, city, &wanted, pdf, printed);
}

RULE("a letter gives an initial password and an install ID for each device that waits")
{
    struct tx *tx = world_write(world);
    struct lettered l = lettered(tx);
    const struct member *m = member_find(tx, l.city.city.id, l.member);
    enum letter_state before = letter_state_of(tx, &l);
    size_t printed = 0;

    bytes pdf = {0};
    print(tx, l.city.city.id, &l.letter, 1, &pdf, &printed);
    enum letter_state after = letter_state_of(tx, &l);
    struct signin_proof proof =
        signin_prove(tx, m ? m->personal_id : NONE, l.letter.password.plain, (device_id){1});
    struct letter_cards cards = letter_list(tx, l.city.city.id, l.member);
    world_commit(world);
    assert_int_equal(before, LETTER_NEVER);
    assert_int_equal(after, LETTER_PRINTED);
    assert_int_equal(printed, 1);
    assert_true(str_starts(bytes_str(pdf), S("%PDF-")));
    assert_true(proof.matches);
    assert_int_equal(cards.at[0].waiting, 2);
}

RULE("a letter for a further device leaves the person's own password alone")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct given_person *p = &city.officer;
    registration_add_device(tx, &(struct device_new){.city = city.city.id,
                                                     .member = p->acting.member,
                                                     .kind = DEVICE_IOS,
                                                     .personal = true});
    struct letter letter = {.member = p->acting.member};
    size_t printed = 0;
    bytes pdf = {0};

    print(tx, city.city.id, &letter, 1, &pdf, &printed);
    struct signin_proof proof = signin_prove(tx, p->personal_id, p->password, p->acting.device);
    struct signin_state state;
    bool still = signin_find(tx, p->cookie, p->acting.device, &state);
    world_commit(world);
    assert_int_equal(printed, 1);
    assert_true(proof.matches);
    assert_true(still);
}

RULE("nobody of another city and nobody who left gets a letter")
{
    struct tx *tx = world_write(world);
    struct lettered l = lettered(tx);
    struct given_city other = given_neighbour(tx);
    size_t theirs = 9, left = 9;

    bytes none = {0}, pdf = {0};
    print(tx, other.city.id, &l.letter, 1, &none, &theirs);
    enum letter_state untouched = letter_state_of(tx, &l);
    registration_leave(tx, l.city.city.id, l.member, tx_today(tx));
    print(tx, l.city.city.id, &l.letter, 1, &pdf, &left);
    struct letter_cards cards = letter_list(tx, l.city.city.id, l.member);
    world_commit(world);
    assert_int_equal(none.n, 0);
    assert_int_equal(theirs, 0);
    assert_int_equal(untouched, LETTER_NEVER);
    assert_int_equal(left, 0);
    assert_int_equal(cards.n, 0);
}

RULE("a password that somebody chose while the letters were made is not taken away without a reason")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct given_person *p = &city.officer;
    struct letter letter = {.member = p->acting.member, .password = password_initial(tx_arena(tx))};
    size_t printed = 0;
    bytes pdf = {0};

    print(tx, city.city.id, &letter, 1, &pdf, &printed);
    bool kept = signin_prove(tx, p->personal_id, p->password, p->acting.device).matches;
    letter.reason = S("忘れたと届け出があった");
    print(tx, city.city.id, &letter, 1, &pdf, &printed);
    bool after = signin_prove(tx, p->personal_id, p->password, p->acting.device).matches;
    world_commit(world);
    assert_true(kept);
    assert_false(after);
}

// --- issued once, with a reason ------------------------------------------------------------

static const struct letter_past *past_at(const struct letter_pasts *pasts, size_t i)
{
    static const struct letter_past none;
    return i < pasts->n ? &pasts->at[i] : &none;
}

RULE("the same form prints once: sent again it changes nothing, and the first paper stays good")
{
    struct tx *tx = world_write(world);
    struct lettered l = lettered(tx);
    const struct member *m = member_find(tx, l.city.city.id, l.member);
    struct letter other = l.letter;
    other.password = password_initial(tx_arena(tx));
    struct letter_print print = {.request_key = S("abcdefghijklmnop"), .letters = &l.letter, .n = 1};
    bytes pdf, again;
    size_t printed = 0, more = 0;

    enum letter_outcome first = letter_print(tx, &services, l.city.city.id, &print, &pdf, &printed);
    print.letters = &other;
    enum letter_outcome second = letter_print(tx, &services, l.city.city.id, &print, &again, &more);
    bool good = signin_prove(tx, m ? m->personal_id : NONE, l.letter.password.plain, (device_id){1}).matches;
    struct letter_pasts pasts = letter_history(tx, l.city.city.id, l.member);
    world_commit(world);
    assert_int_equal(first, LETTERS_PRINTED);
    assert_int_equal(second, LETTERS_AGAIN);
    assert_int_equal(again.n, 0);
    assert_int_equal(more, 0);
    assert_true(good);
    assert_int_equal(pasts.n, 1);
}

RULE("a letter printed before is printed again with a reason only; the old password and install IDs are void at once")
{
    struct tx *tx = world_write(world);
    struct lettered l = lettered(tx);
    const struct member *m = member_find(tx, l.city.city.id, l.member);
    bytes pdf;
    size_t printed = 0, without = 0, with = 0;
    print(tx, l.city.city.id, &l.letter, 1, &pdf, &printed);
    struct letter next = {.member = l.member, .password = password_initial(tx_arena(tx))};

    enum letter_outcome refused = print(tx, l.city.city.id, &next, 1, &pdf, &without);
    bool kept = signin_prove(tx, m ? m->personal_id : NONE, l.letter.password.plain, (device_id){1}).matches;
    next.reason = S("印刷した紙をなくした");
    enum letter_outcome taken = print(tx, l.city.city.id, &next, 1, &pdf, &with);
    bool old = signin_prove(tx, m ? m->personal_id : NONE, l.letter.password.plain, (device_id){1}).matches;
    bool fresh = signin_prove(tx, m ? m->personal_id : NONE, next.password.plain, (device_id){1}).matches;
    world_commit(world);
    assert_int_equal(refused, LETTERS_NOBODY);
    assert_true(kept);
    assert_int_equal(taken, LETTERS_PRINTED);
    assert_int_equal(with, 1);
    assert_false(old);
    assert_true(fresh);
}

RULE("of several people, one whose letter another officer has just printed is passed over, the others are printed")
{
    struct tx *tx = world_write(world);
    struct lettered l = lettered(tx);
    office_id office = given_office(tx, l.city.city.id, S("林薬局"));
    struct registration_new new = someone(l.city.city.id, office, true);
    new.member.name = S("林 葉");
    struct letter two[2] = {l.letter, {.password = l.letter.password}};
    registration_add(tx, &l.city.officer.acting, &new, &two[1].member);
    bytes pdf;
    size_t printed = 0, rest = 0;

    print(tx, l.city.city.id, two, 1, &pdf, &printed);
    enum letter_outcome outcome = print(tx, l.city.city.id, two, 2, &pdf, &rest);
    world_commit(world);
    assert_int_equal(outcome, LETTERS_PRINTED);
    assert_int_equal(rest, 1);
}

RULE("who printed a letter, when, what and why is kept, without any password")
{
    struct tx *tx = world_write(world);
    struct lettered l = lettered(tx);
    tx_set(tx, TX_ACTOR, &l.city.officer.acting);
    bytes pdf;
    size_t printed = 0;
    print(tx, l.city.city.id, &l.letter, 1, &pdf, &printed);
    l.letter.reason = S("紙が破れた");
    print(tx, l.city.city.id, &l.letter, 1, &pdf, &printed);

    struct letter_pasts pasts = letter_history(tx, l.city.city.id, l.member);
    struct letter_pasts others = letter_history(tx, given_neighbour(tx).city.id, l.member);
    instant now = tx_now(tx);
    str by = l.city.officer.acting.name;
    world_commit(world);
    assert_int_equal(pasts.n, 2);
    assert_str(past_at(&pasts, 0)->reason, S("紙が破れた"));
    assert_str(past_at(&pasts, 0)->by, by);
    assert_int_equal(past_at(&pasts, 0)->at.us, now.us);
    assert_true(past_at(&pasts, 0)->fresh);
    assert_int_equal(past_at(&pasts, 0)->devices, 2);
    assert_int_equal(past_at(&pasts, 1)->reason.n, 0);
    assert_int_equal(others.n, 0);
}

// --- on paper --------------------------------------------------------------------------------

static const struct member people[] = {
    {.personal_id = S_CONST("12345674"), .name = S_CONST("髙橋　﨑子"), .profession = PROFESSION_NURSE,
     .office_name = S_CONST("訪問看護ステーションもり")},
    {.personal_id = S_CONST("23456785"), .name = S_CONST("山田　太郎"), .profession = PROFESSION_CLERK,
     .office_name = S_CONST("訪問看護ステーションもり")},
};

static struct sheet *drawn(struct world *w, enum letter_form form, bool manual)
{
    static const struct office office = {
        .id = {7}, .name = S_CONST("訪問看護ステーションもり"), .postal = S_CONST("2700163"),
        .address = S_CONST("千葉県流山市南流山9-9-9"), .building = S_CONST("見本ビル3階")};
    instant at = clock_now(world_clock(w));
    struct enrolment_letter given = {S("1234567890"), S("abcdEFGH2345"), instant_after(at, DAYS(30))};
    struct letter_device devices[] = {{{.kind = DEVICE_PC}, given},
                                      {{.kind = DEVICE_IOS, .personal = true}, given}};
    struct letter_page pages[] = {
        {.member = &people[0], .office = office, .n = 2, .devices = devices,
         .letter.password = {S("Kx7mPq2nRt5w"), S("hash")}},
        {.member = &people[1], .office = office, .n = 1, .devices = devices},
    };
    struct letter_print print = {.form = form, .manual = manual};
    struct letter_sender from = {.services = &services, .print = &print,
                                 .city = {.name = S("流山市")},
                                 .desk = {.name = S("流山市 介護支援課"), .phone = S("04-7150-0000")}};
    return letter_sheet(world_arena(w), &from, &(struct letter_pages){2, pages}, at);
}

RULE("an office's letters begin with a cover that names what is enclosed; each person has one page")
{
    struct sheet *s = drawn(world, LETTERS_TOGETHER, false);

    assert_int_equal(sheet_pages(s), 3);
    golden_compare(world, S("letter-together"), s);
}

RULE("printed apart, no page holds an ID and a password, and both halves have a cover of their own")
{
    struct sheet *s = drawn(world, LETTERS_APART, false);
    str text = sheet_text(s);
    size_t half = str_find(text, S("通知書の送付（パスワード）"));

    assert_int_equal(sheet_pages(s), 6);
    assert_true(half < text.n);
    str ids = str_part(text, 0, half), passwords = str_from(text, half);
    assert_true(str_contains(ids, S("1234-5674")) && str_contains(ids, S("12345-67890")));
    assert_false(str_contains(ids, S("Kx7mPq2nRt5w")) || str_contains(ids, S("abcdEFGH2345")));
    assert_true(str_contains(passwords, S("Kx7mPq2nRt5w")) && str_contains(passwords, S("abcdEFGH2345")));
    assert_false(str_contains(passwords, S("1234-5674")) || str_contains(passwords, S("12345-67890")) ||
                 str_contains(passwords, S("[QR")));
    golden_compare(world, S("letter-apart"), s);
}

RULE("on demand the manual of each kind of device in the envelope follows, once, and never among the passwords")
{
    struct sheet *s = drawn(world, LETTERS_APART, true);
    str text = sheet_text(s);
    size_t half = str_find(text, S("通知書の送付（パスワード）"));
    str ids = str_part(text, 0, half), rest = str_from(ids, str_find(ids, S("証明書の入れ方　iPhone")) + 1);

    assert_true(str_contains(ids, S("証明書の入れ方　Windows")) && str_contains(ids, S("証明書の入れ方　Mac")));
    assert_true(str_contains(ids, S("証明書の入れ方　iPhone")));
    assert_false(str_contains(rest, S("証明書の入れ方　iPhone")));
    assert_false(str_contains(ids, S("証明書の入れ方　Android")));
    assert_false(str_contains(str_from(text, half), S("証明書の入れ方　")));
}
