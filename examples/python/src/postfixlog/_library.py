"""The shared library: found, loaded, declared, and checked before anything uses it.

What is checked is what this package relies on: the functions it calls, the size of an event, and
the reflection tables that all classes are made from. A library that does not fit is an ImportError
here, not a crash later.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import pathlib
import struct
import sys
from ctypes import POINTER, c_char_p, c_int32, c_size_t, c_uint16, c_uint32, c_uint64, c_void_p
from typing import Any, List, NamedTuple, Optional

from ._errors import error_of

EVENT_SIZE = 256

OK, NEED_MORE, FULL, END = 0, 1, 2, 3
ERR_ARGUMENT, ERR_LAYOUT = -1, -3

# pfl_field.type
TEXT, SEVERITY, U16, U32, U64, DURATION, TIME, CATEGORY = range(1, 9)

# What lies at a field, as struct has it.
FORMATS = {TEXT: "HH", SEVERITY: "B", U16: "H", U32: "I", U64: "Q", DURATION: "q", TIME: "q", CATEGORY: "B"}


class Allocator(ctypes.Structure):
    _fields_ = [("context", c_void_p), ("resize", c_void_p)]


class Zone(ctypes.Structure):
    _fields_ = [("since", ctypes.c_int64), ("offset", c_int32), ("reserved", c_int32)]


class ParserOptions(ctypes.Structure):
    _fields_ = [
        ("size", c_uint32),
        ("max_line", c_uint32),
        ("reference_time", ctypes.c_int64),
        ("zones", POINTER(Zone)),
        ("zone_count", c_uint32),
        ("reserved", c_uint32),
        ("allocator", Allocator),
    ]


class Network(ctypes.Structure):
    _fields_ = [("bytes", ctypes.c_uint8 * 16), ("bits", ctypes.c_uint8), ("reserved", ctypes.c_uint8 * 7)]


class AggregatorOptions(ctypes.Structure):
    _fields_ = [
        ("size", c_uint32),
        ("own_count", c_uint32),
        ("own", POINTER(Network)),
        ("max_memory", c_uint64),
        ("hash_key", c_uint64 * 2),
        ("allocator", Allocator),
    ]


class LimitSetting(ctypes.Structure):
    _fields_ = [("limit", c_uint32), ("value", c_uint32)]


class AuditOptions(ctypes.Structure):
    _fields_ = [
        ("size", c_uint32),
        ("reserved", c_uint32),
        ("trusted", POINTER(Network)),
        ("trusted_count", c_size_t),
        ("proxies", POINTER(Network)),
        ("proxy_count", c_size_t),
        ("monitors", POINTER(c_char_p)),
        ("monitor_count", c_size_t),
        ("monitor_networks", POINTER(Network)),
        ("monitor_network_count", c_size_t),
        ("bulk", POINTER(c_char_p)),
        ("bulk_count", c_size_t),
        ("limits", POINTER(LimitSetting)),
        ("limit_count", c_size_t),
    ]


class Stream(ctypes.Structure):
    _fields_ = [
        ("size", c_uint32),
        ("reserved", c_uint32),
        ("id", c_uint64),
        ("offset", c_uint64),
        ("name", c_char_p),
        ("name_length", c_size_t),
        ("host", c_char_p),
        ("host_length", c_size_t),
    ]


class RowsOptions(ctypes.Structure):
    _fields_ = [
        ("size", c_uint32),
        ("table", c_uint16),
        ("order", c_uint16),
        ("descending", c_uint32),
        ("reserved", c_uint32),
        ("limit", c_uint64),
        ("key", c_char_p),
        ("key_length", c_size_t),
    ]


class ArrowOptions(ctypes.Structure):
    _fields_ = [
        ("size", c_uint32),
        ("flags", c_uint32),
        ("columns", POINTER(c_char_p)),
        ("column_count", c_uint32),
        ("batch_rows", c_uint32),
        ("allocator", Allocator),
    ]


class _Field(ctypes.Structure):
    _fields_ = [
        ("name", c_char_p),
        ("doc", c_char_p),
        ("id", c_uint16),
        ("type", c_uint16),
        ("unit", c_uint16),
        ("offset", c_uint16),
        ("bit", c_uint16),
        ("derived", c_uint16),
    ]


class _Kind(ctypes.Structure):
    _fields_ = [
        ("name", c_char_p),
        ("doc", c_char_p),
        ("fields", POINTER(_Field)),
        ("field_count", c_uint16),
        ("code", c_uint16),
    ]


class _Table(ctypes.Structure):
    _fields_ = [
        ("name", c_char_p),
        ("doc", c_char_p),
        ("columns", POINTER(_Field)),
        ("column_count", c_uint16),
        ("code", c_uint16),
        ("record_size", c_uint16),
        ("reserved", c_uint16),
    ]


class RuleInfo(ctypes.Structure):
    _fields_ = [
        ("name", c_char_p),
        ("title", c_char_p),
        ("doc", c_char_p),
        ("technique", c_char_p),
        ("severity", c_uint32),
        ("reserved", c_uint32),
    ]


class LimitInfo(ctypes.Structure):
    _fields_ = [("name", c_char_p), ("doc", c_char_p), ("code", c_uint32), ("usual", c_uint32)]


class Field(NamedTuple):
    """A field of an event, or a column of a table."""

    name: str
    doc: str
    id: int
    type: int
    offset: int
    bit: int
    derived: bool


class Kind(NamedTuple):
    name: str
    doc: str
    code: int
    fields: List[Field]


class Table(NamedTuple):
    name: str
    doc: str
    code: int
    record_size: int
    columns: List[Field]


# Name, result, arguments. Handles and records are c_void_p.
_FUNCTIONS = [
    ("pfl_version", c_char_p, []),
    ("pfl_strerror", c_char_p, [c_int32]),
    ("pfl_kind_at", POINTER(_Kind), [c_size_t]),
    ("pfl_head_field", POINTER(_Field), [c_size_t]),
    ("pfl_table_at", POINTER(_Table), [c_size_t]),
    ("pfl_severity_name", c_char_p, [ctypes.c_uint8]),
    ("pfl_category_name", c_char_p, [ctypes.c_uint8]),
    ("pfl_network_parse", c_int32, [c_char_p, c_size_t, c_void_p]),
    ("pfl_parser_create", c_int32, [c_void_p, c_void_p]),
    ("pfl_parser_destroy", None, [c_void_p]),
    ("pfl_parse", c_int32, [c_void_p, c_void_p, c_size_t, c_uint32, c_void_p, c_size_t, c_size_t, c_void_p, c_void_p]),
    ("pfl_event_text", c_void_p, [c_void_p, c_void_p, c_void_p]),
    ("pfl_aggregator_create", c_int32, [c_void_p, c_void_p]),
    ("pfl_aggregator_destroy", None, [c_void_p]),
    ("pfl_stream_id", c_uint64, [c_void_p, c_size_t]),
    ("pfl_aggregator_begin", c_int32, [c_void_p, c_void_p]),
    ("pfl_aggregator_add", c_int32, [c_void_p, c_void_p, c_void_p, c_void_p, c_size_t, c_size_t]),
    ("pfl_aggregator_merge", c_int32, [c_void_p, c_void_p]),
    ("pfl_aggregator_load", c_int32, [c_void_p, c_void_p, c_char_p, c_size_t]),
    ("pfl_aggregator_compact", c_int32, [c_void_p, ctypes.c_int64]),
    ("pfl_saver_create", c_int32, [c_void_p, c_void_p]),
    ("pfl_saver_next", c_int32, [c_void_p, c_void_p, c_size_t, c_void_p]),
    ("pfl_saver_destroy", None, [c_void_p]),
    ("pfl_view_create", c_int32, [c_void_p, c_void_p]),
    ("pfl_view_destroy", None, [c_void_p]),
    ("pfl_rows_create", c_int32, [c_void_p, c_void_p, c_void_p]),
    ("pfl_rows_next", c_int32, [c_void_p, c_void_p, c_size_t, c_size_t, c_void_p]),
    ("pfl_rows_text", c_void_p, [c_void_p]),
    ("pfl_rows_destroy", None, [c_void_p]),
    ("pfl_arrow_create", c_int32, [c_void_p, c_void_p]),
    ("pfl_arrow_destroy", None, [c_void_p]),
    ("pfl_arrow_add", c_int32, [c_void_p, c_void_p, c_void_p, c_void_p, c_size_t, c_size_t]),
    ("pfl_arrow_stream", c_int32, [c_void_p, c_void_p]),
    ("pfl_arrow_stream_bytes", c_int32, [c_void_p, c_void_p, c_char_p, c_size_t, c_void_p]),
    ("pfl_arrow_stream_file", c_int32, [c_void_p, c_void_p, ctypes.c_int, c_void_p]),
    ("pfl_arrow_stream_rows", c_int32, [c_void_p, c_void_p, c_void_p]),
]

# Those that a library without rules lacks.
_AUDIT_FUNCTIONS = [
    ("pfl_audit_create", c_int32, [c_void_p, c_void_p, c_void_p]),
    ("pfl_audit_destroy", None, [c_void_p]),
    ("pfl_audit_rows", c_int32, [c_void_p, c_void_p, c_void_p]),
    ("pfl_verdict_name", c_char_p, [c_uint32]),
    ("pfl_finding_name", c_char_p, [c_uint32]),
    ("pfl_rule_at", POINTER(RuleInfo), [c_size_t]),
    ("pfl_limit_at", POINTER(LimitInfo), [c_size_t]),
]


def _candidates() -> List[str]:
    chosen = os.environ.get("POSTFIXLOG_LIBRARY")
    if chosen:
        return [chosen]
    suffix = "dylib" if sys.platform == "darwin" else "so"
    bundled = pathlib.Path(__file__).with_name(f"libpostfixlog.{suffix}")
    if bundled.exists():
        return [str(bundled)]
    return [name for name in (ctypes.util.find_library("postfixlog"),) if name]


def _load() -> ctypes.CDLL:
    candidates = _candidates()
    if not candidates:
        raise ImportError("libpostfixlog was not found: install this package with pip, or set POSTFIXLOG_LIBRARY")
    try:
        return ctypes.CDLL(candidates[0])
    except OSError as error:
        raise ImportError(f"libpostfixlog cannot be loaded: {error}") from error


def _declare(library: ctypes.CDLL, functions: Any) -> Optional[str]:
    """Declares functions; the name of the first one that is missing."""
    for name, result, arguments in functions:
        try:
            function = getattr(library, name)
        except AttributeError:
            return str(name)
        function.restype = result
        function.argtypes = arguments
    return None


def check(status: int) -> int:
    """A status, if it is no error; else the exception that says why."""
    if status < 0:
        raise error_of(status, lib.pfl_strerror(status).decode())
    return status


def parser_options(**values: Any) -> ParserOptions:
    return ParserOptions(size=ctypes.sizeof(ParserOptions), **values)


def address_of(data: bytes) -> int:
    """Where the bytes lie: as long as somebody keeps them."""
    return ctypes.cast(c_char_p(data), c_void_p).value or 0


# === Reflection ===


def _text(value: Optional[bytes], where: str) -> str:
    if not value or len(value) > 1000:
        raise ImportError(f"libpostfixlog has another layout: {where}")
    return value.decode()


def _field(field: Any, limit: int, where: str) -> Field:
    name = _text(field.name, where)
    size = struct.calcsize("=" + FORMATS.get(field.type, "B"))
    if field.type not in FORMATS or field.bit > 63 or field.offset + size > limit:
        raise ImportError(f"libpostfixlog has another layout: {where}, {name}")
    return Field(name, field.doc.decode(), field.id, field.type, field.offset, field.bit, bool(field.derived))


def _read_kinds(head: List[Field]) -> List[Kind]:
    kinds: List[Kind] = []
    while True:
        kind = lib.pfl_kind_at(len(kinds))
        if not kind:
            return kinds
        kind = kind.contents
        name = _text(kind.name, "kinds")
        fields = [_field(kind.fields[i], EVENT_SIZE, name) for i in range(kind.field_count)]
        kinds.append(Kind(name, kind.doc.decode(), kind.code, head + fields))


def _read_head() -> List[Field]:
    head: List[Field] = []
    while True:
        field = lib.pfl_head_field(len(head))
        if not field:
            return head
        head.append(_field(field.contents, EVENT_SIZE, "the head"))


def _read_tables() -> List[Table]:
    tables: List[Table] = []
    while True:
        table = lib.pfl_table_at(len(tables))
        if not table:
            return tables
        table = table.contents
        name = _text(table.name, "tables")
        columns = [_field(table.columns[i], table.record_size, name) for i in range(table.column_count)]
        tables.append(Table(name, table.doc.decode(), table.code, table.record_size, columns))


def _check_layout(head: List[Field]) -> None:
    """What parse() reads without asking: where the head lies, and how large an event is."""
    known = {field.name: (field.type, field.offset) for field in head}
    wanted = {"time": (TIME, 16), "pid": (U32, 56), "host": (TEXT, 60), "queue_id": (TEXT, 72), "message": (TEXT, 76)}
    for name, place in wanted.items():
        if known.get(name) != place:
            raise ImportError(f"libpostfixlog has another layout: {name}")
    parser = c_void_p()
    if lib.pfl_parser_create(ctypes.byref(parser), None) != OK:
        raise ImportError("libpostfixlog cannot make a parser")
    record = ctypes.create_string_buffer(EVENT_SIZE)
    count, used = c_size_t(), c_size_t()
    places = ctypes.byref(count), ctypes.byref(used)
    status = lib.pfl_parse(parser, b"x\n", 2, 0, record, EVENT_SIZE, 1, *places)
    lib.pfl_parser_destroy(parser)
    if status != OK or count.value != 1 or used.value != 2:
        message = lib.pfl_strerror(status).decode()
        raise ImportError(f"libpostfixlog has another layout: {message}")


lib = _load()
_missing = _declare(lib, _FUNCTIONS)
if _missing:
    raise ImportError(f"libpostfixlog is too old, or something else: it has no {_missing}")
has_audit = _declare(lib, _AUDIT_FUNCTIONS) is None
version: str = _text(lib.pfl_version(), "version")
head_fields = _read_head()
_check_layout(head_fields)
kinds = _read_kinds(head_fields)
tables = _read_tables()
