"""How fast a log is read here, beside a parser made of regular expressions.

    python benchmark.py [LOG] [MEGABYTES]

All read the same fields of the same lines: time, host, program, pid, and those of connects,
disconnects, submissions, the queue manager's lines, deliveries, rejects and failed logins. The first
parser of expressions leaves times and numbers as text, the second makes values of them, as parse()
does; both believe whatever they find. The log is repeated until it is large enough.
"""

from __future__ import annotations

import datetime
import re
import statistics
import sys
import time

import postfixlog

HEADER = re.compile(rb"(\w{3} [ \d]\d \d\d:\d\d:\d\d|\S+) (\S+) ([^\s\[:]+)(?:\[(\d+)\])?: (.*)")
CLIENT = rb"(?P<client_name>[^\[\s]+)\[(?P<client_addr>[^\]]+)\]"
ROUNDS = 5  # the speed of a machine drifts: all are timed in each of them
MESSAGES = [
    (re.compile(rb"connect from " + CLIENT), "connect"),
    (re.compile(rb"disconnect from " + CLIENT + rb" (?P<counts>.*)"), "disconnect"),
    (re.compile(rb"(?P<queue_id>\w+): client=" + CLIENT + rb"(?:, sasl_method=(?P<sasl_method>[^,]+), "
                rb"sasl_username=(?P<sasl_username>\S+))?"), "client"),
    (re.compile(rb"(?P<queue_id>\w+): message-id=(?P<message_id>.*)"), "message-id"),
    (re.compile(rb"(?P<queue_id>\w+): from=<(?P<from>[^>]*)>, size=(?P<size>\d+), nrcpt=(?P<nrcpt>\d+)"), "queued"),
    (re.compile(rb"(?P<queue_id>\w+): to=<(?P<to>[^>]*)>,(?: orig_to=<(?P<orig_to>[^>]*)>,)? relay=(?P<relay>[^,]+),"
                rb"(?: conn_use=(?P<conn_use>\d+),)? delay=(?P<delay>[\d.]+), delays=(?P<delays>[\d./]+), "
                rb"dsn=(?P<dsn>[\d.]+), status=(?P<status>\w+) \((?P<reply>.*)\)"), "delivery"),
    (re.compile(rb"(?P<queue_id>\w+): removed"), "removed"),
    (re.compile(rb"(?P<queue_id>\w+): reject: (?P<where>\S+) from " + CLIENT + rb": (?P<reply>.*)"), "reject"),
    (re.compile(rb"warning: " + CLIENT + rb": SASL (?P<sasl_method>\S+) authentication failed: (?P<reason>.*)"),
     "auth-fail"),
]


NUMBERS = {"size", "nrcpt", "conn_use"}


def value_of(name: str, value: bytes) -> object:
    if name in NUMBERS:
        return int(value)
    if name == "delay":
        return datetime.timedelta(seconds=float(value))
    return value.decode("utf-8", "replace")


def with_typed_expressions(path: str) -> "tuple[int, int]":
    lines = fields = 0
    last, time_of_last = b"", None
    with open(path, "rb") as log:
        for line in log:
            lines += 1
            header = HEADER.match(line)
            if header is None:
                continue
            stamp, host, program, pid, message = header.groups()
            if stamp != last:
                last, text = stamp, stamp.decode()
                if text[0].isdigit():
                    time_of_last = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
                else:
                    time_of_last = datetime.datetime.strptime("2026 " + text, "%Y %b %d %H:%M:%S")
            found: "list[object]" = [time_of_last, host.decode(), program.decode(), pid and int(pid)]
            for expression, _ in MESSAGES:
                match = expression.match(message)
                if match is not None:
                    found += [value_of(name, value) for name, value in match.groupdict().items() if value]
                    break
            fields += len(found)
    return lines, fields


def with_expressions(path: str) -> "tuple[int, int]":
    lines = fields = 0
    with open(path, "rb") as log:
        for line in log:
            lines += 1
            header = HEADER.match(line)
            if header is None:
                continue
            stamp, host, program, pid, message = header.groups()
            found = [stamp.decode(), host.decode(), program.decode(), pid and int(pid)]
            for expression, _ in MESSAGES:
                match = expression.match(message)
                if match is not None:
                    found += [value.decode("utf-8", "replace") for value in match.groupdict().values() if value]
                    break
            fields += len(found)
    return lines, fields


FIELDS = {
    "connect": "client_name client_addr",
    "disconnect": "client_name client_addr ehlo_ok auth_ok mail_ok rcpt_ok",
    "client": "queue_id client_name client_addr",
    "sasl-login": "queue_id client_name client_addr sasl_method sasl_username",
    "message-id": "queue_id message_id",
    "queued": "queue_id from_ size nrcpt",
    "removed": "queue_id",
    "reject": "where client_name client_addr reply",
    "auth-fail": "client_name client_addr sasl_method reason",
}
for _kind in ("sent", "deferred", "bounced"):
    FIELDS[_kind] = "queue_id to orig_to relay conn_use delay delays dsn status reply"


def with_events(path: str) -> "tuple[int, int]":
    """The same, field by field, as a program would."""
    from operator import attrgetter

    getters = {kind: attrgetter("time", "host", "program", "pid", *names.split()) for kind, names in FIELDS.items()}
    others = attrgetter("time", "host", "program", "pid")
    lines = fields = 0
    for event in postfixlog.parse(path):
        lines += 1
        fields += len(getters.get(event.kind, others)(event))
    return lines, fields


def with_columns(path: str, columns: "list[str] | None" = None) -> "tuple[int, int]":
    import pyarrow

    reader = pyarrow.RecordBatchReader.from_stream(postfixlog.to_arrow(path, columns=columns))
    lines = fields = 0
    for batch in reader:
        lines += batch.num_rows
        fields += sum(batch.num_rows - column.null_count for column in batch.columns)
    return lines, fields


def main() -> None:
    import os
    import tempfile

    here = os.path.dirname(os.path.abspath(__file__))
    log = sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "..", "sample", "mail.log")
    wanted = int(sys.argv[2] if len(sys.argv) > 2 else 20) * 1000000
    with open(log, "rb") as file:
        data = file.read(wanted)
    with tempfile.NamedTemporaryFile() as made:
        for _ in range(max(1, wanted // len(data))):
            made.write(data)
        made.flush()
        size = os.path.getsize(made.name)
        few = ["kind", "time", "client_addr", "sasl_username", "queue_id"]
        ways = [
            ("re, all text", lambda: with_expressions(made.name)),
            ("re, values", lambda: with_typed_expressions(made.name)),
            ("parse()", lambda: with_events(made.name)),
            ("parse(kinds=...)", lambda: (sum(1 for _ in postfixlog.parse(made.name, kinds=["sasl-login"])), 0)),
        ]
        try:
            import pyarrow  # noqa: F401

            ways.append(("to_arrow, all columns", lambda: with_columns(made.name)))
            ways.append(("to_arrow, 5 columns", lambda: with_columns(made.name, few)))
        except ImportError:
            print("no pyarrow: columns are not measured")
        print(f"{size / 1e6:.0f} MB; processor time in {ROUNDS} rounds, in turns: the best, and the median of the ratios")
        times: "dict[str, list[float]]" = {name: [] for name, _ in ways}
        found = {}
        for _ in range(ROUNDS):
            for name, way in ways:
                start = time.process_time()
                found[name] = way()
                times[name].append(time.process_time() - start)
        for name, _ in ways:
            ratio = statistics.median(slow / own for slow, own in zip(times[ways[0][0]], times[name]))
            lines, fields = found[name]
            speed = size / min(times[name]) / 1e6
            print(f"{name:24} {speed:8.1f} MB/s {ratio:6.2f} {lines:10} lines {fields:10} fields")


if __name__ == "__main__":
    main()
