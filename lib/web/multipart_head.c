// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/multipart.h"

#include "base/text.h"
#include "web/url.h"

enum { MOST_FILE_NAME = 200, MOST_NAME = 100, MOST_BOUNDARY = 70 };

static bool is_token(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] <= 0x20 || s.p[i] >= 0x7f || memchr("()<>@,;:\\\"/[]?=", s.p[i], 15))
            return false;
    return s.n > 0;
}

// Where a quoted text ends; \" is inside it, any other backslash is part of a path.
static size_t closing_quote(str s)
{
    size_t i = 0;
    while (i < s.n && s.p[i] != '"')
        i += s.p[i] == '\\' && i + 1 < s.n && s.p[i + 1] == '"' ? 2 : 1;
    return i;
}

// Browsers write a quote as %22 (WHATWG) or, older ones, as \". Nothing is
// copied when there is none.
static str unquote(struct arena *a, str s)
{
    if (!str_contains(s, S("%22")) && !str_contains(s, S("\\\"")))
        return s;
    char *to = arena_alloc_raw(a, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        bool percent = str_eq(str_part(s, i, 3), S("%22"));
        bool backslash = str_eq(str_part(s, i, 2), S("\\\""));
        to[n++] = percent || backslash ? '"' : s.p[i];
        i += percent ? 2 : backslash ? 1 : 0;
    }
    return (str){to, n};
}

// Bare values are taken as they come: a boundary may hold more than a token.
static bool take_value(struct arena *a, str *rest, str *out)
{
    if (!str_starts(*rest, S("\""))) {
        size_t end = str_find_byte(*rest, ';');
        *out = str_trim(str_part(*rest, 0, end));
        *rest = str_from(*rest, end);
        return out->n > 0;
    }
    str quoted = str_from(*rest, 1);
    size_t end = closing_quote(quoted);
    if (end >= quoted.n)
        return false;
    *out = unquote(a, str_part(quoted, 0, end));
    *rest = str_trim(str_from(quoted, end + 1));
    return rest->n == 0 || rest->p[0] == ';';
}

bool header_parameter(struct arena *a, str *rest, str *name, str *value)
{
    *rest = str_trim(*rest);
    if (rest->n == 0 || str_eq(*rest, S(";")))
        return false;
    size_t equals = str_find_byte(*rest, '=');
    *name = rest->p[0] == ';' ? str_trim(str_part(*rest, 1, equals - 1)) : NONE;
    *rest = str_trim(str_from(*rest, equals + 1));
    if (!is_token(*name) || !take_value(a, rest, value)) {
        *name = NONE;
        *rest = NONE;
    }
    return true;
}

static bool is_boundary(str s)
{
    if (s.n == 0 || s.n > MOST_BOUNDARY || s.p[s.n - 1] == ' ')
        return false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool letter = ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9');
        if (!letter && !(c && memchr("'()+_,-./:=? ", c, 13)))
            return false;
    }
    return true;
}

bool multipart_boundary(struct arena *a, str content_type, str *out)
{
    size_t end = str_find_byte(content_type, ';');
    if (!str_eq_nocase(str_trim(str_part(content_type, 0, end)), S("multipart/form-data")))
        return false;
    str rest = str_from(content_type, end), name, value;
    bool found = false;
    while (header_parameter(a, &rest, &name, &value)) {
        if (!name.n || (found && str_eq_nocase(name, S("boundary"))))
            return false;
        if (str_eq_nocase(name, S("boundary"))) {
            *out = value;
            found = true;
        }
    }
    return found && is_boundary(*out);
}

static str keep_end(str s, size_t most)
{
    for (size_t drop = text_length(s); drop > most; drop--)
        do
            s = str_from(s, 1);
        while (s.n && ((uint8_t)s.p[0] & 0xc0) == 0x80);
    return s;
}

bool file_name_clean(struct arena *a, bytes typed, str *out)
{
    str text;
    if (!text_clean(a, typed, &text))
        return false;
    char *to = arena_alloc_raw(a, text.n);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '/' || text.p[i] == '\\')
            n = 0;
        else
            to[n++] = (uint8_t)text.p[i] < 0x20 ? ' ' : text.p[i];
    }
    str name = keep_end(str_trim((str){to, n}), MOST_FILE_NAME);
    *out = str_eq(name, S(".")) || str_eq(name, S("..")) ? NONE : name;
    return true;
}

// RFC 8187: UTF-8'ja'%E5%86%99… Other charsets are left to the plain form.
static bool extended_value(struct arena *a, str value, bytes *out)
{
    size_t first = str_find_byte(value, '\'');
    str after = str_from(value, first + 1);
    size_t second = str_find_byte(after, '\'');
    return second < after.n && str_eq_nocase(str_part(value, 0, first), S("UTF-8")) &&
           url_unescape(a, str_from(after, second + 1), false, out);
}

// "image/jpeg", or what stands for "unknown" when it is not two words and a slash.
static str media_type(str value)
{
    str word = str_trim(str_part(value, 0, str_find_byte(value, ';')));
    size_t slash = str_find_byte(word, '/');
    bool good =
        word.n <= 100 && is_token(str_part(word, 0, slash)) && is_token(str_from(word, slash + 1));
    return good ? word : S("application/octet-stream");
}

static enum head_outcome read_disposition(struct arena *a, str value, struct part_head *out)
{
    size_t end = str_find_byte(value, ';');
    if (!str_eq_nocase(str_trim(str_part(value, 0, end)), S("form-data")))
        return HEAD_BAD_FORM;
    bytes file_name = {0};
    bool extended = false;
    str rest = str_from(value, end), name, typed;
    while (header_parameter(a, &rest, &name, &typed)) {
        if (str_eq_nocase(name, S("name"))) {
            out->has_name = true;
            if (!text_clean_line(a, str_bytes(typed), &out->name))
                return HEAD_BAD_TEXT;
        } else if (str_eq_nocase(name, S("filename*"))) {
            extended = extended_value(a, typed, &file_name) || extended;
            out->is_file = true;
        } else if (str_eq_nocase(name, S("filename"))) {
            file_name = extended ? file_name : str_bytes(typed);
            out->is_file = true;
        } else if (name.n == 0) {
            return HEAD_BAD_FORM;
        }
    }
    if (!out->has_name || text_length(out->name) > MOST_NAME)
        return HEAD_BAD_FORM;
    return file_name_clean(a, file_name, &out->file_name) ? HEAD_OK : HEAD_BAD_TEXT;
}

enum head_outcome part_head_read(struct arena *a, str lines, struct part_head *out)
{
    *out = (struct part_head){.type = S("application/octet-stream")};
    while (lines.n) {
        size_t end = str_find(lines, S("\r\n"));
        str line = str_part(lines, 0, end);
        lines = str_from(lines, end + 2);
        size_t colon = str_find_byte(line, ':');
        str name = str_part(line, 0, colon), value = str_trim(str_from(line, colon + 1));
        enum head_outcome outcome = HEAD_OK;
        if (!is_token(name)) // also lines folded the old way
            outcome = HEAD_BAD_FORM;
        else if (str_eq_nocase(name, S("Content-Type")))
            out->type = media_type(value);
        else if (str_eq_nocase(name, S("Content-Disposition")))
            outcome = out->has_name ? HEAD_BAD_FORM : read_disposition(a, value, out);
        if (outcome != HEAD_OK)
            return outcome;
    }
    return out->has_name ? HEAD_OK : HEAD_BAD_FORM;
}
