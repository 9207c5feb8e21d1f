# Several files: a message may begin in one and end in another, whichever is read first.

# Its login is in the older file, its outcome in the newer one.
@file mail.log.1
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=2 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=4.7.1, status=deferred (host mx.example.org[203.0.113.25] said: 450 4.7.1 later (in reply to RCPT TO command))
@file mail.log
Nov 23 18:04:52 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=3601, delays=3600/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 18:04:53 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<carol@example.com>, relay=mx.example.com[203.0.113.26]:25, delay=3602, delays=3600/0/1/1, dsn=5.7.1, status=bounced (host mx.example.com[203.0.113.26] said: 550 5.7.1 spam (in reply to end of DATA command))
Nov 23 18:04:53 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    accounts alice@example.net
        messages  1
        recipients  2
        sent  1
        bounced  1
        deferred  1
        refused  1
        unknown  0
        waiting  0
    hours alice@example.net 2026-11-23T18:00:00Z
        sent  1
        bounced  1
    evidence alice@example.net message
        file  mail.log.1
        offset  0
    evidence alice@example.net refused
        file  mail.log
        time  2026-11-23T18:04:53Z
    streams mail.log.1
        lines  3
        first  2026-11-23T17:04:51Z
        last  2026-11-23T17:04:52Z
    streams mail.log
        lines  3
    totals
        orphans  0
        waiting  0
    none relays
    none messages

# Rotated within a second: what has the same stamp in both files is in the order of the files' first lines.
@file mail.log.1
Nov 23 17:04:50 mx1 postfix/smtpd[14080]: connect from unknown[198.51.100.11]
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
@file mail.log
Nov 23 17:04:51 mx1 postfix/cleanup[14082]: 4086EAA6A01: message-id=<m1@example.net>
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:51 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    accounts alice@example.net
        messages  1
        recipients  1
        sent  1
        waiting  0
    totals
        orphans  0

# Lines that end with CR LF go on as those do that end with LF: they are one range.
@file mail.log
\ Nov 23 17:04:50 mx1 postfix/smtpd[14080]: connect from unknown[198.51.100.11]\x0d
\ Nov 23 17:04:51 mx1 postfix/smtpd[14080]: disconnect from unknown[198.51.100.11]\x0d
\ Nov 23 17:04:52 mx1 postfix/smtpd[14080]: connect from unknown[198.51.100.11]\x0d
    streams mail.log
        start  0
        lines  3
    totals
        lines  3

# Three files, and a queue ID that is given again in each.
@file mail.log.2
Nov 23 15:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 15:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
@file mail.log.1
Nov 23 16:04:50 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (250 ok)
Nov 23 16:04:50 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
Nov 23 16:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.12], sasl_method=PLAIN, sasl_username=dave@example.net
Nov 23 16:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<dave@example.net>, size=70, nrcpt=1 (queue active)
@file mail.log
Nov 23 17:04:51 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<carol@example.com>, relay=mx.example.com[203.0.113.26]:25, delay=0, delays=0/0/0/0, dsn=5.1.1, status=bounced (host mx.example.com[203.0.113.26] said: 550 5.1.1 user unknown (in reply to RCPT TO command))
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    accounts alice@example.net
        bytes  900
        sent  1
        bounced  0
    accounts dave@example.net
        bytes  70
        sent  0
        bounced  1
    totals
        orphans  0
        waiting  0

# A content filter's two legs in two files: handed back in the older one, answered in the newer.
@file mail.log.1
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: AAAA0AA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: AAAA0AA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtpd[14090]: BBBB0AA6A02: client=localhost[127.0.0.1]
Nov 23 17:04:52 mx1 postfix/qmgr[990]: BBBB0AA6A02: from=<alice@example.net>, size=1400, nrcpt=1 (queue active)
Nov 23 17:04:53 mx1 postfix/smtp[14084]: BBBB0AA6A02: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:53 mx1 postfix/qmgr[990]: BBBB0AA6A02: removed
@file mail.log
Nov 23 17:04:54 mx1 postfix/smtp[14083]: AAAA0AA6A01: to=<bob@example.org>, relay=127.0.0.1[127.0.0.1]:10024, delay=3, delays=0/0/1.5/1.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as BBBB0AA6A02)
Nov 23 17:04:54 mx1 postfix/qmgr[990]: AAAA0AA6A01: removed
Nov 23 17:24:54 mx1 postfix/smtpd[14083]: connect from unknown[198.51.100.11]
    accounts alice@example.net
        messages  1
        recipients  1
        bytes  900
        sent  1
        waiting  0
    totals
        plain_messages  0
        loopback_messages  0
        orphans  0
    none relays

# The same where the filter's ten minutes are over in the older file already: nothing names it there any more.
@file mail.log.1
Nov 23 17:04:52 mx1 postfix/smtpd[14090]: BBBB0AA6A02: client=localhost[127.0.0.1]
Nov 23 17:04:52 mx1 postfix/qmgr[990]: BBBB0AA6A02: from=<webmail@example.net>, size=1400, nrcpt=1 (queue active)
Nov 23 17:04:53 mx1 postfix/smtp[14084]: BBBB0AA6A02: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:53 mx1 postfix/qmgr[990]: BBBB0AA6A02: removed
Nov 23 17:34:53 mx1 postfix/smtpd[14083]: connect from unknown[198.51.100.11]
@file mail.log
Nov 23 17:34:54 mx1 postfix/submission/smtpd[14080]: AAAA0AA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:34:54 mx1 postfix/qmgr[990]: AAAA0AA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:34:55 mx1 postfix/smtp[14083]: AAAA0AA6A01: to=<carol@example.com>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as BBBB0AA6A02)
Nov 23 17:34:55 mx1 postfix/qmgr[990]: AAAA0AA6A01: removed
    accounts alice@example.net
        sent  1
        domains  1
    none contacts alice@example.net example.org
    relays 127.0.0.1
        messages  1
        sent  1
    totals
        loopback_messages  1

# A requeue across files, the older of which has only the beginning.
@file mail.log.1
Nov 23 17:05:41 mx1 postfix/submission/smtpd[22453]: 8C64CAA6B24: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:05:41 mx1 postfix/qmgr[990]: 8C64CAA6B24: from=<alice@example.net>, size=333, nrcpt=1 (queue active)
@file mail.log
Nov 23 18:05:50 mx1 postfix/postsuper[22538]: 8C64CAA6B24: requeued
Nov 23 18:06:16 mx1 postfix/pickup[22451]: 8B55CAA6903: uid=106 from=<alice@example.net> orig_id=8C64CAA6B24
Nov 23 18:06:16 mx1 postfix/qmgr[990]: 8B55CAA6903: from=<alice@example.net>, size=447, nrcpt=1 (queue active)
Nov 23 18:06:19 mx1 postfix/smtp[22482]: 8B55CAA6903: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=38, delays=35/0/2/1, dsn=2.0.0, status=sent (250 ok)
Nov 23 18:06:19 mx1 postfix/qmgr[990]: 8B55CAA6903: removed
    accounts alice@example.net
        messages  1
        recipients  1
        bytes  333
        sent  1
        waiting  0
    none submitters
    totals
        orphans  0

# Two machines whose lines do not say which: the caller does, and one queue ID is two messages.
@file a/mail.log
@host mx1
Nov 23 17:04:51 localhost postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:52 localhost postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
@file b/mail.log
@host mx2
Nov 23 17:04:51 localhost postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.12], sasl_method=PLAIN, sasl_username=dave@example.net
Nov 23 17:04:52 localhost postfix/qmgr[990]: 4086EAA6A01: from=<dave@example.net>, size=70, nrcpt=1 (queue active)
Nov 23 17:04:53 localhost postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
    messages 4086EAA6A01 mx1
        sasl_username  alice@example.net
        finished  0
    messages 4086EAA6A01 mx2
        sasl_username  dave@example.net
        finished  1
    hosts mx1
        lines  2
    hosts mx2
        lines  3

# Failures of one address in two files: the buckets add up, and the first and the last line are kept.
@file mail.log.1
Nov 23 17:04:53 mx1 postfix/submission/smtpd[21752]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: no, sasl_username=alice@example.net
Nov 23 17:05:53 mx1 postfix/submission/smtpd[21752]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: no, sasl_username=bob@example.net
@file mail.log
Nov 23 17:06:53 mx1 postfix/submission/smtpd[21752]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: no, sasl_username=bob@example.net
    failures 192.0.2.66 2026-11-23T17:00:00Z
        failures  3
        first  2026-11-23T17:04:53Z
    addresses 192.0.2.66
        users_tried  2
    evidence 192.0.2.66 failure
        file  mail.log.1
        time  2026-11-23T17:04:53Z
    evidence 192.0.2.66 last-failure
        file  mail.log
        time  2026-11-23T17:06:53Z

# A filter's second leg, and its queue ID given again in the next file, in which the link stands in neither's way.
@file mail.log.1
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: AAAA0AA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: AAAA0AA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtpd[14090]: BBBB0AA6A02: client=localhost[127.0.0.1]
Nov 23 17:04:52 mx1 postfix/qmgr[990]: BBBB0AA6A02: from=<alice@example.net>, size=1400, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: AAAA0AA6A01: to=<bob@example.org>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as BBBB0AA6A02)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: AAAA0AA6A01: removed
Nov 23 17:04:53 mx1 postfix/smtp[14084]: BBBB0AA6A02: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:53 mx1 postfix/qmgr[990]: BBBB0AA6A02: removed
@file mail.log
Nov 23 17:05:54 mx1 postfix/smtpd[14090]: BBBB0AA6A02: client=localhost[127.0.0.1]
Nov 23 17:05:54 mx1 postfix/qmgr[990]: BBBB0AA6A02: from=<webmail@example.net>, size=1400, nrcpt=1 (queue active)
Nov 23 17:05:55 mx1 postfix/smtp[14084]: BBBB0AA6A02: to=<carol@example.com>, relay=mx.example.com[203.0.113.26]:25, delay=1, delays=0/0/0.5/0.5, dsn=5.1.1, status=bounced (host mx.example.com[203.0.113.26] said: 550 5.1.1 user unknown (in reply to RCPT TO command))
    accounts alice@example.net
        sent  1
        bounced  0
    relays 127.0.0.1
        messages  1
        bounced  1

# One log a daemon: smtpd's lines in one file, all others in another that begins earlier. The times tell.
@file smtpd.log
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:06:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.12], sasl_method=PLAIN, sasl_username=dave@example.net
@file mail.log
Nov 23 16:00:00 mx1 postfix/anvil[14081]: statistics: max cache size 1 at Nov 23 15:56:40
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:53 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:53 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
Nov 23 17:06:52 mx1 postfix/cleanup[14082]: 4086EAA6A01: message-id=<m2@example.net>
Nov 23 17:06:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<dave@example.net>, size=70, nrcpt=1 (queue active)
    accounts alice@example.net
        bytes  900
        sent  1
        waiting  0
    accounts dave@example.net
        bytes  70
        waiting  1
    messages 4086EAA6A01
        sasl_username  dave@example.net
    totals
        orphans  0
        waiting  1

# The first logins of a day have the same stamp in two files: the place is in the same one, whichever is read first.
@file mail.log.1
Nov 23 17:04:50 mx1 postfix/smtpd[14080]: connect from unknown[198.51.100.11]
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
@file mail.log
@host mx2
Nov 23 17:04:51 mx2 postfix/smtpd[14080]: connect from unknown[198.51.100.11]
Nov 23 17:04:51 mx2 postfix/submission/smtpd[14080]: 4086EAA6A02: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
    accesses alice@example.net 198.51.100.11 2026-11-23
        messages  2
        first  2026-11-23T17:04:51Z
        offset  78
