"""The Spark job on a local cluster says what one process says.

    python -m pytest test_spark.py         (needs pyspark, pyarrow, postfixlog and a Java)
"""

import gzip
import os
import pathlib
import shutil
import sys

import pytest

pytest.importorskip("pyspark")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("no Java", allow_module_level=True)

import postfixlog  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import postfix_spark  # noqa: E402

SAMPLE = HERE.parents[0] / "sample" / "mail.log"
HOSTS = 3
JVM = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The sample of three hosts, each rotated once, the older part packed."""
    folder = tmp_path_factory.mktemp("logs")
    lines = SAMPLE.read_bytes().splitlines(keepends=True)
    for host in range(HOSTS):
        renamed = [line.replace(b" mx ", b" mx%d " % host, 1) for line in lines]
        half = len(renamed) // 2
        place = folder / f"mx{host}"
        place.mkdir()
        (place / "mail.log.1.gz").write_bytes(gzip.compress(b"".join(renamed[:half])))
        (place / "mail.log").write_bytes(b"".join(renamed[half:]))
        for path in place.iterdir():
            os.utime(path, (1795471200, 1795471200))
    return folder


@pytest.fixture(scope="module")
def spark():
    """Two workers of their own; what is tested here has to be found by them. Nothing runs long enough to be
    compiled well, by the JVM or by Spark."""
    paths = os.pathsep.join([str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])])
    os.environ["PYTHONPATH"] = paths
    os.environ["PYSPARK_PYTHON"] = sys.executable
    # Java would ask what address this machine's name has, and in a bare chroot nobody knows it.
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    session = (
        SparkSession.builder.master(os.environ.get("SPARK_TEST_MASTER", "local-cluster[2,1,1024]"))
        .config("spark.ui.enabled", False)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.executor.memory", "1g")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.files.openCostInBytes", 1 << 26)
        .config("spark.sql.shuffle.partitions", 2)
        .config("spark.sql.codegen.wholeStage", False)
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.driver.extraJavaOptions", JVM)
        .config("spark.executor.extraJavaOptions", JVM)
        .config("spark.executorEnv.PYTHONPATH", paths)
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.fixture(scope="module")
def whole(folder):
    """What one process makes of the same logs."""
    state = postfixlog.Aggregator()
    for path in sorted(folder.glob("*/*")):
        state.add(path, name=path.name)
    return state


def test_the_same_state_and_findings(spark, folder, whole):
    files = postfix_spark.logs(spark, str(folder)).repartition(4)
    state = postfix_spark.state_of(files)
    assert state.to_bytes() == whole.to_bytes()
    assert sum(row.lines for row in state.table("streams")) == HOSTS * SAMPLE.read_bytes().count(b"\n")
    if "findings" in state.tables():
        assert state.findings() == whole.findings() and len(whole.findings()) > 0


def test_events(spark, folder):
    files = postfix_spark.logs(spark, str(folder))
    wanted = ["kind", "time", "host", "sasl_username", "client_addr"]
    found = postfix_spark.events(files, wanted)
    assert found.columns == wanted + ["file"]
    logins = {
        (row.host, row.time, row.sasl_username, row.client_addr)
        for row in found.where("kind = 'sasl-login'").collect()
    }
    expected = {
        (event.host, event.time.replace(tzinfo=None), event.sasl_username, event.client_addr)
        for path in folder.glob("*/*")
        for event in postfixlog.parse(path, kinds=["sasl-login"])
    }
    assert logins == expected and len(expected) > 100


def test_every_column(spark, folder):
    files = postfix_spark.logs(spark, str(folder / "mx0"))
    found = postfix_spark.events(files)
    lines = SAMPLE.read_bytes().count(b"\n")
    assert found.count() == lines
    assert found.selectExpr("count(distinct line)").first()[0] > lines // 3
