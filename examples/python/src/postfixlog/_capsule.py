"""Arrow streams as PyCapsules, which pyarrow, polars, DuckDB and pandas take over.

Whoever takes a stream out of its capsule releases it. A capsule here has no destructor, because one
written in Python would run in the middle of other people's errors and of the interpreter's end.
Instead each capsule is kept until nobody else has it: then its stream, if it is still there, is
released. That is looked after whenever another one is made.
"""

from __future__ import annotations

import ctypes
import sys
import threading
from ctypes import c_char_p, c_void_p
from typing import Any, Callable, List

from ._library import check


class ArrowArrayStream(ctypes.Structure):
    _fields_ = [
        ("get_schema", c_void_p),
        ("get_next", c_void_p),
        ("get_last_error", c_void_p),
        ("release", c_void_p),
        ("private_data", c_void_p),
    ]


_NAME = b"arrow_array_stream"  # capsules keep the pointer: it has to stay
_new_capsule = ctypes.PYFUNCTYPE(ctypes.py_object, c_void_p, c_char_p, c_void_p)(
    ("PyCapsule_New", ctypes.pythonapi)
)
_name = ctypes.create_string_buffer(_NAME)


class _Kept:
    """A capsule and the struct that it points to."""

    def __init__(self, capsule: object, stream: ArrowArrayStream) -> None:
        self.capsule = capsule
        self.stream = stream

    def references(self) -> int:
        return sys.getrefcount(self.capsule)

    def release(self) -> None:
        if self.stream.release:
            ctypes.CFUNCTYPE(None, c_void_p)(self.stream.release)(ctypes.addressof(self.stream))


_ALONE = _Kept(object(), ArrowArrayStream()).references()
_kept: List[_Kept] = []
_lock = threading.Lock()


def _release_forgotten() -> None:
    with _lock:
        forgotten = [one for one in _kept if one.references() <= _ALONE]
        _kept[:] = [one for one in _kept if one not in forgotten]
    for one in forgotten:
        one.release()


def stream_capsule(fill: Callable[[int], int]) -> Any:
    """A capsule of the stream that fill(address) makes; it returns the library's status."""
    _release_forgotten()
    stream = ArrowArrayStream()
    check(fill(ctypes.addressof(stream)))
    capsule = _new_capsule(ctypes.addressof(stream), ctypes.cast(_name, c_char_p), None)
    with _lock:
        _kept.append(_Kept(capsule, stream))
    return capsule
