// SPDX-License-Identifier: AGPL-3.0-or-later
#include "permission/permission.h"

#include "audit/audit.h"
#include "base/text.h"
#include "city/city.h"
#include "notice/notice.h"
#include "permission/permission_seal.h"

enum { LISTED = 200, AT_ONCE = 500 };

str permission_kind_label(enum permission_kind kind)
{
    static const str labels[PERMISSION_KINDS] = {
        [PERMISSION_PDF] = S_CONST("投稿の印刷（PDF）"),
        [PERMISSION_COURSE] = S_CONST("第5表 居宅介護支援経過（CSV・PDF）"),
        [PERMISSION_FHIR] = S_CONST("ほかのシステムへ渡すデータ（FHIR）"),
        [PERMISSION_FILES] = S_CONST("FHIRに入れる写真・PDFの中身"),
        [PERMISSION_ORIGINAL] = S_CONST("ファイルの原本（添付や書類を1つずつ）"),
        [PERMISSION_EVIDENCE] = S_CONST("在宅医療情報連携加算の記録（月ごとの印刷）"),
    };
    return labels[kind];
}

const char *permission_kind_word(enum permission_kind kind)
{
    static const char *const words[PERMISSION_KINDS] = {"pdf",   "course",   "fhir",
                                                        "files", "original", "evidence"};
    return words[kind];
}

// --- asking ------------------------------------------------------------------------------

office_id permission_office_of(struct tx *tx, const struct seat *seat)
{
    office_id office = {0};
    permission_seat_office(tx, seat->room, seat->id, &office);
    return office;
}

bool permission_of_seat(struct tx *tx, const struct seat *seat, enum permission_kind kind,
                        struct permission *out)
{
    struct permission_row row;
    return permission_row_newest(tx, seat->city, permission_office_of(tx, seat), kind, &row) &&
           permission_opened(tx, &row, out);
}

bool permission_holds(struct tx *tx, const struct seat *seat, enum permission_kind kind, day *until)
{
    struct permission_row row;
    struct permission p;
    if (seat->kind != ROOM_PATIENT ||
        !permission_row_granted(tx, seat->city, permission_office_of(tx, seat), kind, &row) ||
        !permission_opened(tx, &row, &p) || p.until.n < tx_today(tx).n)
        return false;
    if (until)
        *until = p.until;
    return true;
}

static void tell(struct tx *tx, const char *action, city_id city, permission_id id)
{
    audit_record(tx, &(struct audit_entry){action, .city = city, .subject = id.v});
}

static bool is_good_reason(str reason)
{
    return str_trim(reason).n > 0 && text_length(reason) <= PERMISSION_REASON_MOST;
}

// One that has run out makes room for the next.
static void end_over(struct tx *tx, const struct permission *p, city_id city)
{
    struct key key;
    struct permission over = *p;
    if (!city_key(tx, city, &key))
        return;
    over.state = PERMISSION_ENDED;
    permission_set(tx, &(struct permission_set_params){
                           .id = p->id,
                           .was = p->state,
                           .state = over.state,
                           .decided_at = p->decided_at,
                           .ended_at = day_start(day_after(p->until, 1)),
                           .seen_at = tx_now(tx),
                           .about = permission_seal(tx, &key, city, &over),
                       });
    key_forget(&key);
}

enum permission_ask permission_ask_for(struct tx *tx, const struct acting *me,
                                       const struct seat *seat, enum permission_kind kind,
                                       str reason)
{
    struct permission last;
    struct key key;
    if (seat->kind != ROOM_PATIENT)
        return PERMISSION_ASK_NOT_HERE;
    if (!is_good_reason(reason))
        return PERMISSION_ASK_NO_REASON;
    if (permission_of_seat(tx, seat, kind, &last)) {
        if (last.state == PERMISSION_ASKED)
            return PERMISSION_ASK_BEFORE;
        if (last.state == PERMISSION_GRANTED && last.until.n >= tx_today(tx).n)
            return PERMISSION_ASK_HAS;
        if (last.state == PERMISSION_GRANTED)
            end_over(tx, &last, seat->city);
    }
    struct permission new = {
        .id = {tx_new_id(tx)},
        .office = permission_office_of(tx, seat),
        .kind = kind,
        .state = PERMISSION_ASKED,
        .asker = str_print(tx_arena(tx), "%.*s（%.*s）", STR(me->name), STR(me->job)),
        .reason = str_trim(reason),
        .until = NO_DAY,
        .member = me->member,
        .room = seat->room,
    };
    if (!city_key(tx, seat->city, &key))
        return PERMISSION_ASK_NOT_HERE; // a fault
    int64_t n = permission_insert(tx, &(struct permission_insert_params){
                                          .id = new.id,
                                          .city = seat->city,
                                          .office = new.office,
                                          .kind = kind,
                                          .state = new.state,
                                          .asked_at = tx_now(tx),
                                          .member = new.member,
                                          .room = new.room,
                                          .about = permission_seal(tx, &key, seat->city, &new),
                                      });
    key_forget(&key);
    if (n == 0)
        return PERMISSION_ASK_BEFORE;
    tell(tx, "permission.ask", seat->city, new.id);
    return PERMISSION_ASK_DONE;
}

// --- deciding ----------------------------------------------------------------------------

day permission_usual_end(day today)
{
    int year, month, date;
    day_split(day_after(today, 31), &year, &month, &date);
    return day_make(month <= 3 ? year : year + 1, 3, 31);
}

struct permissions permission_list(struct tx *tx, city_id city)
{
    struct permission_row_list rows = permission_rows(tx, city, LISTED);
    struct permissions list = {0, NEW_ARRAY(tx_arena(tx), struct permission, rows.n)};
    struct key key;
    if (rows.n == 0 || !city_key(tx, city, &key))
        return list;
    for (size_t i = 0; i < rows.n; i++)
        if (permission_unseal(tx_arena(tx), &key, &rows.at[i], &list.at[list.n]))
            list.n++;
        else
            tx_fail(tx, "a permission does not open");
    key_forget(&key);
    return list;
}

int64_t permission_waiting(struct tx *tx, city_id city)
{
    return permission_count_waiting(tx, city);
}

// `changed` says what the row shall be.
static enum permission_decision decide(struct tx *tx, const struct acting *me,
                                       struct permission changed, enum permission_state was,
                                       const char *action)
{
    struct key key;
    bool ends = changed.state == PERMISSION_ENDED;
    if (!city_key(tx, me->city, &key))
        return PERMISSION_GONE; // a fault
    changed.decider = me->name;
    int64_t n = permission_set(tx, &(struct permission_set_params){
                                       .id = changed.id,
                                       .was = was,
                                       .state = changed.state,
                                       .decided_at = ends ? changed.decided_at : tx_now(tx),
                                       .ended_at = ends ? tx_now(tx) : NO_INSTANT,
                                       .seen_at = NO_INSTANT,
                                       .about = permission_seal(tx, &key, me->city, &changed),
                                   });
    key_forget(&key);
    if (n == 0)
        return PERMISSION_GONE;
    tell(tx, action, me->city, changed.id);
    if (permission_asker_room(tx, me->city, &changed, &changed.room))
        notice_tell(tx, (room_id){0}, changed.member, NOTICE_DESK);
    return PERMISSION_DONE;
}

static bool find_in(struct tx *tx, const struct acting *me, permission_id id,
                    enum permission_state state, struct permission *out)
{
    struct permission_row row;
    return me->role == ROLE_OFFICER && permission_row_of(tx, me->city, id, &row) &&
           row.state == state && permission_opened(tx, &row, out);
}

enum permission_decision permission_grant(struct tx *tx, const struct acting *me, permission_id id,
                                          day until)
{
    struct permission p;
    day today = tx_today(tx);
    if (!find_in(tx, me, id, PERMISSION_ASKED, &p))
        return PERMISSION_GONE;
    if (!day_is(until) || until.n < today.n || until.n > today.n + PERMISSION_DAYS_MOST)
        return PERMISSION_BAD_DAY;
    p.state = PERMISSION_GRANTED;
    p.until = until;
    return decide(tx, me, p, PERMISSION_ASKED, "permission.grant");
}

enum permission_decision permission_refuse(struct tx *tx, const struct acting *me, permission_id id,
                                           str why)
{
    struct permission p;
    if (!find_in(tx, me, id, PERMISSION_ASKED, &p))
        return PERMISSION_GONE;
    if (!is_good_reason(why))
        return PERMISSION_NO_ANSWER;
    p.state = PERMISSION_REFUSED;
    p.answer = str_trim(why);
    return decide(tx, me, p, PERMISSION_ASKED, "permission.refuse");
}

enum permission_decision permission_end(struct tx *tx, const struct acting *me, permission_id id,
                                        str why)
{
    struct permission p;
    if (!find_in(tx, me, id, PERMISSION_GRANTED, &p))
        return PERMISSION_GONE;
    if (text_length(why) > PERMISSION_REASON_MOST)
        return PERMISSION_NO_ANSWER;
    p.state = PERMISSION_ENDED;
    p.answer = str_trim(why);
    return decide(tx, me, p, PERMISSION_GRANTED, "permission.end");
}

permission_id permission_verify(struct tx *tx, permission_id after,
                                void (*broken)(void *context, permission_id id), void *context)
{
    struct permission_row_list rows = permission_rows_from(tx, after, AT_ONCE);
    for (size_t i = 0; i < rows.n; i++) {
        struct key key;
        struct permission p;
        if (!city_key(tx, rows.at[i].city, &key) ||
            !permission_unseal(tx_arena(tx), &key, &rows.at[i], &p))
            broken(context, rows.at[i].id);
        key_forget(&key);
    }
    return rows.n ? rows.at[rows.n - 1].id : (permission_id){0};
}
