#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 Nabij contributors
# SPDX-License-Identifier: EUPL-1.2
"""What others make of our mails: Python's parser, and a real SMTP server.

The argument is the test program that composes and sends (see test_mail.c).
"""
import email
import email.policy
import pathlib
import socket
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "tests" / "lib"))
from smtp_server import Server

PROGRAM = sys.argv[1]
STRICT = email.policy.default.clone(raise_on_defect=True)


def text(mail):
    return mail.get_content().replace("\r\n", "\n")


def parse(path):
    return email.message_from_bytes(path.read_bytes(), policy=STRICT)


class Written(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        subprocess.run([PROGRAM, "write", cls.folder.name], check=True)
        cls.paths = sorted(pathlib.Path(cls.folder.name).glob("*.eml"))
        cls.mails = [parse(p) for p in cls.paths]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_all_are_there_and_nothing_else(self):
        self.assertEqual(len(self.mails), 4)
        self.assertEqual(len(list(pathlib.Path(self.folder.name).iterdir())), 4)

    def test_common_headers(self):
        for mail in self.mails:
            self.assertEqual(mail.get_content_type(), "text/plain")
            self.assertEqual(mail.get_content_charset(), "utf-8")
            self.assertEqual(mail["Auto-Submitted"], "auto-generated")
            self.assertEqual(mail["Date"].datetime.isoformat(), "2026-11-21T20:03:00+00:00")
            self.assertEqual([str(a) for a in mail["To"].addresses], ["sanne@example.org"])
            self.assertEqual(mail["From"].addresses[0].addr_spec, "post@nabij.example")
            self.assertTrue(mail["Message-ID"].endswith("@nabij.example>"))
            self.assertFalse(mail.is_multipart())

    def test_foreign_text(self):
        mail = self.mails[1]
        self.assertEqual(mail["Subject"], "Café, € 5 =?utf-8?B?YQ==?= en een heel lang onderwerp dat over "
                         "meer dan een regel loopt: شكرا 🌻🌻")
        self.assertEqual(mail["From"].addresses[0].display_name, 'Zoë "Nabij" <x@y> 🌻')
        self.assertEqual(text(mail), "شكرا\n..\n.\n\nFrom me \n\tlast\t\n=\n🌻 " + "lang " * 20 + "lang.\n")

    def test_empty_and_unsubscribe(self):
        mail = self.mails[2]
        self.assertEqual(mail["Subject"], "")
        self.assertEqual(mail.get_content().strip(), "")
        self.assertEqual(mail["List-Unsubscribe"], "<https://nabij.example/nl/uit?c=1>")
        self.assertEqual(mail["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
        self.assertIsNone(self.mails[0]["List-Unsubscribe"])

    def test_spaces_and_signs(self):
        self.assertEqual(self.mails[3]["Subject"], " spatie voor en na ")
        self.assertEqual(self.mails[3]["From"].addresses[0].display_name, "A.B. (van) O'Neill; C/D")

    def test_bytes(self):
        for path in self.paths:
            data = path.read_bytes()
            self.assertTrue(data.isascii())
            self.assertNotIn(b"\n", data.replace(b"\r\n", b""))
            self.assertLessEqual(max(len(line) for line in data.split(b"\r\n")), 78)


class Sent(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)

    def tearDown(self):
        self.folder.cleanup()

    def send(self, url, to="sanne@example.org", *more):
        done = subprocess.run([PROGRAM, "send", url, to, *more], check=True, capture_output=True, text=True, timeout=20)
        return done.stdout.strip()

    def certificate(self):
        path = self.path / "server.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                        "-keyout", path, "-out", self.path / "public.pem"], check=True, capture_output=True)
        public = (self.path / "public.pem").read_text()
        path.write_text(path.read_text() + public)
        return path

    def test_arrives_as_sent(self):
        with Server(self.path) as server:
            self.assertEqual(self.send(server.url), "ok")
            self.assertEqual(server.folder.greeted, "nabij.example")
        mail = parse(self.path / "0001.eml")
        self.assertEqual(mail["X-Envelope-From"], "post@nabij.example")
        self.assertEqual(mail["X-Envelope-To"], "sanne@example.org")
        self.assertEqual(text(mail), "Hallo,\n.\n..\n€ 5\n")

    def test_refusals(self):
        with Server(self.path) as server:
            self.assertEqual(self.send(server.url, "later@example.org"), "unavailable")
            self.assertEqual(self.send(server.url, "unknown@example.org"), "invalid")
            self.assertEqual(self.send(server.url, "refused@example.org"), "invalid")
            self.assertEqual(self.send(server.url, "a@b.nl\r\nRCPT TO:<c@d.nl>"), "invalid")
        self.assertEqual(list(self.path.iterdir()), [])

    def test_nobody_listens(self):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            url = f"smtp://127.0.0.1:{s.getsockname()[1]}"
            self.assertEqual(self.send(url), "unavailable")

    def test_silent_server(self):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            s.listen()
            self.assertEqual(self.send(f"smtp://127.0.0.1:{s.getsockname()[1]}"), "unavailable")

    def test_encrypted_and_signed_in(self):
        certificate = self.certificate()
        public = str(self.path / "public.pem")
        with Server(self.path, certificate, "nabij", "geheim") as server:
            to = "sanne@example.org"
            self.assertEqual(self.send(server.url, to, "tls", public, "nabij", "geheim"), "ok")
            self.assertEqual(self.send(server.url, to, "tls", public, "nabij", "wrong"), "unavailable")
            self.assertEqual(self.send(server.url, to, "tls", public), "unavailable")
            self.assertEqual(self.send(server.url, to, "tls"), "unavailable")  # not a trusted certificate
        self.assertEqual(len(list(self.path.glob("*.eml"))), 1)

    def test_refuses_to_send_in_the_clear(self):
        with Server(self.path) as server:
            self.assertEqual(self.send(server.url, "sanne@example.org", "tls"), "unavailable")
        self.assertEqual(list(self.path.iterdir()), [])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
