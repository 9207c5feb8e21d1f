"""Clients that tell the truth file what they did: Python's smtplib, with every reply counted."""
import base64
import smtplib
import ssl

from names import NAMES
from outcomes import deliver, expand
from server import RELAY, SUBMISSION, SUBMISSIONS
from truth import Session

SERVER = "192.0.2.1"
FILTERED = (RELAY, SUBMISSIONS)


def name_of(address):
    return "unknown" if address == "203.0.113.66" else NAMES.get(address, "unknown")


def encoded(*parts):
    return base64.b64encode(b"\0".join(part.encode() if isinstance(part, str) else part for part in parts)).decode()


def trusting():
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


class Client(smtplib.SMTP):
    """A connection from an address of its own. Every command's last reply is counted."""

    def __init__(self, truth, address, port, server=SERVER, screened=False):
        super().__init__(local_hostname="client.example.net")
        self.command_encoding = "utf-8"
        self.truth, self.address, self.port = truth, address, port
        self.verb, self.code, self.login, self.envelope = None, 0, {}, None
        self.client = {"client_name": name_of(address), "client_addr": address}
        self.source_address = (address, 0)
        self.connect(server, port)
        # postscreen does not hand on whom it has found out.
        self.session = None if screened else Session(truth, self.client["client_name"], address)

    def _get_socket(self, host, port, timeout):
        sock = super()._get_socket(host, port, timeout)
        if port == SUBMISSIONS:
            sock = trusting().wrap_socket(sock)
            self.encrypted(sock)
        return sock

    # --- Every command

    def putcmd(self, cmd, args=""):
        if self.code not in (334, 354):
            self.verb = cmd.split()[0].lower()
        super().putcmd(cmd, args)

    def getreply(self):
        self.code, text = super().getreply()
        if self.verb and self.code not in (334, 354):
            if self.session:
                self.session.reply(self.verb, self.code)
            self.verb = None
        return self.code, text

    # --- TLS

    def encrypted(self, sock):
        cipher, _, bits = sock.cipher()
        self.truth.add("tls", client_name=name_of(self.address), client_addr=self.address, tls_state="established",
                       tls_protocol=sock.version(), tls_cipher=cipher, tls_cipher_bits=bits)

    def encrypt(self):
        self.ehlo()
        self._host = "mx.example.com"
        self.starttls(context=trusting())
        self.encrypted(self.sock)
        self.ehlo()
        return self

    # --- Logging in

    def plain(self, username, password, logged=None):
        return self.tried("PLAIN", logged or username, self.docmd("AUTH PLAIN " + encoded("", username, password)))

    def two_steps(self, username, password, logged=None):
        self.docmd("AUTH LOGIN")
        self.docmd(encoded(username))
        return self.tried("LOGIN", logged or username, self.docmd(encoded(password)))

    def tried(self, method, username, reply):
        if reply[0] == 235:
            self.login = {"sasl_method": method, "sasl_username": username}
        else:
            assert reply[0] == 535, reply
            self.truth.failed(self.address, method, username, client_name=self.client["client_name"])
            if self.port == SUBMISSION and method == "PLAIN":  # Cyrus says so itself, too
                self.truth.add("warning", category="sasl")
        return reply[0] == 235

    # --- Handing in

    def begin(self, sender, recipients, options="", sasl_sender=None):
        """MAIL and RCPT; the recipients that were taken."""
        assert self.docmd(f"MAIL FROM:<{sender}>{options}")[0] == 250
        taken = [recipient for recipient in recipients if self.docmd(f"RCPT TO:<{recipient}>")[0] == 250]
        self.envelope = {**self.client, **self.login, "sasl_sender": sasl_sender}
        if taken and self.login:
            self.truth.accounts[self.login["sasl_username"]].messages += 1
        return taken

    def send_message(self, sender, recipients, message_id="<1@client.example.net>", subject="hello", held=False, **options):
        """The queue ID, or None when it was refused."""
        taken = self.begin(sender, recipients, **options)
        assert self.docmd("DATA")[0] == 354
        head = f"From: {sender}\r\nSubject: {subject}\r\n" + (f"Message-ID: {message_id}\r\n" if message_id else "")
        self.send(head.encode() + b"\r\nhello\r\n.\r\n")
        code, text = self.getreply()
        if code != 250:
            return None
        queue_id = text.split()[-1].decode()
        self.taken(queue_id, sender, taken, message_id, held)
        return queue_id

    def taken(self, queue_id, sender, recipients, message_id, held):
        """Postfix said that it has it. What is on hold goes no further by itself."""
        self.truth.add("sasl-login" if self.login else "client", queue_id=queue_id, **self.envelope)
        self.truth.add("message-id", queue_id=queue_id, message_id=message_id or "<>")
        self.envelope = None
        self.truth.handed(queue_id, len(list(expand(recipients))), self.accounts())
        if self.port not in FILTERED and not held:
            deliver(self.truth, queue_id, sender, recipients)

    def accounts(self):
        return [self.truth.accounts[self.login["sasl_username"]]] if self.login else []

    # --- Leaving

    def leave(self):
        """Says goodbye, and waits for the end."""
        self.docmd("QUIT")
        self.close()
        if self.session:
            self.session.left()

    def vanish(self, where, **fields):
        """Goes without a word."""
        self.close()
        self.truth.add("lost-connection", where=where, **self.client, **fields)
        self.session.left()
