"""A month's log and its truth: made, cut by time, read line by line."""

from __future__ import annotations

import datetime
import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Iterator

SECOND = 1_000_000  # the truth has microseconds
DAY = 86_400 * SECOND
MASK = "172.17.0.1"  # the proxy of make_month's servers


@dataclass(frozen=True)
class Plan:
    """What make_month is asked for."""

    seed: int
    days: int
    accounts: int
    server: str = ""
    names: bool = True
    dovecot: bool = True
    format: str = "rfc3164"
    attacks: str = "mix"
    attack_count: int = 0  # 0: as many as it likes

    def options(self) -> list[str]:
        options = ["--seed", str(self.seed), "--days", str(self.days), "--accounts", str(self.accounts)]
        options += ["--server", self.server, "--names", "yes" if self.names else "no"]
        options += ["--dovecot", "yes" if self.dovecot else "no", "--format", self.format, "--attacks", self.attacks]
        if self.attack_count > 0 and self.attacks != "none":
            options += ["--attack-count", str(self.attack_count)]
        return options


@dataclass
class Month:
    plan: Plan
    truth: dict[str, Any]
    log: bytes
    days_of_stamps: dict[bytes, int] = field(default_factory=dict)

    @property
    def start(self) -> int:
        return int(self.truth["month"]["start"])

    @property
    def end(self) -> int:
        return self.start + self.plan.days * DAY

    def time_of(self, line: bytes) -> int:
        """To the second: the stamps of both formats have the date first, then hh:mm:ss."""
        at = 11 if self.plan.format == "rfc3339" else 7
        hours, minutes, seconds = int(line[at : at + 2]), int(line[at + 3 : at + 5]), int(line[at + 6 : at + 8])
        return self.days_of_stamps[line[: at - 1]] + (hours * 3600 + minutes * 60 + seconds) * SECOND

    def offset_of(self, time: int) -> int:
        """Where the first line at or behind a time begins."""
        low, high = 0, len(self.log)
        while low < high:
            middle = self.log.rfind(b"\n", low, (low + high) // 2) + 1 or low
            if self.time_of(self.log[middle : middle + 32]) < time:
                low = self.log.find(b"\n", middle) + 1
            else:
                high = middle
        return low

    def part(self, begin: int, end: int) -> memoryview:
        return memoryview(self.log)[self.offset_of(begin) : self.offset_of(end)]

    def lines(self) -> Iterator[bytes]:
        return iter(self.log.splitlines())


def stamps(month: Month) -> dict[bytes, int]:
    """The beginning of each day, by the part of a stamp that says the day."""
    days = {}
    for i in range(month.plan.days):
        time = month.start + i * DAY
        date = datetime.datetime.fromtimestamp(time // SECOND, datetime.timezone.utc)
        text = f"{date:%Y-%m-%d}" if month.plan.format == "rfc3339" else f"{date:%b} {date.day:2}"
        days[text.encode()] = time
    return days


def make(programs: Path, plan: Plan, folder: Path) -> Month:
    """Leaves mail.log and truth.json in the folder."""
    log, truth = folder / "mail.log", folder / "truth.json"
    command = [str(find(programs, "make_month")), *plan.options(), "--output", str(log), "--truth", str(truth)]
    subprocess.run(command, check=True)
    month = Month(plan, json.loads(truth.read_text()), log.read_bytes())
    month.days_of_stamps = stamps(month)
    return month


def find(programs: Path, name: str) -> Path:
    """In the folder, or where cmake builds it below."""
    for place in (programs / name, programs / "examples" / name, programs / "tests" / name):
        if place.is_file():
            return place
    raise SystemExit(f"bench.py: no {name} in {programs}")


def attack_addresses(attack: dict[str, Any]) -> set[str]:
    """As the log has them."""
    return {MASK} if attack["masked"] else set(attack["addresses"])


def has_entered(attack: dict[str, Any]) -> bool:
    """It got in, and something of that is in the log."""
    messages = attack["messages"]
    return attack["entered"] is not None and (not messages or any(in_log for _, _, in_log, _ in messages))


def begin_of(attack: dict[str, Any]) -> int:
    """With the first guess, or the first success."""
    times: list[int] = [attack[name] for name in ("first_failure", "entered") if attack[name] is not None]
    return min(times)


def victims(month: Month) -> set[str]:
    """Of all attacks."""
    return {victim["user"] for attack in month.truth["attacks"] for victim in attack["victims"]}
