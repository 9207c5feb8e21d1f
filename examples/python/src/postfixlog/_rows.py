"""Rows of a state's tables, as the library's reflection describes them."""

from __future__ import annotations

import ctypes
import struct
from typing import Any, Callable, Dict, Iterator, List, Mapping, Tuple

from . import _library
from ._errors import ArgumentError
from ._library import TEXT
from ._values import decode, reader
from ._words import FindingSeverity, Verdict, word_of

_SPAN = struct.Struct("=HH").unpack_from
_PRESENT = struct.Struct("=Q").unpack_from


WORDS = {"verdict": word_of(Verdict), "severity": word_of(FindingSeverity)}


class Row(Mapping[str, Any]):
    """A row: row["messages"] or row.messages; None where it has no value."""

    __slots__ = ("_table", "_values")

    def __init__(self, table: _library.Table, values: Dict[str, Any]) -> None:
        self._table = table
        self._values = values

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_"):
            name = name[:-1] if name.endswith("_") else name
            if name in self._values:
                return self._values[name]
        raise AttributeError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        values = " ".join(f"{name}={value!r}" for name, value in self._values.items() if value is not None)
        return f"<{self._table.name} {values}>"

    def __reduce__(self) -> Tuple[Any, ...]:
        return _row_of, (self._table.name, self._values)


def _row_of(table: str, values: Dict[str, Any]) -> Row:
    return Row(table_of(table), values)


def table_of(name: str) -> _library.Table:
    for table in _library.tables:
        if table.name == name:
            return table
    raise ArgumentError(f"no such table: {name}")


def _column_reader(column: _library.Field) -> Callable[[bytes, int, int], Any]:
    if column.type == TEXT:

        def text_of(records: bytes, at: int, text: int) -> str:
            begin, length = _SPAN(records, at + column.offset)
            return decode(ctypes.string_at(text + begin, length))

        return text_of
    read = reader(column)
    if column.name in WORDS:
        word = WORDS[column.name]
        return lambda records, at, text: word(read(records, at))
    if column.name == "stream":  # a hash: a name, as in JSON
        return lambda records, at, text: f"{read(records, at):016x}"
    return lambda records, at, text: read(records, at)


def row_reader(table: _library.Table) -> Callable[[bytes, int], List[Row]]:
    """Reads records, given where their text lies."""
    columns = [(column.name, 1 << column.bit, _column_reader(column)) for column in table.columns]
    size = table.record_size

    def read(records: bytes, text: int) -> List[Row]:
        rows = []
        for at in range(0, len(records), size):
            (present,) = _PRESENT(records, at)
            values = {name: one(records, at, text) if present & bit else None for name, bit, one in columns}
            rows.append(Row(table, values))
        return rows

    return read
