// SPDX-License-Identifier: AGPL-3.0-or-later
// States and storage of an application, and the applicant's side.
#include "application/application.h"

#include "application/application.sql.h"
#include "application/stored.h"
#include "audit/audit.h"
#include "base/check.h"
#include "base/random.h"
#include "base/text.h"
#include "city/city.h"
#include "web/url.h"

enum { CODE_LENGTH = 12, RESUME_DAYS = 90, NOTE_MOST = 2000 };

// --- states ----------------------------------------------------------------------------------

str application_state_label(enum application_state state)
{
    static const str labels[APPLICATION_STATES] = {
        [STATE_DRAFT] = S_CONST("作成中"),        [STATE_SUBMITTED] = S_CONST("受付済み"),
        [STATE_RETURNED] = S_CONST("差し戻し"),   [STATE_SECONDED] = S_CONST("2人目の承認待ち"),
        [STATE_APPROVED] = S_CONST("承認済み"),   [STATE_REJECTED] = S_CONST("却下"),
        [STATE_CARRIED_OUT] = S_CONST("処理済み"), [STATE_WITHDRAWN] = S_CONST("取り下げ"),
    };
    check(state < APPLICATION_STATES);
    return labels[state];
}

str application_step_label(enum application_step step)
{
    static const str labels[APPLICATION_STEPS] = {
        [STEP_START] = S_CONST("作成を始めました"),  [STEP_SUBMIT] = S_CONST("申請しました"),
        [STEP_RETURN] = S_CONST("差し戻しました"),   [STEP_CORRECT] = S_CONST("直して再び申請しました"),
        [STEP_APPROVE] = S_CONST("承認しました"),    [STEP_REJECT] = S_CONST("却下しました"),
        [STEP_CARRY_OUT] = S_CONST("処理しました"),  [STEP_WITHDRAW] = S_CONST("取り下げました"),
        [STEP_NOTE] = S_CONST("メモ"),
    };
    check(step < APPLICATION_STEPS);
    return labels[step];
}

enum application_state application_after(enum application_state state, enum application_step step)
{
    // Rows: the state now; columns: the step. Anything not named is not possible.
    static const struct {
        enum application_state from;
        enum application_step step;
        enum application_state to;
    } ways[] = {
        {STATE_DRAFT, STEP_SUBMIT, STATE_SUBMITTED},
        {STATE_DRAFT, STEP_WITHDRAW, STATE_WITHDRAWN},
        {STATE_RETURNED, STEP_CORRECT, STATE_SUBMITTED},
        {STATE_RETURNED, STEP_WITHDRAW, STATE_WITHDRAWN},
        {STATE_SUBMITTED, STEP_RETURN, STATE_RETURNED},
        {STATE_SUBMITTED, STEP_APPROVE, STATE_APPROVED},
        {STATE_SUBMITTED, STEP_REJECT, STATE_REJECTED},
        {STATE_SUBMITTED, STEP_WITHDRAW, STATE_WITHDRAWN},
        {STATE_SECONDED, STEP_RETURN, STATE_RETURNED},
        {STATE_SECONDED, STEP_APPROVE, STATE_APPROVED},
        {STATE_SECONDED, STEP_REJECT, STATE_REJECTED},
        {STATE_APPROVED, STEP_RETURN, STATE_RETURNED},
        {STATE_APPROVED, STEP_CARRY_OUT, STATE_CARRIED_OUT},
    };
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
        if (ways[i].from == state && ways[i].step == step)
            return ways[i].to;
    return step == STEP_NOTE ? state : APPLICATION_STATES;
}

// --- the sealed body -------------------------------------------------------------------------

static struct place body_place(application_id id, city_id city)
{
    return (struct place){S("application"), S("body"), id.v, city.v};
}

static bytes seal_values(struct tx *tx, application_id id, city_id city, const struct params *values)
{
    struct buf text = buf_in(tx_arena(tx));
    for (size_t i = 0; i < values->n; i++) {
        if (i > 0)
            buf_byte(&text, '&');
        url_encode(&text, values->at[i].name);
        buf_byte(&text, '=');
        url_encode(&text, values->at[i].value);
    }
    struct key key;
    if (!city_key(tx, city, &key))
        return (bytes){0};
    bytes sealed = seal_text(tx_arena(tx), &key, body_place(id, city), buf_str(&text));
    key_forget(&key);
    return sealed;
}

static bool open_values(struct tx *tx, application_id id, city_id city, bytes sealed,
                        struct params *values)
{
    struct key key;
    str text;
    if (!city_key(tx, city, &key))
        return false;
    bool good = unseal_text(tx_arena(tx), &key, body_place(id, city), sealed, &text) &&
                parse_urlencoded(tx_arena(tx), text, values) == PARSE_OK;
    key_forget(&key);
    if (!good)
        tx_fail(tx, "an application does not open");
    return good;
}

static bool opened(struct tx *tx, const struct application_row *row, struct application *out)
{
    *out = (struct application){
        .id = row->id,
        .city = row->city,
        .number = row->number,
        .kind = row->kind,
        .origin = row->origin,
        .state = row->state,
        .revision = row->revision,
        .office = row->office,
        .applicant = row->applicant,
        .created_at = row->created_at,
        .submitted_at = row->submitted_at,
        .changed_at = row->changed_at,
        .office_name = row->office_name,
    };
    return open_values(tx, row->id, row->city, row->body, &out->values);
}

bool application_find(struct tx *tx, city_id city, application_id id, struct application *out)
{
    struct application_row row;
    return application_by_id(tx, city, id, &row) && opened(tx, &row, out);
}

// --- steps -----------------------------------------------------------------------------------

void step_record(struct tx *tx, const struct application *of, enum application_step step, str field,
                 str note)
{
    const struct acting *me = tx_get(tx, TX_ACTOR);
    int64_t id = tx_new_id(tx);
    struct key key;
    bytes sealed = {(const uint8_t *)"", 0};
    if (note.n && city_key(tx, of->city, &key)) {
        struct place place = {S("application_step"), S("note"), id, of->city.v};
        sealed = seal_text(tx_arena(tx), &key, place, str_part(note, 0, NOTE_MOST));
        key_forget(&key);
    }
    step_insert(tx, &(struct step_insert_params){
                        .application = of->id,
                        .id = id,
                        .at = tx_now(tx),
                        .actor = me ? me->member : (member_id){0},
                        .step = step,
                        .field = field,
                        .note = sealed,
                    });
    audit_record(tx, &(struct audit_entry){"application.step", .city = of->city,
                                           .subject = of->id.v,
                                           .detail = application_step_label(step)});
}

struct step_rows application_story(struct tx *tx, const struct application *of)
{
    struct step_found_list found = step_rows_of(tx, of->id);
    struct step_rows rows = {found.n, NEW_ARRAY(tx_arena(tx), struct step_row, found.n)};
    struct key key;
    if (found.n == 0 || !city_key(tx, of->city, &key))
        return (struct step_rows){0};
    for (size_t i = 0; i < found.n; i++) {
        const struct step_found *f = &found.at[i];
        struct place place = {S("application_step"), S("note"), f->id, of->city.v};
        rows.at[i] = (struct step_row){
            .id = f->id, .at = f->at, .actor = f->actor, .step = f->step, .field = f->field};
        if (f->note.n && !unseal_text(tx_arena(tx), &key, place, f->note, &rows.at[i].note))
            tx_fail(tx, "a step of an application does not open");
    }
    key_forget(&key);
    return rows;
}

// --- changing --------------------------------------------------------------------------------

// The names of people in the values become tokens, so that a person's applications are found
// without any name standing in the database.
static void put_tokens(struct tx *tx, const struct application *of, const struct params *values)
{
    token_forget(tx, of->id);
    for (size_t i = 0; i < values->n; i++)
        if (str_ends(values->at[i].name, S(".name")) && values->at[i].value.n)
            token_insert(tx, person_token(tx, values->at[i].value), of->id);
}

bytes person_token(struct tx *tx, str name)
{
    struct key key;
    vault_key(city_vault(tx), S("application-person"), &key);
    bytes token = token_of(tx_arena(tx), &key, text_fold(tx_arena(tx), name));
    key_forget(&key);
    return token;
}

enum application_outcome application_put(struct tx *tx, const struct application *seen,
                                         enum application_state state, const struct params *values)
{
    instant submitted = state == STATE_SUBMITTED ? tx_now(tx) : seen->submitted_at;
    int64_t changed = application_update(
        tx, &(struct application_update_params){
                .city = seen->city,
                .id = seen->id,
                .seen = seen->revision,
                .state = state,
                .at = tx_now(tx),
                .submitted_at = submitted,
                .office_name = value_of(values, "office_name"),
                .office_folded = text_fold(tx_arena(tx), value_of(values, "office_name")),
                .body = seal_values(tx, seen->id, seen->city, values),
            });
    if (changed == 0)
        return APPLICATION_CHANGED_MEANWHILE;
    if (values != &seen->values)
        put_tokens(tx, seen, values);
    return APPLICATION_DONE;
}

enum application_outcome application_go(struct tx *tx, const struct application *seen,
                                        enum application_step step, str note)
{
    enum application_state to = application_after(seen->state, step);
    if (to == APPLICATION_STATES)
        return APPLICATION_NOT_NOW;
    enum application_outcome outcome = application_put(tx, seen, to, &seen->values);
    if (outcome == APPLICATION_DONE)
        step_record(tx, seen, step, NONE, note);
    return outcome;
}

// --- the applicant's side --------------------------------------------------------------------

static bytes resume_mac(struct tx *tx, str number, str code)
{
    struct key key;
    uint8_t mac[32];
    vault_key(city_vault(tx), S("application-resume"), &key);
    str text = str_print(tx_arena(tx), "%.*s:%.*s", STR(number), STR(code));
    mac_of(&key, str_bytes(text), mac);
    key_forget(&key);
    return bytes_copy(tx_arena(tx), (bytes){mac, sizeof mac});
}

// The year of 令和 (2019 is the first) and a count within it: short enough for the telephone.
static str next_number(struct tx *tx, city_id city)
{
    int year, month, date;
    day_split(tx_today(tx), &year, &month, &date);
    instant since = day_start(day_make(year, 1, 1));
    return str_print(tx_arena(tx), "%d-%05ld", year - 2018,
                     (long)application_count_since(tx, city, since) + 1);
}

struct application_receipt application_start(struct tx *tx, const struct application_new *new)
{
    struct application_receipt receipt = {
        .id = {tx_new_id(tx)},
        .number = next_number(tx, new->city),
        .code = random_password(tx_arena(tx), CODE_LENGTH),
    };
    application_insert(tx, &(struct application_insert_params){
                               .id = receipt.id,
                               .city = new->city,
                               .number = receipt.number,
                               .kind = new->kind,
                               .origin = new->origin,
                               .state = STATE_DRAFT,
                               .office = new->office,
                               .applicant = new->applicant,
                               .resume = resume_mac(tx, receipt.number, receipt.code),
                               .at = tx_now(tx),
                               .office_name = value_of(&new->values, "office_name"),
                               .office_folded =
                                   text_fold(tx_arena(tx), value_of(&new->values, "office_name")),
                               .body = seal_values(tx, receipt.id, new->city, &new->values),
                           });
    struct application of = {.id = receipt.id, .city = new->city};
    put_tokens(tx, &of, &new->values);
    step_record(tx, &of, STEP_START, NONE, NONE);
    return receipt;
}

bool application_resume(struct tx *tx, city_id city, str number, str code, struct application *out)
{
    struct application_row row;
    instant since = instant_after(tx_now(tx), -DAYS(RESUME_DAYS));
    return application_by_code(tx, city, number, resume_mac(tx, number, code), since, &row) &&
           opened(tx, &row, out);
}

enum application_outcome application_save(struct tx *tx, const struct application *seen,
                                          const struct params *values)
{
    if (seen->state != STATE_DRAFT && seen->state != STATE_RETURNED)
        return APPLICATION_NOT_NOW;
    return application_put(tx, seen, seen->state, values);
}

enum application_outcome application_submit(struct tx *tx, const struct application *seen)
{
    struct application_findings findings = application_check(tx, seen);
    if (findings_stop(&findings))
        return APPLICATION_INCOMPLETE;
    return application_go(tx, seen, seen->state == STATE_RETURNED ? STEP_CORRECT : STEP_SUBMIT, NONE);
}

enum application_outcome application_withdraw(struct tx *tx, const struct application *seen)
{
    return application_go(tx, seen, STEP_WITHDRAW, NONE);
}

// --- checks ----------------------------------------------------------------------------------

void finding_add(struct application_findings *findings, bool stops, str field, str sentence)
{
    if (findings->n < APPLICATION_FINDINGS)
        findings->at[findings->n++] = (struct application_finding){stops, field, sentence};
}

bool findings_stop(const struct application_findings *findings)
{
    for (size_t i = 0; i < findings->n; i++)
        if (findings->at[i].stops)
            return true;
    return false;
}

struct application_findings application_check(struct tx *tx, const struct application *of)
{
    const struct paper *paper = paper_of(of->kind);
    struct application_findings findings = {0};
    struct form form = form_empty(tx_arena(tx));
    struct params clean = {0};
    form.typed = &of->values;
    paper_read(&form, paper, &clean);
    for (size_t i = 0; i < form.n_errors; i++)
        finding_add(&findings, true, form.errors[i].name, form.errors[i].value);
    if (paper->pledge && value_of(&of->values, "pledge").n == 0)
        finding_add(&findings, true, S("pledge"), S("誓約の11項目に同意していません。"));
    if (paper->examine)
        paper->examine(tx, of, &findings);
    return findings;
}
