// SPDX-License-Identifier: AGPL-3.0-or-later
// What both ends of the pipe say about a PDF. Both are the same program on the same machine.
// Inside lib/server only.
#ifndef SERVER_PDF_WIRE_H
#define SERVER_PDF_WIRE_H

#include <stdint.h>

enum { PDF_BYTES_MOST = 48 << 20, PDF_PICTURE_MOST = 24 << 20, PDF_TEXT_MOST = 200 * 1000,
       PDF_HEIGHT_MOST = 3600 };

// The question, then the file.
struct pdf_asked {
    uint32_t n;
    uint32_t page, width, turn, text;
};
// The answer, then the picture and the text.
struct pdf_answer {
    uint32_t outcome; // enum pdf_outcome
    uint32_t pages, width, height;
    uint32_t n_picture, n_text;
};

#endif
