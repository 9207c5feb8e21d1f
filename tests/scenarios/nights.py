#!/usr/bin/env python3
"""How large the state of a nightly pfl-audit gets: a month of make_month, and a run for each of its days."""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from month_log import Plan, find, make

SHOWN = 5  # nights between two lines


def nights(programs: Path, log: bytes, keep: int, folder: Path) -> Iterator[int]:
    """The state's bytes behind each night."""
    state, today = folder / "state", folder / "today.log"
    command = [str(find(programs, "pfl-audit")), "--load", str(state), "--save", str(state)]
    command += ["--reference-time", "2026-07-02", "--utc-offset", "+00:00"]
    command += ["--keep", str(keep)] if keep > 0 else []
    for _, lines in groupby(log.splitlines(keepends=True), lambda line: line[:6]):
        today.write_bytes(b"".join(lines))
        subprocess.run([*command, str(today)], stdout=subprocess.DEVNULL)  # what it found is not asked here
        yield state.stat().st_size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=Path, required=True, help="a build folder, or where both programs are")
    parser.add_argument("--keep", type=int, default=0, help="as pfl-audit's (default: all of it)")
    parser.add_argument("--seed", type=int, default=7, help="as make_month's (default 7)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        month = make(options.programs, Plan(options.seed, days=30, accounts=300, names=False), Path(name))
        for night, size in enumerate(nights(options.programs, month.log, options.keep, Path(name)), 1):
            if night % SHOWN == 0:
                print(f"night {night:2}: {size / 1e6:.1f} MB", flush=True)


if __name__ == "__main__":
    main()
