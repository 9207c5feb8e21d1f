"""The words that lines are made of: queue IDs, clients, addresses of mail, numbers."""
import re

from readings import free, one, readings

# global/mail_queue.h. Short: five hexadecimal digits of microseconds and an inode.
SHORT_ID = r"[0-9A-F]{6,21}"

# Long (2.9): digits and consonants; behind the last z, at the eleventh place or behind, an inode without one.
LONG_ID = r"[0-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-z]{10,}z[0-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-y]{1,12}"
QUEUE_ID = f"(?:{LONG_ID}|{SHORT_ID})"


def whole(pattern, text):
    """The named groups of a pattern that the whole text fits, or None."""
    found = re.fullmatch(pattern, text, re.S | re.A)
    return None if found is None else {k: v for k, v in found.groupdict().items() if v is not None}


def is_queue_id(word):
    return re.fullmatch(SHORT_ID, word) is not None or re.fullmatch(LONG_ID, word) is not None


# smtpd/smtpd_peer.c: a name that was looked up, or "unknown"; an address, or "unknown"; a port with
# smtpd_client_port_logging. Tutorials print xxx.xxx.xxx.xxx.
HOST = r"[A-Za-z0-9_.-]+"
ADDR = r"[0-9A-Za-z.:%_-]+"
PORT = r"(?:6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[0-9]{1,4})(?![0-9])"


def client(prefix="client"):
    """NAME[ADDR] or NAME[ADDR]:PORT"""
    return (rf"(?P<{prefix}_name>{HOST})\[(?P<{prefix}_addr>{ADDR})\]"
            rf"(?::(?:(?P<{prefix}_port>{PORT})|unknown))?")


def endpoint(prefix="client"):
    """A client of postscreen and tlsproxy, which look up no name."""
    return rf"\[(?P<{prefix}_addr>{ADDR})\]:(?P<{prefix}_port>{PORT})"


# A server: name[address]:port, or name[socket].
SERVER = r"[^\s\[\],]+\[[^\[\]]+\](?::" + PORT + ")?"

DSN = r"[0-9]\.[0-9]{1,3}\.[0-9]{1,3}"
NUMBER = r"[0-9]+"
SECONDS = r"[0-9]+(?:\.[0-9]{1,6})?"

# smtpd/smtpd.c: the state of a session, in capitals.
WHERE = r"[A-Z]+(?:-[A-Z]+)*(?: content)?"

# An address as info_log_addr_form = external writes it (3.5): a local part without special characters, or one in
# quotes, in which anything may be, and a domain.
DOT_STRING = r'[^\x00-\x20\x7f()<>@,;:\\"\[\]]*'
DOMAIN = r"(?:@(?:\[[^\[\]<>\s]*\]|[^\x00-\x20\x7f()<>@,;:\\\"\[\]]*))"
QUOTED = r'"(?:[^"\\]|\\.)*"'
EXTERNAL = rf"(?:{QUOTED}|{DOT_STRING}){DOMAIN}?"


CHECKED = r"@(?:\[[^\[\]<>\s]*\]|[A-Za-z0-9_.\x80-\xff-]*)"  # what smtpd lets pass behind the @


def external(name):
    """An address in a log whose addresses are quoted."""
    return one(name, EXTERNAL)


def looks_like_address(text):
    """A name without a domain, or with one that smtpd has checked."""
    at = text.rfind("@")
    return at < 0 or re.fullmatch(CHECKED, text[at:]) is not None


def internal(name, before=">"):
    """An address in a log whose addresses are not: any text, up to where something else can follow.

    Which of both a log is, no line tells, so quotes go first: those that open an address hide what is inside.
    """
    def part(text, at):
        quotes = re.match(QUOTED, text[at:], re.S)
        for end, read in anything(name, before)(text, at):
            if not quotes or end >= at + quotes.end():
                yield end, read
    return part


def anything(name, before=">"):
    """The same where quotes mean nothing."""
    return free(name, before, looks_like_address)


def odd(name, before=">"):
    """Any text: nobody checks the domain that a local user writes."""
    return free(name, before)


ADDRESSES = ("from", "to", "orig_to")


def beside(way):
    """What a reading says beside its addresses."""
    return {name: value for name, value in way.items() if name not in ADDRESSES}


def heeding_quotes(grammar, text):
    """Readings with addresses of either form."""
    ways = readings(grammar(external), text)
    return ways + [way for way in readings(grammar(internal), text) if way not in ways]


def ways_of(grammar, text):
    """The same; and without heed to quotes what says nothing else beside the addresses, or is all there is."""
    ways = heeding_quotes(grammar, text)
    others = [beside(way) for way in ways]
    return ways + [way for way in readings(grammar(anything), text)
                   if not others or (way not in ways and beside(way) in others)]


def odd_ways(grammar, text):
    """For who finds no other reading, where a local user may have written the address."""
    return readings(grammar(odd), text)


def agreed(ways):
    """One reading out of several that differ only in where one address ends and the next starts, or None.

    Addresses in quotes, or without a need of them, tell that place. With others nobody can know it: all readings
    are kept under "either".
    """
    if any(beside(way) != beside(ways[0]) for way in ways):
        return None
    told = [way for way in ways if all(re.fullmatch(EXTERNAL, way.get(name, ""), re.S) for name in ADDRESSES)]
    return {**ways[0], "either": [{name: way.get(name) for name in ADDRESSES} for way in told or ways]}


def split_server(reading, name="relay"):
    """The address and the port inside name[address]:port."""
    found = re.fullmatch(r"[^\[\]]*\[(?P<addr>[^\[\]]+)\](?::(?P<port>[0-9]+))?", reading.get(name, ""))
    if found:
        reading[name + "_addr"] = found["addr"]
        if found["port"]:
            reading[name + "_port"] = found["port"]
    return reading
