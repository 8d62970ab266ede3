// SPDX-License-Identifier: AGPL-3.0-or-later
// Recording a consent that was given on paper. Withdrawing closes the room: src/room/room_web.c.
#include "audit/audit.h"
#include "consent/consent.h"
#include "consent/consent_page.html.h"
#include "patient/patient.h"

static const struct form_rule explained_rule = {S_CONST("説明した人"), 50, false};
static const struct form_rule place_rule = {S_CONST("説明した場所"), 50, false};
static const struct form_rule day_rule = {S_CONST("同意の日"), 0, false};
static const struct form_rule signer_rule = {S_CONST("署名した人"), 0, false};
static const struct form_rule signer_name_rule = {S_CONST("署名した人の氏名"), 50, false};

// --- the form --------------------------------------------------------------------------

static struct options signer_options(struct turn *t, struct form *form)
{
    struct options options = {SIGNERS, NEW_ARRAY(t->arena, struct option, SIGNERS)};
    for (int i = 0; i < SIGNERS; i++) {
        str label = consent_signer_label((enum consent_signer)i);
        options.at[i] =
            (struct option){label, label, str_eq(label, form_typed(form, S("signer")))};
    }
    return options;
}

static bool is_ticked(const struct form *form, str name, str value)
{
    for (size_t i = 0; i < form->typed->n; i++)
        if (str_eq(form->typed->at[i].name, name) && str_eq(form->typed->at[i].value, value))
            return true;
    return false;
}

static str number_text(struct arena *a, int n)
{
    return str_print(a, "%d", n + 1);
}

static struct options ticks(struct turn *t, struct form *form, str name, int n, str (*label)(int))
{
    struct options options = {(size_t)n, NEW_ARRAY(t->arena, struct option, (size_t)n)};
    for (int i = 0; i < n; i++) {
        str value = number_text(t->arena, i);
        options.at[i] = (struct option){value, label(i), is_ticked(form, name, value)};
    }
    return options;
}

static unsigned bits(struct turn *t, struct form *form, str name, int n)
{
    unsigned all = 0;
    for (int i = 0; i < n; i++)
        if (is_ticked(form, name, number_text(t->arena, i)))
            all |= 1u << i;
    return all;
}

static void show(struct turn *t, const struct patient *patient, struct form *form)
{
    struct consent_page page = {
        .base = turn_base(t, S("同意を記録する")),
        .form = *form,
        .name = patient->name,
        .send = url_make(t->arena, "/desk/patients/%i/consent", patient->id.v),
        .back = url_make(t->arena, "/desk/patients/%i", patient->id.v),
        .explained_by = field_of(form, S("explained_by"), explained_rule.label, NONE),
        .place = field_of(form, S("place"), place_rule.label, NONE),
        .given_on = field_of(form, S("given_on"), day_rule.label, NONE),
        .signer = field_of(form, S("signer"), signer_rule.label, NONE),
        .signers = signer_options(t, form),
        .signer_name = field_of(form, S("signer_name"), signer_name_rule.label, NONE),
        .points = field_of(form, S("points"), S("説明した5つのこと"), NONE),
        .point_choices = ticks(t, form, S("points"), CONSENT_POINTS, consent_point),
        .purposes = field_of(form, S("purposes"), S("同意した利用目的"), NONE),
        .purpose_choices = ticks(t, form, S("purposes"), CONSENT_PURPOSES, consent_purpose),
    };
    page.explained_by.required = page.place.required = page.given_on.required = true;
    page.signer.required = page.signer_name.required = true;
    page.points.required = page.purposes.required = true;
    page.explained_by.help = S("氏名と事業所。例：北野 進（きたの居宅介護支援）");
    page.place.help = S("例：自宅、病院の面談室");
    page.given_on.help = S("例：令和8年11月22日、2026-11-22");
    page.points.help = S("5つすべてを説明していなければ、同意として記録できません。1つずつ確かめてください。");
    page.purposes.help = S("同意書で同意されたものを選んでください。");
    consent_page_html(turn_out(t), &page);
}

// The patient of the address, in this officer's city; false: the 404 is written.
static bool find(struct turn *t, struct patient *out)
{
    if (!patient_find(t->tx, t->me->city, (patient_id){turn_param(t, 0)}, out)) {
        turn_missing(t);
        return false;
    }
    audit_viewed(t->me, t->me->city, "patient.view", (room_id){0}, out->id.v, tx_now(t->tx));
    return true;
}

static void consent_form_page(struct turn *t)
{
    struct patient patient;
    struct form form = form_empty(t->arena);
    if (find(t, &patient))
        show(t, &patient, &form);
}

// --- recording -------------------------------------------------------------------------

static struct consent_new read(struct turn *t, patient_id patient, struct form *form)
{
    str signers[SIGNERS];
    for (int i = 0; i < SIGNERS; i++)
        signers[i] = consent_signer_label((enum consent_signer)i);
    return (struct consent_new){
        .city = t->me->city,
        .patient = patient,
        .explained_by = form_line(form, S("explained_by"), explained_rule),
        .place = form_line(form, S("place"), place_rule),
        .given_on = form_day(form, S("given_on"), day_rule),
        .signer = (enum consent_signer)form_choice(form, S("signer"), signer_rule, signers, SIGNERS),
        .signer_name = form_line(form, S("signer_name"), signer_name_rule),
        .points = bits(t, form, S("points"), CONSENT_POINTS),
        .purposes = bits(t, form, S("purposes"), CONSENT_PURPOSES),
    };
}

static bool record(struct turn *t, struct form *form, const struct consent_new *new)
{
    consent_id id;
    switch (consent_record(t->tx, t->me, new, &id)) {
    case CONSENT_RECORDED:
        return true;
    case CONSENT_NO_PATIENT: // looked at just before: only a fault comes here
        break;
    case CONSENT_POINT_MISSING:
        form_refuse(form, S("points"), S("5つすべてを説明してから記録してください。"));
        break;
    case CONSENT_IN_FUTURE:
        form_refuse(form, S("given_on"), S("これからの日です。同意を受けた日を入力してください。"));
        break;
    case CONSENT_NO_PURPOSE:
        form_refuse(form, S("purposes"), S("同意された利用目的を、1つ以上選んでください。"));
        break;
    }
    return false;
}

static void consent_post_page(struct turn *t)
{
    struct patient patient;
    struct form form = form_of(t->request);
    if (!find(t, &patient))
        return;
    struct consent_new new = read(t, patient.id, &form);
    if (!form_ok(&form) || !record(t, &form, &new)) {
        turn_refuse_form(t);
        show(t, &patient, &form);
        return;
    }
    turn_go_saying(t, url_make(t->arena, "/desk/patients/%i", patient.id.v), "同意を記録しました。");
}

static const struct route routes[] = {
    {METHOD_GET, "/desk/patients/:patient/consent", consent_form_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/patients/:patient/consent", consent_post_page, .who = WHO_OFFICER},
};
const struct routes consent_routes = {sizeof routes / sizeof routes[0], routes};
