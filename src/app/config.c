// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/config.h"

#include "base/buf.h"
#include "mail/smtp.h"

#include <stdio.h>
#include <stdlib.h>

struct setting {
    str name;
    size_t at; // offset in struct config
    bool is_number;
    int64_t least, most;
    const char *comment;
};

#define TEXT(field, comment) {S_CONST(#field), offsetof(struct config, field), false, 0, 0, comment}
#define NUMBER(field, least, most, comment)                                                        \
    {S_CONST(#field), offsetof(struct config, field), true, least, most, comment}

static const struct setting settings[] = {
    TEXT(database, "sqlite:/path/tsunagi.db or a postgresql:// URL; empty: tsunagi.db in this folder"),
    TEXT(address, "the address to listen on"),
    NUMBER(member_port, 0, 65535, "port of the member site (device certificate needed)"),
    NUMBER(public_port, 0, 65535, "port of the public site (enrolment)"),
    TEXT(host, "the host name in addresses and certificates"),
    TEXT(member_url, "the member site's address in letters, when it is not https://host:member_port"),
    TEXT(public_url, "the public site's address in letters and QR codes, likewise"),
    TEXT(public_certificate, "PEM file of the public site's certificate chain; empty: our own CA"),
    TEXT(public_key, "PEM file of its key"),
    NUMBER(threads, 0, 64, "threads that hold connections; 0: one per core, at most 4"),
    NUMBER(workers, 0, 256, "threads that write; 0: 32"),
    TEXT(smtp_url, "the mail server, smtp://host:587 or smtps://host:465; empty: mail waits"),
    TEXT(smtp_name, "the name to sign in there with; empty: without"),
    TEXT(smtp_password, "and its password"),
    TEXT(smtp_root, "PEM file of the authority that the mail server's certificate comes from; "
                    "empty: those that this machine knows"),
    NUMBER(smtp_plain, 0, 1, "1: without TLS and signing in, for a mail server on this machine"),
    TEXT(mail_from, "the sender of mails: an address, or a name and <address>"),
    TEXT(push_hosts, "push services that may be written to, with blanks between; empty: those of "
                     "Chrome, Firefox, Safari and Edge; none: devices are not told"),
    TEXT(push_contact, "a mailto: or https: address for their operators; empty: the public site's"),
    TEXT(push_root, "PEM file of the authority that the push services' certificates come from; empty: "
                    "those that this machine knows"),
    TEXT(push_proxy, "the proxy on the way to them, http://host:port; empty: none"),
    NUMBER(push_private, 0, 1, "1: push services in private networks too; for tests alone"),
    NUMBER(node, 0, 63, "number of this process among those that share the database"),
};
enum { SETTINGS = sizeof settings / sizeof settings[0] };

static void *place_of(struct config *config, const struct setting *s)
{
    return (char *)config + s->at;
}

static bool put(struct config *config, const struct setting *s, str value, const char *from)
{
    if (!s->is_number) {
        *(str *)place_of(config, s) = value;
        return true;
    }
    int64_t number;
    if (!str_to_int(value, &number) || number < s->least || number > s->most) {
        fprintf(stderr, "%s: %.*s must be a number from %ld to %ld\n", from, STR(s->name),
                (long)s->least, (long)s->most);
        return false;
    }
    *(int64_t *)place_of(config, s) = number;
    return true;
}

static bool put_line(struct config *config, str line, const char *from)
{
    line = str_trim(line);
    if (line.n == 0 || line.p[0] == '#')
        return true;
    size_t equals = str_find_byte(line, '=');
    str name = str_trim(str_part(line, 0, equals));
    for (size_t i = 0; i < SETTINGS; i++)
        if (equals < line.n && str_eq(name, settings[i].name))
            return put(config, &settings[i], str_trim(str_from(line, equals + 1)), from);
    fprintf(stderr, "%s: there is no setting “%.*s”\n", from, STR(name));
    return false;
}

static bool read_file(struct arena *a, struct config *config, const char *path)
{
    FILE *file = fopen(path, "re");
    if (!file) {
        fprintf(stderr, "%s: cannot be read (is this a data folder made by tsunagi init?)\n", path);
        return false;
    }
    char line[2000];
    bool good = true;
    while (good && fgets(line, sizeof line, file))
        good = put_line(config, str_copy(a, str_of(line)), path);
    fclose(file);
    return good;
}

static bool read_environment(struct arena *a, struct config *config)
{
    for (size_t i = 0; i < SETTINGS; i++) {
        char name[64];
        snprintf(name, sizeof name, "TSUNAGI_%.*s", STR(settings[i].name));
        for (char *c = name; *c; c++)
            *c = (char)(*c >= 'a' && *c <= 'z' ? *c - 32 : *c);
        const char *value = getenv(name);
        if (value && !put(config, &settings[i], str_copy(a, str_of(value)), name))
            return false;
    }
    return true;
}

static void fill_in(struct arena *a, struct config *c)
{
    if (c->database.n == 0)
        c->database = str_print(a, "sqlite:%.*s/tsunagi.db", STR(c->folder));
    if (c->member_url.n == 0)
        c->member_url = str_print(a, "https://%.*s:%ld", STR(c->host), (long)c->member_port);
    if (c->public_url.n == 0)
        c->public_url = str_print(a, "https://%.*s:%ld", STR(c->host), (long)c->public_port);
}

// Chrome and most of Android, Firefox, Safari, Edge.
#define PUSH_SERVICES                                                                              \
    "fcm.googleapis.com updates.push.services.mozilla.com *.push.apple.com *.notify.windows.com"

static void fill_in_push(struct config *c)
{
    if (c->push_hosts.n == 0)
        c->push_hosts = S(PUSH_SERVICES);
    if (c->push_contact.n == 0)
        c->push_contact = c->public_url;
}

static bool push_is_clear(const struct config *c)
{
    bool proxy = c->push_proxy.n == 0 || str_starts(c->push_proxy, S("http://"));
    bool contact =
        str_starts(c->push_contact, S("mailto:")) || str_starts(c->push_contact, S("https://"));
    if (!proxy)
        fprintf(stderr, "push_proxy must be like http://proxy.example.jp:8080\n");
    if (!contact)
        fprintf(stderr, "push_contact must be like mailto:desk@example.jp or https://example.jp\n");
    return proxy && contact;
}

static bool mail_is_clear(const struct config *c)
{
    if (c->smtp_url.n == 0)
        return true;
    if (!smtp_url_is(c->smtp_url))
        fprintf(stderr, "smtp_url must be like smtp://mail.example.jp:587\n");
    else if (!mail_sender_is(c->mail_from))
        fprintf(stderr, "mail_from must be like noreply@example.jp or つなぎ <noreply@example.jp>\n");
    return smtp_url_is(c->smtp_url) && mail_sender_is(c->mail_from);
}

bool config_read(struct arena *a, str folder, struct config *out)
{
    *out = (struct config){
        .folder = folder,
        .address = S("127.0.0.1"),
        .member_port = 8443,
        .public_port = 8444,
        .host = S("localhost"),
    };
    const char *path = str_zero(a, str_print(a, "%.*s/tsunagi.conf", STR(folder)));
    if (!read_file(a, out, path) || !read_environment(a, out))
        return false;
    fill_in(a, out);
    fill_in_push(out);
    return mail_is_clear(out) && push_is_clear(out);
}

static bool is_own_url(str url)
{
    return str_eq(url, S("https://localhost")) || str_starts(url, S("https://localhost:")) ||
           str_starts(url, S("https://localhost/"));
}

// The address alone says little: behind nginx a city's server listens on 127.0.0.1 too.
bool config_is_for_trials(const struct config *config)
{
    bool here = str_starts(config->address, S("127.")) || str_eq(config->address, S("::1"));
    return here && str_eq(config->host, S("localhost")) && is_own_url(config->member_url) &&
           is_own_url(config->public_url);
}

str config_text(struct arena *a, const struct config *config)
{
    struct buf out = buf_in(a);
    buf_put(&out, S("# tsunagi: settings of this installation\n"));
    for (size_t i = 0; i < SETTINGS; i++) {
        const struct setting *s = &settings[i];
        const void *value = (const char *)config + s->at;
        buf_print(&out, "\n# %s\n%.*s = ", s->comment, STR(s->name));
        if (s->is_number)
            buf_int(&out, *(const int64_t *)value);
        else
            buf_put(&out, *(const str *)value);
        buf_byte(&out, '\n');
    }
    return buf_str(&out);
}
