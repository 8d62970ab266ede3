// SPDX-License-Identifier: AGPL-3.0-or-later
static int deep(void)
{
    if (a)
        for (;;)
            while (b)
                if (c)
                    d();
}
static int deeper(void)
{
    if (a)
        for (;;)
            while (b)
                if (c) {
                    if (d)
                        e();
                }
}
