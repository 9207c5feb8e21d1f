"""Text that attackers choose, in every field they can reach. What it forges must not be read: LIE is in no row but as text."""
import socket
import subprocess

from acts import SCANNER
from clients import Client
from outcomes import deliver
from server import POSTSCREEN, RELAY, STRICT, SUBMISSION

LIE = "ceo@example.com"  # no such account: whoever says that it logged in has believed a client
BIDI = "\u202e\u009b31m"  # turns text around, and starts a sequence that terminals obey


def user_names(truth):
    """Names of failed logins, with commas, brackets, controls and more names in them."""
    for name in (
        f"x, sasl_username={LIE}",
        f"x\" authentication failed: y, sasl_username={LIE}",
        f"<script>alert(1)</script>{BIDI}",
        "a" * 64 + " [192.0.2.1]: SASL PLAIN authentication failed",
        "x, sasl_sender=y",
    ):
        client = Client(truth, SCANNER, SUBMISSION)
        client.ehlo()
        # Cyrus appends the realm, Postfix writes 100 bytes of it.
        client.two_steps(name, "x", logged=(name if "@" in name else f"{name}@example.com")[:100])
        client.leave()


def mechanism(truth):
    """A mechanism's name that ends the line and starts it again."""
    client = Client(truth, SCANNER, SUBMISSION)
    client.ehlo()
    client.docmd(f'AUTH LOGIN" authentication failed: UGFzc3dvcmQ6, sasl_username={LIE}"')
    truth.failed(SCANNER, None, None, client_name="unknown")
    truth.add("warning", category="sasl")
    client.leave()


def envelope(truth):
    """MAIL FROM with a login in its AUTH=, recipients that look like the rest of a line."""
    client = Client(truth, SCANNER, RELAY)
    client.ehlo()
    lie = f'x", sasl_method=PLAIN, sasl_username={LIE}"'
    client.send_message("friend@accept.example", ["info@example.com"], options=f" AUTH={lie}", sasl_sender=lie)
    client.leave()

    client = Client(truth, "198.51.100.5", SUBMISSION)
    client.ehlo()
    client.plain("alice@example.com", "wonder")
    quoted = '"x> to=<y, status=sent (z)"'
    client.send_message(f"{quoted}@accept.example", [f"{quoted}@accept.example", f"{quoted}@refuse.example"])
    client.leave()


def refused(truth):
    """Refused recipients and HELO names with a whole line's end in them: two readings, so neither is taken."""
    told = f"; from=<{LIE}> to=<bob@example.com> proto=ESMTP helo=<mail.example.com> sasl_method=PLAIN sasl_username=ceo"
    client = Client(truth, SCANNER, RELAY)
    client.docmd(f"EHLO x> sasl_method=LOGIN sasl_username={LIE}")
    client.docmd("MAIL FROM:<a@accept.example>")
    recipient = f'"a>: Relay access denied{told}"@accept.example'
    assert client.docmd(f"RCPT TO:<{recipient}>")[0] == 554
    truth.add("reject", **client.client, action="reject", where="RCPT", reply_code=554, dsn="5.7.1", ambiguous=True)
    client.leave()

    client = Client(truth, SCANNER, STRICT)
    client.docmd(f"EHLO x> sasl_method=LOGIN sasl_username={LIE}")
    truth.add("reject", **client.client, action="reject", where="EHLO", reply_code=501, dsn="5.5.2", ambiguous=True)
    client.leave()

    # What smtpd makes of such a HELO name elsewhere is harmless.
    client = Client(truth, SCANNER, RELAY)
    client.docmd(f"EHLO x> sasl_method=LOGIN sasl_username={LIE}")
    client.docmd("MAIL FROM:<a@accept.example>")
    assert client.docmd("RCPT TO:<b@accept.example>")[0] == 554
    truth.add("reject", **client.client, action="reject", where="RCPT", reply_code=554, dsn="5.7.1", proto="ESMTP",
              from_="a@accept.example", to="b@accept.example", helo="x??sasl_method=LOGIN?sasl_username=ceo?example.com")
    client.leave()


def remote_replies(truth):
    """Servers whose answers look like the log."""
    client = Client(truth, "198.51.100.5", SUBMISSION)
    client.ehlo()
    client.plain("alice@example.com", "wonder")
    client.send_message("alice@example.com", [f"{name}@hostile.example" for name in ("later", "never", "queue")])
    client.leave()


def headers(truth):
    """Message-IDs, and a subject that tells of another client."""
    client = Client(truth, "198.51.100.5", SUBMISSION)
    client.ehlo()
    client.plain("alice@example.com", "wonder")
    for message_id in (
        f"<m2@x>, from=<{LIE}>, status=sent (250 ok)",
        f"<{BIDI}@x>",
        None,
        f"client=unknown[203.0.113.9], sasl_method=PLAIN, sasl_username={LIE}",
    ):
        client.send_message("alice@example.com", ["one@accept.example"], message_id)
    subject = f"cheap pills from mail.example.com[192.0.2.9]; from=<{LIE}> to=<bob@example.com> proto=ESMTP helo=<x>: ok"
    client.send_message("alice@example.com", ["one@accept.example"], subject=subject)
    truth.add("header-check", action="warning", section="header", ambiguous=True)
    client.leave()


def protocol(truth):
    """Commands of no protocol."""
    for line in (f"GET /: 4A5B6C7D8E: client=unknown[192.0.2.1], sasl_username={LIE}", 'POST "\\'):
        client = Client(truth, SCANNER, RELAY)
        client.docmd(line)
        truth.add("protocol-abuse", **client.client, reason="non-SMTP command", data=line.replace("\\", "\\\\"))
        client.close()
        client.session.left()
    client = Client(truth, SCANNER, RELAY)
    client.ehlo()
    client.docmd(f"MAIL FROM:<a b> from=<{LIE}>")
    truth.add("protocol-abuse", **client.client, reason="Illegal address syntax", where="MAIL", data="<a b>")
    client.leave()


def screened(truth):
    """postscreen, which writes what it is told as it is: one that talks too early, one that is on a list."""
    server = {"server_addr": "192.0.2.1", "server_port": POSTSCREEN}
    early, listed = "203.0.113.91", "203.0.113.90"
    text = f"EHLO x: PASS NEW [192.0.2.1]:25, sasl_username={LIE}\\"
    with socket.create_connection(("192.0.2.1", POSTSCREEN), source_address=(early, 0)) as talker:
        talker.sendall(text.encode() + b"\r\nQUIT\r\n")
        while talker.recv(1000):
            pass
    data = text.replace("\\", "\\\\") + "\\r\\nQUIT\\r\\n"
    truth.add("postscreen", action="CONNECT", client_addr=early, **server)
    truth.add("postscreen", action="PREGREET", client_addr=early, count=len(text) + 8, data=data)
    truth.add("postscreen", action="COMMAND PIPELINING", client_addr=early, where="EHLO", data="QUIT\\r\\n")
    truth.add("postscreen", action="DISCONNECT", client_addr=early)

    client = Client(truth, listed, POSTSCREEN, screened=True)
    client.docmd("EHLO foo>,helo=<bar")
    client.docmd('MAIL FROM:<a@b">, to=<ceo, proto=ESMTP, helo=<h">')
    assert client.docmd("RCPT TO:<alice@example.com>")[0] == 550
    client.leave()
    truth.add("postscreen", action="CONNECT", client_addr=listed, **server)
    truth.add("dnsbl", client_addr=listed, dnsbl_domain="bl.example", dnsbl_reply="127.0.0.2")
    truth.add("postscreen", action="DNSBL rank", client_addr=listed, count=1)
    truth.add("reject", client_addr=listed, action="reject", where="RCPT", reply_code=550, dsn="5.7.1", ambiguous=True)
    truth.add("postscreen", action="DISCONNECT", client_addr=listed)


def local_user(truth):
    """sendmail(1), by somebody on the server: sender and Message-ID are what he likes."""
    account = truth.local[65534]
    for sender, recipient, message_id in (
        ('"x> status=sent (y)"@accept.example', "one@accept.example", f"<1@x>, uid=0 from=<{LIE}>"),
        ("www@accept.example", "bob@example.com", f"<2{BIDI}@x>"),
    ):
        subprocess.run(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "sendmail", "-i", "-f", sender,
                        recipient], input=f"Message-ID: {message_id}\n\nhello\n".encode(), check=True)
        truth.add("pickup", uid=65534, from_=sender)
        truth.add("message-id", message_id=message_id)
        deliver(truth, None, sender, [recipient])
        account.messages, account.recipients, account.sent = account.messages + 1, account.recipients + 1, account.sent + 1


ALL = (user_names, mechanism, envelope, refused, remote_replies, headers, protocol, screened, local_user)
