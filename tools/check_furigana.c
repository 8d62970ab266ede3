// SPDX-License-Identifier: AGPL-3.0-or-later
// check_furigana FOLDER …: every word that the screens are made of has its reading in
// lib/base/furigana_words.c: the text of templates, and the strings of C, from which labels,
// helps and errors come. What the demonstration lets people write is theirs, not the screens'.
#include "tools/tmplc.h"
#include "tools/walk.h"

#include "base/furigana.h"

#include <stdio.h>

static void refuse_word(str path, int line, str word)
{
    complain(path, line, "%.*s has no reading in lib/base/furigana_words.c.", STR(word));
}

// --- templates -------------------------------------------------------------------------

// The last line up to `until`, where the text has been read, that has the word.
static int line_of(str text, int until, str word)
{
    int found = until, number = 1;
    for (str line; number <= until && str_split(&text, '\n', &line); number++)
        if (str_contains(line, word))
            found = number;
    return found;
}

static void check_template(struct arena *a, const struct source *file)
{
    struct template t;
    str error;
    if (!template_parse(a, file->path, file->text, &t, &error)) {
        complain(file->path, 1, "%.*s", STR(error));
        return;
    }
    for (const struct function *f = t.functions; f; f = f->next)
        for (const struct op *op = f->first; op; op = op->next) {
            str left = op->unread, word;
            while (str_split(&left, ' ', &word))
                if (word.n)
                    refuse_word(file->path, line_of(file->text, op->line, word), word);
        }
}

// --- strings of C ------------------------------------------------------------------------

enum { VALUE = 1 }; // stands for a name that is put in; the kanji beside it are part of it

// What printf makes of "%d" is a number; what it makes of "%s" is not known.
static size_t put_conversion(struct buf *out, str s)
{
    size_t n = 1;
    while (n < s.n && strchr("-+ 0123456789.*lzu", s.p[n]) && !(s.p[n] == 'u'))
        n++;
    char kind = n < s.n ? s.p[n] : '%';
    buf_byte(out, kind == '%' ? '%' : kind == 's' ? VALUE : '0');
    return n + 1;
}

// The content of the string constant at the start, as it shows; how long the constant is.
static size_t put_constant(struct buf *out, str s)
{
    size_t i = 1;
    while (i < s.n && s.p[i] != '"') {
        if (s.p[i] == '%') {
            i += put_conversion(out, str_from(s, i));
        } else if (s.p[i] == '\\') {
            buf_byte(out, ' ');
            i += 2;
        } else {
            buf_byte(out, s.p[i++]);
        }
    }
    return i + 1;
}

// A single character is a mark or a day of the week: what stands around it says how it is read.
static void check_string(str path, int line, str s)
{
    for (str word; s.n > 3 && (word = furigana_unknown(s, false)).n;) {
        size_t at = (size_t)(word.p - s.p);
        bool beside =
            (at && s.p[at - 1] == VALUE) || (at + word.n < s.n && s.p[at + word.n] == VALUE);
        if (!beside)
            refuse_word(path, line, word);
        s = str_from(s, at + word.n);
    }
}

// Constants side by side are one string; comments and characters are passed over.
static void check_code(struct arena *a, const struct source *file)
{
    str text = file->text, code = c_code(a, text), comments = c_comments(a, text);
    struct buf string = buf_in(a);
    int line = 1, began = 1;
    for (size_t i = 0; i < text.n;) {
        size_t n = 1;
        if (code.p[i] != ' ' && code.p[i] != '\n') {
            check_string(file->path, began, buf_str(&string));
            string.n = 0;
        } else if (text.p[i] == '\'' && comments.p[i] == ' ') {
            n = text.p[i + 1] == '\\' ? 4 : 3;
        } else if (text.p[i] == '"' && comments.p[i] == ' ') {
            began = string.n ? began : line;
            n = put_constant(&string, str_from(text, i));
        }
        line += text.p[i] == '\n';
        i += n;
    }
}

static bool is_screen(str path)
{
    return !str_contains(path, S("/neighbourhood")) && !str_contains(path, S("/alone/"));
}

int main(int n, char **folders)
{
    struct arena *a = arena_new();
    for (int i = 1; i < n; i++) {
        struct sources tree = sources_under(a, folders[i]);
        for (size_t k = 0; k < tree.n; k++) {
            const struct source *file = &tree.at[k];
            if (is_screen(file->path) && str_ends(file->path, S(".html")))
                check_template(a, file);
            else if (is_screen(file->path) && str_ends(file->path, S(".c")) &&
                     !str_ends(file->path, S("_test.c")))
                check_code(a, file);
        }
    }
    arena_free(a);
    return complaints() > 0;
}
