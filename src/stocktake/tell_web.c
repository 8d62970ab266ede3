// SPDX-License-Identifier: AGPL-3.0-or-later
// An office's administrator says where its devices are: all at once, or one by one.
#include "stocktake/tell_web.h"

#include "audit/audit.h"
#include "base/base32.h"
#include "stocktake/tell_page.html.h"

static const struct form_rule found_rule = {S_CONST("端末"), 40, true};
static const struct form_rule network_rule = {S_CONST("おもに使う回線"), 40, false};
static const str founds[] = {S_CONST("手元にある"), S_CONST("廃棄した（データ消去済み）"),
                             S_CONST("なくした")};
enum { FOUNDS = sizeof founds / sizeof founds[0] };

// Officers answer for the devices of their own desk, at the desk.
static bool at_desk(const struct turn *t)
{
    return t->me->role == ROLE_OFFICER;
}

static url list_url(const struct turn *t)
{
    return at_desk(t) ? URL("/desk/stocktakes") : URL("/office/devices");
}

static url tell_url(const struct turn *t)
{
    return at_desk(t) ? URL("/desk/stocktake") : URL("/office/stocktake");
}

static str name_of(struct turn *t, device_id id)
{
    return str_print(t->arena, "found-%.*s", STR(base32_from_id(t->arena, id.v)));
}

static struct options found_choices(struct turn *t, str chosen)
{
    struct options options = {FOUNDS + 1, NEW_ARRAY(t->arena, struct option, FOUNDS + 1)};
    options.at[0] = (struct option){NONE, S("選んでください"), chosen.n == 0};
    for (int i = 0; i < FOUNDS; i++)
        options.at[i + 1] = (struct option){founds[i], founds[i], str_eq(founds[i], chosen)};
    return options;
}

static struct options network_choices(struct turn *t, str chosen)
{
    enum { SAFE = NETWORK_OPEN - NETWORK_OFFICE };
    struct options options = {SAFE, NEW_ARRAY(t->arena, struct option, SAFE)};
    for (int i = 0; i < SAFE; i++) {
        str label = device_network_labels[NETWORK_OFFICE + i];
        options.at[i] = (struct option){label, label, str_eq(label, chosen)};
    }
    return options;
}

static struct tell_item item_of(struct turn *t, struct form *form, const struct stocktake_line *l)
{
    const struct device *d = &l->device;
    struct tell_item item = {
        .name = l->name,
        .device = device_words(t->arena, d),
        .number = str_print(t->arena, "%ld", (long)d->number),
        .keeper = d->personal ? S("個人管理") : S("事業所管理"),
        .told = l->found == FOUND_NOT_SAID ? device_state_label(d->state)
                                           : stocktake_found_label(l->found),
        .waits = l->found == FOUND_NOT_SAID && d->state != DEVICE_REVOKED,
    };
    item.found = field_of(form, name_of(t, d->id),
                          str_print(t->arena, "登録番号%ldの端末は", (long)d->number), NONE);
    item.choices = found_choices(t, item.found.value);
    return item;
}

static void show(struct turn *t, struct form *form)
{
    struct stocktake s = {0};
    struct tell_page page = {
        .base = turn_base(t, S("端末の棚卸し")),
        .form = *form,
        .waits = stocktake_waits(t->tx, stocktake_office(t->tx, t->me), &s),
        .network = field_of(form, S("network"), network_rule.label,
                            device_network_labels[NETWORK_OFFICE]),
        .nothing = {.title = S("いま答える棚卸しはありません"),
                    .text = at_desk(t) ? S("介護支援課の端末は、すべて確かめてあります。")
                                       : S("市が棚卸しを始めると、ここで端末を確かめます。"),
                    .to = list_url(t),
                    .to_label = at_desk(t) ? S("棚卸しの一覧を見る") : S("事業所の端末を見る")},
        .up = list_url(t),
        .up_label = at_desk(t) ? S("端末の棚卸し") : S("事業所の端末"),
        .to = tell_url(t),
    };
    page.network.help = S("回線がまだ登録されていない端末に使います。");
    page.networks = network_choices(t, page.network.value);
    if (page.waits) {
        struct stocktake_lines lines = stocktake_lines_of(t->tx, &s, stocktake_office(t->tx, t->me));
        page.year = stocktake_year(t->arena, &s);
        page.due = day_format_wareki(t->arena, s.due_on);
        page.items.at = NEW_ARRAY(t->arena, struct tell_item, lines.n);
        for (size_t i = 0; i < lines.n; i++)
            page.items.at[page.items.n++] = item_of(t, form, &lines.at[i]);
    }
    audit_viewed(t->me, t->me->city, "stocktake.view", (room_id){0}, s.id.v, tx_now(t->tx));
    tell_page_html(turn_out(t), &page);
}

void tell_form_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    show(t, &form);
}

// What is said of a device; "all" says of each of the others that it is here.
static enum stocktake_found found_of(struct turn *t, struct form *form, device_id id, bool all)
{
    str name = name_of(t, id);
    if (form_typed(form, name).n == 0)
        return all ? FOUND_HERE : FOUND_NOT_SAID;
    return (enum stocktake_found)(FOUND_HERE + form_choice(form, name, found_rule, founds, FOUNDS));
}

static int read_answers(struct turn *t, struct form *form, const struct stocktake_lines *lines,
                        struct stocktake_answer *answers)
{
    bool all = str_eq(form_typed(form, S("do")), S("all"));
    int n = 0;
    for (size_t i = 0; i < lines->n; i++) {
        device_id id = lines->at[i].device.id;
        answers[n] = (struct stocktake_answer){id, found_of(t, form, id, all)};
        n += answers[n].found != FOUND_NOT_SAID;
    }
    if (n == 0)
        form_refuse(form, NONE, S("端末がどうなったかを、1台以上選んでください。"));
    return n;
}

void tell_post_page(struct turn *t)
{
    struct form form = form_of(t->request);
    struct stocktake s;
    if (!stocktake_waits(t->tx, stocktake_office(t->tx, t->me), &s)) {
        turn_go_saying(t, list_url(t), "いま答える棚卸しはありません。");
        return;
    }
    struct stocktake_lines lines = stocktake_lines_of(t->tx, &s, stocktake_office(t->tx, t->me));
    struct stocktake_answer *answers = NEW_ARRAY(t->arena, struct stocktake_answer, lines.n + 1);
    int n = read_answers(t, &form, &lines, answers);
    int network = form_choice(&form, S("network"), network_rule,
                              device_network_labels + NETWORK_OFFICE, NETWORK_OPEN - NETWORK_OFFICE);
    if (!form_ok(&form)) {
        turn_refuse_form(t);
        show(t, &form);
        return;
    }
    for (int i = 0; i < n; i++)
        stocktake_tell(t->tx, t->me, &s, &answers[i], (enum device_network)(NETWORK_OFFICE + network));
    bool more = stocktake_waits(t->tx, stocktake_office(t->tx, t->me), &s);
    turn_go_saying(t, more ? tell_url(t) : list_url(t),
                   more ? "届け出ました。残りの端末も確かめてください。" : "棚卸しが終わりました。ありがとうございました。");
}
