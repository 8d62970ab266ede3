#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# The release binary under valgrind: making the demo's data, serving it, a few requests, stopping.
# No invalid access, nothing definitely lost.
set -euo pipefail
build=${BUILD:-build}
base=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill -9 "$server" 2>/dev/null; wait; rm -rf "$base"' EXIT
fail() { echo "FAILED: $1" >&2; tail -40 "$base/valgrind" >&2; exit 1; }

"$build/tsunagi" demo --data "$base/data" --people "$base/people.csv" --certificates "$base/certificates" >/dev/null
TSUNAGI_MEMBER_PORT=0 TSUNAGI_PUBLIC_PORT=0 valgrind --quiet --leak-check=full --errors-for-leak-kinds=definite \
    --error-exitcode=99 --suppressions=test/wire/valgrind.supp --log-file="$base/valgrind" \
    "$build/tsunagi" serve --data "$base/data" >"$base/out" 2>"$base/log" &
server=$!
for _ in $(seq 300); do grep -q ^ready "$base/out" && break; sleep 0.2; done
public=$(sed -n 's/.*public=\(\S*\).*/\1/p' "$base/out")
member=$(sed -n 's/.*member=\(\S*\).*/\1/p' "$base/out")
[ -n "$public" ] || fail "serve does not become ready"
for address in "$public/enrol" "$public/root.crt" "$member/"; do
    curl -sSk -o /dev/null "$address" || fail "$address does not answer"
done
kill -TERM "$server"
status=0
wait "$server" || status=$?
server=
[ "$status" = 0 ] || fail "serve under valgrind ends with $status"
echo "valgrind: clean from start to stop"
