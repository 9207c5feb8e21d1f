"""One line of a log as the event that pfl-events must make of it, in the names of its JSON.

A second judgement: written from what Postfix's daemons print, not from the library, and made to be read. A shape is
a function of a Line that returns (kind, fields, ambiguous), or nothing when it is not its line. Where the format
leaves room for a client's words, all readings are sought (readings.py), so that a doubt is known as one.

Text is held as Latin-1, one character a byte, until it is shown.
"""
import re

import cleanup
import delivery
import dovecot
import others
import postscreen
import queued
import smtpd
import tls
from header import header
from tokens import QUOTED, is_queue_id

SEVERITIES = ("warning", "error", "fatal", "panic")
ANY_DAEMON = (others.cache, others.restarting)

DAEMONS = {
    "smtpd": smtpd.SHAPES + tls.SHAPES,
    "smtp": delivery.SMTP + tls.SHAPES,
    "lmtp": delivery.SMTP + tls.SHAPES,
    "cleanup": cleanup.SHAPES + delivery.AGENT,
    "pickup": queued.PICKUP,
    "qmgr": queued.QMGR + delivery.AGENT,
    "oqmgr": queued.QMGR + delivery.AGENT,
    "nqmgr": queued.QMGR + delivery.AGENT,
    "bounce": queued.BOUNCE + delivery.AGENT,
    "postsuper": queued.POSTSUPER,
    "postscreen": postscreen.SHAPES + tls.SHAPES,
    "tlsproxy": (tls.tlsproxy,) + tls.SHAPES,
    "anvil": (others.anvil,),
    "dnsblog": (others.dnsblog,),
    "scache": (others.scache,),
    "master": (others.master,),
    "postfix-script": (others.script,),
}
for agent in ("local", "virtual", "pipe", "error", "retry", "discard", "defer", "trace", "verify"):
    DAEMONS[agent] = delivery.AGENT

# Those that write nothing of a kind of its own.
OTHERS = ("flush", "oqmgr", "postdrop", "postlog", "postmap", "postalias", "postqueue", "proxymap", "sendmail",
          "showq", "spawn", "tlsmgr", "trivial-rewrite")

# rsyslog's RFC 5424 template cuts the tag at its slash: such a line is told by its text, qmgr's words first.
EVERY = tuple(dict.fromkeys(shape for name in sorted(DAEMONS, key=lambda name: name == "postsuper")
                            for shape in DAEMONS[name]))


class Line:
    """A message of Postfix: severity, queue ("NOQUEUE", an ID or nothing), and the text behind both."""

    def __init__(self, message, daemon):
        self.message, self.daemon = message, daemon
        word, colon, rest = message.partition(": ")
        self.severity = word if colon and word in SEVERITIES else ""
        text = rest if self.severity else message
        self.text = text
        word, colon, rest = text.partition(": ")
        known = colon and (word == "NOQUEUE" or is_queue_id(word))
        # Tutorials redact IDs: any word of capitals and digits, with one of both.
        known = known or (colon and re.fullmatch(r"(?=.*[0-9])(?=.*[A-Z])[0-9A-Z]{6,}", word) is not None)
        self.queue = word if known else ""
        self.queue_id = word if known and word != "NOQUEUE" else ""
        self.body = rest if known else text


def understood(shapes, message, daemon):
    line = Line(message, daemon)
    for shape in shapes:
        found = shape(line)
        if found:
            return line, found
    return line, None


def of_postfix(head, shapes, daemon):
    message, repeat = head["message"], 1
    repeated = re.fullmatch(r"message repeated ([0-9]+) times: \[ (.*)\]", message, re.S)
    if repeated:
        repeat, message = int(repeated[1]), repeated[2]
    line, found = understood(shapes + ANY_DAEMON, message, daemon)
    event = {}
    if found:
        kind, event, ambiguous = found
        if ambiguous:
            head["flags"].add("ambiguous")
    elif line.severity:
        kind = "warning" if line.severity == "warning" else "error"
    else:
        kind = "other"
    event = {"kind": kind, **event}
    if line.severity:
        event["severity"] = line.severity
    if line.queue_id:
        event["queue_id"] = line.queue_id
    if kind in ("warning", "error", "other"):
        event["message"] = message
    if repeat > 1:
        event["repeat"] = repeat
    if len(line.text) == 2000:
        head["flags"].add("truncated")
    return event


def filters_id(program, message):
    """amavis and rspamd have the queue ID behind what the sender wrote: one ID, at its place, or none."""
    if program == "amavis":
        message = re.sub(QUOTED, "", message)
        found = re.findall(r", Queue-ID: ([0-9A-Za-z]+)(?=,|$)", message)
    elif program == "rspamd":
        found = re.findall(r"qid: <([0-9A-Za-z]+)>", message)
    else:
        return None
    return found[0] if len(found) == 1 and is_queue_id(found[0]) else None


def foreign(head):
    event = {"kind": "foreign", "message": head["message"]}
    word, colon, rest = head["message"].partition(": ")
    if head.get("program") == "dovecot":
        found = next(filter(None, (shape(Line(head["message"], "dovecot")) for shape in dovecot.SHAPES)), None)
        if found:
            kind, event, ambiguous = found
            event = {"kind": kind, **event}
            event.pop("service")
            if ambiguous:
                head["flags"].add("ambiguous")
            return event
    if colon and is_queue_id(word):
        event["queue_id"] = word
    inside = filters_id(head.get("program"), head["message"])
    if inside:
        event["queue_id"] = inside
    return event


def parse(raw, clock):
    """The event of a line, given as bytes without its end."""
    text = raw.decode("latin-1")
    text = text[:-1] if text.endswith("\r") else text
    head = header(text, clock)
    if head is None:
        return {"kind": "malformed", "message": text, "time_invalid": True}
    if "repeat" in head:
        event = {"kind": "repeat", "message": head["message"], "repeat": head["repeat"]}
    else:
        program = head.get("program", "")
        daemon = program.rpartition("/")[2] if "/" in program else ""
        if daemon in DAEMONS:
            event = of_postfix(head, DAEMONS[daemon], daemon)
        elif daemon in OTHERS or program == "postfix" or program.startswith("postfix/"):
            event = of_postfix(head, EVERY, "")
        else:
            event = foreign(head)
    event.update({k: head[k] for k in ("time", "host", "program", "pid") if k in head})
    event.update({flag: True for flag in head["flags"]})
    return event
