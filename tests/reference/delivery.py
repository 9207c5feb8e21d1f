"""Delivery agents: who got a message, and what the next server said.

    QID: to=<A>[, orig_to=<A>], relay=R[, conn_use=N], delay=D[, delays=D/D/D/D][, tls=T][, dsn=X], status=S (REPLY)

A recipient is chosen by whoever sends, REPLY by the server that was sent to. Where addresses are not quoted the
recipient can hold the words of a whole delivery, and so can REPLY: each reading that reaches the end counts. But
each agent names only relays of its own: smtp(8) a server, or none when it reached none and sent nothing.
"""
import re

from readings import either, fields, lit, one, opt, readings, seq
from tokens import (DSN, NUMBER, QUEUE_ID, SECONDS, SERVER, agreed, heeding_quotes, odd_ways, split_server, ways_of,
                    whole)

KINDS = {"sent": "sent", "deferred": "deferred", "bounced": "bounced", "SOFTBOUNCE": "deferred",
         "deliverable": "deliverable", "undeliverable": "undeliverable",
         "undeliverable-but-not-cached": "undeliverable"}
PARTS = ("delay_before_qmgr", "delay_in_qmgr", "delay_setup", "delay_transmission")
FEATURE = r"!?[A-Za-z0-9_-]+(?::[A-Za-z0-9_-]+)?\??"

OUTCOME = seq(
    one(None, ", relay="), either(one("relay", SERVER + "(?=, )"), one("relay", r"[^\s\[\],]+(?=, )")),
    opt(fields(f", conn_use=(?P<conn_use>{NUMBER})(?=,)")),
    fields(f", delay=(?P<delay>{SECONDS})(?=,)"),
    opt(fields(f", delays=(?P<delays>{SECONDS}/{SECONDS}/{SECONDS}/{SECONDS})(?=,)")),
    opt(fields(f", tls=(?P<tls>{FEATURE}(?:/{FEATURE})*)(?=,)")),
    opt(fields(f", dsn=(?P<dsn>{DSN})(?=,)")),
    fields(r", status=(?P<status>[A-Za-z-]+) \("),
    # A reply that was cut has no bracket at its end.
    either(fields(r"(?P<reply>.*)\)$"), fields(r"(?P<reply>.*[^)]|)$")))


def recipient(who):
    return seq(lit("to=<"), who("to"), lit(">"), opt(lit(", orig_to=<"), who("orig_to"), lit(">")))


def possible(daemon, way):
    """Whether an agent writes such a line at all. If none of the readings is possible, all count."""
    relay, status = way["relay"], way["status"]
    server = "[" in relay
    if daemon in ("smtp", "lmtp"):
        return server or (relay == "none" and status not in ("sent", "deliverable"))
    # Of the others only discard(8) has sent what went to none; of a line without its agent's name nothing is known.
    return relay != "none" or status not in ("sent", "deliverable") or daemon in ("discard", "")


def finish(way):
    split_server(way)
    for name, part in zip(PARTS, way.get("delays", "").split("/")):
        if part:
            way[name] = part
    queued = re.search(rf"queued as ([0-9A-Za-z]+)\Z|\Aforwarded as ({QUEUE_ID})\Z", way.get("reply", ""))
    if queued:
        way["queued_as"] = queued[1] or queued[2]
    return way


def grammar(who):
    return seq(recipient(who), OUTCOME)


def likely(daemon, ways):
    """Those that the agent writes, or if there are none, all."""
    ways = [way for way in ways if way["status"] in KINDS]
    return [way for way in ways if possible(daemon, way)] or ways


def delivered(line):
    if not line.queue_id or line.severity or not line.body.startswith("to="):
        return None
    ways = likely(line.daemon, ways_of(grammar, line.body) or odd_ways(grammar, line.body))
    if not ways:  # The oldest logs have no brackets.
        old = seq(fields("to=(?P<to>[^<> ,]*)(?=,)"), opt(fields(", orig_to=(?P<orig_to>[^<> ,]*)(?=,)")), OUTCOME)
        ways = [way for way in readings(old, line.body) if way["status"] in KINDS]
    if not ways:
        return None
    way = agreed(ways)
    if way is None:  # the word of the first
        first = min(likely(line.daemon, heeding_quotes(grammar, line.body)) or ways, key=lambda way: len(way["to"]))
        return KINDS[first["status"]], {}, True
    return KINDS[way["status"]], finish(way), False


def handoff(line):
    """QID: passing <A> to transport=T: a transport is one word at the end"""
    read = whole(r"passing <(?P<to>.*)> to transport=(?P<transport>[^\s<>@]+)", line.body)
    return read and line.queue_id and ("handoff", read, False)


SERVER_HERE = r"(?P<relay>[^\s\[\]]+\[[^\[\]]+\](?::[0-9]+)?)"


def attempt(line):
    """One server failed, others are left: no recipient, no status. smtp/smtp_connect.c, smtp_trouble.c"""
    if line.severity:
        return None
    if not line.queue:
        read = whole(rf"connect to {SERVER_HERE}: (?P<reason>.*)", line.body)
    else:
        read = whole(rf"host {SERVER_HERE} (?:said|refused to talk to me): (?P<reply>.*)", line.body) or \
            whole(rf"lost connection with {SERVER_HERE} (?P<reason>while .*)", line.body) or \
            whole(rf"conversation with {SERVER_HERE} (?P<reason>timed out while .*)", line.body) or \
            whole(rf"SASL authentication failed; server {SERVER_HERE} said: (?P<reply>.*)", line.body) or \
            whole("(?P<reason>(?:Cannot start TLS: .*|TLS is required, but .*|Server certificate not .*|"
                  "mail for .* loops back to myself|Sender requested REQUIRETLS, but .*))", line.body)
    return read and ("attempt", split_server(read), False)


AGENT = (delivered, handoff)
SMTP = (delivered, handoff, attempt)
