# What became of a message: outcomes count once a recipient, retries or not.

# Three recipients: one at once, one after two retries, one never.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/cleanup[14082]: 4086EAA6A01: message-id=<m1@example.net>
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=3 (queue active)
Nov 23 17:04:53 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:54 mx1 postfix/smtp[14084]: 4086EAA6A01: to=<carol@example.com>, relay=mx.example.com[203.0.113.26]:25, delay=3, delays=1/0/1/1, dsn=4.2.2, status=deferred (host mx.example.com[203.0.113.26] said: 452 4.2.2 mailbox full (in reply to RCPT TO command))
Nov 23 17:04:55 mx1 postfix/smtp[14085]: 4086EAA6A01: to=<dave@gone.example>, relay=mx.gone.example[203.0.113.27]:25, delay=4, delays=1/0/1/2, dsn=5.1.1, status=bounced (host mx.gone.example[203.0.113.27] said: 550 5.1.1 user unknown (in reply to RCPT TO command))
Nov 23 18:10:00 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=3 (queue active)
Nov 23 18:10:30 mx1 postfix/smtp[14084]: 4086EAA6A01: to=<carol@example.com>, relay=none, delay=3939, delays=3909/0/30/0, dsn=4.4.1, status=deferred (connect to mx.example.com[203.0.113.26]:25: Connection timed out)
Nov 23 19:20:00 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=3 (queue active)
Nov 23 19:20:01 mx1 postfix/smtp[14084]: 4086EAA6A01: to=<carol@example.com>, relay=mx.example.com[203.0.113.26]:25, delay=8110, delays=8109/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 19:20:01 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    accounts alice@example.net
        messages  1
        recipients  3
        bytes  900
        sent  2
        bounced  1
        deferred  1
        unknown  0
        refused  0
        waiting  0
        domains  3
    hours alice@example.net 2026-11-23T17:00:00Z
        messages  1
        recipients  3
        sent  1
        bounced  1
        deferred  1
        bounced_domains  1
        new_domains  3
    none hours alice@example.net 2026-11-23T18:00:00Z
    hours alice@example.net 2026-11-23T19:00:00Z
        messages  0
        recipients  0
        sent  1
        deferred  0
    contacts alice@example.net example.com
        recipients  1
    domains example.com
        remote  1
    domains gone.example
        remote  0
        next_hops  0
    evidence alice@example.net bounced
        time  2026-11-23T17:04:55Z
    none evidence alice@example.net refused
    none messages
    totals
        sent  2
        bounced  1

# Still in the queue when the log ends: one recipient is done, two are not.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<Alice@example.net>, size=900, nrcpt=3 (queue active)
Nov 23 17:04:53 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:05:22 mx1 postfix/smtp[14084]: 4086EAA6A01: to=<carol@example.com>, relay=none, delay=31, delays=1/0/30/0, dsn=4.4.1, status=deferred (connect to mx.example.com[203.0.113.26]:25: Connection timed out)
    messages 4086EAA6A01
        host  mx1
        state  queued
        sasl_username  alice@example.net
        uid  absent
        client_addr  absent
        from  alice@example.net
        size  900
        nrcpt  3
        finished  1
        first  2026-11-23T17:04:51Z
    accounts alice@example.net
        sent  1
        deferred  1
        bounced  0
        unknown  0
        waiting  1
        waiting_recipients  2
    totals
        waiting  1

# Handed in a moment ago: not yet seen by the queue manager, so not waiting yet.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/cleanup[14082]: 4086EAA6A01: message-id=<m1@example.net>
    accounts alice@example.net
        messages  1
        recipients  0
        bytes  0
        waiting  0
    none messages
    totals
        abandoned  0

# The client went away in the middle of DATA: before 3.10 no line says so, and six hours later it is given up.
Nov 23 10:00:00 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 10:00:10 mx1 postfix/submission/smtpd[14080]: lost connection after DATA (12 bytes) from unknown[198.51.100.11]
Nov 23 16:01:01 mx1 postfix/qmgr[990]: 4086EAA6A02: from=<bob@example.net>, size=900, nrcpt=1 (queue active)
    accounts alice@example.net
        messages  1
        recipients  0
        waiting  0
    addresses 198.51.100.11
        lost  1
    totals
        abandoned  1

# Removed, and the log does not say what became of a recipient: rsyslog may have dropped the line.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=3 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
Nov 23 17:24:52 mx1 postfix/qmgr[990]: 4086EAA6A02: from=<>, size=900, nrcpt=1 (queue active)
    accounts alice@example.net
        recipients  3
        sent  1
        unknown  2
        bounced  0
        waiting  0
    totals
        waiting  1

# Two daemons write through one syslog: an outcome may stand behind "removed", a minute later at most.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=2 (queue active)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
Nov 23 17:04:52 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:05:52 mx1 postfix/smtp[14084]: 4086EAA6A01: to=<carol@example.com>, relay=mx.example.com[203.0.113.26]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
    accounts alice@example.net
        sent  2
        unknown  0
        waiting  0
    none messages

# A minute and a second later it is something else's: the queue ID may have been given again.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
Nov 23 17:05:53 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
    accounts alice@example.net
        sent  0
        unknown  1
    none contacts alice@example.net

# An alias made three of one recipient (local(8)): one was handed in, three have an outcome.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/local[14083]: 4086EAA6A01: to=<bob@example.net>, orig_to=<team@example.net>, relay=local, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (delivered to mailbox)
Nov 23 17:04:52 mx1 postfix/local[14083]: 4086EAA6A01: to=<carol@example.net>, orig_to=<team@example.net>, relay=local, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (delivered to mailbox)
Nov 23 17:04:52 mx1 postfix/local[14083]: 4086EAA6A01: to=<dave@example.net>, orig_to=<team@example.net>, relay=local, delay=1, delays=0/0/0.5/0.5, dsn=5.2.2, status=bounced (cannot update mailbox)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    accounts alice@example.net
        recipients  1
        sent  2
        bounced  1
        unknown  0
    contacts alice@example.net example.net
        recipients  3
    domains example.net
        local  2
        next_hops  0

# One address under two aliases is two recipients; another case of its letters is none.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=2 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, orig_to=<one@example.net>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=4.3.0, status=deferred (host mx.example.org[203.0.113.25] said: 451 4.3.0 later (in reply to RCPT TO command))
Nov 23 17:04:52 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, orig_to=<two@example.net>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 18:04:52 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<Bob@Example.Org>, orig_to=<ONE@example.net>, relay=mx.example.org[203.0.113.25]:25, delay=3601, delays=3600/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 18:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    accounts alice@example.net
        recipients  2
        sent  2
        deferred  1
        unknown  0
        domains  1
    contacts alice@example.net example.org
        recipients  2

# A line that came twice counts once for the account.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=2 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:53 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<carol@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=5.1.1, status=bounced (host mx.example.org[203.0.113.25] said: 550 5.1.1 user unknown (in reply to RCPT TO command))
Nov 23 17:04:53 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    accounts alice@example.net
        recipients  2
        sent  1
        bounced  1
        unknown  0
    contacts alice@example.net example.org
        recipients  2

# Of two outcomes the earlier one counts, in whatever order they came; and they are of one recipient: the other one's is
# unknown still.
Nov 23 17:59:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:59:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=2 (queue active)
Nov 23 18:00:01 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:59:52 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 18:00:02 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    accounts alice@example.net
        recipients  2
        sent  1
        unknown  1
    hours alice@example.net 2026-11-23T17:00:00Z
        sent  1
    none hours alice@example.net 2026-11-23T18:00:00Z

# One message is done, another one waits: an hour, a domain and a sender have the sum of both.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<a@one.example>, relay=mx.one.example[203.0.113.31]:25, delay=1, delays=0/0/0.5/0.5, dsn=5.7.1, status=bounced (host mx.one.example[203.0.113.31] said: 550 5.7.1 spam (in reply to end of DATA command))
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
Nov 23 17:05:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A02: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:05:51 mx1 postfix/qmgr[990]: 4086EAA6A02: from=<alice@example.net>, size=900, nrcpt=3 (queue active)
Nov 23 17:05:52 mx1 postfix/smtp[14083]: 4086EAA6A02: to=<b@two.example>, relay=mx.two.example[203.0.113.32]:25, delay=1, delays=0/0/0.5/0.5, dsn=5.7.1, status=bounced (host mx.two.example[203.0.113.32] said: 550 5.7.1 spam (in reply to end of DATA command))
Nov 23 17:05:53 mx1 postfix/smtp[14083]: 4086EAA6A02: to=<c@one.example>, relay=mx.one.example[203.0.113.31]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
    accounts alice@example.net
        messages  2
        recipients  4
        bounced  2
        refused  2
        sent  1
        domains  2
        senders  1
        messages_in_hour  2
        recipients_in_hour  4
        waiting  1
        waiting_recipients  1
    hours alice@example.net 2026-11-23T17:00:00Z
        messages  2
        recipients  4
        bounced  2
        bounced_domains  2
        refusing  2
        new_domains  2
    contacts alice@example.net one.example
        recipients  2
    senders alice@example.net alice@example.net
        messages  2
        first  2026-11-23T17:04:51Z
        last  2026-11-23T17:05:51Z
    days alice@example.net 2026-11-23
        recipients  4

# Whether an address exists (reject_unverified_recipient): a probe of the server's own is no delivery.
Nov 23 17:04:51 mx1 postfix/cleanup[14082]: 4086EAA6A01: message-id=<20261123170451.4086EAA6A01@mx1.example.net>
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<double-bounce@mx1.example.net>, size=270, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.1.5, status=deliverable (250 2.1.5 Ok)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    domains example.org
        remote  0
    totals
        sent  0
        orphans  0
    none relays
    none accounts
