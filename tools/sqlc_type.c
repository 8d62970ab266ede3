// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tools/sqlc.h"

bool type_parse(str text, struct type *out)
{
    static const struct {
        const char *name;
        enum type_kind kind;
    } plain[] = {
        {"int", TYPE_INT},     {"bool", TYPE_BOOL}, {"real", TYPE_REAL},       {"text", TYPE_TEXT},
        {"bytes", TYPE_BYTES}, {"day", TYPE_DAY},   {"instant", TYPE_INSTANT},
    };
    *out = (struct type){.name = str_trim(text)};
    if (str_ends(out->name, S("?"))) {
        out->nullable = true;
        out->name = str_trim(str_part(out->name, 0, out->name.n - 1));
    } else if (str_ends(out->name, S("_id[]"))) {
        out->list = true;
        out->name = str_part(out->name, 0, out->name.n - 2);
    }
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
        out->kind = plain[i].kind;
        if (str_eq(out->name, str_of(plain[i].name)))
            return true;
    }
    out->kind = TYPE_ID;
    if (str_starts(out->name, S("enum "))) {
        out->kind = TYPE_ENUM;
        out->name = str_trim(str_from(out->name, 5));
    }
    return name_is_good(out->name) && (out->kind == TYPE_ENUM || str_ends(out->name, S("_id")));
}

bool name_is_good(str name)
{
    static const char *const c_words[] = {
        "auto",     "break",  "case",   "char",     "const",    "continue", "default",  "do",
        "double",   "else",   "enum",   "extern",   "float",    "for",      "goto",     "if",
        "inline",   "int",    "long",   "register", "restrict", "return",   "short",    "signed",
        "sizeof",   "static", "struct", "switch",   "typedef",  "union",    "unsigned", "void",
        "volatile", "while",  "asm",    "typeof",   "bool",     "true",     "false",
    };
    if (name.n == 0 || name.p[0] < 'a' || name.p[0] > 'z' || name.p[name.n - 1] == '_')
        return false;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_')
            return false;
    }
    for (size_t i = 0; i < sizeof c_words / sizeof c_words[0]; i++)
        if (str_eq(name, str_of(c_words[i])))
            return false;
    return true;
}

static const char *stored_as(enum type_kind kind)
{
    switch (kind) {
    case TYPE_REAL:
        return "REAL";
    case TYPE_TEXT:
        return "TEXT";
    case TYPE_BYTES:
        return "BLOB";
    case TYPE_INT:
    case TYPE_BOOL:
    case TYPE_INSTANT:
    case TYPE_DAY:
    case TYPE_ID:
    case TYPE_ENUM:
        break;
    }
    return "INTEGER";
}

bool type_is_stored_as(const struct type *type, const char *declared)
{
    const char *wanted = stored_as(type->kind);
    str d = str_of(declared);
    return d.n == 0 || str_eq_nocase(d, S("ANY")) || str_eq_nocase(d, str_of(wanted)) ||
           (str_eq_nocase(d, S("INT")) && strcmp(wanted, "INTEGER") == 0);
}
