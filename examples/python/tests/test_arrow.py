"""to_arrow(): checked by those who read it."""

import datetime
import gc
import gzip
import io
import os
import threading

import postfixlog
import pytest
from conftest import ROOT

pa = pytest.importorskip("pyarrow")

UTC = datetime.timezone.utc
REFERENCE = datetime.datetime(2026, 11, 23, 22, tzinfo=UTC)


def table(source, **options):
    return pa.table(postfixlog.to_arrow(source, reference_time=REFERENCE, **options))


def test_values(three_lines):
    found = table(three_lines)
    found.validate(full=True)
    assert found.num_rows == 3
    assert found.schema.field("kind").type == pa.dictionary(pa.int16(), pa.string())
    assert found.schema.field("time").type == pa.timestamp("us", "UTC")
    assert found.schema.field("delay").metadata == {b"unit": b"microseconds"}
    queued, nonsense, sent = found.to_pylist()
    assert (queued["kind"], queued["from"], queued["size"], queued["to"]) == ("queued", "a@example.com", 1234, None)
    assert queued["time"] == datetime.datetime(2026, 11, 23, 17, 4, 51, tzinfo=UTC)
    assert (nonsense["kind"], nonsense["message"], nonsense["time"]) == ("malformed", "nonsense", None)
    assert (sent["relay_port"], sent["delay"], sent["escaped"]) == (25, 130000, False)


@pytest.mark.parametrize("binary", [False, True])
def test_valid_whatever_the_log(cases, sample, binary):
    fuzzed = b"\n".join(path.read_bytes() for path in sorted((ROOT / "fuzz" / "corpus").iterdir()))
    for source in (cases, sample, fuzzed, bytes(range(256)) * 50, b"\xff" * 70000):
        found = table(source, binary=binary)
        found.validate(full=True)
        assert found.num_rows == sum(1 for _ in postfixlog.parse(source))


def test_the_same_as_events(cases):
    rows = table(cases).to_pylist()
    for event, row in zip(postfixlog.parse(cases, reference_time=REFERENCE), rows):
        assert (row["kind"], row["line"], row["offset"]) == (event.kind, event.line, event.offset)
        assert row["time"] == event.time
        for name in event.keys():
            if name in ("time", "service"):
                continue
            value = event[name]
            if isinstance(value, datetime.timedelta):
                value //= datetime.timedelta(microseconds=1)
            if not row["escaped"]:
                assert row[name] == value
        given = {name for name, value in row.items() if value is not None}
        assert given >= set(event.keys()) - {"service"}


def test_columns(sample):
    found = table(sample, columns=["sasl_username", "kind"])
    assert found.column_names == ["sasl_username", "kind"]
    for wrong in (["colour"], ["kind", "kind"], ["service"]):
        with pytest.raises(postfixlog.ArgumentError, match="column"):
            postfixlog.to_arrow(sample, columns=wrong)
    with pytest.raises(ValueError):
        postfixlog.to_arrow(sample, columns=[])
    with pytest.raises(TypeError):
        postfixlog.to_arrow(sample, columns="kind")
    with pytest.raises(ValueError):
        postfixlog.to_arrow(sample, batch_rows=-1)


def test_batches(sample):
    reader = pa.RecordBatchReader.from_stream(postfixlog.to_arrow(sample, batch_rows=1500))
    sizes = [batch.num_rows for batch in reader]
    assert sizes[:3] == [1024, 1500, 1500]


def test_sources_give_the_same(sample, tmp_path):
    data = open(sample, "rb").read()
    packed = tmp_path / "mail.log.1.gz"
    packed.write_bytes(gzip.compress(data))
    wanted = table(data)
    for source in (sample, packed, bytearray(data), io.BytesIO(data), open(sample, "rb")):
        assert table(source).equals(wanted)


def test_read_again(sample, three_lines):
    for source in (sample, three_lines):
        stream = postfixlog.to_arrow(source)
        assert pa.table(stream).equals(pa.table(stream))
    once = postfixlog.to_arrow(io.BytesIO(three_lines))
    assert pa.table(once).num_rows == 3
    with pytest.raises(ValueError, match="read already"):
        pa.table(once)


def test_other_readers(sample):
    stream = postfixlog.to_arrow(sample)
    wanted = pa.table(stream).num_rows
    polars = pytest.importorskip("polars")
    assert polars.DataFrame(stream).height == wanted
    duckdb = pytest.importorskip("duckdb")
    events = pa.table(stream)  # noqa: F841 (DuckDB finds it by its name)
    logins = duckdb.sql("select count(*) from events where kind = 'sasl-login'").fetchall()[0][0]
    assert logins == sum(1 for _ in postfixlog.parse(sample, kinds=["sasl-login"]))
    pytest.importorskip("pandas")
    assert len(events.to_pandas()) == wanted


def test_readers_take_hostile_bytes(cases):
    wanted = cases.count(b"\n")
    stream = postfixlog.to_arrow(cases)
    polars = pytest.importorskip("polars")
    assert polars.DataFrame(stream).height == wanted
    duckdb = pytest.importorskip("duckdb")
    events = pa.table(stream)  # noqa: F841
    assert duckdb.sql("select count(*), max(length(message)) from events").fetchall()[0][0] == wanted


# === Misuse ===


def test_capsules_nobody_takes(sample, three_lines):
    """Their streams are released with them: a thousand leave no file open."""
    for _ in range(1000):
        postfixlog.to_arrow(sample).__arrow_c_stream__()
        postfixlog.to_arrow(three_lines).__arrow_c_stream__()
    gc.collect()
    if os.path.exists("/proc/self/fd"):
        assert len(os.listdir("/proc/self/fd")) < 100


def test_streams_outlive_everything(sample):
    buffer = bytearray(open(sample, "rb").read())
    readers = [
        pa.RecordBatchReader.from_stream(postfixlog.to_arrow(source)) for source in (sample, buffer, io.BytesIO(buffer))
    ]
    wanted = table(bytes(buffer)).num_rows
    buffer[:] = b"x" * len(buffer)
    del buffer
    gc.collect()
    assert [sum(batch.num_rows for batch in reader) for reader in readers] == [wanted] * 3


def test_columns_outlive_their_table(sample):
    found = table(sample)
    host = found.column("host")
    wanted = host.to_pylist()
    del found
    gc.collect()
    assert host.to_pylist() == wanted


def test_errors_while_reading(tmp_path):
    stream = postfixlog.to_arrow(tmp_path)  # a folder
    with pytest.raises(OSError):
        pa.table(stream)
    with pytest.raises(FileNotFoundError):
        postfixlog.to_arrow(tmp_path / "none")
    broken = tmp_path / "mail.log.gz"
    broken.write_bytes(b"not gzip")
    with pytest.raises(OSError):
        pa.table(postfixlog.to_arrow(broken))
    with pytest.raises(TypeError, match="binary"):
        pa.table(postfixlog.to_arrow(io.StringIO("x\n")))


def test_many_threads(sample):
    stream = postfixlog.to_arrow(sample, columns=["kind", "from"])
    wanted = pa.table(stream)
    same = []
    threads = [threading.Thread(target=lambda: same.append(pa.table(stream).equals(wanted))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert same == [True] * 8
