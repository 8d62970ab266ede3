// SPDX-License-Identifier: AGPL-3.0-or-later
// ふりがな: readings above the words that the screens are made of. A word gets its reading only
// where the table (furigana_words.c) knows the whole run of kanji that it stands in, so that no
// part of a longer, unknown word is read wrongly. Used by tools/tmplc for the text of templates
// and by lib/web/html.h for fixed words that are data. What people write is never touched: only
// they know how a name is read.
#ifndef BASE_FURIGANA_H
#define BASE_FURIGANA_H

#include "base/buf.h"

// The text with <ruby> put around the words of the table. The text is markup already: nothing is
// escaped. The readings are kept from screen readers, which read each word by themselves and
// would say it twice. `after_value`: what stands before the text is not known, or a number, so
// that 件 and 人 are counters there. False, with nothing written, where no word is known.
bool furigana_put(struct buf *out, str text, bool after_value);

// The first run of kanji that the table does not know; NONE when it knows all. For check_furigana.
str furigana_unknown(str text, bool after_value);

// The table: words such as 取《と》り消《け》す, parted by blanks; # before a counter, - behind a
// stem that kana follow, + behind what a verb may follow at once, nothing between 《》 where the
// reading changes with the number and is left out.
extern const char furigana_words[];

#endif
