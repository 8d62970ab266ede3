// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages of a PDF as pictures and as text, so that the file itself need not be opened by anybody's
// phone and runs nothing there. Each question is answered by a process of its own that can do
// nothing but read its input and write its output (seccomp) and is gone afterwards: one document
// never meets another. It takes no script, no embedded file and no address from the PDF. Fonts
// that Japanese PDFs name without holding them (ＭＳ 明朝 …) come with the library.
// docs/decisions/0013.
#ifndef SERVER_PDF_H
#define SERVER_PDF_H

#include "base/arena.h"
#include "server/image.h"

enum { PDF_MOST_PAGES = 500, PDF_LEAST_WIDTH = 200, PDF_MOST_WIDTH = 2480 };

enum pdf_outcome {
    PDF_OK,
    PDF_BROKEN, // no PDF, without pages, or this page cannot be read
    PDF_LOCKED, // asks for a password
    PDF_TOO_LARGE, // over PDF_MOST_PAGES pages, or over 48 MB
    PDF_NO_PAGE, // fewer pages than asked for
    PDF_WORKER_DIED, // or took over 20 s, or too many were asked for at once
};
const char *pdf_sentence(enum pdf_outcome outcome); // for the person who opened or sent the file

struct pdf_question {
    int page; // from 1
    int width; // of the picture, in pixels; 0: none wanted
    int turn; // 0, 90, 180, 270: clockwise
    bool text;
};
struct pdf_page {
    int pages; // of the document
    int width, height; // of the picture; never more than 3600 high
    bytes picture; // PNG, or JPEG where the page is mostly photo
    const char *type; // of the picture
    str text; // in the order of the file; of scanned pages empty
};
enum pdf_outcome pdf_look(struct image_worker *w, struct arena *a, bytes pdf,
                          const struct pdf_question *question, struct pdf_page *out);

// What "<self> pdf-worker" runs; the exit status.
int pdf_worker_main(void);

#endif
