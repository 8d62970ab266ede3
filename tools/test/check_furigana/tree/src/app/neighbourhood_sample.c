// SPDX-License-Identifier: AGPL-3.0-or-later
static const char *const said = "蜃気楼";
