"""The library's words for its judgements: numbers that compare, and print as the word."""

from __future__ import annotations

import enum
from typing import Callable, Type

__all__ = ["FindingSeverity", "Verdict"]


class _Word(enum.IntEnum):
    def __str__(self) -> str:
        return self.name.lower()

    def __format__(self, form: str) -> str:
        return format(str(self), form)


class Verdict(_Word):
    """How bad it is; the worse, the higher."""

    CLEAN = 0  # nothing was found, and the log says enough to tell
    UNKNOWN = 10  # nothing was found, but the log does not say enough
    ATTACKED = 20  # somebody tries to get in; nothing says that it worked
    CHECK = 30  # unusual: somebody should look at it
    LIKELY = 40  # most likely in the hands of somebody else
    COMPROMISED = 50  # in the hands of somebody else: they got in, and used it


class FindingSeverity(_Word):
    """How much a finding weighs."""

    INFO = 0  # goes with others: never a reason by itself
    LOW = 10
    MEDIUM = 20
    HIGH = 30
    CRITICAL = 40


def word_of(words: Type[_Word]) -> Callable[[int], int]:
    """A number as its word; one of a later release stays a number."""
    known = {word.value: word for word in words}
    return lambda number: known.get(number, number)
