// SPDX-License-Identifier: AGPL-3.0-or-later
// Printed pages: A4, grey and black for office printers, made with Pango and
// Cairo into a PDF. Lengths are millimetres from the upper left corner of the
// paper, letters are in points. All text is data: no markup is read from it.
//
// A sheet is a list in the arena until sheet_finish draws it, so a page that is
// given up half-way leaves nothing behind. The same calls make the same bytes.
#ifndef SHEET_SHEET_H
#define SHEET_SHEET_H

#include "base/time.h"

struct sheet;

struct sheet_paper {
    str title; // of the document, in its properties: nothing personal
    instant at; // the date in its properties
    bool landscape;
    bool numbered; // a page alone is "1 / 1" too: of a record, nobody may wonder whether one is missing
    double top, right, bottom, left; // margins; 0 means 20 (24 at the bottom)
};
struct sheet *sheet_begin(struct arena *a, const struct sheet_paper *paper);
bytes sheet_finish(struct sheet *s); // the PDF
int sheet_pages(const struct sheet *s); // begun so far
// All texts in the order of drawing, a line each, boxes as ☑ and □, a code as [QR: …], a page
// ending with its footer and number: what tests compare.
str sheet_text(const struct sheet *s);
bool sheet_has_fonts(void); // false: the packages of the two families are missing

// A new page, unless nothing stands on the present one. A part also begins the
// numbers again ("1 / 3", omitted in parts of one page): one part per person.
void sheet_page(struct sheet *s);
void sheet_part(struct sheet *s);
void sheet_footer(struct sheet *s, str text); // on this page and those that follow

// --- the flow: from the top of the page down, over as many pages as it takes ----
enum sheet_align { SHEET_LEFT, SHEET_CENTRE, SHEET_RIGHT };
struct sheet_style {
    double size; // 0 means 10.5
    bool bold;
    bool quiet; // grey, for what is read second
    enum sheet_align align;
    double leading; // line to line in sizes; 0 means 1.6
    double tracking; // points added between letters
};
void sheet_title(struct sheet *s, str text);
void sheet_heading(struct sheet *s, str text); // stays with what follows it
void sheet_paragraph(struct sheet *s, struct sheet_style style, str text);
void sheet_step(struct sheet *s, str mark, str text); // "1" or "・", hanging
void sheet_space(struct sheet *s, double height);
void sheet_keep(struct sheet *s, double height); // a new page unless so much is left

struct sheet_fact {
    str name;
    str value;
    bool code; // an id or password to be typed: large and spaced
};
void sheet_facts(struct sheet *s, const struct sheet_fact *facts, size_t n);

struct sheet_column {
    str name;
    double width; // share of the page's width
    enum sheet_align align;
};
struct sheet_table {
    const struct sheet_column *columns;
    size_t n_columns;
    const str *cells; // row after row
    size_t n_rows;
    double size; // of the letters; 0 means 9
};
// The header is repeated on every page; a row taller than a page is divided.
void sheet_put_table(struct sheet *s, const struct sheet_table *table);

double sheet_y(const struct sheet *s); // where the flow stands
void sheet_move(struct sheet *s, double y); // on the same page

// --- at a place on the present page, beside the flow -------------------------------
struct sheet_area {
    double x, y, width, height;
};
struct sheet_area sheet_body(const struct sheet *s); // within the margins

// Within area.width; area.height is not looked at. Returns the height it took.
double sheet_put_text(struct sheet *s, struct sheet_area area, struct sheet_style style, str text);
void sheet_put_box(struct sheet *s, struct sheet_area area);
void sheet_put_rule(struct sheet *s, struct sheet_area from); // along the longer side
void sheet_put_folds(struct sheet *s); // marks for three parts, as 長形3号 takes them
// Square, with its quiet margin inside; false when the text is too long for it.
bool sheet_put_qr(struct sheet *s, struct sheet_area area, str text);

// A picture (PNG or JPEG) in the area, its sides as they are; `says` is the same in words. A JPEG
// goes into the PDF as it is, without being decoded: the caller vouches for it.
void sheet_put_picture(struct sheet *s, struct sheet_area area, bytes picture, str says);
double sheet_picture_height(bytes picture, double width); // 0: neither

struct sheet_address {
    str postcode; // 270-0192
    str address;
    str office; // 御中 when there is no name
    str name; // 様
};
// In the window of 長形3号 (90 × 45 mm, 22 mm from the left, 12 from the top), wherever the
// paper slips to. Nothing else may stand above 62 mm on the left 115 mm; the flow moves there.
void sheet_put_address(struct sheet *s, const struct sheet_address *to);

#endif
