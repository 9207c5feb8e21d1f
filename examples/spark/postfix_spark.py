"""Postfix logs on Spark: events as a DataFrame, and findings out of partial states.

    spark-submit postfix_spark.py FOLDER [STATE]

Reads a folder of logs, of as many hosts and as often rotated as you like, and prints what the rules
found. Each task reads whole files. A state is small beside its logs and merging is exact: the findings
are those of one process that read everything.

The package postfixlog has to be installed where Python runs on the workers.
"""

from __future__ import annotations

import bz2
import datetime
import gzip
import lzma
import sys
from typing import Iterator, List, Optional

import postfixlog
import pyarrow
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

UNPACK = {".gz": gzip.decompress, ".bz2": bz2.decompress, ".xz": lzma.decompress}

# Pieces that states are merged by, below the last: each task merges a few, then a few of these.
DEPTH = 3


def logs(spark: SparkSession, folder: str) -> DataFrame:
    """One row a file: path, modificationTime, content. Any file system that Spark reads will do."""
    files = spark.read.format("binaryFile").option("recursiveFileLookup", True).load(folder)
    return files.select("path", "modificationTime", "content")


def _files(batches: Iterator[pyarrow.RecordBatch]) -> Iterator["tuple[str, datetime.datetime, bytes]"]:
    for batch in batches:
        for row in batch.to_pylist():
            path, content = row["path"], row["content"]
            for suffix, unpack in UNPACK.items():
                if path.endswith(suffix):
                    content = unpack(content)
            yield path, row["modificationTime"], content


# === Events ===


def _plain(schema: pyarrow.Schema) -> pyarrow.Schema:
    """Spark takes no dictionaries: names as text."""
    types = [field.type.value_type if pyarrow.types.is_dictionary(field.type) else field.type for field in schema]
    return pyarrow.schema(
        [pyarrow.field(field.name, one, field.nullable) for field, one in zip(schema, types)]
        + [pyarrow.field("file", pyarrow.string(), False)]
    )


def events(files: DataFrame, columns: Optional[List[str]] = None) -> DataFrame:
    """A row for each line, with the columns of postfixlog.to_arrow() and the file it stands in."""
    empty = pyarrow.RecordBatchReader.from_stream(postfixlog.to_arrow(b"", columns=columns))
    schema = _plain(empty.schema)

    def read(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for path, modified, content in _files(batches):
            stream = postfixlog.to_arrow(content, columns=columns, reference_time=modified)
            for batch in pyarrow.RecordBatchReader.from_stream(stream):
                table = pyarrow.Table.from_batches([batch])
                table = table.append_column("file", pyarrow.array([path] * batch.num_rows))
                yield from table.cast(schema).to_batches()

    return files.mapInArrow(read, from_arrow_schema(schema))


# === Findings ===


def _partial(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    with postfixlog.Aggregator() as state:
        for path, modified, content in _files(batches):
            state.add(content, name=path.rsplit("/", 1)[-1], reference_time=modified)
        yield pyarrow.RecordBatch.from_pydict({"state": pyarrow.array([state.to_bytes()], pyarrow.binary())})


def _merged(one: bytes, other: bytes) -> bytes:
    with postfixlog.Aggregator.load(one) as state, postfixlog.Aggregator.load(other) as more:
        state.merge(more)
        return state.to_bytes()


def state_of(files: DataFrame) -> postfixlog.Aggregator:
    """The state of all logs: partial ones are merged on the workers, as a tree."""
    partial = files.mapInArrow(_partial, "state binary")
    states = partial.rdd.map(lambda row: bytes(row.state))
    return postfixlog.Aggregator.load(states.treeReduce(_merged, depth=DEPTH))


def main() -> None:
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    spark = SparkSession.builder.appName("postfixlog").getOrCreate()
    state = state_of(logs(spark, sys.argv[1]))
    if len(sys.argv) == 3:
        state.save(sys.argv[2])
    for finding in state.findings():
        print(finding)
    spark.stop()


if __name__ == "__main__":
    main()
