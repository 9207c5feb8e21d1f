"""What else is recommended, on the same logs: counting with grep, and banning."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from month_log import DAY, SECOND, Month, attack_addresses, has_entered, victims

MANY_A_DAY = 100  # messages
TOP = 10
ADDRESSES_A_DAY = 10  # the Exim wiki's DetectSMTPAuthAbuse
FAILURES = 5
BAN_WINDOW = BAN_TIME = 600 * SECOND  # fail2ban: findtime, bantime

LOGIN = re.compile(rb"client=\S*\[([^\]]+)\], sasl_method=[^,]+, sasl_username=(.+)$")
FAILURE = re.compile(rb": warning: \S*\[([^\]]+)\]: SASL \S+ authentication failed")


@dataclass
class Reading:
    """What the greps see in a log."""

    logins: list[tuple[int, str, str]] = field(default_factory=list)  # time, user, address: one a message
    failures: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


def read(month: Month) -> Reading:
    reading = Reading()
    for line in month.lines():
        if b"sasl_method=" in line:
            if login := LOGIN.search(line):
                user, address = login[2].decode(), login[1].decode()
                reading.logins.append((month.time_of(line), user, address))
        elif b"authentication failed" in line:
            if failure := FAILURE.search(line):
                reading.failures[failure[1].decode()].append(month.time_of(line))
    return reading


# --- Each returns the accounts that it accuses -------------------------------


def counts_by_day(reading: Reading) -> dict[int, dict[str, int]]:
    days: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for time, user, _ in reading.logins:
        days[time // DAY][user] += 1
    return days


def many_a_day(reading: Reading) -> set[str]:
    """grep sasl_username= | sort | uniq -c: more than 100 a day."""
    return {user for day in counts_by_day(reading).values() for user, count in day.items() if count > MANY_A_DAY}


def top_of_day(reading: Reading) -> set[str]:
    """The same, sorted: the first ten of each day."""
    accused: set[str] = set()
    for day in counts_by_day(reading).values():
        accused |= set(sorted(day, key=lambda user: (-day[user], user))[:TOP])
    return accused


def new_address(reading: Reading) -> set[str]:
    """A login from an address that this account never had, on a later day than its first."""
    known: dict[str, set[str]] = defaultdict(set)
    first_day: dict[str, int] = {}
    accused = set()
    for time, user, address in reading.logins:
        first = first_day.setdefault(user, time // DAY)
        if address not in known[user] and time // DAY > first:
            accused.add(user)
        known[user].add(address)
    return accused


def success_after_failures(reading: Reading) -> set[str]:
    """A login from an address that failed five times before, whenever and whoever it was."""
    return {
        user
        for time, user, address in reading.logins
        if len(times := reading.failures.get(address, [])) >= FAILURES and times[FAILURES - 1] < time
    }


def many_addresses(reading: Reading) -> set[str]:
    """More than 10 addresses of one account on one day."""
    days: dict[tuple[int, str], set[str]] = defaultdict(set)
    for time, user, address in reading.logins:
        days[time // DAY, user].add(address)
    return {user for (_, user), addresses in days.items() if len(addresses) > ADDRESSES_A_DAY}


RULES = {
    f"more than {MANY_A_DAY} messages a day": many_a_day,
    f"top {TOP} of the day": top_of_day,
    "an address never used before": new_address,
    f"success after {FAILURES} failures from an address": success_after_failures,
    f"more than {ADDRESSES_A_DAY} addresses a day": many_addresses,
}

# --- fail2ban ----------------------------------------------------------------


def bans(reading: Reading) -> dict[str, list[int]]:
    """When each address is banned: five failures within ten minutes. A ban that is on is not begun anew."""
    banned: dict[str, list[int]] = {}
    for address, times in reading.failures.items():
        for i in range(FAILURES - 1, len(times)):
            begun = banned.get(address)
            in_window = times[i] - times[i - FAILURES + 1] <= BAN_WINDOW
            if in_window and (begun is None or times[i] >= begun[-1] + BAN_TIME):
                banned.setdefault(address, []).append(times[i])
    return banned


def locked_out(reading: Reading) -> set[str]:
    """Accounts that would not have got in where the log says that they did."""
    banned = bans(reading)
    return {
        user
        for time, user, address in reading.logins
        if any(begun <= time < begun + BAN_TIME for begun in banned.get(address, []))
    }


def was_banned_before(reading: Reading, banned: dict[str, list[int]], attack: dict[str, Any]) -> bool:
    """Whether the address that got in first had ever been banned before: to its credit, however short a ban is."""
    users = {victim["user"] for victim in attack["victims"]}
    addresses = attack_addresses(attack)
    for time, user, address in reading.logins:
        if user in users and address in addresses:
            return address in banned and banned[address][0] <= time
    return any(address in banned and banned[address][0] <= attack["entered"] for address in addresses)


# --- All of them -------------------------------------------------------------


@dataclass
class Score:
    """Of one rival in one month."""

    found: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))  # by kind of attack
    accused: int = 0  # innocent accounts


def score_month(month: Month) -> dict[str, Score]:
    reading, guilty = read(month), victims(month)
    entered = [attack for attack in month.truth["attacks"] if has_entered(attack)]
    scores: dict[str, Score] = {}
    for name, rule in RULES.items():
        accused = rule(reading)
        score = scores[name] = Score({}, len(accused - guilty))
        for attack in entered:
            users = {victim["user"] for victim in attack["victims"]}
            score.found.setdefault(attack["kind"], []).append(bool(users & accused))
    banned = bans(reading)
    score = scores["fail2ban: address banned before it got in"] = Score({}, len(locked_out(reading) - guilty))
    for attack in entered:
        score.found.setdefault(attack["kind"], []).append(was_banned_before(reading, banned, attack))
    return scores
