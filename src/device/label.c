// SPDX-License-Identifier: AGPL-3.0-or-later
// What devices, their states and surroundings are called.
#include "base/check.h"
#include "device/device.h"

const str device_shape_labels[DEVICE_SHAPES] = {
    [SHAPE_NOT_SAID] = S_CONST(""),
    [SHAPE_PC] = S_CONST("パソコン"),
    [SHAPE_TABLET] = S_CONST("タブレット"),
    [SHAPE_PHONE] = S_CONST("スマートフォン"),
};
const str device_system_labels[DEVICE_SYSTEMS] = {
    [SYSTEM_NOT_SAID] = S_CONST(""),      [SYSTEM_WINDOWS] = S_CONST("Windows"),
    [SYSTEM_MAC] = S_CONST("Mac"),        [SYSTEM_IOS] = S_CONST("iOS"),
    [SYSTEM_ANDROID] = S_CONST("Android"),
};
const str device_network_labels[DEVICE_NETWORKS] = {
    [NETWORK_NOT_SAID] = S_CONST(""),
    [NETWORK_OFFICE] = S_CONST("事業所の回線"),
    [NETWORK_MOBILE] = S_CONST("携帯電話の回線"),
    [NETWORK_HOME] = S_CONST("自宅の回線"),
    [NETWORK_OPEN] = S_CONST("だれでも使える無線LAN"),
};

str device_kind_label(enum device_kind kind)
{
    static const str labels[DEVICE_KINDS] = {
        [DEVICE_PC] = S_CONST("パソコン"),
        [DEVICE_IOS] = S_CONST("iPhone・iPad"),
        [DEVICE_ANDROID] = S_CONST("Android"),
    };
    check(kind < DEVICE_KINDS);
    return labels[kind];
}

str device_state_label(enum device_state state)
{
    static const str labels[DEVICE_STATES] = {
        [DEVICE_WAITING] = S_CONST("証明書を待っています"),
        [DEVICE_ACTIVE] = S_CONST("使えます"),
        [DEVICE_REVOKED] = S_CONST("止めました"),
        [DEVICE_EXPIRED] = S_CONST("期限切れ"),
    };
    check(state < DEVICE_STATES);
    return labels[state];
}

const char *device_state_chip(enum device_state state)
{
    static const char *const chips[DEVICE_STATES] = {
        [DEVICE_WAITING] = "chip-yellow",
        [DEVICE_ACTIVE] = "chip-green",
        [DEVICE_REVOKED] = "chip-gray",
        [DEVICE_EXPIRED] = "chip-gray",
    };
    check(state < DEVICE_STATES);
    return chips[state];
}

str revocation_label(enum revocation why)
{
    static const str labels[REVOCATIONS] = {
        [REVOKED_LOST] = S_CONST("紛失・盗難"),
        [REVOKED_REPLACED] = S_CONST("入れ替え"),
        [REVOKED_LEFT] = S_CONST("退職・異動"),
        [REVOKED_OTHER] = S_CONST("その他"),
        [REVOKED_RETIRED] = S_CONST("廃棄（データ消去済み）"),
    };
    check(why < REVOCATIONS);
    return labels[why];
}

str device_words(struct arena *a, const struct device *d)
{
    if (d->shape == SHAPE_NOT_SAID)
        return device_kind_label(d->kind);
    return str_print(a, "%.*s（%.*s）", STR(device_shape_labels[d->shape]),
                     STR(device_system_labels[d->system]));
}
