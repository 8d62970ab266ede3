// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signin/password.h"

#include "audit/audit.h"
#include "base/random.h"
#include "base/text.h"
#include "signin/guess.h"
#include "signin/signin.sql.h"
#include "vault/password.h"
#include "web/live.h"

enum { LEAST = 8, MOST = 128, LONG_ENOUGH_ALONE = 13, REMEMBERED = 5, INITIAL_LENGTH = 12 };

const char *password_fault_sentence(enum password_fault fault)
{
    switch (fault) {
    case PASSWORD_GOOD:
        return "";
    case PASSWORD_SHORT:
        return "パスワードは8文字以上にしてください。";
    case PASSWORD_LONG:
        return "パスワードは128文字以内にしてください。";
    case PASSWORD_ONE_KIND:
        return "英大文字・英小文字・数字・記号のうち3種類以上を混ぜるか、13文字以上にしてください。";
    case PASSWORD_NAMES_YOU:
        return "個人IDを含むパスワードは使えません。別のものにしてください。";
    case PASSWORD_COMMON:
        return "よく使われる言葉や、同じ文字・並び順の文字が続くパスワードは使えません。別のものにしてください。";
    case PASSWORD_USED:
        return "最近使ったパスワードです。これまでと違うものにしてください。";
    case PASSWORD_OLD_WRONG:
        return "今のパスワードが違います。もう一度入力してください。";
    case PASSWORD_WAIT:
        return "今のパスワードの間違いが続いたため、しばらく変更できません。30分ほど待ってから、もう一度お試しください。忘れたときは、市の介護支援課に再発行を依頼してください。";
    }
    return "";
}

// --- what the text tells ----------------------------------------------------------------------

static int kinds_of(str password)
{
    bool lower = false, upper = false, digit = false, sign = false;
    for (size_t i = 0; i < password.n; i++) {
        char c = password.p[i];
        if (c >= 'a' && c <= 'z')
            lower = true;
        else if (c >= 'A' && c <= 'Z')
            upper = true;
        else if (c >= '0' && c <= '9')
            digit = true;
        else
            sign = true;
    }
    return lower + upper + digit + sign;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

// Lower-case letters only, with the usual disguises undone: P@ssw0rd! reads password.
static str plain_letters(str password, char out[MOST])
{
    static const char disguised[] = "@401!3$57";
    static const char letters[] = "aaoliesst";
    size_t n = 0;
    for (size_t i = 0; i < password.n && n < MOST; i++) {
        char c = password.p[i];
        const char *at = strchr(disguised, c);
        if (at && *at)
            c = letters[at - disguised];
        c = lower(c);
        if (c >= 'a' && c <= 'z')
            out[n++] = c;
    }
    return (str){out, n};
}

// Words that lead the published lists of leaked passwords, and those of this place.
static const str common_words[] = {
    S_CONST("password"), S_CONST("passwort"), S_CONST("welcome"), S_CONST("qwerty"),
    S_CONST("asdfgh"),   S_CONST("zxcvbn"),   S_CONST("letmein"), S_CONST("admin"),
    S_CONST("iloveyou"), S_CONST("monkey"),   S_CONST("dragon"),  S_CONST("sunshine"),
    S_CONST("princess"), S_CONST("football"), S_CONST("baseball"), S_CONST("sakura"),
    S_CONST("doraemon"), S_CONST("tsunagi"),  S_CONST("kaigo"),   S_CONST("nagareyama"),
    S_CONST("arigato"),  S_CONST("himitsu"),  S_CONST("secret"),  S_CONST("login"),
};

// A common word is refused when little else is there: at most four letters around it.
static bool is_common_word(str password)
{
    char letters[MOST];
    str plain = plain_letters(password, letters);
    for (size_t i = 0; i < sizeof common_words / sizeof common_words[0]; i++)
        if (str_contains(plain, common_words[i]) && password.n < common_words[i].n + 6)
            return true;
    return false;
}

// The characters that continue the one before: the same, the next or the one before in order.
static bool is_run(str password)
{
    size_t followed = 0;
    for (size_t i = 1; i < password.n; i++) {
        int step = lower(password.p[i]) - lower(password.p[i - 1]);
        followed += step >= -1 && step <= 1;
    }
    return followed * 3 >= password.n * 2;
}

enum password_fault password_check(str password, str personal_id)
{
    size_t length = text_length(password);
    if (length < LEAST)
        return PASSWORD_SHORT;
    if (length > MOST)
        return PASSWORD_LONG;
    if (personal_id.n && str_contains(password, personal_id))
        return PASSWORD_NAMES_YOU;
    if (is_common_word(password) || is_run(password))
        return PASSWORD_COMMON;
    if (length < LONG_ENOUGH_ALONE && kinds_of(password) < 3)
        return PASSWORD_ONE_KIND;
    return PASSWORD_GOOD;
}

// --- changing -----------------------------------------------------------------------------------

static bool was_used(struct tx *tx, member_id member, str old, str new)
{
    if (str_eq(old, new))
        return true;
    struct text_list past = secrets_past(tx, member, REMEMBERED);
    for (size_t i = 0; i < past.n; i++)
        if (password_matches(past.at[i], new))
            return true;
    return false;
}

struct password_change password_prepare(struct tx *tx, const struct acting *me, str old, str new)
{
    str hash = NONE, personal_id = NONE;
    if (guess_wait(tx, me->device) > 0)
        return (struct password_change){PASSWORD_WAIT, NONE};
    secret_of(tx, me->member, &hash);
    personal_id_of(tx, me->member, &personal_id);
    if (!password_matches(hash, old))
        return (struct password_change){PASSWORD_OLD_WRONG, NONE};
    enum password_fault fault = password_check(new, personal_id);
    if (fault == PASSWORD_GOOD && was_used(tx, me->member, old, new))
        fault = PASSWORD_USED;
    if (fault != PASSWORD_GOOD)
        return (struct password_change){fault, NONE};
    str fresh = password_hash(tx_arena(tx), new);
    return (struct password_change){PASSWORD_GOOD, fresh};
}

void password_carry_out(struct tx *tx, const struct acting *me, const struct password_change *change)
{
    secret_put(tx, me->member, change->hash, false, tx_now(tx));
    secret_keep_past(tx, me->member, tx_now(tx), change->hash);
    session_end_of_member(tx, me->member, me->session, tx_now(tx));
    live_close(tx, me->member.v);
    audit_record(tx, &(struct audit_entry){"password.change", .city = me->city,
                                           .subject = me->member.v});
}

enum password_fault password_settle(struct tx *tx, const struct acting *me,
                                    const struct password_change *change)
{
    // Asked again: many at once may have been tried before the first of them was counted.
    if (guess_wait(tx, me->device) > 0)
        return PASSWORD_WAIT;
    if (change->fault == PASSWORD_OLD_WRONG) {
        guess_count(tx, me->device);
        audit_record(tx, &(struct audit_entry){"password.refuse", .city = me->city,
                                               .subject = me->member.v});
    }
    if (change->fault == PASSWORD_GOOD) {
        guess_reset(tx, me->device);
        password_carry_out(tx, me, change);
    }
    return change->fault;
}

struct password_initial password_initial(struct arena *a)
{
    str plain = random_password(a, INITIAL_LENGTH);
    return (struct password_initial){plain, password_hash(a, plain)};
}

void password_issue(struct tx *tx, member_id member, const struct password_initial *initial)
{
    secret_put(tx, member, initial->hash, true, tx_now(tx));
    session_end_of_member(tx, member, (session_id){0}, tx_now(tx));
    live_close(tx, member.v);
    audit_record(tx, &(struct audit_entry){"password.issue", .subject = member.v});
}
