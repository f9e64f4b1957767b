# SPDX-FileCopyrightText: 2026 Nabij contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real SMTP server (aiosmtpd) on a free port of loopback, for tests.

As a module: `with Server(folder) as server: server.url`. As a program:
`smtp_server.py FOLDER` prints its address and stores every mail there as
`0001.eml`, `0002.eml`, ... until its standard input closes.

What a recipient's name says, the server does: `later@` is refused for now
(451), `unknown@` for good (550), `refused@` only after the text (554).
"""
import logging
import pathlib
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

logging.getLogger("mail.log").setLevel(logging.CRITICAL + 1)  # refusals are what is tested


class Folder:
    """Stores mails, with the envelope in X- lines in front."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.number = 0
        self.greeted = None

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        self.greeted = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = {"later": "451 try again", "unknown": "550 no such mailbox"}.get(address.split("@")[0])
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if any(to.startswith("refused@") for to in envelope.rcpt_tos):
            return "554 not wanted"
        self.number += 1
        head = f"X-Envelope-From: {envelope.mail_from}\r\nX-Envelope-To: {', '.join(envelope.rcpt_tos)}\r\n"
        (self.folder / f"{self.number:04}.eml").write_bytes(head.encode() + envelope.content)
        return "250 stored"


class Server:
    def __init__(self, folder, certificate=None, user=None, password=None):
        self.folder = Folder(folder)
        options = {}
        if certificate:
            options["tls_context"] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            options["tls_context"].load_cert_chain(certificate)
        if user:
            wanted = (user.encode(), password.encode())
            options.update(auth_required=True, auth_require_tls=bool(certificate))
            options["authenticator"] = lambda server, session, envelope, mechanism, data: AuthResult(
                success=(data.login, data.password) == wanted)
        self.controller = Controller(self.folder, hostname="127.0.0.1", port=self._free_port(), **options)

    @staticmethod
    def _free_port():
        import socket

        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            return s.getsockname()[1]

    def __enter__(self):
        self.controller.start()
        self.url = f"smtp://localhost:{self.controller.port}"
        return self

    def __exit__(self, *_):
        self.controller.stop()


if __name__ == "__main__":
    with Server(sys.argv[1]) as running:
        print(running.url, flush=True)
        sys.stdin.read()
