// SPDX-License-Identifier: AGPL-3.0-or-later
// What the files of the neighbourhood share: the tables of who is who and who writes what.
#ifndef APP_NEIGHBOURHOOD_CAST_H
#define APP_NEIGHBOURHOOD_CAST_H

#include "app/neighbourhood.h"
#include "device/device.h"
#include "post/post.h"

// A few people as a set.
#define BIT(person) (UINT32_C(1) << (person))
_Static_assert(NEIGHBOURS <= 32, "a set of people fits into 32 bits");

struct cast {
    const char *word, *role;
    const char *name, *kana;
    const char *office; // its number; "": the desk
    enum profession profession;
    enum member_role in_role;
    bool administrator;
    int looks[2]; // when the person opens the rooms each day, 1245 is 12:45
    int until; // days before the last one; -1: has never looked
    enum device_kind device;
};
extern const struct cast cast[NEIGHBOURS];
static inline bool is_of_other_city(enum neighbour person)
{
    return person >= OTHER_OFFICER;
}

// Offices as open data would bring them.
extern const char offices_of_city[], offices_of_other_city[];

enum paper { PAPER_NONE, PAPER_ENTRANCE, PAPER_LUNCH, PAPER_CALENDAR, PAPER_MEETING, PAPERS };

struct scene {
    const char *tag, *to; // a name for this post; that of the post replied to
    int day, at; // days before the last one; 1245 is 12:45
    enum neighbour who;
    enum post_kind kind;
    uint32_t confirmed; // by whom, when they next look
    enum paper paper;
    const char *text;
};
struct scenes {
    size_t n;
    const struct scene *at; // in order of time
    uint32_t seats; // who is invited
};
extern const struct scenes *const scenes[ROOMS];
extern const struct scenes scenes_tomeko, scenes_gengo;

enum { SCENE_DAYS = 14 };

// The file of a post, drawn here; false when there is none.
bool paper_make(const struct app *app, struct arena *a, enum paper paper, instant now,
                struct attachment_new *out);

#endif
