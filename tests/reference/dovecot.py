"""Dovecot's login processes and its auth process (login-common/client-common.c, auth/auth-request.c).

    imap-login: WHAT: user=<U>, method=M, rip=ADDR, lip=ADDR[, mpid=N][, TLS...][, session=<S>]
    auth: DATABASE(U,ADDR[,master][,<S>]): REASON

U is the client's, and not quoted: where it can hold the end of a line, each reading counts.
"""
import re

from readings import fields, free, lit, one, opt, readings, seq

LOGIN_PROCESS = r"(?:imap|pop3|managesieve|sieve|submission|lmtp)-login"
FAILED = r"\(auth failed, (?P<count>[0-9]+) attempts?(?: in [0-9]+ secs)?\)"
ADDRESS = r"[0-9a-fA-F.:]+"
FAILURES = re.compile(r"(?:[Pp]assword mismatch|[Uu]nknown user|pam_authenticate\(\) failed: |invalid credentials)")
HASH = re.compile(r"\(SHA1 of given password: ([0-9a-f]+)\)\Z")

# login_log_format_elements, behind the user. What follows the addresses may be any text.
REST = seq(opt(fields(r", method=(?P<sasl_method>[A-Za-z0-9_-]+)(?=,)")),
           fields(rf", rip=(?P<client_addr>{ADDRESS})(?=,|$)"),
           fields(rf"(?:, lip={ADDRESS}(?=,|$)|(?!, lip=))(?:, .*?)??(?:, session=<(?P<session>[^<>]*)>)?$"))


def login(line):
    found = re.match(rf"(?P<service>{LOGIN_PROCESS}): (?P<what>.*?): user=<", line.message, re.S)
    if not found:
        return None
    service, what = found["service"], found["what"]
    ways = readings(seq(free("sasl_username", ">"), lit(">"), REST), line.message[found.end():])
    if not ways:
        return None
    if re.fullmatch("Login|Logged in", what):
        kind, read = "login", {"service": service}
    else:
        failed = re.fullmatch(rf".*{FAILED}(?: \([a-z_]+\))?", what, re.S)
        if not failed:
            return None
        kind, read = "auth-fail", {"service": service, "reason": what, "count": failed["count"]}
    if len(ways) == 1:
        read.update({k: v for k, v in ways[0].items() if v or k != "sasl_username"})
    return kind, read, len(ways) > 1


def auth(line):
    found = re.match(r"(?P<service>auth(?:-worker)?)(?P<rest>.*)", line.message, re.S)
    if not found:
        return None
    rest = re.sub(r"^(?:\([0-9]+\))?: (?:conn unix:\S+ \(pid=[0-9]+,uid=[0-9]+\): auth-worker<[0-9]+>: )?", ": ",
                  found["rest"])
    old = seq(one(None, r": [a-z_-]+\("), free("sasl_username", ","),
              fields(rf",(?P<client_addr>{ADDRESS})(?:,master)?(?:,<(?P<session>[^<>]*)>)?\): (?P<reason>.*)$"))
    new = seq(lit("("), free("sasl_username", ","),
              fields(rf",(?P<client_addr>{ADDRESS})(?:,sasl:(?P<sasl_method>[A-Za-z0-9_-]+))?\)(?:<[0-9]+>)?"
                     rf"(?:<(?P<session>[^<>]*)>)?: (?:request \[[0-9]+\]: )?[a-z_-]+: (?P<reason>.*)$"))
    ways = readings(old, rest) + readings(new, rest)
    if not any(FAILURES.match(way["reason"]) for way in ways):
        return None
    read = {"service": found["service"]}
    if len(ways) == 1:
        read.update(ways[0])
        password = HASH.search(read["reason"])
        if password:
            read["password_hash"] = password[1]
    return "auth-fail", read, len(ways) > 1


SHAPES = (login, auth)
