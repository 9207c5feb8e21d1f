# local(8) forwards a message: it enters the queue again, under a queue ID that "forwarded as" names.

# An alias with two addresses elsewhere: one recipient was handed in, two were delivered.
Nov 23 17:05:32 mx1 postfix/submission/smtpd[14080]: 14550AA6B13: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:05:32 mx1 postfix/cleanup[14082]: 14550AA6B13: message-id=<m1@example.net>
Nov 23 17:05:32 mx1 postfix/qmgr[990]: 14550AA6B13: from=<alice@example.net>, size=333, nrcpt=1 (queue active)
Nov 23 17:05:32 mx1 postfix/cleanup[14082]: 152EAAA6B15: message-id=<m1@example.net>
Nov 23 17:05:32 mx1 postfix/qmgr[990]: 152EAAA6B15: from=<alice@example.net>, size=471, nrcpt=2 (queue active)
Nov 23 17:05:32 mx1 postfix/local[22274]: 14550AA6B13: to=<team@example.net>, relay=local, delay=0.01, delays=0/0/0/0, dsn=2.0.0, status=sent (forwarded as 152EAAA6B15)
Nov 23 17:05:32 mx1 postfix/qmgr[990]: 14550AA6B13: removed
Nov 23 17:05:33 mx1 postfix/smtp[21800]: 152EAAA6B15: to=<carol@example.org>, orig_to=<team@example.net>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:05:33 mx1 postfix/smtp[21800]: 152EAAA6B15: to=<dave@example.com>, orig_to=<team@example.net>, relay=mx.example.com[203.0.113.26]:25, delay=1, delays=0/0/0.5/0.5, dsn=5.1.1, status=bounced (host mx.example.com[203.0.113.26] said: 550 5.1.1 user unknown (in reply to RCPT TO command))
Nov 23 17:05:33 mx1 postfix/qmgr[990]: 152EAAA6B15: removed
    accounts alice@example.net
        messages  1
        recipients  1
        bytes  333
        sent  1
        bounced  1
        unknown  0
        waiting  0
        domains  2
        senders  1
    contacts alice@example.net example.org
        recipients  1
    contacts alice@example.net example.com
        recipients  1
    none contacts alice@example.net example.net
    domains example.net
        local  1
    evidence alice@example.net bounced
        time  2026-11-23T17:05:33Z
    totals
        messages  1
        plain_messages  0
        orphans  0
    none relays

# Twice in a row, a local user's mail, and the last one is still waiting.
Nov 23 17:05:32 mx1 postfix/pickup[22451]: 14550AA6B13: uid=1000 from=<alice>
Nov 23 17:05:32 mx1 postfix/qmgr[990]: 14550AA6B13: from=<alice@example.net>, size=333, nrcpt=1 (queue active)
Nov 23 17:05:32 mx1 postfix/cleanup[14082]: 152EAAA6B15: message-id=<m1@example.net>
Nov 23 17:05:32 mx1 postfix/local[22274]: 14550AA6B13: to=<team@example.net>, relay=local, delay=0.01, delays=0/0/0/0, dsn=2.0.0, status=sent (forwarded as 152EAAA6B15)
Nov 23 17:05:32 mx1 postfix/qmgr[990]: 14550AA6B13: removed
Nov 23 17:05:32 mx1 postfix/qmgr[990]: 152EAAA6B15: from=<alice@example.net>, size=471, nrcpt=1 (queue active)
Nov 23 17:05:32 mx1 postfix/cleanup[14082]: 162EAAA6B16: message-id=<m1@example.net>
Nov 23 17:05:32 mx1 postfix/local[22274]: 152EAAA6B15: to=<carol@example.net>, orig_to=<team@example.net>, relay=local, delay=0.01, delays=0/0/0/0, dsn=2.0.0, status=sent (forwarded as 162EAAA6B16)
Nov 23 17:05:32 mx1 postfix/qmgr[990]: 152EAAA6B15: removed
Nov 23 17:05:32 mx1 postfix/qmgr[990]: 162EAAA6B16: from=<alice@example.net>, size=500, nrcpt=1 (queue active)
Nov 23 17:05:33 mx1 postfix/smtp[21800]: 162EAAA6B16: to=<carol@example.org>, orig_to=<carol@example.net>, relay=none, delay=1, delays=0/0/1/0, dsn=4.4.1, status=deferred (connect to mx.example.org[203.0.113.25]:25: Connection refused)
    submitters 1000
        messages  1
        recipients  1
        bytes  333
        sent  0
        deferred  1
        waiting  1
        waiting_recipients  1
    messages 162EAAA6B16
        uid  1000
        nrcpt  1
        first  2026-11-23T17:05:32Z

# A copy here and one elsewhere: the recipient that stays is no link.
Nov 23 17:05:32 mx1 postfix/submission/smtpd[14080]: 14550AA6B13: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:05:32 mx1 postfix/qmgr[990]: 14550AA6B13: from=<alice@example.net>, size=333, nrcpt=2 (queue active)
Nov 23 17:05:32 mx1 postfix/local[22273]: 14550AA6B13: to=<bob@example.net>, relay=local, delay=0.01, delays=0/0/0/0, dsn=2.0.0, status=sent (delivered to mailbox)
Nov 23 17:05:32 mx1 postfix/cleanup[14082]: 152EAAA6B15: message-id=<m1@example.net>
Nov 23 17:05:32 mx1 postfix/local[22274]: 14550AA6B13: to=<carol@example.net>, relay=local, delay=0.01, delays=0/0/0/0, dsn=2.0.0, status=sent (forwarded as 152EAAA6B15)
Nov 23 17:05:32 mx1 postfix/qmgr[990]: 14550AA6B13: removed
Nov 23 17:05:32 mx1 postfix/qmgr[990]: 152EAAA6B15: from=<alice@example.net>, size=471, nrcpt=1 (queue active)
Nov 23 17:05:33 mx1 postfix/smtp[21800]: 152EAAA6B15: to=<carol@example.org>, orig_to=<carol@example.net>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:05:33 mx1 postfix/qmgr[990]: 152EAAA6B15: removed
    accounts alice@example.net
        recipients  2
        sent  2
        domains  2
    contacts alice@example.net example.net
        recipients  1
    contacts alice@example.net example.org
        recipients  1

# "forwarded as" is local(8)'s word: a server that answers with it forwards nothing.
Nov 23 17:05:31 mx1 postfix/cleanup[14082]: 152EAAA6B15: message-id=<m2@example.net>
Nov 23 17:05:31 mx1 postfix/qmgr[990]: 152EAAA6B15: from=<>, size=471, nrcpt=1 (queue active)
Nov 23 17:05:32 mx1 postfix/submission/smtpd[14080]: 14550AA6B13: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:05:32 mx1 postfix/qmgr[990]: 14550AA6B13: from=<alice@example.net>, size=333, nrcpt=1 (queue active)
Nov 23 17:05:33 mx1 postfix/smtp[21800]: 14550AA6B13: to=<x@evil.example>, relay=mx.evil.example[203.0.113.66]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (forwarded as 152EAAA6B15)
Nov 23 17:05:33 mx1 postfix/qmgr[990]: 14550AA6B13: removed
Nov 23 17:05:34 mx1 postfix/smtp[21800]: 152EAAA6B15: to=<carol@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
    accounts alice@example.net
        sent  1
        domains  1
    none contacts alice@example.net example.org
