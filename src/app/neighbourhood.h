// SPDX-License-Identifier: AGPL-3.0-or-later
// The neighbourhood: the one cast of the demo, of tests, screenshots and manual. 流山市 with its
// desk, offices of many 職種, two patients at home and two weeks in their rooms; beside it 松戸市,
// so that there is another city. The cities exist; offices, people, patients and what happens to
// them are invented. Everything is done by the verbs that pages call, with a clock that moves.
#ifndef APP_NEIGHBOURHOOD_H
#define APP_NEIGHBOURHOOD_H

#include "app/app.h"
#include "city/city.h"

enum neighbour {
    OFFICER_FIRST, OFFICER_SECOND, OPERATOR, // 介護支援課, システム提供者
    CLINIC_CLERK, DOCTOR, DIETITIAN, // みほん平和台クリニック
    NURSE_FIRST, NURSE_SECOND, PHYSIOTHERAPIST, NURSE_NEW, // 訪問看護ステーション
    PHARMACIST,
    CARE_MANAGER_SENIOR, CARE_MANAGER, // 居宅介護支援
    SERVICE_LEAD, HELPER, HELPER_NEW, // 訪問介護
    DAY_COUNSELLOR, DAY_STAFF, // 通所介護
    EQUIPMENT_ADVISER, DENTAL_HYGIENIST, SOCIAL_WORKER, COMMUNITY_NURSE,
    OTHER_OFFICER, OTHER_THERAPIST, // of 松戸市
    NEIGHBOURS,
};

struct neighbour_person {
    struct acting acting; // without a session
    const char *role; // officer, operator, administrator, member, newcomer, other-city-…
    const char *word; // "nurse-first", for names of files
    str name, personal_id, password;
    bytes certificate; // PKCS#12
    str certificate_password;
};

enum neighbour_room { ROOM_TOMEKO, ROOM_GENGO, ROOM_OF_CITY, ROOM_OF_OTHER_CITY, ROOMS };

struct neighbourhood {
    struct city city, other;
    struct neighbour_person people[NEIGHBOURS];
    patient_id patients[2];
    room_id rooms[ROOMS];
    size_t posts[ROOMS]; // written into each
};

// Fills an empty, migrated database. `clock` is the one that app->db was opened with: it is set
// back by three weeks, walks forward, and ends where it stood. Photos need app->services.images;
// without it the posts come without them. `more_offices`: a file of open data of 流山市 besides
// the invented offices, or empty. False after a clear line on standard error.
bool neighbourhood_build(struct app *app, struct clock *clock, struct arena *a, bytes more_offices,
                         struct neighbourhood *out);

#endif
