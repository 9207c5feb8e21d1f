"""Events as Arrow's columns."""

from __future__ import annotations

import ctypes
import datetime
import os
from typing import Iterable, List, Optional, cast

from . import _library
from ._capsule import stream_capsule
from ._clock import parser_options
from ._errors import ArgumentError
from ._library import ERR_ARGUMENT, EVENT_SIZE, address_of, check, lib
from ._parse import Batches
from ._source import Source, as_bytes, check_source, is_bytes, is_packed, is_path

__all__ = ["ArrowStream", "to_arrow"]

_BINARY, _COPY = 1, 2
_MAX_ROWS = 1048576  # PFL_ARROW_MAX_ROWS


def arrow_options(columns: Optional[Iterable[str]], binary: bool, batch_rows: int) -> _library.ArrowOptions:
    options = _library.ArrowOptions(size=ctypes.sizeof(_library.ArrowOptions))
    options.flags = _BINARY if binary else 0
    if not 0 <= batch_rows <= _MAX_ROWS:
        raise ArgumentError(f"batch_rows is out of range: 1 to {_MAX_ROWS}, not {batch_rows}")
    options.batch_rows = batch_rows
    if columns is not None:
        if isinstance(columns, str):
            raise TypeError("columns is a list of names")
        names = [name.encode() for name in columns]
        if not names:
            raise ArgumentError("no columns")
        if len(set(names)) < len(names):
            raise ArgumentError("a column that stands twice")
        options.columns = (ctypes.c_char_p * len(names))(*names)
        options.column_count = len(names)
    return options


def column_names(options: _library.ArrowOptions) -> List[str]:
    return [options.columns[i].decode() for i in range(options.column_count)]


class ArrowStream:
    """A log as a table of events, for whatever takes Arrow's PyCapsule interface:

    pyarrow.table(stream), polars.DataFrame(stream), duckdb.from_arrow(pyarrow.table(stream)).
    A path or bytes are read anew each time; a file is read once.
    """

    def __init__(self, source: Source, parser: _library.ParserOptions, arrow: _library.ArrowOptions) -> None:
        self._source: Optional[Source] = source
        self._parser = parser
        self._arrow = arrow
        # What is wrong with the columns is told now, as far as the library can tell without a log.
        handle = ctypes.c_void_p()
        status = lib.pfl_arrow_create(ctypes.byref(handle), ctypes.byref(arrow))
        lib.pfl_arrow_destroy(handle)
        if status == ERR_ARGUMENT:
            raise ArgumentError(f"a column that events do not have: {', '.join(column_names(arrow))}")
        check(status)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        source = self._source
        if source is None:
            raise ValueError("the file was read already")
        if is_bytes(source):
            return stream_capsule(lambda stream: self._fill_bytes(stream, as_bytes(source)))
        if is_path(source) and not is_packed(cast(str, source)):
            return stream_capsule(lambda stream: self._fill_file(stream, cast(str, source)))
        if not is_path(source):
            self._source = None
        return stream_capsule(lambda stream: self._fill_pieces(stream, source))

    def _fill_bytes(self, stream: int, data: bytes) -> int:
        """The stream lives longer than anything here: it gets a copy."""
        options = _library.ArrowOptions.from_buffer_copy(self._arrow)
        options.flags |= _COPY
        parser = ctypes.byref(self._parser)
        return int(lib.pfl_arrow_stream_bytes(stream, parser, data, len(data), ctypes.byref(options)))

    def _fill_file(self, stream: int, path: str) -> int:
        """The descriptor is the stream's as soon as it has it."""
        fd = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        return int(lib.pfl_arrow_stream_file(stream, ctypes.byref(self._parser), fd, ctypes.byref(self._arrow)))

    def _fill_pieces(self, stream: int, source: Source) -> int:
        """Only Python can read these: all batches are made now."""
        arrow = ctypes.c_void_p()
        check(lib.pfl_arrow_create(ctypes.byref(arrow), ctypes.byref(self._arrow)))
        try:
            batches = Batches(self._parser)
            try:
                for data, begin in batches.all(source):
                    where, records = address_of(data) + begin, batches.records
                    check(lib.pfl_arrow_add(arrow, batches.parser, where, records, EVENT_SIZE, batches.count))
            finally:
                batches.close()
            status = int(lib.pfl_arrow_stream(stream, arrow))
        except BaseException:
            lib.pfl_arrow_destroy(arrow)
            raise
        if status != _library.OK:
            lib.pfl_arrow_destroy(arrow)
        return status


def to_arrow(
    source: Source,
    *,
    columns: Optional[Iterable[str]] = None,
    binary: bool = False,
    batch_rows: int = 0,
    reference_time: Optional[datetime.datetime] = None,
    tz: Optional[datetime.tzinfo] = None,
    max_line: int = 0,
) -> ArrowStream:
    """The events of a log as columns; source, reference_time, tz and max_line as for parse().

    columns are those wanted, by name (all: some 130); the others cost nothing. binary gives text as it
    is, instead of UTF-8 with other bytes as \\xHH. batch_rows limits the rows of a batch.
    """
    check_source(source)
    options = parser_options(source, reference_time, tz, max_line)
    if is_bytes(source):
        source = as_bytes(source)
    return ArrowStream(source, options, arrow_options(columns, binary, batch_rows))
