// SPDX-License-Identifier: AGPL-3.0-or-later
RULE("a post is kept (guide 1)")
{
}
PAGE("様式1-1: both halves "
     "are one sentence")
{
}
RULE("says \"so\"")
{
}
RULE("a guideline is not the handbook")
{
}
// RULE("a remark is not a rule (guide 3)")
RULE_OF_SQLITE("guide 4: not in the table")
{
}
RULE_OF_POSTGRES("様式2: neither is this")
{
}
RULE("cites nothing: guideline, guided")
{
}
