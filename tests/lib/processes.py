# SPDX-FileCopyrightText: 2026 Nabij contributors
# SPDX-License-Identifier: EUPL-1.2
"""The processes beside the site: the keeper of the keys, and who starts it."""

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
