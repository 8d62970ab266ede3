// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes under any name are read without harm; what is taken is one person's, has all items of
// its sheet in every row, and every day, month and clock in it can be read.
#include "base/check.h"
#include "base/text.h"
#include "careplan/careplan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = {"UP1KYO_1.CSV", "up2kyo.csv", "UPPLAN_202611_1.CSV", "UPJSK_.CSV",
                                    "UP3KYO_1.CSV", "plan.csv", "", "C:\\x\\UP1KYO.csv"};

static void look_at(struct arena *a, const struct careplan *plan)
{
    const struct careplan_layout *layout = &careplan_layouts[plan->sheet];
    check(plan->n > 0 && day_is(plan->made_on) && plan->insured.n > 0);
    for (size_t i = 0; i < plan->n; i++) {
        check(plan->rows[i].n == layout->n);
        for (size_t k = 0; k < layout->n; k++) {
            str field = plan->rows[i].fields[k];
            check(text_is_clean(str_bytes(field)));
            check(!layout->items[k].required || str_trim(field).n > 0);
            careplan_service(a, field);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    struct arena *a = arena_new();
    str name = str_of(names[data[0] % (sizeof names / sizeof names[0])]);
    bytes file = {data + 1, size - 1};
    careplan_is_meant(name, file);
    struct careplan plan = careplan_read(a, name, file);
    check(text_is_clean(str_bytes(plan.refused)));
    if (plan.refused.n == 0)
        look_at(a, &plan);
    arena_free(a);
    return 0;
}
