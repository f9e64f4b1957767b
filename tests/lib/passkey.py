# SPDX-FileCopyrightText: 2026 Nabij contributors
# SPDX-License-Identifier: EUPL-1.2
"""An authenticator and the browser around it, for pages that ask for a passkey. OpenSSL signs.

`Authenticator` does what it is told, also what no honest one does: `answer(page, origin=..., flags=...)`.
"""

import base64
import hashlib
import json
import os
import re
import struct
import subprocess

PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40
NOBODY = PRESENT  # touched, and nobody showed that it is theirs


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def openssl(*arguments, data=b""):
    return subprocess.run(["openssl", *arguments], input=data, check=True, capture_output=True).stdout


def asked(page):
    """What the page asks of the browser: challenge, site, user, and the ids that it names."""
    question = re.search(r"<div [^>]*data-passkey=[^>]*>", page.text)[0]
    return dict(re.findall(r'data-([\w-]+)="([^"]*)"', question))


class Authenticator:
    def __init__(self, folder, site="localhost"):
        self.id, self.counter, self.user, self.site = os.urandom(16), 0, b"", site
        self.key = os.path.join(folder, f"passkey-{self.id.hex()}.pem")
        openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", self.key)

    def client_data(self, kind, challenge, origin):
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False}).encode()

    def data(self, flags, site, key=b""):
        self.counter += 1
        return hashlib.sha256(site.encode()).digest() + struct.pack(">BI", flags, self.counter) + key

    def cose(self):
        point = openssl("pkey", "-in", self.key, "-pubout", "-outform", "DER")[-64:]
        return b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20" + point[:32] + b"\x22\x58\x20" + point[32:]

    def make(self, page, origin=None, flags=PRESENT | VERIFIED, site=None, challenge=None):
        """A new passkey for the page that asks for one: the fields of its form."""
        question = asked(page)
        self.user = decode(question["user"])
        key = b"\0" * 16 + struct.pack(">H", len(self.id)) + self.id + self.cose()
        data = self.data(flags | HAS_KEY, site or self.site, key)
        attestation = (b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59" + struct.pack(">H", len(data)) + data)
        client_data = self.client_data("webauthn.create", challenge or question["challenge"], origin or page.origin)
        return {"client_data": encode(client_data), "attestation": encode(attestation)}

    def answer(self, page, origin=None, flags=PRESENT | VERIFIED, site=None, challenge=None):
        """Signs what the page asks: the fields of its form."""
        question = asked(page)
        client_data = self.client_data("webauthn.get", challenge or question["challenge"], origin or page.origin)
        data = self.data(flags, site or self.site)
        signature = openssl("dgst", "-sha256", "-sign", self.key, data=data + hashlib.sha256(client_data).digest())
        return {"credential": encode(self.id), "client_data": encode(client_data), "authenticator": encode(data),
                "signature": encode(signature), "user": encode(self.user)}
