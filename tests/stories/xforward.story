# Filters that speak XFORWARD (2.8): their second client= names the queue ID of the first, in orig_queue_id=.

# The second leg names the first, so no word of the filter's is needed.
Nov 23 17:06:28 mx1 postfix/submission/smtpd[14080]: 9B46FAA6954: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:06:28 mx1 postfix/qmgr[990]: 9B46FAA6954: from=<alice@example.net>, size=297, nrcpt=2 (queue active)
Nov 23 17:06:29 mx1 postfix/smtpd[22926]: BB76EAA69F1: client=localhost[127.0.0.1], orig_queue_id=9B46FAA6954, orig_client=unknown[198.51.100.11]
Nov 23 17:06:29 mx1 postfix/cleanup[22916]: BB76EAA69F1: message-id=<m1@example.net>
Nov 23 17:06:29 mx1 postfix/qmgr[990]: BB76EAA69F1: from=<alice@example.net>, size=457, nrcpt=2 (queue active)
Nov 23 17:06:29 mx1 postfix/smtp[22917]: 9B46FAA6954: to=<one@example.org>, relay=127.0.0.1[127.0.0.1]:10025, delay=0.15, delays=0.01/0.02/0.05/0.08, dsn=2.0.0, status=sent (250 2.0.0 accepted)
Nov 23 17:06:29 mx1 postfix/smtp[22917]: 9B46FAA6954: to=<two@example.org>, relay=127.0.0.1[127.0.0.1]:10025, delay=0.15, delays=0.01/0.02/0.05/0.08, dsn=2.0.0, status=sent (250 2.0.0 accepted)
Nov 23 17:06:29 mx1 postfix/qmgr[990]: 9B46FAA6954: removed
Nov 23 17:06:30 mx1 postfix/smtp[22927]: BB76EAA69F1: to=<one@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:06:30 mx1 postfix/smtp[22927]: BB76EAA69F1: to=<two@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=5.1.1, status=bounced (host mx.example.org[203.0.113.25] said: 550 5.1.1 user unknown (in reply to RCPT TO command))
Nov 23 17:06:30 mx1 postfix/qmgr[990]: BB76EAA69F1: removed
    accounts alice@example.net
        messages  1
        recipients  2
        bytes  297
        sent  1
        bounced  1
        unknown  0
    contacts alice@example.net example.org
        recipients  2
    totals
        messages  1
        plain_messages  0
        loopback_messages  0

# The same without the Message-ID's lines, which rsyslog dropped.
Nov 23 17:06:28 mx1 postfix/submission/smtpd[14080]: 9B46FAA6954: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:06:28 mx1 postfix/qmgr[990]: 9B46FAA6954: from=<alice@example.net>, size=297, nrcpt=2 (queue active)
Nov 23 17:06:29 mx1 postfix/smtpd[22926]: BB76EAA69F1: client=gw.example.net[192.0.2.25], orig_queue_id=9B46FAA6954, orig_client=unknown[198.51.100.11]
Nov 23 17:06:29 mx1 postfix/qmgr[990]: BB76EAA69F1: from=<alice@example.net>, size=457, nrcpt=2 (queue active)
Nov 23 17:06:29 mx1 postfix/smtp[22917]: 9B46FAA6954: to=<one@example.org>, relay=192.0.2.25[192.0.2.25]:10025, delay=0.15, delays=0.01/0.02/0.05/0.08, dsn=2.0.0, status=sent (250 2.0.0 accepted)
Nov 23 17:06:29 mx1 postfix/smtp[22917]: 9B46FAA6954: to=<two@example.org>, relay=192.0.2.25[192.0.2.25]:10025, delay=0.15, delays=0.01/0.02/0.05/0.08, dsn=2.0.0, status=sent (250 2.0.0 accepted)
Nov 23 17:06:29 mx1 postfix/qmgr[990]: 9B46FAA6954: removed
Nov 23 17:06:30 mx1 postfix/smtp[22927]: BB76EAA69F1: to=<one@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:06:30 mx1 postfix/smtp[22927]: BB76EAA69F1: to=<two@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=5.1.1, status=bounced (host mx.example.org[203.0.113.25] said: 550 5.1.1 user unknown (in reply to RCPT TO command))
Nov 23 17:06:30 mx1 postfix/qmgr[990]: BB76EAA69F1: removed
    accounts alice@example.net
        messages  1
        recipients  2
        bytes  297
        sent  1
        bounced  1
        unknown  0
        senders  1
    contacts alice@example.net example.org
        recipients  2
    totals
        messages  1
        plain_messages  0
        loopback_messages  0
    none relays

# The log goes on for a while: a range that has the second leg, and not the first, still waits for it.
Nov 23 17:06:28 mx1 postfix/submission/smtpd[14080]: 9B46FAA6954: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:06:28 mx1 postfix/qmgr[990]: 9B46FAA6954: from=<alice@example.net>, size=297, nrcpt=1 (queue active)
Nov 23 17:06:29 mx1 postfix/smtpd[22926]: BB76EAA69F1: client=localhost[127.0.0.1], orig_queue_id=9B46FAA6954, orig_client=unknown[198.51.100.11]
Nov 23 17:06:29 mx1 postfix/qmgr[990]: BB76EAA69F1: from=<alice@example.net>, size=457, nrcpt=1 (queue active)
Nov 23 17:06:29 mx1 postfix/smtp[22917]: 9B46FAA6954: to=<one@example.org>, relay=127.0.0.1[127.0.0.1]:10025, delay=0.15, delays=0.01/0.02/0.05/0.08, dsn=2.0.0, status=sent (250 2.0.0 accepted)
Nov 23 17:06:29 mx1 postfix/qmgr[990]: 9B46FAA6954: removed
Nov 23 17:06:30 mx1 postfix/smtp[22927]: BB76EAA69F1: to=<one@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:06:30 mx1 postfix/qmgr[990]: BB76EAA69F1: removed
Nov 23 17:26:30 mx1 postfix/smtpd[22928]: connect from unknown[198.51.100.12]
    accounts alice@example.net
        messages  1
        recipients  1
        sent  1
    none relays

# Who was delivered before the filter had the message did not go through it.
Nov 23 17:06:20 mx1 postfix/submission/smtpd[14080]: 9B46FAA6954: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:06:20 mx1 postfix/qmgr[990]: 9B46FAA6954: from=<alice@example.net>, size=297, nrcpt=2 (queue active)
Nov 23 17:06:21 mx1 postfix/virtual[22917]: 9B46FAA6954: to=<carol@example.net>, relay=virtual, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (delivered to maildir)
Nov 23 17:06:29 mx1 postfix/smtpd[22926]: BB76EAA69F1: client=localhost[127.0.0.1], orig_queue_id=9B46FAA6954, orig_client=unknown[198.51.100.11]
Nov 23 17:06:29 mx1 postfix/qmgr[990]: BB76EAA69F1: from=<alice@example.net>, size=457, nrcpt=1 (queue active)
Nov 23 17:06:29 mx1 postfix/smtp[22917]: 9B46FAA6954: to=<bob@example.org>, relay=127.0.0.1[127.0.0.1]:10025, delay=0.15, delays=0.01/0.02/0.05/0.08, dsn=2.0.0, status=sent (250 2.0.0 accepted)
Nov 23 17:06:29 mx1 postfix/qmgr[990]: 9B46FAA6954: removed
Nov 23 17:06:30 mx1 postfix/smtp[22927]: BB76EAA69F1: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
    accounts alice@example.net
        recipients  2
        sent  2
        domains  2
