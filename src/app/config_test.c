// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/config.h"

#include "test/rule.h"

static struct config trial(void)
{
    return (struct config){.address = S("127.0.0.1"),
                           .host = S("localhost"),
                           .member_url = S("https://localhost:8443"),
                           .public_url = S("https://localhost:8444")};
}

RULE("a clock that runs ahead is for an installation that only its own machine knows, not for one behind a proxy")
{
    struct config here = trial(), proxied = trial(), open = trial(), lettered = trial(), near = trial();
    proxied.host = S("tsunagi.example.jp");
    proxied.member_url = S("https://tsunagi.example.jp:8443");
    open.address = S("0.0.0.0");
    lettered.public_url = S("https://moushikomi.example.jp");
    near.member_url = S("https://localhost.example.jp");

    assert_true(config_is_for_trials(&here));
    assert_false(config_is_for_trials(&proxied) || config_is_for_trials(&open));
    assert_false(config_is_for_trials(&lettered) || config_is_for_trials(&near));
}
