# SPDX-FileCopyrightText: 2026 Nabij contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether time tells what the page does not: if there is an account for an address."""

import http.client
import itertools
import random
import statistics
import time
from urllib.parse import urlencode

import data
from desk import account
from tools import Line, request, serve

LEAST, MOST = 0.98, 1.02
TRIES = 2000
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


class Within(Line):
    """A ratio that should be one."""

    def __init__(self, name, ours, reference):
        super().__init__(name, ours, reference, ours / reference, LEAST)
        self.is_short = self.target is not None and not LEAST <= ours / reference <= MOST

    def __str__(self):
        return super().__str__().replace(f">= {LEAST:g}", f"{LEAST:g}..{MOST:g}")


class Door:
    """One connection, on which the kinds of tries take turns in an order that nobody chose."""

    def __init__(self, nabij, kinds, status, address):
        self.nabij, self.kinds, self.status, self.address = nabij, kinds, status, address
        self.took, self.lengths = {kind: [] for kind in kinds}, set()

    def body(self, kind, count):
        form_id = "".join(ALPHABET[count >> 5 * i & 31] for i in range(26))
        return urlencode({"form_id": form_id, **self.kinds[kind]}).encode()

    def tries(self, rounds):
        connection = http.client.HTTPConnection("localhost", self.nabij.port)
        connection.connect()
        order, turns = sorted(self.kinds), random.Random(rounds)
        for _ in range(rounds):
            turns.shuffle(order)
            for kind in order:
                n = next(self.address)
                whole = request("POST", "/nl/sign-in", self.nabij.port, {}, self.body(kind, n), self.nabij.url)
                source = b"%d.%d.%d" % (n >> 16, n >> 8 & 255, n & 255)
                self.one(connection, kind, whole.replace(b"###.###.###", source))
        connection.close()

    def one(self, connection, kind, whole):
        began = time.perf_counter()
        connection.sock.sendall(whole)
        answer = http.client.HTTPResponse(connection.sock, method="POST")
        answer.begin()
        length = len(answer.read())
        took = time.perf_counter() - began
        if answer.status == self.status:
            self.took[kind].append(took * 1000)
            self.lengths.add(length)


def knock(nabij, kinds, rounds, status, address):
    """The median of each kind; all answers are of one length."""
    door = Door(nabij, kinds, status, address)
    door.tries(rounds)
    if len(door.lengths) != 1 or any(len(t) < rounds * 0.9 for t in door.took.values()):
        raise SystemExit(f"the answers differ in length, or are not {status}: {door.lengths}")
    return {kind: statistics.median(t) for kind, t in door.took.items()}


def alike(quick):
    rounds = 100 if quick else TRIES
    with serve(data.fresh("alike")) as nabij:
        there = account(nabij, 0)
        absent = {"email": "many-2@example.org", "password": "x" * 24, "code": "000000"}
        kinds = {"unknown": absent, "wrong password": absent | {"email": there["email"]},
                 "wrong code": absent | {"email": there["email"], "password": there["password"]}}
        address = itertools.count(1)
        knock(nabij, kinds, 10, 422, address)
        seen = knock(nabij, kinds, rounds, 422, address)
        for kind in ("wrong password", "wrong code"):
            yield Within(f"sign-in, {kind} against no account, {rounds} each, ms", seen[kind], seen["unknown"])
        stopped = {kind: fields for kind, fields in kinds.items() if kind != "wrong code"}
        seen = knock(nabij, stopped, rounds, 429, itertools.repeat(1))
        yield Within("  the same, stopped by the rate limit", seen["wrong password"], seen["unknown"])
