"""The rules: what they are told, what they find, and the words for it."""

import pickle
from ipaddress import ip_address, ip_network

import postfixlog
import pytest
from postfixlog import Aggregator, FindingSeverity, Verdict, _library

RECEPTION = "reception@example.com"


@pytest.fixture(scope="module")
def state(sample):
    with Aggregator() as state:
        state.add(sample)
        yield state


def found(audit):
    return {finding.rule for finding in audit.findings()}


def test_words_are_those_of_the_library():
    for words, name in ((Verdict, "pfl_verdict_name"), (FindingSeverity, "pfl_finding_name")):
        named = {code: getattr(_library.lib, name)(code) for code in range(256)}
        assert {word.value: str(word).encode() for word in words} == {
            code: text for code, text in named.items() if text is not None
        }
    assert f"{Verdict.LIKELY:>8}" == "  likely" and Verdict.LIKELY > Verdict.CHECK and Verdict.LIKELY == 40


def test_verdicts(state):
    audit = state.audit()
    assert audit.verdict is Verdict.COMPROMISED
    worst = audit.verdicts()[0]
    assert (worst.sasl_username, worst.verdict, worst.reason) == (RECEPTION, Verdict.COMPROMISED, "R01 R09")
    assert str(worst.verdict) == "compromised"


def test_findings(state):
    entry = state.findings()[0]
    assert (entry.rule, entry.severity, entry.subject, entry.count) == ("R01", FindingSeverity.HIGH, RECEPTION, 34)
    assert str(entry).startswith("R01 high reception@example.com: 34 failed logins from 203.0.113.77")
    assert [(source.client_addr, source.failures) for source in entry.sources] == [("203.0.113.77", 34)]
    assert len(entry.lines) == 3 and all(line.number == entry.number for line in entry.lines)
    nobody = state.findings()[-1]
    assert nobody.subject == "" and str(nobody).startswith("R03 info: ")
    again = pickle.loads(pickle.dumps(entry))
    assert again == entry and again.lines == entry.lines and str(again) == str(entry)


def test_limits(state):
    """The sample has 34 failures in an hour for an account, then 112 messages to 572 recipients in one."""
    assert {"R01", "R09"} <= found(state.audit())
    assert "R09" in found(state.audit(limits={"R09.messages": 112, "R09.recipients": 572}))
    for rule in ("R01", "R09"):
        high = {limit.name: 1000 for limit in postfixlog.limits() if limit.name.startswith(rule)}
        assert rule not in found(state.audit(limits=high))


def test_networks_and_accounts(state):
    assert "R01" not in found(state.audit(trusted=["203.0.113.0/24", "2001:db8::/32"]))
    assert state.audit(trusted=["203.0.113.0/24"]).verdict is Verdict.LIKELY
    assert "R01" not in found(state.audit(proxies=["203.0.113.77"]))
    assert "R01" in found(state.audit(proxies=["203.0.113.78"]))
    assert "R01" not in found(state.audit(trusted=[ip_network("203.0.113.0/24"), ip_network("2001:db8::/32")]))
    assert "R01" not in found(state.audit(proxies=[ip_address("203.0.113.77")]))
    assert "R09" not in found(state.audit(bulk=["somebody@example.com", RECEPTION]))
    assert "R09" in found(state.audit(bulk=["somebody@example.com"]))


def message(day, hour, address):
    stamp = f"2026-11-{day:02}T{hour:02}:00:00Z mx postfix"
    name = f"A{day:02}{hour:02}00"
    return (
        f"{stamp}/submission/smtpd[9]: {name}: client=unknown[{address}], sasl_method=PLAIN, "
        "sasl_username=alice@example.net\n"
        f"{stamp}/qmgr[7]: {name}: from=<alice@example.net>, size=500, nrcpt=1 (queue active)\n"
        f"{stamp}/smtp[8]: {name}: to=<bob@example.org>, relay=mx.example.org[192.0.2.9]:25, delay=1, "
        "delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)\n"
        f"{stamp}/qmgr[7]: {name}: removed\n"
    )


def test_monitoring():
    """R21: a small message from a new network could be a probe; that of a monitor is none."""
    with Aggregator() as state:
        lines = [message(day, hour, "198.51.100.11") for day in range(1, 7) for hour in (9, 10)]
        lines.append(message(10, 9, "192.0.2.66"))
        lines.append("2026-11-10T09:10:00Z mx postfix/smtpd[9]: connect from unknown[203.0.113.7]\n")
        state.add("".join(lines).encode())
        assert "R21" in found(state.audit(monitors=["bob@example.net"], monitor_networks=["192.0.2.67"]))
        assert "R21" not in found(state.audit(monitors=["Alice@example.net"]))
        assert "R21" not in found(state.audit(monitor_networks=["198.51.100.1", "192.0.2.0/24"]))


def test_tables_with_options(state):
    assert state.audit().table("findings", limit=2).rows() == state.table("findings", limit=2).rows()
    few = state.audit(limits={"R09.messages": 1000, "R09.recipients": 1000}).table("findings")
    assert "R09" not in {row.rule for row in few}
    assert [row.sasl_username for row in state.audit().table("accounts", key=RECEPTION)] == [RECEPTION]
    assert [table for table in state.tables() if state.table(table, key="nobody").rows()] == ["totals", "audit"]
    pa = pytest.importorskip("pyarrow")
    assert pa.table(few).column("severity").to_pylist() == [row.severity for row in few]
    assert set(pa.table(few).column("rule").to_pylist()) == {row.rule for row in few}


def test_rules_and_limits():
    names = [rule.name for rule in postfixlog.rules()]
    assert names == sorted(names) and "R01" in names
    assert all(rule.title and rule.doc and isinstance(rule.severity, FindingSeverity) for rule in postfixlog.rules())
    usual = {limit.name: limit.usual for limit in postfixlog.limits()}
    assert (usual["R09.messages"], usual["R09.recipients"]) == (100, 250)
    assert {limit.name.split(".")[0] for limit in postfixlog.limits()} <= set(names)


@pytest.mark.parametrize(
    "options, error",
    [
        ({"limits": {"R09.nothing": 1}}, ValueError),
        ({"limits": {"R09.messages": 0}}, ValueError),
        ({"limits": {"R09.messages": 1 << 32}}, ValueError),
        ({"bulk": ["a\0b"]}, ValueError),
        ({"trusted": ["nowhere"]}, ValueError),
        ({"proxies": ["192.0.2.0/33"]}, ValueError),
        ({"monitor_networks": ["\xff"]}, ValueError),
        ({"trusted": "192.0.2.1"}, TypeError),
        ({"monitors": "anna"}, TypeError),
        ({"bulk": 7}, TypeError),
        ({"colour": []}, TypeError),
    ],
)
def test_refused(state, options, error):
    with pytest.raises(error):
        state.audit(**options)


def test_closed():
    state = Aggregator()
    state.add(message(1, 9, "192.0.2.1").encode())
    audit = state.audit()
    assert audit.verdict <= Verdict.UNKNOWN
    state.close()
    for call in (lambda: audit.verdict, audit.findings, audit.verdicts, state.audit, lambda: audit.table("audit")):
        with pytest.raises(ValueError, match="closed"):
            call()


def test_an_audit_sees_what_is_added_later():
    with Aggregator() as state:
        audit = state.audit()
        assert audit.verdicts() == []
        state.add(message(1, 9, "192.0.2.1").encode())
        assert [row.sasl_username for row in audit.verdicts()] == ["alice@example.net"]
