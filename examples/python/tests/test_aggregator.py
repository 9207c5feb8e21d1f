"""Aggregator: adding, merging, saving, tables; and what misuse does."""

import datetime
import io
import ipaddress
import os
import pickle
import threading

import postfixlog
import pytest
from postfixlog import Aggregator

UTC = datetime.timezone.utc

LINES = [
    b"2026-06-08T00:00:00Z mx postfix/submission/smtpd[1]: A0A001: client=c[198.51.100.7], sasl_method=PLAIN, "
    b"sasl_username=Anna@example.com\n",
    b"2026-06-08T00:00:01Z mx postfix/qmgr[1]: A0A001: from=<anna@example.com>, size=700, nrcpt=2 (queue active)\n",
    b"2026-06-08T00:00:09Z mx postfix/submission/smtpd[1]: A0A002: client=c[198.51.100.8], sasl_method=PLAIN, "
    b"sasl_username=caf\xe9@example.com\n",
]
LOG = b"".join(LINES)


def logs(count):
    return [LOG.replace(b"mx ", b"mx%d " % i) for i in range(count)]


def test_accounts():
    with Aggregator() as state:
        assert state.add(LOG) == 3
        anna, other = state.table("accounts")
        assert (anna.sasl_username, anna.messages, anna["bytes"]) == ("anna@example.com", 1, 700)
        assert anna.first == datetime.datetime(2026, 6, 8, tzinfo=UTC)
        assert other.sasl_username == "caf\\xe9@example.com"
        assert dict(anna)["messages"] == 1 and "messages" in anna and len(anna) == len(anna.keys())
        assert "anna@example.com" in repr(anna)
        with pytest.raises(AttributeError):
            anna.colour
        assert state.table("accounts", key="ANNA@example.com").rows() == [anna]
        assert [row.sasl_username for row in state.table("accounts", order="bytes", descending=True)] == [
            "anna@example.com",
            "caf\\xe9@example.com",
        ]
        assert len(state.table("accounts", limit=1).rows()) == 1
        assert pickle.loads(pickle.dumps(anna)) == anna
        (stream,) = state.table("streams")
        assert len(stream.stream) == 16 and stream.lines == 3
        (submission,) = [row for row in state.table("senders") if row.sasl_username == "anna@example.com"]
        assert submission.from_ == submission["from"] == "anna@example.com"


def test_merging_is_reading_it_all():
    parts = logs(4)
    whole = Aggregator()
    for part in parts:
        whole.add(part)
    states = []
    for part in parts:
        state = Aggregator()
        state.add(part)
        states.append(Aggregator.load(state.to_bytes()))
    states[3].merge(states[1])
    states[0].merge(states[2])
    states[3].merge(states[0])
    assert states[3].to_bytes() == whole.to_bytes()
    assert pickle.loads(pickle.dumps(whole)).to_bytes() == whole.to_bytes()


def test_saving(tmp_path):
    state = Aggregator()
    state.add(LOG)
    path = tmp_path / "state"
    state.save(path)
    state.save(str(path))
    buffer = io.BytesIO()
    state.save(buffer)
    assert path.read_bytes() == buffer.getvalue() == state.to_bytes()
    assert [p.name for p in tmp_path.iterdir()] == ["state"]
    for source in (path, str(path), path.read_bytes(), bytearray(path.read_bytes()), io.BytesIO(buffer.getvalue())):
        assert Aggregator.load(source).to_bytes() == state.to_bytes()
    with pytest.raises(FileNotFoundError):
        state.save(tmp_path / "none" / "state")


def test_saving_as_pfl_audit_does(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr(os, "fsync", lambda fd, fsync=os.fsync: (synced.append(os.fstat(fd).st_size), fsync(fd)))
    state, path, link, pipe = Aggregator(), tmp_path / "state", tmp_path / "link", tmp_path / "pipe"
    state.save(path)
    assert path.stat().st_mode & 0o7777 == 0o600 and synced == [path.stat().st_size]
    path.chmod(0o640)
    link.symlink_to(path)
    state.add(LOG)
    state.save(link)
    assert not link.is_symlink() and link.stat().st_mode & 0o7777 == 0o640
    assert link.read_bytes() == state.to_bytes() != path.read_bytes()
    os.mkfifo(pipe)
    (tmp_path / "to_pipe").symlink_to(pipe)
    for other in (pipe, tmp_path / "to_pipe", tmp_path):
        with pytest.raises(postfixlog.ArgumentError, match="is no regular file"):
            state.save(other)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link", "pipe", "state", "to_pipe"] and pipe.is_fifo()


def test_names_and_hosts(sample):
    state = Aggregator()
    state.add(LOG, name="monday", host="gate")
    assert [row.file for row in state.table("streams")] == ["monday"]
    assert [row.host for row in state.table("hosts")] == ["gate"]
    other = Aggregator()
    other.add(sample)
    assert [row.file for row in other.table("streams")] == [sample]


def test_refusals_have_the_librarys_words():
    state = Aggregator()
    state.add(LOG)
    with pytest.raises(postfixlog.OverlapError, match="these lines are counted already") as caught:
        state.add(LOG)
    assert caught.value.status == -6 and isinstance(caught.value, postfixlog.PostfixLogError)
    twin = Aggregator.load(state.to_bytes())
    with pytest.raises(postfixlog.OverlapError):
        state.merge(twin)
    state.compact(datetime.datetime(2026, 6, 9, tzinfo=UTC))
    early = Aggregator()
    early.add(LOG.replace(b"mx ", b"other ").replace(b"06-08", b"06-07"))
    with pytest.raises(postfixlog.CompactedError):
        state.merge(early)


@pytest.mark.parametrize("change", ["cut", "byte", "none", "text"])
def test_damaged_states(change):
    state = Aggregator()
    state.add(LOG)
    data = state.to_bytes()
    damaged = {
        "cut": data[:-1],
        "byte": data[:40] + bytes([data[40] ^ 1]) + data[41:],
        "none": b"",
        "text": b"nothing of the kind",
    }[change]
    with pytest.raises(postfixlog.DamagedStateError):
        Aggregator.load(damaged)


def in_microseconds(value):
    return value // datetime.timedelta(microseconds=1) if isinstance(value, datetime.timedelta) else value


def test_every_table_as_arrow(sample):
    pa = pytest.importorskip("pyarrow")
    with Aggregator() as state:
        state.add(sample)
        for name in state.tables():
            table = state.table(name)
            found = pa.table(table)
            found.validate(full=True)
            rows = table.rows()
            assert found.num_rows == len(rows)
            assert found.column_names == table.columns + ["escaped"]
            for row, shown in zip(rows[:50], found.slice(0, 50).to_pylist()):
                del shown["escaped"]
                assert shown == {key: in_microseconds(value) for key, value in row.items()}
        few = pa.table(state.table("accounts").to_arrow(columns=["messages"]))
        assert few.column_names == ["messages"]
    assert found.num_rows >= 0  # what was exported lives on


def test_findings(sample):
    state = Aggregator()
    state.add(sample)
    if "findings" not in state.tables():
        with pytest.raises(NotImplementedError):
            state.findings()
        return
    found = state.findings()
    assert found == state.table("findings").rows()
    assert len(found) > 0


# === Misuse ===


def test_closed():
    state = Aggregator()
    state.add(LOG)
    table = state.table("accounts")
    state.close()
    state.close()
    assert state.closed
    calls = [
        lambda: state.add(LOG),
        lambda: state.to_bytes(),
        lambda: state.table("accounts"),
        lambda: table.rows(),
        lambda: table.__arrow_c_stream__(),
        lambda: state.merge(Aggregator()),
        lambda: Aggregator().merge(state),
        lambda: state.compact(datetime.datetime.now()),
    ]
    for call in calls:
        with pytest.raises(ValueError, match="closed"):
            call()


def test_wrong_types():
    state = Aggregator()
    for call in (
        lambda: state.add(None),
        lambda: state.add(7),
        lambda: state.merge(None),
        lambda: state.merge(b""),
        lambda: Aggregator.load(None),
        lambda: Aggregator.load(io.StringIO("x")),
        lambda: Aggregator(own_networks="192.0.2.1"),
        lambda: Aggregator(own_networks=ipaddress.ip_network("10.0.0.0/8")),
        lambda: Aggregator(own_networks=[10]),
        lambda: state.audit(trusted=[b"192.0.2.1"]),
        lambda: state.audit(bulk=[ipaddress.ip_address("192.0.2.1")]),
        lambda: state.save(None),
        lambda: state.table("accounts", key=33),
    ):
        with pytest.raises(TypeError):
            call()
    for call in (
        lambda: state.merge(state),
        lambda: state.table("colour"),
        lambda: state.table("accounts", order="colour"),
        lambda: state.table("accounts", limit=-1),
        lambda: Aggregator(max_memory=0),
        lambda: Aggregator(max_memory=1),
        lambda: Aggregator(own_networks=["nowhere"]),
        lambda: state.table("accounts", order="sasl_username"),
        lambda: state.table("accounts").to_arrow(columns=["messages", "colour"]),
    ):
        with pytest.raises(postfixlog.ArgumentError) as caught:
            call()
        assert "null" not in str(caught.value)  # what is wrong, in the caller's words
    Aggregator(own_networks=["192.0.2.0/24", "2001:db8::/32"], max_memory=1 << 20)
    with pytest.raises(TypeError, match="own_networks is a list of str, not of int"):
        Aggregator(own_networks=["192.0.2.0/24", 10])


def test_a_copy_believes_the_same_networks():
    """A filter with a public address hands a message back: told whose it is, or nobody's."""
    told = [
        b"2026-06-08T00:00:00Z mx postfix/submission/smtpd[1]: A0A001: client=c[198.51.100.7], sasl_method=PLAIN, "
        b"sasl_username=anna@example.com\n",
        b"2026-06-08T00:00:01Z mx postfix/qmgr[1]: A0A001: from=<anna@example.com>, size=700, nrcpt=1 (queue active)\n",
        b"2026-06-08T00:00:02Z mx postfix/smtpd[2]: B0B001: client=filter[203.0.113.9]\n",
        b"2026-06-08T00:00:03Z mx postfix/smtp[3]: A0A001: to=<b@example.org>, relay=filter[203.0.113.9]:10024, "
        b"delay=2, delays=1/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as B0B001)\n",
        b"2026-06-08T00:00:04Z mx postfix/smtp[3]: B0B001: to=<b@example.org>, relay=mx[192.0.2.1]:25, delay=2, "
        b"delays=1/0/0/1, dsn=5.1.1, status=bounced (550 5.1.1 no such user)\n",
    ]
    state = Aggregator(own_networks=iter([ipaddress.ip_network("203.0.113.0/24")]), max_memory=2 << 20)
    once = pickle.loads(pickle.dumps(state))
    twice = pickle.loads(pickle.dumps(once))
    for same in (state, once, twice):
        same.add(b"".join(told))
        assert same.to_bytes() == state.to_bytes()
    stranger = Aggregator()
    stranger.add(b"".join(told))
    assert stranger.to_bytes() != state.to_bytes()


def test_a_log_is_known_by_its_first_line_whatever_its_ends():
    streams = set()
    for log in (LOG, LOG.replace(b"\n", b"\r\n"), LOG[: LOG.index(b"\n")]):
        with Aggregator() as state:
            state.add(log)
            streams.update(row.stream for row in state.table("streams"))
    assert len(streams) == 1

    class Slow(io.BytesIO):
        def read(self, size=-1):
            return super().read(300)

    line = b"2026-06-08T00:00:00Z mx postfix/qmgr[1]: " + b"x" * 1000
    for log in (io.BytesIO(line), Slow(line)):
        with Aggregator() as state:
            state.add(log, max_line=256)
            streams.update(row.stream for row in state.table("streams"))
    assert len(streams) == 2


def test_without_init():
    """An object that never was made is no handle."""
    for call in (lambda a: a.close(), lambda a: a.add(LOG), lambda a: a.to_bytes()):
        with pytest.raises(AttributeError):
            call(Aggregator.__new__(Aggregator))


def test_a_file_that_uses_the_state_it_fills():
    class Strange(io.RawIOBase):
        def __init__(self, action):
            self.action = action

        def read(self, _=-1):
            self.action()
            return b""

    state = Aggregator()
    for action in (state.close, lambda: state.add(LOG), state.to_bytes, lambda: state.table("accounts").rows()):
        with pytest.raises(RuntimeError, match="in the middle of another call"):
            state.add(Strange(action))
    assert state.add(LOG) == 3


def test_many_threads():
    """Whoever comes second waits: nothing is lost, and closing waits, too."""
    state = Aggregator()
    errors = []

    def work(log):
        try:
            state.add(log)
            state.table("accounts").rows()
            state.to_bytes()
        except Exception as error:  # noqa: BLE001
            errors.append(error)

    threads = [threading.Thread(target=work, args=(log,)) for log in logs(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sum(row.messages for row in state.table("accounts")) == 16

    other = Aggregator()
    other.add(LOG.replace(b"mx ", b"elsewhere "))
    crossing = [threading.Thread(target=state.merge, args=(other,)), threading.Thread(target=other.close)]
    for thread in crossing:
        thread.start()
    for thread in crossing:
        thread.join()
    assert other.closed
