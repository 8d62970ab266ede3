// SPDX-License-Identifier: AGPL-3.0-or-later
RULE("guide 5: not a test")
