"""What a billion lines would cost: the steps of postfix_spark.py, measured in one process.

    python cost.py LOG

Prints processor time for counting, loading, merging, the rules and unpacking gzip, and what follows from
it. LOG is best a generated one: build/tests/make_log --bytes 100M --format rfc3339 >LOG
"""

from __future__ import annotations

import gzip
import sys
import time
from typing import Any, Callable, Tuple

import postfixlog

ROUNDS = 3
BILLION = 1000000000


def measured(work: Callable[[], Any]) -> Tuple[float, Any]:
    """The best of some rounds, and what the last one gave."""
    best, result = float("inf"), None
    for _ in range(ROUNDS):
        start = time.process_time()
        result = work()
        best = min(best, time.process_time() - start)
    return best, result


def count(data: bytes) -> postfixlog.Aggregator:
    state = postfixlog.Aggregator()
    state.add(data, name="log")
    return state


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with open(sys.argv[1], "rb") as file:
        data = file.read()
    lines = data.count(b"\n")
    packed = gzip.compress(data, 6)
    unpacking, _ = measured(lambda: gzip.decompress(packed))
    counting, state = measured(lambda: count(data))
    saved = state.to_bytes()
    loading, other = measured(lambda: postfixlog.Aggregator.load(saved))
    half = data.index(b"\n", len(data) // 2) + 1
    first, second = count(data[:half]).to_bytes(), count(data[half:])

    def merge() -> None:
        postfixlog.Aggregator.load(first).merge(second)

    merging, _ = measured(merge)
    rules, _ = measured(other.findings)
    print(f"{lines} lines, {len(data) / 1e6:.0f} MB, {len(packed) / 1e6:.0f} MB packed")
    print(f"unpacking {unpacking:.2f} s, {len(data) / unpacking / 1e6:.0f} MB/s")
    print(f"counting {counting:.2f} s, {len(data) / counting / 1e6:.0f} MB/s; the state {len(saved) / 1e6:.1f} MB")
    print(f"loading it {loading:.3f} s; loading and merging halves {merging:.3f} s; the rules {rules:.2f} s")
    size = BILLION * len(data) / lines
    core = BILLION / lines * (counting + unpacking)
    print(f"a billion lines: {size / 1e9:.0f} GB, {core / 60:.0f} minutes of a core for unpacking and counting")


if __name__ == "__main__":
    main()
