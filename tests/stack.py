#!/usr/bin/env python3
"""How much stack the library takes: reads what gcc's -fstack-usage wrote into a build folder,
says which functions have the largest frames, and fails when one has a frame that is not
bounded, or larger than LARGEST.

    stack.py BUILD-FOLDER
"""

import pathlib
import sys

LARGEST = 28 * 1024  # bytes: names in a window of failures (lib/detect/index_failed.c); all others are under 10


def frames(folder):
    for path in pathlib.Path(folder).rglob("*.su"):
        for line in path.read_text().splitlines():
            place, size, kind = line.split("\t")
            if "/lib/" in place or place.startswith("lib/"):
                yield int(size), kind, place


def main(folder):
    found = sorted(frames(folder), reverse=True)
    if not found:
        sys.exit(f"no .su files of the library in {folder}")
    bad = [f for f in found if f[0] > LARGEST or f[1] not in ("static", "dynamic,bounded")]
    for size, kind, place in found[:10]:
        print(f"{size:7} {kind:16} {place}")
    for size, kind, place in bad:
        print(f"too large or without a bound: {size} {kind} {place}", file=sys.stderr)
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
