"""The library against the reference parser of this folder, on lines of which nobody wrote down what they mean.

    test_reference.py PROJECT PFL_EVENTS MAKE_LOG PRINT_HOSTILE
    PFL_LOGS=/var/log/mail.log ...      these files, or all files of a folder, as well
    PFL_SEED=N PFL_ROUNDS=N ...         other generated lines, more or fewer
"""
import os
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import case_lines
from compare import run
from stamp import Clock, LocalClock

REFERENCE = datetime(2026, 11, 23, 22, tzinfo=timezone.utc)

# Central Europe, as POSIX writes it: the zone needs no file.
ZONE = "CET-1CEST,M3.5.0,M10.5.0/3"


def output(*command):
    return subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, check=True).stdout


def year_of_stamps():
    """A line for each half hour of the year before the reference, except in the hour that no clock shows."""
    when, end = datetime(2025, 11, 25), datetime(2026, 11, 23)
    while when < end:
        if not (when.date() == datetime(2026, 3, 29).date() and when.hour == 2):
            yield f"{when:%b %d %H:%M:%S} mx1 postfix/qmgr[717]: DCCDFAA6AC3: removed\n".encode()
        when += timedelta(minutes=30)


def user_logs():
    path = Path(os.environ.get("PFL_LOGS") or "/nonexistent")
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return [(str(file), file.read_bytes()) for file in files if file.is_file() and file.suffix not in (".gz", ".json")]


def main(project, program, make_log, print_hostile):
    project, clock = Path(project), Clock(REFERENCE)
    seed, rounds = os.environ.get("PFL_SEED", "20261123"), int(os.environ.get("PFL_ROUNDS", "200"))
    wrong = 0
    for (reference, offset), lines in case_lines.groups(project / "tests" / "cases").items():
        wrong += run(f"tests/cases, reference {reference:%Y-%m-%d}, offset {offset}", program,
                     b"".join(line + b"\n" for line in lines), Clock(reference, offset))
    wrong += run("sample", program, (project / "examples" / "sample" / "mail.log").read_bytes(), clock)
    for form in "rfc3164", "rfc3339":
        made = output(make_log, "--lines", 20 * rounds, "--seed", seed, "--hosts", 2, "--format", form)
        wrong += run(f"make_log, {form}", program, made, clock)
    wrong += run("hostile text", program, output(print_hostile, rounds, seed), clock)
    wrong += run("a year of Central Europe", program, b"".join(year_of_stamps()), LocalClock(REFERENCE, ZONE))
    for name, data in user_logs():
        wrong += run(name, program, data, clock)
    return wrong


if __name__ == "__main__":
    sys.exit(1 if main(*sys.argv[1:]) else 0)
