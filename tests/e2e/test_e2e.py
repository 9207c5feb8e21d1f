#!/usr/bin/env python3
"""A real Postfix, real clients, and every reader of its log: what they say is what the clients did.

Run by run.sh, inside sandbox.sh. The same things happen twice, since Postfix writes either to postlogd or to syslog.
"""
import collections
import datetime
import pathlib
import shutil
import unittest

import acts
import content_filter
import conversation
import hostile
import names
import programs
import readers
import rsyslog
import server
import sinks
from truth import COLUMNS, FIELDS, Truth, row, untold

FOLDER = readers.BUILD / "e2e"
MARK = "all is done"


def play(main, logs):
    """Everything once; the truth, and copies of the logs, which outlive the sandbox."""
    truth = Truth()
    truth.begin = datetime.datetime.now(datetime.timezone.utc)
    servers = sinks.Sinks(truth)
    behind = conversation.serve(*content_filter.ADDRESS, content_filter.Filter, truth)
    FOLDER.mkdir(exist_ok=True)
    try:
        server.start(main)
        for act in acts.ALL + programs.ALL + hostile.ALL:
            act(truth)
        server.settle(truth.waiting)
        server.empty(truth)
        server.mark(MARK, logs.values())
        server.stop()
    finally:
        copies = {name: shutil.copy(log, FOLDER / f"{name}.log") for name, log in logs.items()}
    behind.shutdown()
    behind.server_close()
    servers.close()
    truth.close()
    truth.end = datetime.datetime.now(datetime.timezone.utc)
    return truth, copies


def told(rows):
    """Rows as lines, for a diff that can be read."""
    return "".join(sorted(f"  {count} x {kind} " + " ".join(f"{name}={value!r}" for name, value in fields) + "\n"
                          for (kind, fields), count in rows.items()))


class Comparison:
    """The tests of one log; truth and log are set by load_tests."""

    maxDiff = None
    truth = log = None

    def check_events(self, events):
        lines = pathlib.Path(self.log).read_bytes().count(b"\n")
        rows, count = collections.Counter(), 0
        for event in events:
            count += 1
            when = datetime.datetime.fromisoformat(event["time"].replace("Z", "+00:00"))
            self.assertTrue(self.truth.begin.replace(microsecond=0) <= when <= self.truth.end, event)
            if not untold(event) and event.get("message") != MARK:
                rows[row(event["kind"], event, self.truth.queue_ids)] += 1
        self.assertEqual(lines, count)
        missing, wrong = self.truth.rows - rows, rows - self.truth.rows
        self.assertFalse(missing or wrong, f"\nIt happened, and is not read:\n{told(missing)}Read, and did not happen:\n{told(wrong)}")

    def test_pfl_events(self):
        self.check_events(readers.pfl_events(self.log))

    def test_python_events(self):
        self.check_events(readers.python_events(self.log))

    def test_go_events(self):
        if not readers.go_program():
            self.skipTest("no Go")
        self.check_events(readers.go_events(self.log))

    def check_state(self, tables):
        """What was done under each name, and from each address."""
        for table, column, truth in (
            ("accounts", "sasl_username", self.truth.logged_in()),
            ("addresses", "client_addr", self.truth.failing()),
            ("submitters", "uid", self.truth.local),
        ):
            columns = COLUMNS[table]
            wanted = {key: {name: getattr(account, name) for name in columns} for key, account in truth.items()}
            found = {row[column]: {name: row[name] for name in columns} for row in tables[table]
                     if table != "addresses" or row["failures"]}
            self.assertEqual(wanted, found, table)
        for name, wanted in self.truth.totals().items():
            self.assertEqual(wanted, tables["totals"][0][name], name)

    def test_python_state(self):
        self.check_state(readers.python_state(self.log))

    def test_go_state(self):
        if not readers.go_program():
            self.skipTest("no Go")
        self.check_state(readers.go_state(self.log))

    def test_pfl_audit(self):
        report = readers.pfl_audit(self.log)
        totals, kinds = report["totals"], report["totals"]["kinds"]
        lines = pathlib.Path(self.log).read_bytes().count(b"\n")
        self.assertEqual([lines, lines], [totals["lines"], sum(kinds.values())])
        for name, wanted in self.truth.totals().items():
            self.assertEqual(wanted, totals.get(name, wanted), name)
        self.assertEqual(self.truth.total("sasl-login"), totals["logins"])
        machine = sum(event["kind"] == "warning" and untold(event) for event in readers.pfl_events(self.log))
        for kind in FIELDS:
            beside = {"other": 1, "warning": machine}.get(kind, 0)
            self.assertEqual(self.truth.total(kind), kinds.get(kind, 0) - beside, kind)
        attackers = {row["addr"]: (row["failures"], row["users_tried"]) for row in report["attackers"]}
        self.assertEqual({key: (one.failures, one.users_tried) for key, one in self.truth.failing().items()}, attackers)
        # Two were broken into, and nobody else was.
        verdicts = {row["user"]: row["verdict"] for row in report["accounts"]}
        self.assertEqual(self.truth.verdicts(), verdicts)
        self.assertEqual("compromised", report["verdict"])
        self.assertTrue(report["coverage"]["ok"] and report["coverage"]["input_complete"])


def load_tests(loader, _tests, _pattern):
    names.serve()
    server.configure_cyrus()
    server.start_dovecot()
    played = [play("maillog_file = /var/log/mail.log\n", {"postlogd": "/var/log/mail.log"})]
    syslog = rsyslog.start()
    played.append(play("", rsyslog.logs()))
    syslog.terminate()
    syslog.wait()
    suite = unittest.TestSuite()
    for truth, logs in played:
        for name, log in logs.items():
            case = type(name, (Comparison, unittest.TestCase), {"truth": truth, "log": str(log)})
            suite.addTests(loader.loadTestsFromTestCase(case))
    return suite


if __name__ == "__main__":
    unittest.main(verbosity=2)
