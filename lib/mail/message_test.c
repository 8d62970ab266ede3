// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/inside.h"

#include "base/buf.h"
#include "mail/smtp.h"
#include "test/rule.h"
#include "test/world.h"

#include <curl/curl.h>

// Sunday 2026-11-22 09:05:07 in Japan.
#define SOME_TIME ((instant){INT64_C(1795305907) * 1000000})

static const struct message plain = {
    .from = S_CONST("noreply@tsunagi.example.jp"),
    .to = S_CONST("hana@clinic.example.jp"),
    .subject = S_CONST("Test"),
    .body = S_CONST("こんにちは\nabc"),
    .token = S_CONST("00ff"),
};

RULE("a message has the headers of RFC 5322 and its body in base64 with CRLF")
{
    struct arena *a = world_arena(world);
    struct message m = plain;
    m.date = SOME_TIME;

    assert_str(message_text(a, &m), S("Date: Sun, 22 Nov 2026 09:05:07 +0900\r\n"
                                      "From: <noreply@tsunagi.example.jp>\r\n"
                                      "To: <hana@clinic.example.jp>\r\n"
                                      "Subject: Test\r\n"
                                      "Message-ID: <00ff@tsunagi.example.jp>\r\n"
                                      "Auto-Submitted: auto-generated\r\n"
                                      "MIME-Version: 1.0\r\n"
                                      "Content-Type: text/plain; charset=utf-8\r\n"
                                      "Content-Transfer-Encoding: base64\r\n"
                                      "\r\n"
                                      "44GT44KT44Gr44Gh44GvDQphYmMNCg==\r\n"));
}

static str header(str message, str name)
{
    str rest = str_from(message, str_find(message, name));
    return str_part(rest, 0, str_find(rest, S("\r\nMessage-ID")));
}

RULE("Japanese subjects and names become encoded words that never cut a character")
{
    struct arena *a = world_arena(world);
    struct message m = plain;
    m.from = S("つなぎ 流山市 <noreply@tsunagi.example.jp>");
    m.subject = S("【つなぎ】新しいお知らせが届いていますabご確認ください");

    str text = message_text(a, &m);
    assert_str(header(text, S("Subject: ")),
               S("Subject: =?UTF-8?B?44CQ44Gk44Gq44GO44CR5paw44GX44GE44GK55+l44KJ44Gb44GM?=\r\n"
                 " =?UTF-8?B?5bGK44GE44Gm44GE44G+44GZYWLjgZTnorroqo3jgY/jgaDjgZU=?=\r\n"
                 " =?UTF-8?B?44GE?="));
    assert_true(str_contains(text, S("From: =?UTF-8?B?44Gk44Gq44GOIOa1geWxseW4gg==?=\r\n"
                                     " <noreply@tsunagi.example.jp>\r\n")));
}

RULE("an ASCII subject that is long or looks encoded is encoded as well")
{
    struct arena *a = world_arena(world);
    struct message m = plain;
    m.subject = S("=?UTF-8?B?QQ==?=");

    assert_str(header(message_text(a, &m), S("Subject: ")),
               S("Subject: =?UTF-8?B?PT9VVEYtOD9CP1FRPT0/PQ==?="));
    m.subject = S("a subject of more than sixty letters is folded, and a folded one is encoded");
    assert_true(str_contains(message_text(a, &m), S("Subject: =?UTF-8?B?YSBz")));
}

RULE("no line of a message is longer than 76 letters, whatever the length of its texts")
{
    struct arena *a = world_arena(world);
    struct buf long_text = buf_in(a);
    for (int i = 0; i < 100; i++) {
        buf_put(&long_text, i % 3 ? S("確認") : S("a"));
        struct message m = plain;
        m.subject = m.body = buf_str(&long_text);
        str rest = message_text(a, &m), line;
        while (str_split(&rest, '\n', &line)) {
            assert_true(str_ends(line, S("\r")));
            assert_in_range(line.n, 1, 77);
        }
    }
}

RULE("an address is local@domain in ASCII, as people have them, and nothing else")
{
    static const char *const good[] = {
        "hana@clinic.example.jp", "a.b+c_d@x-y.jp",         "0@1.jp",
        "taro..k.@docomo.ne.jp",  "o'neil/x=1@example.com",
    };
    static const char *const bad[] = {
        "",
        "hana",
        "@example.jp",
        "hana@",
        "hana@localhost",
        "a b@x.jp",
        "a@b@x.jp",
        "hana@-x.jp",
        "hana@x-.jp",
        "hana@x..jp",
        "hana@x.jp.",
        ".a@x.jp",
        "\"a b\"@x.jp",
        "はな@x.jp",
        "hana@例え.jp",
        "a@[1.2.3.4]",
        "a@1.2.3.4",
        "a@x.jp\r\nBcc: b@y.jp",
        "a@x.jp\n",
        "a@x.jp, b@y.jp",
        "<a@x.jp>",
        "a@x.jp>",
        "a\t@x.jp",
        "a@x_y.jp",
        "a;b@x.jp",
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_true(mail_address_is(str_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(mail_address_is(str_of(bad[i])));
    assert_false(mail_address_is((str){"a\0b@x.jp", 8}));
}

RULE("an address has at most 254 letters, 64 of them before the @")
{
    struct arena *a = world_arena(world);
    struct buf local = buf_in(a), domain = buf_in(a);
    for (int i = 0; i < 64; i++)
        buf_byte(&local, 'a');
    for (int i = 0; i < 93; i++)
        buf_put(&domain, S("b."));

    assert_true(
        mail_address_is(str_print(a, "%.*s@%.*sjp", STR(buf_str(&local)), STR(buf_str(&domain)))));
    assert_false(mail_address_is(str_print(a, "a%.*s@x.jp", STR(buf_str(&local)))));
    assert_false(mail_address_is(
        str_print(a, "%.*s@%.*sb.jp", STR(buf_str(&local)), STR(buf_str(&domain)))));
}

RULE("a local part with dots in odd places is quoted on the wire")
{
    struct arena *a = world_arena(world);
    assert_str(address_wire(a, S("taro..k.@docomo.ne.jp")), S("\"taro..k.\"@docomo.ne.jp"));
    assert_str(address_wire(a, S("a.b@x.jp")), S("a.b@x.jp"));
}

RULE("a sender is an address, or a name of one line with an address in <>")
{
    str name, address;
    assert_true(sender_parse(S("つなぎ 流山市 <noreply@x.jp>"), &name, &address));
    assert_str(name, S("つなぎ 流山市"));
    assert_str(address, S("noreply@x.jp"));
    assert_true(mail_sender_is(S("noreply@x.jp")));
    assert_false(mail_sender_is(S("つなぎ noreply@x.jp")));
    assert_false(mail_sender_is(S("つなぎ\r\nBcc: <noreply@x.jp>")));
    assert_false(mail_sender_is(S("つなぎ <noreply@x.jp> x")));
    assert_false(mail_sender_is(NONE));
}

RULE("only a server's clear no about the address itself is final")
{
    struct smtp_end no = {CURLE_SEND_ERROR, SMTP_ADDRESS, 550, false};
    assert_int_equal(smtp_judge(&no), MAIL_NO_SUCH_ADDRESS);
    no.is_policy = true; // 550 5.7.1: relaying denied
    assert_int_equal(smtp_judge(&no), MAIL_ADDRESS_LATER);
    no = (struct smtp_end){CURLE_SEND_ERROR, SMTP_ADDRESS, 530, false};
    assert_int_equal(smtp_judge(&no), MAIL_ADDRESS_LATER);
    no.code = 450;
    assert_int_equal(smtp_judge(&no), MAIL_ADDRESS_LATER);
    no = (struct smtp_end){CURLE_SEND_ERROR, SMTP_SENDER, 550, false};
    assert_int_equal(smtp_judge(&no), MAIL_SENDER_REFUSED);
    no.step = SMTP_CONTENT;
    assert_int_equal(smtp_judge(&no), MAIL_CONTENT_REFUSED);
    no = (struct smtp_end){CURLE_RECV_ERROR, SMTP_ADDRESS, 0, false};
    assert_int_equal(smtp_judge(&no), MAIL_NO_ANSWER);
}

RULE("the address of a mail server names SMTP, a host, and nothing that could be a password")
{
    assert_true(smtp_url_is(S("smtp://mail.example.jp:587")));
    assert_true(smtp_url_is(S("smtps://mail.example.jp")));
    assert_false(smtp_url_is(S("smtp://name:word@mail.example.jp")));
    assert_false(smtp_url_is(S("http://mail.example.jp")));
    assert_false(smtp_url_is(S("smtp://")));
    assert_false(smtp_url_is(S("smtp://mail.example.jp/x y")));
}
