// SPDX-License-Identifier: AGPL-3.0-or-later
import "asset:round_b.js";
