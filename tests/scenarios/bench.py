#!/usr/bin/env python3
"""How many attacks pfl-audit finds, how late, and whom it accuses wrongly: on months of make_month."""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from audit import Auditor, audit_month
from month_log import Plan, make, victims
from report import MonthResult, report
from rivals import score_month

DAYS = 30
ACCOUNTS = 300
# Every month has another of these; between them, now and then, servers that are nothing special.
SERVERS = [
    "",
    "proxy-some",
    "webmail-local",
    "gateway",
    "",
    "webmail-host",
    "smarthost",
    "office-move",
    "proxy-some",
    "proxy-all",
    "backup-mx",
    "sieve",
    "filter",
]


def hash_of(folder: Path) -> str:
    """Of all files in a folder: when one changes, all months are others."""
    total = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        total.update(file.read_bytes())
    return total.hexdigest()


def seed_of(origin: str, number: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{origin}:{number}".encode()).digest()[:8], "big")


def plan_of(origin: str, number: int, accounts: int, attacks: str, attack_count: int) -> Plan:
    """Every fifth month has no attack; the log's other ways take turns of their own, so that all meet all."""
    return Plan(
        seed=seed_of(origin, number),
        days=DAYS,
        accounts=accounts,
        server=SERVERS[number % len(SERVERS)],
        names=number % 4 != 1,
        dovecot=number % 3 != 2,
        format="rfc3164" if number % 2 == 0 else "rfc3339",
        attacks="none" if number % 5 == 3 else attacks,
        attack_count=attack_count,
    )


def plans(options: argparse.Namespace) -> list[Plan]:
    """As many whole months as make the account-days, or a smaller server for one."""
    origin = hash_of(options.seeds_from) if options.seeds_from else "development"
    count = max(1, round(options.account_days / (DAYS * ACCOUNTS)))
    accounts = min(ACCOUNTS, max(60, options.account_days // (DAYS * count)))
    return [plan_of(origin, i, accounts, options.attacks, options.attack_count) for i in range(count)]


def run_month(programs: Path, keep: Path | None, plan: Plan) -> MonthResult:
    with tempfile.TemporaryDirectory(prefix="pfl-month-") as name:
        month = make(programs, plan, Path(name))
        if keep is not None:
            shutil.copytree(name, keep / str(plan.seed), dirs_exist_ok=True)
        cases, accusations, days_alone = audit_month(Auditor(programs, month))
        return MonthResult(
            seed=plan.seed,
            server=",".join(month.truth["month"]["server"]),
            lines=month.truth["log"]["lines"],
            innocents=plan.accounts - len(victims(month)),
            days=plan.days,
            days_alone=days_alone,
            cases=cases,
            accusations=accusations,
            rivals=score_month(month),
        )


def options_of(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=Path, required=True, help="a build folder, or where both programs are")
    parser.add_argument("--account-days", type=int, default=9000, help="how much to look at (default 9000: one month)")
    parser.add_argument("--seeds-from", type=Path, help="draw the months from the hash of the files in this folder")
    parser.add_argument("--attacks", default="mix", help="as make_month's (default mix)")
    parser.add_argument("--attack-count", type=int, default=0, help="as make_month's (default: 6 to 10)")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--keep", type=Path, help="keep logs and truths here, by seed")
    return parser.parse_args(arguments)


def main() -> None:
    options = options_of(sys.argv[1:])
    months = plans(options)
    results: list[MonthResult] = []
    with ProcessPoolExecutor(options.jobs) as pool:
        for result in pool.map(partial(run_month, options.programs, options.keep), months):
            results.append(result)
            if sys.stderr.isatty():
                print(f"\r{len(results)}/{len(months)} months", end="", file=sys.stderr, flush=True)
    print(report(results, options.markdown))


if __name__ == "__main__":
    main()
