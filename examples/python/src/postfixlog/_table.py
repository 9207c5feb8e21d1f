"""Tables of a state: which rows are wanted, and reading them as objects or as columns."""

from __future__ import annotations

import contextlib
import ctypes
from typing import Iterable, Iterator, List, Optional, Tuple

from . import _library
from ._arrow import arrow_options, column_names
from ._capsule import stream_capsule
from ._errors import ArgumentError
from ._handle import Handle
from ._library import OK, check, lib
from ._rows import Row, row_reader, table_of

__all__ = ["Table", "TableStream"]

_ROWS = 64
AUDIT_TABLES = range(60, 1 << 16)  # PFL_AUDIT_TABLES and behind


def table_names() -> List[str]:
    return [table.name for table in _library.tables if _library.has_audit or table.code not in AUDIT_TABLES]


def open_table(
    handle: Handle,
    audit: _library.AuditOptions,
    name: str,
    key: Optional[str],
    order: Optional[str],
    descending: bool,
    limit: int,
) -> Table:
    """A table by its name, and which of its rows; nothing is read yet."""
    table = table_of(name)
    if name not in table_names():
        raise NotImplementedError("this libpostfixlog has no rules")
    options = _library.RowsOptions(size=ctypes.sizeof(_library.RowsOptions))
    options.table = table.code
    options.descending = int(bool(descending))
    if not 0 <= limit < 1 << 64:
        raise ArgumentError("limit is out of range")
    options.limit = limit
    if key is not None:
        if not isinstance(key, str):
            raise TypeError(f"key is a str, not {type(key).__name__}")
        options.key = key.encode("utf-8", "surrogateescape")
        options.key_length = len(key.encode("utf-8", "surrogateescape"))
    if order is not None:
        column = next((column for column in table.columns if column.name == order), None)
        if column is None:
            raise ArgumentError(f"{name} has no column {order}")
        if column.type == _library.TEXT:
            raise ArgumentError(f"{order} is text: rows are ordered by numbers and times")
        options.order = column.id
    with handle.use():
        pass
    return Table(handle, table, options, audit)


Parents = Tuple[ctypes.c_void_p, ctypes.c_void_p]


@contextlib.contextmanager
def opened(handle: Handle, audit: Optional[_library.AuditOptions]) -> Iterator[Parents]:
    """A view of a state, and an audit of it when there are options for one."""
    view, made = ctypes.c_void_p(), ctypes.c_void_p()
    with contextlib.ExitStack() as stack:
        check(lib.pfl_view_create(ctypes.byref(view), stack.enter_context(handle.use())))
        stack.callback(lib.pfl_view_destroy, view)
        if audit is not None:
            check(lib.pfl_audit_create(ctypes.byref(made), view, ctypes.byref(audit)))
            stack.callback(lib.pfl_audit_destroy, made)
        yield view, made


@contextlib.contextmanager
def _open_rows(parents: Parents, options: _library.RowsOptions) -> Iterator[ctypes.c_void_p]:
    (view, audit), rows = parents, ctypes.c_void_p()
    create = lib.pfl_audit_rows if audit else lib.pfl_rows_create
    check(create(ctypes.byref(rows), audit or view, ctypes.byref(options)))
    try:
        yield rows
    finally:
        lib.pfl_rows_destroy(rows)


def _read(table: _library.Table, rows: ctypes.c_void_p) -> List[Row]:
    read, size, count = row_reader(table), table.record_size, ctypes.c_size_t()
    records = ctypes.create_string_buffer(_ROWS * size)
    found: List[Row] = []
    while check(lib.pfl_rows_next(rows, records, size, _ROWS, ctypes.byref(count))) == OK:
        found += read(ctypes.string_at(records, count.value * size), lib.pfl_rows_text(rows))
    return found


def whole_table(parents: Parents, name: str) -> List[Row]:
    """All rows of a table of what is open."""
    table = table_of(name)
    options = _library.RowsOptions(size=ctypes.sizeof(_library.RowsOptions), table=table.code)
    with _open_rows(parents, options) as rows:
        return _read(table, rows)


class Table:
    """A table of a state, as it is when it is read: rows to iterate over, or Arrow's columns."""

    def __init__(
        self, handle: Handle, table: _library.Table, options: _library.RowsOptions, audit: _library.AuditOptions
    ) -> None:
        self._handle = handle
        self._table = table
        self._options = options
        self._audit = audit

    @property
    def name(self) -> str:
        return self._table.name

    @property
    def columns(self) -> List[str]:
        return [column.name for column in self._table.columns]

    @contextlib.contextmanager
    def _opened(self) -> Iterator[ctypes.c_void_p]:
        """The rows, for as long as nobody changes the state."""
        with opened(self._handle, self._audit if self._table.code in AUDIT_TABLES else None) as parents:
            with _open_rows(parents, self._options) as rows:
                yield rows

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows())

    def rows(self) -> List[Row]:
        with self._opened() as rows:
            return _read(self._table, rows)

    def to_arrow(
        self, *, columns: Optional[Iterable[str]] = None, binary: bool = False, batch_rows: int = 0
    ) -> "TableStream":
        """The same with fewer columns, or with text as it is; see postfixlog.to_arrow()."""
        options = arrow_options(columns, binary, batch_rows)
        known = {*self.columns, "escaped"}
        for name in column_names(options):
            if name not in known:
                raise ArgumentError(f"{self.name} has no column {name}")
        return TableStream(self, options)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)


class TableStream:
    """A table as Arrow's columns, read when they are asked for."""

    def __init__(self, table: Table, options: _library.ArrowOptions) -> None:
        self._table = table
        self._options = options

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        with self._table._opened() as rows:
            return stream_capsule(
                lambda stream: int(lib.pfl_arrow_stream_rows(stream, rows, ctypes.byref(self._options)))
            )
