"""A content filter, as amavis is one: takes mail from Postfix and hands it back, with Postfix's own answer."""
import email
import smtplib

from conversation import Conversation
from outcomes import deliver_to_filter
from server import REINJECT
from truth import Session

ADDRESS = ("127.0.0.1", 10025)


class Filter(Conversation):
    extensions = (b"filter", b"8BITMIME", b"SMTPUTF8", b"XFORWARD NAME ADDR PORT PROTO HELO IDENT SOURCE")

    def setup(self):
        super().setup()
        self.back = None
        self.told, self.recipients, self.sender = {}, [], ""

    def ask(self, line):
        """Says to Postfix what Postfix has said."""
        code, text = self.back.docmd(line)
        self.session.reply(line.split()[0].lower(), code)
        return b"%d %s" % (code, text.splitlines()[0])

    def command(self, verb, line):
        if self.back is None:
            self.session = Session(self.server.truth, "localhost", "127.0.0.1")
            self.back = smtplib.SMTP("127.0.0.1", REINJECT, local_hostname="filter")
            self.back.command_encoding = "utf-8"
            self.session.reply("ehlo", self.back.ehlo()[0])
        line = line.decode()
        if verb == b"XFOR":
            self.told.update(pair.split("=", 1) for pair in line.split()[1:])
        elif verb == b"MAIL":
            self.sender, self.recipients = line.split("<", 1)[1].rsplit(">", 1)[0], []
        elif verb == b"RCPT":
            self.recipients.append(line.split("<", 1)[1].rsplit(">", 1)[0])
        else:
            return b"250 ok"
        return self.ask(line)

    def data(self, content):
        truth = self.server.truth
        self.back.docmd("DATA")
        self.back.send(content + b".\r\n")
        code, text = self.back.getreply()
        self.session.reply("data", code)
        assert code == 250, text
        behind, before = text.split()[-1].decode(), self.told["IDENT"]
        reply = b"250 " + text
        truth.add("client", queue_id=behind, client_name="localhost", client_addr="127.0.0.1", orig_queue_id=before,
                  orig_client_name=self.told.get("NAME", "unknown"), orig_client_addr=self.told["ADDR"])
        truth.add("message-id", queue_id=behind, message_id=email.message_from_bytes(content)["Message-ID"])
        deliver_to_filter(truth, before, self.sender, self.recipients, behind, reply.decode())
        return reply

    def finish(self):
        if self.back is not None:
            self.ask("QUIT")
            self.back.close()
            self.session.left()
        super().finish()
