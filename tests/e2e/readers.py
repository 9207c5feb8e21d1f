"""The four ways to read a log: pfl-events, pfl-audit, Python and Go. Each gives the same events or the same figures."""
import json
import os
import pathlib
import subprocess
import sys

PROJECT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("PFL_E2E_BUILD", PROJECT / "build/test")).resolve()

TABLES = ("accounts", "addresses", "submitters")


def lines_of(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    assert done.returncode in (0, 1) and not done.stderr, (command, done.returncode, done.stderr)
    return done.stdout.decode("utf-8").splitlines()


def pfl_events(log):
    return [json.loads(line) for line in lines_of(BUILD / "examples/pfl-events", log)]


def pfl_audit(log, *options):
    return json.loads("".join(lines_of(BUILD / "examples/pfl-audit", "--format", "json", *options, log)))


def python_package():
    if "postfixlog" not in sys.modules:
        os.environ.setdefault("POSTFIXLOG_LIBRARY", str(BUILD / "libpostfixlog.so"))
        sys.path.insert(0, str(PROJECT / "examples/python/src"))
    import postfixlog  # pylint: disable=import-outside-toplevel

    return postfixlog


def python_events(log):
    for event in python_package().parse(log):
        yield {**dict(event), "kind": event.kind, "time": event.time.isoformat(), "ambiguous": event.ambiguous}


def python_state(log):
    with python_package().Aggregator() as state:
        state.add(log)
        tables = {name: [dict(row) for row in state.table(name)] for name in (*TABLES, "totals")}
    return tables


def go_program():
    """The program of figures/, which tests/e2e/run.sh builds; None where there is no Go."""
    program = BUILD / "e2e-figures"
    return program if program.exists() else None


def go_events(log):
    return [json.loads(line) for line in lines_of(go_program(), "events", log)]


def go_state(log):
    return json.loads("".join(lines_of(go_program(), "state", log)))
