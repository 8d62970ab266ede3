// SPDX-License-Identifier: AGPL-3.0-or-later
// 下書き: what is typed is kept within a second, shown again on every device of the person, and
// given up only by the person.
#include "base/base32.h"
#include "timeline/timeline_web.h"

// --- what is shown -------------------------------------------------------------------------

static str said_of(struct turn *t, const struct draft_found *found)
{
    int year, month, date;
    day_split(day_of(found->saved_at), &year, &month, &date);
    str clock = frame_clock(t->arena, found->saved_at).text;
    const char *where = device_same(found->device, t->device) ? "" : "・別の端末で書いたもの";
    return str_print(t->arena, "下書き（%d月%d日 %.*s%s）", month, date, STR(clock), where);
}

// Drafts of these boxes are on their way, or in the box itself: they are no others.
static struct drafts drafts_here(struct turn *t, const struct draft *draft)
{
    const struct params *form = &t->request->form;
    str *boxes = NEW_ARRAY(t->arena, str, form->n + 1);
    size_t n = 0;
    if (draft->request_key.n)
        boxes[n++] = draft->request_key;
    for (size_t i = 0; i < form->n; i++)
        if (str_eq(form->at[i].name, S("sending")))
            boxes[n++] = form->at[i].value;
    return draft_list(t->tx, t->seat, boxes, n);
}

static struct draft_state empty_state(struct turn *t)
{
    int64_t room = t->seat->room.v;
    return (struct draft_state){
        .discard = url_make(t->arena, "/rooms/%i/draft/discard", room),
        .use = url_make(t->arena, "/rooms/%i/draft/use", room),
    };
}

static void add_draft(struct turn *t, const struct draft *draft, const struct draft_found *found,
                      struct draft_state *state)
{
    if (draft_same(found->id, draft->kept)) {
        state->id = base32_from_id(t->arena, found->id.v);
        state->revision = base32_from_id(t->arena, found->revision);
        state->said = said_of(t, found);
        state->may_discard = true;
    } else if (!found->of_box) {
        state->others.at[state->others.n++] = (struct draft_other){
            base32_from_id(t->arena, found->id.v), said_of(t, found),
            post_excerpt(t->arena, found->text.body)};
    }
}

struct draft_state draft_state_of(struct turn *t, const struct draft *draft)
{
    struct drafts drafts = drafts_here(t, draft);
    struct draft_state state = empty_state(t);
    state.others.at = NEW_ARRAY(t->arena, struct draft_other, drafts.n);
    for (size_t i = 0; i < drafts.n; i++)
        add_draft(t, draft, &drafts.at[i], &state);
    return state;
}

// --- opening with one ------------------------------------------------------------------------

static bool is_wanted(const struct draft_found *found, const struct draft *opens, draft_id named)
{
    if (draft_is(named))
        return draft_same(found->id, named);
    if (post_is(opens->reply_to) || post_is(opens->quotes))
        return post_same(found->text.reply_to, opens->reply_to) &&
               post_same(found->text.quotes, opens->quotes);
    return true;
}

static void take(const struct draft_found *found, struct draft *opens)
{
    const struct draft_text *text = &found->text;
    opens->kept = found->id;
    opens->kept_revision = found->revision;
    opens->reply_to = text->reply_to;
    opens->quotes = text->quotes;
    opens->for_seat = text->for_seat;
    opens->to = text->to;
    opens->due = whom_due_known(text->due);
    opens->due_at = text->due_at;
    opens->body = text->body;
    if (text->kind >= 0 && text->kind < POST_KINDS)
        opens->kind = (enum post_kind)text->kind;
}

bool draft_restore(struct turn *t, struct draft *opens)
{
    int64_t named = 0;
    base32_to_id(params_get(&t->request->query, S("draft")), &named);
    struct drafts drafts = draft_list(t->tx, t->seat, NULL, 0);
    for (size_t i = 0; i < drafts.n; i++)
        if (is_wanted(&drafts.at[i], opens, (draft_id){named})) {
            take(&drafts.at[i], opens);
            return true;
        }
    return false;
}

// --- keeping -----------------------------------------------------------------------------------

struct draft_new draft_of_box(struct turn *t, const struct draft *draft)
{
    return (struct draft_new){
        .id = draft->kept,
        .revision = draft->kept_revision,
        .box = draft->request_key,
        .serial = draft->serial,
        .device = t->device,
        .text = {.kind = draft->kind,
                 .reply_to = draft->reply_to,
                 .quotes = draft->quotes,
                 .for_seat = draft->for_seat,
                 .to = draft->to,
                 .due = draft->due,
                 .due_at = draft->due_at,
                 .body = draft->body},
    };
}

static const char *sentence_of(enum draft_outcome outcome)
{
    switch (outcome) {
    case DRAFT_KEPT:
    case DRAFT_REMOVED:
        return "";
    case DRAFT_TOO_LONG:
        return "下書きに保存できるのは1万文字までです。短くするか、いくつかの投稿に分けてください。";
    case DRAFT_TOO_MANY:
        return "下書きが20件あり、これ以上保存できません。使わない下書きを捨ててください。";
    case DRAFT_REFUSED:
        break;
    }
    return "この部屋には書き込めないため、下書きを保存していません。";
}

static enum draft_outcome keep(struct turn *t, struct draft *draft)
{
    struct draft_new new = draft_of_box(t, draft), kept;
    enum draft_outcome outcome = draft_keep(t->tx, t->seat, &new, &kept);
    draft->kept = kept.id;
    draft->kept_revision = kept.revision;
    return outcome;
}

static url box_url(struct turn *t)
{
    return url_make(t->arena, "/rooms/%i?newest=1#write", t->seat->room.v);
}

// Before the page goes elsewhere: false when the text could not be kept, and is shown again.
static bool keep_or_show(struct turn *t, struct draft *draft, enum draft_outcome *outcome)
{
    *outcome = keep(t, draft);
    if (*outcome == DRAFT_KEPT || *outcome == DRAFT_REMOVED)
        return true;
    if (*outcome == DRAFT_REFUSED) {
        turn_go_saying(t, room_url(t), sentence_of(*outcome));
        return false;
    }
    draft->form = form_of(t->request);
    form_refuse(&draft->form, S("body"), str_of(sentence_of(*outcome)));
    turn_refuse_form(t);
    room_show(t, draft, true);
    return false;
}

void draft_page(struct turn *t)
{
    enum draft_outcome outcome;
    struct draft draft = draft_sent(t);
    if (!t->request->wants_fragment) {
        if (keep_or_show(t, &draft, &outcome))
            turn_go_saying(t, box_url(t),
                           outcome == DRAFT_KEPT ? "下書きを保存しました。"
                                                 : "本文がないため、下書きは残していません。");
        return;
    }
    outcome = keep(t, &draft);
    struct draft_state state = draft_state_of(t, &draft);
    state.error = str_of(sentence_of(outcome));
    state.may_discard = outcome == DRAFT_KEPT;
    if (outcome == DRAFT_KEPT)
        state.said = str_print(t->arena, "下書きを保存しました（%.*s）",
                               STR(frame_clock(t->arena, tx_now(t->tx)).text));
    if (state.error.n)
        turn_refuse_form(t);
    draft_state_put_html(turn_out(t), &state);
}

static draft_id named(struct turn *t, str name)
{
    int64_t id = 0;
    base32_to_id(params_get(&t->request->form, name), &id);
    return (draft_id){id};
}

// What stands in the box stays, also where it is another draft that goes.
void draft_discard_page(struct turn *t)
{
    enum draft_outcome outcome;
    struct draft draft = draft_sent(t);
    draft_id goes = named(t, S("discard"));
    if (!draft_same(goes, draft.kept) && !keep_or_show(t, &draft, &outcome))
        return;
    struct draft_new box = draft_of_box(t, &draft);
    draft_box_ends(t->tx, t->seat, &box);
    bool done = draft_discard(t->tx, t->seat, goes);
    turn_go_saying(t, box_url(t), done ? "下書きを捨てました。" : "その下書きは、もうありません。");
}

void draft_use_page(struct turn *t)
{
    enum draft_outcome outcome;
    struct draft draft = draft_sent(t);
    if (keep_or_show(t, &draft, &outcome))
        turn_go(t, url_make(t->arena, "/rooms/%i?draft=%i&newest=1#write", t->seat->room.v,
                            named(t, S("use")).v));
}
