#!/usr/bin/env python3
"""Writes mail.log, the sample log of a small mail server with one stolen account.

    python3 examples/sample/make_incident.py > examples/sample/mail.log

Everything in it is made up: documentation addresses, example domains. The same
program text writes the same bytes, so mail.log can be checked against it.

Two ordinary days of mail and of the usual bots. On the second evening one
address tries a handful of user names; in the night it guesses at
reception@example.com until it gets in and tries the password out with one
message. Half an hour later six addresses send spam through that account, and a
trickle of it goes on when the log ends.
"""
import heapq
import sys

sys.dont_write_bytecode = True
from mail_server import (LAST, OWN_NAME, SMTP, SPAM_DOMAINS, SUBMISSION, SUBMISSIONS, at, commands, connect, guess,
                         imap, local_mail, log, processes, receive, reject, reload, rng, statistics, submit, write)


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
        t += rng.uniform(190, 370)
    plan(at(2, "03:24:20") + 0.417, submit, SUBMISSION, GUESSER, STOLEN,
         [(STOLEN, ["probe71@dropbox.example"], 731)], "LOGIN", 1)
    t = at(2, "04:02:10")
    while t < at(2, "04:57"):
        plan(t, submit, SUBMISSION, rng.choice(SPAMMERS), STOLEN, [spam() for _ in range(rng.randint(3, 5))], "LOGIN")
        t += rng.uniform(92, 150)
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
    plan(at(0, "13:20:07"), reload)
    plan(at(1, "03:02:44"), lambda t: log(t, SUBMISSION, processes.take(SUBMISSION, t, t + 1), "warning: unknown"
         "[203.0.113.52]: SASL PLAIN authentication failed: Connection lost to authentication server"))

    while agenda:
        t, _, action, args, kwargs = heapq.heappop(agenda)
        action(t, *args, **kwargs)
    write(sys.stdout)


if __name__ == "__main__":
    main()
