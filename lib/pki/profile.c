// SPDX-License-Identifier: AGPL-3.0-or-later
// Apple's configuration profile: a property list around the PKCS#12.
#include "pki/inside.h"

#include "base/base32.h"
#include "base/buf.h"

#include <gnutls/crypto.h>

static void put_text(struct buf *out, str text)
{
    for (size_t i = 0; i < text.n; i++)
        switch (text.p[i]) {
        case '<':
            buf_put(out, S("&lt;"));
            break;
        case '>':
            buf_put(out, S("&gt;"));
            break;
        case '&':
            buf_put(out, S("&amp;"));
            break;
        default:
            buf_byte(out, text.p[i]);
        }
}

static void put_pair(struct buf *out, str key, str value)
{
    buf_print(out, "<key>%.*s</key><string>", STR(key));
    put_text(out, value);
    buf_put(out, S("</string>\n"));
}

// The same inputs give the same UUID (version 8 of RFC 9562), so that a phone
// knows what replaces what. `of` is a fingerprint: ids of two installations may
// be equal, their certificates never are.
static str uuid_of(struct arena *a, const char *what, const uint8_t of[32], int64_t device)
{
    str input = str_print(a, "%s %lld %.*s", what, (long long)device,
                          STR(hex_from_bytes(a, (bytes){of, 32})));
    uint8_t hash[32];
    must(gnutls_hash_fast(GNUTLS_DIG_SHA256, input.p, input.n, hash));
    hash[6] = (hash[6] & 0x0f) | 0x80;
    hash[8] = (hash[8] & 0x3f) | 0x80;
    struct buf out = buf_in(a);
    for (int i = 0; i < 16; i++)
        buf_print(&out, i == 4 || i == 6 || i == 8 || i == 10 ? "-%02X" : "%02X", hash[i]);
    return buf_str(&out);
}

struct payload {
    str type;
    str name;
    str file;
    str uuid;
    bytes content;
};

static void put_payload(struct buf *out, const struct payload *payload)
{
    buf_put(out, S("<dict>\n"));
    put_pair(out, S("PayloadType"), payload->type);
    put_pair(out, S("PayloadIdentifier"),
             str_print(out->arena, "tsunagi.%.*s.%.*s", STR(payload->file), STR(payload->uuid)));
    put_pair(out, S("PayloadUUID"), payload->uuid);
    put_pair(out, S("PayloadDisplayName"), payload->name);
    put_pair(out, S("PayloadCertificateFileName"), payload->file);
    buf_put(out,
            S("<key>PayloadVersion</key><integer>1</integer>\n<key>PayloadContent</key><data>"));
    buf_put(out, base64_from_bytes(out->arena, payload->content));
    buf_put(out, S("</data>\n</dict>\n"));
}

bytes pki_ios_profile(struct pki *p, struct arena *a, const struct pki_issued *issued,
                      str display_name, str organisation)
{
    uint8_t root[32];
    certificate_fingerprint(p->root, root);
    str uuid = uuid_of(a, "profile", root, issued->device);
    struct payload identity = {S("com.apple.security.pkcs12"), display_name, S("device.p12"),
                               uuid_of(a, "device", issued->fingerprint, issued->device),
                               issued->pkcs12};
    struct payload authority = {S("com.apple.security.root"), organisation, S("root.cer"),
                                uuid_of(a, "root", root, 0), p->root_der};
    struct buf out = buf_in(a);
    buf_put(&out, S("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
                    "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
                    "<plist version=\"1.0\">\n<dict>\n"));
    put_pair(&out, S("PayloadType"), S("Configuration"));
    put_pair(&out, S("PayloadIdentifier"), str_print(a, "tsunagi.profile.%.*s", STR(uuid)));
    put_pair(&out, S("PayloadUUID"), uuid);
    put_pair(&out, S("PayloadDisplayName"), display_name);
    put_pair(&out, S("PayloadOrganization"), organisation);
    put_pair(&out, S("PayloadDescription"),
             S("登録された端末であることを示す証明書を、この端末に入れます。"));
    buf_put(&out, S("<key>PayloadVersion</key><integer>1</integer>\n"
                    "<key>PayloadContent</key>\n<array>\n"));
    put_payload(&out, &authority);
    put_payload(&out, &identity);
    buf_put(&out, S("</array>\n</dict>\n</plist>\n"));
    return buf_bytes(&out);
}
