# SPDX-FileCopyrightText: 2026 Nabij contributors
# SPDX-License-Identifier: EUPL-1.2
"""The processes of the site: the keeper of the keys and who starts it, and what all of them use."""

import time
from pathlib import Path


def status_of(process):
    """The fields of /proc/PID/status; of a task too."""
    return dict(line.split(":\t", 1) for line in (process / "status").read_text().splitlines() if ":\t" in line)


def processes_of(nabij):
    """The key process and whoever started it, of this folder."""
    found = []
    for process in Path("/proc").iterdir():
        try:
            words = (process / "cmdline").read_bytes().split(b"\0") if process.name.isdigit() else []
        except OSError:
            continue  # it has just ended
        if words[1:2] == [b"keyd"] and str(nabij.data).encode() in words:
            found.append((process, b"--starter" in words))
    return [p for p, starts in found if not starts], [p for p, starts in found if starts]


def family(pid):
    """The process and all that it started."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += family(int(child))
    return found


def cpu_seconds(pid):
    """Of the process and all that it started."""
    # the clock of each process (clock_getcpuclockid), as /proc counts in hundredths of a second only
    return sum(time.clock_gettime(~p << 3 | 2) for p in family(pid))


def until_idle(used, least):
    """Waits until half a second takes no more than `least` CPU seconds, as `used` counts them.

    What a first start brings along (the search, how readable each page is) is done beside the serving, and seen to be
    done in nothing being done.
    """
    before, now = None, used()
    while before is None or now - before > least:
        time.sleep(0.5)
        before, now = now, used()
