// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/inside.h"

enum { ADDRESS_MOST = 254, LOCAL_MOST = 64, LABEL_MOST = 63, NAME_MOST = 100 }; // RFC 5321, 4.5.3.1

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool local_is(str s)
{
    if (s.n == 0 || s.n > LOCAL_MOST || s.p[0] == '.')
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (!is_letter_or_digit(s.p[i]) && (!s.p[i] || !strchr("!#$%&'*+-/=?^_`{|}~.", s.p[i])))
            return false;
    return true;
}

static bool label_is(str s)
{
    if (s.n == 0 || s.n > LABEL_MOST || s.p[0] == '-' || s.p[s.n - 1] == '-')
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (!is_letter_or_digit(s.p[i]) && s.p[i] != '-')
            return false;
    return true;
}

// At least two labels; the last begins with a letter, so that it is no IP address.
static bool domain_is(str s)
{
    if (s.n == 0 || s.p[s.n - 1] == '.')
        return false;
    int labels = 0;
    str label = NONE;
    while (str_split(&s, '.', &label)) {
        if (!label_is(label))
            return false;
        labels++;
    }
    return labels >= 2 && !(label.p[0] >= '0' && label.p[0] <= '9');
}

bool mail_address_is(str address)
{
    size_t at = str_find_byte(address, '@');
    return address.n <= ADDRESS_MOST && at < address.n && local_is(str_part(address, 0, at)) &&
           domain_is(str_from(address, at + 1));
}

str address_wire(struct arena *a, str address)
{
    size_t at = str_find_byte(address, '@');
    str local = str_part(address, 0, at);
    if (!str_ends(local, S(".")) && !str_contains(local, S("..")))
        return address;
    return str_print(a, "\"%.*s\"%.*s", STR(local), STR(str_from(address, at)));
}

static bool is_one_line(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f)
            return false;
    return true;
}

bool sender_parse(str sender, str *name, str *address)
{
    size_t open = str_find_byte(sender, '<');
    *name = NONE;
    *address = sender;
    if (open < sender.n) {
        if (!str_ends(sender, S(">")))
            return false;
        *name = str_trim(str_part(sender, 0, open));
        *address = str_part(sender, open + 1, sender.n - open - 2);
    }
    return name->n <= NAME_MOST && is_one_line(*name) && mail_address_is(*address);
}

bool mail_sender_is(str sender)
{
    str name, address;
    return sender_parse(sender, &name, &address);
}
