# SPDX-FileCopyrightText: 2026 Nabij contributors
# SPDX-License-Identifier: EUPL-1.2
"""The figures of those who help: a dossier with much in it, opening it for the first time, many who sign in at once."""

import datetime
import os
import re
import statistics
import subprocess
import threading
import time

import data
from staff import one_time_code
from tools import Line, Load, Nginx, Watch, anonymous_mb, copy, ended, in_turns, per_cpu_second, request, serve

NOTES = 46  # with what came in with the registration, 50 things to open
NOTE = "Rustig gesproken. Belt morgen zelf terug na het werk; de voordeur is weer gemaakt. Geen haast met de brief."


def paths(worker):
    """The dossiers on the first page of the list."""
    return re.findall(r'href="(/nl/work/client/[0-9a-z]{26})"', worker.get("/nl/work").text)


def wednesday():
    """The last one, at an hour at which anybody may be called."""
    day = datetime.date.today()
    day -= datetime.timedelta(days=(day.weekday() - 2) % 7 or 7)
    return {"day-day": day.day, "day-month": day.month, "day-year": day.year, "hour": "10:00"}


def fill(worker, path):
    """Notes so many contacts in a dossier."""
    page = worker.get(path)
    said = {"channel": "phone", "result": "reached", "note": NOTE} | wednesday()
    for _ in range(NOTES):
        answer = worker.submit(page, said, "attempt", follow=True)
        if answer.status != 200:
            raise SystemExit(f"the contact was not noted: {answer.status}")
        page = worker.get(path)
    if page.text.count(NOTE[:40]) < NOTES:
        raise SystemExit("not all notes stand in the dossier")
    return page


def opening(worker, some):
    """How long each took, in ms."""
    took = []
    for path in some:
        began = time.monotonic()
        if worker.get(path).status != 200:
            raise SystemExit(f"{path} does not open")
        took.append((time.monotonic() - began) * 1000)
    return statistics.median(took)


def dossier(quick):
    rounds, seconds = (3, 1) if quick else (7, 4)
    for count in (1000, 100_000 if quick else 1_000_000):
        with serve(copy(data.registrations(count), "dossier")) as nabij:
            worker = data.worker(nabij)
            first, *others = paths(worker)
            page = fill(worker, first)
            with Nginx(page.body, dict(page.headers)) as nginx:
                ours = Load([request("GET", first, nabij.port, worker.cookies)])
                theirs = Load([request("GET", "/page.html", nginx.port, worker.cookies)])
                ours.run(nabij.port, 4, seconds=0.2)
                yield Line(f"dossier, 50 fields, {len(page.body)} bytes, of {count}, per CPU s", *in_turns(
                    rounds, lambda: per_cpu_second(ours, nabij.port, nabij.process.pid, 4, seconds),
                    lambda: per_cpu_second(theirs, nginx.port, nginx.process.pid, 4, seconds)), 0.35)
            yield Line(f"dossier, of {count}, first time against again, p50 ms", opening(worker, others),
                       opening(worker, others))


# ---- many who sign in at once ----

AT_ONCE = 20


def account(nabij, i):
    database = ["--database", nabij.database] if nabij.database else []
    words = ["user", "add", "support_worker", f"many-{i}@example.org", f"Many {i}", "Midden"]
    said = subprocess.run([os.environ["NABIJ"], *words, "--data", nabij.data, *database], check=True, text=True,
                          stdout=subprocess.PIPE).stdout
    return {"email": f"many-{i}@example.org", "address": f"10.9.{i // 250}.{i % 250}",
            **dict(line.split(": ") for line in said.splitlines())}


def sign_in_at(nabij, who, together, took):
    visitor = nabij.visitor(**{"X-Forwarded-For": who["address"]})
    page = visitor.get("/nl/sign-in")
    fields = {"email": who["email"], "password": who["password"],
              "code": one_time_code(who["totp_secret"], time.time())}
    together.wait()
    began = time.monotonic()
    answer = visitor.submit(page, fields, "sign-in")
    took.append((time.monotonic() - began) * 1000 if answer.status == 303 else float("inf"))


def all_at_once(nabij, some):
    together, took = threading.Barrier(len(some)), []
    threads = [threading.Thread(target=sign_in_at, args=(nabij, who, together, took)) for who in some]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return took


def sign_in(quick):
    rounds = 2 if quick else 6
    with serve(data.fresh("sign_in")) as nabij:
        people = [account(nabij, i) for i in range(AT_ONCE * rounds)]
        page = Load([request("GET", "/nl/victims/burglary", nabij.port, {})])
        page.run(nabij.port, 4, seconds=0.5)
        before, took, seen = anonymous_mb(nabij.process.pid), [], []
        watch = Watch(nabij.process.pid, every=0.02)  # one password takes 64 MiB for a tenth of a second
        watch.start()
        for i in range(rounds):
            reading = page.start(nabij.port, 4, seconds=2, rate=100)
            took += all_at_once(nabij, people[i * AT_ONCE:(i + 1) * AT_ONCE])
            seen.append(ended(reading).p99)
        took.sort()
        yield Line(f"{AT_ONCE} sign in at once, {rounds} times: p50 ms", statistics.median(took))
        yield Line("  the same: p99 ms", took[len(took) * 99 // 100], target=1200, at_most=True)
        yield Line("  public pages meanwhile: p99 ms", statistics.median(seen), target=20, at_most=True)
        yield Line("  memory more, MB", watch.most() - before, target=2 * 64 + 16, at_most=True)
