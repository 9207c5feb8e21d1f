# Messages on hold: they are in the queue, and nobody tries to deliver them.

# header_checks hold a message by a header that stands in front of its Message-ID; then an administrator lets it go.
Nov 23 17:06:31 mx1 postfix/submission/smtpd[14080]: CF094AA6972: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:06:31 mx1 postfix/cleanup[14082]: CF094AA6972: hold: header Subject: x from unknown[198.51.100.11]; from=<alice@example.net> to=<bob@example.org> proto=ESMTP helo=<client.example>: check
Nov 23 17:06:31 mx1 postfix/cleanup[14082]: CF094AA6972: message-id=<m1@example.net>
Nov 23 18:00:00 mx1 postfix/postsuper[22663]: CF094AA6972: released from hold
Nov 23 18:00:00 mx1 postfix/qmgr[990]: CF094AA6972: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 18:00:01 mx1 postfix/smtp[14083]: CF094AA6972: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=3210, delays=3209/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 18:00:01 mx1 postfix/qmgr[990]: CF094AA6972: removed
    accounts alice@example.net
        messages  1
        recipients  1
        bytes  900
        sent  1
        waiting  0
        senders  1
    none messages
    totals
        orphans  0

# The same header behind the Message-ID.
Nov 23 17:06:31 mx1 postfix/submission/smtpd[14080]: CF094AA6972: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:06:31 mx1 postfix/cleanup[14082]: CF094AA6972: message-id=<m1@example.net>
Nov 23 17:06:31 mx1 postfix/cleanup[14082]: CF094AA6972: hold: header Subject: x from unknown[198.51.100.11]; from=<alice@example.net> to=<bob@example.org> proto=ESMTP helo=<client.example>: check
    messages CF094AA6972
        state  held
        sasl_username  alice@example.net
        size  absent
        nrcpt  absent
        from  absent
        finished  0
        first  2026-11-23T17:06:31Z
    accounts alice@example.net
        waiting  1
        waiting_recipients  0
    totals
        waiting  1
        abandoned  0

# Held for a night: unlike one that was only begun, it is never given up.
Nov 22 17:06:31 mx1 postfix/submission/smtpd[14080]: CF094AA6972: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 22 17:06:31 mx1 postfix/cleanup[14082]: CF094AA6972: message-id=<m1@example.net>
Nov 22 17:06:31 mx1 postfix/cleanup[14082]: CF094AA6972: milter-hold: END-OF-MESSAGE from unknown[198.51.100.11]: milter triggers HOLD action; from=<alice@example.net> to=<bob@example.org> proto=ESMTP helo=<client.example>
Nov 23 09:00:00 mx1 postfix/postsuper[22663]: CF094AA6972: released from hold
Nov 23 09:00:00 mx1 postfix/qmgr[990]: CF094AA6972: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 09:00:01 mx1 postfix/smtp[14083]: CF094AA6972: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=3210, delays=3209/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 09:00:01 mx1 postfix/qmgr[990]: CF094AA6972: removed
    accounts alice@example.net
        messages  1
        recipients  1
        sent  1
        waiting  0
    totals
        abandoned  0

# access(5) holds at RCPT, before there is a queue ID, so that the log does not say which message it was, only that one
# was begun and never became active. In the morning it is released.
Nov 22 17:06:30 mx1 postfix/submission/smtpd[14080]: NOQUEUE: hold: RCPT from unknown[198.51.100.11]: <bob@example.org>: Recipient address held by access; from=<alice@example.net> to=<bob@example.org> proto=ESMTP helo=<client.example>
Nov 22 17:06:30 mx1 postfix/submission/smtpd[14080]: CF094AA6972: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 22 17:06:31 mx1 postfix/cleanup[14082]: CF094AA6972: message-id=<m1@example.net>
Nov 23 09:00:00 mx1 postfix/postsuper[22663]: CF094AA6972: released from hold
Nov 23 09:00:00 mx1 postfix/qmgr[990]: CF094AA6972: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 09:00:01 mx1 postfix/smtp[14083]: CF094AA6972: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=3210, delays=3209/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 09:00:01 mx1 postfix/qmgr[990]: CF094AA6972: removed
    accounts alice@example.net
        messages  1
        recipients  1
        sent  1
        waiting  0
    totals
        abandoned  0
        orphans  0

# A Milter holds at a command, and access(5) at DATA: that too is before the Message-ID.
Nov 23 17:06:30 mx1 postfix/submission/smtpd[14080]: D7CA6AA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:06:30 mx1 postfix/submission/smtpd[14080]: D7CA6AA6A01: milter-hold: DATA from unknown[198.51.100.11]: milter triggers HOLD action; from=<alice@example.net> to=<bob@example.org> proto=ESMTP helo=<client.example>
Nov 23 17:06:31 mx1 postfix/cleanup[14082]: D7CA6AA6A01: message-id=<m1@example.net>
Nov 23 17:06:32 mx1 postfix/submission/smtpd[14080]: D7CA6AA6A02: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:06:32 mx1 postfix/submission/smtpd[14080]: D7CA6AA6A02: hold: DATA from unknown[198.51.100.11]: <DATA>: Data command triggers HOLD action; from=<alice@example.net> to=<bob@example.org> proto=ESMTP helo=<client.example>
Nov 23 17:06:33 mx1 postfix/cleanup[14082]: D7CA6AA6A02: message-id=<m2@example.net>
Nov 23 18:06:33 mx1 postfix/qmgr[990]: D7CA6AA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
    messages D7CA6AA6A01
        state  queued
        sasl_username  alice@example.net
        nrcpt  1
    messages D7CA6AA6A02
        state  held
        sasl_username  alice@example.net
    accounts alice@example.net
        messages  2
        recipients  1
        waiting  2
    totals
        abandoned  0

# An administrator holds what an account has in the queue (postsuper -h): the second of the next steps in an incident.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: CCFFDAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: CCFFDAA6A01: from=<alice@example.net>, size=900, nrcpt=2 (queue active)
Nov 23 17:05:21 mx1 postfix/smtp[14083]: CCFFDAA6A01: to=<bob@example.org>, relay=none, delay=30, delays=0/0/30/0, dsn=4.4.1, status=deferred (connect to mx.example.org[203.0.113.25]:25: Connection timed out)
Nov 23 17:06:15 mx1 postfix/postsuper[22663]: CCFFDAA6A01: placed on hold
Nov 23 17:06:15 mx1 postfix/postsuper[22663]: Placed on hold: 1 message
    messages CCFFDAA6A01
        state  held
        nrcpt  2
    accounts alice@example.net
        waiting  1
        waiting_recipients  2

# Held before the queue manager has seen it (postsuper -h ALL): it is held for as long as it takes.
Nov 23 10:04:51 mx1 postfix/submission/smtpd[14080]: CCFFDAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 10:04:51 mx1 postfix/cleanup[14082]: CCFFDAA6A01: message-id=<m1@example.net>
Nov 23 10:04:52 mx1 postfix/postsuper[22663]: CCFFDAA6A01: placed on hold
Nov 23 17:06:15 mx1 postfix/smtpd[14080]: connect from unknown[198.51.100.12]
    messages CCFFDAA6A01
        state  held
        sasl_username  alice@example.net
    accounts alice@example.net
        waiting  1
    totals
        abandoned  0

# Held, and let go again: it is in the queue as before.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: CCFFDAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: CCFFDAA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:06:15 mx1 postfix/postsuper[22663]: CCFFDAA6A01: placed on hold
Nov 23 17:07:15 mx1 postfix/postsuper[22663]: CCFFDAA6A01: released from hold
Nov 23 17:07:16 mx1 postfix/qmgr[990]: CCFFDAA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
    messages CCFFDAA6A01
        state  queued
    accounts alice@example.net
        waiting  1
        recipients  1
