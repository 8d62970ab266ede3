// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's pages about patients and their rooms: who is there, whether consent is in force, opening
// and closing. Officers see no contents here.
#include "room/room.h"

#include "audit/audit.h"
#include "consent/consent.h"
#include "patient/patient.h"
#include "room/patient_page.html.h"
#include "room/patients_page.html.h"

// --- the list --------------------------------------------------------------------------

// The patient's open room, else the one closed last.
static const struct room_card *room_of(const struct room_cards *rooms, patient_id patient)
{
    const struct room_card *newest = NULL;
    for (size_t i = 0; i < rooms->n; i++) {
        const struct room_card *room = &rooms->at[i];
        if (!patient_same(room->patient, patient))
            continue;
        if (!day_is(room->closed_on))
            return room;
        newest = room;
    }
    return newest;
}

static struct patient_line line_of(struct turn *t, const struct patient *p,
                                   const struct room_card *room)
{
    struct patient_line line = {
        .to = url_make(t->arena, "/desk/patients/%i", p->id.v),
        .name = p->name,
        .kana = p->kana,
        .birth = day_format_wareki(t->arena, p->birth),
        .age = patient_age(p->birth, tx_today(t->tx)),
        .chip = "chip-gray",
        .state = S("部屋なし"),
    };
    if (room && day_is(room->closed_on)) {
        line.state = str_print(t->arena, "%.*s閉鎖", STR(turn_day(t, room->closed_on)));
    } else if (room) {
        line.chip = "chip-green";
        line.state = S("部屋あり");
        line.seats = str_print(t->arena, "%lld人", (long long)room->seats);
    }
    return line;
}

static void patients_list_page(struct turn *t)
{
    struct patient_list list = patient_list_of(t->tx, t->me->city);
    struct room_cards rooms = room_list(t->tx, t->me->city);
    struct patients_page page = {
        .base = turn_base(t, S("利用対象者と部屋")),
        .lines = {list.n, NEW_ARRAY(t->arena, struct patient_line, list.n)},
        .nobody = {.title = S("まだ利用対象者がいません"),
                   .text = S("様式4と同意書を受け付けたら、利用対象者を登録して部屋を開きます。"),
                   .to = URL("/desk/patients/new"),
                   .to_label = S("利用対象者を登録する")},
    };
    for (size_t i = 0; i < list.n; i++)
        page.lines.at[i] = line_of(t, &list.at[i], room_of(&rooms, list.at[i].id));
    audit_viewed(t->me, t->me->city, "patient.list", (room_id){0}, 0, tx_now(t->tx));
    patients_page_html(turn_out(t), &page);
}

// --- one patient -----------------------------------------------------------------------

static void fill_consent(struct turn *t, patient_id patient, struct patient_page *page)
{
    struct consent consent;
    page->has_consent = consent_in_force(t->tx, t->me->city, patient, &consent);
    if (!page->has_consent)
        return;
    page->given_on = day_format_wareki(t->arena, consent.given_on);
    page->signer = str_print(t->arena, "%.*s（%.*s）", STR(consent.signer_name),
                             STR(consent_signer_label(consent.signer)));
    page->explained = str_print(t->arena, "%.*s・%.*s", STR(consent.explained_by),
                                STR(consent.place));
    page->purposes = (struct purpose_lines){0, NEW_ARRAY(t->arena, struct purpose_line,
                                                         CONSENT_PURPOSES)};
    for (int i = 0; i < CONSENT_PURPOSES; i++)
        if (consent.purposes & (1u << i))
            page->purposes.at[page->purposes.n++].text = consent_purpose(i);
}

static void fill_rooms(struct turn *t, patient_id patient, struct patient_page *page)
{
    struct room_cards rooms = room_list_of(t->tx, t->me->city, patient);
    page->rooms = (struct room_lines){0, NEW_ARRAY(t->arena, struct room_line, rooms.n)};
    for (size_t i = 0; i < rooms.n; i++) {
        const struct room_card *room = &rooms.at[i];
        struct room_line *line = &page->rooms.at[page->rooms.n++];
        *line = (struct room_line){
            .to = url_make(t->arena, "/desk/rooms/%i", room->id.v),
            .opened_on = turn_day(t, room->opened_on),
            .closed_on = turn_day(t, room->closed_on),
            .seats = room->seats,
            .open = !day_is(room->closed_on),
            .close = {.action = url_make(t->arena, "/desk/rooms/%i/close", room->id.v),
                      .label = S("部屋を閉じる"),
                      .question = S("入所・転出・逝去などで支援が終わったときに閉じます。閉じると書き込めなくなり、読むだけになります。同じ部屋をまた開くことはできません。"),
                      .yes = S("部屋を閉じる")},
        };
        page->has_room |= line->open;
    }
}

static void patient_show_page(struct turn *t)
{
    struct patient patient;
    if (!patient_find(t->tx, t->me->city, (patient_id){turn_param(t, 0)}, &patient)) {
        turn_missing(t);
        return;
    }
    struct patient_page page = {
        .base = turn_base(t, S("利用対象者")),
        .name = patient.name,
        .kana = patient.kana,
        .birth = day_format_wareki(t->arena, patient.birth),
        .age = patient_age(patient.birth, tx_today(t->tx)),
        .consent = url_make(t->arena, "/desk/patients/%i/consent", patient.id.v),
        .open = url_make(t->arena, "/desk/patients/%i/room", patient.id.v),
        .withdraw = {.action = url_make(t->arena, "/desk/patients/%i/consent/withdraw",
                                        patient.id.v),
                     .label = S("同意の撤回を記録する"),
                     .question = S("ご本人またはご家族から撤回の申し出があったときに記録します。部屋は直ちに閉じ、誰も書き込めなくなります。元に戻せません。もう一度始めるには、新しい同意が必要です。"),
                     .yes = S("撤回を記録して部屋を閉じる")},
    };
    fill_consent(t, patient.id, &page);
    fill_rooms(t, patient.id, &page);
    audit_viewed(t->me, t->me->city, "patient.view", (room_id){0}, patient.id.v, tx_now(t->tx));
    patient_page_html(turn_out(t), &page);
}

// --- opening, closing, withdrawing -----------------------------------------------------

static void room_open_page(struct turn *t)
{
    patient_id patient = {turn_param(t, 0)};
    url back = url_make(t->arena, "/desk/patients/%i", patient.v);
    room_id room = {0};
    switch (room_open_for(t->tx, t->me, patient, &room)) {
    case ROOM_OPENED:
        turn_go_saying(t, url_make(t->arena, "/desk/rooms/%i", room.v),
                       "部屋を開きました。次に、関係者を招待してください。");
        return;
    case ROOM_ALREADY_OPEN:
        turn_go_saying(t, back, "部屋はすでに開いています。");
        return;
    case ROOM_NO_CONSENT:
        turn_go_saying(t, back, "同意が記録されていないため、部屋を開けません。先に同意を記録してください。");
        return;
    case ROOM_NO_PATIENT:
        turn_missing(t);
        return;
    }
}

static void room_close_page(struct turn *t)
{
    struct room_card room;
    room_id id = {turn_param(t, 0)};
    if (!room_find(t->tx, t->me->city, id, &room)) {
        turn_missing(t);
        return;
    }
    room_close(t->tx, t->me, id, tx_today(t->tx));
    turn_go_saying(t, url_make(t->arena, "/desk/patients/%i", room.patient.v), "部屋を閉じました。");
}

static void withdraw_page(struct turn *t)
{
    struct patient patient;
    if (!patient_find(t->tx, t->me->city, (patient_id){turn_param(t, 0)}, &patient)) {
        turn_missing(t);
        return;
    }
    url back = url_make(t->arena, "/desk/patients/%i", patient.id.v);
    if (room_withdraw_consent(t->tx, t->me, patient.id, tx_today(t->tx)))
        turn_go_saying(t, back, "同意の撤回を記録し、部屋を閉じました。");
    else
        turn_go_saying(t, back, "撤回する同意がありません。");
}

static const struct route routes[] = {
    {METHOD_GET, "/desk/patients", patients_list_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/patients/:patient", patient_show_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/patients/:patient/room", room_open_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/patients/:patient/consent/withdraw", withdraw_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/rooms/:room/close", room_close_page, .who = WHO_OFFICER},
};
const struct routes room_routes = {sizeof routes / sizeof routes[0], routes};
