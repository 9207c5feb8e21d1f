"""What the clients did and which replies they saw, as the log should tell it. Nobody here reads the log.

A row is an event's kind and those of its fields that FIELDS names; a field that is not there is absent. How often each row
is in the log must be how often it was added here.
"""
import collections
import re
import threading

COMMANDS = "helo ehlo xclient xforward starttls auth mail rcpt data bdat rset noop vrfy etrn quit unknown".split()

CLIENT = ("client_name", "client_addr")
DELIVERY = ("queue_id", "to", "orig_to", "relay", "relay_addr", "relay_port", "dsn", "reply", "queued_as")
REJECT = (*CLIENT, "where", "action", "reply_code", "dsn", "from", "to", "proto", "helo", "sasl_username", "sasl_sender")
FIELDS = {
    "connect": CLIENT,
    "disconnect": (*CLIENT, *(f"{c}_{n}" for c in (*COMMANDS, "commands") for n in ("ok", "total"))),
    "lost-connection": (*CLIENT, "where", "bytes"),
    "timeout": (*CLIENT, "where", "bytes"),
    "tls": (*CLIENT, "relay", "tls_state", "tls_protocol", "tls_cipher", "tls_cipher_bits"),
    "auth-fail": (*CLIENT, "sasl_method", "sasl_username"),
    "auth-abort": (*CLIENT, "sasl_method", "sasl_username"),
    "sasl-login": ("queue_id", *CLIENT, "sasl_method", "sasl_username", "sasl_sender", "orig_queue_id"),
    "client": ("queue_id", *CLIENT, "sasl_username", "sasl_sender", "orig_queue_id", "orig_client_name", "orig_client_addr"),
    "login": (),
    "pickup": ("queue_id", "uid", "from", "orig_id"),
    "message-id": ("queue_id", "message_id", "resent_message_id"),
    "queued": ("queue_id", "from", "nrcpt"),
    "removed": ("queue_id", "reason",),
    "expired": (),
    "queue-admin": ("queue_id", "action", "count"),
    "bounce-notice": ("queue_id", "notice",),
    "sent": DELIVERY,
    "deferred": DELIVERY,
    "bounced": DELIVERY,
    "attempt": ("relay", "relay_addr", "relay_port", "reason"),
    "reject": REJECT,
    "filter-action": REJECT,
    "header-check": (*CLIENT, "action", "section", "content", "from", "to", "proto", "helo", "reason"),
    "protocol-abuse": (*CLIENT, "reason", "where", "data"),
    "rate-limit": (*CLIENT, "limit", "count"),
    "postscreen": ("action", "client_addr", "server_addr", "server_port", "count", "where", "data"),
    "dnsbl": ("client_addr", "dnsbl_domain", "dnsbl_reply"),
    "warning": ("category", "client_name", "client_addr", "hostname"),
    "error": ("message",),
    "other": ("message",),
    "foreign": ("message",),
    "malformed": ("message",),
    "repeat": ("message",),
}
# What Postfix says of itself, in its own time: no client can know it.
UNTOLD = {"lifecycle", "anvil", "statistics", "note"}
# Nor of the machine it runs on: a clock that jumps, a process that cannot be had, a slow table of postscreen.
OF_THE_MACHINE = re.compile(r"psc_cache_update: .* average delay is ")


def untold(event):
    """Whether a line is one that no client can have caused."""
    return event["kind"] in UNTOLD or event["kind"] == "warning" and (
        event["category"] == "resource" or bool(OF_THE_MACHINE.search(event["message"])))

# What the tables say of each account, address and local user, and of all together.
COLUMNS = {
    "accounts": ("messages", "recipients", "sent", "bounced", "deferred", "failures"),
    "addresses": ("failures", "users_tried"),
    "submitters": ("messages", "recipients", "sent", "bounced", "deferred"),
}

GENERATED = re.compile(r"^<\d{14}\.[0-9A-Za-z]+@mx\.example\.com>$")


def row(kind, fields, known=None):
    """The row of an event, or of what should become one. A queue ID that no reply told is not compared."""
    chosen = {name: fields[name] for name in FIELDS[kind] if fields.get(name) is not None}
    if known is not None and chosen.get("queue_id") not in known:
        chosen.pop("queue_id", None)
    if GENERATED.match(str(chosen.get("message_id"))):
        chosen["message_id"] = "(generated)"
    if fields.get("ambiguous"):
        chosen["ambiguous"] = True
    return kind, tuple(sorted(chosen.items()))


class Account:
    """What was done under one name, or from one address."""

    def __init__(self):
        self.messages = self.recipients = self.sent = self.bounced = self.deferred = self.failures = 0
        self.names = set()  # that failed

    @property
    def users_tried(self):
        return len(self.names)


class Truth:
    def __init__(self):
        self.rows = collections.Counter()
        self.accounts = collections.defaultdict(Account)  # by login name
        self.addresses = collections.defaultdict(Account)  # by client address
        self.local = collections.defaultdict(Account)  # by uid
        self.queue_ids = set()  # that a reply told
        self.outcomes = set()  # queue ID, recipient and kind: who waits twice has waited
        self.handed_in = {}  # whom a message counts for, by its queue ID
        self.filtered = {}  # queue ID behind the content filter: the one before it
        self.broken_into = set()  # accounts
        self.waiting = 0  # messages that stay in the queue
        self.lock = threading.Lock()

    def add(self, kind, times=1, **fields):
        with self.lock:
            self.rows[row(kind, {name.rstrip("_"): value for name, value in fields.items()})] += times

    def total(self, kind):
        return sum(count for (other, _), count in self.rows.items() if other == kind)

    def handed(self, queue_id, recipients, accounts):
        """A message was taken."""
        self.queue_ids.add(queue_id)
        self.handed_in[queue_id] = accounts
        for account in accounts:
            account.recipients += recipients

    def close(self):
        """When all has come to its end: what became of everybody's mail."""
        for queue_id, _, kind in self.outcomes:
            for account in self.handed_in.get(self.filtered.get(queue_id, queue_id), ()):
                setattr(account, kind, getattr(account, kind) + 1)

    # --- Sums

    def logged_in(self):
        return {name: account for name, account in self.accounts.items() if account.messages}

    def failing(self):
        return {address: account for address, account in self.addresses.items() if account.failures}

    def totals(self):
        return {
            "failures": sum(account.failures for account in self.addresses.values()),
            **{kind: self.total(kind) for kind in ("sent", "deferred", "bounced")},
            "messages": self.total("sasl-login"),
            "local_messages": sum(account.messages for account in self.local.values()),
        }

    def verdicts(self):
        return {name: "compromised" if name in self.broken_into else "clean" for name in self.logged_in()}

    # --- What is done

    def failed(self, address, method, username, counted=True, **client):
        """A login that was refused."""
        self.add("auth-fail", client_addr=address, sasl_method=method, sasl_username=username, **client)
        if counted:
            self.addresses[address].failures += 1
            if username:
                self.addresses[address].names.add(username)
                self.accounts[username].failures += 1


class Session:
    """A connection to smtpd: what was said, until the line that sums it up."""

    def __init__(self, truth, name, address):
        self.truth = truth
        self.client = {"client_name": name, "client_addr": address}
        self.counts = {command: [0, 0] for command in COMMANDS}
        truth.add("connect", **self.client)

    def reply(self, verb, code):
        """The last reply to a command."""
        counts = self.counts[verb if verb in self.counts else "unknown"]
        counts[0] += code < 400 and counts is not self.counts["unknown"]
        counts[1] += 1

    def left(self):
        told = {"commands_ok": 0, "commands_total": 0}
        for command, (good, total) in self.counts.items():
            if total:
                told[f"{command}_ok"], told[f"{command}_total"] = good, total
            told["commands_ok"] += good
            told["commands_total"] += total
        self.truth.add("disconnect", **self.client, **told)
