// SPDX-License-Identifier: AGPL-3.0-or-later
// The header of the word "sqlc", as src/post/post.h is that of "post".
#ifndef SQLC_SQLC_H
#define SQLC_SQLC_H

enum test_kind { TEST_FIRST, TEST_SECOND };

#endif
