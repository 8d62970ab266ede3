// SPDX-License-Identifier: AGPL-3.0-or-later
// Course (第5表 居宅介護支援経過): a care manager copies posts into the record of the 居宅サービス計画
// by hand (標準様式, 平成11年 老企第29号 as changed 令和3年3月31日: 年月日, 項目, 内容). Here the posts are
// picked one by one, each gets its 項目, and the sheet comes as CSV or PDF. The words are exactly
// those of the room, with who said them: whoever edits them does so in the office's own record.
#ifndef COURSE_COURSE_H
#define COURSE_COURSE_H

#include "export/export.h"

enum { COURSE_ON_A_PAGE = 20, COURSE_MOST = 200, COURSE_WORK_MOST = 40 };

// What may stand in 項目; the first POST_KINDS are the kinds of posts.
enum { COURSE_ITEMS = POST_KINDS + 4 };
str course_item(int n);

struct course_pick {
    post_id post;
    int item;
};
struct course_picks {
    size_t n;
    struct course_pick *at;
};

struct course_line {
    post_id post;
    instant at;
    str item, content;
};
struct course_lines {
    size_t n;
    struct course_line *at; // in the order of time
};
// What was picked and still stands in this room; the rest is left out.
struct course_lines course_lines(struct tx *tx, const struct seat *seat,
                                 const struct course_picks *picks);

enum course_form { COURSE_UTF8, COURSE_MS932, COURSE_PDF, COURSE_FORMS };
// UTF-8 comes with a BOM, so that Excel reads it.
bytes course_csv(struct arena *a, const struct course_lines *lines, enum course_form form);
// The characters that MS932 cannot write, each once.
str course_not_ms932(struct arena *a, const struct course_lines *lines);
// `maker`: 居宅サービス計画作成者.
bytes course_sheet(struct tx *tx, const struct acting *me, const struct seat *seat, str maker,
                   const struct course_lines *lines);

extern const struct routes course_routes;

#endif
