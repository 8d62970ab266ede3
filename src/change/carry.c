// SPDX-License-Identifier: AGPL-3.0-or-later
// Carrying out 様式2. What was checked in this transaction and is refused all the same is a fault.
#include "change/changes.h"
#include "memo/memo.h"
#include "registration/registration.h"
#include "room/room.h"

struct carrying {
    struct tx *tx;
    const struct acting *me;
    const struct application *of;
    struct changes c;
};

static void must(struct carrying *c, bool done)
{
    if (!done)
        tx_fail(c->tx, "a form that was checked could not be carried out");
}

static void change_office(struct carrying *c)
{
    if (c->c.n_office == 0)
        return;
    must(c, office_change(c->tx, &c->c.changed));
    for (size_t i = 0; i < c->c.n_office; i++)
        if (c->c.office_rows[i].item == ITEM_OFFICE_MANAGER)
            office_set_manager(c->tx, c->of->city, c->c.office.id, c->c.office_rows[i].after);
}

static void set_administrator(struct carrying *c, const struct member *m, bool administrator)
{
    struct member_work work = {c->c.office.id, m->profession, administrator};
    must(c, member_change_work(c->tx, m->id, &work));
}

// --- another office ----------------------------------------------------------------------------

// The seats are not taken away: an officer looks through them, room by room.
static void note_seats(struct carrying *c, const struct person_row_change *r)
{
    struct room_id_list rooms = seat_rooms_of(c->tx, r->who.id);
    struct buf note = buf_in(tx_arena(c->tx));
    size_t elsewhere = 0;
    buf_print(&note, "%.*s様が「%.*s」へ移りました。", STR(r->who.name), STR(r->target.name));
    buf_put(&note, rooms.n ? S("「席の見直し」で、次の部屋の席を続けるか決めてください：")
                           : S("部屋の席はありません。"));
    for (size_t i = 0; i < rooms.n; i++) {
        struct room_card card;
        if (room_find(c->tx, c->of->city, rooms.at[i], &card))
            buf_print(&note, "%.*s様 ", STR(card.name));
        else
            elsewhere++;
    }
    if (elsewhere)
        buf_print(&note, "ほかの市の部屋%d件は、その市が決めます。", (int)elsewhere);
    application_note(c->tx, c->me, c->of, buf_str(&note));
}

// 様式2 ※2: the administrators there learn who came.
static void tell_target(struct carrying *c, const struct person_row_change *r)
{
    str text = str_print(tx_arena(c->tx),
                         "%.*sさん（%.*s）が「%.*s」からこの事業所に移りました。個人IDは今までと同じです。"
                         "使う端末が変わるときは、様式1-2で申請してください。",
                         STR(r->who.name), STR(profession_label(r->who.profession)),
                         STR(c->c.office.name));
    memo_write(c->tx, c->of->city, r->target.id, (application_id){0}, text);
    application_note(c->tx, c->me, c->of,
                     str_print(tx_arena(c->tx), "「%.*s」の管理担当者に知らせました。",
                               STR(r->target.name)));
}

static void move(struct carrying *c, const struct person_row_change *r)
{
    // The first person of an office administers it.
    struct member_work work = {r->target.id, r->who.profession,
                               member_count_at(c->tx, r->target.id) == 0};
    must(c, registration_move(c->tx, c->of->city, r->who.id, c->c.office.id, &work));
    note_seats(c, r);
    tell_target(c, r);
}

// --- name and profession -------------------------------------------------------------------------

// In every office where the person works: what is written from now on has the new name.
static void rename(struct carrying *c, const struct person_row_change *r, str name)
{
    must(c, member_rename(c->tx, c->of->city, r->who.id, name, r->kana));
    if (!str_eq(name, r->who.name))
        registration_renew_seats(c->tx, r->who.id);
}

static void change_profession(struct carrying *c, const struct person_row_change *r)
{
    struct member_list here = member_list_at(c->tx, c->c.office.id);
    struct member now;
    must(c, member_pick_id(&here, r->who.id, &now));
    if (!tx_ok(c->tx) || now.profession == r->profession)
        return;
    struct member_work work = {c->c.office.id, r->profession, now.administrator};
    must(c, member_change_work(c->tx, r->who.id, &work));
    seat_renew_all(c->tx, r->who.id, c->c.office.id, r->profession);
}

// --- all of it ---------------------------------------------------------------------------------

static void carry(struct carrying *c, const struct person_row_change *r, enum person_item item)
{
    if (r->item != item)
        return;
    switch (item) {
    case ITEM_ADMINISTRATOR:
        // Who takes over comes first, so that the office has an administrator at every step.
        if (r->after.n)
            set_administrator(c, &r->next, true);
        if (r->before.n && !(r->after.n && member_same(r->who.id, r->next.id)))
            set_administrator(c, &r->who, false);
        return;
    case ITEM_NAME:
        rename(c, r, r->after);
        return;
    case ITEM_OFFICE:
        move(c, r);
        return;
    case ITEM_OTHER: // anything else an officer reads
        if (r->other == OTHER_PROFESSION)
            change_profession(c, r);
        if (r->other == OTHER_KANA)
            rename(c, r, r->who.name);
        return;
    case PERSON_ITEMS:
        return;
    }
}

bool change_carry_out(struct tx *tx, const struct acting *me, const struct application *of,
                      struct application_findings *out)
{
    struct carrying c = {tx, me, of, changes_read(tx, of)};
    static const enum person_item order[] = {ITEM_ADMINISTRATOR, ITEM_NAME, ITEM_OTHER, ITEM_OFFICE};
    struct paper_plan told = {0};
    (void)out;
    changes_tell(tx, &c.c, &told); // as it was before
    for (size_t i = 0; i < told.n; i++)
        application_note(tx, me, of, told.at[i]);
    change_office(&c);
    for (size_t k = 0; k < sizeof order / sizeof order[0]; k++)
        for (size_t i = 0; i < c.c.n_person && tx_ok(tx); i++)
            carry(&c, &c.c.person_rows[i], order[k]);
    application_settle(tx, of, c.c.office.id);
    return tx_ok(tx);
}
