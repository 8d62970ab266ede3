// SPDX-License-Identifier: AGPL-3.0-or-later
#include "office/import_columns.h"

#include "base/text.h"

enum { MOST_NAMES = 7 };

// The first name is the one in sentences. They are compared folded.
static const char *const names[IMPORT_COLUMNS][MOST_NAMES] = {
    [COLUMN_PLACE_CODE] = {"所在地_全国地方公共団体コード"},
    [COLUMN_CODE] = {"都道府県コード又は市町村コード", "都道府県コード又は市区町村コード",
                     "全国地方公共団体コード", "市区町村コード", "市町村コード"},
    [COLUMN_PREFECTURE] = {"都道府県名", "所在地_都道府県"},
    [COLUMN_CITY_NAME] = {"市区町村名", "所在地_市区町村", "市町村名"},
    [COLUMN_NAME] = {"事業所名", "介護サービス事業所名称", "名称", "事業所名称"},
    [COLUMN_KANA] = {"事業所名カナ", "介護サービス事業所名称_カナ", "名称_カナ", "事業所名称カナ"},
    [COLUMN_SERVICE] = {"サービスの種類", "実施サービス", "介護サービス種別", "サービス種別"},
    [COLUMN_ADDRESS] = {"住所", "所在地_連結表記", "所在地_連結標記", "所在地"},
    [COLUMN_TOWN] = {"所在地_町字", "町字"},
    [COLUMN_BLOCK] = {"所在地_番地以下", "番地以下"},
    [COLUMN_BUILDING] = {"方書", "方書（ビル名等）", "建物名等(方書)", "建物名等"},
    [COLUMN_POSTAL] = {"郵便番号"},
    [COLUMN_PHONE] = {"電話番号"},
    [COLUMN_FAX] = {"FAX番号", "FAX"},
    [COLUMN_MAIL] = {"メールアドレス", "連絡先メールアドレス", "E-mail"},
    [COLUMN_CORPORATION_NUMBER] = {"法人番号"},
    [COLUMN_CORPORATION] = {"法人の名称", "法人名", "法人名称"},
    [COLUMN_NUMBER] = {"事業所番号", "介護事業所番号", "介護保険事業所番号", "医療機関番号",
                       "医療機関コード"},
    [COLUMN_CAPACITY] = {"定員"},
    [COLUMN_WEB] = {"URL", "ウェブサイト"},
};

str import_column_name(enum import_column column)
{
    return str_of(names[column][0]);
}

struct headers {
    size_t n;
    const str *folded;
};

static int count_of(const struct headers *h, str folded)
{
    int n = 0;
    for (size_t i = 0; i < h->n; i++)
        n += str_eq(h->folded[i], folded);
    return n;
}

static int index_of(const struct headers *h, str folded)
{
    for (size_t i = 0; i < h->n; i++)
        if (str_eq(h->folded[i], folded))
            return (int)i;
    return -1;
}

// The first of the column's names that the file has; -2 when it has it twice.
static int find_column(struct arena *a, const struct headers *h, enum import_column column)
{
    for (int i = 0; i < MOST_NAMES && names[column][i]; i++) {
        str folded = text_fold(a, str_of(names[column][i]));
        if (count_of(h, folded) > 1)
            return -2;
        int at = index_of(h, folded);
        if (at >= 0)
            return at;
    }
    return -1;
}

static struct headers headers_of(struct arena *a, const struct csv *csv)
{
    str *folded = NEW_ARRAY(a, str, csv->n_columns);
    for (size_t i = 0; i < csv->n_columns; i++)
        folded[i] = text_fold(a, csv->columns[i]);
    return (struct headers){csv->n_columns, folded};
}

enum columns_outcome import_columns_find(struct arena *a, const struct csv *csv,
                                         struct import_columns *out, enum import_column *column)
{
    struct headers h = headers_of(a, csv);
    for (int i = 0; i < IMPORT_COLUMNS; i++) {
        *column = (enum import_column)i;
        out->at[i] = find_column(a, &h, *column);
        if (out->at[i] == -2)
            return COLUMNS_TWICE;
    }
    static const enum import_column required[] = {COLUMN_NAME, COLUMN_SERVICE, COLUMN_ADDRESS};
    for (size_t i = 0; i < sizeof required / sizeof required[0]; i++) {
        *column = required[i];
        bool in_parts =
            *column == COLUMN_ADDRESS && (out->at[COLUMN_TOWN] >= 0 || out->at[COLUMN_BLOCK] >= 0);
        if (out->at[*column] < 0 && !in_parts)
            return COLUMNS_MISSING;
    }
    return COLUMNS_GOOD;
}
