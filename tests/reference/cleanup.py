"""cleanup(8): Message-IDs, header_checks, Milters at the end of a message."""
import re

from context import CLEAN_HELO, LOGIN_IN_BRACKETS, NO_LOGIN, context, refusal
from readings import fields, lit, one, opt, seq
from tokens import WHERE, agreed, client, odd_ways, ways_of, whole

ACTIONS = "reject warning info filter pass discard hold prepend replace redirect bcc strip".split()
ORIGIN = rf"(?:{client()}|(?P<alone>local|unknown))"


def message_id(line):
    read = whole("message-id=(?P<message_id>.*)", line.body) or \
        whole("resent-message-id=(?P<resent_message_id>.*)", line.body)
    return read and line.queue_id and not line.severity and ("message-id", read, False)


def removed(line):
    """The transaction ended without a message (3.10)."""
    read = whole(r"removed \((?P<reason>canceled|discarded)\)", line.body)
    return read and line.queue_id and ("removed", read, False)


def milter(line):
    """QID: milter-ACTION: END-OF-MESSAGE from CLIENT: [DSN ]TEXT; CONTEXT: no reply code, unlike smtpd's"""
    read = whole(rf"(?P<action>milter-(?:reject|hold|discard)): (?P<where>{WHERE}) from {client()}: (?P<rest>.*)",
                 line.body)
    if read is None or not line.queue_id:
        return None
    # A local user is localhost. Without the program's name it may be smtpd's line.
    return refusal("milter", read, read.pop("rest"), NO_LOGIN if line.daemon == "cleanup" else LOGIN_IN_BRACKETS,
                   local=read["client_name"] == "localhost")


def origins(rest, mime, find):
    """The readings of all places where the origin can stand."""
    ways = []
    for origin in re.finditer(rf" from {ORIGIN};", rest):
        content = rest[:origin.start()]
        if len(content.partition(": ")[2]) > 100 if mime else len(content) > 200:
            break

        def grammar(who):
            if mime:
                return seq(lit(" from=<"), who("from"), lit("> to=<"), who("to"), lit(">"))
            return seq(context(who, one("helo", CLEAN_HELO), local=bool(origin["alone"])),
                       opt(fields(": (?P<reason>.*)")))

        names = {k: v for k, v in origin.groupdict().items() if v}
        if "alone" in names:
            names["client_name"] = names.pop("alone")
        ways += [{**names, "content": content, **way} for way in find(grammar, rest[origin.end():])]
    return ways


def header_check(line):
    """QID: ACTION: SECTION CONTENT from ORIGIN; CONTEXT[: REASON]

    CONTENT is the sender's: each " from ORIGIN;" in it that reads to the end of the line is a place of its own. But
    it is cut at 200 bytes, and what follows the sentence of a MIME error at 100.
    """
    if not line.queue_id or line.severity:
        return None
    actions = "|".join(ACTIONS)
    start = re.match(rf"(?P<action>(?:{actions})|milter-(?:header|body|content)-[a-z]+): "
                     "(?P<section>header|body|content|mime-error) ", line.body)
    if not start:
        return None
    read, rest = start.groupdict(), line.body[start.end():]
    mime = read["section"] == "mime-error"
    ways = origins(rest, mime, ways_of) or origins(rest, mime, odd_ways)
    if not ways:
        return None
    way = agreed(ways)
    return "header-check", {**read, **(way or {})}, way is None


SHAPES = (message_id, removed, milter, header_check)
