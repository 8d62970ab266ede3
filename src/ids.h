// SPDX-License-Identifier: AGPL-3.0-or-later
// Every kind of id is its own type: a member_id does not compile where a
// patient_id is wanted. The number is 64-bit, time-ordered, made by tx_new_id,
// and shown in URLs as base32. {0} means "none".
#ifndef IDS_H
#define IDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ID_TYPE(word)                                                                              \
    typedef struct {                                                                               \
        int64_t v;                                                                                 \
    } word##_id;                                                                                   \
    static inline bool word##_is(word##_id id)                                                     \
    {                                                                                              \
        return id.v != 0;                                                                          \
    }                                                                                              \
    static inline bool word##_same(word##_id a, word##_id b)                                       \
    {                                                                                              \
        return a.v == b.v;                                                                         \
    }                                                                                              \
    struct word##_id_list {                                                                        \
        size_t n;                                                                                  \
        word##_id *at;                                                                             \
    };

// Rows that begin with their id, sorted by it and found by it; NULL when it is not among them.
void id_sort(void *rows, size_t n, size_t size);
void *id_find(const void *id, const void *rows, size_t n, size_t size);

ID_TYPE(city)
ID_TYPE(office)
ID_TYPE(stage)
ID_TYPE(member)
ID_TYPE(affiliation)
ID_TYPE(device)
ID_TYPE(enrolment)
ID_TYPE(session)
ID_TYPE(patient)
ID_TYPE(consent)
ID_TYPE(room)
ID_TYPE(seat)
ID_TYPE(post)
ID_TYPE(attachment)
ID_TYPE(audit)
ID_TYPE(application)
ID_TYPE(campaign)
ID_TYPE(stocktake)
ID_TYPE(review)
ID_TYPE(memo)
ID_TYPE(vitals)
ID_TYPE(limit)
ID_TYPE(draft)
ID_TYPE(visit)
ID_TYPE(permission)
ID_TYPE(export)
ID_TYPE(absence)
ID_TYPE(document)

#endif
