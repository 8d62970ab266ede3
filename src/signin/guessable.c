// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signin/guessable.h"

#include "base/text.h"

#include <string.h>

enum { LEAST_PART = 4, SHORT_PART = 3, ORNAMENTS = 6 };

// --- common words and runs -------------------------------------------------------------------

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

// Lower-case letters only, with the usual disguises undone: P@ssw0rd! reads password.
static str plain_letters(struct arena *a, str password)
{
    static const char disguised[] = "@401!3$57";
    static const char letters[] = "aaoliesst";
    struct buf out = buf_in(a);
    for (size_t i = 0; i < password.n; i++) {
        char c = password.p[i];
        const char *at = strchr(disguised, c);
        if (at && *at)
            c = letters[at - disguised];
        c = lower(c);
        if (c >= 'a' && c <= 'z')
            buf_byte(&out, c);
    }
    return buf_str(&out);
}

// Words that lead the published lists of leaked passwords, and those of this place and work.
static const str common_words[] = {
    S_CONST("password"), S_CONST("passwort"),  S_CONST("welcome"),  S_CONST("letmein"),
    S_CONST("admin"),    S_CONST("iloveyou"),  S_CONST("monkey"),   S_CONST("dragon"),
    S_CONST("sunshine"), S_CONST("princess"),  S_CONST("football"), S_CONST("baseball"),
    S_CONST("master"),   S_CONST("shadow"),    S_CONST("summer"),   S_CONST("winter"),
    S_CONST("sakura"),   S_CONST("doraemon"),  S_CONST("pokemon"),  S_CONST("tsunagi"),
    S_CONST("kaigo"),    S_CONST("kango"),     S_CONST("byouin"),   S_CONST("clinic"),
    S_CONST("hospital"), S_CONST("nurse"),     S_CONST("doctor"),   S_CONST("caremane"),
    S_CONST("helper"),   S_CONST("nagareyama"), S_CONST("chiba"),   S_CONST("tokyo"),
    S_CONST("japan"),    S_CONST("nippon"),    S_CONST("arigato"),  S_CONST("ohayou"),
    S_CONST("himitsu"),  S_CONST("secret"),    S_CONST("login"),    S_CONST("signin"),
    S_CONST("computer"), S_CONST("internet"),  S_CONST("changeme"), S_CONST("hello"),
};

// A common word is refused when little else is there.
static bool is_common_word(struct arena *a, str password)
{
    str plain = plain_letters(a, password);
    for (size_t i = 0; i < sizeof common_words / sizeof common_words[0]; i++)
        if (str_contains(plain, common_words[i]) && password.n < common_words[i].n + ORNAMENTS)
            return true;
    return false;
}

// The characters that continue the one before: the same, or its neighbour in the alphabet, among
// the digits or on the keyboard.
static bool follows(char before, char c)
{
    static const char *const rows[] = {"qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890"};
    int step = c - before;
    if (step >= -1 && step <= 1)
        return true;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *at = strchr(rows[i], before);
        if (at && *at && ((at[1] && at[1] == c) || (at > rows[i] && at[-1] == c)))
            return true;
    }
    return false;
}

static bool is_run(str password)
{
    size_t followed = 0;
    for (size_t i = 1; i < password.n; i++)
        followed += follows(lower(password.p[i - 1]), lower(password.p[i]));
    return followed * 3 >= password.n * 2;
}

// --- dates -----------------------------------------------------------------------------------

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int number(const char *p, size_t n)
{
    int value = 0;
    for (size_t i = 0; i < n; i++)
        value = value * 10 + p[i] - '0';
    return value;
}

// Without what people write between the parts of a date: 1985-03-21 reads 19850321.
static str joined(struct arena *a, str password)
{
    struct buf out = buf_in(a);
    for (size_t i = 0; i < password.n; i++) {
        bool between = i > 0 && i + 1 < password.n && is_digit(password.p[i - 1]) &&
                       is_digit(password.p[i + 1]);
        if (!between || !strchr("-/. ", password.p[i]))
            buf_byte(&out, lower(password.p[i]));
    }
    return buf_str(&out);
}

static size_t digits_from(str s, size_t at)
{
    size_t n = 0;
    while (at + n < s.n && is_digit(s.p[at + n]))
        n++;
    return n;
}

static bool has_date(struct arena *a, str password)
{
    str s = joined(a, password);
    for (size_t i = 0; i < s.n; i++) {
        const char *p = s.p + i;
        if (digits_from(s, i) >= 8) {
            int year = number(p, 4);
            if (year >= 1900 && year < 2100 && day_is(day_make(year, number(p + 4, 2), number(p + 6, 2))))
                return true;
        }
        // An era's letter, year, month and date; 2000 stands for any year with a 29 February.
        if (strchr("mtshr", *p) && digits_from(s, i + 1) == 6 &&
            day_is(day_make(2000, number(p + 3, 2), number(p + 5, 2))))
            return true;
    }
    return false;
}

// --- names -----------------------------------------------------------------------------------

// As text_fold writes them.
static const struct {
    const char *kana, *latin;
} syllables[] = {
    {"あ", "a"},  {"い", "i"},  {"う", "u"},  {"え", "e"},  {"お", "o"},  {"か", "ka"}, {"き", "ki"},
    {"く", "ku"}, {"け", "ke"}, {"こ", "ko"}, {"さ", "sa"}, {"し", "si"}, {"す", "su"}, {"せ", "se"},
    {"そ", "so"}, {"た", "ta"}, {"ち", "ti"}, {"つ", "tu"}, {"て", "te"}, {"と", "to"}, {"な", "na"},
    {"に", "ni"}, {"ぬ", "nu"}, {"ね", "ne"}, {"の", "no"}, {"は", "ha"}, {"ひ", "hi"}, {"ふ", "hu"},
    {"へ", "he"}, {"ほ", "ho"}, {"ま", "ma"}, {"み", "mi"}, {"む", "mu"}, {"め", "me"}, {"も", "mo"},
    {"や", "ya"}, {"ゆ", "yu"}, {"よ", "yo"}, {"ら", "ra"}, {"り", "ri"}, {"る", "ru"}, {"れ", "re"},
    {"ろ", "ro"}, {"わ", "wa"}, {"を", "o"},  {"ん", "n"},  {"が", "ga"}, {"ぎ", "gi"}, {"ぐ", "gu"},
    {"げ", "ge"}, {"ご", "go"}, {"ざ", "za"}, {"じ", "zi"}, {"ず", "zu"}, {"ぜ", "ze"}, {"ぞ", "zo"},
    {"だ", "da"}, {"ぢ", "zi"}, {"づ", "zu"}, {"で", "de"}, {"ど", "do"}, {"ば", "ba"}, {"び", "bi"},
    {"ぶ", "bu"}, {"べ", "be"}, {"ぼ", "bo"}, {"ぱ", "pa"}, {"ぴ", "pi"}, {"ぷ", "pu"}, {"ぺ", "pe"},
    {"ぽ", "po"}, {"ゔ", "bu"},
};
// After a syllable that ends in i: き and ゃ read kya.
static const struct {
    const char *kana, *latin;
} small[] = {{"ゃ", "ya"}, {"ゅ", "yu"}, {"ょ", "yo"}};

// Kana have three bytes each.
static void put_syllable(struct buf *out, str kana)
{
    for (size_t i = 0; i < sizeof small / sizeof small[0]; i++)
        if (str_eq(kana, str_of(small[i].kana))) {
            if (out->n && out->p[out->n - 1] == 'i')
                out->n--;
            buf_put(out, str_of(small[i].latin));
        }
    for (size_t i = 0; i < sizeof syllables / sizeof syllables[0]; i++)
        if (str_eq(kana, str_of(syllables[i].kana)))
            buf_put(out, str_of(syllables[i].latin));
}

// Hepburn to 訓令式; the longer spelling first.
static const struct {
    const char *hepburn, *plain;
} spellings[] = {{"shi", "si"}, {"sh", "sy"}, {"chi", "ti"}, {"ch", "ty"}, {"tsu", "tu"},
                 {"fu", "hu"},  {"ji", "zi"}, {"jy", "zy"},  {"j", "zy"},  {"oh", "o"}};

static bool put_spelling(struct buf *out, str *rest)
{
    for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++) {
        str from = str_of(spellings[i].hepburn);
        // The h of "oh" may begin the next syllable: Oohashi.
        bool vowel_after = from.n < rest->n && strchr("aiueo", rest->p[from.n]);
        if (!str_starts(*rest, from) || (str_eq(from, S("oh")) && vowel_after))
            continue;
        buf_put(out, str_of(spellings[i].plain));
        *rest = (str){rest->p + from.n, rest->n - from.n};
        return true;
    }
    return false;
}

// Long vowels and double letters are written once.
static str shortened(struct arena *a, str letters)
{
    struct buf out = buf_in(a);
    for (size_t i = 0; i < letters.n; i++) {
        char before = out.n ? out.p[out.n - 1] : 0;
        bool is_long = before == letters.p[i] || (before == 'o' && letters.p[i] == 'u');
        if (!is_long)
            buf_byte(&out, letters.p[i]);
    }
    return buf_str(&out);
}

str letters_of_typed(struct arena *a, str typed)
{
    struct buf out = buf_in(a);
    str rest = plain_letters(a, typed);
    while (rest.n)
        if (!put_spelling(&out, &rest)) {
            buf_byte(&out, rest.p[0]);
            rest = (str){rest.p + 1, rest.n - 1};
        }
    return shortened(a, buf_str(&out));
}

str letters_of_kana(struct arena *a, str kana)
{
    struct buf out = buf_in(a);
    str folded = text_fold(a, kana);
    for (size_t i = 0; i + 3 <= folded.n; i += 3)
        put_syllable(&out, (str){folded.p + i, 3});
    return shortened(a, buf_str(&out));
}

static bool holds_letters(struct arena *a, str password, str kana)
{
    str letters = letters_of_kana(a, kana);
    if (letters.n < SHORT_PART || !str_contains(letters_of_typed(a, password), letters))
        return false;
    // Three letters come up by chance in a long password.
    return letters.n >= LEAST_PART || password.n < letters.n + ORNAMENTS;
}

static bool holds_written(struct arena *a, str password, str part)
{
    str folded = text_fold(a, part);
    return text_length(folded) >= 2 && str_contains(text_fold(a, password), folded);
}

// Family name and given name each count.
static bool holds_part(struct arena *a, str password, str words,
                       bool (*holds)(struct arena *, str, str))
{
    size_t from = 0;
    for (size_t i = 0; i <= words.n; i++)
        if (i == words.n || words.p[i] == ' ') {
            if (i > from && holds(a, password, (str){words.p + from, i - from}))
                return true;
            from = i + 1;
        }
    return false;
}

static bool has_name(struct arena *a, str password, const struct password_owner *o)
{
    return holds_part(a, password, o->name, holds_written) ||
           holds_part(a, password, o->kana, holds_written) ||
           holds_part(a, password, o->kana, holds_letters);
}

static bool has_office(struct arena *a, str password, const struct password_owner *o)
{
    return holds_written(a, password, o->office) || holds_written(a, password, o->office_kana) ||
           holds_letters(a, password, o->office_kana) ||
           (o->office_number.n && str_contains(password, o->office_number));
}

unsigned password_guessable(struct arena *a, str password, const struct password_owner *owner)
{
    unsigned faults = 0;
    if (owner->personal_id.n && str_contains(password, owner->personal_id))
        faults |= 1u << PASSWORD_HAS_ID;
    if (has_name(a, password, owner))
        faults |= 1u << PASSWORD_HAS_NAME;
    if (has_office(a, password, owner))
        faults |= 1u << PASSWORD_HAS_OFFICE;
    if (has_date(a, password))
        faults |= 1u << PASSWORD_HAS_DATE;
    if (is_common_word(a, password))
        faults |= 1u << PASSWORD_COMMON;
    if (is_run(password))
        faults |= 1u << PASSWORD_RUN;
    return faults;
}
