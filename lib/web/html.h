// SPDX-License-Identifier: AGPL-3.0-or-later
// What templates write with. tools/tmplc turns each {{expression}} into one of
// the calls below, chosen by where it stands (text, attribute, URL attribute)
// and by its type; a type that does not belong there does not compile. Markup
// is its own type, made only by templates.
#ifndef WEB_HTML_H
#define WEB_HTML_H

#include "base/buf.h"
#include "base/time.h"

// Finished markup. Only generated code and html_literal make one.
typedef struct {
    str s;
} html;

// A local address ("/rooms/7f3k?page=2") whose parts are percent-encoded; made
// by url.h only, so that javascript: and foreign hosts cannot get into a link.
typedef struct {
    str s;
} url;

void html_put_text(struct buf *out, str s); // & < > escaped
void html_put_attribute(struct buf *out, str s); // & < > " ' escaped
void html_put_lines(struct buf *out, str s); // text, line breaks as <br>

// A fixed word of the screens that a page has as data: a label, the name of a tab.
void html_put_words(struct buf *out, str s);

// The constant text of a template, with readings above its words for those who want them.
static inline void html_put_fixed(struct buf *out, str plain, str with_readings)
{
    buf_put(out, out->furigana ? with_readings : plain);
}

static inline void html_put_markup(struct buf *out, html h)
{
    buf_put(out, h.s);
}

static inline void html_put_number(struct buf *out, int64_t n)
{
    buf_int(out, n);
}

static inline void html_put_size(struct buf *out, size_t n)
{
    buf_int(out, (int64_t)n);
}

static inline void html_put_url(struct buf *out, url u)
{
    html_put_attribute(out, u.s);
}

static inline void html_put_c_text(struct buf *out, const char *s)
{
    html_put_text(out, str_of(s));
}

static inline void html_put_c_attribute(struct buf *out, const char *s)
{
    html_put_attribute(out, str_of(s));
}

// {{x}} between tags: text is escaped, markup stands as it is, numbers are
// decimal. bool, pointers to structs, instants and days do not compile.
#define html_put_in_text(out, x)                                                                   \
    _Generic((x),                                                                                  \
        str: html_put_text,                                                                        \
        html: html_put_markup,                                                                     \
        const char *: html_put_c_text,                                                             \
        char *: html_put_c_text,                                                                   \
        int: html_put_number,                                                                      \
        unsigned: html_put_number,                                                                 \
        long: html_put_number,                                                                     \
        size_t: html_put_size)((out), (x))

// {{x}} inside a quoted attribute: the same without markup.
#define html_put_in_attribute(out, x)                                                              \
    _Generic((x),                                                                                  \
        str: html_put_attribute,                                                                   \
        const char *: html_put_c_attribute,                                                        \
        char *: html_put_c_attribute,                                                              \
        url: html_put_url,                                                                         \
        int: html_put_number,                                                                      \
        unsigned: html_put_number,                                                                 \
        long: html_put_number,                                                                     \
        size_t: html_put_size)((out), (x))

// {{x}} as the value of href, src, action, formaction, hx-get, hx-post, …:
// only a url.
#define html_put_in_url(out, x) _Generic((x), url: html_put_url)((out), (x))

#endif
