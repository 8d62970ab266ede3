// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's page about one room: who may enter, from when until when (様式4), and inviting.
// The contents of the room are not here.
#include "audit/audit.h"
#include "base/base32.h"
#include "base/text.h"
#include "seat/desk_room_page.html.h"
#include "seat/seat.h"

enum { CANDIDATES = 100 };

// --- who might be invited --------------------------------------------------------------

static bool has_seat(const struct seat_rows *seats, member_id member)
{
    for (size_t i = 0; i < seats->n; i++)
        if (member_same(seats->at[i].member, member) && !day_is(seats->at[i].removed_on))
            return true;
    return false;
}

// One line for each office where the person works: posts are written under the one chosen.
static void add_candidate(struct turn *t, const struct seat_rows *seats, const struct member *m,
                          struct candidates *list)
{
    if (!office_is(m->office) || has_seat(seats, m->id) || !member_is_active(m, tx_today(t->tx)))
        return;
    struct affiliations works = member_affiliations(t->tx, m->id);
    for (size_t i = 0; i < works.n && list->n < CANDIDATES; i++)
        list->at[list->n++] = (struct candidate){
            .value = str_print(t->arena, "%.*s.%.*s", STR(base32_from_id(t->arena, m->id.v)),
                               STR(base32_from_id(t->arena, works.at[i].office.v))),
            .name = m->name,
            .job = profession_label(works.at[i].profession),
            .office = works.at[i].office_name,
            .elsewhere = !city_same(works.at[i].city, t->me->city),
        };
}

// The same search; the words stay sealed.
static url search_url(struct turn *t, room_id room, const struct form *form, str words)
{
    url to = url_make(t->arena, "/desk/rooms/%i", room.v);
    if (form_typed(form, S("office")).n)
        to = url_with(t->arena, to, S("office"), form_typed(form, S("office")));
    return turn_with_words(t, to, words);
}

static void find_guest(struct turn *t, const struct seat_rows *seats, struct candidates *list)
{
    struct member other;
    str text = text_fold(t->arena, turn_words(t));
    if (!personal_id_is_good(text) || !member_find_by_personal_id(t->tx, text, &other) ||
        city_same(other.city, t->me->city))
        return;
    add_candidate(t, seats, &other, list);
    audit_viewed(t->me, t->me->city, "member.find", (room_id){0}, other.id.v, tx_now(t->tx));
}

// People of this city by name, reading or office, page by page; of any city by their whole
// personal ID.
static void find_candidates(struct turn *t, room_id room, struct form *form,
                            const struct seat_rows *seats, struct desk_room_page *page)
{
    struct member_filter filter = {.city = t->me->city, .search = turn_words(t)};
    if (!base32_to_id(form_typed(form, S("office")), &filter.office.v))
        filter.office = (office_id){0};
    if (!base32_to_id(form_typed(form, S("after")), &filter.after.v))
        filter.after = (member_id){0};
    page->candidates.at = NEW_ARRAY(t->arena, struct candidate, CANDIDATES);
    page->searched = filter.search.n || office_is(filter.office);
    if (!page->searched)
        return;
    struct member_slice people = member_slice_of(t->tx, &filter);
    for (size_t i = 0; i < people.list.n; i++)
        add_candidate(t, seats, &people.list.at[i], &page->candidates);
    find_guest(t, seats, &page->candidates);
    page->pager.has_after = people.more && people.list.n;
    if (page->pager.has_after)
        page->pager.after =
            url_with(t->arena, search_url(t, room, form, filter.search), S("after"),
                     base32_from_id(t->arena, people.list.at[people.list.n - 1].id.v));
}

// The offices where somebody works.
static struct options office_choices(struct turn *t, str chosen)
{
    struct work_places offices = member_work_places(t->tx, t->me->city);
    struct options options = {1, NEW_ARRAY(t->arena, struct option, offices.n + 1)};
    options.at[0] = (struct option){NONE, S("すべての事業所"), false};
    for (size_t i = 0; i < offices.n; i++) {
        str value = base32_from_id(t->arena, offices.at[i].id.v);
        options.at[options.n++] =
            (struct option){value, offices.at[i].name, str_eq(value, chosen)};
    }
    return options;
}

// --- the roster ------------------------------------------------------------------------

static struct seat_lines lines_of(struct turn *t, room_id room, const struct seat_rows *seats)
{
    struct seat_lines lines = {seats->n, NEW_ARRAY(t->arena, struct seat_line, seats->n)};
    for (size_t i = 0; i < seats->n; i++) {
        const struct seat_row *s = &seats->at[i];
        lines.at[i] = (struct seat_line){
            .name = s->name,
            .job = profession_label(s->profession),
            .office = s->office_name,
            .invited_on = day_format_wareki(t->arena, s->invited_on),
            .removed_on = day_format_wareki(t->arena, s->removed_on),
            .in_force = !day_is(s->removed_on),
            .remove = {.action = url_make(t->arena, "/desk/rooms/%i/seats/%i/remove", room.v,
                                          s->id.v),
                       .label = S("外す"),
                       .question = S("この人は直ちに部屋へ入れなくなります。書いたものは名前とともに残り、名簿に削除日が付きます。もう一度招待することもできます。"),
                       .yes = S("部屋から外す")},
        };
    }
    return lines;
}

static void show(struct turn *t, const struct room_card *room, struct form *form)
{
    struct seat_rows seats = seat_list_for_desk(t->tx, t->me->city, room->id);
    struct desk_room_page page = {
        .base = turn_base(t, S("部屋の名簿")),
        .form = *form,
        .name = room->name,
        .patient = url_make(t->arena, "/desk/patients/%i", room->patient.v),
        .invite = url_make(t->arena, "/desk/rooms/%i/seats", room->id.v),
        .opened_on = turn_day(t, room->opened_on),
        .closed_on = turn_day(t, room->closed_on),
        .open = !day_is(room->closed_on),
        .lines = lines_of(t, room->id, &seats),
        .search = url_make(t->arena, "/desk/rooms/%i", room->id.v),
        .q = field_of(form, S("words"), S("氏名・ふりがな・個人ID"), turn_words(t)),
        .office = field_of(form, S("office"), S("事業所"), NONE),
    };
    page.q.name = S("q");
    page.q.type = S("search");
    page.q.help = S("市外の人は、個人ID（8桁）で探します。");
    if (page.open) {
        page.offices = office_choices(t, form_typed(form, S("office")));
        find_candidates(t, room->id, form, &seats, &page);
    }
    audit_viewed(t->me, t->me->city, "patient.view", room->id, room->patient.v, tx_now(t->tx));
    desk_room_page_html(turn_out(t), &page);
}

// The room of the address, of this officer's city; false: the 404 is written.
static bool find(struct turn *t, struct room_card *out)
{
    bool found = room_find(t->tx, t->me->city, (room_id){turn_param(t, 0)}, out);
    if (!found)
        turn_missing(t);
    return found;
}

static void room_show_page(struct turn *t)
{
    struct room_card room;
    struct form form = form_of(t->request);
    if (find(t, &room))
        show(t, &room, &form);
}

// Names do not travel in addresses: the words are sealed into the one that this leads to.
static void room_search_page(struct turn *t)
{
    struct room_card room;
    struct form form = form_of(t->request);
    if (find(t, &room))
        turn_go(t, search_url(t, room.id, &form, form_typed(&form, S("q"))));
}

// --- inviting and removing -------------------------------------------------------------

struct invited {
    int done, already, refused;
};

// "member.office", or the member alone.
static bool candidate_of(str value, member_id *member, office_id *office)
{
    str who;
    *office = (office_id){0};
    return str_split(&value, '.', &who) && base32_to_id(who, &member->v) &&
           (value.n == 0 || base32_to_id(value, &office->v));
}

static struct invited invite_all(struct turn *t, const struct room_card *room)
{
    struct invited count = {0};
    const struct params *typed = &t->request->form;
    for (size_t i = 0; i < typed->n; i++) {
        member_id member;
        office_id office;
        if (!str_eq(typed->at[i].name, S("people")) ||
            !candidate_of(typed->at[i].value, &member, &office))
            continue;
        switch (seat_invite_as(t->tx, t->me, room->id, member, office)) {
        case SEAT_INVITED:
            count.done++;
            break;
        case SEAT_ALREADY:
            count.already++;
            break;
        case SEAT_NOBODY:
        case SEAT_NO_ROOM:
            count.refused++;
            break;
        }
    }
    return count;
}

static void invite_page(struct turn *t)
{
    struct room_card room;
    if (!find(t, &room))
        return;
    struct form form = form_of(t->request);
    url here = url_make(t->arena, "/desk/rooms/%i", room.id.v);
    struct invited count = invite_all(t, &room);
    if (count.refused) {
        turn_go_saying(t, here, "招待できない人がいました。閉じた部屋には招待できません。退職した人も招待できません。名簿を確かめてください。");
    } else if (count.done || count.already) {
        turn_go_saying(t, here, "招待しました。");
    } else {
        form_refuse(&form, S("people"), S("招待する人を選んでください。"));
        turn_refuse_form(t);
        show(t, &room, &form);
    }
}

static void remove_page(struct turn *t)
{
    struct room_card room;
    if (!find(t, &room))
        return;
    if (!seat_remove(t->tx, t->me, room.id, (seat_id){turn_param(t, 1)}))
        turn_missing(t);
    else
        turn_go_saying(t, url_make(t->arena, "/desk/rooms/%i", room.id.v), "部屋から外しました。");
}

static const struct route routes[] = {
    {METHOD_GET, "/desk/rooms/:room", room_show_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/rooms/:room", room_search_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/rooms/:room/seats", invite_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/rooms/:room/seats/:seat/remove", remove_page, .who = WHO_OFFICER},
};
const struct routes seat_routes = {sizeof routes / sizeof routes[0], routes};
