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


def decode(text: bytes) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("utf-8", "backslashreplace")


def instant(microseconds: int) -> Optional[datetime.datetime]:
    """None for a time that datetime cannot hold."""
    seconds, rest = divmod(microseconds, 1000000)
    try:
        if rest == 0:
            return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
        return EPOCH + datetime.timedelta(0, 0, microseconds)
    except (OverflowError, ValueError, OSError):
        return None


def microseconds_of(time: datetime.datetime) -> int:
    """Since 1970; a time without a zone is local, as everywhere in Python."""
    return (time.astimezone(datetime.timezone.utc) - EPOCH) // datetime.timedelta(microseconds=1)


def _names(function: Any) -> Tuple[str, ...]:
    return tuple(function(code).decode() for code in range(256))


def converter(field_type: int) -> Callable[[int], Any]:
    """What makes a value of a number."""
    if field_type == TIME:
        return instant
    if field_type == DURATION:
        return lambda microseconds: datetime.timedelta(0, 0, microseconds)
    if field_type in (SEVERITY, CATEGORY):
        lib = _library.lib
        return _names(lib.pfl_severity_name if field_type == SEVERITY else lib.pfl_category_name).__getitem__
    return int


def reader(field: Field) -> Callable[[bytes, int], Any]:
    """Reads a field that is no text: (records, where the record begins) -> value."""
    unpack, convert, offset = struct.Struct("=" + FORMATS[field.type]).unpack_from, converter(field.type), field.offset
    return lambda records, at: convert(unpack(records, at + offset)[0])
