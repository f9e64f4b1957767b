# SPDX-FileCopyrightText: 2026 Nabij contributors
# SPDX-License-Identifier: EUPL-1.2
"""People and what reaches them: registrations, mails, visitors from addresses of their own, guides walked through.

`crowd()` starts the program as behind a proxy, so that each visitor counts as another source for the rate limits.
"""

import email
import email.policy
import http.client
import itertools
import json
import re
import sqlite3
import subprocess
import time
from html.parser import HTMLParser
from pathlib import Path

from nabij import Nabij

MAIL_WITHIN = 60
ONE = "/api/v1/aanmeldingen"


def crowd(**options):
    return Nabij(demo=True, options=["--behind-proxy", *options.pop("options", [])], **options)


def somebody(nabij, count=itertools.count(1), **headers):
    """A visitor from an address that nobody else has."""
    n = next(count)
    return nabij.visitor(**{"X-Forwarded-For": f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}"} | headers)


def registration(own_id, **changes):
    person = {"voornaam": "Noor", "achternaam": "Jansen", "geboortedatum": "1987-05-04",
              "email": f"{own_id}@example.org", "telefoon": "06 1234 5678",
              "adres": {"straat": "Lange Laan", "huisnummer": 12, "postcode": "3511 AB", "plaats": "Utrecht"}}
    person |= changes.pop("persoon", {})
    whole = {"kenmerk": own_id, "delict": "inbraak", "rol": "slachtoffer", "datum": "2026-01-18", "gemeente": "Utrecht",
             "taal": "nl", "contactAkkoord": True, "persoon": {k: v for k, v in person.items() if v is not None}}
    return whole | changes


def api(nabij, method, path, body=None, token=None):
    """One call as a partner: status, headers, body."""
    connection = http.client.HTTPConnection("localhost", nabij.port, timeout=60)
    headers = {"Authorization": f"Bearer {token or nabij.demo()['partners'][0]['token']}", "Accept": "application/json",
               "X-Forwarded-For": "192.0.2.200"}
    if body is not None:
        headers["Content-Type"] = "application/json"
        body = json.dumps(body).encode()
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def register(nabij, own_id, **changes):
    status, _, body = api(nabij, "POST", ONE, registration(own_id, **changes))
    if status != 201:
        raise SystemExit(f"registration {own_id}: {status} {body[:2000]}")
    return json.loads(body)


class Mail:
    def __init__(self, path):
        self.path = Path(path)
        self.raw = self.path.read_bytes()
        self.message = email.message_from_bytes(self.raw, policy=email.policy.default)
        self.to, self.sender = str(self.message["To"]), str(self.message["From"])
        self.subject = str(self.message["Subject"])
        self.text = self.message.get_content()
        found = re.search(r"https?://\S+(/(?:nl|en)/welcome/\w+)", self.text)
        self.link = found.group(1) if found else None


def mails(folder):
    return [Mail(p) for p in sorted(Path(folder).glob("*.eml"))]


def mail_for(folder, address, within=MAIL_WITHIN):
    """The mail to somebody, as soon as it is there; None when it does not come in time."""
    until = time.monotonic() + within
    while True:
        for mail in mails(folder):
            if address in mail.to:
                return mail
        if time.monotonic() > until:
            return None
        # a file appears; there is nothing to wait on
        time.sleep(0.05)


def outbox(nabij):
    return nabij.data / "outbox"


def welcome(nabij, own_id, **changes):
    """Registers somebody and opens their link: the visitor, and the page behind it."""
    register(nabij, own_id, **changes)
    mail = mail_for(outbox(nabij), f"{own_id}@")
    visitor = somebody(nabij)
    page = visitor.get(mail.link)
    return visitor, visitor.submit(page, birth("1987-05-04"), "/welcome/", follow=True)


def birth(iso):
    year, month, day = iso.split("-")
    return {"birth-year": year, "birth-month": month, "birth-day": day}


class Words(HTMLParser):
    """What a page says, without its markup, and which elements it is made of."""

    def __init__(self, html):
        super().__init__()
        self.words, self.elements, self.links, self.inputs, self.skip = [], [], [], [], 0
        self.feed(html)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attributes):
        self.elements.append(tag)
        a = dict(attributes)
        if tag in ("script", "style"):
            self.skip += 1
        if tag == "a" and a.get("href"):
            self.links.append(a["href"])
        if tag in ("input", "textarea", "select", "button"):
            self.inputs.append((tag, a))

    def handle_endtag(self, tag):
        if tag in ("script", "style"):
            self.skip -= 1

    def handle_data(self, data):
        if not self.skip:
            self.words.append(data)


def says(answer):
    return Words(answer.text).text


def heading(answer):
    found = re.search(r"<h1[^>]*>(.*?)</h1>", answer.text, re.S)
    return re.sub(r"<[^>]*>", "", found.group(1)).strip() if found else ""


# ---- guides ----

def next_link(answer):
    """Where "go on" of an advice page leads."""
    found = re.search(r'class="send"><a [^>]*href="([^"]+)"', answer.text)
    return found.group(1) if found else None


def options_of(page):
    """What can be answered to a question: ("one", values), ("many", values), ("date", ()) or ("text", ())."""
    inputs = Words(page.text).inputs
    for kind, name in (("radio", "one"), ("checkbox", "many")):
        values = [a["value"] for tag, a in inputs if a.get("type") == kind and a.get("name") == "answer"]
        if values:
            return name, values
    if any(a.get("name") == "answer-day" for _, a in inputs):
        return "date", []
    return "text", []


def answer_with(choose, step, page):
    """The fields for a question; choose(step, kind, values) says what to answer."""
    kind, values = options_of(page)
    answer = choose(step, kind, values)
    if kind == "date":
        year, month, day = (answer or "--").split("-")
        return {"answer-day": day, "answer-month": month, "answer-year": year}
    return {"answer": answer if isinstance(answer, list) else [answer]}


def begin(visitor, language, guide):
    """The first step; anew, when it was begun before. Before the first answer nothing is kept."""
    front = visitor.get(f"/{language}/guide/{guide}")
    if any(form["action"].endswith("/begin") for form in front.forms()):
        return visitor.submit(front, action="/begin", follow=True)
    return visitor.follow(visitor.get(next_link(front)))


def reach_question(visitor, page):
    while next_link(page):
        page = visitor.follow(visitor.get(next_link(page)))
    return page


def begun(visitor, language, guide, choose=None):
    """The first question, answered: there is a draft now. Gives the question's page."""
    page = reach_question(visitor, begin(visitor, language, guide))
    step = page.path.rpartition("/")[2].partition("?")[0]
    visitor.submit(page, answer_with(choose or first_option, step, page), "/step/")
    return visitor.get(page.path)


def walk(visitor, page, choose, limit=100):
    """Goes on from a page of a guide until the page on which one checks the answers: that page, and the steps seen."""
    seen = []
    for _ in range(limit):
        step = page.path.rpartition("/step/")[2].partition("?")[0] if "/step/" in page.path else None
        if step is None:
            return page, seen
        seen.append(step)
        onwards = next_link(page)
        if onwards:
            page = visitor.follow(visitor.get(onwards))
            continue
        page = visitor.submit(page, answer_with(choose, step, page), "/step/", follow=True)
        if page.status != 200:
            return page, seen
    raise SystemExit(f"a guide without an end: {seen}")


def first_option(step, kind, values):
    return {"one": values[:1], "many": values[:1], "date": "2026-01-18", "text": "Iets over mij"}[kind]


def last_option(step, kind, values):
    return {"one": values[-1:], "many": values[-1:], "date": "", "text": ""}[kind]


def middle_option(step, kind, values):
    half = values[len(values) // 2:][:1]
    return {"one": half, "many": values[:-1], "date": "2025-12-31", "text": "Een <b>naam</b> & \"meer\" 日本 😀"}[kind]


ANSWER_SETS = {"first": first_option, "last": last_option, "middle": middle_option}


# ---- time ----

class Clock:
    """Moves the wall time of a program built with test_clock."""

    def __init__(self, path):
        self.path = Path(path)
        self.path.write_text("0")

    def move(self, days=0, hours=0, minutes=0):
        ms = ((days * 24 + hours) * 60 + minutes) * 60000
        whole = self.path.with_suffix(".new")
        whole.write_text(str(ms))
        whole.rename(self.path)
        # the program looks at the file again after 10 ms
        time.sleep(0.05)

    @property
    def environment(self):
        return {"NABIJ_CLOCK": str(self.path)}


def has_test_clock(nabij_build):
    options = Path(nabij_build) / "meson-info/intro-buildoptions.json"
    return options.exists() and any(o["name"] == "test_clock" and o["value"] for o in json.loads(options.read_text()))


# ---- what is stored ----

def query(nabij, sql):
    """Rows of a query on the database itself, as text, beside the running program."""
    database = nabij.environment.get("NABIJ_DATABASE")
    if database:
        printed = subprocess.run(["psql", "-X", "-A", "-t", "-F", "\t", "-d", database, "-c", sql], check=True,
                                 capture_output=True, text=True).stdout
        return [line.split("\t") for line in printed.splitlines()]
    connection = sqlite3.connect(f"file:{nabij.data}/nabij.db?mode=ro", uri=True, timeout=60)
    try:
        return [[str(v) for v in row] for row in connection.execute(sql)]
    finally:
        connection.close()


def count(nabij, table, where="TRUE"):
    return int(query(nabij, f"SELECT count(*) FROM {table} WHERE {where}")[0][0])


def change(nabij, sql):
    """Changes rows beside the running program."""
    database = nabij.environment.get("NABIJ_DATABASE")
    if database:
        subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database], input=sql, text=True, check=True)
        return
    with sqlite3.connect(nabij.data / "nabij.db", timeout=60) as connection:
        connection.execute(sql)
    connection.close()


def identifiers(nabij, table, where="TRUE", column="id"):
    """Ids of rows as addresses show them, oldest first."""
    how = f"encode({column}, 'hex')" if nabij.environment.get("NABIJ_DATABASE") else f"lower(hex({column}))"
    digits = "0123456789abcdefghjkmnpqrstvwxyz"
    rows = query(nabij, f"SELECT {how} FROM {table} WHERE {where} ORDER BY {column}")
    return ["".join(digits[int(row[0], 16) << 2 >> shift & 31] for shift in range(125, -1, -5)) for row in rows]
