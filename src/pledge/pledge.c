// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pledge/pledge.h"

static const str points[PLEDGE_POINTS] = {
    S_CONST("事故や障害で問題が起きたときは、すぐに市へ知らせ、復旧に努めます。"),
    S_CONST("IDとパスワードは、事業所の中での使われ方も含めて正しく管理し、部外者に使わせません。"),
    S_CONST("市が示す安全の条件を満たした機器とネットワークで使います。"),
    S_CONST("登録した端末だけを使い、電子証明書を入れたうえで、証明書による入口からサインインします。"),
    S_CONST("医療・介護の個人情報に関する国のガイダンスを守ります。"),
    S_CONST("使い終えるときは、すみやかに市へ届け出て、登録を削除します。"),
    S_CONST("個人情報は、あらかじめ同意を得た関係者とだけ共有し、部外者に漏らしません。"),
    S_CONST("知り得たことは、使い終えたあとも漏らしません。"),
    S_CONST("個人情報を、決められた目的のほかに使いません。"),
    S_CONST("正確な内容を入力するよう努めます。"),
    S_CONST("決まりを守ります。守らなかったときに利用を止められることを承知します。"),
};

struct pledge_points pledge_points(void)
{
    return (struct pledge_points){PLEDGE_POINTS, points};
}
