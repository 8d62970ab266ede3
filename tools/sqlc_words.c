// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tools/sqlc.h"

#include <ctype.h>
#include <strings.h>

static bool name_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

static char byte_at(const struct words *w, size_t at)
{
    return at < w->source.n ? w->source.p[at] : 0;
}

static size_t name_end(const struct words *w, size_t at)
{
    while (at < w->source.n && name_byte(w->source.p[at]))
        at++;
    return at;
}

static size_t comment_end(const struct words *w, bool block, bool *open)
{
    str rest = str_from(w->source, w->at + 2);
    size_t n = block ? str_find(rest, S("*/")) : str_find_byte(rest, '\n');
    *open = block && n == rest.n;
    return w->at + 2 + n + (block && !*open ? 2 : 0);
}

// The end of '…' or "…"; a doubled quote stands for itself. A text ends on its
// own line, which keeps generated code and line numbers simple.
static size_t quote_end(const struct words *w, bool *open)
{
    char quote = w->source.p[w->at];
    size_t at = w->at + 1;
    for (; at < w->source.n && w->source.p[at] != '\n'; at++) {
        if (w->source.p[at] != quote)
            continue;
        if (byte_at(w, at + 1) != quote)
            return at + 1;
        at++;
    }
    *open = true;
    return at;
}

static size_t mark_end(const struct words *w)
{
    static const char *const longer[] = {"->>", "->", "::", "==", "||", "<=", ">=", "<>", "!="};
    for (size_t i = 0; i < sizeof longer / sizeof longer[0]; i++)
        if (str_starts(str_from(w->source, w->at), str_of(longer[i])))
            return w->at + strlen(longer[i]);
    return w->at + 1;
}

static enum word_kind measure(const struct words *w, size_t *to)
{
    char c = w->source.p[w->at], next = byte_at(w, w->at + 1);
    bool open = false;
    enum word_kind kind = WORD_MARK;
    if ((c == '-' && next == '-') || (c == '/' && next == '*')) {
        *to = comment_end(w, c == '/', &open);
        kind = WORD_COMMENT;
    } else if (c == '\'' || c == '"') {
        *to = quote_end(w, &open);
        kind = c == '"' ? WORD_NAME : WORD_TEXT;
    } else if (c == ':' && name_byte(next)) {
        *to = name_end(w, w->at + 1);
        kind = WORD_PARAM;
    } else if (name_byte(c)) {
        *to = name_end(w, w->at);
        kind = isdigit((unsigned char)c) ? WORD_NUMBER : WORD_NAME;
    } else {
        *to = mark_end(w);
    }
    return open ? WORD_OPEN : kind;
}

struct word word_next(struct words *w)
{
    for (; w->at < w->source.n && isspace((unsigned char)w->source.p[w->at]); w->at++)
        w->line += w->source.p[w->at] == '\n';
    struct word word = {.kind = WORD_END, .line = w->line, .from = w->at, .to = w->at};
    if (w->at == w->source.n)
        return word;
    word.kind = measure(w, &word.to);
    word.text = str_part(w->source, word.from, word.to - word.from);
    for (size_t i = 0; i < word.text.n; i++)
        w->line += word.text.p[i] == '\n';
    w->at = word.to;
    if (word.kind == WORD_PARAM)
        word.text = str_from(word.text, 1);
    return word;
}

bool word_is(struct word w, const char *name)
{
    return w.kind == WORD_NAME && str_eq_nocase(w.text, str_of(name));
}

bool mark_is(struct word w, const char *mark)
{
    return w.kind == WORD_MARK && str_eq(w.text, str_of(mark));
}
