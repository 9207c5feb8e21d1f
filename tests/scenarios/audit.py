"""What pfl-audit says of a log, and whether it is right."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable

from month_log import DAY, MASK, SECOND, Month, attack_addresses, begin_of, find, has_entered

RANKS = ["clean", "unknown", "attacked", "check", "likely", "compromised"]
ACCUSATIONS = RANKS[3:]
FOUND = {"likely", "compromised"}

Report = dict[str, Any]
Attack = dict[str, Any]


def worst(verdicts: list[str]) -> str:
    return max(verdicts, key=RANKS.index, default="clean")


class Auditor:
    """Runs the program on parts of a month."""

    def __init__(self, programs: Path, month: Month) -> None:
        self.month = month
        reference = datetime.datetime.fromtimestamp(month.end // SECOND, datetime.timezone.utc)
        self.command = [str(find(programs, "pfl-audit")), "--format", "json", "--utc-offset", "+00:00"]
        self.command += ["--reference-time", f"{reference:%Y-%m-%dT%H:%M:%SZ}", "-"]

    def run(self, begin: int, end: int) -> Report:
        done = subprocess.run(self.command, input=self.month.part(begin, end), stdout=subprocess.PIPE, check=False)
        if done.returncode not in (0, 1, 3):
            raise SystemExit(f"bench.py: pfl-audit ended with {done.returncode}")
        report: Report = json.loads(done.stdout)
        return report

    def until(self, end: int) -> Report:
        return self.run(self.month.start, end)


# --- Right -------------------------------------------------------------------


def server_verdict(report: Report, addresses: set[str]) -> str:
    """Of findings that are tied to nobody, but name the attacker: a login whose account the log does not tell."""
    for finding in report["server"]:
        if finding["severity"] in ("high", "critical") and addresses & set(finding.get("source_ip", [])):
            return "likely"
    return "clean"


def last_weighty(subject: dict[str, Any]) -> int:
    """When the last of what weighs against a subject ended; without times, as late as can be."""
    weighty = [finding for finding in subject["findings"] if finding["severity"] != "info"]
    ends = [end for finding in weighty if (end := finding.get("end") or finding.get("start"))]
    if not ends:
        return sys.maxsize
    return int(datetime.datetime.fromisoformat(max(ends).replace("Z", "+00:00")).timestamp()) * SECOND


def is_subject(attack: Attack, name: Any) -> bool:
    """An account, a uid or a client that the attack is about."""
    if attack["kind"] == "open-relay":
        return name in attack_addresses(attack)
    return name == attack.get("uid", -1) or any(name == victim["user"] for victim in attack["victims"])


def subjects_of(report: Report) -> list[tuple[Any, dict[str, Any]]]:
    """All that have a verdict, with their names."""
    keys = (("accounts", "user"), ("submitters", "uid"), ("relays", "addr"))
    return [(item[key], item) for part, key in keys for item in report[part]]


def verdict_on(report: Report, attack: Attack) -> str:
    """The worst on any victim; what is only about the time before the attack does not count."""
    verdicts = [
        item["verdict"]
        for name, item in subjects_of(report)
        if is_subject(attack, name) and last_weighty(item) >= begin_of(attack) - SECOND
    ]
    if attack["kind"] == "silent-login":
        verdicts.append(server_verdict(report, attack_addresses(attack)))
    return worst(verdicts)


def day_of(month: Month, attack: Attack) -> int:
    """When the day begins on which most of it happens: what a first look at one day's log would be about."""
    days: dict[int, int] = {}
    for time, _, in_log, _ in attack["messages"]:
        if in_log:
            day = (time - month.start) // DAY
            days[day] = days.get(day, 0) + 1
    most = max(days, key=lambda day: days[day]) if days else (attack["entered"] - month.start) // DAY
    return month.start + most * DAY


def sent_before(auditor: Auditor, attack: Attack) -> int:
    """How many messages were out when the program, run after each, first accused the victim."""
    times = [time for time, _, in_log, _ in attack["messages"] if in_log]

    def is_found(count: int) -> bool:
        end = times[count - 1] + 3 * SECOND if count > 0 else times[0] - SECOND
        return verdict_on(auditor.until(end), attack) in FOUND

    return smallest(is_found, len(times))


def smallest(is_true: Callable[[int], bool], most: int) -> int:
    low, high = 0, most
    while low < high:
        middle = (low + high) // 2
        if is_true(middle):
            high = middle
        else:
            low = middle + 1
    return low


@dataclass
class Case:
    """One attack that got in, and what was said of it."""

    seed: int
    server: str
    names: bool
    kind: str
    parameters: dict[str, Any]
    persona: str
    messages: int
    with_month: str
    with_day: str
    before: int | None = None  # messages; None: never found, or none sent


def judge(auditor: Auditor, attack: Attack, report: Report) -> Case:
    month, day = auditor.month, day_of(auditor.month, attack)
    sent = sum(1 for message in attack["messages"] if message[2])
    personas = [victim["persona"] for victim in attack["victims"]]
    case = Case(
        seed=month.plan.seed,
        server=server_of(month),
        names=month.plan.names,
        kind=attack["kind"],
        parameters=attack["parameters"],
        persona=personas[0] if len(personas) == 1 else "-",
        messages=sent,
        with_month=verdict_on(report, attack),
        with_day=verdict_on(auditor.run(day, day + DAY), attack),
    )
    if case.with_month in FOUND and sent > 0:
        case.before = sent_before(auditor, attack)
    return case


# --- Wrong -------------------------------------------------------------------


@dataclass
class Accusation:
    """A verdict on somebody innocent."""

    seed: int
    server: str
    run: str  # month or day
    subject: str
    persona: str
    verdict: str
    rules: str


def rules_of(subject: dict[str, Any]) -> str:
    """Those that weigh."""
    rules = {finding["rule"] for finding in subject["findings"] if finding["severity"] != "info"}
    return "+".join(sorted(rules)) or "-"


def accusations(month: Month, report: Report, run: str) -> list[Accusation]:
    seed, server = month.plan.seed, server_of(month)
    return [
        Accusation(seed, server, run, str(name), persona_of(month, name), item["verdict"], rules_of(item))
        for name, item in subjects_of(report)
        if item["verdict"] in ACCUSATIONS and is_innocent(month, name, item)
    ]


def is_innocent(month: Month, name: Any, item: dict[str, Any]) -> bool:
    """A victim is, too, of what was over before its attack began. Clients of an attack never are."""
    attacks = month.truth["attacks"]
    if any(name in attack_addresses(attack) for attack in attacks):
        return False
    if name == MASK and any(attack["kind"] == "open-relay" for attack in attacks):
        return False  # a proxy that hides some of all clients hides some of these
    begins = [begin_of(attack) for attack in attacks if is_subject(attack, name) and attack["entered"] is not None]
    return not begins or last_weighty(item) < min(begins) - SECOND


def persona_of(month: Month, name: Any) -> str:
    """Accounts that do not exist are tried too; clients and uids are none."""
    if isinstance(name, int):
        return f"uid {name}"
    account = month.truth["accounts"].get(name)
    if account is None:
        return "client" if name[:1].isdigit() or ":" in name else "no account"
    attacks = month.truth["attacks"]
    if any(is_subject(attack, name) for attack in attacks):
        return f"{account['persona']} (before its attack)"
    framed = {item["user"] for attack in attacks for item in attack.get("framed", [])}
    return f"{account['persona']} (framed)" if name in framed else account["persona"]


def server_of(month: Month) -> str:
    return ",".join(month.truth["month"]["server"]) or "plain"


def audit_month(auditor: Auditor) -> tuple[list[Case], list[Accusation], int]:
    """The cases, the accusations, and how many days were looked at alone."""
    month = auditor.month
    report = auditor.until(month.end)
    found = accusations(month, report, "month")
    entered = [attack for attack in month.truth["attacks"] if has_entered(attack)]
    cases = [judge(auditor, attack, report) for attack in entered]
    days = {day_of(month, attack) for attack in entered} or {month.start + DAY * (month.plan.days // 2)}
    for day in sorted(days):
        found += accusations(month, auditor.run(day, day + DAY), "day")
    return cases, found, len(days)
