// SPDX-License-Identifier: AGPL-3.0-or-later
// Storage of an application, and the applicant's side.
#include "application/application.h"

#include "application/application.sql.h"
#include "application/stored.h"
#include "base/random.h"
#include "base/text.h"
#include "city/city.h"
#include "web/url.h"

enum { CODE_LENGTH = 12, RESUME_DAYS = 90 };

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

bool values_open(struct tx *tx, application_id id, city_id city, bytes sealed,
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
    return values_open(tx, row->id, row->city, row->body, &out->values);
}

bool application_find(struct tx *tx, city_id city, application_id id, struct application *out)
{
    struct application_row row;
    return application_by_id(tx, city, id, &row) && opened(tx, &row, out);
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
    bool arrives = state == STATE_SUBMITTED && seen->state != STATE_SUBMITTED;
    instant submitted = arrives ? tx_now(tx) : seen->submitted_at;
    if (values != &seen->values)
        form_version_keep(tx, seen);
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
    if (seen->state == STATE_DRAFT && state != STATE_DRAFT)
        form_version_forget(tx, seen->id); // how it was written is nobody's business
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
    str reiwa = str_print(tx_arena(tx), "%d", year - 2018);
    return str_print(tx_arena(tx), "%.*s-%05ld", STR(reiwa),
                     (long)application_next_number(tx, city, reiwa));
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

// Fields that are not open keep what is stored.
static struct params only_open(struct tx *tx, const struct open_fields *open,
                               const struct params *stored, const struct params *typed)
{
    struct params kept = {0, NEW_ARRAY(tx_arena(tx), struct param, stored->n + typed->n)};
    for (size_t i = 0; i < stored->n; i++)
        if (!field_is_open(open, stored->at[i].name))
            kept.at[kept.n++] = stored->at[i];
    for (size_t i = 0; i < typed->n; i++)
        if (field_is_open(open, typed->at[i].name))
            kept.at[kept.n++] = typed->at[i];
    return kept;
}

enum application_outcome application_save(struct tx *tx, const struct application *seen,
                                          const struct params *values)
{
    if (seen->state != STATE_DRAFT && seen->state != STATE_RETURNED)
        return APPLICATION_NOT_NOW;
    struct open_fields open = application_open_fields(tx, seen);
    struct params kept = open.all ? *values : only_open(tx, &open, &seen->values, values);
    return application_put(tx, seen, seen->state, &kept);
}

enum application_outcome application_submit(struct tx *tx, const struct application *seen)
{
    struct application_findings findings = application_check(tx, seen);
    if (findings_stop(&findings))
        return APPLICATION_INCOMPLETE;
    enum application_step step = seen->state == STATE_RETURNED ? STEP_CORRECT : STEP_SUBMIT;
    enum application_outcome outcome = application_go(tx, seen, step, NONE);
    if (outcome == APPLICATION_DONE && paper_of(seen->kind)->arrived)
        paper_of(seen->kind)->arrived(tx, seen);
    return outcome;
}

enum application_outcome application_withdraw(struct tx *tx, const struct application *seen)
{
    return application_go(tx, seen, STEP_WITHDRAW, NONE);
}
