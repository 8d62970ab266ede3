// SPDX-License-Identifier: AGPL-3.0-or-later
// A message as RFC 5322 wants it: headers in ASCII (RFC 2047 where they are not),
// the body as UTF-8 in base64, which no server on the way has a reason to touch.
#include "mail/inside.h"

#include "base/base32.h"
#include "base/buf.h"
#include "base/check.h"

// A line with an encoded word has at most 76 letters (RFC 2047, 2): 39 bytes are
// 52 letters, 64 with =?UTF-8?B?…?=, 73 with the longest name before it.
enum { WORD_BYTES = 39, PLAIN_MOST = 60, BODY_LETTERS = 76 };

static bool is_plain(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < ' ' || s.p[i] > '~')
            return false;
    return s.n <= PLAIN_MOST && !str_contains(s, S("=?"));
}

// The longest start of `s` that fits into one word and ends with a whole character.
static str word_part(str s)
{
    size_t n = s.n < WORD_BYTES ? s.n : WORD_BYTES;
    while (n < s.n && ((uint8_t)s.p[n] & 0xc0) == 0x80)
        n--;
    return str_part(s, 0, n);
}

static void put_words(struct buf *out, str text)
{
    while (text.n) {
        str part = word_part(text);
        buf_print(out, "=?UTF-8?B?%.*s?=", STR(base64_from_bytes(out->arena, str_bytes(part))));
        text = str_from(text, part.n);
        if (text.n)
            buf_put(out, S("\r\n "));
    }
}

static void put_subject(struct buf *out, str subject)
{
    buf_put(out, S("Subject: "));
    if (is_plain(subject))
        buf_put(out, subject);
    else
        put_words(out, subject);
    buf_put(out, S("\r\n"));
}

static void put_from(struct buf *out, str name, str address)
{
    buf_put(out, S("From: "));
    put_words(out, name);
    if (name.n)
        buf_put(out, S("\r\n "));
    buf_print(out, "<%.*s>\r\n", STR(address_wire(out->arena, address)));
}

// Mon, 02 Nov 2026 09:00:00 +0900: as a clock in Japan shows it.
static void put_date(struct buf *out, instant t)
{
    static const char days[7][4] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"}; // from 0
    static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    day date = day_of(t);
    int year, month, dom;
    day_split(date, &year, &month, &dom);
    int s = (int)((t.us - day_start(date).us) / SECONDS(1));
    buf_print(out, "Date: %s, %02d %s %d %02d:%02d:%02d +0900\r\n", days[(date.n % 7 + 7) % 7], dom,
              months[month - 1], year, s / 3600, s / 60 % 60, s % 60);
}

// Text on the wire has CRLF at the end of every line (RFC 2046, 4.1.1).
static str crlf(struct arena *a, str text)
{
    struct buf out = buf_in(a);
    str line;
    while (str_split(&text, '\n', &line)) {
        buf_put(&out, str_ends(line, S("\r")) ? str_part(line, 0, line.n - 1) : line);
        buf_put(&out, S("\r\n"));
    }
    return buf_str(&out);
}

static void put_body(struct buf *out, str body)
{
    str letters = base64_from_bytes(out->arena, str_bytes(crlf(out->arena, body)));
    for (; letters.n; letters = str_from(letters, BODY_LETTERS)) {
        buf_put(out, str_part(letters, 0, BODY_LETTERS));
        buf_put(out, S("\r\n"));
    }
}

str message_text(struct arena *a, const struct message *m)
{
    struct buf out = buf_in(a);
    str name, address;
    check(sender_parse(m->from, &name, &address));
    check(mail_address_is(m->to));
    put_date(&out, m->date);
    put_from(&out, name, address);
    buf_print(&out, "To: <%.*s>\r\n", STR(address_wire(a, m->to)));
    put_subject(&out, m->subject);
    buf_print(&out, "Message-ID: <%.*s%.*s>\r\n", STR(m->token),
              STR(str_from(address, str_find_byte(address, '@'))));
    buf_put(&out, S("Auto-Submitted: auto-generated\r\n"
                    "MIME-Version: 1.0\r\n"
                    "Content-Type: text/plain; charset=utf-8\r\n"
                    "Content-Transfer-Encoding: base64\r\n\r\n"));
    put_body(&out, m->body);
    return buf_str(&out);
}
