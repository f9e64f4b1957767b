# SPDX-FileCopyrightText: 2026 Nabij contributors
# SPDX-License-Identifier: EUPL-1.2
"""The data that is measured on: registrations in an upload, databases of many, a worker who is signed in."""

import http.client
import itertools
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import threading
import time
from pathlib import Path

import pages
from people import query
from staff import one_time_code
from tools import BUILD, DATA, PG, address, make_database, serve


def fresh(name):
    """An empty folder of data."""
    folder = Path(os.environ["NABIJ_TEMP"]) / name
    shutil.rmtree(folder, ignore_errors=True)
    if PG:
        make_database(folder)
    return folder


# ---- uploads ----

GIVEN = ["Noor", "Daan", "Fatima", "Jan Peter", "Zoë", "Mohammed", "Lieke", "Sjoerd"]
SURNAME = ["Jansen", "de Vries", "El Idrissi", "van den Berg", "Öztürk", "Bakker", "Visser", "Kowalczyk"]
OFFENCE = ["inbraak", "algemeen", "brandstichting"]
STREET = ["Lange Laan", "Dorpsstraat", "Van Goghplein", "Kerkweg"]


def line(i):
    """A registration as police systems send them; @@@@ is for whoever sends it."""
    person = {
        "voornaam": GIVEN[i % 8], "achternaam": SURNAME[i // 8 % 8],
        "geboortedatum": f"{1940 + i % 65}-{1 + i % 12:02}-{1 + i % 28:02}",
        "email": f"p@@@@{i}@example.org", "telefoon": f"06{10000000 + i}",
        "adres": {"straat": STREET[i % 4], "huisnummer": 1 + i % 200,
                  "postcode": f"{1000 + i % 9000} AB", "plaats": "Utrecht"},
    }
    return json.dumps({
        "kenmerk": f"PL-@@@@-{i:07}", "delict": OFFENCE[i % 3], "rol": "slachtoffer", "datum": "2026-01-18",
        "gemeente": "Utrecht", "taal": "en" if i % 10 == 0 else "nl", "contactAkkoord": True, "persoon": person,
    }, ensure_ascii=False).encode() + b"\n"


def head(nabij, size):
    token = nabij.demo()["partners"][0]["token"]
    return (f"POST /api/v1/aanmeldingen/bulk HTTP/1.1\r\nHost: localhost:{nabij.port}\r\nX-Forwarded-For: 192.0.2.1\r\n"
            f"Authorization: Bearer {token}\r\nContent-Type: application/x-ndjson\r\nAccept: application/json\r\n"
            f"Content-Length: {size}\r\n\r\n").encode()


def upload(nabij, count, prefix="0000"):
    """So many registrations in one upload: how many seconds until the answer."""
    body = b"".join(line(i).replace(b"@@@@", prefix.encode()) for i in range(count))
    s = socket.create_connection(("127.0.0.1", nabij.port), 600)
    started = time.monotonic()
    s.sendall(head(nabij, len(body)))
    s.sendall(body)
    answer = s.makefile("rb").readline()
    seconds = time.monotonic() - started
    s.close()
    if b" 201 " not in answer:
        raise SystemExit(f"the upload was not taken: {answer}")
    return seconds


class Upload(threading.Thread):
    """An upload of so many bytes, that goes on until it is stopped or over."""

    def __init__(self, nabij, size):
        super().__init__(daemon=True)
        self.nabij, self.size, self.sent, self.over = nabij, size, 0, threading.Event()
        self.lines = b"".join(line(i) for i in range(2000))

    def run(self):
        self.began = time.monotonic()
        s = socket.create_connection(("127.0.0.1", self.nabij.port), 600)
        s.sendall(head(self.nabij, self.size))
        for turn in itertools.count():
            block = self.lines.replace(b"@@@@", b"%04d" % turn)
            for at in range(0, len(block), 1 << 16):
                if self.over.is_set() or self.sent + (1 << 16) > self.size:
                    s.close()
                    return
                s.sendall(block[at:at + (1 << 16)])
                self.sent += 1 << 16

    def stop(self):
        """MB a second."""
        seconds = time.monotonic() - self.began
        if not self.is_alive():
            raise SystemExit("the upload ended too early")
        self.over.set()
        self.join()
        return self.sent / seconds / 1e6


# ---- content ----

CONTENT = BUILD.parent / "content"


def articles(count):
    """A content folder with so many generated articles, half of them in each language; made once and kept."""
    folder = DATA / f"articles-{count}"
    if (folder / "made").exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    pages.fill(folder, count // 2)
    for name in ("helpline.yaml", "blame.txt"):
        shutil.copy(CONTENT / name, folder)
    for language in ("nl", "en"):
        shutil.copy(CONTENT / language / "safety.md", folder / language)
    (folder / "made").touch()
    return folder


def import_content(folder, count):
    """The articles of a folder into an empty database, checked and on disk: how many seconds."""
    to = fresh("imported")
    command = [os.environ["NABIJ"], "content", "import", folder, "--data", to]
    started = time.monotonic()
    done = subprocess.run(command + (["--database", address(to)] if PG else []), capture_output=True, text=True)
    seconds = time.monotonic() - started
    published = done.stdout.partition(" ")[0]
    if done.returncode != 0 or not published.isdigit() or int(published) < count:
        raise SystemExit(f"the articles were not imported: {done.stdout} {done.stderr[-2000:]}")
    return seconds


# ---- many registrations ----

COPIES = """
CREATE TEMP TABLE twin AS
WITH RECURSIVE times(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM times WHERE n < 9)
SELECT r.id AS id, r.client AS client, {bytes} AS new_id, {bytes} AS new_client
FROM registration r CROSS JOIN times;
INSERT INTO client SELECT t.new_client, {team}, c.language, c.made FROM twin t JOIN client c ON c.id = t.client;
INSERT INTO client_key SELECT t.new_client, k.version, k.wrapped, k.wrapping
FROM twin t JOIN client_key k ON k.client = t.client;
INSERT INTO contact_profile SELECT t.new_client, p.wish, p.detail, p.made
FROM twin t JOIN contact_profile p ON p.client = t.client;
INSERT INTO registration SELECT t.new_id, t.new_client, {team}, r.partner, {wide}, r.body_mac, r.number,
	r.source, r.received, r.state, r.decision, r.attempts, r.identity, r.address, r.incident, r.label
FROM twin t JOIN registration r ON r.id = t.id;
INSERT INTO work_item SELECT {bytes}, {team}, w.kind, t.new_client, t.new_id, w.due, w.open, NULL, NULL
FROM twin t JOIN work_item w ON w.registration = t.id;
DELETE FROM job;
"""
UUID = "uuid_send(gen_random_uuid())"
TEAM = "(SELECT id FROM team WHERE name = 'Noord')"


def add_other_teams(folder):
    """Nine times the rows of the one team, for another; nobody opens these, so only their size matters."""
    if PG:
        copies = COPIES.format(team=TEAM, bytes=UUID, wide=f"{UUID} || {UUID}")
        subprocess.run(["psql", "-Xqd", address(folder), "-v", "ON_ERROR_STOP=1"], check=True, text=True,
                       input="SET synchronous_commit = off;" + copies + "ANALYZE;")
        return
    db = sqlite3.connect(folder / "nabij.db")
    db.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; BEGIN;" +
                     COPIES.format(team=TEAM, bytes="randomblob(16)", wide="randomblob(32)") +
                     "COMMIT; PRAGMA wal_checkpoint(TRUNCATE);")
    db.close()


def registrations(count):
    """A folder with so many, one in ten for the worker's team; on SQLite made once and kept."""
    folder = fresh(f"registrations_{count}") if PG else DATA / f"registrations-{count}"
    if (folder / "made").exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    with serve(folder) as nabij:
        upload(nabij, count // 10)
    add_other_teams(folder)
    shutil.rmtree(folder / "outbox")
    (folder / "made").touch()
    return folder


# ---- a worker ----

def worker(nabij):
    account = next(a for a in nabij.demo()["accounts"] if a["email"] == "worker@example.org")
    visitor = nabij.visitor(**{"X-Forwarded-For": "192.0.2.2"})
    page = visitor.get("/nl/sign-in")
    answer = visitor.submit(page, {"email": account["email"], "password": account["password"],
                                   "code": one_time_code(account["totp_secret"], time.time())}, "sign-in")
    if answer.status != 303:
        raise SystemExit(f"the worker could not sign in: {answer.status}")
    return visitor


def list_page(nabij, n):
    """The address of the nth page of the worker's list."""
    if n == 1:
        return "/nl/work"
    text = "encode(id, 'hex')" if PG else "hex(id)"
    (due, item), = query(nabij, f"""SELECT due, {text} FROM work_item
        WHERE team = (SELECT id FROM team WHERE name = 'Midden') AND open
        ORDER BY due, id LIMIT 1 OFFSET {(n - 1) * 50 - 1}""")
    return f"/nl/work?after={due}-{id_text(bytes.fromhex(item))}"


def id_text(id):
    """As addresses write it."""
    letters = "0123456789abcdefghjkmnpqrstvwxyz"
    number = int.from_bytes(id, "big") << 2
    return "".join(letters[number >> shift & 31] for shift in range(125, -1, -5))
