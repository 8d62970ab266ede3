// SPDX-License-Identifier: AGPL-3.0-or-later
static const char *const in_a_test = "蜃気楼";
