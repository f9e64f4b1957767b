# SPDX-FileCopyrightText: 2026 Nabij contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the figures are measured with: processes and what they cost, load, nginx, statements that are run again."""

import json
import os
import shutil
import socket
import socketserver
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import processes
from nabij import Nabij, free_port

BUILD = Path(__file__).resolve().parent.parent / "build-bench"
DATA = BUILD / "data"
PG = os.environ.get("NABIJ_TEST_PG")  # a cluster of our own; without it SQLite


# ---- lines ----

class Line:
    """One figure: more is better unless at_most. No target: it is only printed."""

    def __init__(self, name, ours, reference=None, ratio=None, target=None, at_most=False):
        self.name, self.ours, self.reference, self.ratio, self.at_most = name, ours, reference, ratio, at_most
        self.target = target = None if PG else target
        measured = ratio if ratio is not None else ours
        self.is_short = target is not None and (measured > target if at_most else measured < target)

    def __str__(self):
        sign = "<=" if self.at_most else ">="
        target = "-" if self.target is None else f"{sign} {self.target:g}"
        words = [number(self.ours), number(self.reference), "-" if self.ratio is None else f"{self.ratio:.2f}", target]
        return f"{self.name:54} " + " ".join(f"{w:>9}" for w in words) + ("  short" if self.is_short else "  ok")


def number(x):
    return "-" if x is None else f"{x:.0f}" if abs(x) >= 100 else f"{x:.2f}"


def in_turns(rounds, ours, reference):
    """Medians of both, and of their ratio round by round; who goes first alternates. No reference: only ours."""
    if reference is None:
        return statistics.median(ours() for _ in range(rounds)), None, None
    pairs = []
    for i in range(rounds):
        if i % 2 == 0:
            a = ours()
            b = reference()
        else:
            b = reference()
            a = ours()
        pairs.append((a, b))
    return (statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs),
            statistics.median(a / b for a, b in pairs))


# ---- processes ----

def postmaster():
    """The process of our own PostgreSQL, whose children serve the connections."""
    folder = Path(PG.partition("host=")[2].partition("&")[0])
    return int((folder / "data/postmaster.pid").read_text().split()[0])


def cpu_seconds(pid):
    """Of the process, all that it started, and the database."""
    return processes.cpu_seconds(pid) + (processes.cpu_seconds(postmaster()) if PG else 0)


def settled(pid):
    """Waits until what a first start brings along is done."""
    processes.until_idle(lambda: cpu_seconds(pid), 0.01)


def anonymous_mb(pid):
    """Memory that no file stands behind."""
    kb = 0
    for p in processes.family(pid):
        for line in Path(f"/proc/{p}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                kb += int(line.split()[1])
    return kb / 1024


class Watch(threading.Thread):
    """The memory of a process, over time."""

    def __init__(self, pid, every=0.1):
        super().__init__(daemon=True)
        self.pid, self.every, self.seen, self.over = pid, every, [], threading.Event()

    def run(self):
        while not self.over.wait(self.every):
            self.seen.append(anonymous_mb(self.pid))

    def ended(self):
        self.over.set()
        self.join()
        return self.seen

    def growth(self):
        """Most of the second half over most of the first."""
        seen = self.ended()
        half = len(seen) // 2
        return max(seen[half:]) - max(seen[:half])

    def most(self):
        return max(self.ended())


# ---- ours ----

def make_database(folder, template="template0"):
    """A new one, for a folder of data; whatever had its name is gone."""
    for sql in (f"DROP DATABASE IF EXISTS {folder.name}", f"CREATE DATABASE {folder.name} TEMPLATE {template}"):
        subprocess.run(["psql", "-qd", PG, "-c", "SET client_min_messages = error", "-c", sql], check=True)


def address(data):
    """Of the database that belongs to a folder of data."""
    return PG.replace("/nabij?", f"/{data.name}?")


class Served(Nabij):
    """As the tests have it, without their line of a result."""

    def __exit__(self, *_):
        if self.process.poll() is None and (status := self.stop()) != 0:
            raise SystemExit(f"the program ended with {status}")


def serve(data, environment=None, smtp=None):
    options = ["--behind-proxy", "--content", str(BUILD.parent / "content")]
    if smtp:
        options += ["--smtp", f"smtp://127.0.0.1:{smtp}"]
    if PG:
        options += ["--database", address(data)]
    nabij = Served(data=data, demo=True, options=options, environment=environment)
    if PG:
        nabij.environment["NABIJ_DATABASE"] = address(data)
    return nabij


def copy(base, name):
    """A folder of data as it was."""
    to = Path(os.environ["NABIJ_TEMP"]) / name
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(base, to, ignore=shutil.ignore_patterns("control"))  # a socket nobody listens on
    if PG:
        make_database(to, base.name)
    return to


class SlowMail:
    """Takes every mail, and half a second for each: the job that a page must not notice."""

    def __enter__(self):
        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                self.wfile.write(b"220 ready\r\n")
                for line in self.rfile:
                    word = line[:4].upper()
                    if word == b"DATA":
                        self.wfile.write(b"354 go on\r\n")
                        while self.rfile.readline() not in (b".\r\n", b""):
                            pass
                        # this is the job that takes 500 ms
                        time.sleep(0.5)
                    self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 fine\r\n")
                    if word == b"QUIT":
                        return

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True

        self.server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self.server.server_address[1]

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


# ---- load ----

class Load:
    """The requests of the clients, sent over kept connections."""

    def __init__(self, requests):
        self.file = Path(os.environ["NABIJ_TEMP"]) / f"requests-{time.monotonic_ns()}"
        self.file.write_bytes(b"".join(b"%d\n%s" % (len(r), r) for r in requests))

    def start(self, port, connections, seconds=0, count=0, rate=0, status=200):
        numbers = [str(x) for x in (port, connections, seconds, count, rate, status)]
        return subprocess.Popen([BUILD / "bench/load", *numbers, self.file], stdout=subprocess.PIPE, text=True)

    def run(self, *args, **kwargs):
        return ended(self.start(*args, **kwargs))


def per_cpu_second(load, port, pid, connections, seconds, status=200):
    """Answers for a second of CPU of the process, all that it started and the database."""
    before = cpu_seconds(pid)
    answers = load.run(port, connections, seconds=seconds, status=status)
    return answers.count / (cpu_seconds(pid) - before)


class Answers:
    def __init__(self, words):
        self.count, self.others, self.seconds = int(words[0]), int(words[1]), float(words[2])
        self.p50, self.p99, self.longest = (int(w) / 1000 for w in words[3:6])


def ended(process):
    out, _ = process.communicate()
    if process.returncode != 0:
        raise SystemExit("the load generator failed")
    answers = Answers(out.split())
    if answers.others and PG:
        # transactions that ran into one another too often: the client is told to try again
        print(f"{answers.others} of {answers.count} were told to try again", file=sys.stderr)
    elif answers.others:
        raise SystemExit(f"{answers.others} of {answers.count} answers were not what was asked for")
    return answers


BROWSER = (b"User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r\n"
           b"Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
           b"Accept-Language: nl,en-US;q=0.7,en;q=0.3\r\nAccept-Encoding: gzip, deflate, br\r\n"
           b"Connection: keep-alive\r\nUpgrade-Insecure-Requests: 1\r\nSec-Fetch-Dest: document\r\n"
           b"Sec-Fetch-Mode: navigate\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-User: ?1\r\n"
           b"X-Forwarded-For: 10.###.###.###\r\n")


def request(method, path, port, cookies, body=None, origin=None, etag=None):
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\n".encode() + BROWSER
    if cookies:
        head += b"Cookie: " + "; ".join(f"{k}={v}" for k, v in cookies.items()).encode() + b"\r\n"
    if etag:
        head += f"If-None-Match: {etag}\r\n".encode()
    if body is None:
        return head + b"\r\n"
    head += f"Origin: {origin}\r\nContent-Type: application/x-www-form-urlencoded\r\n".encode()
    head += f"Content-Length: {len(body)}\r\n".encode()
    return head + b"\r\n" + body


# ---- references ----

LEFT_TO_NGINX = {"date", "content-length", "connection", "content-type", "keep-alive", "etag"}


class Nginx:
    """One worker that serves these bytes from a file, with the same headers; where ours has a validator, with its
    own."""

    def __init__(self, body, headers):
        self.folder = Path(os.environ["NABIJ_TEMP"]) / f"nginx-{time.monotonic_ns()}"
        self.folder.mkdir()
        # its worker may be another user
        for part in (self.folder, *list(self.folder.parents)[:2]):
            part.chmod(0o755)
        self.port = free_port()
        (self.folder / "page.html").write_bytes(body)
        (self.folder / "page.html").chmod(0o644)
        added = "".join(f"add_header {k} {json.dumps(v)};\n" for k, v in headers.items()
                        if k.lower() not in LEFT_TO_NGINX)
        etag = "on" if "ETag" in headers else "off"
        (self.folder / "nginx.conf").write_text(f"""
            daemon off; worker_processes 1; pid {self.folder}/pid; error_log stderr crit;
            user root;
            events {{ worker_connections 1024; }}
            http {{
                access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; keepalive_timeout 600;
                open_file_cache max=100 inactive=600s; open_file_cache_valid 600s;
                client_body_temp_path {self.folder}; proxy_temp_path {self.folder};
                fastcgi_temp_path {self.folder}; uwsgi_temp_path {self.folder}; scgi_temp_path {self.folder};
                types {{ text/html html; }} charset utf-8; etag {etag};
                server {{ listen 127.0.0.1:{self.port}; root {self.folder}; {added} }}
            }}""")

    def __enter__(self):
        self.process = subprocess.Popen(["nginx", "-p", self.folder, "-c", self.folder / "nginx.conf"])
        until = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except OSError:
                if time.monotonic() > until or self.process.poll() is not None:
                    raise SystemExit("nginx did not start") from None
                time.sleep(0.02)

    def etag(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/page.html") as answer:
            return answer.headers["ETag"]

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


class Capture:
    """What ours runs on the database between enter and exit, to be run again on the data as it was before."""

    def __init__(self, base, words, smtp=None):
        self.base, self.words = base, words
        self.file = Path(os.environ["NABIJ_TEMP"]) / f"capture-{time.monotonic_ns()}"
        preload = {"LD_PRELOAD": str(BUILD / "bench/libcapture.so"), "NABIJ_CAPTURE": str(self.file)}
        self.nabij = serve(copy(base, "captured"), smtp=smtp, environment=preload)

    def __enter__(self):
        return self.nabij.start()

    def __exit__(self, *_):
        self.nabij.stop()

    def replay(self, together):
        """Transactions of ours, `together` of them in one: how many, seconds, seconds of CPU."""
        data = copy(self.base, "replayed")
        command = [BUILD / "bench/replay", address(data) if PG else data / "nabij.db", self.file, self.words,
                   str(together)]
        out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
        shutil.rmtree(data)
        return int(out[0]), float(out[1]), float(out[2])
