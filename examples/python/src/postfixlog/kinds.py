"""Events: one class for each kind, made from the library's reflection tables.

`kinds.SaslLogin`, `kinds.Sent` ... derive from `kinds.Event`. Every event has an attribute for every
field of every kind, None when the line did not have it; kinds.pyi, which make_stubs.py prints, has
their types.

An event is a place in a batch of records and their text; a field is decoded when it is read.
"""

from __future__ import annotations

import datetime
import keyword
import struct
from typing import Any, Dict, Iterator, List, Optional, Tuple, Type, Union

from . import _library
from ._library import FORMATS, TEXT, TIME, U16, U32, U64, Field
from ._values import EPOCH, converter, decode, instant

__all__ = ["Event"]

_YEAR_9999 = 253370764800000000
_NO_TIME = -(1 << 63)  # PFL_TIME_INVALID

# kind, flags, present, time, line, offset, text_offset, text_length, repeat
_HEAD = struct.Struct("=H2xIQqQQQII").unpack_from
_SPAN = struct.Struct("=HH").unpack_from

FLAGS = {
    "truncated": 2,
    "ambiguous": 4,
    "time_invalid": 8,
    "year_inferred": 16,
    "zone_inferred": 32,
    "hour_doubled": 64,
}


# Where an event is: records, text, where in the records its own begins, where in the text its own
# begins, and whether the text is a str. Text that is ASCII is one: its fields need no decoding. One
# tuple, because it is taken apart for every field that is read.
Place = Tuple[bytes, Union[str, bytes], int, int, bool]


class Event:
    """What a line of a log says.

    Events keep the batch alive that they were read with, some 200 KB. A copy (copy.copy) or a pickled
    event keeps its own line only.
    """

    __slots__ = ("_place",)

    kind: str = "other"
    _fields: Dict[str, Field] = {}
    _place: Place

    def _head(self) -> Tuple[int, ...]:
        return _HEAD(self._place[0], self._place[2])

    def _has(self, field: Field) -> bool:
        return bool(self._head()[2] >> field.bit & 1)

    @property
    def line(self) -> int:
        """The number of the line, from 1."""
        return self._head()[4]

    @property
    def offset(self) -> int:
        """Bytes before the line."""
        return self._head()[5]

    @property
    def repeat(self) -> int:
        """1, or n for rsyslog's "message repeated n times"."""
        return self._head()[8]

    @property
    def time_us(self) -> Optional[int]:
        """Microseconds since 1970, UTC."""
        return self._head()[3] if self._head()[2] & 1 else None

    @property
    def flags(self) -> int:
        return self._head()[1]

    @property
    def raw_text(self) -> bytes:
        """The line, without its end."""
        return self._bytes(0, self._head()[7])

    @property
    def text(self) -> str:
        return decode(self.raw_text)

    def _bytes(self, begin: int, length: int) -> bytes:
        _, text, _, start, _ = self._place
        piece = text[start + begin : start + begin + length]
        return piece if isinstance(piece, bytes) else piece.encode()

    def raw(self, name: str) -> Optional[bytes]:
        """The bytes of a text field; None when the line did not have it."""
        field = self._fields.get(name)
        if field is None or field.type != TEXT:
            raise KeyError(name)
        if not self._has(field):
            return None
        return self._bytes(*_SPAN(self._place[0], self._place[2] + field.offset))

    def keys(self) -> List[str]:
        """The fields that the line had; so dict(event) works."""
        return [name for name, field in self._fields.items() if self._has(field)]

    def __getitem__(self, name: str) -> Any:
        if name not in self._fields:
            raise KeyError(name)
        return getattr(self, attribute_of(name))

    def __contains__(self, name: object) -> bool:
        field = self._fields.get(name) if isinstance(name, str) else None
        return field is not None and self._has(field)

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())

    def __len__(self) -> int:
        return len(self.keys())

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        fields = " ".join(f"{name}={self[name]!r}" for name in self.keys())
        return f"<{self.kind} line={self.line} {fields}>"

    def __reduce__(self) -> Tuple[Any, ...]:
        records, at = self._place[0], self._place[2]
        return _event_of, (records[at : at + _library.EVENT_SIZE], self.raw_text)


def attribute_of(name: str) -> str:
    """from is a word of Python's: from_."""
    return name + "_" if keyword.iskeyword(name) else name


def class_name_of(kind: str) -> str:
    return "".join(word.capitalize() for word in kind.split("-"))


# === The classes ===


def _reads(field: Field) -> Any:
    """Reads a field: (records, where the record begins) -> its number, or where its text begins and how long it is."""
    return struct.Struct(f"={field.offset}x{FORMATS[field.type]}").unpack_from


def _text(field: Field) -> property:
    """Only a text that is empty has to be told from one that is not there: both are zeros."""
    unpack, bit = _reads(field), field.bit

    def text(event: Event) -> Any:
        records, text, at, start, plain = event._place
        begin, length = unpack(records, at)
        if length:
            begin += start
            piece = text[begin : begin + length]
            return piece if plain else decode(piece)  # type: ignore[arg-type]
        return "" if event._head()[2] >> bit & 1 else None

    if field.name == "message":  # its place is told in every line, its bit only where nothing was understood
        return property(lambda event: text(event) if event._head()[2] >> bit & 1 else None, doc=field.doc)
    return property(text, doc=field.doc)


def _value(field: Field) -> property:
    unpack, bit, convert = _reads(field), field.bit, converter(field.type)

    def value(event: Event) -> Any:
        records, _, at, _, _ = event._place
        (number,) = unpack(records, at)
        return convert(number) if number or event._head()[2] >> bit & 1 else None

    return property(value, doc=field.doc)


def _number(field: Field) -> property:
    unpack, bit = _reads(field), field.bit

    def number(event: Event) -> Any:
        records, _, at, _, _ = event._place
        (number,) = unpack(records, at)
        return number if number or event._head()[2] >> bit & 1 else None

    return property(number, doc=field.doc)


def _time(field: Field) -> property:
    """The time read last is kept, for many lines of a log have the same one. A line without one has INT64_MIN."""
    unpack = _reads(field)
    last: Tuple[int, Optional[datetime.datetime]] = (_NO_TIME, None)
    from_seconds, utc = datetime.datetime.fromtimestamp, datetime.timezone.utc

    def time(event: Event) -> Any:
        nonlocal last
        records, _, at, _, _ = event._place
        (microseconds,) = unpack(records, at)
        known, value = last
        if known == microseconds:
            return value
        if 0 <= microseconds < _YEAR_9999 and microseconds % 1000000 == 0:  # the usual case, without a call
            value = from_seconds(microseconds // 1000000, utc)
        else:
            value = instant(microseconds) if microseconds != _NO_TIME else None
        last = microseconds, value
        return value

    return property(time, doc=field.doc)


def _property(field: Field) -> property:
    if field.type == TEXT:
        return _text(field)
    if field.type == TIME:
        return _time(field)
    return _number(field) if field.type in (U16, U32, U64) else _value(field)


def _make_class(kind: _library.Kind) -> Type[Event]:
    fields = {field.name: field for field in kind.fields}
    members: Dict[str, Any] = {attribute_of(name): _property(field) for name, field in fields.items()}
    members.update(kind=kind.name, _fields=fields, __slots__=(), __doc__=kind.doc, __module__=__name__)
    return type(class_name_of(kind.name), (Event,), members)


def _flag(bit: int) -> property:
    return property(lambda event: bool(event.flags & bit))


# What an event of another kind has: None.
for _kind in _library.kinds:
    for _field in _kind.fields:
        setattr(Event, attribute_of(_field.name), None)
for _name, _bit in FLAGS.items():
    setattr(Event, _name, _flag(_bit))

class _ByCode(Dict[int, Type[Event]]):
    def __missing__(self, code: int) -> Type[Event]:
        """A kind of a later release."""
        return self[_library.kinds[0].code]


by_code = _ByCode()
for _kind in _library.kinds:
    by_code[_kind.code] = globals()[class_name_of(_kind.name)] = _make_class(_kind)
    __all__.append(class_name_of(_kind.name))
by_name = {cls.kind: cls for cls in by_code.values()}


def _event_of(record: bytes, text: bytes) -> Event:
    """An event by itself."""
    if len(record) != _library.EVENT_SIZE:
        raise ValueError("not a record of an event")
    event = object.__new__(by_code[_HEAD(record, 0)[0]])
    event._place = record, text, 0, 0, False
    return event
