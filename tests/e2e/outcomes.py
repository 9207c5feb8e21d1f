"""What becomes of a message that Postfix has taken: by the recipients' domains and what their servers are told to say."""
from names import SERVERS
from server import MAILBOXES
from sinks import HOSTILE

ALIASES = {"team@example.com": ("alice@example.com", "carol@example.com")}


def relay_of(domain):
    return {"relay": f"mx.{domain}[{SERVERS[domain]}]:25", "relay_addr": SERVERS[domain], "relay_port": 25}


def outcome(recipient):
    """The kind of the line and its fields."""
    local, _, domain = recipient.rpartition("@")
    if domain == "example.com":
        assert local in MAILBOXES, recipient
        return "sent", {"relay": "virtual", "dsn": "2.0.0", "reply": "delivered to mailbox"}
    if domain == "closed.example":
        reply = f"connect to mx.closed.example[{SERVERS[domain]}]:25: Connection refused"
        return "deferred", {"relay": "none", "dsn": "4.4.1", "reply": reply}
    relay = relay_of(domain)
    if domain == "accept.example":
        return "sent", {**relay, "dsn": "2.0.0", "reply": "250 2.0.0 Ok"}
    said = {"refuse.example": "550 5.1.1 User unknown", "greylist.example": "451 4.7.1 Greylisted"}.get(domain)
    said = said or HOSTILE[local].decode()
    reply = f"host mx.{domain}[{SERVERS[domain]}] said: {said} (in reply to RCPT TO command)"
    return "bounced" if said[0] == "5" else "deferred", {**relay, "dsn": said.split()[1], "reply": reply}


def expand(recipients):
    """Recipients behind the aliases, each with the one it was."""
    for recipient in recipients:
        for real in ALIASES.get(recipient, (recipient,)):
            yield real, recipient if real != recipient else None


def deliver(truth, queue_id, sender, recipients, was=None):
    """Rows of a message from the queue to its end. It may have had another queue ID when it was handed in."""
    recipients = list(expand(recipients))
    truth.add("queued", queue_id=queue_id, from_=sender, nrcpt=len(recipients))
    kinds = set()
    for recipient, before in recipients:
        kind, fields = outcome(recipient)
        truth.add(kind, queue_id=queue_id, to=recipient, orig_to=before, **fields)
        truth.outcomes.add((was or queue_id, recipient, kind))
        kinds.add(kind)
    if any(recipient.endswith("@closed.example") for recipient, _ in recipients):
        truth.add("attempt", reason="Connection refused", **relay_of("closed.example"))
    if "bounced" in kinds and sender:
        truth.add("bounce-notice", queue_id=queue_id, notice="sender non-delivery notification")
        truth.add("message-id", message_id="(generated)")
        deliver(truth, None, "", [sender])
    if "deferred" in kinds:
        truth.waiting += 1
    else:
        truth.add("removed", queue_id=queue_id)


def deliver_to_filter(truth, queue_id, sender, recipients, behind, reply):
    """Rows of a message that the content filter has taken, and has handed in again as another."""
    truth.add("queued", queue_id=queue_id, from_=sender, nrcpt=len(recipients))
    for recipient in recipients:
        truth.add("sent", queue_id=queue_id, to=recipient, relay="127.0.0.1[127.0.0.1]:10025", relay_addr="127.0.0.1",
                  relay_port=10025, dsn="2.0.0", reply=reply, queued_as=behind)
    truth.add("removed", queue_id=queue_id)
    truth.queue_ids.add(behind)
    truth.filtered[behind] = queue_id
    deliver(truth, behind, sender, recipients)
