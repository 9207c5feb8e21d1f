"""Prints src/postfixlog/kinds.pyi from the library's reflection tables; a test compares.

    python make_stubs.py > src/postfixlog/kinds.pyi
"""

from __future__ import annotations

from postfixlog import _library, kinds

TYPES = {
    _library.TEXT: "str",
    _library.SEVERITY: "str",
    _library.CATEGORY: "str",
    _library.DURATION: "datetime.timedelta",
    _library.TIME: "datetime.datetime",
}

HEAD = '''\
# Printed by make_stubs.py from the library's reflection tables: do not edit.

import datetime
from typing import Any, Iterator, List, Literal, Optional, Tuple, Union

Place = Tuple[bytes, Union[str, bytes], int, int, bool]

class Event:
    _place: Place
    @property
    def kind(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def offset(self) -> int: ...
    @property
    def repeat(self) -> int: ...
    @property
    def time_us(self) -> Optional[int]: ...
    @property
    def flags(self) -> int: ...
    @property
    def raw_text(self) -> bytes: ...
    @property
    def text(self) -> str: ...
    def raw(self, name: str) -> Optional[bytes]: ...
    def keys(self) -> List[str]: ...
    def __getitem__(self, name: str) -> Any: ...
    def __contains__(self, name: object) -> bool: ...
    def __iter__(self) -> Iterator[str]: ...
    def __len__(self) -> int: ...'''


def print_property(name, type_name):
    print("    @property")
    print(f"    def {kinds.attribute_of(name)}(self) -> {type_name}: ...")


def main():
    print(HEAD)
    for flag in kinds.FLAGS:
        print_property(flag, "bool")
    seen = {}
    for kind in _library.kinds:
        for field in kind.fields:
            seen.setdefault(field.name, field)
    for field in seen.values():
        print_property(field.name, f"Optional[{TYPES.get(field.type, 'int')}]")
    head = {field.name for field in _library.head_fields}
    for kind in _library.kinds:
        print(f"\nclass {kinds.class_name_of(kind.name)}(Event):")
        print(f"    # {kind.doc}: {', '.join(f.name for f in kind.fields if f.name not in head) or 'no fields'}")
        print_property("kind", f'Literal["{kind.name}"]')
    print("\nby_name: dict[str, type[Event]]")
    print("by_code: dict[int, type[Event]]")


if __name__ == "__main__":
    main()
