// SPDX-License-Identifier: AGPL-3.0-or-later
// What the leak sanitizer need not report: fontconfig keeps its list of fonts
// until the process ends and hides the pointers to it.
const char *__lsan_default_suppressions(void);

const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig.so\n";
}
