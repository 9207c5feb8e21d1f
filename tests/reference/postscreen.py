"""postscreen(8): clients that were tested, and its own refusals."""
from context import CODES
from readings import fields, free, lit, one, readings, seq
from tokens import NUMBER, SECONDS, endpoint, whole

E = endpoint()

SIMPLE = (
    rf"(?P<action>CONNECT) from {E}(?: to {endpoint('server')})?",
    rf"(?P<action>PASS NEW|PASS OLD|(?:ALLOW|DENY|WHITE|BLACK)LISTED|(?:ALLOW|WHITE)LIST VETO|DISCONNECT) {E}",
    rf"(?P<action>PREGREET) (?P<count>{NUMBER}) after (?P<after>{SECONDS}) from {E}: (?P<data>.*)",
    rf"(?P<action>DNSBL rank) (?P<count>{NUMBER}) for {E}",
    rf"(?P<action>HANGUP) after (?P<after>{SECONDS}) from {E} in (?P<where>tests (?:before|after) SMTP handshake)",
    # The word behind "after" is the client's, cut at 100 bytes: it ends at its blank.
    rf"(?P<action>BARE NEWLINE|COMMAND (?:TIME|COUNT|LENGTH) LIMIT) from {E}(?: after (?P<where>\S+))?",
    rf"(?P<action>NON-SMTP COMMAND|COMMAND PIPELINING) from {E}(?: after (?P<where>\S*?))?: (?P<data>.*)",
    rf"(?P<action>(?:DATA|BDAT) without valid RCPT) from {E}",
    rf"(?P<action>(?:entering|leaving) STRESS mode) with (?P<count>{NUMBER}) connections",
)


def tested(line):
    if line.severity or line.queue:
        return None
    for pattern in SIMPLE:
        read = whole(pattern, line.body)
        if read is not None:
            return "postscreen", read, False
    return None


def refused(line):
    """NOQUEUE: reject: RCPT from E: CODE DSN TEXT; from=<A>, to=<A>, proto=P, helo=<H>: nothing in it is checked"""
    if line.severity:
        return None
    if not line.queue:
        read = whole(rf"(?P<action>reject): (?P<where>connect) from {E}: (?P<reply>all screening ports busy)",
                     line.body)
        return read and ("reject", read, False)
    read = whole(rf"(?P<action>reject): (?P<where>CONNECT) from {E}: (?P<reply>.*)", line.body)
    if read:
        return "reject", read, False
    read = whole(rf"(?P<action>reject): (?P<where>[A-Z]+) from {E}: {CODES}(?P<rest>.*)", line.body)
    if read is None:
        return None
    rest = read.pop("rest")
    # The reply is Postfix's own, so it ends at the first of these.
    ways = readings(seq(fields("(?P<reply>.*?)(?=; from=<)"), lit("; from=<"), free("from", ">, to=<"), lit(">, to=<"),
                        free("to", ">, proto="), lit(">, proto="), one("proto", "[A-Z]+"), lit(", helo=<"),
                        one("helo", ".*(?=>$)"), lit(">")), rest)
    ways = ways or [{"reply": rest.partition("; from=<")[0]}]
    read.update(ways[0] if len(ways) == 1 else {"reply": ways[0]["reply"]})
    return "reject", read, len(ways) > 1


SHAPES = (refused, tested)
