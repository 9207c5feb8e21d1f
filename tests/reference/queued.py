"""The queue: pickup(8), qmgr(8), bounce(8), postsuper(1)."""
import re

from readings import fields, lit, opt, readings, seq
from tokens import NUMBER, QUEUE_ID, odd_ways, ways_of, whole

# global/cleanup_strerror.c
CLEANUP_ERRORS = "|".join((
    "service unavailable", "queue file write error", "internal protocol error", "no recipients specified",
    "too many hops", "message file too big", "message content rejected", "service denied", "bare <LF> received",
    "unknown error"))


def verdict(kind, ways):
    """The reading of a line, or ambiguous; none if there is none."""
    return bool(ways) and (kind, ways[0] if len(ways) == 1 else {}, len(ways) > 1)


def pickup(line):
    if not line.queue_id or line.severity:
        return None

    def grammar(who):
        return seq(fields(f"uid=(?P<uid>{NUMBER})(?= )"), lit(" from=<"), who("from"), lit(">"),
                   opt(fields(f" orig_id=(?P<orig_id>{QUEUE_ID})$")))

    return verdict("pickup", ways_of(grammar, line.body) or odd_ways(grammar, line.body))


def active(line):
    if not line.queue_id or line.severity:
        return None

    def grammar(who):
        return seq(lit("from=<"), who("from"), lit(">"), after)

    after = fields(rf", size=(?P<size>{NUMBER}), nrcpt=(?P<nrcpt>{NUMBER}) \(queue active\)$")
    bare = fields("from=(?P<from_>[^<> ,]*)(?=,)")  # the oldest logs have no brackets
    ways = ways_of(grammar, line.body) or odd_ways(grammar, line.body) or \
        [{"from": way.pop("from_"), **way} for way in readings(seq(bare, after), line.body)]
    return verdict("queued", ways)


def expired(line):
    if not line.queue_id or line.severity:
        return None

    def grammar(who):
        return seq(lit("from=<"), who("from"),
                   fields(">, status=(?P<status>expired|force-expired), returned to sender$"))

    return verdict("expired", ways_of(grammar, line.body) or odd_ways(grammar, line.body))


def removed(line):
    return line.body == "removed" and bool(line.queue_id) and not line.severity and ("removed", {}, False)


def bounce_failed(line):
    read = whole(r"status=(?P<status>deferred) \((?P<reply>bounce failed)\)", line.body)
    return read and line.queue_id and ("deferred", read, False)


def notice(line):
    if not line.queue_id:
        return None
    if not line.severity:
        read = whole("(?P<notice>(?:sender|postmaster) (?:non-delivery|delay|delivery status) notification): "
                     f"(?P<notice_id>{QUEUE_ID})", line.body)
        return read and ("bounce-notice", read, False)
    read = whole("(?P<notice>postmaster notification failed)(?:: (?P<reason>.*))?", line.body)
    if read is None:
        found = re.fullmatch("(?P<notice>sender notification failed) to (?P<rest>.*)", line.body, re.S)
        if not found:
            return None
        read = {"notice": found["notice"], **whole(f"(?P<to>.*?)(?:: (?P<reason>{CLEANUP_ERRORS}))?", found["rest"])}
    return "bounce-notice", read, False


def postsuper(line):
    if line.severity:
        return None
    if line.queue_id:
        read = whole("(?P<action>removed|requeued|placed on hold|released from hold|expired)", line.body)
    else:
        read = whole("(?P<action>Deleted|Requeued|Placed on hold|Released from hold|Force-expired|"
                     f"Renamed to match inode number): (?P<count>{NUMBER}) messages?", line.body)
    return read and ("queue-admin", read, False)


PICKUP = (pickup,)
QMGR = (active, expired, removed, bounce_failed)
BOUNCE = (notice,)
POSTSUPER = (postsuper,)
