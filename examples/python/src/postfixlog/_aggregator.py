"""The aggregator: who logged in from where, what they sent, and what became of it."""

from __future__ import annotations

import ctypes
import datetime
import functools
import os
import stat
import tempfile
from typing import Any, BinaryIO, Iterable, List, Mapping, Optional, Union, cast

from . import _library
from ._audit import Audit, Finding, Network, audit_options, listed, networks
from ._clock import MAX_LINE, parser_options
from ._errors import ArgumentError
from ._handle import Handle
from ._library import EVENT_SIZE, OK, address_of, check, lib
from ._parse import Batches
from ._source import Source, as_bytes, check_source, is_bytes, is_path, read_file
from ._table import Table, open_table, table_names
from ._values import microseconds_of

__all__ = ["Aggregator"]

_PIECE = 65536  # PFL_SAVE_CAPACITY
_LEAST_MEMORY = 1 << 20  # PFL_MIN_MEMORY


def _options(max_memory: Optional[int], own_networks: Iterable[Network]) -> _library.AggregatorOptions:
    options = _library.AggregatorOptions(size=ctypes.sizeof(_library.AggregatorOptions))
    if max_memory is not None:
        if not _LEAST_MEMORY <= max_memory < 1 << 64:
            raise ArgumentError(f"max_memory is out of range: 1 MiB (1048576) and more, not {max_memory}")
        options.max_memory = max_memory
    options.own, options.own_count = networks("own_networks", own_networks)
    return options


class Aggregator:
    """What a log adds up to. States of parts of logs merge into the state of all.

    own_networks are content filters and relays whose "queued as" is believed, besides private
    addresses. A second call waits until the first has ended.
    """

    def __init__(self, *, max_memory: Optional[int] = None, own_networks: Iterable[Network] = ()) -> None:
        self._handle = Handle("aggregator", lib.pfl_aggregator_destroy)
        self._wishes = max_memory, listed("own_networks", own_networks)
        options = _options(*self._wishes)
        check(lib.pfl_aggregator_create(ctypes.byref(self._handle.pointer), ctypes.byref(options)))

    # === Adding ===

    def add(
        self,
        source: Source,
        *,
        name: Optional[str] = None,
        host: Optional[str] = None,
        reference_time: Optional[datetime.datetime] = None,
        tz: Optional[datetime.tzinfo] = None,
        max_line: int = 0,
    ) -> int:
        """Counts a whole log and returns how many lines it has; the rest as for parse().

        name is what evidence calls it, a path's own by itself; host stands in for that of its lines.
        A log that was counted already raises OverlapError.
        """
        check_source(source)
        if name is None and is_path(source):
            name = os.fsdecode(cast(str, source))
        options = parser_options(source, reference_time, tz, max_line)
        lines = 0
        with self._handle.use() as state:
            batches = Batches(options)
            try:
                for data, begin in batches.all(source):
                    if lines == 0:
                        _begin(state, _first_line(data, options.max_line or MAX_LINE), name, host)
                    where = address_of(data) + begin
                    check(lib.pfl_aggregator_add(state, batches.parser, where, batches.records, EVENT_SIZE, batches.count))
                    lines += batches.count
            finally:
                batches.close()
        return lines

    def merge(self, other: "Aggregator") -> None:
        """Adds all of another state, which stays as it is."""
        if not isinstance(other, Aggregator):
            raise TypeError(f"an Aggregator, not {type(other).__name__}")
        if other is self:
            raise ArgumentError("an aggregator cannot be merged with itself")
        first, second = sorted((self._handle, other._handle), key=id)
        with first.use(), second.use():
            check(lib.pfl_aggregator_merge(self._handle.pointer, other._handle.pointer))

    def compact(self, before: datetime.datetime) -> None:
        """Forgets details from before a time that can no longer lead to a finding."""
        with self._handle.use() as state:
            check(lib.pfl_aggregator_compact(state, microseconds_of(before)))

    # === States ===

    def to_bytes(self) -> bytes:
        """The state: the same bytes on every machine."""
        saver, length = ctypes.c_void_p(), ctypes.c_size_t()
        buffer = ctypes.create_string_buffer(_PIECE)
        parts = []
        with self._handle.use() as state:
            check(lib.pfl_saver_create(ctypes.byref(saver), state))
            try:
                while check(lib.pfl_saver_next(saver, buffer, _PIECE, ctypes.byref(length))) == OK:
                    parts.append(ctypes.string_at(buffer, length.value))
            finally:
                lib.pfl_saver_destroy(saver)
        return b"".join(parts)

    def save(self, target: Union[str, "os.PathLike[str]", BinaryIO]) -> None:
        """Writes the state to a path, whole or not at all, or to a file opened in binary mode.

        As pfl-audit --save does it: a new file is its owner's only, one that replaces another has the
        mode of that; a symbolic link is replaced, not followed, and a device or a pipe refused.
        """
        state = self.to_bytes()
        if hasattr(target, "write"):
            cast(BinaryIO, target).write(state)
            return
        path = os.fspath(cast(str, target))
        mode = _mode_of_state(path)
        handle, made = tempfile.mkstemp(dir=os.path.dirname(path) or ".", prefix=".postfixlog-")
        try:
            with os.fdopen(handle, "wb") as file:
                if mode is not None:
                    os.chmod(made, mode)
                file.write(state)
                file.flush()
                os.fsync(file.fileno())
            os.replace(made, path)
        except BaseException:
            os.unlink(made)
            raise

    @classmethod
    def load(
        cls,
        source: Source,
        *,
        max_memory: Optional[int] = None,
        own_networks: Iterable[Network] = (),
    ) -> "Aggregator":
        """The state that a path, bytes or a file has. A damaged or hostile one is refused."""
        check_source(source)
        if is_bytes(source):
            data = as_bytes(source)
        elif is_path(source):
            with open(cast(str, source), "rb") as file:
                data = file.read()
        else:
            data = b"".join(read_file(source))
        made = cls.__new__(cls)
        made._handle = Handle("aggregator", lib.pfl_aggregator_destroy)
        made._wishes = max_memory, listed("own_networks", own_networks)
        options = _options(*made._wishes)
        check(lib.pfl_aggregator_load(ctypes.byref(made._handle.pointer), ctypes.byref(options), data, len(data)))
        return made

    def __reduce__(self) -> Any:
        """A saved state does not have what it was told when it was made."""
        max_memory, own_networks = self._wishes
        load = functools.partial(Aggregator.load, max_memory=max_memory, own_networks=own_networks)
        return load, (self.to_bytes(),)

    # === Reading ===

    @staticmethod
    def tables() -> List[str]:
        """The names of the tables."""
        return table_names()

    def table(
        self,
        name: str,
        *,
        key: Optional[str] = None,
        order: Optional[str] = None,
        descending: bool = False,
        limit: int = 0,
    ) -> Table:
        """A table: all rows, or only those about an account, address, host ...; by a column's size.

        key is the text of the first column that says what a row is about, in any case: of finding_sources
        and finding_lines the finding's number. totals and audit are about the whole server, whatever it is.
        """
        return open_table(self._handle, audit_options(), name, key, order, descending, limit)

    def audit(
        self,
        *,
        trusted: Iterable[Network] = (),
        proxies: Iterable[Network] = (),
        monitors: Iterable[str] = (),
        monitor_networks: Iterable[Network] = (),
        bulk: Iterable[str] = (),
        limits: Optional[Mapping[str, int]] = None,
    ) -> Audit:
        """What the rules find, told what is usual here. A network is a str, or one of ipaddress's objects.

        trusted are networks that are one's own, proxies those from which anybody may come (webmail);
        monitors and monitor_networks are accounts and networks of monitoring, bulk accounts that send to
        many; limits has other values for limits of rules: {"R09.messages": 200} (see limits()).
        """
        with self._handle.use():
            pass
        return Audit(self._handle, audit_options(trusted, proxies, monitors, monitor_networks, bulk, limits))

    def findings(self) -> List[Finding]:
        """What the rules found, the worst first; audit() can be told what is usual here."""
        return self.audit().findings()

    # === Closing ===

    def close(self) -> None:
        """Releases the state; twice is fine."""
        self._handle.close()

    @property
    def closed(self) -> bool:
        return self._handle.closed

    def __enter__(self) -> "Aggregator":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def _mode_of_state(path: str) -> Optional[int]:
    """The permissions of the file there, None when there is none."""
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(mode):
        raise ArgumentError(f"{path}: is no regular file, which a state could replace")
    return mode & 0o777


def _first_line(data: bytes, most: int) -> bytes:
    """What identifies a log: its first line, as far as one is read, without its end."""
    line, end, _ = data.partition(b"\n")
    return (line[:-1] if end and line.endswith(b"\r") else line)[:most]


def _begin(state: ctypes.c_void_p, first: bytes, name: Optional[str], host: Optional[str]) -> None:
    """Begins a range, named."""
    stream = _library.Stream(size=ctypes.sizeof(_library.Stream), id=lib.pfl_stream_id(first, len(first)))
    for text, field in ((name, "name"), (host, "host")):
        if text is not None:
            encoded = os.fsencode(text)
            setattr(stream, field, encoded)
            setattr(stream, field + "_length", len(encoded))
    check(lib.pfl_aggregator_begin(state, ctypes.byref(stream)))
