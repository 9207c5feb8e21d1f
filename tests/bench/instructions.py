#!/usr/bin/env python3
"""Instructions that the parser takes, counted by callgrind: the same on a busy machine.

    instructions.py BUILD-FOLDER [--update]

Per line of each kind, on a fixed log: compared with instructions.txt beside this file,
and too many more are a failure. And of lines that were written to be slow to read:
twice the length may take little more than twice as many.

Another compiler or machine makes other code. Then only twice as many are a failure.

Exit status 77: there is no valgrind to count with.
"""

import collections
import json
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile

RECORD = pathlib.Path(__file__).with_name("instructions.txt")
MORE = 1.10  # than recorded, with the same compiler
MORE_ELSEWHERE = 2.0
LINES = 40000  # of the log
MOST = 200  # lines of a kind; kinds with fewer than FEWEST are left out
FEWEST = 20
LONG = 16000  # bytes of a hostile line, and twice as many
LONGER = 2.5  # times as many for twice the length

HEAD = b"Nov 23 17:04:50 mx1 "
RCPT = b"postfix/smtpd[9]: NOQUEUE: reject: RCPT from a[192.0.2.1]: 554 5.7.1 "
# What a hostile line starts with, what it repeats, what it ends with.
HOSTILE = {
    "no header": (b"", b"x", b""),
    "blanks": (b"", b" ", b""),
    "slashes in the tag": (HEAD, b"a/", b"[9]: x"),
    "PIDs": (HEAD + b"postfix/smtpd", b"[9]", b": x"),
    "digits": (HEAD + b"postfix/qmgr[9]: AB12CD34EF: from=<a@example.com>, size=", b"9", b", nrcpt=1 (queue active)"),
    "brackets": (HEAD + b"postfix/smtp[9]: AB12CD34EF: to=<", b">", b">, relay=none"),
    "addresses": (HEAD + b"postfix/smtp[9]: AB12CD34EF: to=<", b"a@b>, ", b">, relay=none"),
    "ats": (HEAD + b"postfix/qmgr[9]: AB12CD34EF: from=<", b"@", b">, size=1, nrcpt=1 (queue active)"),
    "quotes": (HEAD + b'postfix/smtp[9]: AB12CD34EF: to=<"', b'"', b'"@b>, relay=none'),
    "backslashes": (HEAD + b'postfix/smtp[9]: AB12CD34EF: to=<"', b"\\", b'"@b>, relay=none'),
    "recipients": (HEAD + b"postfix/smtp[9]: AB12CD34EF: ", b"to=<a@b>, orig_to=<a@b>, ", b"relay=none"),
    "outcomes": (
        HEAD + b"postfix/smtp[9]: AB12CD34EF: to=<a",
        b"@b>, relay=c, delay=1, delays=1/1/1/1, dsn=2.0.0, status=sent (",
        b")",
    ),
    "semicolons": (HEAD + RCPT, b"; ", b"; from=<a@b> to=<c@d> proto=SMTP helo=<e>"),
    "contexts": (HEAD + RCPT, b"; from=<a@b> to=<c@d> proto=SMTP helo=<e>", b""),
    "senders": (HEAD + RCPT + b"; from=<", b"a@b> to=<", b"c@d> proto=SMTP helo=<e>"),
    "names": (HEAD + RCPT + b"; from=<a@b> to=<c@d> proto=SMTP helo=<", b">", b"e>"),
    "logins": (HEAD + b"postfix/smtpd[9]: AB12CD34EF: client=a[192.0.2.1], sasl_method=PLAIN, sasl_username=", b", ", b""),
    "originals": (
        HEAD + b"postfix/smtpd[9]: AB12CD34EF: client=a[192.0.2.1], sasl_username=",
        b", orig_client=a[192.0.2.1]",
        b"x",
    ),
    "header checks": (HEAD + b"postfix/cleanup[9]: AB12CD34EF: warning: header Subject: ", b" from local;", b" x"),
    "failures": (HEAD + b"postfix/smtpd[9]: warning: a[192.0.2.1]: SASL PLAIN authentication failed: ", b", sasl_", b""),
    "postscreen": (HEAD + b"postfix/postscreen[9]: NOQUEUE: reject: RCPT from [192.0.2.1]:9: 450 4.3.2 x; from=<", b">, to=<", b""),
    "Dovecot": (HEAD + b"dovecot: imap-login: Login: user=<", b">, method=PLAIN, rip=192.0.2.1", b">"),
    "Dovecot's auth": (HEAD + b"dovecot: auth: passwd-file(", b"a,192.0.2.1): Password mismatch ", b""),
    "warnings": (HEAD + b"postfix/smtpd[9]: warning: ", b"dict_", b""),
    "JSON": (b'{"MESSAGE":"', b"\\u0041", b'","SYSLOG_IDENTIFIER":"postfix/smtpd"}'),
    "anvil": (HEAD + b"postfix/anvil[9]: statistics: max connection rate 1/60s for (", b"smtp:", b") at x"),
    "amavis": (HEAD + b"amavis[9]: (1) Passed CLEAN, <a@b> -> ", b"<c@d>,", b" Queue-ID: AB12CD34EF"),
}  # fmt: skip


def count(program, files, folder):
    """Instructions of each file."""
    for old in folder.glob("counts*"):
        old.unlink()
    subprocess.run(
        ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/counts", "--toggle-collect=parse_log_file",
         "--dump-after=parse_log_file", program, "parse", *files],
        check=True, capture_output=True,
    )  # fmt: skip
    found = [re.search(r"^(?:totals|summary): (\d+)", (folder / f"counts.{i + 1}").read_text(), re.M)
             for i in range(len(files))]  # fmt: skip
    return [int(f[1]) for f in found]


def kinds_of(make_log, pfl_events, folder):
    """A file for each kind: [(kind, lines, path)]"""
    log = folder / "log"
    with log.open("wb") as out:
        subprocess.run([make_log, "--lines", str(LINES)], check=True, stdout=out)
    lines = log.read_bytes().splitlines(keepends=True)
    kinds = collections.defaultdict(list)
    for event in map(json.loads, subprocess.run([pfl_events, log], check=True, capture_output=True).stdout.splitlines()):
        kinds[event["kind"]].append(lines[event["line"] - 1])
    files = []
    for kind, those in sorted(kinds.items()):
        if len(those) >= FEWEST:
            path = folder / f"kind-{kind}"
            path.write_bytes(b"".join(those[:MOST]))
            files.append((kind, min(len(those), MOST), path))
    return files


def hostile_files(folder):
    files = []
    for name, (start, repeated, end) in HOSTILE.items():
        for length in (LONG, 2 * LONG):
            path = folder / f"hostile-{name}-{length}".replace(" ", "-")
            path.write_bytes((start + repeated * (length // len(repeated)) + end + b"\n") * 4)
            files.append(path)
    return files


def compiler_of(program):
    """The compiler that made it: "GCC: (Debian 12.2.0-14) 12.2.0" is GCC 12."""
    words = subprocess.run(["readelf", "-p", ".comment", program], capture_output=True, text=True).stdout
    found = re.search(r"(GCC|clang)\D.*?(\d+)\.\d+\.\d+\s*$", words, re.M)
    return f"{found[1]} {found[2]}, {platform.machine()}" if found else "unknown"


def main():
    update = "--update" in sys.argv
    build = pathlib.Path(next(a for a in sys.argv[1:] if a != "--update"))
    parse_log, make_log, pfl_events = (
        build / "tests/parse_log", build / "tests/make_log", build / "examples/pfl-events",
    )  # fmt: skip
    if shutil.which("valgrind") is None:
        print("skipped: there is no valgrind to count instructions with")
        return 77
    compiler = compiler_of(parse_log)
    failed = False
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        kinds, hostile = kinds_of(make_log, pfl_events, folder), hostile_files(folder)
        counts = count(parse_log, [path for _, _, path in kinds] + hostile, folder)
    now = {kind: counts[i] / lines for i, (kind, lines, _) in enumerate(kinds)}
    if update:
        rows = "".join(f"{kind} {per_line:.0f}\n" for kind, per_line in now.items())
        RECORD.write_text(f"# instructions per line of a kind, written by instructions.py --update\n# {compiler}\n{rows}")
    text = RECORD.read_text()
    more = MORE if f"# {compiler}\n" in text else MORE_ELSEWHERE
    recorded = {kind: int(n) for kind, n in re.findall(r"^([\w-]+) (\d+)$", text, re.M)}
    for kind, per_line in now.items():
        was = recorded.get(kind)
        bad = was is None or per_line > was * more
        failed |= bad
        print(f"{'TOO MANY' if bad else '':9}{kind:18}{per_line:8.0f}  recorded {was}")
    for i, name in enumerate(HOSTILE):
        short, long = counts[len(kinds) + 2 * i], counts[len(kinds) + 2 * i + 1]
        bad = long > LONGER * short
        failed |= bad
        print(f"{'TOO MANY' if bad else '':9}{name:18}{short / 4 / LONG:8.1f} per byte, {long / short:.2f} times as many for two")
    return 1 if failed else 0


sys.exit(main())
