// SPDX-License-Identifier: AGPL-3.0-or-later
// Carrying out several approved cases: each in a transaction of its own, so that one that cannot
// be carried out keeps none of the others back.
#include "application/batch_page.html.h"
#include "application/desk_web.h"
#include "base/base32.h"

enum { ATTEMPTS = 3 };

static str sentence_of(enum application_outcome outcome)
{
    switch (outcome) {
    case APPLICATION_DONE:
        return NONE;
    case APPLICATION_CHANGED_MEANWHILE:
        return S("ほかの人が先に変更しました。申請を開いて確かめてください。");
    case APPLICATION_NOT_NOW:
        return S("承認済みの申請ではありません。申請を開いて流れを確かめてください。");
    case APPLICATION_INCOMPLETE:
        return S("承認のあとに事情が変わり、このままでは処理できません。申請を開いて「要修正」を確かめてください。");
    case APPLICATION_NEEDS_ANOTHER:
        return S("2人目の承認を待っています。");
    }
    return NONE;
}

// One attempt, whole or not at all.
static enum tx_end attempt(struct turn *t, application_id id, struct batch_line *line)
{
    struct tx *tx = t->services->begin(t->services->app, TX_WRITE, t->arena, t->me);
    struct application of;
    *line = (struct batch_line){.to = URL("/desk/applications"),
                                .sentence = S("この申請は見つかりません。")};
    if (application_find(tx, t->me->city, id, &of) && of.state != STATE_DRAFT) {
        enum application_outcome outcome = application_carry_out(tx, t->me, &of);
        *line = (struct batch_line){
            .to = case_url(t, id),
            .number = of.number,
            .kind = paper_name(t, of.kind),
            .office = of.office_name,
            .sentence = sentence_of(outcome),
            .done = outcome == APPLICATION_DONE,
        };
    }
    return tx_finish(tx);
}

static void carry_out_one(struct turn *t, application_id id, struct batch_line *line)
{
    enum tx_end end = TX_RETRY;
    for (int i = 0; i < ATTEMPTS && end == TX_RETRY; i++)
        end = attempt(t, id, line);
    if (end == TX_DONE)
        return;
    line->done = false;
    line->sentence = S("処理の途中で止まり、この申請については何も行われていません。もう一度処理してください。");
}

void *batch_prepare(struct turn *t)
{
    struct batch_page *page = NEW(t->arena, struct batch_page);
    const struct params *typed = &t->request->form;
    page->lines.at = NEW_ARRAY(t->arena, struct batch_line, APPLICATIONS_AT_ONCE);
    for (size_t i = 0; i < typed->n; i++) {
        application_id id;
        if (!str_eq(typed->at[i].name, S("case")) || !base32_to_id(typed->at[i].value, &id.v))
            continue;
        if (page->lines.n == APPLICATIONS_AT_ONCE) {
            page->left++;
            continue;
        }
        struct batch_line *line = &page->lines.at[page->lines.n++];
        carry_out_one(t, id, line);
        page->done += line->done;
    }
    return page;
}

void batch_post_page(struct turn *t)
{
    struct batch_page *page = t->prepared;
    if (page->lines.n == 0) {
        turn_go_saying(t, url_with(t->arena, URL("/desk/applications"), S("state"),
                                   str_print(t->arena, "%d", STATE_APPROVED)),
                       "処理する申請を選んでください。");
        return;
    }
    page->base = turn_base(t, S("まとめて処理した結果"));
    batch_page_html(turn_out(t), page);
}
