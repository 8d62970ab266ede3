// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault/vault.h"

#include "test/rule.h"
#include "test/world.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *in_folder(struct world *world, const char *name)
{
    struct arena *a = world_arena(world);
    return str_zero(a, str_print(a, "%.*s/%s", STR(world_folder(world)), name));
}

static str keys_folder(struct world *world)
{
    return str_of(in_folder(world, "keys"));
}

static const struct place here = {S_CONST("post"), S_CONST("body"), 7, 3};

RULE("a sealed text opens only with its key and at its place")
{
    struct arena *a = world_arena(world);
    struct key key, other;
    key_new(&key);
    key_new(&other);
    bytes sealed = seal_text(a, &key, here, S("血圧 130/85"));
    str text = NONE;

    assert_true(unseal_text(a, &key, here, sealed, &text));
    assert_str(text, S("血圧 130/85"));
    text = S("untouched");
    assert_false(unseal_text(a, &other, here, sealed, &text));
    const struct place elsewhere[] = {{S("note"), S("body"), 7, 3}, {S("post"), S("head"), 7, 3},
                                      {S("post"), S("body"), 8, 3}, {S("post"), S("body"), 7, 4},
                                      {S("postb"), S("ody"), 7, 3}, {S("post"), S("body"), 3, 7}};
    for (size_t i = 0; i < sizeof elsewhere / sizeof elsewhere[0]; i++)
        assert_false(unseal_text(a, &key, elsewhere[i], sealed, &text));
    assert_str(text, S("untouched"));
}

RULE("a sealed value with any bit changed or any byte cut does not open")
{
    struct arena *a = world_arena(world);
    struct key key;
    key_new(&key);
    bytes sealed = seal_text(a, &key, here, S("abc"));
    bytes out;

    assert_int_equal(sealed.n, 3 + SEAL_OVERHEAD);
    for (size_t bit = 0; bit < sealed.n * 8; bit++) {
        bytes changed = bytes_copy(a, sealed);
        ((uint8_t *)changed.p)[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_false(unseal(a, &key, here, changed, &out));
    }
    for (size_t n = 0; n < sealed.n; n++)
        assert_false(unseal(a, &key, here, (bytes){sealed.p, n}, &out));
}

RULE("an empty text can be sealed, but empty bytes are no sealed value")
{
    struct arena *a = world_arena(world);
    struct key key;
    key_new(&key);
    bytes sealed = seal(a, &key, here, (bytes){0});
    bytes out = {0};

    assert_int_equal(sealed.n, SEAL_OVERHEAD);
    assert_true(unseal(a, &key, here, sealed, &out));
    assert_int_equal(out.n, 0);
    assert_false(unseal(a, &key, here, (bytes){0}, &out));
}

RULE("the same text sealed twice looks different and never shows the text")
{
    struct arena *a = world_arena(world);
    struct key key;
    key_new(&key);
    str text = S("a text that is long enough to be found");
    bytes once = seal_text(a, &key, here, text);
    bytes again = seal_text(a, &key, here, text);

    assert_memory_not_equal(once.p, again.p, once.n);
    assert_memory_not_equal(once.p + 25, again.p + 25, text.n);
    assert_false(str_contains(bytes_str(once), S("long enough")));
}

RULE("large contents open inside their own memory, and not after a change")
{
    struct arena *a = world_arena(world);
    struct key key;
    key_new(&key);
    uint8_t *plain = arena_alloc(a, 100000);
    memset(plain, 'x', 100000);
    bytes sealed = seal(a, &key, here, (bytes){plain, 100000});
    bytes damaged = bytes_copy(a, sealed);
    ((uint8_t *)damaged.p)[50000] ^= 1;
    bytes out = {0};

    assert_false(unseal_over(&key, here, (uint8_t *)damaged.p, damaged.n, &out));
    assert_false(unseal_over(&key, here, (uint8_t *)damaged.p, 40, &out));
    assert_true(unseal_over(&key, here, (uint8_t *)sealed.p, sealed.n, &out));
    assert_int_equal(out.n, 100000);
    assert_memory_equal(out.p, plain, 100000);
}

RULE("a wrapped key opens only for its owner and under its outer key")
{
    struct arena *a = world_arena(world);
    struct key city, other, room, out = {{0}};
    key_new(&city);
    key_new(&other);
    key_new(&room);
    bytes wrapped = key_wrap(a, &city, 42, &room);

    assert_false(key_unwrap(&city, 43, wrapped, &out));
    assert_false(key_unwrap(&other, 42, wrapped, &out));
    assert_false(key_unwrap(&city, 42, (bytes){0}, &out));
    assert_memory_equal(out.k, (uint8_t[KEY_BYTES]){0}, KEY_BYTES);
    assert_true(key_unwrap(&city, 42, wrapped, &out));
    assert_memory_equal(out.k, room.k, KEY_BYTES);
}

RULE("a wrapped key cannot be read as content, nor content as a key")
{
    struct arena *a = world_arena(world);
    struct key outer, inner, out;
    key_new(&outer);
    key_new(&inner);
    struct place place = {S("key"), S("wrapped"), 42, 0};
    bytes wrapped = key_wrap(a, &outer, 42, &inner);
    bytes content = seal(a, &outer, place, (bytes){inner.k, KEY_BYTES});
    bytes plain;

    assert_false(unseal(a, &outer, place, wrapped, &plain));
    ((uint8_t *)wrapped.p)[0] = 1;
    assert_false(unseal(a, &outer, place, wrapped, &plain));
    assert_false(key_unwrap(&outer, 42, content, &out));
    ((uint8_t *)content.p)[0] = 2;
    assert_false(key_unwrap(&outer, 42, content, &out));
}

RULE("a derived key is the same for the same purpose and different for any other")
{
    struct key from = {{1}}, once, again, other;
    uint8_t mac[32];

    key_derive(&from, S("audit"), &once);
    key_derive(&from, S("audit"), &again);
    key_derive(&from, S("lookup"), &other);
    assert_memory_equal(once.k, again.k, KEY_BYTES);
    assert_memory_not_equal(once.k, other.k, KEY_BYTES);
    mac_of(&from, str_bytes(S("audit")), mac);
    assert_memory_not_equal(once.k, mac, KEY_BYTES);
}

RULE("equal texts have equal tokens under one key and different ones under another")
{
    struct arena *a = world_arena(world);
    struct key key = {{1}}, other = {{2}};
    bytes token = token_of(a, &key, S("流山"));
    uint8_t mac[32], changed[32];

    assert_int_equal(token.n, 16);
    assert_memory_equal(token.p, token_of(a, &key, S("流山")).p, 16);
    assert_memory_not_equal(token.p, token_of(a, &key, S("流川")).p, 16);
    assert_memory_not_equal(token.p, token_of(a, &other, S("流山")).p, 16);
    mac_of(&key, str_bytes(S("chain 1")), mac);
    mac_of(&key, str_bytes(S("chain 2")), changed);
    assert_memory_not_equal(mac, changed, 32);
}

RULE("a key that is forgotten is gone from memory")
{
    struct key key;
    key_new(&key);

    assert_memory_not_equal(key.k, (uint8_t[KEY_BYTES]){0}, KEY_BYTES);
    key_forget(&key);
    assert_memory_equal(key.k, (uint8_t[KEY_BYTES]){0}, KEY_BYTES);
}

RULE("what one vault wrapped opens after the vault was opened again")
{
    struct arena *a = world_arena(world);
    assert_true(vault_create(keys_folder(world)));
    struct vault *v = vault_open(keys_folder(world));
    struct key city, out, audit, again;
    key_new(&city);
    bytes wrapped = vault_wrap(a, v, 5, &city);
    vault_key(v, S("audit"), &audit);
    vault_close(v);

    v = vault_open(keys_folder(world));
    assert_non_null(v);
    assert_false(vault_unwrap(v, 6, wrapped, &out));
    assert_true(vault_unwrap(v, 5, wrapped, &out));
    assert_memory_equal(out.k, city.k, KEY_BYTES);
    vault_key(v, S("audit"), &again);
    assert_memory_equal(audit.k, again.k, KEY_BYTES);
    vault_close(v);
}

RULE("a master key is made once, for its owner alone, and never replaced")
{
    struct stat folder, file;

    assert_true(vault_create(keys_folder(world)));
    assert_false(vault_create(keys_folder(world)));
    assert_int_equal(stat(in_folder(world, "keys"), &folder), 0);
    assert_int_equal(stat(in_folder(world, "keys/master.key"), &file), 0);
    assert_int_equal(folder.st_mode & 0777, 0700);
    assert_int_equal(file.st_mode & 0777, 0600);
    assert_int_equal(file.st_size, KEY_BYTES);
}

RULE("a master key that others can read, that is cut, linked or missing is refused")
{
    const char *file = in_folder(world, "keys/master.key");
    assert_null(vault_open(keys_folder(world)));
    assert_true(vault_create(keys_folder(world)));

    assert_int_equal(chmod(file, 0640), 0);
    assert_null(vault_open(keys_folder(world)));
    assert_int_equal(chmod(file, 0600), 0);
    struct vault *v = vault_open(keys_folder(world));
    assert_non_null(v);
    vault_close(v);
    assert_int_equal(truncate(file, 31), 0);
    assert_null(vault_open(keys_folder(world)));
    assert_int_equal(truncate(file, 33), 0);
    assert_null(vault_open(keys_folder(world)));
    assert_int_equal(rename(file, in_folder(world, "moved")), 0);
    assert_int_equal(truncate(in_folder(world, "moved"), KEY_BYTES), 0);
    assert_int_equal(symlink(in_folder(world, "moved"), file), 0);
    assert_null(vault_open(keys_folder(world)));
}

RULE("no master key is made in a folder that others may write to")
{
    assert_int_equal(mkdir(in_folder(world, "keys"), 0700), 0);
    assert_int_equal(chmod(in_folder(world, "keys"), 0777), 0);

    assert_false(vault_create(keys_folder(world)));
    assert_int_equal(access(in_folder(world, "keys/master.key"), F_OK), -1);
    assert_int_equal(chmod(in_folder(world, "keys"), 0700), 0);
    assert_true(vault_create(keys_folder(world)));
}
