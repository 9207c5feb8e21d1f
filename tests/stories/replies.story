# What remote servers answer: who says spam or blocked (R17), and who only seems to.

# A server that says spam, one that says blocked; one that greylists, and one that wants DMARC, are no refusals.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=4 (queue active)
Nov 23 17:04:53 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<a@one.example>, relay=mx1.one.example[203.0.113.31]:25, delay=2, delays=1/0/0.5/0.5, dsn=5.7.1, status=bounced (host mx1.one.example[203.0.113.31] said: 550 5.7.1 Message rejected as SPAM (in reply to end of DATA command))
Nov 23 17:04:54 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<b@two.example>, relay=mx.two.example[203.0.113.32]:25, delay=2, delays=1/0/0.5/0.5, dsn=4.7.1, status=deferred (host mx.two.example[203.0.113.32] refused to talk to me: 450 4.7.1 192.0.2.25 is blocked)
Nov 23 17:04:55 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<c@three.example>, relay=mx.three.example[203.0.113.33]:25, delay=2, delays=1/0/0.5/0.5, dsn=4.7.1, status=deferred (host mx.three.example[203.0.113.33] said: 451 4.7.1 Blocked for now: greylisted (in reply to RCPT TO command))
Nov 23 17:04:56 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<d@four.example>, relay=mx.four.example[203.0.113.34]:25, delay=2, delays=1/0/0.5/0.5, dsn=5.7.26, status=bounced (host mx.four.example[203.0.113.34] said: 550-5.7.26 This mail has been blocked because the sender is unauthenticated (in reply to end of DATA command))
Nov 23 18:04:54 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<b@two.example>, relay=mx.two.example[203.0.113.32]:25, delay=3602, delays=3601/0/0.5/0.5, dsn=4.7.1, status=deferred (host mx.two.example[203.0.113.32] refused to talk to me: 450 4.7.1 192.0.2.25 is blocked)
    accounts alice@example.net
        refused  2
        bounced  2
        deferred  2
    hours alice@example.net 2026-11-23T17:00:00Z
        refused  2
        refusing  2
        bounced  2
        bounced_domains  2
    none hours alice@example.net 2026-11-23T18:00:00Z
    evidence alice@example.net refused
        time  2026-11-23T17:04:53Z

# A server that takes a message and talks of spam did not refuse it.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:53 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<a@one.example>, relay=mx1.one.example[203.0.113.31]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok, spam score 0.1, not blocked)
    accounts alice@example.net
        sent  1
        refused  0
    hours alice@example.net 2026-11-23T17:00:00Z
        refused  0
        refusing  0

# A server whose name has spam in it, and a recipient whose has: they say that there is no such user, and no more.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=2 (queue active)
Nov 23 17:04:53 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<a@one.example>, relay=spamfilter.one.example[203.0.113.31]:25, delay=2, delays=1/0/0.5/0.5, dsn=5.1.1, status=bounced (host spamfilter.one.example[203.0.113.31] said: 550 5.1.1 user unknown (in reply to RCPT TO command))
Nov 23 17:04:54 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<spam@two.example>, relay=mx.two.example[203.0.113.32]:25, delay=2, delays=1/0/0.5/0.5, dsn=5.1.1, status=bounced (host mx.two.example[203.0.113.32] said: 550 5.1.1 <spam@two.example>: Recipient address rejected: User unknown (in reply to RCPT TO command))
    accounts alice@example.net
        bounced  2
        refused  0
    hours alice@example.net 2026-11-23T17:00:00Z
        refused  0
        refusing  0

# Two servers of one provider refuse: mx1.one.example and mx2.one.example are the same people.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=2 (queue active)
Nov 23 17:04:53 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<a@example.org>, relay=mx1.one.example[203.0.113.31]:25, delay=2, delays=1/0/0.5/0.5, dsn=5.7.1, status=bounced (host mx1.one.example[203.0.113.31] said: 550 5.7.1 spam (in reply to end of DATA command))
Nov 23 17:04:54 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<b@example.com>, relay=MX2.one.example[203.0.113.32]:25, delay=2, delays=1/0/0.5/0.5, dsn=5.7.1, status=bounced (host MX2.one.example[203.0.113.32] said: 550 5.7.1 spam (in reply to end of DATA command))
Nov 23 17:04:54 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    hours alice@example.net 2026-11-23T17:00:00Z
        refused  2
        refusing  1
        bounced_domains  2
