#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 Nabij contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a first start with the demo makes, made once for all tests of a group: first_start.py DATA

A first start reads all content, works out the search and makes up people, which
takes seconds under the sanitizers. The first test that needs it makes it; each
gets a copy as a data folder of its own, with a database of its own where that
is PostgreSQL. The address of that database is printed.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from nabij import Nabij, database_name, database_of, psql
from processes import cpu_seconds, until_idle


def first():
    """The folder of the first start, which nobody uses; one for each cluster, as its database stands there."""
    cluster = hashlib.sha256(os.environ.get("NABIJ_DATABASE", "").encode()).hexdigest()[:8]
    data = Path(os.environ["NABIJ_TEMP"]) / f"first-start-{cluster}"
    with data.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = data.with_suffix(".made")
        if not made.exists():
            nabij = Nabij(data=data, demo=True).start()
            # too early is no fault: whoever starts the copy goes on with it
            until_idle(lambda: cpu_seconds(nabij.process.pid), 0.02)
            if nabij.stop() != 0:
                raise SystemExit(nabij.printed())
            made.touch()
    return data


def copy(data):
    """Makes the data folder, which must not be there yet."""
    source = first()
    subprocess.run(["cp", "-a", source, data], check=True)
    shutil.rmtree(Path(data) / "outbox")
    if os.environ.get("NABIJ_DATABASE"):
        psql(f"CREATE DATABASE {database_name(data)} TEMPLATE {database_name(source)}")
    return database_of(data)


if __name__ == "__main__":
    print(copy(Path(sys.argv[1])))
