// SPDX-License-Identifier: AGPL-3.0-or-later
// "Given an application …": forms of the guide filled in, for the rules of the desk of forms.
#ifndef TEST_GIVEN_FORM_H
#define TEST_GIVEN_FORM_H

#include "application/application.h"
#include "test/given.h"

// Adds or replaces a field. "people.0.name" for rows.
void form_put(struct tx *tx, struct params *values, const char *name, const char *value);
// The head of the form of that kind, filled in well, without rows: the corporation 医療法人みほん会,
// the office みほん訪問看護ステーション (number 1260190017).
struct params given_values(struct tx *tx, enum application_kind kind);
// The same with one row of 様式1-1: 新規, 氏名, かな, 看護師, an administrator.
struct params given_usage(struct tx *tx, const char *name, const char *kana);

struct application again(struct tx *tx, const struct application *of); // as it stands now
void act(struct tx *tx, const struct given_person *p); // makes the transaction's actor; NULL: nobody

// A drawn signature, without its content.
void given_signature(struct tx *tx, const struct application *of);
// Signed and submitted by nobody inside (the public portal); opened again. The state says whether it went.
struct application given_submitted(struct tx *tx, city_id city, enum application_kind kind,
                                   const struct params *values);
// Approved and carried out by the officer. What carrying out said.
enum application_outcome carry(struct tx *tx, const struct acting *me,
                               const struct application *submitted);
// The sentence that stops the form at that field, or beside it without stopping; empty: none.
str finding_at(const struct application_findings *findings, const char *field);
bool stopped_at(const struct application_findings *findings, const char *field);
// Checks values as the officer sees them.
struct application_findings findings_of(struct tx *tx, const struct acting *me,
                                        enum application_kind kind, const struct params *values);

#endif
