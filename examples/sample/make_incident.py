#!/usr/bin/env python3
"""Writes mail.log, the sample log of a small mail server with one stolen account.

    python3 examples/sample/make_incident.py > examples/sample/mail.log

Everything in it is made up: documentation addresses, example domains. The same
program text writes the same bytes, so mail.log can be checked against it.

The server (Postfix 3.9, Dovecot behind it, clock on UTC) is called mx and hosts
example.com. Two ordinary days of mail and of the usual bots. On the second
evening one address tries a handful of user names; in the night it guesses at
reception@example.com until it gets in and tries the password out with one
message. Half an hour later six addresses send spam through that account, and a
trickle of it goes on when the log ends.
"""
import heapq
import random
import sys
from datetime import datetime, timedelta, timezone

START = datetime(2026, 6, 8, 0, 0, 0, tzinfo=timezone.utc)
END = datetime(2026, 6, 10, 9, 40, 0, tzinfo=timezone.utc)
HOST = "mx"
OWN = "example.com"
OWN_NAME = "mx.example.com"
rng = random.Random(20260608)


def at(day, clock):
    """Seconds since START of a clock time ("21:10" or "21:10:30") on a day, 0 for the first."""
    parts = [int(p) for p in clock.split(":")] + [0]
    return day * 86400 + parts[0] * 3600 + parts[1] * 60 + parts[2]


LAST = (END - START).total_seconds()


# --- lines and processes ----------------------------------------------------------------------------------------------
lines = []


def log(t, program, pid, text):
    lines.append((t, len(lines), "%s[%d]: %s" % (program, pid, text)))


class Processes:
    """Daemons as master(8) keeps them: reused while idle for less than 100 seconds, then a new pid."""

    def __init__(self):
        self.idle = {}
        self.next_pid = 21340

    def new_pid(self):
        self.next_pid += rng.randint(1, 9)
        return self.next_pid

    def take(self, program, start, end):
        pool = self.idle.setdefault(program, [])
        for entry in pool:
            if entry[0] <= start < entry[0] + 100:
                entry[0] = end
                return entry[1]
        pid = self.new_pid()
        pool.append([end, pid])
        return pid


processes = Processes()
QMGR = 1187
MASTER = 1184
inodes = [0x203A1 + 3 * i for i in range(500)]


def queue_id(t):
    """A short queue ID: microseconds in five hex digits, then the inode of the queue file."""
    inode = inodes.pop(0)
    inodes.append(inode)
    return "%05X%X" % (int(t * 1000000) % 1000000, inode)


def stamp(t):
    moment = START + timedelta(seconds=t)
    return moment.strftime("%b ") + "%2d" % moment.day + moment.strftime(" %H:%M:%S")


def seconds(value):
    """A delay as Postfix writes it: two significant digits, two decimals at most, no zeros at the end."""
    text = "%.0f" % value if value >= 10 else "%.1f" % value if value >= 1 else "%.2f" % value
    return text.rstrip("0").rstrip(".") if "." in text else text


def commands(**counts):
    """The statistics of a disconnect line; a pair is accepted/received."""
    words, ok, total = [], 0, 0
    order = "helo ehlo starttls auth mail rcpt data bdat rset noop quit unknown".split()
    for name in order:
        if name in counts:
            good, all_ = counts[name] if isinstance(counts[name], tuple) else (counts[name], counts[name])
            words.append("%s=%d" % (name, good) if good == all_ else "%s=%d/%d" % (name, good, all_))
            ok, total = ok + good, total + all_
    words.append("commands=%d" % ok if ok == total else "commands=%d/%d" % (ok, total))
    return " ".join(words)


# --- delivery ---------------------------------------------------------------------------------------------------------
DELIVERED = "250 2.0.0 Ok: queued as %s"
RELAYS = {  # domain: (next hop, how it answers)
    "partner.example": ("mail.partner.example[192.0.2.25]:25", "sent"),
    "supplier.example": ("mx1.supplier.example[192.0.2.40]:25", "sent"),
    "town.example": ("mx.town.example[192.0.2.77]:25", "grey"),
    "example.net": ("mx.example.net[198.51.100.140]:25", "sent"),
    "school.example": ("mail.school.example[198.51.100.151]:25", "sent"),
    "printer.example": ("mx.printer.example[198.51.100.160]:25", "sent"),
    "club.example": ("mx.club.example[192.0.2.90]:25", "sent"),
    "old-shop.example": (None, "nohost"),
    "slow.example": ("mx.slow.example[192.0.2.199]:25", "timeout"),
}
# The domains the spam goes to, and what their servers think of it.
WORDS = "north south river harbor cedar maple amber violet summit meadow copper falcon".split()
ENDS = ["post", "webmail", "inbox", "letters"]
TREATS = ["sent", "sent", "unknown", "sent", "blocked", "sent", "spam", "sent", "ratelimit", "sent"]
SPAM_DOMAINS = ["%s-%s.example" % (w, e) for w in WORDS for e in ENDS]
for i, name in enumerate(SPAM_DOMAINS):
    RELAYS[name] = ("mx.%s[%s]:25" % (name, "203.0.113.%d" % (200 + i)), TREATS[(i * 5 + i // 8) % len(TREATS)])
RELAYS["dropbox.example"] = ("mx.dropbox.example[203.0.113.190]:25", "sent")


def said(relay, reply, command):
    return "host %s said: %s (in reply to %s)" % (relay.rsplit(":", 1)[0], reply, command)


def outcome(rcpt, relay, how, tries):
    """(dsn, status, reason, seconds of connection setup) of one recipient at one attempt."""
    if how == "grey" and tries == 0:
        reply = "451 4.7.1 <%s>: Recipient address rejected: Greylisted, please try again later" % rcpt
        return "4.7.1", "deferred", said(relay, reply, "RCPT TO command"), 0.3
    if how == "unknown" and rng.random() < 0.7:
        reply = "550 5.1.1 <%s>: Recipient address rejected: User unknown in virtual mailbox table" % rcpt
        return "5.1.1", "bounced", said(relay, reply, "RCPT TO command"), 0.2
    if how == "blocked" and rng.random() < 0.8:
        reply = "554 5.7.1 Service unavailable; Client host [198.51.100.2] blocked using bl.dnsbl.example"
        return "5.7.1", "bounced", said(relay, reply, "RCPT TO command"), 0.3
    if how == "spam" and rng.random() < 0.8:
        reply = "550 5.7.1 Message rejected as spam by content scanning"
        return "5.7.1", "bounced", said(relay, reply, "end of DATA command"), 0.4
    if how == "ratelimit" and (tries < 2 or rng.random() < 0.5):
        reply = "421 4.7.0 Too much unsolicited mail from 198.51.100.2, temporarily blocked"
        return "4.7.0", "deferred", said(relay, reply, "end of DATA command"), 0.4
    if how == "nohost":
        name = rcpt.split("@")[1]
        text = "Host or domain name not found. Name service error for name=%s type=A: Host not found" % name
        return "5.4.4", "bounced", text, 0.1
    if how == "timeout":
        return "4.4.1", "deferred", "connect to %s: Connection timed out" % relay, 30.1
    return "2.0.0", "sent", DELIVERED % queue_id(rng.random()), 0.2


def deliver_local(t, qid, arrived, rcpt, orig):
    """Through Dovecot's LMTP socket, or by local(8) into a command."""
    begin = t - arrived
    took = rng.uniform(0.02, 0.09)
    if rcpt == "ticket@" + OWN_NAME:
        agent, relay, text = "local", "local", "delivered to command: /usr/local/bin/new-ticket"
    else:
        agent, relay = "lmtp", OWN_NAME + "[private/dovecot-lmtp]"
        session = "".join(rng.choice("ABCDEFGHIKLMNPQRSTUVWXYZabcdefghkmnpqrstuvwxyz0123456789") for _ in range(22))
        text = "250 2.0.0 <%s> %s Saved" % (rcpt, session)
    where = "to=<%s>, " % rcpt + ("orig_to=<%s>, " % orig if orig else "") + "relay=%s" % relay
    log(t + took, "postfix/" + agent, processes.take("postfix/" + agent, t, t + took),
        "%s: %s, delay=%s, delays=%s/%s/0.01/%s, dsn=2.0.0, status=sent (%s)"
        % (qid, where, seconds(begin + took), seconds(begin), "0.01", seconds(took - 0.01), text))
    return t + took


def deliver_remote(t, qid, arrived, domain, rcpts, tries):
    """One smtp(8) delivery to one domain. Returns (end, recipients deferred, recipients bounced)."""
    relay, how = RELAYS.get(domain, ("mx.%s[192.0.2.130]:25" % domain, "sent"))
    answers = [(r,) + outcome(r[0], relay, how, tries) for r in rcpts]
    setup = answers[0][4] + rng.uniform(0.01, 0.3)
    sending = rng.uniform(0.1, 0.9) if how not in ("nohost", "timeout") else 0
    begin, end = t - arrived, t + setup + sending
    pid = processes.take("postfix/smtp", t, end)
    if how == "timeout":
        log(end, "postfix/smtp", pid, "connect to %s: Connection timed out" % relay)
    elif relay and rng.random() < 0.4:
        trust = "Trusted" if hash_of(domain) % 3 else "Untrusted"
        log(t + setup * 0.8, "postfix/smtp", pid, "%s TLS connection established to %s: TLSv1.3 with cipher "
            "TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519 server-signature RSA-PSS (2048 bits) "
            "server-digest SHA256" % (trust, relay))
    deferred, bounced = [], []
    for rcpt, dsn, status, text, _ in answers:
        via = "none" if how in ("nohost", "timeout") else relay
        log(end, "postfix/smtp", pid, "%s: to=<%s>, relay=%s, delay=%s, delays=%s/%s/%s/%s, dsn=%s, status=%s (%s)"
            % (qid, rcpt[0], via, seconds(end - arrived), seconds(begin), "0.02", seconds(setup), seconds(sending),
               dsn, status, text))
        if status == "deferred":
            deferred.append(rcpt)
        elif status == "bounced":
            bounced.append(rcpt)
    return end, deferred, bounced


def hash_of(text):
    return sum((i + 1) * ord(c) for i, c in enumerate(text))


def queue(t, qid, sender, size, rcpts, message_id):
    """cleanup(8), qmgr(8) and every delivery attempt until the message is gone or the log ends."""
    log(t + 0.03, "postfix/cleanup", processes.take("postfix/cleanup", t, t + 0.1), "%s: message-id=<%s>"
        % (qid, message_id))
    arrived, now, tries, wait = t - 0.05, t + 0.09, 0, 300
    pending = [r if isinstance(r, tuple) else (r, None) for r in rcpts]
    nrcpt = len(pending)
    while now < LAST:
        log(now, "postfix/qmgr", QMGR, "%s: from=<%s>, size=%d, nrcpt=%d (queue active)" % (qid, sender, size, nrcpt))
        domains = {}
        for rcpt in pending:
            domains.setdefault(rcpt[0].split("@")[1], []).append(rcpt)
        pending, failed, done = [], [], now
        for domain, group in domains.items():
            if domain in (OWN, OWN_NAME):
                for rcpt, orig in group:
                    done = max(done, deliver_local(now + rng.uniform(0.01, 0.03), qid, arrived, rcpt, orig))
            else:
                begin = now + rng.uniform(0.02, 0.2)
                end, deferred, bounced = deliver_remote(begin, qid, arrived, domain, group, tries)
                done, pending, failed = max(done, end), pending + deferred, failed + bounced
        if failed and sender:
            done = bounce(done, qid, sender, size)
        if not pending:
            log(done + 0.01, "postfix/qmgr", QMGR, "%s: removed" % qid)
            return
        tries += 1
        now = done + wait + rng.uniform(0, 280)
        wait = min(4000, wait * 2)


def bounce(t, qid, sender, size):
    """A bounce(8) notification: a message of its own, logged by cleanup and qmgr like any other."""
    notice = queue_id(t + 0.02)
    moment = START + timedelta(seconds=t + 0.02)
    queue(t + 0.02, notice, "", size + 2100, [sender], "%s.%s@%s"
          % (moment.strftime("%Y%m%d%H%M%S"), notice, OWN_NAME))
    log(t + 0.12, "postfix/bounce", processes.take("postfix/bounce", t, t + 0.15),
        "%s: sender non-delivery notification: %s" % (qid, notice))
    return t + 0.14


# --- sessions ---------------------------------------------------------------------------------------------------------
SMTP, SUBMISSION, SUBMISSIONS = "postfix/smtpd", "postfix/submission/smtpd", "postfix/submissions/smtpd"
CLIENT_TLS = ("TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519 server-signature "
              "RSA-PSS (2048 bits) server-digest SHA256")
seen = []  # (service, address, time) for anvil(8)


def connect(t, program, client, lasts):
    pid = processes.take(program, t, t + lasts)
    log(t, program, pid, "connect from %s" % client)
    service = {SMTP: "smtp", SUBMISSION: "submission", SUBMISSIONS: "submissions"}[program]
    seen.append((service, client.split("[")[1].rstrip("]"), t))
    return pid


def random_id(domain):
    return "%08x-%04x-%04x-%04x-%012x@%s" % (rng.getrandbits(32), rng.getrandbits(16), rng.getrandbits(12) | 0x4000,
                                             rng.getrandbits(14) | 0x8000, rng.getrandbits(48), domain)


def submit(t, program, client, user, mails, method="PLAIN", failures=0):
    """An authenticated session that hands in some messages: a list of (sender, recipients, size)."""
    lasts = 1.2 + 1.1 * len(mails)
    pid = connect(t, program, client, lasts)
    log(t + 0.12, program, pid, "Anonymous TLS connection established from %s: %s" % (client, CLIENT_TLS))
    now = t + 0.4
    for _ in range(failures):
        log(now, program, pid, failed(client, method, user))
        now += 2.1
    for sender, rcpts, size in mails:
        qid = queue_id(now)
        log(now, program, pid, "%s: client=%s, sasl_method=%s, sasl_username=%s" % (qid, client, method, user))
        queue(now + 0.1, qid, sender, size, rcpts, random_id(sender.split("@")[1]))
        now += rng.uniform(0.7, 1.2)
    count, total = len(mails), sum(len(m[1]) for m in mails)
    starttls = {"starttls": 1} if program == SUBMISSION else {}
    log(now, program, pid, "disconnect from %s %s" % (client, commands(
        ehlo=2 if starttls else 1, auth=(1, 1 + failures), mail=count, rcpt=total, data=count, quit=1, **starttls)))


def failed(client, method, user):
    return "warning: %s: SASL %s authentication failed: (reason unavailable), sasl_username=%s" % (client, method, user)


def guess(t, program, client, users, method="LOGIN", polite=True):
    """A session that tries passwords and gets none right."""
    pid = connect(t, program, client, 2 + len(users))
    starttls = {"starttls": 1} if program == SUBMISSION else {}
    log(t + 0.2, program, pid, "Anonymous TLS connection established from %s: %s" % (client, CLIENT_TLS))
    now = t + 0.9
    for user in users:
        log(now, program, pid, failed(client, method, user))
        now += rng.uniform(0.6, 2.5)
    counts = dict(ehlo=2 if starttls else 1, auth=(0, len(users)), **starttls)
    if polite:
        counts["quit"] = 1
    else:
        log(now, program, pid, "lost connection after AUTH from %s" % client)
    log(now, program, pid, "disconnect from %s %s" % (client, commands(**counts)))


def receive(t, client, sender, rcpts, size):
    """Mail from another server."""
    pid = connect(t, SMTP, client, 1.5)
    tls = rng.random() < 0.85
    if tls:
        log(t + 0.1, SMTP, pid, "Anonymous TLS connection established from %s: %s" % (client, CLIENT_TLS))
    now = t + 0.35
    qid = queue_id(now)
    log(now, SMTP, pid, "%s: client=%s" % (qid, client))
    queue(now + 0.15, qid, sender, size, rcpts, random_id(sender.split("@")[1]))
    counts = dict(ehlo=2 if tls else 1, mail=1, rcpt=len(rcpts), data=1, quit=1)
    if tls:
        counts["starttls"] = 1
    log(now + 0.5, SMTP, pid, "disconnect from %s %s" % (client, commands(**counts)))


def local_mail(t, uid, sender, rcpts, size, message_id=None):
    """A message from the sendmail command, picked up by pickup(8)."""
    qid = queue_id(t)
    log(t, "postfix/pickup", processes.take("postfix/pickup", t, t + 60), "%s: uid=%d from=<%s>" % (qid, uid, sender))
    generated = "%s.%s@%s" % ((START + timedelta(seconds=t + 0.02)).strftime("%Y%m%d%H%M%S"), qid, OWN_NAME)
    queue(t + 0.02, qid, "%s@%s" % (sender, OWN_NAME), size, rcpts, message_id or generated)


def reject(t, client, reply, sender, rcpt, helo):
    pid = connect(t, SMTP, client, 1)
    log(t + 0.6, SMTP, pid, "NOQUEUE: reject: RCPT from %s: %s; from=<%s> to=<%s> proto=ESMTP helo=<%s>"
        % (client, reply, sender, rcpt, helo))
    log(t + 0.9, SMTP, pid, "disconnect from %s %s" % (client, commands(ehlo=1, mail=1, rcpt=(0, 1), quit=1)))


# --- who does what ----------------------------------------------------------------------------------------------------
OFFICE = "gw.office.example[198.51.100.20]"
USERS = [  # account, usual client, port, messages on a working day
    ("reception@example.com", OFFICE, SUBMISSION, 7),
    ("office@example.com", OFFICE, SUBMISSION, 8),
    ("billing@example.com", OFFICE, SUBMISSIONS, 5),
    ("workshop@example.com", "dsl-44.access.example[198.51.100.44]", SUBMISSION, 5),
    ("library@example.com", "dsl-61.access.example[198.51.100.61]", SUBMISSIONS, 4),
    ("treasurer@example.com", "unknown[2001:db8:40:1::27]", SUBMISSIONS, 3),
    ("editor@example.com", "dsl-87.access.example[198.51.100.87]", SUBMISSION, 4),
    ("events@example.com", "cable-12.access.example[192.0.2.212]", SUBMISSIONS, 3),
]
FRIENDS = ["orders@partner.example", "desk@supplier.example", "registry@town.example", "board@example.net",
           "secretary@school.example", "prepress@printer.example", "chair@club.example", "hall@club.example"]
SENDERS = [("mail.partner.example[192.0.2.25]", "orders@partner.example"),
           ("mx1.supplier.example[192.0.2.40]", "desk@supplier.example"),
           ("out.example.net[198.51.100.141]", "board@example.net"),
           ("mail.school.example[198.51.100.151]", "secretary@school.example"),
           ("lists.club.example[192.0.2.91]", "members-bounces@lists.club.example"),
           ("news.printer.example[198.51.100.161]", "newsletter@news.printer.example")]
BOTS = ["203.0.113.%d" % n for n in (5, 9, 14, 23, 31, 38, 52, 66, 80, 95, 118, 127)] + [
    "198.51.100.%d" % n for n in (222, 231, 240)] + ["192.0.2.%d" % n for n in (225, 238)]
NAMES = ["info", "admin", "test", "sales", "contact", "support", "scan", "webmaster", "office", "user", "mail"]
GUESSER = "unknown[203.0.113.77]"
SPAMMERS = ["unknown[203.0.113.141]", "vps-18.cloud.example[203.0.113.18]", "unknown[192.0.2.201]",
            "unknown[198.51.100.203]", "host-33.dialup.example[203.0.113.33]", "unknown[2001:db8:bad:7::1f]"]
STOLEN = "reception@example.com"
FORGED = ["offers", "winner", "parcel", "account-team", "notice", "prize", "delivery", "security"]
FORGED_DOMAINS = ["old-shop.example", "river-post.example", "cedar-inbox.example", "maple-post.example",
                  "north-letters.example"]

agenda = []


def plan(t, action, *args, **kwargs):
    heapq.heappush(agenda, (t, len(agenda), action, args, kwargs))


def working_day(day, until):
    for account, client, port, count in USERS:
        for _ in range(count):
            t = at(day, "08:00") + rng.uniform(0, 9.5 * 3600)
            if t >= until:
                continue
            rcpts = rng.sample(FRIENDS, rng.choice([1, 1, 1, 2, 3]))
            if rng.random() < 0.2:
                rcpts = [rng.choice([u[0] for u in USERS])]
            plan(t, submit, port, client, account, [(account, rcpts, rng.randint(900, 260000))])
    for client, sender in SENDERS * 5:
        t = day * 86400 + rng.triangular(0, 86400, 43200)
        to = rng.choice([u[0] for u in USERS]) if rng.random() < 0.85 else "helpdesk@example.com"
        rcpt = ("ticket@" + OWN_NAME, to) if to.startswith("helpdesk") else to
        if t < until:
            plan(t, receive, client, sender, [rcpt], rng.randint(1800, 90000))
    for _ in range(5):  # the web form; cron comes below
        t = day * 86400 + rng.uniform(7 * 3600, 22 * 3600)
        if t < until:
            plan(t, local_mail, 33, "www-data", ["office@example.com"], rng.randint(700, 2400),
                 "%032x@example.com" % rng.getrandbits(128))
    for clock in ("04:17:01", "06:25:02"):
        plan(at(day, clock) + rng.random(), local_mail, 0, "root", [("office@example.com", "root")], 812 + day)


def noise(day, until):
    """Bots: they connect and leave, guess at names that do not exist, try to relay."""
    for _ in range(40):
        t, bot = day * 86400 + rng.uniform(0, 86400), "unknown[%s]" % rng.choice(BOTS)
        if t < until:
            plan(t, rng.choice([bot_session, bot_session, bot_guess, bot_guess, bot_relay]), bot)


def bot_session(t, bot):
    program = rng.choice([SMTP, SMTP, SUBMISSION, SUBMISSIONS])
    pid = connect(t, program, bot, 5)
    what = rng.randrange(6)
    if what == 0:
        log(t + 0.3, program, pid, "lost connection after CONNECT from %s" % bot)
        log(t + 0.3, program, pid, "disconnect from %s %s" % (bot, commands()))
    elif what == 1 and program != SUBMISSIONS:
        log(t + 0.4, program, pid, "SSL_accept error from %s: -1" % bot)
        log(t + 0.4, program, pid, "warning: TLS library problem: error:0A000102:SSL routines::unsupported protocol:"
            "../ssl/statem/statem_srvr.c:1657:")
        log(t + 0.5, program, pid, "lost connection after STARTTLS from %s" % bot)
        log(t + 0.5, program, pid, "disconnect from %s %s" % (bot, commands(ehlo=1, starttls=(0, 1))))
    elif what == 2 and program == SMTP:
        log(t + 0.5, program, pid, "improper command pipelining after CONNECT from %s: GET / HTTP/1.1\\r\\n"
            "Host: 198.51.100.2:25\\r\\n\\r\\n" % bot)
        log(t + 0.5, program, pid, "warning: non-SMTP command from %s: GET / HTTP/1.1" % bot)
        log(t + 0.5, program, pid, "disconnect from %s %s" % (bot, commands(unknown=(0, 1))))
    elif what == 3 and program == SMTP:
        log(t + 1, program, pid, "lost connection after AUTH from %s" % bot)
        log(t + 1, program, pid, "disconnect from %s %s" % (bot, commands(ehlo=1, auth=(0, 1))))
    elif what == 4 and program == SUBMISSION:
        log(t + 300, program, pid, "timeout after EHLO from %s" % bot)
        log(t + 300, program, pid, "disconnect from %s %s" % (bot, commands(ehlo=1)))
    else:
        log(t + 0.8, program, pid, "disconnect from %s %s" % (bot, commands(ehlo=1, quit=1)))


def bot_guess(t, bot):
    program = rng.choice([SUBMISSION, SUBMISSIONS])
    user = rng.choice(NAMES) + rng.choice(["", "@example.com"])
    users = [user] * rng.choice([1, 1, 1, 2])
    guess(t, program, bot, users, rng.choice(["LOGIN", "LOGIN", "PLAIN"]), rng.random() < 0.6)


def bot_relay(t, bot):
    addr, helo = bot[8:-1], rng.choice(["ylmf-pc", "WIN-7Q2LK", "[192.0.2.1]", "mail.example"])
    what = rng.randrange(4)
    if what == 0:
        reject(t, bot, "454 4.7.1 <probe@dropbox.example>: Relay access denied", "spameri@old-shop.example",
               "probe@dropbox.example", helo)
    elif what == 1:
        reply = ("554 5.7.1 Service unavailable; Client host [%s] blocked using bl.dnsbl.example; "
                 "https://bl.dnsbl.example/query/ip/%s" % (addr, addr))
        reject(t, bot, reply, "deal@old-shop.example", "office@example.com", helo)
    elif what == 2:
        name = rng.choice(NAMES[4:])
        reject(t, bot, "550 5.1.1 <%s@example.com>: Recipient address rejected: User unknown in virtual mailbox table"
               % name, "", "%s@example.com" % name, helo)
    else:
        log(t - 0.01, SMTP, processes.take(SMTP, t, t + 1), "warning: hostname host-%s.dialup.example does not resolve "
            "to address %s: Name or service not known" % (addr.rsplit(".", 1)[1], addr))
        reject(t, bot, "450 4.7.25 Client host rejected: cannot find your hostname, [%s]" % addr,
               "deal@old-shop.example", "billing@example.com", helo)


def incident():
    """A spray in the evening, guessing in the night, one trial message, the burst, the trickle."""
    t = at(1, "21:10")
    tried = ["info", "admin", "office", "sales", "test", "contact", "reception", "support", "billing", "postmaster",
             "webmaster", "workshop", "accounts", "library"]
    for name in tried + tried[:8]:
        plan(t, guess, SUBMISSION, GUESSER, [name + "@example.com"])
        t += rng.uniform(70, 130)
    t = at(2, "00:41")
    while t < at(2, "03:20"):
        plan(t, guess, SUBMISSION, GUESSER, [STOLEN] * rng.choice([2, 3, 3]), "LOGIN", rng.random() < 0.8)
        t += rng.uniform(170, 340)
    plan(at(2, "03:24:20") + 0.417, submit, SUBMISSION, GUESSER, STOLEN,
         [(STOLEN, ["probe71@dropbox.example"], 731)], "LOGIN", 1)
    t = at(2, "04:02:10")
    while t < at(2, "04:57"):
        plan(t, submit, SUBMISSION, rng.choice(SPAMMERS), STOLEN, [spam() for _ in range(rng.randint(3, 5))], "LOGIN")
        t += rng.uniform(80, 140)
    while t < LAST:
        plan(t, submit, SUBMISSION, rng.choice(SPAMMERS[:3]), STOLEN, [spam()], "LOGIN")
        t += rng.uniform(500, 1100)


def spam():
    sender = "%s%d@%s" % (rng.choice(FORGED), rng.randint(10, 99), rng.choice(FORGED_DOMAINS))
    rcpts = []
    for domain in rng.sample(SPAM_DOMAINS, rng.choice([3, 4])):
        rcpts += ["%s%d@%s" % (rng.choice("abcdefghkmprst"), rng.randint(100, 999), domain)
                  for _ in range(rng.randint(1, 2))]
    return sender, rcpts, rng.randint(2300, 4100)


def housekeeping(t):
    script = processes.new_pid()
    log(t, "postfix/postfix-script", script, "refreshing the Postfix mail system")
    log(t + 0.04, "postfix/master", MASTER, "reload -- version 3.9.1, configuration /etc/postfix")


def imap(t, account, client):
    addr = client.split("[")[1].rstrip("]")
    session = "".join(rng.choice("ABCDEFGHabcdefgh0123456789+/") for _ in range(16))
    lines.append((t, len(lines), "dovecot: imap-login: Login: user=<%s>, method=PLAIN, rip=%s, lip=198.51.100.2, "
                  "mpid=%d, TLS, session=<%s>" % (account, addr, processes.new_pid(), session)))


def statistics(t):
    """anvil(8) sums up what happened since it was started, and names the busiest client."""
    recent = [s for s in seen if t - 5400 < s[2] < t]
    if not recent:
        return
    pid, rates = processes.new_pid(), {}
    for service, addr, when in recent:
        rates.setdefault((service, addr, int(when) // 60), []).append(when)
    (service, addr, _), times = max(rates.items(), key=lambda item: (len(item[1]), item[1][-1]))
    where = "for (%s:%s) at %s" % (service, addr, stamp(times[-1]))
    log(t, "postfix/anvil", pid, "statistics: max connection rate %d/60s %s" % (len(times), where))
    log(t, "postfix/anvil", pid, "statistics: max connection count 1 %s" % where)
    log(t, "postfix/anvil", pid, "statistics: max cache size %d at %s"
        % (min(len({r[1] for r in recent}), 9), stamp(recent[-1][2])))


def main():
    for day in range(3):
        working_day(day, LAST)
        noise(day, LAST)
        for account, client, _, count in USERS:
            for _ in range(count // 2):
                t = at(day, "07:30") + rng.uniform(0, 10 * 3600)
                if t < LAST:
                    plan(t, imap, account, client)
        for hour in range(2, 24, 4):
            plan(day * 86400 + hour * 3600 + rng.uniform(0, 3000), statistics)
    incident()
    # What looks bad and is not: a telephone with an old password, a newsletter, a stuck and a dead address.
    library, client, port, _ = USERS[4]
    plan(at(1, "07:50"), submit, port, client, library, [(library, ["chair@club.example"], 2210)])
    for i in range(13):
        plan(at(1, "12:31") + 60 * i + rng.uniform(0, 9), guess, port, client, [library], "PLAIN")
    plan(at(1, "12:46"), submit, port, client, library, [(library, ["hall@club.example"], 3144)])
    editor, client, port, _ = USERS[6]
    plan(at(1, "10:05"), submit, port, client, editor,
         [(editor, ["member%02d@%s" % (i, "club.example" if i % 3 else "school.example") for i in range(48)], 41872)])
    workshop, client, port, _ = USERS[3]
    plan(at(1, "09:12"), submit, port, client, workshop, [(workshop, ["parts@slow.example"], 5120)])
    office, client, port, _ = USERS[1]
    plan(at(0, "15:40"), submit, port, client, office, [(office, ["sales@old-shop.example"], 1980)])
    plan(at(0, "13:20:07"), housekeeping)
    plan(at(1, "03:02:44"), lambda t: log(t, SUBMISSION, processes.take(SUBMISSION, t, t + 1), "warning: unknown"
         "[203.0.113.52]: SASL PLAIN authentication failed: Connection lost to authentication server"))

    while agenda:
        t, _, action, args, kwargs = heapq.heappop(agenda)
        action(t, *args, **kwargs)
    for t, _, text in sorted(lines):
        if t < LAST:
            sys.stdout.write("%s %s %s\n" % (stamp(t), HOST, text))


if __name__ == "__main__":
    main()
