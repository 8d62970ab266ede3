// SPDX-License-Identifier: AGPL-3.0-or-later
// Shapes of one and the same kanji in people's names, beyond what Unicode folds.
#ifndef BASE_VARIANTS_H
#define BASE_VARIANTS_H

#include <stdint.h>

// The everyday form of a kanji (髙 to 高, 邉 to 辺), or the kanji itself. 斎 and
// 斉 are two kanji and stay two; so do 吉田's 吉 and anything that only sounds alike.
uint32_t variant_plain(uint32_t kanji);

#endif
