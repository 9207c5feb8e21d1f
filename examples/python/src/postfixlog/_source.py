"""Where a log comes from: a path, bytes, or an open file."""

from __future__ import annotations

import bz2
import errno
import gzip
import lzma
import os
from typing import Any, BinaryIO, Iterator, Union, cast

from typing import TYPE_CHECKING
from ._errors import ArgumentError

if TYPE_CHECKING:
    Source = Union[str, os.PathLike[str], bytes, bytearray, memoryview, BinaryIO]
else:
    Source = Any

PIECE = 131072

_OPENERS = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open, ".lzma": lzma.open}


def is_path(source: Source) -> bool:
    return isinstance(source, (str, os.PathLike))


def is_bytes(source: Source) -> bool:
    return isinstance(source, (bytes, bytearray, memoryview))


def check_source(source: Source) -> None:
    """A TypeError now, not when the first line is asked for."""
    if not is_path(source) and not is_bytes(source) and not hasattr(source, "read"):
        raise TypeError(f"a path, bytes or a file opened in binary mode, not {type(source).__name__}")


def as_bytes(source: Source) -> bytes:
    """Bytes that nobody can change: a copy, unless they are already."""
    return source if isinstance(source, bytes) else bytes(cast(memoryview, source))


def is_packed(path: Union[str, os.PathLike[str]]) -> bool:
    name = os.fspath(path)
    if name.endswith(".zst"):
        raise ArgumentError(f"{name}: zstd is not read here; give what it unpacks to")
    return os.path.splitext(name)[1] in _OPENERS


def read_file(file: Any) -> Iterator[bytes]:
    """All of an open file, in pieces; as Python's own readers, not of one that does not wait for its bytes."""
    while True:
        piece = file.read(PIECE)
        if piece is None:
            raise BlockingIOError(errno.EAGAIN, "the file does not wait for what comes: open it in blocking mode")
        if not isinstance(piece, (bytes, bytearray, memoryview)):
            raise TypeError(f"the file gives {type(piece).__name__}: open it in binary mode")
        if not piece:
            return
        yield bytes(piece)


def pieces(source: Source) -> Iterator[bytes]:
    """The log, in pieces cut anywhere."""
    if is_bytes(source):
        yield as_bytes(source)
    elif is_path(source):
        path = os.fspath(cast(str, source))
        opener: Any = _OPENERS[os.path.splitext(path)[1]] if is_packed(path) else open
        with opener(path, "rb") as file:
            yield from read_file(file)
    else:
        yield from read_file(source)
