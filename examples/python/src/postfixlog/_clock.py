"""What stamps without a year and zone need to know, as the parser's options."""

from __future__ import annotations

import ctypes
import datetime
import os
from typing import List, Optional, Tuple, cast

from . import _library
from ._errors import ArgumentError
from ._source import Source, is_path
from ._values import instant, microseconds_of

_DAY = datetime.timedelta(days=1)
_YEARS = 12
_MIN_LINE = 256  # parser.h
MAX_LINE = 65535  # PFL_MAX_LINE


def _offset(zone: datetime.tzinfo, instant: datetime.datetime) -> int:
    offset = instant.astimezone(zone).utcoffset()
    return 0 if offset is None else int(offset.total_seconds())


def transitions(zone: datetime.tzinfo, until: datetime.datetime) -> List[Tuple[int, int]]:
    """When a zone's offset changed in the twelve years before a time: (microseconds, seconds ahead of UTC)."""
    until = until.astimezone(datetime.timezone.utc).replace(microsecond=0)
    at = until - _YEARS * 366 * _DAY
    known = _offset(zone, at)
    found = [(microseconds_of(at), known)]
    while at < until:
        later = at + _DAY
        offset = _offset(zone, later)
        if offset != known:
            early, late = at, later
            while late - early > datetime.timedelta(seconds=1):
                middle = early + (late - early) // 2
                early, late = (middle, late) if _offset(zone, middle) == known else (early, middle)
            change = late.replace(microsecond=0)
            found.append((microseconds_of(change), offset))
            known = offset
        at = later
    return found[-128:]


def parser_options(
    source: Source,
    reference_time: Optional[datetime.datetime],
    tz: Optional[datetime.tzinfo],
    max_line: int,
) -> _library.ParserOptions:
    """reference_time is the file's modification time when nobody says another."""
    options = _library.parser_options()
    if max_line != 0 and not _MIN_LINE <= max_line <= MAX_LINE:
        raise ArgumentError(f"max_line is out of range: {_MIN_LINE} to {MAX_LINE}, not {max_line}")
    options.max_line = max_line
    if reference_time is None and is_path(source):
        modified = os.stat(cast(str, source)).st_mtime_ns // 1000
        options.reference_time = modified
        reference_time = instant(modified)
    elif reference_time is not None:
        options.reference_time = microseconds_of(reference_time)
    if tz is not None:
        end = reference_time or datetime.datetime.now(datetime.timezone.utc)
        zones = [_library.Zone(since, offset, 0) for since, offset in transitions(tz, end + 400 * _DAY)]
        options.zones = (_library.Zone * len(zones))(*zones)
        options.zone_count = len(zones)
    return options


def create_parser(options: _library.ParserOptions) -> ctypes.c_void_p:
    parser = ctypes.c_void_p()
    _library.check(_library.lib.pfl_parser_create(ctypes.byref(parser), ctypes.byref(options)))
    return parser
