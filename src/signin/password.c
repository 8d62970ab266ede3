// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signin/password.h"

#include "audit/audit.h"
#include "base/random.h"
#include "base/text.h"
#include "member/member.h"
#include "signin/guess.h"
#include "signin/guessable.h"
#include "signin/signin.sql.h"
#include "vault/password.h"
#include "web/live.h"

enum { LEAST = 8, MOST = 128, LONG_ENOUGH_ALONE = 13, INITIAL_LENGTH = 12 };

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
    case PASSWORD_HAS_ID:
        return "個人IDを含むパスワードは使えません。";
    case PASSWORD_HAS_NAME:
        return "お名前を含むパスワードは使えません。";
    case PASSWORD_HAS_OFFICE:
        return "事業所の名前や番号を含むパスワードは使えません。";
    case PASSWORD_HAS_DATE:
        return "生年月日のような日付を含むパスワードは使えません。";
    case PASSWORD_COMMON:
        return "よく使われる言葉が中心のパスワードは使えません。";
    case PASSWORD_RUN:
        return "同じ文字や、並び順の文字（1234、abcd、qwertyなど）が続くパスワードは使えません。";
    case PASSWORD_USED:
        return "今のものを含め、最近使ったパスワードです。これまでと違うものにしてください。";
    case PASSWORD_OLD_WRONG:
        return "今のパスワードが違います。もう一度入力してください。";
    case PASSWORD_WAIT:
        return "今のパスワードの間違いが続いたため、しばらく変更できません。30分ほど待ってから、もう一度お試しください。忘れたときは、市の介護支援課に再発行を依頼してください。";
    case PASSWORD_FAULTS:
        break;
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

unsigned password_check(struct arena *a, str password, const struct password_owner *owner)
{
    size_t length = text_length(password);
    unsigned faults = 0;
    if (length > MOST)
        return 1u << PASSWORD_LONG;
    if (length < LEAST)
        faults |= 1u << PASSWORD_SHORT;
    if (length < LONG_ENOUGH_ALONE && kinds_of(password) < 3)
        faults |= 1u << PASSWORD_ONE_KIND;
    return faults | password_guessable(a, password, owner);
}

day password_due(day changed_on, int64_t months)
{
    int year, month, date;
    day_split(changed_on, &year, &month, &date);
    int64_t count = (int64_t)year * 12 + month - 1 + months;
    day later = NO_DAY;
    for (; !day_is(later); date--)
        later = day_make((int)(count / 12), (int)(count % 12) + 1, date);
    return later;
}

// --- changing -----------------------------------------------------------------------------------

static bool was_used(struct tx *tx, member_id member, str old, str new)
{
    if (str_eq(old, new))
        return true;
    struct text_list past = secrets_past(tx, member, PASSWORDS_REMEMBERED);
    for (size_t i = 0; i < past.n; i++)
        if (password_matches(past.at[i], new))
            return true;
    return false;
}

static struct password_owner owner_of(struct tx *tx, const struct acting *me)
{
    const struct member *m = member_find(tx, me->city, me->member);
    struct office_words office = {0};
    if (!m)
        return (struct password_owner){0};
    office_words_of(tx, m->office, &office);
    return (struct password_owner){.personal_id = m->personal_id,
                                   .name = m->name,
                                   .kana = m->kana,
                                   .office = office.name,
                                   .office_kana = office.kana,
                                   .office_number = office.number};
}

static enum password_fault first_of(unsigned faults)
{
    int first = PASSWORD_GOOD;
    while (faults && !(faults >> first & 1))
        first++;
    return (enum password_fault)first;
}

struct password_change password_prepare(struct tx *tx, const struct acting *me, str old, str new)
{
    str hash = NONE;
    if (guess_wait(tx, me->device) > 0)
        return (struct password_change){.fault = PASSWORD_WAIT};
    secret_of(tx, me->member, &hash);
    if (!password_matches(hash, old))
        return (struct password_change){.fault = PASSWORD_OLD_WRONG};
    struct password_owner owner = owner_of(tx, me);
    unsigned faults = password_check(tx_arena(tx), new, &owner);
    if (faults == 0 && was_used(tx, me->member, old, new))
        faults = 1u << PASSWORD_USED;
    if (faults)
        return (struct password_change){.fault = first_of(faults), .faults = faults};
    return (struct password_change){.hash = password_hash(tx_arena(tx), new)};
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

bool password_state_of(struct tx *tx, member_id member, struct password_state *out)
{
    struct secret_state row;
    if (!secret_state_of(tx, member, &row))
        return false;
    *out = (struct password_state){row.initial, day_of(row.changed_at), NO_DAY};
    if (row.password_months > 0 && !row.initial)
        out->due = password_due(out->changed_on, row.password_months);
    return true;
}
