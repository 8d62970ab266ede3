// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/url.h"

#include "base/base32.h"
#include "base/check.h"
#include "base/text.h"

#include <stdarg.h>

enum { LOCAL_MOST = 2000 };

static bool is_unreserved(char c) // RFC 3986, 2.3
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

static void put_escape(struct buf *out, char c)
{
    static const char digits[] = "0123456789ABCDEF";
    char escape[3] = {'%', digits[(uint8_t)c >> 4], digits[(uint8_t)c & 15]};
    buf_put(out, (str){escape, 3});
}

void url_encode(struct buf *out, str s)
{
    for (size_t i = 0, from = 0; i <= s.n; i++) {
        if (i < s.n && is_unreserved(s.p[i]))
            continue;
        buf_put(out, str_part(s, from, i - from));
        if (i < s.n)
            put_escape(out, s.p[i]);
        from = i + 1;
    }
}

url url_make(struct arena *a, const char *pattern, ...)
{
    str left = str_of(pattern);
    // "/%s/x" with an empty text would begin with "//": another host.
    check(str_starts(left, S("/")) && !str_starts(left, S("//")) && !str_starts(left, S("/%s")));
    struct buf out = buf_in(a);
    va_list values;
    va_start(values, pattern);
    for (str part; str_split(&left, '%', &part);) {
        if (part.p != pattern) { // what follows a '%' begins with its letter
            check(part.n && (part.p[0] == 's' || part.p[0] == 'i'));
            if (part.p[0] == 's')
                url_encode(&out, va_arg(values, str));
            else
                base32_put_id(&out, va_arg(values, int64_t));
            part = str_from(part, 1);
        }
        buf_put(&out, part);
    }
    va_end(values);
    check(pattern[strlen(pattern) - 1] != '%');
    return (url){buf_str(&out)};
}

url url_with(struct arena *a, url base, str name, str value)
{
    size_t mark = str_find_byte(base.s, '#'); // a fragment stays at the end
    str before = str_part(base.s, 0, mark);
    struct buf out = buf_in(a);
    buf_put(&out, before);
    buf_byte(&out, str_find_byte(before, '?') < before.n ? '&' : '?');
    url_encode(&out, name);
    buf_byte(&out, '=');
    url_encode(&out, value);
    buf_put(&out, str_from(base.s, mark));
    return (url){buf_str(&out)};
}

// Browsers read a backslash as a slash and drop tabs and line breaks, so
// "/\host" and "/<tab>/host" would lead elsewhere.
static bool is_local(str s)
{
    if (s.n > LOCAL_MOST || !str_starts(s, S("/")) || str_starts(s, S("//")))
        return false;
    for (size_t i = 0; i < s.n; i++)
        if ((uint8_t)s.p[i] < 0x20 || s.p[i] == 0x7f || s.p[i] == '\\')
            return false;
    return text_is_clean(str_bytes(s));
}

url url_local(struct arena *a, str s, url otherwise)
{
    if (!is_local(s))
        return otherwise;
    struct buf out = buf_in(a);
    for (size_t i = 0; i < s.n; i++) {
        if ((uint8_t)s.p[i] < 0x80 && !memchr(" \"<>^`{|}", s.p[i], 9))
            buf_byte(&out, s.p[i]);
        else
            put_escape(&out, s.p[i]);
    }
    return (url){buf_str(&out)};
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

static size_t first_escape(str s, bool form)
{
    size_t percent = str_find_byte(s, '%');
    size_t plus = form ? str_find_byte(str_part(s, 0, percent), '+') : percent;
    return plus < percent ? plus : percent;
}

bool url_unescape(struct arena *a, str s, bool form, bytes *out)
{
    size_t n = first_escape(s, form);
    if (n == s.n) {
        *out = str_bytes(s);
        return true;
    }
    uint8_t *to = arena_alloc_raw(a, s.n);
    memcpy(to, s.p, n);
    for (size_t i = n; i < s.n; i++) {
        char c = s.p[i];
        if (c == '%') {
            int high = i + 1 < s.n ? hex_digit(s.p[i + 1]) : -1;
            int low = i + 2 < s.n ? hex_digit(s.p[i + 2]) : -1;
            if (high < 0 || low < 0)
                return false;
            c = (char)(high * 16 + low);
            i += 2;
        } else if (form && c == '+') {
            c = ' ';
        }
        to[n++] = (uint8_t)c;
    }
    *out = (bytes){to, n};
    return true;
}

bool url_decode(struct arena *a, str s, bool form, str *out)
{
    bytes plain;
    if (!url_unescape(a, s, form, &plain) || !text_is_clean(plain))
        return false;
    *out = bytes_str(plain);
    return true;
}
