// SPDX-License-Identifier: AGPL-3.0-or-later
// The guide's forms as data: each 様式 is a table of parts and fields in the guide's order. The
// table is what the screens ask, what is stored, what the paper shows and what a clerk keys in,
// so that these four can never differ.
#ifndef APPLICATION_PAPER_H
#define APPLICATION_PAPER_H

#include "base/arena.h"
#include "db/db.h"
#include "ids.h"
#include "office/office.h"
#include "web/form.h"
#include "web/request.h"

// Stored as numbers: never change the order.
enum application_kind {
    APPLICATION_USAGE, // 様式1-1 利用申請
    APPLICATION_DEVICES, // 様式1-2 端末登録
    APPLICATION_CHANGE, // 様式2 変更・修正
    APPLICATION_MANDATE, // 様式3 委任状
    APPLICATION_STATUS, // 様式5 現況届
    APPLICATION_KINDS,
};

enum paper_field_type {
    PAPER_LINE,
    PAPER_LINES,
    PAPER_KANA,
    PAPER_POSTAL, // 7 digits, shown 270-0192
    PAPER_PHONE,
    PAPER_MAIL,
    PAPER_DAY,
    PAPER_COUNT, // 0 … 999
    PAPER_CHOICE,
    PAPER_TICK,
};
struct paper_field {
    const char *name;
    const char *label;
    enum paper_field_type type;
    bool optional;
    int most; // characters; 0: 100
    const char *help;
    const str *choices; // PAPER_CHOICE
    int n_choices;
    bool below; // on paper in a second table of the same rows
};
struct paper_part {
    const char *title;
    const char *note; // the form's own remark, in our words
    const char *rows; // "people": this part repeats as rows; NULL: once
    int most_rows;
    bool lenient; // an empty field is no mistake, whatever the field says
    const struct paper_field *fields;
    size_t n;
};

// What several forms ask in the same words and order.
enum {
    PAPER_CORPORATION_FIELDS = 7, // 法人情報 of 様式1-1 and 5
    PAPER_OFFICE_FIELDS = 8, // 医療機関・介護事業所情報 of 様式1-1 and 5
    PAPER_APPLICANT_FIELDS = 5, // the head of 様式1-2 and 2
    PAPER_DAY_FIELDS = 2, // 申請日, and who applies for the representative
};
extern const struct paper_field paper_corporation_fields[PAPER_CORPORATION_FIELDS];
extern const struct paper_field paper_office_fields[PAPER_OFFICE_FIELDS];
extern const struct paper_field paper_applicant_fields[PAPER_APPLICANT_FIELDS];
extern const struct paper_field paper_day_fields[PAPER_DAY_FIELDS];

struct application;
struct application_findings;
struct acting;
struct options;

// What carrying out will do, or has done.
enum { SENTENCES = 80 };
struct paper_plan {
    size_t n;
    str at[SENTENCES];
};
void plan_add(struct paper_plan *plan, str sentence); // a further one is passed over

enum paper_seal { SEAL_NOT_NEEDED, SEAL_NEEDED }; // 押印・署名の「要」 of the guide's first table

struct paper {
    enum application_kind kind;
    const char *number; // "様式1-1"
    const char *title;
    const char *opening; // the sentence to the mayor, in our words
    const struct paper_part *parts;
    size_t n;
    enum paper_seal seal;
    bool pledge; // the eleven points are accepted with it
    // The kind's own checks; what every form has (required, length, digits) is done before.
    void (*examine)(struct tx *tx, const struct application *application,
                    struct application_findings *out);
    // What an administrator inside chooses a field of a row from; NULL, or n = 0: it is typed.
    struct options (*suggest)(struct tx *tx, const struct application *application,
                              const char *field);
    // What carrying out will do, told at the desk before; NULL: the engine's words.
    void (*plan)(struct tx *tx, const struct application *application, struct paper_plan *out);
    // Carries out. False after a finding that stops it (something changed since approval); then
    // nothing may have been written.
    bool (*carry_out)(struct tx *tx, const struct acting *me, const struct application *application,
                      struct application_findings *out);
    // It was handed in, for the first time or corrected. May be NULL.
    void (*arrived)(struct tx *tx, const struct application *application);
    // What the city knows of the office, as this form asks it: for a clerk who keys in a paper. May
    // be NULL.
    void (*known)(struct tx *tx, const struct office *office, struct params *values);
};

// The kinds are plugged in at start by src/app (papers.c), so that a form's own word may use
// registration, office and member without the engine knowing them.
void papers_use(const struct paper *const papers[APPLICATION_KINDS]);
const struct paper *paper_of(enum application_kind kind);

// --- values ----------------------------------------------------------------------------------

str value_of(const struct params *values, const char *name);
str value_in_row(const struct params *values, const char *rows, int row, const char *name);
// Rows that hold anything.
int rows_of(const struct params *values, const struct paper_part *part);
// "people.3.name": of a field in a row.
str name_in_row(struct arena *a, const char *rows, int row, const char *name);
// Reads the part's fields from what was typed or stored (form->typed): what is wrong is recorded
// beside its field, what was given is added to `values`, cleaned. Wholly empty rows are left out.
void part_read(struct form *form, const struct paper_part *part, struct params *values);
// All parts, from stored values.
void paper_read(struct form *form, const struct paper *paper, struct params *values);

// The digits of a number as people write it: "270-0192" is 2700192.
str str_digits(struct arena *a, str s);

// The city's office that the application is about: the one it came from, else the one that its
// fields mean.
enum office_match application_office(struct tx *tx, const struct application *of,
                                     struct office *out);
// The office became known while carrying out.
void application_settle(struct tx *tx, const struct application *of, office_id office);

#endif
