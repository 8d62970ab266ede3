// SPDX-License-Identifier: AGPL-3.0-or-later
#include "frame/frame.h"

#include "base/base32.h"

// --- the head ------------------------------------------------------------------------

static const struct {
    str label;
    const char *path; // with the room's id
} tabs[FRAME_TABS] = {
    [FRAME_TIMELINE] = {S_CONST("タイムライン"), "/rooms/%i"},
    [FRAME_SUMMARY] = {S_CONST("いま"), "/rooms/%i/summary"},
    [FRAME_VITALS] = {S_CONST("バイタル"), "/rooms/%i/vitals"},
    [FRAME_VISITS] = {S_CONST("訪問予定"), "/rooms/%i/visits"},
    [FRAME_DOCUMENTS] = {S_CONST("書類"), "/rooms/%i/documents"},
    [FRAME_TEAM] = {S_CONST("チーム"), "/rooms/%i/team"},
    [FRAME_GROUP] = {S_CONST("概要"), "/rooms/%i/group"},
    [FRAME_SEARCH] = {S_CONST("検索"), "/search?room=%i"},
};

bool frame_is_patients(const struct turn *t)
{
    return t->seat->kind == ROOM_PATIENT;
}

bool frame_is_group(const struct turn *t)
{
    return t->seat->kind == ROOM_GROUP;
}

static bool has_tab(enum room_kind kind, enum frame_tab tab)
{
    switch (kind) {
    case ROOM_PATIENT:
        return tab != FRAME_GROUP;
    case ROOM_NOTICE:
        return false;
    case ROOM_GROUP:
        return tab == FRAME_TIMELINE || tab == FRAME_TEAM || tab == FRAME_GROUP ||
               tab == FRAME_SEARCH;
    }
    return false;
}

struct frame frame_of(struct turn *t, enum frame_tab tab, str page)
{
    struct frame frame = {
        .room_name = t->seat->room_name,
        .page = page,
        .is_patient = frame_is_patients(t),
        .is_group = frame_is_group(t),
        .room = url_make(t->arena, "/rooms/%i", t->seat->room.v),
    };
    frame.tabs.at = NEW_ARRAY(t->arena, struct frame_link, FRAME_TABS);
    for (enum frame_tab i = 0; i < FRAME_TABS; i++)
        if (tabs[i].path && has_tab(t->seat->kind, i))
            frame.tabs.at[frame.tabs.n++] = (struct frame_link){
                .to = url_make(t->arena, tabs[i].path, t->seat->room.v),
                .label = tabs[i].label,
                .here = i == tab,
            };
    return frame;
}

str frame_event(struct arena *a, const char *word, room_id room)
{
    return str_print(a, "%s-%.*s", word, STR(base32_from_id(a, room.v)));
}

// --- people --------------------------------------------------------------------------

// Five groups, as people on a team think of each other.
const char *frame_mark_class(enum profession profession)
{
    switch (profession) {
    case PROFESSION_DOCTOR:
    case PROFESSION_DENTIST:
        return "mark-blue";
    case PROFESSION_PHARMACIST:
        return "mark-purple";
    case PROFESSION_NURSE:
    case PROFESSION_ASSISTANT_NURSE:
    case PROFESSION_PUBLIC_HEALTH_NURSE:
    case PROFESSION_MIDWIFE:
    case PROFESSION_DENTAL_HYGIENIST:
        return "mark-green";
    case PROFESSION_PHYSICAL_THERAPIST:
    case PROFESSION_OCCUPATIONAL_THERAPIST:
    case PROFESSION_SPEECH_THERAPIST:
    case PROFESSION_DIETITIAN:
    case PROFESSION_NUTRITIONIST:
    case PROFESSION_JUDO_THERAPIST:
    case PROFESSION_MASSAGE_THERAPIST:
        return "mark-yellow";
    case PROFESSION_CARE_MANAGER:
    case PROFESSION_SENIOR_CARE_MANAGER:
    case PROFESSION_CARE_WORKER:
    case PROFESSION_HOME_HELPER:
    case PROFESSION_CARE_STAFF:
    case PROFESSION_SERVICE_LEAD:
    case PROFESSION_LIFE_COUNSELLOR:
    case PROFESSION_EQUIPMENT_ADVISER:
        return "mark-orange";
    case PROFESSION_SOCIAL_WORKER:
    case PROFESSION_PSYCHIATRIC_SOCIAL_WORKER:
    case PROFESSION_MEDICAL_SOCIAL_WORKER:
    case PROFESSION_CONSULTATION_SPECIALIST:
    case PROFESSION_CLERK:
    case PROFESSION_OFFICIAL:
    case PROFESSION_OTHER:
    case PROFESSIONS:
        return "";
    }
    return "";
}

// The labels are kana and kanji: three bytes a character.
str frame_mark(enum profession profession)
{
    return str_part(profession_label(profession), 0, 3);
}

// --- times ---------------------------------------------------------------------------

// Thirty posts have thirty times, so they are written digit by digit.
static char *put_two(char *to, int n)
{
    to[0] = (char)('0' + n / 10);
    to[1] = (char)('0' + n % 10);
    return to + 2;
}

struct when frame_clock(struct arena *a, instant at)
{
    enum { MACHINE = sizeof "2026-11-02T08:05+09:00" - 1 };
    int year, month, date;
    day d = day_of(at);
    day_split(d, &year, &month, &date);
    int minutes = (int)((at.us - day_start(d).us) / MINUTES(1));
    char *p = arena_alloc_raw(a, MACHINE), *to = put_two(put_two(p, year / 100), year % 100);
    *to++ = '-';
    to = put_two(to, month);
    *to++ = '-';
    to = put_two(to, date);
    *to++ = 'T';
    char *clock = to;
    to = put_two(to, minutes / 60);
    *to++ = ':';
    to = put_two(to, minutes % 60);
    memcpy(to, "+09:00", 6);
    bool early = minutes < 10 * 60;
    return (struct when){.text = {clock + early, 5 - early}, .machine = {p, MACHINE}};
}

str frame_day(struct arena *a, day d)
{
    static const char *const weekdays[] = {"日", "月", "火", "水", "木", "金", "土"};
    int year, month, date;
    day_split(d, &year, &month, &date);
    // 1970-01-01 was a Thursday.
    return str_print(a, "%d月%d日（%s）", month, date, weekdays[((d.n % 7) + 11) % 7]);
}

str frame_day_mark(const struct turn *t, day d)
{
    return t->appearance.wareki ? turn_day(t, d) : frame_day(t->arena, d);
}

struct when frame_moment(struct arena *a, instant at)
{
    if (!instant_is(at))
        return (struct when){0};
    struct when when = frame_clock(a, at);
    when.text = str_print(a, "%.*s %.*s", STR(frame_day(a, day_of(at))), STR(when.text));
    return when;
}
