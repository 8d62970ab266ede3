// SPDX-License-Identifier: AGPL-3.0-or-later
// The manual of installing (インストール手引き): the same steps as a page and on paper, one manual
// for each system. What the systems call their places and buttons:
//   Windows  証明書のインポート ウィザード; the store 個人 of the present account (certmgr.msc)
//   macOS    キーチェーンアクセス, keychain ログイン; 信頼 → 常に信頼
//   iOS      設定 → 一般 → VPNとデバイス管理; 情報 → 証明書信頼設定 (support.apple.com/ja-jp/102390:
//            a root that came by hand is trusted only when it is switched on there)
//   Android  設定 → セキュリティ → 暗号化と認証情報 → 証明書のインストール; makers name it in several
//            ways, so the manual says how to search for it (support.google.com/pixelphone/answer/2844832)
#ifndef DEVICE_MANUAL_H
#define DEVICE_MANUAL_H

#include "device/device.h"

struct manual_step {
    str text;
    const char *picture, *says; // an asset, and the same in words; NULL: none
    double width; // of the picture on paper, mm
};
struct manual {
    str name; // in the address: windows
    str title; // Windows（Edge・Chrome）
    str kept; // where the certificate lies afterwards
    const struct manual_step *steps;
    size_t n;
};
enum { MANUALS = 4 };
extern const struct manual manuals[MANUALS];

// On a part of its own; a QR code leads to the enrolment page.
struct sheet;
void manual_put(struct arena *a, struct sheet *s, const struct manual *m, str public_url);

#endif
