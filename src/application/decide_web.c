// SPDX-License-Identifier: AGPL-3.0-or-later
// What an officer decides about a case. Each form says which revision was seen; when it is not the
// present one, the case is shown as it is now, with what happened meanwhile and what was typed.
#include "application/desk_web.h"

enum { REASONS_AT_ONCE = 60 };

static const struct form_rule sentence_rule = {S_CONST("直し方"), 300, false};
static const struct form_rule whole_rule = {S_CONST("申請全体について"), 1000, true};
static const struct form_rule why_rule = {S_CONST("却下の理由"), 1000, false};
static const struct form_rule note_rule = {S_CONST("メモ"), 1000, false};

void case_show_changed(struct turn *t, const struct application *now, struct form *form)
{
    int64_t step = 0;
    if (!str_to_int(form_typed(form, S("step")), &step) || step <= 0)
        step = 1;
    t->response->status = 409;
    case_show(t, now, form, step);
}

// False: the answer is written.
static bool begin(struct turn *t, struct application *out, struct form *form)
{
    int64_t revision = 0;
    if (!case_of_turn(t, out))
        return false;
    *form = form_of(t->request);
    if (str_to_int(form_typed(form, S("revision")), &revision) && revision == out->revision)
        return true;
    case_show_changed(t, out, form);
    return false;
}

static void refuse(struct turn *t, const struct application *of, struct form *form)
{
    turn_refuse_form(t);
    case_show(t, of, form, 0);
}

static void end(struct turn *t, const struct application *of, struct form *form,
                enum application_outcome outcome, const char *done)
{
    switch (outcome) {
    case APPLICATION_DONE:
        turn_go_saying(t, case_url(t, of->id), done);
        return;
    case APPLICATION_CHANGED_MEANWHILE:
        case_show_changed(t, of, form);
        return;
    case APPLICATION_NOT_NOW:
        form_refuse(form, NONE, S("申請は今、その操作ができる状態ではありません。下の流れを確かめてください。"));
        break;
    case APPLICATION_INCOMPLETE:
        form_refuse(form, S("findings"),
                    S("「要修正」が残っているので、何も行いませんでした。自動の確認を見てください。"));
        break;
    case APPLICATION_NEEDS_ANOTHER:
        form_refuse(form, NONE, S("1人目はあなたが承認しています。2人目は別の職員が承認してください。"));
        break;
    }
    refuse(t, of, form);
}

// --- returning -------------------------------------------------------------------------------

struct chosen {
    size_t n;
    struct reason at[REASONS_AT_ONCE];
};

static void read_reasons(struct turn *t, struct form *form, struct chosen *chosen)
{
    const struct params *typed = form->typed;
    for (size_t i = 0; i < typed->n && chosen->n + 1 < REASONS_AT_ONCE; i++) {
        if (!str_eq(typed->at[i].name, S("back")) || typed->at[i].value.n > 100)
            continue;
        str field = typed->at[i].value;
        str name = str_print(t->arena, "why.%.*s", STR(field));
        str sentence = form_line(form, name, sentence_rule);
        chosen->at[chosen->n++] = (struct reason){field, sentence};
    }
    str whole = form_lines(form, S("whole"), whole_rule);
    if (whole.n)
        chosen->at[chosen->n++] = (struct reason){NONE, whole};
    if (chosen->n == 0)
        form_refuse(form, S("back"), S("差し戻す欄に印を付けて、どう直すかを書いてください。"));
}

void case_return_page(struct turn *t)
{
    struct application of;
    struct form form;
    struct chosen chosen = {0};
    if (!begin(t, &of, &form))
        return;
    read_reasons(t, &form, &chosen);
    if (!form_ok(&form)) {
        refuse(t, &of, &form);
        return;
    }
    end(t, &of, &form, application_return(t->tx, t->me, &of, chosen.at, chosen.n),
        "差し戻しました。申請した人が直すのを待ちます。");
}

// --- the other decisions ---------------------------------------------------------------------

void case_reject_page(struct turn *t)
{
    struct application of;
    struct form form;
    if (!begin(t, &of, &form))
        return;
    str why = form_lines(&form, S("why"), why_rule);
    if (form_ok(&form))
        end(t, &of, &form, application_reject(t->tx, t->me, &of, why), "却下しました。");
    else
        refuse(t, &of, &form);
}

void case_approve_page(struct turn *t)
{
    struct application of;
    struct form form;
    if (!begin(t, &of, &form))
        return;
    bool first = of.state == STATE_SUBMITTED && application_approvals(t->tx, of.city) == 2;
    end(t, &of, &form, application_approve(t->tx, t->me, &of),
        first ? "1人目として承認しました。別の職員の承認を待ちます。" : "承認しました。処理できます。");
}

void case_carry_out_page(struct turn *t)
{
    struct application of;
    struct form form;
    if (begin(t, &of, &form))
        end(t, &of, &form, application_carry_out(t->tx, t->me, &of), "処理しました。");
}

// A remark changes nothing, so it is taken whatever happened meanwhile.
void case_note_page(struct turn *t)
{
    struct application of;
    if (!case_of_turn(t, &of))
        return;
    struct form form = form_of(t->request);
    str note = form_lines(&form, S("note"), note_rule);
    if (!form_ok(&form)) {
        refuse(t, &of, &form);
        return;
    }
    application_note(t->tx, t->me, &of, note);
    turn_go_saying(t, case_url(t, of.id), "メモを残しました。");
}
