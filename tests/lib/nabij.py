# SPDX-FileCopyrightText: 2026 Nabij contributors
# SPDX-License-Identifier: EUPL-1.2
"""The program under test, started for real, and a visitor to it.

    with Nabij(demo=True) as nabij:
        visitor = nabij.visitor()
        page = visitor.get("/nl/contact")
        answer = visitor.submit(page, {"message": "..."})

A visitor keeps cookies and follows no redirect by itself. The database is one
of its own in the cluster of the environment's (NABIJ_DATABASE), or SQLite in
the data folder.
"""

import hashlib
import http.client
import http.cookies
import json
import os
import re
import signal
import socket
import subprocess
import time
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit

STARTED_WITHIN, STOPPED_WITHIN, ANSWERS_WITHIN = 60, 60, 120


def result(passed, name, *seen):
    """One line for the driver; what was seen stands above it when it failed."""
    if not passed and seen:
        print("seen:", *seen)
    print("ok" if passed else "not ok", name, flush=True)
    return bool(passed)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def database_name(data):
    return "nabij_" + hashlib.sha256(str(data).encode()).hexdigest()[:16]


def psql(command):
    """One command in the cluster of the environment's; that something is there already is no fault."""
    done = subprocess.run(["psql", "-X", "-q", "-d", os.environ["NABIJ_DATABASE"], "-c", command],
                          capture_output=True, text=True)
    if done.returncode != 0 and "already exists" not in done.stderr:
        raise SystemExit(done.stderr)


def database_of(data):
    """The PostgreSQL database of a data folder, made if it is not there: keys of two folders do not mix."""
    here = os.environ.get("NABIJ_DATABASE")
    if not here:
        return ""
    psql(f"CREATE DATABASE {database_name(data)}")
    return re.sub(r"^(postgres(?:ql)?://[^/]*/)[^?]*", rf"\g<1>{database_name(data)}", here)


def copy_of_first_start(data):
    from first_start import copy  # it starts a Nabij itself
    return copy(data)


class Nabij:
    """With the demo and no folder or content of its own it begins as a copy of a first start (first_start.py)."""

    def __init__(self, data=None, demo=False, options=(), environment=None, listen=None, port=None):
        begins_as_copy = demo and data is None and "--content" not in options
        self.data = Path(data or Path(os.environ["NABIJ_TEMP"]) / f"data-{time.monotonic_ns()}")
        self.port = port or free_port()
        self.url = f"http://localhost:{self.port}"
        self.listen = listen or f"127.0.0.1:{self.port}"
        self.command = [os.environ["NABIJ"], "serve", "--data", str(self.data), "--listen", self.listen,
                        "--public-url", self.url, *(["--demo"] if demo else []), *options]
        self.database = copy_of_first_start(self.data) if begins_as_copy else database_of(self.data)
        if self.database:
            self.command += ["--database", self.database]
        self.environment = dict(os.environ, NABIJ_DATABASE=self.database, **(environment or {}))
        self.log = self.data.with_name(self.data.name + ".log")
        self.process = None

    def start(self):
        """Starts it, or starts it again on the same folder, and waits until it listens."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command, env=self.environment, stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=subprocess.STDOUT)
        until = time.monotonic() + STARTED_WITHIN
        while not self.listens():
            if self.process.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"nabij did not start ({self.process.returncode}):\n{self.printed()[-8000:]}")
            # nothing to wait on: it tells by listening
            time.sleep(0.02)
        return self

    def listens(self):
        try:
            self.connect().close()
            return True
        except OSError:
            return False

    def connect(self):
        """A bare connection to it."""
        if self.listen.startswith("unix:"):
            s = socket.socket(socket.AF_UNIX)
            s.settimeout(ANSWERS_WITHIN)
            s.connect(self.listen.removeprefix("unix:"))
            return s
        return socket.create_connection(("127.0.0.1", self.port), ANSWERS_WITHIN)

    def stop(self):
        """Asks it to end; its exit status. A report of a sanitizer is a failed test of its own."""
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(STOPPED_WITHIN)
        if "Sanitizer" in self.printed() or "runtime error" in self.printed():
            print(self.printed()[-20000:])
            result(False, "no report by a sanitizer")
        return status

    def kill(self):
        self.process.kill()
        self.process.wait()

    def printed(self):
        return self.log.read_text(errors="replace")

    def demo(self):
        return json.loads((self.data / "demo.json").read_text())

    def mails(self):
        return sorted((self.data / "outbox").glob("*.eml"))

    def visitor(self, **headers):
        return Visitor(self, headers)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        if self.process.poll() is None:
            result(self.stop() == 0, "ends cleanly")


class Answer:
    def __init__(self, path, response, body):
        self.path, self.status, self.headers = path, response.status, response.headers
        self.body = body
        self.text = body.decode(errors="replace")

    @property
    def location(self):
        return urljoin(self.path, self.headers.get("Location") or "") if self.headers.get("Location") else None

    def json(self):
        return json.loads(self.text)

    def forms(self):
        found = Forms()
        found.feed(self.text)
        return found.forms

    def form(self, action=None):
        """The first form that posts (to an action that holds the given text)."""
        return next(f for f in self.forms() if f["method"] == "post" and (action or "") in f["action"])


class Forms(HTMLParser):
    """The forms of a page, filled in as a browser would send them."""

    def __init__(self):
        super().__init__()
        self.forms, self.form, self.select, self.area = [], None, None, None

    def handle_starttag(self, tag, attributes):
        a = {k: v or "" for k, v in attributes}
        if tag == "form":
            self.form = {"action": a.get("action", ""), "method": a.get("method", "get").lower(), "fields": []}
            self.forms.append(self.form)
        elif self.form is None:
            return
        elif tag == "input" and a.get("name"):
            kind = a.get("type", "text")
            if kind in ("checkbox", "radio") and "checked" not in a or kind in ("submit", "file", "button"):
                return
            self.form["fields"].append((a["name"], a.get("value", "on" if kind == "checkbox" else "")))
        elif tag == "select":
            self.select = a.get("name")
        elif tag == "option" and self.select and "selected" in a:
            self.form["fields"].append((self.select, a.get("value", "")))
        elif tag == "textarea":
            self.area = [a.get("name"), ""]

    def handle_data(self, data):
        if self.area:
            self.area[1] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.area:
            if self.form is not None:
                self.form["fields"].append((self.area[0], self.area[1].removeprefix("\n")))
            self.area = None


class Visitor:
    """Somebody with a browser: cookies, the headers a browser sends, one connection a request."""

    def __init__(self, nabij, headers):
        self.nabij, self.headers, self.cookies = nabij, headers, {}

    def request(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("localhost", self.nabij.port, timeout=ANSWERS_WITHIN)
        connection.sock = self.nabij.connect()
        send = {"Host": urlsplit(self.nabij.url).netloc, "Accept": "text/html", **self.headers}
        if self.cookies:
            send["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if method not in ("GET", "HEAD"):
            send |= {"Origin": self.nabij.url, "Sec-Fetch-Site": "same-origin"}
        connection.request(method, path, body, send | (headers or {}))
        response = connection.getresponse()
        answer = Answer(path, response, response.read())
        connection.close()
        for line in response.headers.get_all("Set-Cookie") or []:
            self.take_cookie(line)
        return answer

    def take_cookie(self, line):
        name, _, rest = line.partition("=")
        value = rest.partition(";")[0]
        if re.search(r";\s*max-age=0\b", line, re.I) or not value:
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = value

    def get(self, path, follow=False):
        answer = self.request("GET", path)
        return self.follow(answer) if follow else answer

    def follow(self, answer):
        """Goes where redirects lead, ten at most."""
        for _ in range(10):
            if answer.status not in (301, 302, 303, 307) or not answer.location:
                break
            there = urlsplit(answer.location)
            answer = self.get(there.path + ("?" + there.query if there.query else ""))
        return answer

    def post(self, path, fields):
        body = urlencode(fields if isinstance(fields, list) else list(fields.items()))
        return self.request("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def submit(self, page, values=None, action=None, follow=False):
        """Sends the page's form as it stands, with these values instead; a list gives several of one name."""
        form = page.form(action)
        fields = [(k, v) for k, v in form["fields"] if k not in (values or {})]
        for name, value in (values or {}).items():
            fields += [(name, v) for v in (value if isinstance(value, list) else [value])]
        answer = self.post(urljoin(page.path, form["action"]) if form["action"] else page.path, fields)
        return self.follow(answer) if follow else answer
