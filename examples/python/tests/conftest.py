"""The logs that tests read: the sample of this repository, and every line of its case files."""

import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "examples" / "sample" / "mail.log"

HEAD = b"Nov 23 17:04:51 mx1 postfix/"


def _unescape(line):
    r"""A raw line of a case file: one that starts with "\ " has its bytes as \xHH, "\" is an empty one."""
    if line == b"\\":
        return b""
    if line.startswith(b"\\ "):
        return re.sub(rb"\\x([0-9a-fA-F]{2})", lambda match: bytes([int(match[1], 16)]), line[2:])
    return line


@pytest.fixture(scope="session")
def cases():
    """All lines of tests/cases, hostile ones too."""
    lines = []
    for path in sorted((ROOT / "tests" / "cases").glob("*/*.case")):
        for line in path.read_bytes().split(b"\n"):
            if line and line[:1] not in b"#@ " and not line.startswith(b"    "):
                lines.append(_unescape(line))
    assert len(lines) > 500
    return b"\n".join(lines) + b"\n"


@pytest.fixture(scope="session")
def sample():
    return str(SAMPLE)


@pytest.fixture
def three_lines():
    return (
        HEAD + b"qmgr[717]: 4C0A10: from=<a@example.com>, size=1234, nrcpt=2 (queue active)\n"
        b"nonsense\n"
        b"2026-11-23T17:04:52.250000+01:00 mx2 postfix/smtp[9]: 4C0A10: to=<b@example.net>, "
        b"relay=mx[192.0.2.5]:25, delay=0.13, delays=0.01/0/0.1/0.02, dsn=2.0.0, status=sent (250 ok)\n"
    )
