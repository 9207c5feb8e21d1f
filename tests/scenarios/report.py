"""The tables of the bench, as text or as Markdown."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Callable, Iterable

from audit import ACCUSATIONS, FOUND, Accusation, Case
from exact import limits, quantile
from rivals import Score

Row = list[str]
MOST_LISTED = 40


@dataclass
class MonthResult:
    """All that one month taught."""

    seed: int
    server: str
    lines: int
    innocents: int
    days: int
    days_alone: int
    cases: list[Case]
    accusations: list[Accusation]
    rivals: dict[str, Score]

    @property
    def account_days(self) -> int:
        return self.innocents * self.days


def table(title: str, head: Row, rows: Iterable[Row], markdown: bool) -> str:
    rows = [head, *rows]
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]
    if markdown:
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        lines.insert(1, "|" + " --- |" * len(head))
        return f"### {title}\n\n" + "\n".join(lines) + "\n"
    return f"{title}\n\n" + "\n".join("  " + line for line in lines) + "\n"


# --- Recall ------------------------------------------------------------------


def share(found: int, of: int) -> str:
    if of == 0:
        return "-"
    low, high = limits(found, of)
    return f"{found}/{of} = {100 * found / of:.0f} % ({100 * low:.0f}-{100 * high:.0f})"


def recall_row(name: str, cases: list[Case]) -> Row:
    """Found, and what was only put up for a check; then the costs of being late."""
    before = [case.before for case in cases if case.before is not None]
    month = [case.with_month for case in cases]
    day = [case.with_day for case in cases]
    row = [name]
    for verdicts in (month, day):
        row.append(share(sum(verdict in FOUND for verdict in verdicts), len(verdicts)))
        row.append(str(verdicts.count("check")))
    middle, late = quantile(before, 0.5), quantile(before, 0.9)
    row.append("-" if middle is None else f"{middle}, {late}")
    row.append(str(quantile([case.messages for case in cases], 0.5)))
    return row


RECALL_HEAD = ["", "found in the month", "check", "that day alone", "check", "sent before (median, p90)", "of (median)"]


def recall_by(title: str, cases: list[Case], key: Callable[[Case], str], markdown: bool) -> str:
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        groups[key(case)].append(case)

    def order(name: str) -> tuple[int, str]:
        digits = name.split("/")[0]
        return (int(digits), name) if digits.isdigit() else (0, name)

    rows = [recall_row(name, groups[name]) for name in sorted(groups, key=order)]
    return table(title, RECALL_HEAD, rows, markdown)


def baseline_of(case: Case) -> str:
    return "on the first day (none)" if case.parameters["first_day"] else "behind a week"


def guesses_of(case: Case) -> str:
    rate = case.parameters["guesses_per_hour"]
    return f"{rate}/h" if rate else "no guessing"


def spam_of(case: Case) -> str:
    rate = case.parameters["recipients_per_hour"]
    if rate == 0 or case.kind == "botnet":
        return case.kind
    return f"{rate}/h"


def addresses_of(case: Case) -> str:
    count = case.parameters["addresses"]
    return f"{count}/near the victim" if case.parameters["near"] else str(count)


def senders_of(case: Case) -> str:
    return "forged" if case.parameters["forged_senders"] else "own"


def names_of(case: Case) -> str:
    return "names" if case.names else "no names"


def recall(cases: list[Case], markdown: bool) -> list[str]:
    parts = [
        recall_by("Attacks that got in, by kind", cases, lambda case: case.kind, markdown),
        recall_by("By what the log knew before", cases, baseline_of, markdown),
        recall_by("By guesses an hour", cases, guesses_of, markdown),
        recall_by("By recipients an hour", cases, spam_of, markdown),
        recall_by("By addresses", cases, addresses_of, markdown),
        recall_by("By senders", cases, senders_of, markdown),
        recall_by("By whether failures tell names", cases, names_of, markdown),
        recall_by("By server", cases, lambda case: case.server, markdown),
        recall_by("By victim", cases, lambda case: case.persona, markdown),
    ]
    return parts + [missed(cases, markdown)]


def missed(cases: list[Case], markdown: bool) -> str:
    rows = [
        [str(case.seed), case.server, case.kind, case.persona, case.with_month, case.with_day, parameters_of(case)]
        for case in cases
        if case.with_month not in FOUND
    ]
    head = ["seed", "server", "kind", "victim", "month", "day", "parameters"]
    return table(f"Missed in the month: {len(rows)}", head, rows[:MOST_LISTED], markdown)


def parameters_of(case: Case) -> str:
    return " ".join(f"{name}={value}" for name, value in case.parameters.items() if value)


# --- Accusations -------------------------------------------------------------


def per_1000(count: int, of: int) -> str:
    if of == 0:
        return "-"
    low, high = limits(min(count, of), of)
    return f"{1000 * count / of:.3f} ({1000 * low:.3f}-{1000 * high:.3f})"


def accusation_rates(results: list[MonthResult], markdown: bool) -> str:
    rows = []
    for run in ("month", "day"):
        if run == "month":
            account_days = sum(result.account_days for result in results)
        else:
            account_days = sum(result.innocents * result.days_alone for result in results)
        verdicts = Counter(item.verdict for result in results for item in result.accusations if item.run == run)
        for verdict in ACCUSATIONS:
            count = verdicts[verdict]
            rows.append([f"{run}: {verdict}", str(count), str(account_days), per_1000(count, account_days)])
    head = ["", "innocent", "account-days", "per 1,000 account-days (95 %)"]
    return table("Verdicts on the innocent", head, rows, markdown)


def accusation_lists(results: list[MonthResult], markdown: bool) -> list[str]:
    items = [item for result in results for item in result.accusations]
    counts = Counter((item.run, item.verdict, item.persona, item.rules) for item in items)
    rows = [[*key, str(count)] for key, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]
    head = ["run", "verdict", "persona", "rules", "times"]
    parts = [table("By persona and rule", head, rows[:MOST_LISTED], markdown)]
    serious = [item for item in items if item.verdict in FOUND]
    rows = [
        [str(item.seed), item.server, item.run, item.subject, item.persona, item.verdict, item.rules]
        for item in serious
    ]
    head = ["seed", "server", "run", "subject", "persona", "verdict", "rules"]
    title = f"Accused and innocent: {len(rows)}, the first {MOST_LISTED}"
    return parts + [table(title, head, rows[:MOST_LISTED], markdown)]


# --- Rivals ------------------------------------------------------------------


def rival_table(results: list[MonthResult], markdown: bool) -> str:
    account_days = sum(result.account_days for result in results)
    cases = [case for result in results for case in result.cases]
    own = sum(item.run == "month" and item.verdict in FOUND for result in results for item in result.accusations)
    found = sum(case.with_month in FOUND for case in cases)
    rows = [["pfl-audit", share(found, len(cases)), str(own), per_1000(own, account_days)]]
    for name in results[0].rivals:
        scores = [result.rivals[name] for result in results]
        hits = [hit for score in scores for kind in score.found.values() for hit in kind]
        accused = sum(score.accused for score in scores)
        rows.append([name, share(sum(hits), len(hits)), str(accused), per_1000(accused, account_days)])
    head = ["over the month", "attacks found", "innocent accounts accused", "per 1,000 account-days (95 %)"]
    return table("The same logs with grep and with fail2ban", head, rows, markdown) + (
        "\nThe greps get a case for naming the victim, whatever made them do so. fail2ban never says that somebody\n"
        "got in: it gets a case when the address that got in had been banned at any time before, and an accusation\n"
        "for each innocent account that its ban of an address would have locked out.\n"
    )


def report(results: list[MonthResult], markdown: bool) -> str:
    cases = [case for result in results for case in result.cases]
    parts = [
        f"{len(results)} months, {sum(result.lines for result in results)} lines, "
        f"{sum(result.account_days for result in results)} innocent account-days, {len(cases)} attacks that got in\n",
        accusation_rates(results, markdown),
        *accusation_lists(results, markdown),
        *recall(cases, markdown),
        rival_table(results, markdown),
    ]
    return "\n".join(parts)
