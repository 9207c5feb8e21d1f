"""smtpd(8): clients, logins, refusals."""
import re

from context import LOGIN, LOGIN_IN_BRACKETS, refusal
from tokens import ADDR, HOST, NUMBER, QUEUE_ID, WHERE, client, whole

COMMANDS = "helo ehlo xclient xforward starttls auth mail rcpt data bdat rset noop vrfy etrn quit help unknown".split()
MECHANISM = r"[A-Za-z0-9_-]{1,20}"
CLIENT = client()

ACTIONS = "reject_warning warn info hold filter discard redirect bcc permit hangup".split()

LIMITS = ("Connection concurrency", "Connection rate", "Message delivery request rate", "Recipient address rate",
          "New TLS session rate", "AUTH command rate")


def connect(line):
    read = whole(f"connect from {CLIENT}", line.body)
    return read and ("connect", read, False)


def disconnect(line):
    found = re.fullmatch(f"disconnect from {CLIENT}(?P<rest>.*)", line.body, re.S)
    if not found:
        return None
    read = {k: v for k, v in found.groupdict().items() if v is not None}
    order = iter(COMMANDS + ["commands", "notes"])
    for word in read.pop("rest").split(" ")[1:]:
        name, _, value = word.partition("=")
        if name not in order:  # looks further from where it was: the order is fixed
            return None
        if name == "notes":
            read["notes"] = value
            continue
        counts = re.fullmatch(r"([0-9]+)(?:/([0-9]+))?", value)
        if not counts or any(int(n) >= 2 ** 32 for n in counts.groups() if n):
            return None
        read[name + "_ok"] = counts[1]
        read[name + "_total"] = counts[2] or counts[1]
    return "disconnect", read, False


def broken(line):
    """lost connection after WHERE [(N bytes)] from CLIENT"""
    read = whole(f"(?P<what>lost connection|timeout|too many errors|bare <LF> received) after (?P<where>{WHERE})"
                 rf"(?: \((?P<bytes>{NUMBER}) bytes\))? from {CLIENT}", line.body)
    if read is None:
        return None
    what = read.pop("what")
    if what not in ("lost connection", "timeout"):
        return "protocol-abuse", {**read, "reason": what}, False
    return what.replace(" ", "-"), read, False


def auth_fail(line):
    """warning: CLIENT: SASL MECH authentication failed: REASON[, sasl_username=USER]

    MECH is the client's word: if it can be no mechanism, nothing behind it is sure. USER is the client's, too, so
    it is everything behind the first name of the field.
    """
    if line.severity != "warning" or line.queue:
        return None
    read = whole(f"{CLIENT}: SASL (?P<rest>.*)", line.body)
    if read is None:
        return None
    rest = read.pop("rest")
    aborted = re.fullmatch(f"(?P<sasl_method>{MECHANISM}) authentication aborted", rest)
    if aborted:
        return "auth-abort", {**read, **aborted.groupdict()}, False
    mechanism, failed, rest = rest.partition(" authentication failed: ")
    if not failed:
        return None
    if re.fullmatch(MECHANISM, mechanism):
        read["sasl_method"] = mechanism
        read["reason"], named, user = rest.partition(", sasl_username=")
        if named:
            read["sasl_username"] = user
    return "auth-fail", read, False


def accepted(line):
    """QN: client=CLIENT[, sasl_method=M][, sasl_username=U][, sasl_sender=S][, orig_queue_id=Q][, orig_client=CLIENT]

    Behind a user name, what ends the line as a filter's words is the filter's, although the name might hold it.
    AUTH= of MAIL FROM, sasl_sender, is free text to the end, and nothing behind it is believed.
    """
    if line.severity or not line.queue or not line.body.startswith("client="):
        return None
    origin = rf"(?:, orig_queue_id=(?P<orig_queue_id>{QUEUE_ID}))?(?:, orig_client={client('orig_client')})?"
    read = whole(f"client={CLIENT}(?:, sasl_method=(?P<sasl_method>[^ ,]+))?"
                 f"(?:, sasl_username=(?P<sasl_username>.*?))?"
                 f"(?:, sasl_sender=(?P<sasl_sender>.*)|{origin})", line.body)
    if read is None:
        return None
    return ("sasl-login" if "sasl_username" in read else "client"), read, False


def refused(line):
    """QN: ACTION: WHERE from CLIENT: TEXT; CONTEXT"""
    if line.severity or not line.queue:
        return None
    read = whole(rf"(?P<action>[a-z_-]+): (?P<where>{WHERE}) from {CLIENT}: (?P<rest>.*)", line.body)
    if read is None:
        return None
    rest = read.pop("rest")
    if read["action"] == "abort" and read["where"] == "TLS":
        return "reject", {**read, "reply": rest}, False
    if read["action"] == "reject":
        kind, login = "reject", LOGIN
    elif read["action"] in ACTIONS:
        kind, login = "filter-action", LOGIN
    elif read["action"] in ("milter-reject", "milter-hold", "milter-discard"):
        kind, login = "milter", LOGIN_IN_BRACKETS
    else:
        return None
    # smtpd takes special characters out of a HELO name, but not before it has let it pass.
    return refusal(kind, read, rest, login, raw_helo=read["where"] in ("HELO", "EHLO"))


def proxy(line):
    """proxy-ACTION: WHERE: REPLY; CONTEXT: neither queue ID nor client"""
    read = whole(rf"(?P<action>proxy-accept|proxy-reject): (?P<where>{WHERE}): (?P<rest>.*)", line.body)
    if read is None or line.severity or line.queue:
        return None
    return refusal("proxy", read, read.pop("rest"), LOGIN_IN_BRACKETS)


def abuse(line):
    if line.queue:
        return None
    if not line.severity:
        read = whole(rf"(?P<reason>improper command pipelining) after (?P<where>{WHERE}) from {CLIENT}"
                     "(?:: (?P<data>.*))?", line.body)
    else:
        read = whole(rf"(?P<reason>non-SMTP command) from {CLIENT}: (?P<data>.*)", line.body) or \
               whole(rf"(?P<reason>Illegal address syntax) from {CLIENT} in (?P<where>{WHERE}) command: (?P<data>.*)",
                     line.body)
    return read and ("protocol-abuse", read, False)


def rate_limit(line):
    if line.severity != "warning":
        return None
    limits = "|".join(LIMITS)
    read = whole(rf"(?P<limit>{limits}) limit exceeded: (?P<count>{NUMBER}) from {CLIENT} for service "
                 r"(?P<anvil_service>\S+)", line.body) or \
        whole(rf"(?P<limit>Refusing (?:STARTTLS|TLS service) request) from {CLIENT} for service "
              r"(?P<anvil_service>\S+)", line.body)
    return read and ("rate-limit", read, False)


def etrn(line):
    """warning: reject: ETRN D... from CLIENT: the client is what ends the line"""
    read = whole(f"(?P<action>reject): (?P<where>ETRN) (?P<reply>.*)[.]{{3}} from {CLIENT}", line.body)
    return read and line.severity == "warning" and ("reject", read, False)


def hostname(line):
    """What peer lookups found: the name that did not stand the test, and the address."""
    if line.severity != "warning" or line.queue:
        return None
    read = whole(rf"hostname (?P<hostname>{HOST}) does not resolve to address "
                 "(?P<client_addr>[0-9A-Fa-f.:]*[0-9A-Fa-f])(?:: .*)?", line.body) or \
        whole(rf"(?P<client_addr>{ADDR}): hostname (?P<hostname>{HOST}) verification failed: .*", line.body) or \
        whole(rf"(?P<client_addr>{ADDR}): address not listed for hostname (?P<hostname>{HOST})", line.body)
    return read and ("warning", read, False)


SHAPES = (connect, disconnect, broken, auth_fail, accepted, refused, proxy, abuse, rate_limit, etrn, hostname)
