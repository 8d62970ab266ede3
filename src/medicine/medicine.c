// SPDX-License-Identifier: AGPL-3.0-or-later
#include "medicine/medicine.h"

#include "base/buf.h"
#include "base/text.h"

enum { FIELDS_MOST = 12 };
enum record {
    RECORD_PATIENT = 1,
    RECORD_DAY = 5,
    RECORD_PHARMACY = 11,
    RECORD_PRESCRIBER = 51,
    RECORD_MEDICINE = 201,
    RECORD_DIRECTIONS = 301,
};

struct reading {
    struct arena *arena;
    struct medicine_list *list;
    str rp[MEDICINES_MOST]; // the RP number of each medicine
    bool too_many;
};

// Full-width letters and digits, as QR codes have them, become half-width: ５ｍｇ to 5mg.
static str narrow(struct arena *a, str s)
{
    str out;
    return text_clean_line(a, (bytes){(const uint8_t *)s.p, s.n}, &out) ? out : s;
}

static size_t split_line(str line, str fields[FIELDS_MOST])
{
    size_t n = 0;
    while (n < FIELDS_MOST && str_split(&line, ',', &fields[n])) {
        fields[n] = str_trim(fields[n]);
        n++;
    }
    for (size_t i = n; i < FIELDS_MOST; i++)
        fields[i] = NONE;
    return n;
}

static day day_or_none(str s)
{
    day date;
    return day_parse(s, &date) ? date : NO_DAY;
}

static void add_medicine(struct reading *r, const str f[FIELDS_MOST])
{
    struct medicine_list *list = r->list;
    if (list->n == MEDICINES_MOST) {
        r->too_many = true;
        return;
    }
    r->rp[list->n] = f[1];
    list->at[list->n++] = (struct medicine){
        .name = narrow(r->arena, f[2]),
        .dose = str_print(r->arena, "%.*s%.*s", STR(f[3]), STR(f[4])),
    };
}

// The directions of a prescription stand behind its medicines and are for all of them.
static void add_directions(struct reading *r, const str f[FIELDS_MOST])
{
    for (size_t i = 0; i < r->list->n; i++) {
        if (!str_eq(r->rp[i], f[1]) || r->list->at[i].directions.n)
            continue;
        r->list->at[i].directions = narrow(r->arena, f[2]);
        r->list->at[i].amount = str_print(r->arena, "%.*s%.*s", STR(f[3]), STR(f[4]));
    }
}

static void read_record(struct reading *r, const str f[FIELDS_MOST])
{
    int64_t number = 0;
    str_to_int(f[0], &number);
    switch (number) {
    case RECORD_PATIENT:
        r->list->patient = f[1];
        r->list->birth = day_or_none(f[3]);
        break;
    case RECORD_DAY:
        r->list->dispensed_on = day_or_none(f[1]);
        break;
    case RECORD_PHARMACY:
        r->list->pharmacy = f[1];
        break;
    case RECORD_PRESCRIBER:
        r->list->prescriber = f[1];
        break;
    case RECORD_MEDICINE:
        add_medicine(r, f);
        break;
    case RECORD_DIRECTIONS:
        add_directions(r, f);
        break;
    default:
        break;
    }
}

enum medicine_outcome medicine_parse(struct arena *a, str text, struct medicine_list *out)
{
    *out = (struct medicine_list){.at = NEW_ARRAY(a, struct medicine, MEDICINES_MOST),
                                  .birth = NO_DAY,
                                  .dispensed_on = NO_DAY};
    struct reading r = {.arena = a, .list = out};
    bool begun = false;
    for (str line; str_split(&text, '\n', &line);) {
        str fields[FIELDS_MOST];
        line = str_trim(line);
        begun |= str_starts(line, S("JAHISTC"));
        if (begun && split_line(line, fields) > 1)
            read_record(&r, fields);
    }
    if (!begun)
        return MEDICINE_NOT_JAHIS;
    if (r.too_many)
        return MEDICINE_TOO_MANY;
    return out->n ? MEDICINE_READ : MEDICINE_NONE;
}

static void put_head(struct arena *a, struct buf *text, const struct medicine_list *list)
{
    if (!day_is(list->dispensed_on) && !list->pharmacy.n && !list->prescriber.n)
        return;
    buf_put(text, S("【"));
    buf_put(text, day_format_wareki(a, list->dispensed_on));
    if (list->prescriber.n)
        buf_print(text, " 処方 %.*s", STR(list->prescriber));
    if (list->pharmacy.n)
        buf_print(text, " 調剤 %.*s", STR(list->pharmacy));
    buf_put(text, S("】\n"));
}

str medicine_text(struct arena *a, const struct medicine_list *list)
{
    struct buf text = buf_in(a);
    put_head(a, &text, list);
    for (size_t i = 0; i < list->n; i++) {
        const struct medicine *m = &list->at[i];
        buf_print(&text, "%.*s %.*s", STR(m->name), STR(m->dose));
        if (m->directions.n)
            buf_print(&text, "／%.*s", STR(m->directions));
        if (m->amount.n)
            buf_print(&text, " %.*s", STR(m->amount));
        buf_byte(&text, '\n');
    }
    return str_trim(buf_str(&text));
}
