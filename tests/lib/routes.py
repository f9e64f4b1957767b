# SPDX-FileCopyrightText: 2026 Nabij contributors
# SPDX-License-Identifier: EUPL-1.2
"""The routes as the program tells them, who may what, and how the page looks of what is not there."""

import os
import re
import subprocess

from people import somebody

NO_ID = "06fxxxxxxxxxxxxxxxxxxxxxx0"
EDITORS = {"editor", "second-editor"}
WORKERS = {"worker", "colleague", "other-worker"}
ALLOWED = {"work": WORKERS, "staff_accounts": {"administrator"}, "records": {"privacy"},
           "figures": {"analyst"}, "content": EDITORS, "directory": EDITORS,
           "signed_in": {"analyst", "administrator", "privacy"} | WORKERS | EDITORS, "client": {"client"}}
ALLOWED["account"] = ALLOWED["signed_in"] | ALLOWED["client"]


class Route:
    def __init__(self, line):
        self.method, self.path, self.mode, self.permission, flags = line.split()
        self.flags = flags.split(",")

    @property
    def thing(self):
        """What the address names: its path up to the last parameter, or nothing."""
        return self.path[:re.search(r"(.*):\w+", self.path).end()] if ":" in self.path else ""

    def address(self, values):
        path = re.sub(r":(\w+)", lambda m: values.get(m[1], "nothing"), self.path)
        return path if "no_lang" in self.flags else "/nl" + (path if path != "/" else "")


def table():
    printed = subprocess.run([os.environ["NABIJ"], "routes"], check=True, capture_output=True, text=True).stdout
    return [Route(line) for line in printed.splitlines()]


def token_of(visitor):
    """The token that this visitor's forms carry."""
    found = re.search(r'name="csrf" value="([^"]*)"', visitor.get("/nl/contact").text)
    return found[1] if found else ""


def ask(nabij, visitor, route, path, token):
    """One request, from an address of its own; what it sets on the way is forgotten."""
    kept = dict(visitor.cookies)
    visitor.headers = visitor.headers | somebody(nabij).headers
    if route.method == "GET":
        answer = visitor.get(path)
    else:
        answer = visitor.post(path, {"csrf": token} if token else {})
    visitor.cookies = kept
    return answer


def same(answer):
    """A page without what differs by address and by look: its own path, the ids of forms, the hour."""
    path = re.escape(answer.path.removeprefix("/nl"))
    text = re.sub(rf'"/(nl|en){path}"', r'"/\1PATH"', answer.text)
    headers = sorted((k.lower(), v) for k, v in answer.headers.items() if k.lower() not in ("date", "content-length"))
    return answer.status, re.sub(r'(name="form_id" value=")[^"]*', r"\1", text), headers


def is_nothing(visitor, answer):
    """It is the answer of an address that does not exist: status, headers and body to the byte."""
    nothing = visitor.get("/nl/surely/not-there")
    return answer.status == nothing.status == 404 and same(nothing) == same(answer)


def goes_to(answer, path):
    return answer.status == 303 and answer.location == path
