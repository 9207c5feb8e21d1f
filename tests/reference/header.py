"""What stands in front of a message: the forms of syslog, journalctl and containers.

A header is {"time", "flags", "host", "program", "pid"} with what the line has, and "message": the text behind it.
"""
import json
import re

import stamp

TAG = re.compile(r"(?P<program>[^\s:\[]+(?:\[[0-9]+\])*?)(?:\[(?P<pid>[0-9]{1,10})\])?: ?")
PRIORITY = re.compile(r"<[0-9]{1,3}>")
RFC5424 = re.compile(r"<[0-9]{1,3}>1 ")
CONTAINER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]* +\| ")
KUBERNETES = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2}) (?:stdout|stderr) F ")
SOLARIS = re.compile(r"\[ID [0-9]+ [a-z0-9]+\.[a-z]+\] ")
STRUCTURED = re.compile(r'-|(?:\[[^ \]="]+(?: [^ \]="]+="(?:[^"\\\]]|\\.)*")*\])+')


# What the program gave goes before what the journal found.
JOURNAL_KEYS = {"host": ("_HOSTNAME",), "program": ("SYSLOG_IDENTIFIER", "_COMM"), "pid": ("SYSLOG_PID", "_PID")}


def timed(when, flags):
    return {"time": stamp.shown(when), "flags": flags} if when else {"flags": {"time_invalid"}}


def tagged(rest):
    """HOST TAG[PID]: MESSAGE"""
    rest = rest.lstrip(" ")
    host, _, behind = rest.partition(" ")
    if not host:
        return None
    if host.endswith(":"):  # the tag comes first
        host = None
    else:
        rest = behind
    repeated = re.fullmatch(r"last message repeated ([0-9]+) times?", rest)
    if repeated:
        return {"host": host, "message": rest, "repeat": int(repeated[1])}
    tag = TAG.match(rest)
    if not tag:  # nobody's line
        return {"host": host, "message": rest}
    read = {"host": host, **{k: v for k, v in tag.groupdict().items() if v}}
    rest = rest[tag.end():]
    solaris = SOLARIS.match(rest)
    read["message"] = rest[solaris.end():] if solaris else rest
    return read


def traditional(line, clock):
    priority = PRIORITY.match(line)
    start = priority.end() if priority else 0
    found = stamp.read(line[start:], clock)
    if found is None:
        return None
    end, when, flags = found
    read = tagged(line[start + end:])
    return read and {**timed(when, flags), **read}


def rfc5424(line, clock):
    start = RFC5424.match(line)
    words = line[start.end():].split(" ", 5) if start else []
    if len(words) < 6:
        return None
    when, host, program, pid, _, rest = words
    structured = STRUCTURED.match(rest)
    if not structured or rest[structured.end():structured.end() + 1] not in ("", " "):
        return None
    message = rest[structured.end() + 1:]
    message = message[1:] if message.startswith(" ") else message
    message = message[3:] if message.startswith("\xef\xbb\xbf") else message
    found = stamp.read(when + " ", clock) or (0, None, set())
    read = {**timed(found[1], found[2]), "message": message}
    read.update({k: v for k, v in (("host", host), ("program", program)) if v != "-"})
    if pid.isdigit():
        read["pid"] = pid
    return read


def as_bytes(value):
    """A value of the journal: a string, the bytes of one, or several of them."""
    if isinstance(value, list) and value and all(isinstance(v, int) and 0 <= v < 256 for v in value):
        return bytes(value).decode("latin-1")
    if isinstance(value, list) and value:
        return as_bytes(value[0])
    if isinstance(value, str):
        return re.sub("[\ud800-\udfff]", "\ufffd", value).encode().decode("latin-1")
    return None


def outer(when, read, clock):
    """The container's stamp has a year, a zone and a fraction: it goes before the one inside."""
    found = stamp.read(f"{when} ", clock)
    if read and found:
        read.update(timed(found[1], found[2]))
    return read


def object_line(line, clock):
    try:
        entry = json.loads(line.encode("latin-1").decode(), strict=False)
    except ValueError:
        return None
    if not isinstance(entry, dict):
        return None
    if isinstance(entry.get("log"), str):  # Docker
        return outer(entry.get("time"), header(as_bytes(entry["log"]).rstrip("\n"), clock), clock)
    entry = {key: as_bytes(value) for key, value in entry.items()}
    message = entry.get("MESSAGE")
    if message is None:
        return None
    times = [stamp.since_epoch(entry.get(key) or "") for key in ("_SOURCE_REALTIME_TIMESTAMP", "__REALTIME_TIMESTAMP")]
    read = {**timed(times[0] or times[1], set()), "message": message}
    for name, keys in JOURNAL_KEYS.items():
        value = next((entry[key] for key in keys if entry.get(key)), None)
        if value and (name != "pid" or value.isdigit()):
            read[name] = value
    return read


def header(line, clock):
    """The header of a line, or None: then the whole line is a message without one."""
    if line.startswith("{"):
        return object_line(line, clock)
    if RFC5424.match(line):
        return rfc5424(line, clock)
    found = KUBERNETES.match(line)
    if found:
        return outer(found[0].split(" ")[0], header(line[found.end():], clock), clock)
    found = CONTAINER.match(line)
    if found:
        return header(line[found.end():], clock)
    return traditional(line, clock)
