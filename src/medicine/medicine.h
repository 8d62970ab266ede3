// SPDX-License-Identifier: AGPL-3.0-or-later
// Medicine (薬): what the QR codes of a お薬手帳 hold, as text. JAHIS 電子版お薬手帳データ
// フォーマット: records of comma-separated fields, a line each, after a line "JAHISTC…".
// Record 1: the patient (氏名, 性別, 生年月日 …). 5: the day of dispensing. 11 and 51: where it
// was dispensed and prescribed. 201: RP number, name, dose, unit. 301: RP number, directions,
// number, unit. Other records are passed over.
#ifndef MEDICINE_MEDICINE_H
#define MEDICINE_MEDICINE_H

#include "base/time.h"

enum { MEDICINES_MOST = 100 };
struct medicine {
    str name, dose; // "アムロジピンOD錠5mg", "1錠"
    str directions, amount; // "1日1回 朝食後", "28日分"
};
struct medicine_list {
    size_t n;
    struct medicine *at;
    str patient; // as printed on the record; empty: not told
    day birth, dispensed_on; // NO_DAY: not told
    str pharmacy, prescriber;
};

enum medicine_outcome {
    MEDICINE_READ,
    MEDICINE_NOT_JAHIS, // no line "JAHISTC…" at the beginning
    MEDICINE_NONE, // no medicine among the records
    MEDICINE_TOO_MANY,
};
// Several QR codes of one booklet may follow each other, as they were scanned.
enum medicine_outcome medicine_parse(struct arena *a, str text, struct medicine_list *out);
// "アムロジピンOD錠5mg 1錠／1日1回 朝食後 28日分", a line each, after a line that names day and
// pharmacy.
str medicine_text(struct arena *a, const struct medicine_list *list);

#endif
