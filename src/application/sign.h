// SPDX-License-Identifier: AGPL-3.0-or-later
// Signing a form on a page of its own office: drawn on the screen, or the photo or scan of the
// signed or sealed paper. Field names "drawn" and "scan"; what is wrong stands at "signature".
#ifndef APPLICATION_SIGN_H
#define APPLICATION_SIGN_H

#include "application/file.h"
#include "application/sign_part.html.h"
#include "turn.h"

struct signing {
    bool given;
    enum attachment_outcome outcome;
    enum application_file_kind kind;
    struct attachment_new file;
};
// In a route's prepare.
struct signing signing_read(struct turn *t, city_id city);
// False: the sentence stands in the form.
bool signing_take(struct turn *t, const struct application *of, const struct signing *signing,
                  struct form *form);

// The part to be shown; files are opened at `files` (an address with "/:file" behind it).
struct sign_part sign_part_of(struct turn *t, const struct application *of, struct form *form,
                              const char *files);

#endif
