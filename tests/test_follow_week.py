#!/usr/bin/env python3
"""pfl-audit --follow over a week: its memory does not grow with the log.

    test_follow_week.py PFL_AUDIT MAKE_LOG

The log is rotated at midnight. Exit status 77: the kernel does not tell how much memory a process takes.
"""
import os
import subprocess
import sys
import tempfile
import time

DAYS = 7
ACCOUNTS = 150
# What an account did on a day is kept for the comparison with later days; nothing else is. KiB.
KEPT_OF_A_DAY = 2
PATIENCE = 120  # seconds for a day, on a slow machine with sanitizers


def status_of(pid, name):
    """A figure of /proc/PID/status, in KiB."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next((int(line.split()[1]) for line in status if line.startswith(name + ":")), None)


def bytes_read(pid):
    with open(f"/proc/{pid}/io", encoding="ascii") as figures:
        return int(figures.readline().split()[1])


def wait_until_read(program, size):
    """Until it has read so much, and then nothing more for half a second: it looks for more five times as often."""
    end, seen, since = time.monotonic() + PATIENCE, -1, 0
    while seen < size or time.monotonic() - since < 0.5:
        assert program.poll() is None, f"pfl-audit ended with status {program.returncode}"
        assert time.monotonic() < end, f"{size} bytes were written, {seen} read"
        now = bytes_read(program.pid)
        seen, since = (now, time.monotonic()) if now != seen else (seen, since)
        time.sleep(0.05)


def days_of(lines):
    """The lines of each day; the generator writes in the order of time."""
    day, text = None, []
    for line in lines:
        if line[:10] != day and text:
            yield b"".join(text)
            text = []
        day = line[:10]
        text.append(line)
    yield b"".join(text)


def main(pfl_audit, make_log):
    if status_of(os.getpid(), "VmHWM") is None:
        print("no VmHWM in /proc: skipped")
        return 77
    peaks, lines, size = [], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        path, state = os.path.join(folder, "mail.log"), os.path.join(folder, "state")
        open(path, "wb").close()
        log = subprocess.Popen([make_log, "--profile", "accounts", "--accounts", str(ACCOUNTS), "--days", str(DAYS),
                                "--format", "rfc3339"], stdout=subprocess.PIPE)
        program = subprocess.Popen([pfl_audit, "--follow", "--format", "json", "--save", state, path],
                                   stdout=subprocess.DEVNULL)
        try:
            for number, text in enumerate(days_of(log.stdout)):
                if number > 0:
                    os.rename(path, path + ".1")
                with open(path, "ab") as file:
                    file.write(text)
                lines, size = lines + text.count(b"\n"), size + len(text)
                wait_until_read(program, size)
                peaks.append(status_of(program.pid, "VmHWM"))
            program.terminate()
            program.wait(timeout=PATIENCE)
        finally:
            for process in (log, program):
                process.kill()
                process.wait()
        report = subprocess.run([pfl_audit, "--format", "json", "--load", state], stdout=subprocess.PIPE, check=False).stdout
    print("KiB at the end of each day:", *peaks)
    assert len(peaks) >= DAYS, "a week has seven days"
    assert f'"lines":{lines},'.encode() in report, f"{lines} lines were written, and not all were counted"
    assert peaks[-1] - peaks[1] <= (DAYS - 2) * ACCOUNTS * KEPT_OF_A_DAY, "it grows"
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
