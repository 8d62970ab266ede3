// SPDX-License-Identifier: AGPL-3.0-or-later
// Text at the door: UTF-8 and its Japanese forms. Everything that people type
// or send in files passes text_clean; what is compared or searched passes
// text_fold. Both stand on ICU.
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/arena.h"

// True when `b` is valid UTF-8 without NUL and without the control characters
// other than tab and line breaks.
bool text_is_clean(bytes b);

// NFC, every line break to LF, half-width kana to full-width (ｶﾞ to ガ). What has no width
// and what turns the direction of writing is dropped, but for the joiner of emoji; the
// compatibility ideographs of names (塚 with its dot, 神) keep their shape. False
// when text_is_clean is false; then *out is untouched.
bool text_clean(struct arena *a, bytes b, str *out);

// For one-line fields: text_clean, then full-width ASCII to half-width
// (１２３－Ａ to 123-A; ～ stays), runs of blanks and line breaks to one, trimmed.
bool text_clean_line(struct arena *a, bytes b, str *out);

// For comparing and searching: NFKC, lower case, katakana to hiragana, the
// several hyphens and long-vowel marks to one, blanks removed. 髙 and 高, 﨑 and
// 崎, 鎌ヶ谷 and 鎌ケ谷, ① and 1, SpO₂ and spo2 fold alike. Variation selectors go.
str text_fold(struct arena *a, str s);

// Characters (code points), not bytes.
size_t text_length(str s);

// The first `n` characters, with … when anything was left off.
str text_shorten(struct arena *a, str s, size_t n);

// ひらがな for a name's reading: katakana to hiragana; false when anything but
// kana, ー, ・ and blanks is left.
bool text_kana(struct arena *a, str s, str *out);

// Order of names by reading (Japanese collation); negative, zero, positive.
int text_collate(str a, str b);

// MS932 (Windows-31J) to UTF-8; false on bytes that are not MS932.
bool text_from_ms932(struct arena *a, bytes b, str *out);
bytes text_to_ms932(struct arena *a, str s); // what has no code becomes 〓
// The characters that would not come back from MS932 as they are, each once: those without a code,
// and those whose shape a selector chooses. Empty: nothing is lost.
str text_not_ms932(struct arena *a, str s);

#endif
