#!/usr/bin/env python3
"""A parser of Postfix logs as people write them in Python: a regular expression for
each of the busiest kinds of lines. The benchmark runs it beside the library."""

import re
import sys

HEADER = re.compile(
    rb"(?P<time>[A-Z][a-z]{2} [ 0-9]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)) "
    rb"(?P<host>\S+) (?P<program>[^\[: ]+)(?:\[(?P<pid>\d+)\])?: (?P<message>.*)"
)
CLIENT = rb"(?P<client_name>[^\[]+)\[(?P<client_addr>[^\]]+)\]"
QUEUE_ID = rb"(?P<queue_id>\w+): "
KINDS = {
    b"smtpd": (
        (b"connect", rb"connect from " + CLIENT),
        (b"disconnect", rb"disconnect from " + CLIENT + rb"(?P<commands>.*)"),
        (b"lost-connection", rb"lost connection after (?P<where>.+) from " + CLIENT),
        (
            b"client",
            QUEUE_ID + rb"client=" + CLIENT + rb"(?:, sasl_method=(?P<method>[^,]+), sasl_username=(?P<user>.*))?",
        ),
        (
            b"auth-fail",
            rb"warning: " + CLIENT + rb": SASL (?P<method>\S+) authentication failed: (?P<reason>.*)",
        ),
        (
            b"reject",
            rb"NOQUEUE: reject: (?P<where>\w+) from "
            + CLIENT
            + rb": (?P<code>\d{3}) (?P<reply>.*?); from=<(?P<sender>.*?)> to=<(?P<to>.*?)> "
            rb"proto=(?P<proto>\w+) helo=<(?P<helo>.*?)>",
        ),
        (
            b"tls",
            rb"(?P<trust>\w+) TLS connection established from "
            + CLIENT
            + rb": (?P<protocol>\S+) with cipher (?P<cipher>\S+) \((?P<bits>\d+)/\d+ bits\)",
        ),
    ),
    b"qmgr": (
        (
            b"queued",
            QUEUE_ID + rb"from=<(?P<sender>.*?)>, size=(?P<size>\d+), nrcpt=(?P<nrcpt>\d+) \(queue active\)",
        ),
        (b"removed", QUEUE_ID + rb"removed"),
    ),
    b"cleanup": ((b"message-id", QUEUE_ID + rb"message-id=(?P<message_id>.*)"),),
    b"pickup": ((b"pickup", QUEUE_ID + rb"uid=(?P<uid>\d+) from=<(?P<sender>.*?)>"),),
    b"postscreen": (
        (
            b"postscreen",
            rb"(?P<action>[A-Z ]+)(?: from)? \[(?P<client_addr>[^\]]+)\]:(?P<port>\d+)(?P<rest>.*)",
        ),
    ),
}
DELIVERY = (
    (
        b"delivery",
        QUEUE_ID + rb"to=<(?P<to>.*?)>, (?:orig_to=<(?P<orig_to>.*?)>, )?relay=(?P<relay>[^,]+), "
        rb"(?:conn_use=\d+, )?delay=(?P<delay>[\d.]+), delays=(?P<delays>[\d./]+), dsn=(?P<dsn>[\d.]+), "
        rb"status=(?P<status>\S+) \((?P<reply>.*)\)",
    ),
)
for program in (b"smtp", b"lmtp", b"local", b"virtual", b"pipe", b"error"):
    KINDS[program] = DELIVERY
KINDS = {
    program: [(kind, re.compile(pattern)) for kind, pattern in patterns] for program, patterns in KINDS.items()
}


def main():
    counts = {}
    fields = 0
    with open(sys.argv[1], "rb") as log:
        for line in log:
            kind = b"other"
            header = HEADER.match(line)
            if header:
                program = header["program"].rpartition(b"/")[2]
                for name, pattern in KINDS.get(program, ()):
                    match = pattern.match(header["message"])
                    if match:
                        kind = name
                        fields += sum(map(len, filter(None, match.groupdict().values())))
                        break
            counts[kind] = counts.get(kind, 0) + 1
    for kind, count in sorted(counts.items(), key=lambda item: -item[1]):
        print(kind.decode(), count)
    print("field_bytes", fields)


main()
