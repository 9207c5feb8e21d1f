"""A model of a small Postfix server (3.9, Dovecot behind it, clock on UTC) that logs as the real one does.

The server is called mx and hosts example.com. Actions (submit, receive, guess,
...) take a time in seconds since START and add the lines that Postfix's
programs would write, in their formats; write() prints them in order of time.
"""
import random
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
TREATS = ["sent", "sent", "unknown", "sent", "sent", "blocked", "sent", "sent", "spam", "sent", "ratelimit", "sent",
          "sent"]
SPAM_DOMAINS = ["%s-%s.example" % (w, e) for w in WORDS for e in ENDS]
for i, name in enumerate(SPAM_DOMAINS):
    RELAYS[name] = ("mx.%s[%s]:25" % (name, "203.0.113.%d" % (200 + i)), TREATS[(i * 5 + i // 13) % len(TREATS)])
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
    if how == "ratelimit" and (tries < 2 or rng.random() < 0.8):
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


# --- the rest ---------------------------------------------------------------------------------------------------------
def reload(t):
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


def write(stream):
    for t, _, text in sorted(lines):
        if t < LAST:
            stream.write("%s %s %s\n" % (stamp(t), HOST, text))
