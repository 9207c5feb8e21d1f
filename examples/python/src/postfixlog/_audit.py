"""Was this server broken into? The rules, what they are told, and what they find."""

from __future__ import annotations

import ctypes
import ipaddress
from typing import Any, Dict, Iterable, List, Mapping, NamedTuple, Optional, Tuple, Union, cast

from . import _library
from ._errors import ArgumentError
from ._handle import Handle
from ._library import OK, lib
from ._rows import Row, table_of
from ._table import Table, open_table, opened, whole_table
from ._words import FindingSeverity, Verdict

__all__ = ["Audit", "Finding", "Limit", "Rule", "limits", "rules"]


class Rule(NamedTuple):
    """A rule of the audit."""

    name: str  # "R01"
    title: str
    doc: str
    technique: str  # MITRE ATT&CK
    severity: FindingSeverity  # the highest it gives


class Limit(NamedTuple):
    """A number that a rule compares with."""

    name: str  # "R09.messages"
    doc: str
    code: int
    usual: int


def rules() -> List[Rule]:
    """All rules, in the order of their names."""
    found: List[Rule] = []
    while _library.has_audit and (at := lib.pfl_rule_at(len(found))):
        rule = at.contents
        name, title, doc, technique = (text.decode() for text in (rule.name, rule.title, rule.doc, rule.technique))
        found.append(Rule(name, title, doc, technique, FindingSeverity(rule.severity)))
    return found


def limits() -> List[Limit]:
    """All limits that audit(limits=...) can set."""
    found: List[Limit] = []
    while _library.has_audit and (at := lib.pfl_limit_at(len(found))):
        limit = at.contents
        found.append(Limit(limit.name.decode(), limit.doc.decode(), limit.code, limit.usual))
    return found


# === Options ===


_OBJECTS = ipaddress.IPv4Network, ipaddress.IPv6Network, ipaddress.IPv4Address, ipaddress.IPv6Address
Network = Union[str, ipaddress.IPv4Network, ipaddress.IPv6Network, ipaddress.IPv4Address, ipaddress.IPv6Address]


def listed(what: str, given: Iterable[Any]) -> Tuple[Any, ...]:
    """What can be read twice. A network, too, would give all that is in it."""
    if isinstance(given, (str, bytes, *_OBJECTS)):
        raise TypeError(f"{what} is a list")
    return tuple(given)


def _texts(what: str, given: Iterable[Any]) -> List[bytes]:
    texts = listed(what, given)
    for text in texts:
        if not isinstance(text, str):
            raise TypeError(f"{what} is a list of str, not of {type(text).__name__}")
    return [text.encode("utf-8", "surrogateescape") for text in texts]


def networks(what: str, given: Iterable[Network]) -> Tuple[Any, int]:
    """Networks as the library has them, and how many."""
    texts = _texts(what, (str(one) if isinstance(one, _OBJECTS) else one for one in listed(what, given)))
    made = (_library.Network * len(texts))()
    for text, network in zip(texts, made):
        if lib.pfl_network_parse(text, len(text), ctypes.byref(network)) != OK:
            raise ArgumentError(f"not a network: {text.decode('utf-8', 'replace')}")
    return (made, len(texts)) if texts else (None, 0)


def _names(what: str, given: Iterable[str]) -> Tuple[Any, int]:
    texts = _texts(what, given)
    for text in texts:
        if b"\0" in text:
            raise ArgumentError("an account with a 0 in its name")
    return ((ctypes.c_char_p * len(texts))(*texts), len(texts)) if texts else (None, 0)


def _limits(given: Mapping[str, int]) -> Tuple[Any, int]:
    codes = {limit.name: limit.code for limit in limits()}
    made = (_library.LimitSetting * len(given))()
    for (name, value), setting in zip(given.items(), made):
        if name not in codes:
            raise ArgumentError(f"there is no limit {name}")
        if not 0 < value < 1 << 32:
            raise ArgumentError(f"{name} is out of range")
        setting.limit, setting.value = codes[name], value
    return (made, len(given)) if given else (None, 0)


def audit_options(
    trusted: Iterable[Network] = (),
    proxies: Iterable[Network] = (),
    monitors: Iterable[str] = (),
    monitor_networks: Iterable[Network] = (),
    bulk: Iterable[str] = (),
    limits: Optional[Mapping[str, int]] = None,
) -> _library.AuditOptions:
    options = _library.AuditOptions(size=ctypes.sizeof(_library.AuditOptions))
    options.trusted, options.trusted_count = networks("trusted", trusted)
    options.proxies, options.proxy_count = networks("proxies", proxies)
    options.monitors, options.monitor_count = _names("monitors", monitors)
    options.monitor_networks, options.monitor_network_count = networks("monitor_networks", monitor_networks)
    options.bulk, options.bulk_count = _names("bulk", bulk)
    options.limits, options.limit_count = _limits(limits or {})
    return options


# === What is found ===


class Finding(Row):
    """A row of findings, with its addresses and lines; str() says it in a line."""

    __slots__ = ("sources", "lines")

    number: int
    rule: str
    severity: FindingSeverity
    text: str
    sources: List[Row]  # of finding_sources
    lines: List[Row]  # of finding_lines

    @property
    def subject(self) -> str:
        """Whom it is about: an account, a local user ("uid 33"), an address; "" for none of them."""
        if self["uid"] is not None:
            return f"uid {self['uid']}"
        return self["sasl_username"] or self["client_addr"] or ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self["rule"], str(self["severity"]), self.subject))) + f": {self['text']}"

    def __reduce__(self) -> Tuple[Any, ...]:
        return _finding_of, (super().__reduce__()[1], self.sources, self.lines)


def _finding_of(row: Tuple[str, Dict[str, Any]], sources: List[Row], lines: List[Row]) -> Finding:
    finding = Finding(table_of(row[0]), row[1])
    finding.sources, finding.lines = sources, lines
    return finding


class Audit:
    """The rules, told what is usual here. They look at the state whenever something is read."""

    def __init__(self, handle: Handle, options: _library.AuditOptions) -> None:
        if not _library.has_audit:
            raise NotImplementedError("this libpostfixlog has no rules")
        self._handle = handle
        self._options = options

    def table(
        self,
        name: str,
        *,
        key: Optional[str] = None,
        order: Optional[str] = None,
        descending: bool = False,
        limit: int = 0,
    ) -> Table:
        """A table, as Aggregator.table(): audit, verdicts, findings, finding_sources, finding_lines, or any other."""
        return open_table(self._handle, self._options, name, key, order, descending, limit)

    @property
    def verdict(self) -> Verdict:
        """That on the server."""
        return cast(Verdict, self.table("audit").rows()[0]["verdict"])

    def verdicts(self) -> List[Row]:
        """One for each account, local user and relaying client, the worst first."""
        return self.table("verdicts").rows()

    def findings(self) -> List[Finding]:
        """What the rules found, the worst first."""
        with opened(self._handle, self._options) as audit:
            found, sources, lines = (whole_table(audit, f"finding{part}") for part in ("s", "_sources", "_lines"))
        made = {row["number"]: _finding_of(("findings", dict(row)), [], []) for row in found}
        for source in sources:
            made[source["number"]].sources.append(source)
        for line in lines:
            made[line["number"]].lines.append(line)
        return list(made.values())
