// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's page about one room: who may enter, from when until when (様式4), and inviting.
// The contents of the room are not here.
#include "audit/audit.h"
#include "guest/guest.h"
#include "seat/desk_room_page.html.h"
#include "seat/seat.h"

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

static url room_url(struct turn *t, room_id room)
{
    return url_make(t->arena, "/desk/rooms/%i", room.v);
}

static struct guests guests_of(struct turn *t, room_id room, const struct form *form,
                               const struct seat_rows *seats)
{
    struct guests guests = guests_find(t,
                                       &(struct guest_search){.city = t->me->city,
                                                              .elsewhere = true,
                                                              .here = seat_holders(t->arena, seats),
                                                              .page = room_url(t, room)},
                                       form);
    guests.q.help = S("市外の人は、個人ID（8桁）で探します。");
    return guests;
}

static void show(struct turn *t, const struct room_card *room, const struct form *form)
{
    struct seat_rows seats = seat_list_for_desk(t->tx, t->me->city, room->id);
    struct desk_room_page page = {
        .base = turn_base(t, S("部屋の名簿")),
        .name = room->name,
        .patient = url_make(t->arena, "/desk/patients/%i", room->patient.v),
        .opened_on = turn_day(t, room->opened_on),
        .closed_on = turn_day(t, room->closed_on),
        .open = !day_is(room->closed_on),
        .lines = lines_of(t, room->id, &seats),
    };
    if (page.open)
        page.guests = guests_of(t, room->id, form, &seats);
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
        turn_go(t, guests_url(t, room_url(t, room.id), &form, form_typed(&form, S("q"))));
}

// --- inviting and removing -------------------------------------------------------------

struct invited {
    int done, already, refused;
};

static struct invited invite_all(struct turn *t, const struct room_card *room)
{
    struct invited count = {0};
    struct guest_picks picks = guests_ticked(t);
    for (size_t i = 0; i < picks.n; i++) {
        switch (seat_invite_as(t->tx, t->me, room->id, picks.at[i].member, picks.at[i].office)) {
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
    url here = room_url(t, room.id);
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
        turn_go_saying(t, room_url(t, room.id), "部屋から外しました。");
}

static const struct route routes[] = {
    {METHOD_GET, "/desk/rooms/:room", room_show_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/rooms/:room", room_search_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/rooms/:room/seats", invite_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/rooms/:room/seats/:seat/remove", remove_page, .who = WHO_OFFICER},
};
const struct routes seat_routes = {sizeof routes / sizeof routes[0], routes};
