// SPDX-License-Identifier: AGPL-3.0-or-later
#include "test/bench/words.h"

#include <stdint.h>

static const str when[] = {
    S_CONST("今朝"),   S_CONST("昨日の夕方"),  S_CONST("訪問のとき"), S_CONST("昼食のあと"),
    S_CONST("夜中に"), S_CONST("午後2時ごろ"), S_CONST("入浴の前に"), S_CONST("お帰りになってから"),
};
static const str what[] = {
    S_CONST("血圧が{n}と少し高めでしたが、頭痛やめまいの訴えはありませんでした。"),
    S_CONST("体温は36.{n}度、食事は主食を半分、副菜を8割ほど召し上がりました。"),
    S_CONST("右足のむくみが先週より目立ちますので、先生に写真を見ていただきたいと思います。"),
    S_CONST("仙骨部の発赤は{n}ミリほどに小さくなり、浸出液は見られません。"),
    S_CONST("お薬カレンダーに夕食後の分が{n}包残っていました。"),
    S_CONST("ご家族から、夜間のトイレの回数が増えて眠れていないとご相談がありました。"),
    S_CONST("歩行器での移動は安定していますが、玄関の段差で一度よろめかれました。"),
    S_CONST("水分は{n}ミリリットルほど飲まれ、尿の色は薄い黄色でした。"),
    S_CONST("痛み止めの効きがよく、久しぶりに庭の花の話をしてくださいました。"),
    S_CONST("次回の訪問看護は予定どおり伺い、採血の結果をお伝えします。"),
    S_CONST("むせ込みが{n}回ありましたので、とろみの濃さを見直してはいかがでしょうか。"),
    S_CONST("福祉用具の担当の方に、手すりの高さの調整をお願いしました。"),
    S_CONST("デイサービスでは体操に参加され、ほかの方と楽しそうに過ごされたそうです。"),
    S_CONST("残薬の数を確かめ、飲み忘れを防ぐ工夫をご本人と一緒に考えました。"),
};
enum { WHENS = sizeof when / sizeof *when, WHATS = sizeof what / sizeof *what };

// Repeatable numbers (splitmix64).
static unsigned next(uint64_t *state, unsigned below)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (unsigned)((z ^ z >> 31) % below);
}

static void sentence_put(struct buf *out, uint64_t *state)
{
    str sentence = what[next(state, WHATS)];
    buf_put(out, when[next(state, WHENS)]);
    buf_put(out, S("、"));
    size_t at = str_find_byte(sentence, '{');
    buf_put(out, str_part(sentence, 0, at));
    if (at == sentence.n)
        return;
    buf_int(out, next(state, 9) + 1);
    buf_put(out, str_from(sentence, at + 3));
}

str words_put(struct arena *a, unsigned number, int n)
{
    struct buf out = buf_in(a);
    buf_reserve(&out, (size_t)n * 160);
    uint64_t state = number;
    for (int i = 0; i < n; i++) {
        sentence_put(&out, &state);
        if (i % 4 == 3 && i + 1 < n)
            buf_byte(&out, '\n');
    }
    return buf_str(&out);
}
