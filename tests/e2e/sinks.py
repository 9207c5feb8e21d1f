"""Servers that mail goes to: Postfix's smtp-sink, and one whose answers are forged."""
import subprocess

from conversation import Conversation, serve
from names import SERVERS
from patience import eventually, listens

# What the hostile server says to RCPT, by the local part of the recipient.
HOSTILE = {
    "later": b"451 4.2.0 greylisted), dsn=2.0.0, status=sent (250 ok",
    "never": b"550 5.1.1 no: to=<ceo@example.com>, relay=none, dsn=2.0.0, status=sent (delivered to maildir)",
    "queue": b"550 5.1.1 \xe2\x80\xae\xc2\x9b31m 250 2.0.0 Ok: queued as 9248D303AA)",
}


class Hostile(Conversation):
    def command(self, verb, line):
        if verb == b"RCPT":
            return HOSTILE[line.split(b"<", 1)[1].split(b"@", 1)[0].decode()]
        return b"250 ok"


class Sinks:
    """All of them, from here to close()."""

    def __init__(self, truth):
        def sink(domain, *options):
            return subprocess.Popen(["smtp-sink", "-u", "nobody", *options, f"{SERVERS[domain]}:25", "100"])

        self.processes = [
            sink("accept.example"),
            sink("refuse.example", "-f", "RCPT", "-B", "550 5.1.1 User unknown"),
            sink("greylist.example", "-r", "RCPT", "-b", "451 4.7.1 Greylisted"),
        ]
        self.hostile = serve(SERVERS["hostile.example"], 25, Hostile, truth)
        for domain in ("accept.example", "refuse.example", "greylist.example"):
            eventually(lambda: listens(SERVERS[domain], 25), domain)

    def close(self):
        for process in self.processes:
            process.terminate()
            process.wait()
        self.hostile.shutdown()
        self.hostile.server_close()
