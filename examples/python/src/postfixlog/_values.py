"""Fields of records as Python's values: how each type is read out of a record's bytes.

Bytes that are not UTF-8 are written as \\xHH, as everywhere in libpostfixlog, so that printing a log
cannot fail; Event.raw() has the bytes.
"""

from __future__ import annotations

import datetime
import struct
from typing import Any, Callable, Optional, Tuple

from . import _library
from ._library import CATEGORY, DURATION, FORMATS, SEVERITY, TIME, Field

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)

Reader = Callable[[Any, int], Any]

_timedelta = datetime.timedelta


def decode(text: bytes) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("utf-8", "backslashreplace")


def instant(microseconds: int) -> Optional[datetime.datetime]:
    """None for a time that datetime cannot hold."""
    try:
        return EPOCH + _timedelta(0, 0, microseconds)
    except OverflowError:
        return None


def microseconds_of(time: datetime.datetime) -> int:
    """Since 1970; a time without a zone is local, as everywhere in Python."""
    return (time.astimezone(datetime.timezone.utc) - EPOCH) // datetime.timedelta(microseconds=1)


def _names(function: Any) -> Tuple[str, ...]:
    return tuple(function(code).decode() for code in range(256))


def reader(field: Field) -> Reader:
    """Reads a field that is no text: (records, where the record begins) -> value."""
    unpack = struct.Struct("=" + FORMATS[field.type]).unpack_from
    offset = field.offset
    if field.type == TIME:
        return lambda records, at: instant(unpack(records, at + offset)[0])
    if field.type == DURATION:
        return lambda records, at: _timedelta(0, 0, unpack(records, at + offset)[0])
    if field.type in (SEVERITY, CATEGORY):
        lib = _library.lib
        names = _names(lib.pfl_severity_name if field.type == SEVERITY else lib.pfl_category_name)
        return lambda records, at: names[unpack(records, at + offset)[0]]
    return lambda records, at: unpack(records, at + offset)[0]
