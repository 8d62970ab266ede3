// SPDX-License-Identifier: AGPL-3.0-or-later
#include "server/inside.h"

#include "base/log.h"

#include <gnutls/crypto.h>

// TLS 1.3 alone; its suites and groups of the high-security kind (安全管理ガイド
// ライン, TLS 暗号設定ガイドライン 高セキュリティ型).
const char tls_priorities[] =
    "SECURE128:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+AES-256-GCM:+CHACHA20-POLY1305:+AES-128-GCM:"
    "-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1:+GROUP-SECP384R1:%SERVER_PRECEDENCE";

enum { CHAIN_MOST = 6 };

static gnutls_datum_t datum_of(str s)
{
    return (gnutls_datum_t){(unsigned char *)(uintptr_t)s.p, (unsigned)s.n};
}

bool tls_check(const struct server_options *o)
{
    gnutls_certificate_credentials_t pair;
    if (gnutls_certificate_allocate_credentials(&pair) < 0)
        return false;
    gnutls_datum_t certificate = datum_of(o->certificate_pem), key = datum_of(o->key_pem);
    int e = gnutls_certificate_set_x509_key_mem(pair, &certificate, &key, GNUTLS_X509_FMT_PEM);
    gnutls_certificate_free_credentials(pair);
    if (e < 0)
        log_error("server.tls", "reason=\"%s\"", gnutls_strerror(e));
    return e >= 0;
}

bool tls_trust(const struct server_options *o, gnutls_x509_trust_list_t *out)
{
    *out = NULL;
    if (o->site != SITE_MEMBER || o->device_ca_pem.n == 0)
        return true;
    if (gnutls_x509_trust_list_init(out, 0) < 0)
        return false;
    gnutls_datum_t authorities = datum_of(o->device_ca_pem), revoked = datum_of(o->revoked_pem);
    int n = gnutls_x509_trust_list_add_trust_mem(
        *out, &authorities, o->revoked_pem.n ? &revoked : NULL, GNUTLS_X509_FMT_PEM, 0, 0);
    if (n >= 1)
        return true;
    gnutls_x509_trust_list_deinit(*out, 1);
    *out = NULL;
    return false;
}

void tls_begin(struct wire *w)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(w->mhd, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    if (!info)
        return;
    w->session = info->tls_session;
    gnutls_session_ticket_enable_server(w->session, &w->server->ticket_key);
    transport_begin(w);
}

// An overdue CRL must not lock everybody out: the program itself knows which
// devices are withdrawn, the CRL only adds to it.
static bool status_good(unsigned status)
{
    unsigned stale =
        GNUTLS_CERT_REVOCATION_DATA_SUPERSEDED | GNUTLS_CERT_REVOCATION_DATA_ISSUED_IN_FUTURE;
    return status == 0 || ((status & stale) && !(status & ~(stale | GNUTLS_CERT_INVALID)));
}

static bool chain_good(struct wire *w, gnutls_x509_crt_t *chain, unsigned n)
{
    gnutls_typed_vdata_st purpose = {.type = GNUTLS_DT_KEY_PURPOSE_OID,
                                     .data = (unsigned char *)(uintptr_t)GNUTLS_KP_TLS_WWW_CLIENT};
    unsigned status = 0;
    int e = gnutls_x509_trust_list_verify_crt2(w->server->trust, chain, n, &purpose, 1, 0, &status,
                                               NULL);
    return e >= 0 && status_good(status);
}

static void peer_keep(struct wire *w, gnutls_x509_crt_t certificate)
{
    size_t n_print = sizeof w->peer.fingerprint, n_serial = sizeof w->serial;
    if (gnutls_x509_crt_get_fingerprint(certificate, GNUTLS_DIG_SHA256, w->peer.fingerprint,
                                        &n_print) < 0 ||
        gnutls_x509_crt_get_serial(certificate, w->serial, &n_serial) < 0)
        return;
    w->peer.serial = (bytes){w->serial, n_serial};
    w->peer.has_certificate = true;
}

void tls_learn_peer(struct wire *w)
{
    if (w->peer_known)
        return;
    w->peer_known = true;
    unsigned n = 0, read = 0;
    const gnutls_datum_t *sent =
        w->server->trust && w->session ? gnutls_certificate_get_peers(w->session, &n) : NULL;
    if (!sent || n == 0 || n > CHAIN_MOST)
        return;
    gnutls_x509_crt_t chain[CHAIN_MOST];
    bool good = true;
    while (good && read < n) {
        good = gnutls_x509_crt_init(&chain[read]) >= 0;
        if (!good)
            break;
        good = gnutls_x509_crt_import(chain[read], &sent[read], GNUTLS_X509_FMT_DER) >= 0;
        read++;
    }
    if (good && chain_good(w, chain, n))
        peer_keep(w, chain[0]);
    while (read > 0)
        gnutls_x509_crt_deinit(chain[--read]);
}
