# SPDX-FileCopyrightText: 2026 Nabij contributors
# SPDX-License-Identifier: EUPL-1.2
"""The figures: each a function that measures and gives its lines."""

import itertools
import random
import socket
import statistics
import time
from urllib.parse import urlencode

import alike
import data
import desk
import documents
from people import answer_with, begin, first_option, next_link, somebody
from tools import (Capture, Line, Load, Nginx, SlowMail, Watch, anonymous_mb, copy, cpu_seconds, ended, in_turns,
                   per_cpu_second, request, serve, settled)

# ---- somebody in the middle of a guide ----

def walk_to(visitor, guide, step):
    """Answers questions until the page of a step."""
    page = begin(visitor, "nl", guide)
    while not page.path.endswith("/step/" + step):
        if "/step/" not in page.path:
            raise SystemExit(f"{guide} has no step {step} on this way")
        onwards = next_link(page)
        here = page.path.rpartition("/")[2]
        page = visitor.follow(visitor.get(onwards)) if onwards else visitor.submit(
            page, answer_with(first_option, here, page), "/step/", follow=True)
    return page


def question_pages(nabij):
    """A usual question, and the one with the most bytes."""
    for name, guide, step in (("usual", "burglary", "police"), ("longest", "general", "what")):
        visitor = somebody(nabij)
        yield name, visitor, walk_to(visitor, guide, step)


def page(quick):
    rounds, seconds = (3, 0.5) if quick else (7, 4)
    with serve(data.fresh("page")) as nabij:
        settled(nabij.process.pid)
        for name, visitor, answer in question_pages(nabij):
            ours = Load([request("GET", answer.path, nabij.port, visitor.cookies)])
            with Nginx(answer.body, dict(answer.headers)) as nginx:
                theirs = Load([request("GET", "/page.html", nginx.port, visitor.cookies)])
                ours.run(nabij.port, 32, seconds=0.2)
                yield Line(f"page, {name}, {len(answer.body)} bytes, per CPU s", *in_turns(
                    rounds, lambda: per_cpu_second(ours, nabij.port, nabij.process.pid, 32, seconds),
                    lambda: per_cpu_second(theirs, nginx.port, nginx.process.pid, 32, seconds)), 0.60)


# ---- a page of content ----

def content_pages(nabij):
    """A usual article, and the one with the most bytes."""
    visitor = somebody(nabij)
    folder = data.CONTENT / "nl"
    names = (p.relative_to(folder).with_suffix("") for p in folder.rglob("*.md") if p.stem != "home")
    pages = [visitor.get(f"/nl/{name}") for name in names]
    yield "usual", visitor.get("/nl/victims/robbery")
    yield "longest", max(pages, key=lambda page: len(page.body))


def content(quick):
    rounds, seconds = (3, 0.5) if quick else (7, 4)
    with serve(data.fresh("content")) as nabij:
        settled(nabij.process.pid)
        for name, answer in content_pages(nabij):
            with Nginx(answer.body, dict(answer.headers)) as nginx:
                # asked for by who does not have it, and by who does
                for what, status, etag, its_etag, target in (
                        (f"{len(answer.body)} bytes", 200, None, None, 0.60),
                        ("not changed", 304, answer.headers["ETag"], nginx.etag(), 0.90)):
                    ours = Load([request("GET", answer.path, nabij.port, {}, etag=etag)])
                    theirs = Load([request("GET", "/page.html", nginx.port, {}, etag=its_etag)])
                    ours.run(nabij.port, 32, seconds=0.2, status=status)
                    yield Line(f"content, {name}, {what}, per CPU s", *in_turns(
                        rounds, lambda: per_cpu_second(ours, nabij.port, nabij.process.pid, 32, seconds, status),
                        lambda: per_cpu_second(theirs, nginx.port, nginx.process.pid, 32, seconds, status)), target)


# ---- many articles brought in ----

def import_(quick):
    rounds, count = 1 if quick else 3, 10000
    folder = data.articles(count)
    seconds = statistics.median(data.import_content(folder, count) for _ in range(rounds))
    yield Line(f"import of {count} articles, s", seconds, target=20, at_most=True)


# ---- a flyer ----

def flyer(quick):
    seconds = 2 if quick else 10
    with serve(data.fresh("flyer")) as nabij:
        load = Load([request("GET", "/nl/flyer/victims/burglary", nabij.port, {})])
        load.run(nabij.port, 1, count=1)
        yield Line("flyer made as PDF, p50 ms", load.run(nabij.port, 1, seconds=seconds).p50, target=60, at_most=True)


# ---- answers posted ----

def drafts(nabij, n):
    """So many people who stand at a question: the address, their cookies, and what their answer sends."""
    found = []
    for _ in range(n):
        visitor = somebody(nabij)
        page = walk_to(visitor, "burglary", "police")
        fields = dict(page.form("/step/")["fields"]) | answer_with(first_option, "police", page)
        found.append((page.path, visitor.cookies, fields | {"form_id": "@" * 26}))
    return found


def posts(nabij, people):
    return Load([request("POST", path, nabij.port, cookies, urlencode(fields, doseq=True, safe="@").encode(), nabij.url)
                 for path, cookies, fields in people])


def posts_a_second(base, people, count):
    with serve(copy(base, "posted")) as nabij:
        load = posts(nabij, people)
        load.run(nabij.port, 64, count=640, status=303)
        answers = load.run(nabij.port, 64, count=count, status=303)
    return answers.count / answers.seconds


def post(quick):
    rounds, count = (2, 10000) if quick else (5, 40000)
    base = data.fresh("post")
    with serve(base) as nabij:
        settled(nabij.process.pid)
        people = drafts(nabij, 64)
    capture = Capture(base, "INTO form_receipt")
    with capture as nabij:
        posts(nabij, people).run(nabij.port, 64, count=count, status=303)

    def reference():
        n, seconds, _ = capture.replay(64)
        return n / seconds
    yield Line("answer posted, 64 clients, per second", *in_turns(
        rounds, lambda: posts_a_second(base, people, count), reference), 0.30)


# ---- a page while much else happens ----

def latency(quick):
    seconds = 3 if quick else 30
    with SlowMail() as smtp, serve(data.fresh("latency"), smtp=smtp) as nabij:
        settled(nabij.process.pid)
        people = drafts(nabij, 32)
        path, cookies, _ = people[0]
        upload = data.Upload(nabij, size=1 << 30)
        upload.start()
        posting = posts(nabij, people).start(nabij.port, 32, seconds=seconds + 2, status=303)
        time.sleep(1)  # all three are under way
        seen = Load([request("GET", path, nabij.port, cookies)]).run(nabij.port, 4, seconds=seconds, rate=100)
        posted = ended(posting)
        rest = upload.stop()
    name = f"page while 32 post ({posted.count / posted.seconds:.0f}/s), mail and upload ({rest:.0f} MB/s)"
    yield Line(f"{name}: p50 ms", seen.p50, target=2, at_most=True)
    yield Line("  the same: p99 ms", seen.p99, target=15, at_most=True)


# ---- many registrations in one upload ----

def bulk(quick):
    rounds, lines = (1, 10000) if quick else (1, 208000)
    base = data.fresh("bulk")
    growths = []
    with SlowMail() as smtp:
        with serve(base, smtp=smtp) as nabij:
            settled(nabij.process.pid)
        capture = Capture(base, "bulk_", smtp)
        with capture as nabij:
            data.upload(nabij, lines)

        def ours():
            with serve(copy(base, "uploaded"), smtp=smtp) as nabij:
                data.upload(nabij, 640, prefix="warm")
                watch = Watch(nabij.process.pid)
                watch.start()
                seconds = data.upload(nabij, lines)
                growths.append(watch.growth())
            return lines / seconds

        def reference():
            return lines / capture.replay(1)[1]
        yield Line(f"bulk, {lines} registrations, per second",
                   *in_turns(rounds, ours, reference), 0.30)
        yield Line("  the same: memory, second half over first, MB", max(growths), target=10, at_most=True)


# ---- the work list ----

def work_list(quick):
    rounds, seconds = (3, 0.5) if quick else (7, 4)
    many, last = (20_000, 40) if quick else (1_000_000, 200)
    with serve(copy(data.registrations(1000), "few")) as few, serve(copy(data.registrations(many), "many")) as nabij:
        ours, reference = data.worker(nabij), data.worker(few)
        for name, n in (("first page", 1), (f"page {last}", last)):
            loads = [Load([request("GET", data.list_page(x, n), x.port, v.cookies)])
                     for x, n, v in ((nabij, n, ours), (few, min(n, 2), reference))]
            for x, load in ((nabij, loads[0]), (few, loads[1])):
                load.run(x.port, 4, seconds=0.2)
            yield Line(f"work list of {many} against 1000, {name}, per CPU s", *in_turns(
                rounds, lambda: per_cpu_second(loads[0], nabij.port, nabij.process.pid, 32, seconds),
                lambda: per_cpu_second(loads[1], few.port, few.process.pid, 32, seconds)), 0.80)


# ---- memory ----

def memory(quick):
    with serve(data.fresh("memory")) as nabij:
        (path, cookies, _), = drafts(nabij, 1)
        load = Load([request("GET", path, nabij.port, cookies)])
        load.run(nabij.port, 32, count=1000)
        first = anonymous_mb(nabij.process.pid)
        idle = [open_idle(nabij.port, path, cookies) for _ in range(5000)]
        yield Line("memory with 5000 idle connections, MB more", anonymous_mb(nabij.process.pid) - first, target=10,
                   at_most=True)
        load.run(nabij.port, 32, count=20000 if quick else 100000)
        yield Line("  and after 100000 requests, MB more" if not quick else "  and after 20000 requests, MB more",
                   anonymous_mb(nabij.process.pid) - first, target=10, at_most=True)
        for s in idle:
            s.close()


def open_idle(port, path, cookies):
    """A connection that got one page and stays."""
    s = socket.create_connection(("127.0.0.1", port), 30)
    s.sendall(request("GET", path, port, cookies).replace(b"###", b"100"))
    got = b""
    while b"</html>" not in got:
        got = got[-10:] + s.recv(1 << 16)
    return s


# ---- searching ----

def slips(words, generator):
    """Each word with two letters that changed places."""
    for word in words:
        i = generator.randrange(1, len(word) - 2)
        yield word[:i] + word[i + 1] + word[i] + word[i + 2:]


def questions():
    """What is asked, by kind: rare words, the commonest, pairs of them, typing errors."""
    words, generator = documents.vocabulary(), random.Random(3)
    common, rare = words[:20], generator.sample(words[20000:], 200)
    pairs = [" ".join(pair) for pair in itertools.combinations(words[:8], 2)]
    yield "rare word", rare
    yield "commonest words", common
    yield "commonest pair", [f"{words[0]} {words[1]}"]
    yield "pairs of common words", pairs
    yield "common and rare", [f"{generator.choice(common)} {word}" for word in rare]
    yield "typing error", list(slips(generator.sample(words[:20000], 200), generator))


def search(quick):
    count, seconds = (20000, 2) if quick else (500000, 10)
    with serve(documents.many_documents(count)) as nabij:
        settled(nabij.process.pid)
        for name, texts in questions():
            load = Load([request("GET", "/nl/search?" + urlencode({"q": text}), nabij.port, {}) for text in texts])
            load.run(nabij.port, 1, seconds=1)
            seen = load.run(nabij.port, 1, seconds=seconds)
            yield Line(f"search in {count}, {name}: p50 ms", seen.p50)
            yield Line("  the same: p99 ms", seen.p99, target=10, at_most=True)


FIGURES = {
    "page": page, "content": content, "post": post, "latency": latency, "bulk": bulk, "import": import_,
    "flyer": flyer, "list": work_list, "dossier": desk.dossier, "sign-in": desk.sign_in, "alike": alike.alike,
    "memory": memory, "search": search,
}
# what --quick measures unless figures are named
QUICK = ("page", "post", "latency", "bulk", "list", "memory")
