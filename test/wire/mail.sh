#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Mail as a real mail server sees it: TLS and its certificate come first, the message reads well,
# an unknown address bounces, and a server killed in the middle gets the mail later, once.
set -euo pipefail
build=${BUILD:-build}
here=$(dirname "$0")
base=$(mktemp -d)
mail_server= serve=
stop() { [ -z "$1" ] || { kill -9 "$1" 2>/dev/null; wait "$1" 2>/dev/null; } || true; }
trap 'stop "$mail_server"; stop "$serve"; rm -rf "$base"' EXIT
fail() { echo "FAILED: $1" >&2; cat "$base/log" >&2; exit 1; }

"$build/tsunagi" init --data "$base/data" --city 122203 --name 流山市 --officer '市 一' --kana 'し いち' \
    --certificate "$base/officer.p12" >/dev/null
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost -keyout "$base/server.key" -out "$base/server.crt" 2>/dev/null
touch "$base/asked" "$base/log"

# start MODE [PORT]: the mail server, anew
port=0
start() {
    stop "$mail_server"
    : >"$base/asked"
    : >"$base/port"
    /usr/bin/python3 -W ignore "$here/mail_server.py" "$base" "${2:-0}" "$1" >"$base/port" 2>>"$base/server.log" &
    mail_server=$!
    for _ in $(seq 100); do [ -s "$base/port" ] && break; sleep 0.1; done
    port=$(cat "$base/port")
    export TSUNAGI_SMTP_URL="smtp://localhost:$port"
}
# try ADDRESS STATE REASON [COMMAND …]: one mail, and what became of it
try() {
    local address=$1 state=$2 reason=$3
    shift 3
    "$@" "$build/tsunagi" mail try "$address" --data "$base/data" >"$base/out" 2>>"$base/log" || true
    grep -qx "state=$state" "$base/out" && grep -qx "reason=$reason" "$base/out" ||
        fail "$address: not $state $reason but $(tr '\n' ' ' <"$base/out")"
}
letters() { find "$base" -maxdepth 1 -name '*.eml' | wc -l; }
export TSUNAGI_MAIL_FROM='つなぎ 流山市 <noreply@tsunagi.example.jp>'
export TSUNAGI_SMTP_NAME=tsunagi TSUNAGI_SMTP_PASSWORD=secret-word

# A sender that is no address stops every command before it begins.
TSUNAGI_SMTP_URL=smtp://localhost:1 TSUNAGI_MAIL_FROM=つなぎ "$build/tsunagi" mail list --data "$base/data" 2>/dev/null &&
    fail "a sender without an address is taken"

# Without TLS, and with a certificate that nobody vouches for, nothing is said.
start plain
try hana@clinic.example.jp waiting no-tls
[ ! -s "$base/asked" ] || fail "something was said without TLS"
start starttls
try hana@clinic.example.jp waiting no-tls
[ ! -s "$base/asked" ] || fail "something was said to a server whose certificate is not good"
export TSUNAGI_SMTP_ROOT=$base/server.crt
TSUNAGI_SMTP_URL="smtp://127.0.0.1:$port" try hana@clinic.example.jp waiting no-tls
TSUNAGI_SMTP_PASSWORD=wrong-word try hana@clinic.example.jp waiting login-refused
TSUNAGI_SMTP_URL=smtp://localhost:1 try hana@clinic.example.jp waiting unreachable
[ "$(letters)" = 0 ] || fail "a mail was taken too early"

# A good server. What waited goes out too when its time comes.
try hana@clinic.example.jp sent ''
[ "$(letters)" = 1 ] || fail "the first mail is there $(letters) times"
/usr/bin/python3 - "$base/0.eml" <<'PYTHON' || fail "the message does not read as it was written"
import email, email.policy, sys
m = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
assert m["X-Envelope"] == "noreply@tsunagi.example.jp hana@clinic.example.jp", m["X-Envelope"]
assert m["Subject"] == "つなぎ：メールの試し送り", m["Subject"]
assert m["From"].addresses[0].display_name == "つなぎ 流山市" and m["To"] == "hana@clinic.example.jp"
assert m["Auto-Submitted"] == "auto-generated" and m["Date"].datetime.utcoffset().seconds == 9 * 3600
assert m["Message-ID"].endswith("@tsunagi.example.jp>")
assert m.get_content_type() == "text/plain" and "お心当たり" in m.get_content()
assert not m.defects and not any(value.defects for value in m.values()), m.defects
PYTHON
try 'taro..k.@docomo.example.jp' sent ''
try unknown@clinic.example.jp bounced no-such-address
try later@clinic.example.jp waiting address-later
try relay@clinic.example.jp waiting address-later
"$build/tsunagi" mail try $'a@x.jp\r\nRCPT TO:<b@x.jp>' --data "$base/data" >/dev/null 2>>"$base/log" &&
    fail "an address of two lines is taken"
try hana@clinic.example.jp sent '' faketime -f +2m
[ "$(letters)" = 8 ] || fail "after two minutes $(letters) mails are there, not 8"
start smtps
TSUNAGI_SMTP_URL="smtps://localhost:$port" try hana@clinic.example.jp sent ''
start plain
TSUNAGI_SMTP_PLAIN=1 try hana@clinic.example.jp waiting sender-refused
! grep -q login "$base/asked" || fail "the password was said without TLS"

# Killed when it had the whole message and had not said yes: later, and once.
start hang
"$build/tsunagi" mail try jiro@clinic.example.jp --data "$base/data" >"$base/out" 2>>"$base/log" &
trying=$!
for _ in $(seq 100); do grep -q data "$base/asked" && break; sleep 0.1; done
stop "$mail_server"
wait $trying && fail "a mail that nobody took counts as sent"
grep -qx reason=no-answer "$base/out" || fail "not no-answer but $(tr '\n' ' ' <"$base/out")"
start starttls "$port"
try saburo@clinic.example.jp sent ''
[ "$(grep -l 'X-Envelope.*jiro' "$base"/*.eml | wc -l)" = 0 ] || fail "the mail is tried again at once"
for _ in 1 2; do try saburo@clinic.example.jp sent '' faketime -f +4m; done
[ "$(grep -l 'X-Envelope.*jiro' "$base"/*.eml | wc -l)" = 1 ] || fail "the mail is not there once"

# Mail is off: it waits. The server's job sends it when mail is on; told to stop, it does not wait
# for a mail server that says nothing, and the mail goes out with the next start.
serve() {
    TSUNAGI_MEMBER_PORT=0 TSUNAGI_PUBLIC_PORT=0 "$build/tsunagi" serve --data "$base/data" >>"$base/out" 2>>"$base/log" &
    serve=$!
}
end_serve() {
    SECONDS=0
    kill "$serve"
    wait "$serve" || fail "serve ends with an error after SIGTERM"
    serve=
    [ $SECONDS -lt 10 ] || fail "serve takes $SECONDS seconds to stop"
}
before=$(letters)
TSUNAGI_SMTP_URL='' try shiro@clinic.example.jp waiting ''
start hang
serve
for _ in $(seq 100); do grep -q data "$base/asked" && break; sleep 0.1; done
grep -q data "$base/asked" || fail "the job does not send the mail that waited"
end_serve
start starttls "$port"
serve
for _ in $(seq 200); do grep -q shiro "$base"/*.eml && break; sleep 0.1; done
[ "$(letters)" = $((before + 1)) ] || fail "the mail under way when serve stopped is not there once"
end_serve

! grep -qE 'clinic|hana|unknown|secret-word|no such person' "$base/log" || fail "the log tells too much"
! grep -qa 'clinic.example' "$base"/data/tsunagi.db* || fail "the database shows an address"
"$build/tsunagi" mail list --data "$base/data" | tr '\n' ' '
echo
echo "$(letters) mails: TLS first, bounced once, killed in the middle and there once"
