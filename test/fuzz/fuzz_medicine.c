// SPDX-License-Identifier: AGPL-3.0-or-later
// Whatever stands in a booklet's QR codes, reading it does no harm; what is taken can be written down
// and holds no character that the text did not have.
#include "base/check.h"
#include "base/text.h"
#include "medicine/medicine.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct medicine_list list;
    str text;
    if (text_clean(a, (bytes){data, size}, &text)) {
        enum medicine_outcome outcome = medicine_parse(a, text, &list);
        check(list.n <= MEDICINES_MOST);
        check((outcome == MEDICINE_READ) == (list.n > 0 && outcome != MEDICINE_TOO_MANY));
        str written = medicine_text(a, &list);
        check(text_is_clean(str_bytes(written)));
        for (size_t i = 0; i < list.n; i++)
            check(str_find_byte(list.at[i].name, '\n') == list.at[i].name.n);
    }
    arena_free(a);
    return 0;
}
