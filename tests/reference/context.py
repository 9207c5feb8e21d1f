"""What smtpd and cleanup say of a transaction behind a semicolon: its addresses, protocol and HELO name.

    TEXT; from=<A> to=<A> proto=P helo=<H> ...

TEXT may hold a semicolon and a whole false context, so every place is tried. A line with one place that reads to
its end is read; a line with more is ambiguous, and what stands behind the client is not believed.
"""
import re

from readings import fields, free, lit, one, opt, seq
from tokens import DSN, agreed, odd_ways, ways_of

# smtpd/smtpd.c, NEUTER_CHARACTERS
CLEAN_HELO = r'[^ <>()\\";@]*'
METHOD = r"[^ ]+"
CODES = rf"(?:(?P<reply_code>[0-9]{{3}}) )?(?:(?P<dsn>{DSN}) )?"


def context(who, helo, local=False):
    """Only mail of a local user has no protocol."""
    proto = seq(lit(" proto="), one("proto", "[A-Z]+"))
    return seq(opt(lit(" from=<"), who("from"), lit(">")),
               opt(lit(" to=<"), who("to"), lit(">")),
               opt(proto) if local else proto,
               opt(lit(" helo=<"), helo, lit(">")))


# Who was logged in, to the end of the line: smtpd_check.c writes it without brackets (3.10), smtpd.c with them (3.2),
# cleanup does not know.
LOGIN = seq(opt(lit(" sasl_method="), one("sasl_method", METHOD)),
            opt(fields(" sasl_username=(?P<sasl_username>.*?)(?= sasl_sender=|$)")),
            opt(fields(" sasl_sender=(?P<sasl_sender>.*)")))
LOGIN_IN_BRACKETS = opt(lit(" sasl_username=<"), fields("(?P<sasl_username>.*)(?=>$)"), lit(">"))
NO_LOGIN = lit("")


def refusal(kind, read, rest, login, raw_helo=False, local=False):
    """CODE DSN TEXT; CONTEXT"""
    def grammar(who):
        helo = free("helo", ">") if raw_helo else one("helo", CLEAN_HELO)
        return seq(context(who, helo, local), login)

    def places(find):
        return [{**way, "reply": rest[start.end():semicolon.start()]} for semicolon in re.finditer(";", rest)
                for way in find(grammar, rest[semicolon.end():])]

    start = re.match(CODES, rest)
    read.update({k: v for k, v in start.groupdict().items() if v})
    ways = places(ways_of) or (local and places(odd_ways))
    if not ways:  # damaged, but the client and the code stand in front of that
        return kind, {**read, "reply": rest[start.end():]}, False
    way = agreed(ways)
    return kind, {**read, **(way or {})}, way is None
