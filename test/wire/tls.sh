#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# TLS as other programs see it: 1.3 only, the handshake asks for a certificate of our CA, and
# without a good one nothing but the help page answers. Judged by openssl and curl.
set -euo pipefail
build=${BUILD:-build}
base=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; wait; rm -rf "$base"' EXIT
fail() { echo "FAILED: $1" >&2; exit 1; }

"$build/tsunagi" demo --data "$base/data" --people "$base/people.csv" --certificates "$base/certificates" >/dev/null
TSUNAGI_MEMBER_PORT=0 TSUNAGI_PUBLIC_PORT=0 "$build/tsunagi" serve --data "$base/data" >"$base/out" 2>"$base/log" &
server=$!
for _ in $(seq 100); do grep -q ^ready "$base/out" && break; sleep 0.1; done
member=$(sed -n 's/.*member=\(\S*\).*/\1/p' "$base/out")
public=$(sed -n 's/.*public=\(\S*\).*/\1/p' "$base/out")
host=${member#https://}
root="$base/data/pki/root.pem"

line=$(grep '^member,' "$base/people.csv" | head -1)
p12=$(cd "$base" && realpath "$(cut -d, -f5 <<<"$line")")
secret=$(cut -d, -f6 <<<"$line" | tr -d '\r')
openssl pkcs12 -in "$p12" -passin "pass:$secret" -nodes -out "$base/person.pem" 2>/dev/null

if openssl s_client -connect "$host" -tls1_2 </dev/null >/dev/null 2>&1; then fail "TLS 1.2 is accepted"; fi
shake=$(openssl s_client -connect "$host" -tls1_3 -CAfile "$root" -verify_return_error -servername localhost </dev/null 2>&1) || fail "TLS 1.3 is refused: $shake"
grep -q "Acceptable client certificate CA names" <<<"$shake" || fail "no certificate is asked for"
grep -qE "Cipher is TLS_(AES_256_GCM_SHA384|CHACHA20_POLY1305_SHA256|AES_128_GCM_SHA256)" <<<"$shake" || fail "an unexpected cipher"

ask() { curl -sS --cacert "$root" -o "$base/answer" -w '%{http_code}' "$@"; }
for path in / /signin /rooms/1 /desk/members /nowhere /assets/x.css; do
    [ "$(ask "$member$path")" = 403 ] || fail "$path answers without a certificate"
    grep -q "証明書" "$base/answer" || fail "$path without a certificate shows no help"
done
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=foreign -keyout "$base/foreign.pem" -out "$base/foreign.crt" 2>/dev/null
cat "$base/foreign.crt" >>"$base/foreign.pem"
foreign=$(ask --cert "$base/foreign.pem" "$member/signin" || true)
[ "$foreign" = 403 ] || [ "$foreign" = 000 ] || fail "a foreign certificate is accepted: $foreign"
[ "$(ask --cert "$base/person.pem" "$member/signin")" = 200 ] || fail "a good certificate is refused"
[ "$(ask --cert "$base/person.pem" "$member/")" = 303 ] || fail "the home page opens without signing in"
[ "$(ask "$public/enrol")" = 200 ] || fail "the enrolment page needs a certificate"
[ "$(ask "$public/signin")" = 404 ] || fail "the public site offers the sign-in"

headers=$(curl -sS --cacert "$root" --cert "$base/person.pem" -D - -o /dev/null "$member/signin")
for header in "content-security-policy: default-src 'none'" "cache-control: no-store" "x-content-type-options: nosniff" \
    "cross-origin-opener-policy: same-origin" "cross-origin-resource-policy: same-origin" "strict-transport-security: max-age="; do
    grep -qi "^$header" <<<"$headers" || fail "the header is missing: $header"
done

# A revoked device is refused at its very next request, on the same connection too.
id=$(cut -d, -f3 <<<"$line")
device=$("$build/tsunagi" device list "$id" --data "$base/data" | awk '$3 == "active" { print $1; exit }')
"$build/tsunagi" device revoke "$id" "$device" --data "$base/data" 2>/dev/null
[ "$(ask --cert "$base/person.pem" "$member/signin")" = 403 ] || fail "a revoked device is still served"
curl -sS --cacert "$root" "$public/tsunagi.crl" -o "$base/crl.pem"
openssl crl -in "$base/crl.pem" -noout -text | grep -q "Serial Number" || fail "the list of revoked certificates is empty"
kill -TERM "$server"
wait "$server" || fail "serve ends with an error after SIGTERM"
server=
echo "TLS 1.3 only, certificates asked for and checked, revocation at once"
