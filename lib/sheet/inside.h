// SPDX-License-Identifier: AGPL-3.0-or-later
// What the files of this folder share: the list of things that a page holds,
// and the measuring of text.
#ifndef SHEET_INSIDE_H
#define SHEET_INSIDE_H

#include "sheet/sheet.h"

#include <pango/pangocairo.h>

#define MM (72.0 / 25.4) // points in a millimetre

enum mark_kind {
    MARK_TEXT, MARK_BOX, MARK_FILL, MARK_RULE, MARK_DASHES, MARK_TICK, MARK_QR, MARK_PICTURE
};

struct mark {
    struct mark *next;
    enum mark_kind kind;
    struct sheet_area area;
    struct sheet_style style;
    str text; // of MARK_QR: one byte per module, row after row
    int modules; // of MARK_QR: on one side
    bytes picture; // of MARK_PICTURE; constant memory or the arena's
    str says; // of MARK_QR: what was put into it; of MARK_TICK: the label; of MARK_PICTURE: in words
    bool ticked; // of MARK_TICK
};

struct page {
    struct page *next;
    struct mark *first;
    struct mark **last;
    str footer;
    int number; // in its part, from 1
    struct page *part; // the first page of its part
    int n_in_part; // counted on that first page
};

struct sheet {
    struct arena *arena;
    struct sheet_paper paper;
    double width, height;
    struct page *first;
    struct page *page;
    int n_pages;
    str footer;
    double y;
};

bool picture_is_jpeg(bytes picture, int *width, int *height);
struct mark *mark_add(struct sheet *s, enum mark_kind kind, struct sheet_area area);
void page_add(struct sheet *s, bool new_part);

// A layout of `text` in `width` mm; the caller gives it up with g_object_unref.
PangoLayout *layout_make(struct sheet_style style, double width, str text);

// Lines follow each other at one distance, whichever families their letters
// come from: the pitch, and the baseline below the top of a line, in mm.
double line_pitch(struct sheet_style style);
double line_baseline(struct sheet_style style);

// The height in mm that a text takes, and how many of its bytes fit in `height`:
// whole lines, and the line break after them.
double text_height(struct sheet_style style, double width, str text);
double text_width(struct sheet_style style, str text); // on one line, in mm
size_t text_fit(struct sheet_style style, double width, str text, double height);

#endif
