// SPDX-License-Identifier: AGPL-3.0-or-later
// A comment may say 蜃気楼.
static const char *const labels[] = {"部屋", "蜃", "蜃気楼", "部屋の"
                                     "蜃気楼", "%s楼", "%d件の蜃気楼\n"};
static const char quote = '"', *const after = "\"蜃気楼\"";
