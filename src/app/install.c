// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/install.h"

#include "app/command.h"
#include "pki/pki.h"
#include "vault/vault.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

static bool fail(const char *what, str where)
{
    fprintf(stderr, "%s: %.*s\n", what, STR(where));
    return false;
}

static bool make_folder(struct arena *a, str folder)
{
    if (mkdir(str_zero(a, folder), 0700) == 0)
        return true;
    return errno == EEXIST ? fail("exists already; choose a folder that does not", folder)
                           : fail("cannot be made", folder);
}

static bool make_keys(struct arena *a, const struct install *install)
{
    str keys = str_print(a, "%.*s/keys", STR(install->folder));
    struct vault *vault = vault_create(keys) ? vault_open(keys) : NULL;
    if (!vault)
        return fail("the master key cannot be made in", keys);
    struct key key;
    vault_key(vault, S("pki"), &key);
    str organisation = str_print(a, "つなぎ %.*s", STR(install->city));
    bool made = pki_create(str_print(a, "%.*s/pki", STR(install->folder)),
                           &(struct pki_names){.organisation = organisation}, &key, install->now);
    key_forget(&key);
    vault_close(vault);
    return made || fail("the certificate authority cannot be made in", install->folder);
}

bool install_make(struct arena *a, const struct install *install)
{
    str path = str_print(a, "%.*s/tsunagi.conf", STR(install->folder));
    return make_folder(a, install->folder) && make_keys(a, install) &&
           command_write(a, path, str_bytes(config_text(a, &install->config)));
}
