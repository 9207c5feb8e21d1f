"""parse(): what events say, where they come from, and what misuse does."""

import copy
import datetime
import gc
import gzip
import io
import os
import pickle
import threading

import postfixlog
import pytest
from postfixlog import kinds

UTC = datetime.timezone.utc
REFERENCE = datetime.datetime(2026, 11, 23, 22, tzinfo=UTC)
HEAD = b"Nov 23 17:04:51 mx1 postfix/"


def events(source, **options):
    return list(postfixlog.parse(source, reference_time=REFERENCE, **options))


def test_fields(three_lines):
    queued, nonsense, sent = events(three_lines)
    assert queued.kind == "queued" and isinstance(queued, kinds.Queued)
    assert queued.time == datetime.datetime(2026, 11, 23, 17, 4, 51, tzinfo=UTC)
    assert queued.time_us == 1795453491000000
    assert (queued.host, queued.program, queued.pid) == ("mx1", "postfix/qmgr", 717)
    assert (queued.line, queued.offset, queued.repeat) == (1, 0, 1)
    assert (queued.queue_id, queued.from_, queued.size, queued.nrcpt) == ("4C0A10", "a@example.com", 1234, 2)
    assert queued.year_inferred and queued.zone_inferred and not queued.time_invalid
    assert queued.to is None  # another kind's
    assert queued.message is None and queued.severity is None

    assert nonsense.kind == "malformed" and nonsense.time is None and nonsense.time_us is None
    assert nonsense.message == nonsense.text == "nonsense"
    assert nonsense.offset == 103 and nonsense.time_invalid

    assert sent.time == datetime.datetime(2026, 11, 23, 16, 4, 52, 250000, tzinfo=UTC)
    assert sent.delay == datetime.timedelta(milliseconds=130)
    assert (sent.to, sent.relay_port, sent.status) == ("b@example.net", 25, "sent")
    assert sent.orig_to is None


def test_as_a_mapping(three_lines):
    queued = events(three_lines)[0]
    assert queued["from"] == "a@example.com"
    assert "from" in queued and "to" not in queued and 7 not in queued
    assert list(dict(queued)) == queued.keys()
    assert dict(queued)["nrcpt"] == 2
    with pytest.raises(KeyError):
        queued["to"]
    with pytest.raises(AttributeError):
        queued.colour
    assert "queued" in repr(queued) and "a@example.com" in repr(queued)


def test_hostile_text():
    line = HEAD + b"qmgr[717]: 4C0A10: from=<caf\xe9\x00\x1b[2J>, size=1, nrcpt=1 (queue active)\n"
    event = events(line)[0]
    assert event.from_ == "caf\\xe9\x00\x1b[2J"
    assert event.raw("from") == b"caf\xe9\x00\x1b[2J"
    assert event.raw_text == line[:-1]
    print(event)
    utf8 = events(HEAD + "qmgr[717]: 4C0A10: from=<café@example.com>, size=1, nrcpt=1 (queue active)\n".encode())[0]
    assert utf8.from_ == "café@example.com" and utf8.raw("from") == "café@example.com".encode()
    with pytest.raises(KeyError):
        event.raw("size")
    assert events(HEAD + b"qmgr[717]: 4C0A10: removed")[0].raw("message") is None


def test_codes_have_names():
    event = events(HEAD + b"smtpd[7]: fatal: no SASL authentication mechanisms\n")[0]
    assert (event.kind, event.severity, event.category) == ("error", "fatal", "sasl")


def test_every_case(cases):
    """Whatever is in a line, all of its event can be read, and says the same as its bytes."""
    count = 0
    for event in postfixlog.parse(cases, reference_time=REFERENCE):
        count += 1
        for name in event.keys():
            value = event[name]
            assert value is not None
            if isinstance(value, str) and event._fields[name].type == 1:
                assert event.raw(name).decode("utf-8", "backslashreplace") == value
                assert event.raw(name) in event.raw_text
        repr(event)
    assert count == cases.count(b"\n")


def test_kinds(sample):
    every = events(sample)
    some = events(sample, kinds=["sasl-login", "sent"])
    assert [e.line for e in some] == [e.line for e in every if e.kind in ("sasl-login", "sent")]
    assert len(some) > 100
    with pytest.raises(ValueError, match="no such kind: colour"):
        postfixlog.parse(sample, kinds=["colour"])
    with pytest.raises(TypeError):
        postfixlog.parse(sample, kinds="sent")


# === Where logs come from ===


class Slowly(io.RawIOBase):
    """A file that gives a few bytes at a time."""

    def __init__(self, data, size):
        self.data, self.size, self.at = data, size, 0

    def read(self, _=-1):
        piece = self.data[self.at : self.at + self.size]
        self.at += self.size
        return piece


def shown(source, **options):
    return [(e.kind, e.line, e.offset, e.text) for e in events(source, **options)]


def test_sources_give_the_same(sample, tmp_path):
    data = open(sample, "rb").read()[:300000]
    path = tmp_path / "mail.log"
    path.write_bytes(data)
    packed = tmp_path / "mail.log.1.gz"
    packed.write_bytes(gzip.compress(data))
    wanted = shown(data)
    assert len(wanted) > 1000
    for source in (path, str(path), packed, bytearray(data), memoryview(data), io.BytesIO(data), Slowly(data, 997)):
        assert shown(source) == wanted
    with open(path, "rb") as file:
        assert shown(file) == wanted


def test_journal_json_keeps_its_text():
    """Decoded text lies in the parser; events of a batch that is long past still have it."""
    line = (
        b'{"SYSLOG_IDENTIFIER":"postfix/qmgr","_HOSTNAME":"mx","__REALTIME_TIMESTAMP":"1795453491000000",'
        b'"MESSAGE":"%08X: from=<%d@example.com>, size=1, nrcpt=1 (queue active)"}\n'
    )
    found = events(b"".join(line % (0xA0000000 + i, i) for i in range(3000)))
    assert [e.from_ for e in found] == [f"{i}@example.com" for i in range(3000)]


def test_the_last_line_needs_no_end():
    assert [e.message for e in events(b"one\ntwo")] == ["one", "two"]
    assert events(b"") == []


def test_reference_time_of_a_path(tmp_path):
    path = tmp_path / "mail.log"
    path.write_bytes(HEAD + b"qmgr[717]: 4C0A10: removed\n")
    when = datetime.datetime(2019, 12, 1, tzinfo=UTC).timestamp()
    os.utime(path, (when, when))
    assert next(postfixlog.parse(path)).time.year == 2019


@pytest.fixture
def berlin():
    zoneinfo = pytest.importorskip("zoneinfo")
    try:
        return zoneinfo.ZoneInfo("Europe/Berlin")
    except zoneinfo.ZoneInfoNotFoundError:
        pytest.skip("no time zones here")


def test_zones(berlin):
    lines = b"".join(
        stamp + b" mx postfix/qmgr[717]: 4C0A10: removed\n" for stamp in (b"Jul 10 12:00:00", b"Nov 23 12:00:00")
    )
    summer, winter = events(lines, tz=berlin)
    assert summer.time == datetime.datetime(2026, 7, 10, 10, tzinfo=UTC)
    assert winter.time == datetime.datetime(2026, 11, 23, 11, tzinfo=UTC)


def test_zone_of_an_old_file(tmp_path, berlin):
    """Summer time of when the file was written, not of the last years."""
    path = tmp_path / "mail.log"
    path.write_bytes(b"Jul  1 12:00:00 mx1 postfix/qmgr[717]: 4C0A10: removed\n")
    when = datetime.datetime(2010, 7, 2, tzinfo=UTC).timestamp()
    os.utime(path, (when, when))
    (event,) = postfixlog.parse(path, tz=berlin)
    assert event.time == datetime.datetime(2010, 7, 1, 10, tzinfo=UTC)


# === Misuse ===


@pytest.mark.parametrize("source", [None, 7, 1.5, object(), ["mail.log"]])
def test_no_source(source):
    with pytest.raises(TypeError):
        postfixlog.parse(source)


def test_text_files_are_refused(sample):
    with open(sample) as file, pytest.raises(TypeError, match="binary"):
        next(postfixlog.parse(file))
    with pytest.raises(TypeError, match="binary"):
        next(postfixlog.parse(io.StringIO("x\n")))


@pytest.mark.parametrize("buffering", [0, -1])
def test_files_that_do_not_wait(buffering):
    """Some bytes, and then nothing for the moment: no end of the log."""
    for take in (
        lambda file: list(postfixlog.parse(file)),
        lambda file: postfixlog.to_arrow(file).__arrow_c_stream__(),
        lambda file: postfixlog.Aggregator().add(file),
        postfixlog.Aggregator.load,
    ):
        out, into = os.pipe()
        os.write(into, b"one\ntwo\n")
        os.set_blocking(out, False)
        with open(out, "rb", buffering) as file, open(into, "wb"):
            with pytest.raises(BlockingIOError, match="blocking mode"):
                take(file)


def test_files_that_are_not_there(tmp_path):
    with pytest.raises(FileNotFoundError):
        postfixlog.parse(tmp_path / "none")
    with pytest.raises(ValueError, match="zstd"):
        (tmp_path / "mail.log.zst").write_bytes(b"")
        next(postfixlog.parse(tmp_path / "mail.log.zst"))


def test_options_out_of_range(three_lines):
    with pytest.raises(postfixlog.ArgumentError, match="out of range"):
        postfixlog.parse(three_lines, max_line=1)
    with pytest.raises(postfixlog.ArgumentError, match="max_line"):
        postfixlog.parse(three_lines, max_line=-1)


def test_events_outlive_everything():
    buffer = bytearray(HEAD + b"qmgr[717]: 4C0A10: from=<a@example.com>, size=1, nrcpt=1 (queue active)\n")
    reader = postfixlog.parse(buffer)
    event = next(reader)
    buffer[:] = b"x" * 10
    reader.close()
    del reader, buffer
    gc.collect()
    assert event.from_ == "a@example.com"
    with pytest.raises(StopIteration):
        reader = postfixlog.parse(b"x\n")
        reader.close()
        next(reader)


def test_copies_keep_their_line_only(sample):
    event = next(postfixlog.parse(sample, kinds=["sasl-login"]))
    for twin in (copy.copy(event), pickle.loads(pickle.dumps(event)), copy.deepcopy(event)):
        assert dict(twin) == dict(event)
        assert (twin.line, twin.offset, twin.text, twin.kind) == (event.line, event.offset, event.text, event.kind)
    assert len(pickle.dumps(event)) < 1000


def test_one_reader_in_two_threads(sample):
    """Python lets one thread into a generator at a time, and tells the other."""
    reader = postfixlog.parse(sample)
    lines, errors = [], []

    def read():
        try:
            for event in reader:
                lines.append(event.line)
        except ValueError as error:
            errors.append(str(error))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(lines) == sorted(set(lines))
    assert all("already executing" in error for error in errors)


def test_a_file_that_reads_its_own_log(three_lines):
    class Strange(io.RawIOBase):
        def read(self, _=-1):
            next(reader)

    reader = postfixlog.parse(Strange())
    with pytest.raises(ValueError, match="already executing"):
        next(reader)
