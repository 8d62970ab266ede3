// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/request.h"

#include "base/text.h"
#include "web/url.h"

enum { MOST_PATH = 2000, MOST_FIELDS = 2000, MOST_NAME = 100, MOST_COOKIES = 50 };

static const struct param *find(const struct params *p, str name)
{
    for (size_t i = 0; i < p->n; i++)
        if (str_eq(p->at[i].name, name))
            return &p->at[i];
    return NULL;
}

str params_get(const struct params *p, str name)
{
    const struct param *found = find(p, name);
    return found ? found->value : NONE;
}

bool params_has(const struct params *p, str name)
{
    return find(p, name) != NULL;
}

// --- path --------------------------------------------------------------------------

// What would make one path two, or two paths one: an encoded slash or
// backslash, a query that was not cut off.
static bool raw_path_is_plain(str raw)
{
    if (raw.n > MOST_PATH || !str_starts(raw, S("/")))
        return false;
    for (size_t i = 0; i < raw.n; i++) {
        if (raw.p[i] == '?' || raw.p[i] == '#' || raw.p[i] == '\\')
            return false;
        if (raw.p[i] == '%' && (str_eq_nocase(str_part(raw, i + 1, 2), S("2f")) ||
                                str_eq_nocase(str_part(raw, i + 1, 2), S("5c"))))
            return false;
    }
    return true;
}

static bool path_is_plain(str path)
{
    for (size_t i = 0; i < path.n; i++)
        if ((uint8_t)path.p[i] < 0x20 || path.p[i] == 0x7f)
            return false;
    str rest = str_from(path, 1);
    for (str part; str_split(&rest, '/', &part);)
        if (part.n == 0 || str_eq(part, S(".")) || str_eq(part, S("..")))
            return false;
    return true;
}

bool parse_path(struct arena *a, str raw, str *out)
{
    str path;
    if (!raw_path_is_plain(raw) || !url_decode(a, raw, false, &path) || !path_is_plain(path))
        return false;
    *out = path;
    return true;
}

// --- fields ------------------------------------------------------------------------

// Counted first, so that the array is made once and no body can make us grow it
// again and again. Stops a little over the limit.
static size_t count_parts(str s, char separator)
{
    size_t n = 0;
    for (str part; n <= MOST_FIELDS && str_split(&s, separator, &part);)
        n += part.n > 0;
    return n;
}

static enum parse_outcome parse_field(struct arena *a, str pair, struct param *out)
{
    size_t equals = str_find_byte(pair, '=');
    bytes value;
    if (!url_decode(a, str_part(pair, 0, equals), true, &out->name) ||
        !url_unescape(a, str_from(pair, equals + 1), true, &value) ||
        !text_clean(a, value, &out->value))
        return PARSE_BAD_ENCODING;
    return text_length(out->name) <= MOST_NAME ? PARSE_OK : PARSE_BAD_FORM;
}

enum parse_outcome parse_urlencoded(struct arena *a, str body, struct params *out)
{
    *out = (struct params){0};
    size_t n = count_parts(body, '&');
    if (n > MOST_FIELDS)
        return PARSE_TOO_MANY;
    out->at = NEW_ARRAY(a, struct param, n);
    for (str pair; str_split(&body, '&', &pair);) {
        if (pair.n == 0)
            continue;
        enum parse_outcome outcome = parse_field(a, pair, &out->at[out->n]);
        if (outcome != PARSE_OK)
            return outcome;
        out->n += out->at[out->n].name.n > 0; // "=x" has nobody to read it
    }
    return PARSE_OK;
}

// --- cookies -----------------------------------------------------------------------

static bool is_visible(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] <= 0x20 || s.p[i] >= 0x7f)
            return false;
    return true;
}

// Cookies that are not ours may hold anything; what is not visible ASCII is
// left out, and so is what comes after the first fifty.
void parse_cookies(struct arena *a, str header, struct params *out)
{
    size_t n = count_parts(header, ';');
    *out = (struct params){.at = NEW_ARRAY(a, struct param, n < MOST_COOKIES ? n : MOST_COOKIES)};
    for (str pair; out->n < MOST_COOKIES && str_split(&header, ';', &pair);) {
        size_t equals = str_find_byte(pair, '=');
        str name = str_trim(str_part(pair, 0, equals));
        str value = str_trim(str_from(pair, equals + 1));
        if (equals < pair.n && name.n && is_visible(name) && is_visible(value))
            out->at[out->n++] = (struct param){name, value};
    }
}
