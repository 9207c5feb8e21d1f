"""What people, robots and attackers do. Names, addresses and passwords are those of names.py and server.py."""
import pwd

from clients import Client
from outcomes import deliver
from server import NARROW, POSTSCREEN, RELAY, SUBMISSION, SUBMISSIONS, release, requeue

ALICE, OFFICE, ABROAD, GUESSER, SCANNER = "198.51.100.5", "198.51.100.6", "203.0.113.20", "203.0.113.77", "203.0.113.50"


def people(truth):
    """Mail from several places, with a mistyped password among it."""
    client = Client(truth, ALICE, SUBMISSION).encrypt()
    client.plain("alice@example.com", "wonder")
    client.send_message("alice@example.com", ["one@accept.example", "team@example.com"], "<two@alice.example.net>")
    client.send_message("alice@example.com", ["later@greylist.example", "gone@refuse.example", "off@closed.example"])
    client.leave()

    client = Client(truth, ABROAD, SUBMISSION).encrypt()
    client.two_steps("alice@example.com", "wonderful")
    client.two_steps("alice@example.com", "wonder")
    client.send_message("alice@example.com", ["one@accept.example"], "<three@alice.example.net>")
    client.leave()

    # Over IPv6, to a service that takes no logins.
    client = Client(truth, "2001:db8:7::7", RELAY, server="2001:db8::1")
    client.port = 0  # this one has no content filter
    client.ehlo()
    client.send_message("list@accept.example", ["alice@example.com"])
    client.leave()


def filtered(truth):
    """Through the content filter: its second leg counts for who handed in the first."""
    client = Client(truth, OFFICE, SUBMISSIONS)
    client.ehlo()
    client.plain("bob@example.com", "built")
    client.plain("bob@example.com", "builder")
    client.send_message("bob@example.com", ["one@accept.example", "gone@refuse.example", "alice@example.com"])
    client.leave()

    client = Client(truth, "192.0.2.66", RELAY)
    client.ehlo()
    client.send_message("news@accept.example", ["bob@example.com"], "<news@example.org>")
    client.send_message("", ["carol@example.com"], "<bounce@example.org>")
    client.leave()


def break_in(truth):
    """Guesses, then the right password, then spam from that address and four others."""
    for name in ("info", "sales", "admin", "test", "office"):
        for words in (("123456", "password", "summer"), ("qwerty", "letmein", f"{name}2026")):
            client = Client(truth, GUESSER, SUBMISSION)
            client.ehlo()
            for word in words:
                client.plain(f"{name}@example.com", word)
            client.leave()
    client = Client(truth, GUESSER, SUBMISSION)
    client.ehlo()
    assert client.plain("office@example.com", "summer24")
    client.leave()
    for sender in (GUESSER, "203.0.113.78", "203.0.113.79", "203.0.113.80", "203.0.113.81"):
        client = Client(truth, sender, SUBMISSION)
        client.ehlo()
        assert client.two_steps("office@example.com", "summer24")
        truth.broken_into.add("office@example.com")
        for number in range(25):
            recipients = [f"u{number}x{n}@{'refuse' if n == 4 else 'accept'}.example" for n in range(5)]
            client.send_message("office@example.com", recipients, f"<{number}@spam.example.net>")
        client.leave()


def rejects(truth):
    """Relaying, unknown users, and a sender that is no address."""
    client = Client(truth, SCANNER, RELAY)
    client.ehlo()
    client.docmd("MAIL FROM:<spam@accept.example>")
    for recipient, code, dsn in (("victim@accept.example", 554, "5.7.1"), ("nobody@example.com", 550, "5.1.1")):
        assert client.docmd(f"RCPT TO:<{recipient}>")[0] == code
        truth.add("reject", **client.client, action="reject", where="RCPT", reply_code=code, dsn=dsn, proto="ESMTP",
                  helo="client.example.net", from_="spam@accept.example", to=recipient)
    client.docmd("RSET")
    client.docmd("NOOP")
    client.docmd("VRFY", "alice@example.com")
    client.leave()

    # The first recipient is taken, the second is not: the message goes to one.
    client = Client(truth, "203.0.113.66", RELAY)
    truth.add("warning", hostname="impostor.example.net", client_addr="203.0.113.66", category="network")
    client.ehlo()
    client.begin("mix@accept.example", ["info@example.com", "no@example.com"])
    truth.add("reject", **client.client, action="reject", where="RCPT", reply_code=550, dsn="5.1.1", proto="ESMTP",
              helo="client.example.net", from_="mix@accept.example", to="no@example.com")
    client.docmd("RSET")
    truth.add("client", **client.client)
    client.leave()


def checked(truth):
    """Header checks: a warning, a refusal, a message that is held."""
    client = Client(truth, ABROAD, SUBMISSION).encrypt()
    client.plain("alice@example.com", "wonder")
    check = {**client.client, "section": "header", "from_": "alice@example.com", "to": "one@accept.example",
             "proto": "ESMTP", "helo": "client.example.net"}
    client.send_message("alice@example.com", ["one@accept.example"], subject="cheap pills")
    truth.add("header-check", **check, action="warning", content="Subject: cheap pills", reason="seen before")
    assert not client.send_message("alice@example.com", ["one@accept.example"], subject="free money")
    truth.add("sasl-login", **client.envelope)
    truth.add("header-check", **check, action="reject", content="Subject: free money", reason="5.7.1 not here")
    client.leave()


def administered(truth):
    """One message is put on hold and let go, another one waits and is handed in once more."""
    client = Client(truth, ALICE, SUBMISSION)
    client.ehlo()
    client.plain("alice@example.com", "wonder")
    sender, recipients = "alice@example.com", ["one@accept.example", "gone@refuse.example"]
    queue_id = client.send_message(sender, recipients, subject="wait a bit", held=True)
    truth.add("header-check", **client.client, action="hold", section="header", content="Subject: wait a bit",
              reason="to be looked at", from_=sender, to=recipients[-1], proto="ESMTP", helo="client.example.net")
    release(queue_id)
    truth.add("queue-admin", queue_id=queue_id, action="released from hold")
    truth.add("queue-admin", action="Released from hold", count=1)
    deliver(truth, queue_id, sender, recipients)

    queue_id = client.send_message(sender, ["later@greylist.example"])
    requeue(queue_id)
    truth.add("queue-admin", queue_id=queue_id, action="requeued")
    truth.add("queue-admin", action="Requeued", count=1)
    truth.waiting -= 1
    truth.add("pickup", uid=pwd.getpwnam("postfix").pw_uid, from_=sender, orig_id=queue_id)
    truth.add("message-id", message_id="<1@client.example.net>")
    deliver(truth, None, sender, ["later@greylist.example"], was=queue_id)
    client.leave()


def scanners(truth):
    """Other protocols, clients that vanish, and those that come too often."""
    client = Client(truth, SCANNER, RELAY)
    client.docmd("GET / HTTP/1.1")
    truth.add("protocol-abuse", **client.client, reason="non-SMTP command", data="GET / HTTP/1.1")
    client.close()
    client.session.left()

    Client(truth, SCANNER, SUBMISSION).vanish("CONNECT")
    client = Client(truth, SCANNER, SUBMISSION)
    client.ehlo()
    client.vanish("EHLO")
    client = Client(truth, SCANNER, SUBMISSION)
    client.ehlo()
    client.docmd("AUTH LOGIN")
    client.docmd("*")
    truth.add("auth-abort", **client.client, sasl_method="LOGIN")
    client.leave()

    client = Client(truth, SCANNER, SUBMISSION)
    client.ehlo()
    for _ in range(5):
        client.docmd("XYZZY")
    truth.add("protocol-abuse", **client.client, reason="too many errors", where="UNKNOWN")
    client.close()
    client.session.left()

    # Two connections in a minute are enough for this service.
    for number in (1, 2, 3, 4):
        client = Client(truth, SCANNER, NARROW)
        if number < 3:
            client.leave()
            continue
        truth.add("rate-limit", **client.client, limit="Connection rate", count=number)
        client.close()
        client.session.left()


def screened(truth):
    """postscreen: one that waits, one that talks too early, one that is on a list."""
    server = {"server_addr": "192.0.2.1", "server_port": POSTSCREEN}
    for number in range(2):
        client = Client(truth, OFFICE, POSTSCREEN)
        truth.add("postscreen", action="CONNECT", client_addr=OFFICE, **server)
        truth.add("postscreen", action="PASS NEW" if number == 0 else "PASS OLD", client_addr=OFFICE)
        client.ehlo()
        client.send_message("friend@accept.example", ["bob@example.com"])
        client.leave()


ALL = (people, filtered, break_in, rejects, checked, administered, scanners, screened)
