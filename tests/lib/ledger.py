# SPDX-FileCopyrightText: 2026 Nabij contributors
# SPDX-License-Identifier: EUPL-1.2
"""People who do things while the house is treated badly, and who write down what they were told is done.

Each of them registers somebody, writes to the organisation and answers a guide, over and over, each time with a mark
of its own. What is not acknowledged is sent again, the same, until it is. In the end each thing must be there once.
"""

import http.client
import json
import random
import threading
import time
from urllib.parse import urlencode

from people import api, begin, count, mails, next_link, options_of, outbox, query, registration, somebody

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
GONE = (OSError, http.client.HTTPException)


class Person(threading.Thread):
    def __init__(self, ledger, number):
        super().__init__(daemon=True)
        self.ledger, self.number, self.done = ledger, number, 0
        self.random = random.Random(ledger.seed * 1000 + number)
        self.visitor, self.step, self.answer = None, None, None

    def run(self):
        try:
            while not self.ledger.ending.is_set():
                for act in self.random.sample([self.register, self.write, self.answer_guide], 3):
                    if not self.ledger.ending.is_set():
                        act(f"{self.ledger.seed}x{self.number}x{self.done}")
                        self.done += 1
        except Exception as e:
            self.ledger.bad.append((self.number, "ended", repr(e)))
            raise

    def until_taken(self, attempt):
        """Sends the same again until it is acknowledged."""
        nabij, until = self.ledger.nabij, time.monotonic() + self.ledger.patience
        while time.monotonic() < until:
            self.ledger.up.wait(60)
            try:
                answer = attempt(nabij)
            except GONE:
                self.ledger.unanswered += 1
                time.sleep(0.01)  # it may be gone for good in this very moment
                continue
            if answer is not None:
                return answer
            time.sleep(0.05)  # it said that it cannot just now
        self.ledger.bad.append((self.number, "was never taken"))
        return None

    def away(self, answer, status, typed, body):
        """It says that it cannot just now: then the words are still there."""
        self.ledger.refused += 1
        if status != 503:
            self.ledger.bad.append((answer, status, body[-300:]))
        elif typed and typed not in body:
            self.ledger.bad.append((answer, "the words are gone", body[-2000:]))
        elif typed and 'lang="en"' not in body:
            self.ledger.bad.append((answer, "another language", body[:300]))

    def register(self, mark):
        message = registration(f"r{mark}", delict="inbraak")

        def attempt(nabij):
            status, _, body = api(nabij, "POST", "/api/v1/aanmeldingen", message)
            if status == 201:
                return json.loads(body)["id"]
            self.away("registration", status, "", body.decode(errors="replace"))
            return None
        self.ledger.registrations[f"r{mark}"] = self.until_taken(attempt)

    def write(self, mark):
        text = f"Bericht {mark}, <lang> & \"breed\""
        fields = [("form_id", "".join(self.random.choices(ALPHABET, k=26))), ("text", text)]

        def attempt(nabij):
            answer = somebody(nabij).post("/en/contact", fields)
            if answer.status == 303:
                return answer.location
            self.away("message", answer.status, f"Bericht {mark}, &lt;lang&gt; &amp; &quot;breed", answer.text)
            return None
        if self.until_taken(attempt):
            self.ledger.messages.add(mark)

    def answer_guide(self, mark):
        text = f"Antwoord {mark}"
        fields = [("form_id", "".join(self.random.choices(ALPHABET, k=26))), ("answer", text), ("csrf", self.csrf)]

        def attempt(nabij):
            visitor = somebody(nabij)
            visitor.cookies = dict(self.visitor.cookies)
            answer = visitor.post(self.step, fields)
            if answer.status == 303:
                return answer.location
            self.away("answer", answer.status, text, answer.text)
            return None
        if self.until_taken(attempt):
            self.answer = text

    def begin(self, nabij):
        """Walks to the first question that takes words."""
        visitor = somebody(nabij)
        page = begin(visitor, "en", "general")
        while page.status == 200 and options_of(page)[0] != "text" or next_link(page):
            if next_link(page):
                page = visitor.follow(visitor.get(next_link(page)))
                continue
            page = visitor.submit(page, {"answer": options_of(page)[1][:1]}, "/step/", follow=True)
        self.step, self.csrf = page.path, dict(page.form("/step/")["fields"])["csrf"]
        return visitor


class Ledger:
    def __init__(self, nabij, seed, people=6, patience=120):
        self.nabij, self.seed, self.patience = nabij, seed, patience
        self.registrations, self.messages, self.drafts, self.bad = {}, set(), [], []
        self.unanswered = self.refused = 0
        self.ending, self.up = threading.Event(), threading.Event()
        self.up.set()
        self.before = {table: count(nabij, table) for table in ("registration", "message", "draft")}
        self.people = [Person(self, n) for n in range(people)]

    def begin(self):
        for person in self.people:
            person.visitor = person.begin(self.nabij)
            self.drafts.append(person)
        for person in self.people:
            person.start()
        return self

    def end(self):
        """Lets everybody finish what they are at."""
        self.ending.set()
        for person in self.people:
            person.join(self.patience + 60)

    @property
    def acknowledged(self):
        return len(self.registrations) + len(self.messages)

    def faults(self):
        """Everything acknowledged that is not there exactly once."""
        nabij, found = self.nabij, list(self.bad[:10])
        expected = {"registration": len(self.registrations), "message": len(self.messages), "draft": len(self.drafts)}
        for table, n in expected.items():
            stored = count(nabij, table) - self.before[table]
            if stored != n:
                found.append(f"{stored} rows in {table}, {n} acknowledged")
        found += [f"{k} has no id" for k, v in self.registrations.items() if v is None]
        found += self.changed_registrations() + self.lost_answers()
        if count(nabij, "registration") != self.before["registration"] + len(self.registrations):
            found.append("sending registrations again made new ones")
        return found

    def changed_registrations(self):
        found = []
        for own_id, given in self.registrations.items():
            status, _, body = api(self.nabij, "POST", "/api/v1/aanmeldingen", registration(own_id))
            if status != 201 or json.loads(body)["id"] != given:
                found.append(f"{own_id} was {given}, is {status} {body[:200]}")
        return found

    def lost_answers(self):
        found = []
        for person in self.drafts:
            page = person.visitor.get(person.step)
            stored = dict(page.form("/step/")["fields"])["answer"] if page.status == 200 else None
            if person.answer is not None and stored != person.answer:
                found.append(f"answered {person.answer}, stored {stored}")
        return found

    def mails_missing_or_twice(self, within=120):
        """Each registered person has one mail; waits until they are there."""
        until = time.monotonic() + within
        while True:
            sent = [m.to for m in mails(outbox(self.nabij))]
            wrong = [k for k in self.registrations if sent.count(f"{k}@example.org") != 1]
            if not wrong or time.monotonic() > until:
                return wrong
            time.sleep(0.2)  # they come by themselves


def integrity(nabij):
    """What the database says of itself: nothing, when it is in order."""
    if nabij.environment.get("NABIJ_DATABASE"):
        return []
    said = query(nabij, "PRAGMA integrity_check") + query(nabij, "PRAGMA foreign_key_check")
    return [row for row in said if row != ["ok"]]


def keepers(nabij):
    """Processes that hold the keys of that folder."""
    from pathlib import Path
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        if b"keyd" in words[:3] and any(str(nabij.data).encode() in w for w in words):
            found.append(path.parent.name)
    return found
