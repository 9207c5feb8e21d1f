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
from ._aggregator import Aggregator
from ._arrow import ArrowStream, to_arrow
from ._audit import Audit, Finding, Limit, Rule, limits, rules
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
from ._table import Table, TableStream
from ._words import FindingSeverity, Verdict
from .kinds import Event

__all__ = [
    "Aggregator",
    "ArgumentError",
    "ArrowStream",
    "Audit",
    "CompactedError",
    "DamagedStateError",
    "Event",
    "Finding",
    "FindingSeverity",
    "Limit",
    "OverlapError",
    "PostfixLogError",
    "Row",
    "Rule",
    "StateVersionError",
    "Table",
    "TableStream",
    "Verdict",
    "__version__",
    "kinds",
    "limits",
    "parse",
    "rules",
    "to_arrow",
]
