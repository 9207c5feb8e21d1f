# Notices: what bounce(8) tells a sender, and messages that are too old.

# Bounced, with a notice: the notice is a message of the server's own, and nobody's.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A82: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A82: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: 4086EAA6A82: to=<dave@gone.example>, relay=mx.gone.example[203.0.113.27]:25, delay=1, delays=0/0/0.5/0.5, dsn=5.1.1, status=bounced (host mx.gone.example[203.0.113.27] said: 550 5.1.1 user unknown (in reply to RCPT TO command))
Nov 23 17:04:52 mx1 postfix/cleanup[14082]: 5E787AA6A81: message-id=<20261123170452.5E787AA6A81@mx1.example.net>
Nov 23 17:04:52 mx1 postfix/bounce[14090]: 4086EAA6A82: sender non-delivery notification: 5E787AA6A81
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 5E787AA6A81: from=<>, size=2666, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A82: removed
Nov 23 17:04:53 mx1 postfix/virtual[14091]: 5E787AA6A81: to=<alice@example.net>, relay=virtual, delay=0.01, delays=0/0.01/0/0, dsn=2.0.0, status=sent (delivered to maildir)
Nov 23 17:04:53 mx1 postfix/qmgr[990]: 5E787AA6A81: removed
    accounts alice@example.net
        messages  1
        recipients  1
        bytes  900
        sent  0
        bounced  1
        notices  1
        senders  1
        domains  1
    none contacts alice@example.net example.net
    domains example.net
        local  1
        remote  0
    totals
        messages  1
        plain_messages  0
        local_messages  0
        sent  1
        bounced  1
        orphans  0
    hosts mx1
        told  1
        contradicting  0
    none relays
    none submitters
    none messages

# 3.11 writes the notice before all lines about it.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A82: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A82: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: 4086EAA6A82: to=<dave@gone.example>, relay=mx.gone.example[203.0.113.27]:25, delay=1, delays=0/0/0.5/0.5, dsn=5.1.1, status=bounced (host mx.gone.example[203.0.113.27] said: 550 5.1.1 user unknown (in reply to RCPT TO command))
Nov 23 17:04:52 mx1 postfix/bounce[14090]: 4086EAA6A82: sender non-delivery notification: 5E787AA6A81
Nov 23 17:04:52 mx1 postfix/cleanup[14082]: 5E787AA6A81: message-id=<20261123170452.5E787AA6A81@mx1.example.net>
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 5E787AA6A81: from=<>, size=2666, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A82: removed
Nov 23 17:04:53 mx1 postfix/smtp[14083]: 5E787AA6A81: to=<alice@example.net>, relay=mx.example.net[203.0.113.28]:25, delay=0.1, delays=0/0/0/0.1, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:53 mx1 postfix/qmgr[990]: 5E787AA6A81: removed
    accounts alice@example.net
        bounced  1
        notices  1
        sent  0
    none relays

# Delayed, with a notice.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A82: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A82: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:05:21 mx1 postfix/smtp[14083]: 4086EAA6A82: to=<bob@example.org>, relay=none, delay=30, delays=0/0/30/0, dsn=4.4.1, status=deferred (connect to mx.example.org[203.0.113.25]:25: Connection timed out)
Nov 23 21:04:52 mx1 postfix/bounce[14090]: 4086EAA6A82: sender delay notification: 5E787AA6A81
Nov 23 21:05:00 mx1 postfix/smtp[14083]: 4086EAA6A82: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=14409, delays=14408/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 21:05:00 mx1 postfix/qmgr[990]: 4086EAA6A82: removed
    accounts alice@example.net
        sent  1
        deferred  1
        bounced  0
        notices  1

# Delivered, with a report that the sender asked for (DSN, NOTIFY=SUCCESS): nothing went wrong, so it is no notice.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A82: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A82: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: 4086EAA6A82: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:52 mx1 postfix/bounce[14090]: 4086EAA6A82: sender delivery status notification: 5E787AA6A83
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A82: removed
    accounts alice@example.net
        sent  1
        notices  0

# Too old: who had no outcome yet has failed, and only he.
Nov 23 10:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A82: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 10:04:51 mx1 postfix/qmgr[990]: 4086EAA6A82: from=<alice@example.net>, size=900, nrcpt=3 (queue active)
Nov 23 10:04:52 mx1 postfix/smtp[14083]: 4086EAA6A82: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 10:05:21 mx1 postfix/smtp[14084]: 4086EAA6A82: to=<carol@example.com>, relay=none, delay=30, delays=0/0/30/0, dsn=4.4.1, status=deferred (connect to mx.example.com[203.0.113.26]:25: Connection timed out)
Nov 23 10:05:21 mx1 postfix/smtp[14085]: 4086EAA6A82: to=<dave@example.com>, relay=none, delay=30, delays=0/0/30/0, dsn=4.4.1, status=deferred (connect to mx.example.com[203.0.113.26]:25: Connection timed out)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A82: from=<alice@example.net>, status=expired, returned to sender
Nov 23 17:04:52 mx1 postfix/bounce[14090]: 4086EAA6A82: sender non-delivery notification: 5E787AA6A81
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A82: removed
    accounts alice@example.net
        recipients  3
        sent  1
        deferred  2
        bounced  2
        unknown  0
        notices  1
        waiting  0
    hours alice@example.net 2026-11-23T17:00:00Z
        bounced  2
    contacts alice@example.net example.com
        recipients  2
    none messages

# Told twice that it is too old: it failed the first time.
Nov 23 10:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A82: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 10:04:51 mx1 postfix/qmgr[990]: 4086EAA6A82: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 10:05:21 mx1 postfix/smtp[14084]: 4086EAA6A82: to=<carol@example.com>, relay=none, delay=30, delays=0/0/30/0, dsn=4.4.1, status=deferred (connect to mx.example.com[203.0.113.26]:25: Connection timed out)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A82: from=<alice@example.net>, status=expired, returned to sender
Nov 23 18:04:52 mx1 postfix/qmgr[990]: 4086EAA6A82: from=<alice@example.net>, status=expired, returned to sender
Nov 23 18:04:53 mx1 postfix/qmgr[990]: 4086EAA6A82: removed
    accounts alice@example.net
        bounced  1
    hours alice@example.net 2026-11-23T17:00:00Z
        bounced  1
    none hours alice@example.net 2026-11-23T18:00:00Z

# A notice behind "removed", and an outcome that syslog wrote twice: it is the same message still.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=5.1.1, status=bounced (host mx.example.org[203.0.113.25] said: 550 5.1.1 user unknown (in reply to RCPT TO command))
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
Nov 23 17:04:52 mx1 postfix/bounce[14090]: 4086EAA6A01: sender non-delivery notification: 5E787AA6A81
Nov 23 17:04:52 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=5.1.1, status=bounced (host mx.example.org[203.0.113.25] said: 550 5.1.1 user unknown (in reply to RCPT TO command))
    accounts alice@example.net
        recipients  1
        bounced  1
        notices  1
        waiting  0
    none messages
    totals
        orphans  0
        waiting  0

# The bounce itself failed (qmgr): a line about no recipient.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=5.1.1, status=bounced (host mx.example.org[203.0.113.25] said: 550 5.1.1 user unknown (in reply to RCPT TO command))
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: status=deferred (bounce failed)
    accounts alice@example.net
        recipients  1
        bounced  1
        deferred  0
        waiting  1
        waiting_recipients  0
