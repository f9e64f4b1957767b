# SPDX-FileCopyrightText: 2026 Nabij contributors
# SPDX-License-Identifier: EUPL-1.2
"""Staff with the demo's accounts: signing in, and the address of a dossier on the list."""

import base64
import hashlib
import hmac
import re
import struct
import time


def one_time_code(secret, at):
    key = base64.b32decode(secret.replace(" ", "") + "=" * (-len(secret.replace(" ", "")) % 8), casefold=True)
    digest = hmac.new(key, struct.pack(">Q", int(at) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start:start + 4])[0] & 0x7fffffff) % 1000000:06d}"


class Staff:
    """An account of the demo. Each code works once: a next sign-in takes the code of a step later, and waits until
    that step is near enough to be accepted."""

    def __init__(self, account):
        self.account, self.step = account, 0

    def code(self):
        self.step = max(int(time.time()) // 30, self.step + 1)
        while self.step > time.time() // 30 + 1:
            time.sleep(0.2)
        return one_time_code(self.account["totp_secret"], self.step * 30)

    def sign_in(self, nabij, language="nl", visitor=None):
        visitor = visitor or nabij.visitor()
        page = visitor.get(f"/{language}/sign-in")
        answer = visitor.submit(page, {"email": self.account["email"], "password": self.account["password"],
                                       "code": self.code()}, action="sign-in")
        return visitor, answer


def staff(nabij):
    return {a["email"].partition("@")[0]: Staff(a) for a in nabij.demo()["accounts"]}


def dossier_of(worker, name):
    """The address of the dossier with that name on the list."""
    page = worker.get("/nl/work")
    found = re.search(r'href="(/nl/work/client/[0-9a-z]+)">[^<]*' + name + "<", page.text)
    return found and found[1]
