// SPDX-License-Identifier: AGPL-3.0-or-later
// Viewer (閲覧): a PDF of a room, page by page, as pictures and text that the server makes of it
// (server/pdf.h). Nothing of the file runs on the phone, a page weighs as much as a photo, and
// without script everything works: pages, larger, turned, read as text. docs/decisions/0013.
#ifndef VIEWER_VIEWER_H
#define VIEWER_VIEWER_H

#include "frame/frame.h"
#include "ids.h"
#include "turn.h"

struct viewer_file {
    attachment_id id; // in the store, part "full"
    str name;
    enum frame_tab tab;
    str page; // what the crumbs say: 書類, 添付ファイル
    url here; // of the viewer itself
    url picture; // of the pages' pictures: viewer_picture answers there
    url original; // the page that gives a copy of the file, with the city's permission
    url back;
    str back_label;
    url keep; // puts it on the shelf; keep_label empty: offers nothing
    str keep_label;
};
// The page that the query asks for: page=, zoom= (100, 150, 200, 300), turn=. The caller has
// found the file through the seat, and says that it was looked at.
void viewer_show(struct turn *t, const struct viewer_file *file);
void viewer_picture(struct turn *t, attachment_id id);

#endif
