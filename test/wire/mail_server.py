#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# A mail server for mail.sh: mail_server.py FOLDER PORT starttls|smtps|plain|hang
# What it takes becomes FOLDER/N.eml, what it is asked FOLDER/asked (one word each). "hang" says
# nothing more once it has been given a whole message.
import asyncio, os, ssl, sys
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

folder, port, mode = sys.argv[1], int(sys.argv[2]), sys.argv[3]


def asked(word):
    with open(f"{folder}/asked", "a") as file:
        file.write(word + "\n")


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, options):
        asked("mail")
        envelope.mail_from = address
        return "250 2.1.0 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("unknown"):
            return "550 5.1.1 no such person here"
        if address.startswith("later"):
            return "450 4.2.0 come again"
        if address.startswith("relay"):
            return "554 5.7.1 relaying denied"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        asked("data")
        if mode == "hang":
            await asyncio.sleep(600)
        n = len([name for name in os.listdir(folder) if name.endswith(".eml")])
        with open(f"{folder}/{n}.eml", "wb") as file:
            file.write(f"X-Envelope: {envelope.mail_from} {' '.join(envelope.rcpt_tos)}\r\n".encode())
            file.write(envelope.content)
        return "250 2.0.0 taken"


def sign_in(server, session, envelope, mechanism, data):
    asked("login")
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"tsunagi", b"secret-word")
    return AuthResult(success=good, handled=False)


async def main():
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(f"{folder}/server.crt", f"{folder}/server.key")
    manners = {"authenticator": sign_in, "auth_required": True, "hostname": "localhost"}
    if mode == "plain":
        manners["auth_require_tls"] = False
    elif mode == "smtps":
        manners["auth_require_tls"] = False  # the whole connection is TLS already
    else:
        manners.update(tls_context=tls, require_starttls=True)
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(Handler(), **manners), "127.0.0.1", port, ssl=tls if mode == "smtps" else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

asyncio.run(main())
