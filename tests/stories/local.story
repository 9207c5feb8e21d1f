# Mail that local users hand in: pickup(8) names the uid. A web shell is uid 33 or the like.

# One message of uid 33.
Nov 23 17:06:16 mx1 postfix/pickup[22451]: 8B55CAA6903: uid=33 from=<www-data>
Nov 23 17:06:16 mx1 postfix/cleanup[22458]: 8B55CAA6903: message-id=<20261123170616.8B55CAA6903@mx1.example.net>
Nov 23 17:06:16 mx1 postfix/qmgr[990]: 8B55CAA6903: from=<www-data@example.net>, size=447, nrcpt=2 (queue active)
Nov 23 17:06:17 mx1 postfix/smtp[22482]: 8B55CAA6903: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:06:17 mx1 postfix/smtp[22482]: 8B55CAA6903: to=<carol@example.com>, relay=mx.example.com[203.0.113.26]:25, delay=1, delays=0/0/0.5/0.5, dsn=5.7.1, status=bounced (host mx.example.com[203.0.113.26] said: 550 5.7.1 spam (in reply to end of DATA command))
Nov 23 17:06:17 mx1 postfix/bounce[14090]: 8B55CAA6903: sender non-delivery notification: 5E787AA6A81
Nov 23 17:06:17 mx1 postfix/qmgr[990]: 8B55CAA6903: removed
    submitters 33
        first  2026-11-23T17:06:16Z
        last  2026-11-23T17:06:16Z
        messages  1
        recipients  2
        bytes  447
        sent  1
        bounced  1
        refused  1
        notices  1
        unknown  0
        waiting  0
        active_days  1
        messages_in_hour  1
        recipients_in_hour  2
        senders  1
        domains  2
    hours 33 2026-11-23T17:00:00Z
        sasl_username  absent
        messages  1
        recipients  2
        sent  1
        bounced  1
        refused  1
        refusing  1
        new_domains  2
    days 33 2026-11-23
        messages  1
    senders 33 www-data@example.net
        messages  1
    contacts 33 example.org
        recipients  1
    evidence 33 message
        time  2026-11-23T17:06:16Z
    evidence 33 refused
        time  2026-11-23T17:06:17Z
    hosts mx1
        told  1
        contradicting  0
    totals
        local_messages  1
        messages  0
        plain_messages  0
    none accounts
    none relays
    none addresses

# Several uids; and one that no user has.
Nov 23 17:06:16 mx1 postfix/pickup[22451]: 8B55CAA6901: uid=0 from=<root>
Nov 23 17:06:17 mx1 postfix/pickup[22451]: 8B55CAA6902: uid=1000 from=<alice>
Nov 23 17:06:18 mx1 postfix/pickup[22451]: 8B55CAA6903: uid=1000 from=<alice>
Nov 23 17:06:19 mx1 postfix/pickup[22451]: 8B55CAA6904: uid=4294967294 from=<>
    submitters 0
        messages  1
    submitters 1000
        messages  2
        waiting  0
    submitters 4294967294
        messages  1
    totals
        local_messages  4

# A user and an account of the same name are two.
Nov 23 17:06:16 mx1 postfix/pickup[22451]: 8B55CAA6901: uid=1000 from=<1000>
Nov 23 17:06:17 mx1 postfix/submission/smtpd[14080]: 8B55CAA6902: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=1000
Nov 23 17:06:18 mx1 postfix/submission/smtpd[14080]: 8B55CAA6903: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=1000
    submitters 1000
        messages  1
    accounts 1000
        messages  2

# A webmail or a list manager hands in from the host itself: whose mail it is, this log does not say.
Nov 23 17:06:16 mx1 postfix/smtpd[14080]: 8B55CAA6901: client=localhost[127.0.0.1]
Nov 23 17:06:16 mx1 postfix/qmgr[990]: 8B55CAA6901: from=<alice@example.net>, size=447, nrcpt=1 (queue active)
Nov 23 17:06:17 mx1 postfix/virtual[22482]: 8B55CAA6901: to=<bob@example.net>, relay=virtual, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (delivered to maildir)
Nov 23 17:06:17 mx1 postfix/qmgr[990]: 8B55CAA6901: removed
Nov 23 17:06:18 mx1 postfix/smtpd[14080]: 8B55CAA6902: client=localhost[::1]
Nov 23 17:06:19 mx1 postfix/smtpd[14080]: 8B55CAA6903: client=gw.example.net[10.0.0.5]
    totals
        plain_messages  3
        loopback_messages  2
        messages  0
        local_messages  0
    addresses 127.0.0.1
        plain_messages  1
    addresses ::1
        plain_messages  1
    none accounts
    none submitters
