"""A handle of the library: one call at a time, and none after it was closed."""

from __future__ import annotations

import contextlib
import ctypes
import threading
from typing import Any, Callable, Iterator


class Handle:
    """Other threads wait for their turn; the thread that is inside already is told so."""

    def __init__(self, name: str, destroy: Callable[[ctypes.c_void_p], Any]) -> None:
        self.pointer = ctypes.c_void_p()
        self._name = name
        self._destroy = destroy
        self._lock = threading.Lock()
        self._owner = 0

    @contextlib.contextmanager
    def use(self) -> Iterator[ctypes.c_void_p]:
        """The pointer, for as long as nobody else can use or close it."""
        me = threading.get_ident()
        if self._owner == me:
            raise RuntimeError(f"the {self._name} is in the middle of another call")
        with self._lock:
            self._owner = me
            try:
                if not self.pointer:
                    raise ValueError(f"the {self._name} is closed")
                yield self.pointer
            finally:
                self._owner = 0

    def close(self) -> None:
        if self._owner == threading.get_ident():
            raise RuntimeError(f"the {self._name} is in the middle of another call")
        with self._lock:
            pointer, self.pointer = self.pointer, ctypes.c_void_p()
            self._destroy(pointer)

    @property
    def closed(self) -> bool:
        return not self.pointer

    def __del__(self) -> None:
        if getattr(self, "pointer", None):
            self._destroy(self.pointer)
