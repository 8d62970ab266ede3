// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ids.h"

#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

void id_sort(void *rows, size_t n, size_t size)
{
    if (n)
        qsort(rows, n, size, compare);
}

void *id_find(const void *id, const void *rows, size_t n, size_t size)
{
    return n ? bsearch(id, rows, n, size, compare) : NULL;
}
