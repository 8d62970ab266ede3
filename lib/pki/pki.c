// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pki/inside.h"

#include "base/file.h"
#include "base/log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MOST = 64 * 1024 };

static const char *const file_names[] = {"root.key.sealed", "issuing.key.sealed", "root.pem",
                                         "issuing.pem"};
enum { ROOT_KEY, ISSUING_KEY, ROOT_PEM, ISSUING_PEM, FILES };

static struct place key_place(int file)
{
    return (struct place){S("pki"), str_of(file_names[file]), 0, 0};
}

// --- making ---------------------------------------------------------------------------

static bytes key_seal(struct arena *a, const struct key *key, int file,
                      gnutls_x509_privkey_t private_key)
{
    gnutls_datum_t out;
    must(gnutls_x509_privkey_export2_pkcs8(private_key, GNUTLS_X509_FMT_DER, NULL,
                                           GNUTLS_PKCS_PLAIN, &out));
    return seal(a, key, key_place(file), datum_take(a, &out));
}

static void authority_make(struct arena *a, const struct pki_names *names, const struct key *key,
                           instant now, bytes files[static FILES])
{
    gnutls_x509_privkey_t root_key = private_key_make();
    gnutls_x509_privkey_t issuing_key = private_key_make();
    struct certificate root = {
        .kind = CERTIFICATE_ROOT,
        .organisation = names->organisation,
        .common_name = str_print(a, "ルート認証局 %.*s", STR(names->organisation)),
        .now = now,
        .ends = instant_after(now, DAYS(20 * 365 + 5)),
        .key = root_key,
    };
    gnutls_x509_crt_t root_crt = certificate_make(&root);
    struct certificate issuing = {
        .kind = CERTIFICATE_ISSUING,
        .organisation = names->organisation,
        .common_name = str_print(a, "端末認証局 %.*s", STR(names->organisation)),
        .now = now,
        .ends = instant_after(now, DAYS(10 * 365 + 2)),
        .key = issuing_key,
        .issuer = root_crt,
        .issuer_key = root_key,
    };
    gnutls_x509_crt_t issuing_crt = certificate_make(&issuing);
    files[ROOT_KEY] = key_seal(a, key, ROOT_KEY, root_key);
    files[ISSUING_KEY] = key_seal(a, key, ISSUING_KEY, issuing_key);
    files[ROOT_PEM] = str_bytes(certificate_pem(a, root_crt));
    files[ISSUING_PEM] = str_bytes(certificate_pem(a, issuing_crt));
    gnutls_x509_crt_deinit(issuing_crt);
    gnutls_x509_crt_deinit(root_crt);
    gnutls_x509_privkey_deinit(issuing_key);
    gnutls_x509_privkey_deinit(root_key);
}

static bool is_empty(int folder)
{
    struct stat st;
    for (int i = 0; i < FILES; i++)
        if (fstatat(folder, file_names[i], &st, AT_SYMLINK_NOFOLLOW) == 0)
            return false;
    return true;
}

// All four or none.
static bool files_write(int folder, const bytes files[static FILES])
{
    for (int i = 0; i < FILES; i++) {
        if (file_write(folder, file_names[i], files[i], FILE_NEW) == FILE_DONE)
            continue;
        while (i--)
            unlinkat(folder, file_names[i], 0);
        return false;
    }
    return true;
}

bool pki_create(str folder, const struct pki_names *names, const struct key *key, instant now)
{
    int fd = folder_open(folder, true);
    if (fd < 0)
        return false;
    bool made = false;
    if (folder_is_safe(fd) && is_empty(fd)) {
        struct arena *a = arena_new();
        bytes files[FILES];
        authority_make(a, names, key, now, files);
        made = files_write(fd, files);
        arena_free(a); // overwrites the keys
    }
    close(fd);
    return made;
}

// --- opening --------------------------------------------------------------------------

static bool crt_read(struct arena *a, int folder, int file, gnutls_x509_crt_t crt)
{
    bytes content;
    if (!file_read(a, folder, file_names[file], FILE_MOST, FILE_ANY_READERS, &content))
        return false;
    gnutls_datum_t pem = {(uint8_t *)content.p, (unsigned)content.n};
    return gnutls_x509_crt_import(crt, &pem, GNUTLS_X509_FMT_PEM) >= 0;
}

static bool key_read(int folder, const struct key *key, gnutls_x509_privkey_t out)
{
    struct arena *a = arena_new(); // overwritten when it is freed
    bytes content, plain;
    bool good =
        file_read(a, folder, file_names[ISSUING_KEY], FILE_MOST, FILE_OWNER_ONLY, &content) &&
        unseal(a, key, key_place(ISSUING_KEY), content, &plain);
    if (good) {
        gnutls_datum_t der = {(uint8_t *)plain.p, (unsigned)plain.n};
        good = gnutls_x509_privkey_import_pkcs8(out, &der, GNUTLS_X509_FMT_DER, NULL,
                                                GNUTLS_PKCS_PLAIN) >= 0;
    }
    arena_free(a);
    return good;
}

// The issuing CA's certificate is under the root and belongs to the key.
static bool is_whole(const struct pki *p)
{
    unsigned status = 0;
    uint8_t of_crt[32], of_key[32];
    size_t crt_n = sizeof of_crt, key_n = sizeof of_key;
    return gnutls_x509_crt_verify(p->issuing, &p->root, 1, GNUTLS_VERIFY_DISABLE_TIME_CHECKS,
                                  &status) >= 0 &&
           status == 0 &&
           gnutls_x509_crt_get_key_id(p->issuing, GNUTLS_KEYID_USE_SHA256, of_crt, &crt_n) >= 0 &&
           gnutls_x509_privkey_get_key_id(p->key, GNUTLS_KEYID_USE_SHA256, of_key, &key_n) >= 0 &&
           crt_n == key_n && memcmp(of_crt, of_key, crt_n) == 0;
}

static void texts_make(struct pki *p)
{
    char organisation[64 * 4 + 1];
    size_t n = sizeof organisation;
    p->root_pem = certificate_pem(p->arena, p->root);
    p->root_der = certificate_der(p->arena, p->root);
    p->issuing_pem = certificate_pem(p->arena, p->issuing);
    p->chain_pem = str_print(p->arena, "%.*s%.*s", STR(p->issuing_pem), STR(p->root_pem));
    p->ends = certificate_end(p->issuing);
    if (gnutls_x509_crt_get_dn_by_oid(p->root, GNUTLS_OID_X520_ORGANIZATION_NAME, 0, 0,
                                      organisation, &n) >= 0)
        p->organisation = str_copy(p->arena, (str){organisation, n});
}

static const char *pki_read(struct pki *p, int folder, const struct key *key)
{
    if (!crt_read(p->arena, folder, ROOT_PEM, p->root))
        return "root.pem cannot be read";
    if (!crt_read(p->arena, folder, ISSUING_PEM, p->issuing))
        return "issuing.pem cannot be read";
    if (!key_read(folder, key, p->key))
        return "issuing.key.sealed cannot be opened";
    return is_whole(p) ? NULL : "the files do not belong together";
}

struct pki *pki_open(str folder, const struct key *key)
{
    int fd = folder_open(folder, false);
    if (fd < 0) {
        log_error("pki", "the folder cannot be opened");
        return NULL;
    }
    struct arena *a = arena_new();
    struct pki *p = NEW(a, struct pki);
    p->arena = a;
    must(gnutls_x509_crt_init(&p->root));
    must(gnutls_x509_crt_init(&p->issuing));
    must(gnutls_x509_privkey_init(&p->key));
    const char *fault = pki_read(p, fd, key);
    close(fd);
    if (fault) {
        log_error("pki", "%s", fault);
        pki_close(p);
        return NULL;
    }
    texts_make(p);
    return p;
}

void pki_close(struct pki *p)
{
    if (!p)
        return;
    gnutls_x509_privkey_deinit(p->key); // overwrites it
    gnutls_x509_crt_deinit(p->issuing);
    gnutls_x509_crt_deinit(p->root);
    arena_free(p->arena);
}

bytes pki_root_der(const struct pki *p)
{
    return p->root_der;
}

str pki_chain_pem(const struct pki *p)
{
    return p->chain_pem;
}
