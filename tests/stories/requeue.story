# postsuper -r: a message goes through the maildrop queue again and gets another queue ID. Who handed it in is known
# under the first one only (DETECTION.md, item 6).

# Deferred, requeued, delivered. pickup(8) names the uid of Postfix itself: no local user did anything.
Nov 23 17:05:41 mx1 postfix/submission/smtpd[22453]: 8C64CAA6B24: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:05:41 mx1 postfix/qmgr[990]: 8C64CAA6B24: from=<alice@example.net>, size=333, nrcpt=1 (queue active)
Nov 23 17:05:44 mx1 postfix/smtp[22463]: 8C64CAA6B24: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=3.1, delays=0/0.04/3/0, dsn=4.4.2, status=deferred (conversation with mx.example.org[203.0.113.25] timed out while receiving the initial server greeting)
Nov 23 17:05:50 mx1 postfix/postsuper[22538]: 8C64CAA6B24: requeued
Nov 23 17:05:50 mx1 postfix/postsuper[22538]: Requeued: 1 message
Nov 23 17:06:16 mx1 postfix/pickup[22451]: 8B55CAA6903: uid=106 from=<alice@example.net> orig_id=8C64CAA6B24
Nov 23 17:06:16 mx1 postfix/cleanup[22458]: 8B55CAA6903: message-id=<m1@example.net>
Nov 23 17:06:16 mx1 postfix/qmgr[990]: 8B55CAA6903: from=<alice@example.net>, size=447, nrcpt=1 (queue active)
Nov 23 17:06:19 mx1 postfix/smtp[22482]: 8B55CAA6903: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=38, delays=35/0/2/1, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:06:19 mx1 postfix/qmgr[990]: 8B55CAA6903: removed
    accounts alice@example.net
        messages  1
        recipients  1
        bytes  333
        sent  1
        deferred  1
        unknown  0
        waiting  0
        senders  1
        domains  1
    none submitters
    none messages
    totals
        messages  1
        local_messages  0
        orphans  0

# The recipient that had to wait and the one that was refused are one contact each, however often they are tried.
Nov 23 17:05:41 mx1 postfix/submission/smtpd[22453]: 8C64CAA6B24: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:05:41 mx1 postfix/qmgr[990]: 8C64CAA6B24: from=<alice@example.net>, size=333, nrcpt=1 (queue active)
Nov 23 17:05:44 mx1 postfix/smtp[22463]: 8C64CAA6B24: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=3, delays=0/0/3/0, dsn=4.7.1, status=deferred (host mx.example.org[203.0.113.25] refused to talk to me: 450 4.7.1 192.0.2.25 is blocked)
Nov 23 17:05:50 mx1 postfix/postsuper[22538]: 8C64CAA6B24: requeued
Nov 23 17:06:16 mx1 postfix/pickup[22451]: 8B55CAA6903: uid=106 from=<alice@example.net> orig_id=8C64CAA6B24
Nov 23 17:06:16 mx1 postfix/qmgr[990]: 8B55CAA6903: from=<alice@example.net>, size=447, nrcpt=1 (queue active)
Nov 23 17:06:19 mx1 postfix/smtp[22482]: 8B55CAA6903: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=38, delays=35/0/2/1, dsn=4.7.1, status=deferred (host mx.example.org[203.0.113.25] refused to talk to me: 450 4.7.1 192.0.2.25 is blocked)
    accounts alice@example.net
        messages  1
        recipients  1
        deferred  1
        refused  1
        waiting  1
        waiting_recipients  1
    contacts alice@example.net example.org
        recipients  1
    hours alice@example.net 2026-11-23T17:00:00Z
        deferred  1
        refused  1
        refusing  1
    messages 8B55CAA6903
        sasl_username  alice@example.net
        uid  absent
    none messages 8C64CAA6B24

# Twice, and one of two recipients was done before.
Nov 23 17:05:41 mx1 postfix/submission/smtpd[22453]: 8C64CAA6B24: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:05:41 mx1 postfix/qmgr[990]: 8C64CAA6B24: from=<alice@example.net>, size=333, nrcpt=2 (queue active)
Nov 23 17:05:42 mx1 postfix/smtp[22463]: 8C64CAA6B24: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:05:50 mx1 postfix/postsuper[22538]: 8C64CAA6B24: requeued
Nov 23 17:06:16 mx1 postfix/pickup[22451]: 8B55CAA6903: uid=106 from=<alice@example.net> orig_id=8C64CAA6B24
Nov 23 17:06:16 mx1 postfix/qmgr[990]: 8B55CAA6903: from=<alice@example.net>, size=447, nrcpt=1 (queue active)
Nov 23 17:06:50 mx1 postfix/postsuper[22538]: 8B55CAA6903: requeued
Nov 23 17:07:16 mx1 postfix/pickup[22451]: 8A44CAA6904: uid=106 from=<alice@example.net> orig_id=8B55CAA6903
Nov 23 17:07:16 mx1 postfix/qmgr[990]: 8A44CAA6904: from=<alice@example.net>, size=447, nrcpt=1 (queue active)
Nov 23 17:07:17 mx1 postfix/smtp[22482]: 8A44CAA6904: to=<carol@example.com>, relay=mx.example.com[203.0.113.26]:25, delay=96, delays=95/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:07:17 mx1 postfix/qmgr[990]: 8A44CAA6904: removed
    accounts alice@example.net
        messages  1
        recipients  2
        bytes  333
        sent  2
        unknown  0
        waiting  0
        domains  2
    contacts alice@example.net example.org
        recipients  1
    contacts alice@example.net example.com
        recipients  1
    none submitters

# A local user's message stays his.
Nov 23 17:05:41 mx1 postfix/pickup[22451]: 8C64CAA6B24: uid=33 from=<www-data>
Nov 23 17:05:41 mx1 postfix/qmgr[990]: 8C64CAA6B24: from=<www-data@example.net>, size=333, nrcpt=1 (queue active)
Nov 23 17:05:50 mx1 postfix/postsuper[22538]: 8C64CAA6B24: requeued
Nov 23 17:06:16 mx1 postfix/pickup[22451]: 8B55CAA6903: uid=106 from=<www-data@example.net> orig_id=8C64CAA6B24
Nov 23 17:06:16 mx1 postfix/qmgr[990]: 8B55CAA6903: from=<www-data@example.net>, size=447, nrcpt=1 (queue active)
    submitters 33
        messages  1
        recipients  1
        waiting  1
    none submitters 106
    messages 8B55CAA6903
        uid  33
    totals
        local_messages  1

# Requeued, and through a content filter the second time.
Nov 23 17:05:41 mx1 postfix/submission/smtpd[22453]: 8C64CAA6B24: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:05:41 mx1 postfix/qmgr[990]: 8C64CAA6B24: from=<alice@example.net>, size=333, nrcpt=1 (queue active)
Nov 23 17:05:50 mx1 postfix/postsuper[22538]: 8C64CAA6B24: requeued
Nov 23 17:06:16 mx1 postfix/pickup[22451]: 8B55CAA6903: uid=106 from=<alice@example.net> orig_id=8C64CAA6B24
Nov 23 17:06:16 mx1 postfix/qmgr[990]: 8B55CAA6903: from=<alice@example.net>, size=447, nrcpt=1 (queue active)
Nov 23 17:06:17 mx1 postfix/smtpd[14090]: BBBB0AA6A02: client=localhost[127.0.0.1]
Nov 23 17:06:17 mx1 postfix/qmgr[990]: BBBB0AA6A02: from=<alice@example.net>, size=1400, nrcpt=1 (queue active)
Nov 23 17:06:17 mx1 postfix/smtp[22482]: 8B55CAA6903: to=<bob@example.org>, relay=127.0.0.1[127.0.0.1]:10024, delay=36, delays=35/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as BBBB0AA6A02)
Nov 23 17:06:17 mx1 postfix/qmgr[990]: 8B55CAA6903: removed
Nov 23 17:06:18 mx1 postfix/smtp[22483]: BBBB0AA6A02: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:06:18 mx1 postfix/qmgr[990]: BBBB0AA6A02: removed
    accounts alice@example.net
        messages  1
        recipients  1
        sent  1
        waiting  0
    totals
        plain_messages  0

# The one before it is not in the log: then it is nobody's.
Nov 23 17:06:16 mx1 postfix/pickup[22451]: 8B55CAA6903: uid=106 from=<alice@example.net> orig_id=8C64CAA6B24
Nov 23 17:06:16 mx1 postfix/qmgr[990]: 8B55CAA6903: from=<alice@example.net>, size=447, nrcpt=1 (queue active)
Nov 23 17:06:17 mx1 postfix/smtp[22483]: 8B55CAA6903: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
    messages 8B55CAA6903
        state  queued
        sasl_username  absent
        uid  absent
        client_addr  absent
    none submitters
    none accounts
    none relays
    totals
        local_messages  0

# The line of postsuper(1) is missing: the message goes on all the same, and is not in the queue twice.
Nov 23 17:05:41 mx1 postfix/submission/smtpd[22453]: 8C64CAA6B24: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:05:41 mx1 postfix/qmgr[990]: 8C64CAA6B24: from=<alice@example.net>, size=333, nrcpt=1 (queue active)
Nov 23 17:06:16 mx1 postfix/pickup[22451]: 8B55CAA6903: uid=106 from=<alice@example.net> orig_id=8C64CAA6B24
Nov 23 17:06:16 mx1 postfix/qmgr[990]: 8B55CAA6903: from=<alice@example.net>, size=447, nrcpt=1 (queue active)
    accounts alice@example.net
        messages  1
        recipients  1
        waiting  1
        waiting_recipients  1
    none messages 8C64CAA6B24
    messages 8B55CAA6903
        sasl_username  alice@example.net
    totals
        waiting  1
        abandoned  0

# The log goes on for a while: a range that has the second half, and not the first, still waits for it.
Nov 23 17:05:41 mx1 postfix/submission/smtpd[22453]: 8C64CAA6B24: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:05:41 mx1 postfix/qmgr[990]: 8C64CAA6B24: from=<alice@example.net>, size=333, nrcpt=1 (queue active)
Nov 23 17:05:50 mx1 postfix/postsuper[22538]: 8C64CAA6B24: requeued
Nov 23 17:06:16 mx1 postfix/pickup[22451]: 8B55CAA6903: uid=106 from=<alice@example.net> orig_id=8C64CAA6B24
Nov 23 17:06:16 mx1 postfix/cleanup[22458]: 8B55CAA6903: message-id=<m1@example.net>
Nov 23 17:06:16 mx1 postfix/qmgr[990]: 8B55CAA6903: from=<alice@example.net>, size=447, nrcpt=1 (queue active)
Nov 23 17:06:17 mx1 postfix/smtp[22483]: 8B55CAA6903: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=36, delays=35/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:06:17 mx1 postfix/qmgr[990]: 8B55CAA6903: removed
Nov 23 17:26:17 mx1 postfix/smtpd[22484]: connect from unknown[198.51.100.12]
    accounts alice@example.net
        recipients  1
        sent  1
    none submitters
