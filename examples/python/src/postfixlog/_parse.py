"""Events, one after the other."""

from __future__ import annotations

import ctypes
import datetime
import struct
from typing import Iterable, Iterator, Optional, Union

from . import _library, kinds
from ._clock import create_parser, parser_options
from ._errors import ArgumentError
from ._library import EVENT_SIZE, FULL, OK, address_of, check, lib
from ._source import Source, check_source, pieces
from .kinds import Event

_BATCH = 128
_FINAL = 1
_OWNED = 1

# Of each record: kind, flags, text_offset, text_length.
_HEADS = struct.Struct("=H2xI32xQI204x")

class Batches:
    """A parser and a batch of its events: records[0 .. count), made of `used` bytes."""

    def __init__(self, options: _library.ParserOptions) -> None:
        self.parser = create_parser(options)
        self.records = ctypes.create_string_buffer(_BATCH * EVENT_SIZE)
        self.count = self.used = 0
        self._tail = b""

    def close(self) -> None:
        parser, self.parser = self.parser, ctypes.c_void_p()
        lib.pfl_parser_destroy(parser)

    def parse(self, piece: bytes, final: bool) -> Iterator["tuple[bytes, int]"]:
        """Fed with a log cut anywhere, yields data and where in it the text of a batch begins."""
        data = self._tail + piece if self._tail else piece
        address, at, length = address_of(data), 0, len(data)
        count, used = ctypes.c_size_t(), ctypes.c_size_t()
        places = ctypes.byref(count), ctypes.byref(used)
        flags = _FINAL if final else 0
        status = FULL if length > 0 else OK
        while status == FULL:
            status = check(
                lib.pfl_parse(
                    self.parser, address + at, length - at, flags, self.records, EVENT_SIZE, _BATCH, *places
                )
            )
            self.count, self.used = count.value, used.value
            if self.count:
                yield data, at
            at += self.used
        self._tail = data[at:]

    def all(self, source: Source) -> Iterator["tuple[bytes, int]"]:
        for piece in pieces(source):
            yield from self.parse(piece, False)
        yield from self.parse(b"", True)


def _owned_text(batches: Batches, index: int, length: int) -> bytes:
    """Text in the parser's own buffer, copied before the next batch overwrites it."""
    record = ctypes.addressof(batches.records) + index * EVENT_SIZE
    return ctypes.string_at(lib.pfl_event_text(batches.parser, None, record), length)


def _events(source: Source, options: _library.ParserOptions, wanted: "Optional[frozenset[int]]") -> Iterator[Event]:
    by_code, new = kinds.by_code, object.__new__
    batches = Batches(options)
    try:
        for data, begin in batches.all(source):
            records = ctypes.string_at(batches.records, batches.count * EVENT_SIZE)
            part = data[begin : begin + batches.used]
            plain = part.isascii()
            text: Union[str, bytes] = part.decode() if plain else part
            at = 0
            for kind, flags, start, length in _HEADS.iter_unpack(records):
                if wanted is None or kind in wanted:
                    event = new(by_code[kind])
                    if flags & _OWNED:
                        event._place = records, _owned_text(batches, at // EVENT_SIZE, length), at, 0, False
                    else:
                        event._place = records, text, at, start, plain
                    yield event
                at += EVENT_SIZE
    finally:
        batches.close()


def parse(
    source: Source,
    *,
    kinds: Optional[Iterable[str]] = None,
    reference_time: Optional[datetime.datetime] = None,
    tz: Optional[datetime.tzinfo] = None,
    max_line: int = 0,
) -> Iterator[Event]:
    """The events of a log, one for each line.

    source is a path (.gz, .bz2 and .xz are unpacked), bytes, or a file opened in binary mode. kinds
    limits them to some ("sasl-login", "sent"). For stamps without a year and zone: reference_time is
    a time not before the log's end (a path has its modification time), tz the zone of its clock (UTC).
    """
    check_source(source)
    wanted = None
    if kinds is not None:
        if isinstance(kinds, str):
            raise TypeError("kinds is a list of names")
        wanted = frozenset(_code(name) for name in kinds)
    return _events(source, parser_options(source, reference_time, tz, max_line), wanted)


def _code(name: str) -> int:
    for kind in _library.kinds:
        if kind.name == name:
            return kind.code
    raise ArgumentError(f"no such kind: {name}")
