"""Postfix logs as typed events, columns and statistics: libpostfixlog for Python.

    for event in postfixlog.parse("/var/log/mail.log"):
        if event.kind == "sasl-login":
            print(event.time, event.sasl_username, event.client_addr)

    table = pyarrow.table(postfixlog.to_arrow("/var/log/mail.log"))

    with postfixlog.Aggregator() as state:
        state.add("/var/log/mail.log")
        for account in state.table("accounts", order="recipients", descending=True, limit=20):
            print(account.sasl_username, account.messages, account.recipients)
"""

from . import kinds
from ._aggregator import Aggregator, Table, TableStream
from ._arrow import ArrowStream, to_arrow
from ._errors import (
    ArgumentError,
    CompactedError,
    DamagedStateError,
    OverlapError,
    PostfixLogError,
    StateVersionError,
)
from ._library import version as __version__
from ._parse import parse
from ._rows import Row
from .kinds import Event

__all__ = [
    "Aggregator",
    "ArgumentError",
    "ArrowStream",
    "CompactedError",
    "DamagedStateError",
    "Event",
    "OverlapError",
    "PostfixLogError",
    "Row",
    "StateVersionError",
    "Table",
    "TableStream",
    "__version__",
    "kinds",
    "parse",
    "to_arrow",
]
