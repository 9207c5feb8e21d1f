"""What the library refuses, as exceptions that say what it says."""

from __future__ import annotations

__all__ = [
    "CompactedError",
    "DamagedStateError",
    "OverlapError",
    "PostfixLogError",
    "StateVersionError",
]


class PostfixLogError(Exception):
    """An error of the library; `status` is its number."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class ArgumentError(PostfixLogError, ValueError):
    """A value outside its range, or a name that there is not."""

    def __init__(self, message: str, status: int = -1) -> None:
        super().__init__(message, status)


class OverlapError(PostfixLogError):
    """These lines are counted already."""


class StateVersionError(PostfixLogError):
    """A state saved by a newer release."""


class DamagedStateError(PostfixLogError):
    """What should be a state is none, is cut short, or was changed."""


class CompactedError(PostfixLogError):
    """Lines from a time that the state has compacted."""


_BY_STATUS = {
    -1: ArgumentError,
    -6: OverlapError,
    -7: StateVersionError,
    -8: DamagedStateError,
    -9: CompactedError,
}


def error_of(status: int, message: str) -> Exception:
    """The exception for a status of the library and its sentence."""
    if status == -2:
        return MemoryError(message)
    return _BY_STATUS.get(status, PostfixLogError)(message, status)
