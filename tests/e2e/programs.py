"""Mail clients that are programs of their own; what they did is read in what they print."""
import re
import subprocess

from acts import OFFICE
from clients import SERVER, encoded, name_of
from outcomes import deliver, expand
from server import REINJECT, SUBMISSION, SUBMISSIONS
from truth import Session

# Replies that ask for more come in the middle of a command.
MORE = (334, 354)


class Talk:
    """A session, followed line by line."""

    def __init__(self, truth, address):
        self.truth, self.address = truth, address
        self.client = {"client_name": name_of(address), "client_addr": address}
        self.session = Session(truth, name_of(address), address)
        self.verb, self.code, self.queue_id, self.recipient, self.recipients = None, 0, None, "", []
        self.message_ids = []

    def said(self, line):
        if self.code not in MORE:
            self.verb = line.split()[0].lower()
            self.recipient = line.partition("<")[2].rpartition(">")[0]
        elif line.lower().startswith("message-id: "):
            self.message_ids.append(line.split()[1])

    def heard(self, line):
        if line[3:4] == "-":
            return
        self.code = int(line[:3])
        if self.verb and self.code not in MORE:
            self.session.reply(self.verb, self.code)
            if self.verb == "rcpt" and self.code == 250:
                self.recipients.append(self.recipient)
            self.verb = None
        self.queue_id = line.partition("queued as ")[2].strip() or self.queue_id

    def taken(self, sender, login=None):
        """The message that it handed in; the login is the method and the name."""
        truth, accounts = self.truth, []
        if login:
            accounts = [truth.accounts[login[1]]]
            accounts[0].messages += 1
            truth.add("sasl-login", queue_id=self.queue_id, **self.client, sasl_method=login[0], sasl_username=login[1])
        else:
            truth.add("client", queue_id=self.queue_id, **self.client)
        for message_id in self.message_ids:
            truth.add("message-id", queue_id=self.queue_id, message_id=message_id)
        truth.handed(self.queue_id, len(list(expand(self.recipients))), accounts)
        deliver(truth, self.queue_id, sender, self.recipients)
        self.session.left()


def swaks(truth):
    printed = subprocess.run(
        ["swaks", "--server", f"{SERVER}:{SUBMISSION}", "--local-interface", OFFICE, "--helo", "swaks.example.net",
         "--auth", "LOGIN", "--auth-user", "alice@example.com", "--auth-password", "wonder",
         "--from", "alice@example.com", "--to", "one@accept.example,gone@refuse.example,team@example.com",
         "--header", "Message-ID: <swaks@x>"],
        stdout=subprocess.PIPE, check=True).stdout.decode()
    talk = Talk(truth, OFFICE)
    for line in printed.splitlines():
        if line.startswith(" -> ") and not line.endswith("lines sent"):
            talk.said(line[4:])
        elif line.startswith("<-  ") or line.startswith("<** "):
            talk.heard(line[4:])
    # It has a Message-ID of its own: there are two now.
    assert len(talk.message_ids) == 2
    talk.taken("alice@example.com", ("LOGIN", "alice@example.com"))


def smtp_source(truth):
    """A web application that sends by way of the loopback."""
    with open("/srv/message", "w", encoding="ascii") as message:
        message.write("Message-ID: <app@x>\n\nhello\n")
    printed = subprocess.run(
        ["smtp-source", "-v", "-m", "12", "-F", "/srv/message", "-M", "app.example.net", "-f", "app@accept.example",
         "-t", "one@accept.example", f"127.0.0.1:{REINJECT}"],
        stderr=subprocess.PIPE, check=True).stderr.decode()
    talk = None
    for line in re.findall(r"^smtp-source: (<<< \d.*|[A-Z]{4}\b.*|\.)$", printed, re.MULTILINE):
        if line.startswith("<<< 220"):
            talk = Talk(truth, "127.0.0.1")
        elif line.startswith("<<< "):
            talk.heard(line[4:])
            if line.startswith("<<< 221"):
                talk.message_ids.append("<app@x>")
                talk.taken("app@accept.example")
        else:
            talk.said(line)


def s_client(truth):
    """Somebody who tries a login by hand, over TLS."""
    program = subprocess.Popen(
        ["openssl", "s_client", "-connect", f"{SERVER}:{SUBMISSIONS}", "-bind", f"{OFFICE}:0", "-quiet", "-crlf", "-brief"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    talk = Talk(truth, OFFICE)

    def answer():
        while True:
            line = program.stdout.readline().decode()
            talk.heard(line)
            if line[3:4] != "-":
                return talk.code

    answer()
    for line, code in (("EHLO x", 250), (f"AUTH PLAIN {encoded('', 'carol', 'wrong')}", 535),
                       (f"AUTH PLAIN {encoded('', 'carol', 'singer')}", 235), ("QUIT", 221)):
        talk.said(line)
        program.stdin.write(f"{line}\n".encode())
        program.stdin.flush()
        assert answer() == code
    told = program.communicate()[1].decode()
    truth.failed(OFFICE, "PLAIN", "carol", client_name=name_of(OFFICE))
    cipher = re.search("Ciphersuite: (.*)", told).group(1)
    truth.add("tls", **talk.client, tls_state="established", tls_protocol=re.search("Protocol version: (.*)", told).group(1),
              tls_cipher=cipher, tls_cipher_bits=int(re.search(r"(?:AES_|AES)(\d+)|CHACHA20", cipher).group(1) or 256))
    talk.session.left()


ALL = (swaks, smtp_source, s_client)
