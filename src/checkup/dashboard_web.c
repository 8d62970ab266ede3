// SPDX-License-Identifier: AGPL-3.0-or-later
// The state of one campaign: who has answered, late, not yet, with corrections under way.
#include "audit/audit.h"
#include "base/base32.h"
#include "base/csv.h"
#include "checkup/campaign_page.html.h"
#include "checkup/campaign_web.h"

// What the address may ask for; the last one is not a state.
enum { TAB_ALL, TAB_CASES = REQUEST_STATES + 1, TABS };
static const str tab_words[TABS] = {
    S_CONST(""), [1 + REQUEST_SILENT] = S_CONST("silent"), [1 + REQUEST_WAITING] = S_CONST("waiting"),
    [1 + REQUEST_ANSWERED] = S_CONST("answered"), [1 + REQUEST_ANSWERED_LATE] = S_CONST("late"),
    [1 + REQUEST_RETURNED] = S_CONST("returned"), [TAB_CASES] = S_CONST("cases"),
};
// In the order of work: who is missing first.
static const int tab_order[TABS] = {TAB_ALL,
                                    1 + REQUEST_SILENT,
                                    1 + REQUEST_RETURNED,
                                    1 + REQUEST_WAITING,
                                    TAB_CASES,
                                    1 + REQUEST_ANSWERED,
                                    1 + REQUEST_ANSWERED_LATE};

static int tab_asked(struct turn *t)
{
    str only = params_get(&t->request->query, S("only"));
    for (int i = 1; i < TABS; i++)
        if (str_eq(only, tab_words[i]))
            return i;
    return TAB_ALL;
}

static url tab_url(struct turn *t, const struct campaign *c, int tab)
{
    url to = campaign_url(t, c);
    return tab == TAB_ALL ? to : url_with(t->arena, to, S("only"), tab_words[tab]);
}

static struct campaign_tabs tabs_of(struct turn *t, const struct campaign *c,
                                    const struct request_lines *all, int here)
{
    struct campaign_tabs tabs = {TABS, NEW_ARRAY(t->arena, struct campaign_tab, TABS)};
    for (int k = 0; k < TABS; k++) {
        int i = tab_order[k];
        tabs.at[k] = (struct campaign_tab){
            .to = tab_url(t, c, i),
            .label = i == TAB_ALL     ? S("すべて")
                     : i == TAB_CASES ? S("修正の申請が手続き中")
                                      : request_state_label((enum request_state)(i - 1)),
            .n = i == TAB_ALL     ? (int64_t)all->n
                 : i == TAB_CASES ? all->with_cases
                                  : all->counts[i - 1],
            .here = i == here,
        };
    }
    return tabs;
}

// --- lines ---------------------------------------------------------------------------------------

static str reached(struct turn *t, const struct request_line *r)
{
    if (r->sent.n)
        return request_needs_letter(r) && !r->by_letter
                   ? str_print(t->arena, "%.*s。手紙を送ってください", STR(r->sent))
                   : r->sent;
    return r->mail.n ? S("まだ送っていません") : S("メールアドレスがありません。手紙を送ってください");
}

static struct answer_line line_of(struct turn *t, const struct campaign *c,
                                  const struct request_line *r)
{
    static const char *const chips[REQUEST_STATES] = {
        [REQUEST_SILENT] = "chip-yellow",        [REQUEST_WAITING] = "chip-blue",
        [REQUEST_ANSWERED] = "chip-green",       [REQUEST_ANSWERED_LATE] = "chip-lime",
        [REQUEST_RETURNED] = "chip-orange",
    };
    struct answer_line line = {
        .to = url_make(t->arena, "/desk/offices/%i", r->office.v),
        .name = r->name,
        .number = r->number,
        .people = str_print(t->arena, "%ld人", (long)r->people),
        .state = request_state_label(r->state),
        .answered_on = day_format_short(t->arena, r->answered_on),
        .cases = r->open_cases ? str_print(t->arena, "修正の申請 %ld件が手続き中", (long)r->open_cases) : NONE,
        .reached = reached(t, r),
        .chip = chips[r->state],
        .has_answer = application_is(r->answer),
    };
    if (line.has_answer)
        line.answer = url_make(t->arena, "/desk/applications/%i", r->answer.v);
    line.may_key = r->state == REQUEST_SILENT && !instant_is(c->closed_at);
    line.key = url_make(t->arena, "/desk/applications/paper/new?kind=4&office=%i", r->office.v);
    return line;
}

static void put_lines(struct turn *t, const struct campaign *c, const struct request_lines *all,
                      struct campaign_page *page)
{
    int tab = tab_asked(t);
    struct request_lines shown;
    struct request_filter filter = {.state = tab >= 1 && tab < TAB_CASES ? tab - 1 : -1,
                                    .cases = tab == TAB_CASES};
    base32_to_id(params_get(&t->request->query, S("after")), &filter.after.v);
    bool more = requests_page(t->arena, all, &filter, &shown);
    page->lines.at = NEW_ARRAY(t->arena, struct answer_line, shown.n);
    for (size_t i = 0; i < shown.n; i++)
        page->lines.at[page->lines.n++] = line_of(t, c, &shown.at[i]);
    page->tabs = tabs_of(t, c, all, tab);
    page->pager = (struct pager){.has_before = office_is(filter.after), .has_after = more};
    page->pager.before = tab_url(t, c, tab); // back to the first page
    if (more)
        page->pager.after = url_with(t->arena, tab_url(t, c, tab), S("after"),
                                     base32_from_id(t->arena, shown.at[shown.n - 1].office.v));
}

// --- the head ------------------------------------------------------------------------------------

static void put_counts(struct turn *t, const struct campaign *c, const struct request_lines *all,
                       struct campaign_page *page)
{
    const int64_t *n = all->counts;
    struct decisions decided = campaign_decisions(t->tx, c, all);
    int64_t done = n[REQUEST_ANSWERED] + n[REQUEST_ANSWERED_LATE];
    page->asked = (int64_t)all->n;
    page->percent =
        str_print(t->arena, "%ld%%", page->asked ? (long)(done * 100 / page->asked) : 0L);
    page->proposals = campaign_count_proposals(t->tx, c, all);
    page->withdrawn = decided.withdrawn;
    page->kept = decided.kept;
    for (size_t i = 0; i < all->n; i++)
        page->without_mail += request_needs_letter(&all->at[i]);
}

static struct campaign_notes notes_of(struct turn *t, const struct campaign *c)
{
    struct extensions list = campaign_extensions(t->tx, c);
    struct campaign_notes notes = {list.n, NEW_ARRAY(t->arena, struct campaign_note, list.n)};
    for (size_t i = 0; i < list.n; i++) {
        const struct extension *e = &list.at[i];
        notes.at[i].text =
            str_print(t->arena, "%.*s %.*s：期限を%.*sから%.*sへ延ばしました。%.*s",
                      STR(day_format_wareki(t->arena, day_of(e->at))), STR(e->by),
                      STR(day_format_wareki(t->arena, e->before)),
                      STR(day_format_wareki(t->arena, e->after)), STR(e->note));
    }
    return notes;
}

static struct confirm close_button(struct turn *t, const struct campaign *c)
{
    return (struct confirm){
        .action = url_make(t->arena, "/desk/campaigns/%i/close", c->id.v),
        .label = S("この現況届を締め切る"),
        .question = S("「参加を取りやめる」と決めた席を、いままだ回答のない事業所について終えます。"
                      "締め切ったあとに届いた現況届は結果に入らず、元には戻せません。"),
        .yes = S("締め切る"),
    };
}

void dashboard_show(struct turn *t, const struct campaign *c, struct form *form)
{
    struct request_lines all = campaign_requests(t->tx, c);
    int64_t id = c->id.v;
    struct campaign_page page = {
        .base = turn_base(t, S("現況届の状況")),
        .form = *form,
        .year = campaign_year(t->arena, c),
        .dates = campaign_dates(t, c),
        .over = campaign_is_over(c, tx_today(t->tx)),
        .closed = instant_is(c->closed_at),
        .letters = url_make(t->arena, "/desk/campaigns/%i/letters", id),
        .csv = url_make(t->arena, "/desk/campaigns/%i/list", id),
        .result = url_make(t->arena, "/desk/campaigns/%i/result", id),
        .seats = url_make(t->arena, "/desk/campaigns/%i/seats", id),
        .extend = url_make(t->arena, "/desk/campaigns/%i/extend", id),
        .close = close_button(t, c),
        .due_on = campaign_due_field(t, form, c),
        .note = campaign_note_field(form),
        .notes = notes_of(t, c),
    };
    if (page.over && !page.closed)
        page.banner = (struct banner){.kind = "warn", .title = S("提出の期限が過ぎました"),
                                      .text = S("まだ届いていない事業所に連絡し、参加を続けるかを決めてから締め切ってください。あとから届いた現況届も、締め切るまでは受け付けます。")};
    put_counts(t, c, &all, &page);
    put_lines(t, c, &all, &page);
    campaign_page_html(turn_out(t), &page);
}

void dashboard_page(struct turn *t)
{
    struct campaign c;
    struct form form = form_empty(t->arena);
    if (campaign_of_turn(t, &c))
        dashboard_show(t, &c, &form);
}

void dashboard_csv_page(struct turn *t)
{
    static const str heads[] = {S_CONST("事業所"), S_CONST("番号"),       S_CONST("人数"),
                                S_CONST("状態"),   S_CONST("届いた日"),   S_CONST("手続き中の修正"),
                                S_CONST("電話"),   S_CONST("メールアドレス"), S_CONST("送った連絡")};
    enum { COLUMNS = sizeof heads / sizeof heads[0] };
    struct campaign c;
    if (!campaign_of_turn(t, &c))
        return;
    struct request_lines all = campaign_requests(t->tx, &c);
    struct buf out = buf_in(t->arena);
    buf_put(&out, S("\xEF\xBB\xBF")); // spreadsheets take it for MS932 otherwise
    csv_put_row(&out, heads, COLUMNS);
    for (size_t i = 0; i < all.n; i++) {
        const struct request_line *r = &all.at[i];
        str cells[COLUMNS] = {r->name,
                              r->number,
                              str_print(t->arena, "%ld", (long)r->people),
                              request_state_label(r->state),
                              day_format_iso(t->arena, r->answered_on),
                              str_print(t->arena, "%ld", (long)r->open_cases),
                              r->phone,
                              r->mail,
                              r->sent};
        csv_put_row(&out, cells, COLUMNS);
    }
    audit_viewed(t->me, c.city, "campaign.export", (room_id){0}, c.id.v, tx_now(t->tx));
    str name = str_print(t->arena, "現況届-%ld.csv", (long)c.year);
    response_file(t->response, str_bytes(buf_str(&out)), S("text/csv; charset=utf-8"), name, true);
}
