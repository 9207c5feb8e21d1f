"""Events: one class for each kind, made from the library's reflection tables.

`kinds.SaslLogin`, `kinds.Sent` ... derive from `kinds.Event`. Every event has an attribute for every
field of every kind, None when the line did not have it; kinds.pyi, which make_stubs.py prints, has
their types.

An event is a place in a batch of records and their text; a field is decoded when it is read.
"""

from __future__ import annotations

import keyword
import struct
import sys
from array import array
from typing import Any, Dict, Iterator, List, Optional, Tuple, Type, Union

from . import _library
from ._library import FORMATS, TEXT, TIME, U16, U32, U64, Field
from ._values import EPOCH, decode, instant, reader

__all__ = ["Event"]

# In 16 bits.
_SIZE = _library.EVENT_SIZE // 2
_PRESENT_WORD = 4

# kind, flags, present, time, line, offset, text_offset, text_length, repeat
_HEAD = struct.Struct("=H2xIQqQQQII").unpack_from

FLAGS = {
    "truncated": 2,
    "ambiguous": 4,
    "time_invalid": 8,
    "year_inferred": 16,
    "zone_inferred": 32,
    "hour_doubled": 64,
}


# Where an event is: records, text, where in the records its own begins, where in the text its own
# begins, and whether the text is a str. Text that is ASCII is one: its fields need no decoding. Records
# are an array of 16 bits, because spans are made of these. One tuple, because it is taken apart for
# every field that is read.
Place = Tuple["array[int]", Union[str, bytes], int, int, bool]


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
        return _HEAD(self._place[0], 2 * self._place[2])

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
        records, at = self._place[0], self._place[2] + field.offset // 2
        return self._bytes(records[at], records[at + 1])

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
        return _event_of, (records[at : at + _SIZE].tobytes(), self.raw_text)


def attribute_of(name: str) -> str:
    """from is a word of Python's: from_."""
    return name + "_" if keyword.iskeyword(name) else name


def class_name_of(kind: str) -> str:
    return "".join(word.capitalize() for word in kind.split("-"))


# === The classes ===


def _bit_of(field: Field) -> Tuple[int, int]:
    """The word of `present`, in the record, and the bit in it: a short number is tested faster than a long one."""
    word = field.bit // 16
    return _PRESENT_WORD + (word if sys.byteorder == "little" else 3 - word), 1 << field.bit % 16


def _text(field: Field) -> property:
    (word, bit), offset = _bit_of(field), field.offset // 2

    def text(event: Event) -> Optional[str]:
        records, text, at, start, plain = event._place
        if records[at + word] & bit:
            start += records[at + offset]
            piece = text[start : start + records[at + offset + 1]]
            return piece if plain else decode(piece)  # type: ignore[return-value, arg-type]
        return None

    return property(text, doc=field.doc)


def _value(field: Field) -> property:
    (word, bit), read = _bit_of(field), reader(field)

    def value(event: Event) -> Any:
        records, _, at, _, _ = event._place
        return read(records, 2 * at) if records[at + word] & bit else None

    return property(value, doc=field.doc)


def _number(field: Field) -> property:
    (word, bit), offset, unpack = _bit_of(field), field.offset, struct.Struct("=" + FORMATS[field.type]).unpack_from

    def number(event: Event) -> Optional[int]:
        records, _, at, _, _ = event._place
        return unpack(records, 2 * at + offset)[0] if records[at + word] & bit else None

    return property(number, doc=field.doc)


def _time(field: Field) -> property:
    """The time read last is kept, for many lines of a log have the same one."""
    (word, bit), offset, unpack = _bit_of(field), field.offset, struct.Struct("=q").unpack_from
    last = (0, EPOCH)

    def time(event: Event) -> Any:
        nonlocal last
        records, _, at, _, _ = event._place
        if not records[at + word] & bit:
            return None
        (microseconds,) = unpack(records, 2 * at + offset)
        known, value = last
        if known != microseconds:
            value = instant(microseconds)  # type: ignore[assignment]
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

by_code: Dict[int, Type[Event]] = {}
for _kind in _library.kinds:
    by_code[_kind.code] = globals()[class_name_of(_kind.name)] = _make_class(_kind)
    __all__.append(class_name_of(_kind.name))
by_name = {cls.kind: cls for cls in by_code.values()}
other = by_name["other"]


def _event_of(record: bytes, text: bytes) -> Event:
    """An event by itself."""
    if len(record) != _library.EVENT_SIZE:
        raise ValueError("not a record of an event")
    event = object.__new__(by_code.get(_HEAD(record, 0)[0], other))
    event._place = array("H", record), text, 0, 0, False
    return event
