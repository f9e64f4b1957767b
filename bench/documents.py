# SPDX-FileCopyrightText: 2026 Nabij contributors
# SPDX-License-Identifier: EUPL-1.2
"""Many documents to search in: the rows that indexing them would give, of words that come as often as words do (Zipf).
Every word ends in a way that its stem leaves alone, so that the rows need no stemmer."""

import itertools
import random
import shutil
import sqlite3
import subprocess

from tools import BUILD, DATA, PG, make_database, serve

WORDS, TITLE, SUMMARY, PLAIN = 60000, 4, 8, 48
PLACE = (4 << 40) + (1 << 39)  # among pages, with room for newer ones before
COLUMNS = {
    "content": ("id", "kind", "name", "hash", "body", "made", "live"),
    "search_source": ("edition", "version", "kind", "name"),
    "search_document": ("place", "version", "language", "kind", "address", "title", "summary", "plain", "words",
                        "terms"),
    "search_strong": ("place", "strong"),
    "search_word": ("language", "word", "reversed", "stem", "documents"),
    "search_form": ("language", "form", "word"),
}


def vocabulary():
    """Words from the commonest to the rarest."""
    generator, words = random.Random(1), {}
    while len(words) < WORDS:
        syllables = ("".join((generator.choice("bdfgklmnprstvz"), generator.choice("aeiou")))
                     for _ in range(generator.choice((2, 3, 3, 4))))
        words["".join(syllables) + "mol"] = None
    return list(words)


def forms(word):
    """As words_forms."""
    beginning = word[:7]
    left = [beginning[:i] + beginning[i + 1:] for i in range(len(beginning))]
    twice = [w[:i] + w[i + 1:] for w in left for i in range(len(w))] if len(word) > 5 else []
    return {beginning, *left, *twice}


def rows(count):
    """(table, row) for all that stands in the index."""
    words, generator = vocabulary(), random.Random(2)
    weights = list(itertools.accumulate(1 / (i + 1) for i in range(WORDS)))
    documents = dict.fromkeys(words, 0)
    for i in range(count):
        chosen = generator.choices(words, cum_weights=weights, k=TITLE + SUMMARY + PLAIN)
        title, summary, plain = chosen[:TITLE], chosen[TITLE:TITLE + SUMMARY], chosen[TITLE + SUMMARY:]
        different = list(dict.fromkeys(chosen))
        for word in different:
            documents[word] += 1
        version, name = (i + 1).to_bytes(16, "big"), f"victims/d{i}"
        audience = i % 4
        yield "content", (version, "page", name + ".nl", version * 2, "", 0, True)
        yield "search_source", (1, version, "page", name + ".nl")
        yield "search_document", (PLACE + i, version, "nl", "page", "/" + name, " ".join(title), " ".join(summary),
                                  " ".join(plain), " ".join(different),
                                  " ".join(["0" + "vhpy"[audience], *("n" + w for w in different)]))
        yield "search_strong", (PLACE + i, f"{1 << audience:x}|{' '.join(dict.fromkeys(title))}"
                                           f"|{' '.join(dict.fromkeys(summary))}|")
    there = sorted(word for word, n in documents.items() if n > 0)
    for word in there:
        yield "search_word", ("nl", word, word[::-1], word, documents[word])
    # in the order of the index, so that each page is written once
    for form, word in sorted((form, word) for word in there for form in forms(word)):
        yield "search_form", ("nl", form, word)


def batches(count, size=20000):
    """{table: rows}, so many at a time."""
    waiting, n = {}, 0
    for table, row in rows(count):
        waiting.setdefault(table, []).append(row)
        n += 1
        if n == size:
            yield waiting
            waiting, n = {}, 0
    yield waiting


def fill_sqlite(folder, count):
    db = sqlite3.connect(folder / "nabij.db")
    db.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = -400000")
    for batch in batches(count):
        for table, lines in batch.items():
            marks = ", ".join("?" * len(COLUMNS[table]))
            db.executemany(f"INSERT INTO {table} ({', '.join(COLUMNS[table])}) VALUES ({marks})", lines)
    db.commit()
    db.close()


def as_text(value):
    return r"\\x" + value.hex() if isinstance(value, bytes) else "t" if value is True else str(value)


def fill_postgresql(folder, count):
    address = PG.replace("/nabij?", f"/{folder.name}?")
    with subprocess.Popen(["psql", "-Xqd", address], stdin=subprocess.PIPE, text=True) as psql:
        psql.stdin.write("BEGIN; DROP INDEX search_strong_terms;\n")
        for batch in batches(count):
            for table, lines in batch.items():
                psql.stdin.write(f"COPY {table} ({', '.join(COLUMNS[table])}) FROM STDIN;\n")
                psql.stdin.writelines("\t".join(map(as_text, row)) + "\n" for row in lines)
                psql.stdin.write("\\.\n")
        schema = (BUILD.parent / "schema/0023_search_blocks.sql").read_text()
        psql.stdin.write("UPDATE search_strong" + schema.partition("UPDATE search_strong")[2])
        psql.stdin.write("COMMIT; VACUUM FULL ANALYZE;\n")
        psql.stdin.close()
        psql.wait()


def many_documents(count):
    """A folder of data with so many documents; made once."""
    folder = DATA / (f"documents_{count}" if PG else f"documents-{count}")
    if (folder / "made").exists() and not PG:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    if PG:
        make_database(folder)
    with serve(folder):
        pass
    (fill_postgresql if PG else fill_sqlite)(folder, count)
    (folder / "made").touch()
    return folder
