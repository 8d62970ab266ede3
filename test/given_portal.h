// SPDX-License-Identifier: AGPL-3.0-or-later
// An applicant at work on the public portal, for the rules of its pages.
#ifndef TEST_GIVEN_PORTAL_H
#define TEST_GIVEN_PORTAL_H

#include "application/application.h"
#include "test/browser.h"

// An applicant with a fresh form open ("usage", "devices", "mandate").
struct desk_and_applicant {
    struct given_city city;
    struct browser *b;
    str number, code;
};
struct desk_and_applicant started(struct world *w, const char *kind);

// The revision that the page at hand was made from.
const char *seen(struct browser *b);

#define send_part(b, path, ...)                                                                    \
    (browser_get((b), (path)), browser_post((b), (path), "revision", seen(b), ##__VA_ARGS__))

#define CORPORATION                                                                                \
    "corporation_name", "医療法人さくら会", "corporation_kana", "サクラカイ", "representative",    \
        "佐倉 一郎", "representative_title", "理事長", "corporation_postal", "2700192",            \
        "corporation_phone", "04-7150-0000", "corporation_address", "流山市平和台1-1"
#define OFFICE(number)                                                                             \
    "office_name", "さくら訪問看護", "office_number", number, "office_kind", "訪問看護",           \
        "office_manager", "管理 花子", "office_postal", "2700192", "office_address",               \
        "流山市平和台1-1", "office_mail", "sakura@example.com", "office_phone", "04-7150-0001"
#define PERSON                                                                                     \
    "people.0.move", "新規", "people.0.name", "山田 花子", "people.0.kana", "やまだ はなこ",       \
        "people.0.profession", "看護師", "people.0.administrator", "1"

// A small PDF.
extern const bytes signed_pdf;
int sign_with(struct browser *b, bytes content, const char *name);
// 様式1-1 filled in to its end, with a signature.
void fill_all(struct browser *b);
int submit(struct browser *b);
// What the city has under that receipt number.
struct application stored(struct world *w, const struct given_city *city, str number);

#endif
