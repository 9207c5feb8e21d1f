# A short queue ID is the microsecond and the inode: another message may get it a second later. "client=" and "uid="
# begin one, and so does "message-id=" of a message that the server makes itself.

# Given again a second later, and never once more is it the first one's.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/cleanup[14082]: 4086EAA6A01: message-id=<m1@example.net>
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:51 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
Nov 23 17:04:52 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.12], sasl_method=PLAIN, sasl_username=dave@example.net
Nov 23 17:04:52 mx1 postfix/cleanup[14082]: 4086EAA6A01: message-id=<m2@example.net>
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<dave@example.net>, size=70, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=5.1.1, status=bounced (host mx.example.org[203.0.113.25] said: 550 5.1.1 user unknown (in reply to RCPT TO command))
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    accounts alice@example.net
        messages  1
        bytes  900
        sent  1
        bounced  0
    accounts dave@example.net
        messages  1
        bytes  70
        sent  0
        bounced  1
    totals
        orphans  0
        waiting  0

# All of that within one second, as stamps without fractions show it: the order of the lines tells.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:51 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.12], sasl_method=PLAIN, sasl_username=dave@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<dave@example.net>, size=70, nrcpt=2 (queue active)
Nov 23 17:04:51 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=0, delays=0/0/0/0, dsn=5.1.1, status=bounced (host mx.example.org[203.0.113.25] said: 550 5.1.1 user unknown (in reply to RCPT TO command))
Nov 23 17:04:51 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<carol@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=0, delays=0/0/0/0, dsn=5.1.1, status=bounced (host mx.example.org[203.0.113.25] said: 550 5.1.1 user unknown (in reply to RCPT TO command))
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    accounts alice@example.net
        bytes  900
        sent  1
        bounced  0
    accounts dave@example.net
        bytes  70
        sent  0
        bounced  2

# The end of the first one is missing: the second begins with its client= all the same.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=2 (queue active)
Nov 23 17:04:51 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:52 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.12], sasl_method=PLAIN, sasl_username=dave@example.net
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<dave@example.net>, size=70, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<carol@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    accounts alice@example.net
        messages  1
        recipients  2
        sent  1
    accounts dave@example.net
        messages  1
        recipients  1
        sent  1
        waiting  0

# A queue ID is one file, so that the first one is gone when another message has it; but the other one may be counted in
# another state already, and what is said of the first must not depend on that. It waits until it was silent for five days.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:51 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:52 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.12], sasl_method=PLAIN, sasl_username=dave@example.net
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<dave@example.net>, size=70, nrcpt=1 (queue active)
    accounts alice@example.net
        sent  1
        unknown  0
        waiting  1
    accounts dave@example.net
        waiting  1
    totals
        waiting  2

# Five days later it is over, and what became of its second recipient is not known.
Nov 10 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 10 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=2 (queue active)
Nov 10 17:04:51 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 10 17:04:52 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.12], sasl_method=PLAIN, sasl_username=dave@example.net
Nov 10 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<dave@example.net>, size=70, nrcpt=1 (queue active)
Nov 15 17:06:52 mx1 postfix/smtpd[14080]: connect from unknown[198.51.100.13]
    accounts alice@example.net
        sent  1
        unknown  1
        waiting  0
    accounts dave@example.net
        unknown  1
        waiting  0
    none messages
    totals
        abandoned  0
        orphans  0
        waiting  0

# A bounce gets the queue ID of the message it is about, once that has gone.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/cleanup[14082]: 4086EAA6A01: message-id=<m1@example.net>
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:51 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
Nov 23 17:04:52 mx1 postfix/cleanup[14082]: 4086EAA6A01: message-id=<20261123170452.4086EAA6A01@mx1.example.net>
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<>, size=2666, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<eve@example.com>, relay=mx.example.com[203.0.113.26]:25, delay=1, delays=0/0/0.5/0.5, dsn=5.1.1, status=bounced (host mx.example.com[203.0.113.26] said: 550 5.1.1 user unknown (in reply to RCPT TO command))
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    accounts alice@example.net
        recipients  1
        bytes  900
        sent  1
        bounced  0
        domains  1
    none relays
    totals
        orphans  0

# The same when the end of the first one is missing.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/cleanup[14082]: 4086EAA6A01: message-id=<m1@example.net>
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=2 (queue active)
Nov 23 17:04:51 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:52 mx1 postfix/cleanup[14082]: 4086EAA6A01: message-id=<20261123170452.4086EAA6A01@mx1.example.net>
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<>, size=2666, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<eve@example.com>, relay=mx.example.com[203.0.113.26]:25, delay=1, delays=0/0/0.5/0.5, dsn=5.1.1, status=bounced (host mx.example.com[203.0.113.26] said: 550 5.1.1 user unknown (in reply to RCPT TO command))
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    accounts alice@example.net
        recipients  2
        bytes  900
        sent  1
        bounced  0

# Two machines write into one log, and both have the queue ID: each has its own message.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx2 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.12], sasl_method=PLAIN, sasl_username=dave@example.net
Nov 23 17:04:51 mx2 postfix/qmgr[990]: 4086EAA6A01: from=<dave@example.net>, size=70, nrcpt=1 (queue active)
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:52 mx2 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=none, delay=1, delays=0/0/1/0, dsn=4.4.1, status=deferred (connect to mx.example.org[203.0.113.25]:25: Connection refused)
Nov 23 17:04:53 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    accounts alice@example.net
        bytes  900
        sent  1
        deferred  0
        waiting  0
    accounts dave@example.net
        bytes  70
        sent  0
        deferred  1
        waiting  1
    messages 4086EAA6A01 mx2
        sasl_username  dave@example.net
    none messages 4086EAA6A01 mx1
    hosts mx1
        lines  4
    hosts mx2
        lines  3

# One queue, whatever syslog_name says: the tag does not name it (LOG_FORMAT.md, section 2).
Nov 23 17:04:51 mx1 mx1.edge-7/smtpd[14080]: 4jYC3l6GwYz1d9lK: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4jYC3l6GwYz1d9lK: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix-out/smtp[14083]: 4jYC3l6GwYz1d9lK: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4jYC3l6GwYz1d9lK: removed
    accounts alice@example.net
        messages  1
        recipients  1
        sent  1
    domains example.org
        remote  1

# The log begins in the middle of a message: it is an orphan, and what gets its queue ID afterwards is not.
Nov 23 17:04:50 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:50 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<carol@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    accounts alice@example.net
        recipients  1
        sent  1
    totals
        sent  2
        orphans  1
        waiting  0
    none relays

# A header may have two Message-IDs, and more: all are of the message that has just begun, whatever its writer hides by them.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/cleanup[14082]: 4086EAA6A01: message-id=<m1@example.net>
Nov 23 17:04:51 mx1 postfix/cleanup[14082]: 4086EAA6A01: message-id=<m2@example.net>
Nov 23 17:04:55 mx1 postfix/cleanup[14082]: 4086EAA6A01: message-id=<20261123170451.4086EAA6A01@mx1.example.net>
Nov 23 17:04:55 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=2 (queue active)
Nov 23 17:04:55 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:55 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<carol@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:55 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    accounts alice@example.net
        messages  1
        recipients  2
        bytes  900
        sent  2
    totals
        orphans  0
        waiting  0
        abandoned  0
