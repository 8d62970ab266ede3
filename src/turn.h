// SPDX-License-Identifier: AGPL-3.0-or-later
// One request's turn: everything that a page handler may use. The gate
// (src/app/gate.c) fills it, after it has decided that this person may come
// here at all; a handler parses the form, calls one verb, chooses a page.
#ifndef TURN_H
#define TURN_H

#include "ids.h"

#include "base.html.h"
#include "db/db.h"
#include "web/form.h"
#include "web/request.h"
#include "web/response.h"
#include "web/route.h"
#include "web/url.h"

// Who may come to a route, in struct route.who. What is not allowed answers
// like what does not exist.
enum who {
    WHO_ANYONE, // the public site: no certificate, no account
    WHO_DEVICE, // the member site: an active device, nobody signed in
    WHO_STARTED, // signed in, but steps (password, terms) may still be owed
    WHO_MEMBER, // signed in, all steps done, whatever the role
    WHO_SEAT, // a member with a seat in the room of the first ":room" part
    WHO_OFFICER, // of the city
    WHO_ADMINISTRATOR, // a member who administers an office (管理担当者)
    WHO_OPERATOR,
};

enum route_flag {
    ROUTE_SLOW = 1, // a GET that computes long: runs on a worker
    ROUTE_WRITES = 2, // a GET that writes (POST always does)
    ROUTE_LIVE = 4, // answers with a stream
    ROUTE_TELLS_SIZE = 8, // a POST over max_body reaches the page; see request.too_large
};

enum member_role { ROLE_MEMBER, ROLE_OFFICER, ROLE_OPERATOR };

// Who is acting, from which device. Made by the gate only.
struct acting {
    member_id member;
    city_id city; // that issued the ID; an officer administers this city only
    enum member_role role;
    device_id device;
    session_id session;
    str name, job, office, city_name; // for the page's head
    office_id administers; // the office whose 管理担当者 this is; {0}: of none
    city_id administers_city; // that office's, which need not be the one that issued the ID
    str administers_name;
    bool administers_several; // and others: see signin_lead
};

// What must be done before anything else opens. In this order.
enum owed { OWES_NOTHING, OWES_FIRST_PASSWORD, OWES_PASSWORD, OWES_TERMS };

// What the person should know before it becomes a step that is owed.
struct heed {
    day password_due; // NO_DAY: the city asks for no change
    int64_t terms_version; // noticed and not yet accepted; 0: none
    int64_t idle_minutes; // without a request until signing in is asked again
};

// 画面の設定: how this person wants pages to look (src/appearance). Of whoever is not signed in
// only what the device's cookie says.
enum type_size { TYPE_NORMAL, TYPE_LARGE, TYPE_LARGER, TYPE_LARGEST, TYPE_SIZES };
enum contrast { CONTRAST_NORMAL, CONTRAST_LIGHT, CONTRAST_DARK, CONTRASTS };
struct appearance {
    enum type_size type_size;
    enum contrast contrast;
    bool furigana; // readings above the fixed words of the screen
    bool wareki; // 令和8年 in place of 2026年
    bool without_keys; // no shortcuts of single letters
    bool knows_voice; // the hint about speaking was put away; not in the cookie
};

// What the process owns and pages may ask for.
struct app;
struct services {
    struct vault *vault;
    struct pki *pki;
    struct blobs *blobs;
    struct image_worker *images;
    str public_url; // "https://…", for QR codes and letters
    str member_url;
    str push_hosts; // of push services that may be written to; empty: push is off
    // Further transactions of a route that does several things, one after the other. In prepare
    // only: inside a writing transaction a second one would wait for ever.
    struct tx *(*begin)(const struct app *app, enum tx_kind kind, struct arena *arena,
                        const struct acting *me);
    const struct app *app;
};

struct seat;

struct turn {
    struct tx *tx;
    struct arena *arena; // the request's
    const struct request *request;
    struct response *response;
    const struct services *services;
    const struct acting *me; // NULL on WHO_ANYONE and WHO_DEVICE
    const struct seat *seat; // on WHO_SEAT only
    enum owed owes; // on WHO_STARTED
    struct heed heed; // where somebody is signed in
    struct appearance appearance;
    device_id device; // the active device; {0} on WHO_ANYONE
    void *prepared; // what the route's prepare() returned
    str params[ROUTE_PARAMS];
};

// The id in the n-th ":name" part; 0 when it is not an id (no row has id 0).
int64_t turn_param(const struct turn *t, int n);

// The layout's part of a page: title, navigation, who is signed in, what the
// page before had to say.
struct base turn_base(const struct turn *t, str title);
struct buf *turn_out(struct turn *t);

// Dates on the screen, as this person reads them: 2026年11月2日（月） or 令和8年11月2日（月）. What is
// stored, sent or printed does not depend on who looks: it uses day_format and its kin.
str turn_day(const struct turn *t, day d);
str turn_instant(const struct turn *t, instant at); // with the clock

void turn_go(struct turn *t, url to); // 303
// As turn_go; the next page shows the sentence once. Constant sentences only:
// it travels in a cookie and must hold nothing about a person.
void turn_go_saying(struct turn *t, url to, const char *sentence);
// Words that somebody looked for, with names of people: sealed in the address, so that neither a
// history nor a log shows them, for this person alone. NONE when there are none, or when they do not
// open. Other pages seal other words: whoever reads more than words in them looks at each part.
url turn_with_words(struct turn *t, url to, str words);
str turn_words(struct turn *t);
void turn_missing(struct turn *t); // the one 404
void turn_refuse_form(struct turn *t); // 422, before showing the form again

#endif
