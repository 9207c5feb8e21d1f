"""The reference and pfl-events, line by line: what both say must be the same.

Left out on purpose, since it is the library's own judgement and not the log's words:

  category          of warnings, errors and notes; and the client, host name and queue ID that stand inside the text
                    of a diagnostic, unless the reference read them too (LOOSE)
  note              a line that the reference does not know is other, and may be a note
  cut lines         a text of 2000 bytes may lack the end of any field: the library leaves out what might be cut, so
                    only the fields that both give are compared, and of these not the one that the cut may be in (CUT)
  where one unquoted address ends and the next one starts: any of the places that fit is right (tokens.agreed)
"""
import json
import re
import subprocess
import sys
from collections import defaultdict
from decimal import Decimal

import stamp
from parse import parse

SECONDS = {"delay", "delay_before_qmgr", "delay_in_qmgr", "delay_setup", "delay_transmission", "period", "after"}
NUMBERS = {"pid", "repeat", "client_port", "orig_client_port", "server_port", "relay_port", "bytes", "count", "size",
           "nrcpt", "uid", "conn_use", "reply_code", "tls_cipher_bits", "tls_algorithm_bits", "signal", "retained",
           "dropped"}
DIAGNOSTICS = ("warning", "error", "note")
LOOSE = ("category", "client_name", "client_addr", "client_port", "hostname", "queue_id")
CUT = {"from", "to", "reply"}


def shown(text):
    """(text as JSON has it, whether something was written as \\xHH): json.h"""
    raw = text.encode("latin-1")
    out = re.sub(r"\\(?=x[0-9a-fA-F]{2})", r"\\x5c", raw.decode("utf-8", "surrogateescape"))
    out = re.sub("[\udc80-\udcff]", lambda byte: f"\\x{ord(byte[0]) - 0xdc00:02x}", out)
    return out, out.encode() != raw


def as_json(event):
    """An event of the reference with the values that its JSON has."""
    out = {}
    for name, value in event.items():
        if name == "either":
            out[name] = [{k: v and shown(v)[0] for k, v in choice.items()} for choice in value]
        elif not isinstance(value, str):
            out[name] = value
        elif name in NUMBERS or name.endswith(("_ok", "_total")):
            out[name] = int(value)
        elif name in SECONDS:
            out[name] = Decimal(value)
        else:
            out[name], escaped = shown(value)
            if escaped:
                out["escaped"] = True
    return out


def differences(mine, theirs):
    """[(field, mine, theirs)] after what is left out."""
    mine, theirs = dict(mine), dict(theirs)
    if theirs["kind"] in DIAGNOSTICS and mine["kind"] in DIAGNOSTICS + ("other",):
        if theirs["kind"] == "note" and mine["kind"] == "other":
            mine["kind"] = "note"
        for name in LOOSE:
            if name not in mine:
                theirs.pop(name, None)
    for choice in mine.pop("either", ()):
        if all(value == theirs.get(name) for name, value in choice.items()):
            mine.update((name, value) for name, value in choice.items() if value is not None)
            for name in [name for name, value in choice.items() if value is None]:
                mine.pop(name, None)
    names = set(mine) | set(theirs)
    if mine.get("truncated") and theirs.get("truncated"):
        names = set(mine) & set(theirs)
        doubtful = "other" in (mine["kind"], theirs["kind"]) or theirs.get("ambiguous")
        names -= {"kind", "message"} if doubtful else CUT
    return [(name, mine.get(name), theirs.get(name)) for name in sorted(names) if mine.get(name) != theirs.get(name)]


def of_library(program, data, clock):
    """The events of pfl-events, without the file and the number of the line."""
    command = [program, "--reference-time", stamp.shown(clock.reference), *clock.options(), "-"]
    done = subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True)
    for line in done.stdout.split(b"\n")[:-1]:
        event = json.loads(line, parse_float=Decimal)
        event.pop("file", None)
        event.pop("line")
        yield event


def compare(program, data, clock, report):
    """(lines that agree, lines); report(line, differences, mine, theirs) is told of each other one."""
    lines = data.split(b"\n")
    if not lines[-1]:
        lines.pop()
    agreed = events = 0
    for raw, theirs in zip(lines, of_library(program, data, clock)):
        mine = as_json(parse(raw, clock))
        different = differences(mine, theirs)
        if different:
            report(raw, different, mine, theirs)
        agreed += not different
        events += 1
    if events != len(lines):
        raise SystemExit(f"{len(lines)} lines, but {events} events")
    return agreed, len(lines)


def run(name, program, data, clock):
    """Prints how many lines of a source agree, and the others by their shape; returns how many those are."""
    shapes = defaultdict(list)

    def report(raw, different, mine, theirs):
        shapes[mine["kind"], theirs["kind"], " ".join(field for field, _, _ in different)].append((raw, different))

    agreed, total = compare(program, data, clock, report)
    print(f"{agreed} of {total} lines agree: {name}")
    for (mine, theirs, names), examples in sorted(shapes.items(), key=lambda item: -len(item[1])):
        print(f"  {len(examples)} x {mine} here, {theirs} there: {names}")
        for raw, different in examples[:2]:
            print("      " + raw.decode("utf-8", "backslashreplace"))
            for field, one, other in different:
                print(f"        {field}: reference {one!r}, library {other!r}")
    sys.stdout.flush()
    return total - agreed
