// SPDX-License-Identifier: AGPL-3.0-or-later
// What a member reads about changes of the terms. The desk's page is in src/access.
#include "terms/changes_page.html.h"
#include "terms/terms.h"

static struct change_texts texts_of(struct turn *t, const struct terms_changes *list)
{
    struct change_texts texts = {list->n, NEW_ARRAY(t->arena, struct change_text, list->n)};
    for (size_t i = 0; i < list->n; i++) {
        const struct terms_change *c = &list->at[i];
        texts.at[i] = (struct change_text){
            .version = str_print(t->arena, "第%lld版", (long long)c->version),
            .noticed_on = turn_day(t, c->noticed_on),
            .until = turn_day(t, c->until),
            .summary = c->summary,
            .content = c->content,
        };
    }
    return texts;
}

static void changes_page_handler(struct turn *t)
{
    struct terms_changes list = terms_changes_of(t->tx, t->me->city);
    struct terms_acceptance mine;
    struct changes_page page = {
        .base = turn_base(t, S("利用規約の改定")),
        .changes = texts_of(t, &list),
        .waits = t->heed.terms_version > 0,
        .nothing = {.title = S("利用規約は変わっていません"),
                    .text = S("変わるときは、ホームの画面とこのページでお知らせします。"),
                    .to = URL("/"),
                    .to_label = S("ホームに戻る")},
    };
    if (!page.waits && list.n && terms_acceptance_of(t->tx, t->me->member, &mine))
        page.accepted = str_print(t->arena, "第%lld版までについて、%.*sに%s。", (long long)mine.version,
                                  STR(turn_day(t, day_of(mine.at))),
                                  mine.deemed ? "同意いただいたものとして記録しました" : "同意をいただきました");
    changes_page_html(turn_out(t), &page);
}

static void accept_page(struct turn *t)
{
    terms_accept(t->tx, t->me->member);
    turn_go_saying(t, URL("/terms/changes"), "同意を記録しました。ありがとうございました。");
}

static const struct route routes[] = {
    {METHOD_GET, "/terms/changes", changes_page_handler, .who = WHO_MEMBER},
    {METHOD_POST, "/terms/changes", accept_page, .who = WHO_MEMBER},
};
const struct routes terms_routes = {sizeof routes / sizeof routes[0], routes};
