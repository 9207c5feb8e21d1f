#!/usr/bin/env python3
"""What a state says of a log, against what the generator says that it wrote.

    test_truth.py MAKE_LOG STATE_TOOL

Every account, local user, address, failing name and kind of line is compared, and exactly: the logs end where the two
mean the same (see quiet_lines). Only more than 255 user names from one address are an estimate (see Comparison.tried).
"""
import json
import os
import re
import subprocess
import sys
import tempfile

LINES = 30000
REFERENCE = "1798761600"  # 2027-01-01: stamps without a year are of 2026

CORPORA = (
    ("mixed", "--format rfc3339 --seed 21"),
    ("mixed", "--format rfc3164 --seed 22 --hosts 3"),
    ("mixed", "--format rfc3339 --seed 23 --hosts 3"),
    ("reuse", "--format rfc3339 --seed 24 --hosts 2"),
    ("reuse", "--format rfc3164 --seed 25"),
    ("accounts", "--format rfc3339 --seed 26 --accounts 40 --hosts 2"),
    ("accounts", "--format rfc3164 --seed 27 --accounts 1000"),
    ("names", "--format rfc3339 --seed 28"),
    ("addresses", "--format rfc3164 --seed 29"),
)

# === The log ===

HEADER = re.compile(rb"^(?:\w{3} [ \d]\d [\d:]{8}|\S+T\S+) (\S+) postfix/(\S+?)\[\d+\]: ([0-9A-Za-z]+): (.*)$")
HANDED_OVER = re.compile(rb"^to=<([^>]*)>.* relay=127\.0\.0\.1\[127\.0\.0\.1\]:10024,.*status=sent .*queued as (\w+)\)$")
ORIGINAL = re.compile(rb" orig_id=(\w+)$")
DELIVERY = re.compile(rb"^to=<([^>]*)>.* status=")


class Queue:
    """Messages on their way into the queue, and through a content filter, by the lines read so far."""

    def __init__(self):
        self.begun = set()  # messages that are not in the queue yet, or not again
        self.unnamed = set()  # second legs whose ID the first leg has not told yet
        self.delivered = {}  # recipients that a second leg has said something about
        self.awaited = set()  # recipients handed over, of which the second leg has said nothing yet

    def read(self, line):
        match = HEADER.match(line)
        if not match:
            return
        host, program, queue_id, rest = match.groups()
        message = (host, queue_id)
        self.read_queue(message, rest)
        if program == b"smtpd" and rest.startswith(b"client=localhost[127.0.0.1]"):
            self.unnamed.add(message)
            self.delivered[message] = set()
            return
        handed_over, delivery = HANDED_OVER.match(rest), DELIVERY.match(rest)
        if handed_over:
            recipient, second = handed_over.group(1), (host, handed_over.group(2))
            self.unnamed.discard(second)
            if recipient not in self.delivered[second]:
                self.awaited.add((second, recipient))
        elif delivery and message in self.delivered:
            self.delivered[message].add(delivery.group(1))
            self.awaited.discard((message, delivery.group(1)))

    def read_queue(self, message, rest):
        if rest.startswith((b"client=", b"uid=")) or rest == b"requeued":
            self.begun.add(message)
        elif rest.endswith(b"(queue active)"):
            self.begun.discard(message)
        again = ORIGINAL.search(rest)
        if again:
            self.begun.discard((message[0], again.group(1)))

    def quiet(self):
        return not self.begun and not self.unnamed and not self.awaited


def quiet_lines(log):
    """How many lines to take so that the generator's truth and a reader of the log can mean the same.

    The generator knows at once whose message a content filter hands back. A reader learns it from the line of the first
    leg that says "queued as", which is written after the second leg has begun: until then what the second leg did is
    nobody's, and its client= line is a message of its own. The generator counts the domain of a recipient with any line
    about it, a reader where the second leg tells what became of it. And the generator's open messages include those
    that are not queued yet, or are about to be queued again. All of this lasts for a second or two of the log.
    """
    queue, quiet = Queue(), 0
    for number, line in enumerate(log.splitlines(), 1):
        queue.read(line)
        if queue.quiet():
            quiet = number
    return quiet


# === Programs ===


class Programs:
    def __init__(self, make_log, state_tool, folder):
        self.make_log, self.state_tool, self.folder = make_log, state_tool, folder

    def path(self, name):
        return os.path.join(self.folder, name)

    def log(self, profile, options, lines):
        command = [self.make_log, "--profile", profile, *options.split(), "--lines", str(lines)]
        command += ["--truth", self.path("truth.json")]
        return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout

    def truth(self):
        with open(self.path("truth.json"), encoding="utf-8") as file:
            return json.load(file)

    def tables(self, log):
        """The rows of the state of a log, by table."""
        with open(self.path("mail.log"), "wb") as file:
            file.write(log)
        state = self.path("state")
        read = [self.state_tool, "read", "--reference", REFERENCE, self.path("mail.log"), "0", "end", state]
        subprocess.run(read, check=True)
        dump = subprocess.run([self.state_tool, "dump", state], stdout=subprocess.PIPE, check=True).stdout
        tables = {}
        for line in dump.splitlines():
            row = json.loads(line)
            tables.setdefault(row["table"], []).append(row)
        return tables


# === Comparing ===


class Comparison:
    def __init__(self, name):
        self.name, self.compared, self.differences = name, 0, []

    def same(self, what, truth, state):
        self.compared += 1
        if truth != state:
            self.differences.append(f"{self.name}: {what}: the truth is {truth}, the state says {state}")

    def tried(self, what, truth, state):
        """Above 255 names the state keeps the 256 smallest hashes: their density is 6 % off, in one of three cases."""
        if truth <= 255:
            self.same(what, truth, state)
            return
        self.compared += 1
        if not 0.75 * truth < state < 1.25 * truth:
            self.differences.append(f"{self.name}: {what}: the truth is {truth}, the state estimates {state}")

    def rows(self, table, truths, rows, key, columns):
        """Every row of the truth, and that the state has no other that counts something."""
        by_key = {str(row[key]): row for row in rows}
        for name in sorted(set(truths) | set(by_key)):
            truth, row = truths.get(name, {}), by_key.get(name, {})
            for column, wanted in columns.items():
                same = self.tried if column == "users_tried" else self.same
                same(f"{table} {name}: {column}", wanted(truth), row.get(column, 0))


def field(*names):
    return lambda truth: sum(truth.get(name, 0) for name in names)


ACTIVITY = {
    "messages": field("messages"),
    "recipients": field("recipients"),
    "sent": field("sent"),
    "bounced": field("bounced"),
    "deferred": field("deferred"),
    "messages_in_hour": field("most_messages_in_hour"),
    "domains": field("domains"),
    "waiting": field("open_messages"),
    "waiting_recipients": field("open_recipients"),
}

ADDRESS = {
    "failures": field("failures"),
    "users_tried": field("names"),
    "connections": field("connects", "screened"),
    "messages": field("logins"),
    "logins": field("mailbox_logins"),
}

TOTALS = {
    "lines": field("lines"),
    "failures": field("failures"),
    "named_failures": field("named_failures"),
    "unreal_failures": field("no_failures"),
    "messages": field("sasl_logins"),
    "plain_messages": field("messages_without_login"),
    "local_messages": field("pickups"),
    "sent": field("sent_lines"),
    "deferred": field("deferred_lines"),
    "bounced": field("bounced_lines"),
    "waiting": field("open_messages"),
    "orphans": field(),
    "abandoned": field(),
    "lost": field(),
}


def compare_logins(comparison, truth, tables):
    """Messages by account and address, over all days."""
    wanted = {(name, addr): count for name, a in truth["accounts"].items() for addr, count in a["logins"].items()}
    got = {}
    for row in tables.get("accesses", []):
        if row["messages"] > 0:
            place = (row["sasl_username"], row["client_addr"])
            got[place] = got.get(place, 0) + row["messages"]
    for place in sorted(set(wanted) | set(got)):
        comparison.same(f"accesses {place}", wanted.get(place, 0), got.get(place, 0))


def compare(name, truth, tables):
    comparison = Comparison(name)
    accounts = dict(ACTIVITY, logins=field("mailbox_logins"))
    comparison.rows("accounts", truth["accounts"], tables.get("accounts", []), "sasl_username", accounts)
    comparison.rows("submitters", truth["uids"], tables.get("submitters", []), "uid", ACTIVITY)
    comparison.rows("addresses", truth["addresses"], tables.get("addresses", []), "client_addr", ADDRESS)
    failing = {name: {"failures": count} for name, count in truth["failing_names"].items()}
    comparison.rows("names", failing, tables.get("names", []), "sasl_username", {"failures": field("failures")})
    kinds = {kind: {"lines": count} for kind, count in truth["kinds"].items()}
    comparison.rows("kinds", kinds, tables.get("kinds", []), "kind", {"lines": field("lines")})
    compare_logins(comparison, truth, tables)
    totals = tables["totals"][0]
    for column, wanted in TOTALS.items():
        comparison.same(f"totals: {column}", wanted(truth["totals"]), totals[column])
    comparison.same("totals: bytes", truth["totals"]["bytes"] - truth["totals"]["lines"], totals["bytes"])
    return comparison


def main():
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        programs = Programs(sys.argv[1], sys.argv[2], folder)
        for profile, options in CORPORA:
            lines = quiet_lines(programs.log(profile, options, LINES))
            if lines < LINES * 9 // 10:
                sys.exit(f"{profile} {options}: no quiet place in the last tenth")
            log = programs.log(profile, options, lines)
            truth = programs.truth()
            comparison = compare(f"{profile} {options}", truth, programs.tables(log))
            failures += len(comparison.differences)
            print(f"{profile} {options}: {lines} lines, {comparison.compared} figures, "
                  f"{len(comparison.differences)} differ")
            for difference in comparison.differences[:20]:
                print("  " + difference)
    return 1 if failures > 0 else 0


if __name__ == "__main__":
    sys.exit(main())
