// SPDX-License-Identifier: AGPL-3.0-or-later
// One measuring: what it says and said, and taking it back.
#include "vitals/one_page.html.h"
#include "vitals/vitals_web.h"

static str what_of(enum post_standing standing)
{
    switch (standing) {
    case POST_STANDS:
        return S("書いたとき");
    case POST_EDITED:
        return S("編集");
    case POST_CORRECTED:
        return S("訂正");
    case POST_WITHDRAWN:
        return S("取消");
    }
    return NONE;
}

static struct said_lines said_of(struct turn *t, const struct vitals_values *values)
{
    struct said_lines lines = {0, NEW_ARRAY(t->arena, struct said_line, VITALS_SIGNS)};
    for (enum vitals_sign s = 0; s < VITALS_SIGNS; s++)
        if (values->at[s] != VITALS_NOT)
            lines.at[lines.n++] = (struct said_line){vitals_facts_of(s)->label,
                                                     vitals_amount(t->arena, s, values->at[s])};
    return lines;
}

static struct measured_version version_of(struct turn *t, const struct vitals *v, bool now)
{
    return (struct measured_version){
        .what = what_of(v->standing),
        .by = v->author,
        .note = v->note,
        .since = frame_moment(t->arena, v->revision ? v->changed_at : v->written_at),
        .measured = frame_moment(t->arena, v->measured_at),
        .lines = said_of(t, &v->values),
        .now = now,
        .gone = v->standing == POST_WITHDRAWN,
    };
}

static void show(struct turn *t, struct form form, const struct vitals_list *versions,
                 bool withdraws)
{
    const struct vitals *now = &versions->at[versions->n - 1];
    int64_t room = t->seat->room.v, id = now->id.v;
    struct one_vitals_page page = {
        .base = turn_base(t, S("測定")),
        .frame = frame_of(t, FRAME_VITALS, S("測定")),
        .form = form,
        .title = withdraws ? S("測定を取り消す") : S("測定の記録"),
        .versions = {versions->n, NEW_ARRAY(t->arena, struct measured_version, versions->n)},
        .may_change = now->mine && t->seat->may_write && now->standing != POST_WITHDRAWN,
        .withdraws = withdraws,
        .has_post = post_is(now->post),
        .change = url_make(t->arena, "/rooms/%i/vitals/%i/change", room, id),
        .withdraw = url_make(t->arena, "/rooms/%i/vitals/%i/withdraw", room, id),
        .back = withdraws ? url_make(t->arena, "/rooms/%i/vitals/%i", room, id) : vitals_url(t),
        .post = url_make(t->arena, "/rooms/%i/posts/%i", room, now->post.v),
        .revision = str_print(t->arena, "%ld", (long)now->revision),
        .reason = field_of(&form, S("reason"), S("取り消す理由"), NONE),
    };
    for (size_t i = 0; i < versions->n; i++)
        page.versions.at[i] = version_of(t, &versions->at[i], i + 1 == versions->n);
    page.reason.required = true;
    page.reason.rows = 2;
    page.base.look = S("page-room");
    one_vitals_page_html(turn_out(t), &page);
    vitals_viewed(t, "vitals.view", id);
}

static bool of_address(struct turn *t, struct vitals_list *out)
{
    if (!vitals_here(t))
        return false;
    *out = vitals_versions(t->tx, t->seat, (vitals_id){turn_param(t, 1)});
    if (out->n)
        return true;
    turn_missing(t);
    return false;
}

void one_vitals_page(struct turn *t)
{
    struct vitals_list versions;
    if (of_address(t, &versions))
        show(t, form_empty(t->arena), &versions, false);
}

static bool own_of_address(struct turn *t, struct vitals_list *out)
{
    if (!of_address(t, out))
        return false;
    const struct vitals *now = &out->at[out->n - 1];
    if (now->mine && t->seat->may_write && now->standing != POST_WITHDRAWN)
        return true;
    turn_missing(t);
    return false;
}

void vitals_withdraw_form_page(struct turn *t)
{
    struct vitals_list versions;
    if (own_of_address(t, &versions))
        show(t, form_empty(t->arena), &versions, true);
}

void vitals_withdraw_page(struct turn *t)
{
    static const struct form_rule rule = {S_CONST("取り消す理由"), 500, false};
    struct vitals_list versions;
    int64_t revision = -1;
    if (!own_of_address(t, &versions))
        return;
    struct form form = form_of(t->request);
    str reason = form_lines(&form, S("reason"), rule);
    if (!str_to_int(form_typed(&form, S("revision")), &revision))
        revision = -1;
    if (form_ok(&form) && vitals_withdraw(t->tx, t->seat, versions.at[0].id, revision, reason) ==
                              VITALS_WRITTEN) {
        turn_go_saying(t, vitals_url(t), "測定を取り消しました。");
        return;
    }
    if (form_ok(&form))
        form_refuse(&form, NONE,
                    S("この測定は、画面を開いたあとで書き換えられています。値を確かめて、もう一度送ってください。"));
    turn_refuse_form(t);
    show(t, form, &versions, true);
}
