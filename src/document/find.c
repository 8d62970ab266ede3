// SPDX-License-Identifier: AGPL-3.0-or-later
// Looking for a document by its words. Titles and notes are sealed and stand in no index; a shelf has
// a thousand documents at most, so they are looked through as they were opened for the page.
#include "base/buf.h"
#include "base/text.h"
#include "document/document_web.h"

static str words_about(struct arena *a, const struct document *d)
{
    struct buf all = buf_in(a);
    buf_print(&all, "%.*s\n%.*s\n%.*s\n%.*s\n%.*s", STR(d->text.title), STR(d->text.note),
              STR(document_kind_label(d->text.kind)), STR(d->author), STR(d->office_name));
    for (size_t i = 0; i < d->files.n; i++)
        buf_print(&all, "\n%.*s", STR(d->files.at[i].name));
    return buf_str(&all);
}

// Line by line, because folding drops blanks: a word must not begin in a title and end in a name.
static bool holds(struct arena *a, str about, str word)
{
    str line;
    while (str_split(&about, '\n', &line))
        if (str_contains(text_fold(a, line), word))
            return true;
    return false;
}

static bool fits(struct arena *a, const struct document *d, const struct search_words *words)
{
    str about = words_about(a, d);
    for (size_t i = 0; i < words->n_with; i++)
        if (!holds(a, about, words->with[i]))
            return false;
    for (size_t i = 0; i < words->n_without; i++)
        if (holds(a, about, words->without[i]))
            return false;
    return true;
}

struct documents documents_with(struct arena *a, const struct documents *all, str typed)
{
    struct search_words words = search_words_of(a, typed);
    struct documents some = {0, NEW_ARRAY(a, struct document, all->n)};
    for (size_t i = 0; i < all->n; i++)
        if (fits(a, &all->at[i], &words))
            some.at[some.n++] = all->at[i];
    return some;
}

// What was typed travels sealed, so that neither a history nor a log shows a word of it.
void shelf_find_page(struct turn *t)
{
    struct form form = form_of(t->request);
    if (shelf_here(t))
        turn_go(t, turn_with_words(t, shelf_url(t), form_typed(&form, S("words"))));
}
