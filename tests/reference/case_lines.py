"""The raw lines of tests/cases, grouped by the clock they are read with (cases.h has the format)."""
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path

REFERENCE = datetime(2026, 11, 23, 22, tzinfo=timezone.utc)


def raw(line):
    """A line as it stands in a log: behind a backslash, bytes are written as \\xHH."""
    if line[:1] != b"\\":
        return line
    return re.sub(rb"\\x([0-9a-f]{2})", lambda m: bytes([int(m[1], 16)]), line[2:])


def offset(text):
    sign = -1 if text[0] == "-" else 1
    return sign * timedelta(hours=int(text[1:3]), minutes=int(text[4:6]))


def groups(folder):
    """{(reference, offset): lines}; lines under a list of offsets, which no program takes, are left out."""
    found = {}
    for path in sorted(Path(folder).glob("*/*.case")):
        reference, zone = REFERENCE, timedelta(0)
        for line in path.read_bytes().split(b"\n"):
            if line.startswith(b"@"):
                word, *values = line.decode().split()
                if word == "@reference":
                    reference = datetime.fromisoformat(values[0].replace("Z", "+00:00")) if values else REFERENCE
                else:
                    zone = None if len(values) > 1 else offset(values[0]) if values else timedelta(0)
            elif line and line[:1] not in b" #" and zone is not None:
                found.setdefault((reference, zone), []).append(raw(line))
    return found
