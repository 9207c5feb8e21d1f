# Text that somebody else chose and that looks like a line of Postfix (R20): who writes such a thing means harm, and a
# tool that searches lines would believe it. Odd Message-IDs, and remote servers that explain themselves, are none.

# A Message-ID, a HELO that smtpd(8) writes with question marks, a user name, the AUTH= of MAIL FROM, a mechanism.
Nov 23 17:04:51 mx1 postfix/cleanup[22257]: 4086EAA6A01: message-id=<m2@x>, client=unknown[192.0.2.67], sasl_method=PLAIN, sasl_username=ceo@corp.example
Nov 23 17:04:52 mx1 postfix/smtpd[21752]: NOQUEUE: reject: RCPT from unknown[192.0.2.66]: 554 5.7.1 <victim@example.com>: Relay access denied; from=<x@evil.example> to=<victim@example.com> proto=ESMTP helo=<evil]:?AAAAAAAAAA:?client=localhost[127.0.0.1],?sasl_method=PLAIN,?sasl_username=root>
Nov 23 17:04:53 mx1 postfix/submission/smtpd[21775]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: authentication failure, sasl_username=a??Nov 23 16:00:00 mx1 postfix/smtpd[9]: AAAAAAAAAA: client=unknown[192.0.2.4], sasl_method=PLAIN, sa
Nov 23 17:04:54 mx1 postfix/smtpd[21752]: 4086EAA6A02: client=unknown[192.0.2.66], sasl_sender=<, sasl_method=PLAIN, sasl_username=ceo@corp.example, orig_client=localhost[127.0.0.1]>
Nov 23 17:04:55 mx1 postfix/submission/smtpd[21752]: warning: unknown[192.0.2.66]: SASL PLAIN,sasl_username=root authentication failed: no mechanism available, sasl_username=(unavailable)
Nov 23 17:04:56 mx1 postfix/submission/smtpd[21752]: warning: unknown[192.0.2.66]: SASL LOGIN" authentication failed: UGFzc3dvcmQ6, sasl_username=ceo@corp.example" authentication failed: Invalid authentication mechanism: 'LOGIN"', sasl_username=(unavailable)
    totals
        injections  6
        lines  6
    evidence injection
        time  2026-11-23T17:04:51Z
        offset  0
        client_addr  absent
        sasl_username  absent
    evidence last-injection
        time  2026-11-23T17:04:56Z

# Addresses with quotes around the local part, in each line that has them.
Nov 23 17:05:26 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<"a>, size=1, status=sent (queue active)"@evil.example>, size=383, nrcpt=1 (queue active)
Nov 23 17:05:27 mx1 postfix/smtp[21814]: 4086EAA6A01: to=<"a>, relay=none, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (ok"@reply.example>, relay=mx.reply.example[203.0.113.25]:25, delay=0.13, delays=0.01/0.04/0.05/0.04, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 37B24F457A)
Nov 23 17:05:28 mx1 postfix/smtpd[22197]: NOQUEUE: reject: RCPT from unknown[192.0.2.66]: 554 5.7.1 <victim@example.com>: Relay access denied; from=<"a> to=<root@x> proto=ESMTP helo=<h>, sasl_username=root"@evil.example> to=<victim@example.com> proto=ESMTP helo=<client.example>
Nov 23 17:05:29 mx1 postfix/pickup[22451]: 8B55CAA6903: uid=1000 from=<"x postfix/smtpd[1]: connect"@example.net>
    totals
        injections  4

# Without quotes, as older releases and rejects write them. A line with two readings says twice what Postfix says once.
Nov 23 17:05:51 mx1 postfix/smtp[21764]: 4086EAA6A01: to=<a>, relay=none, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (ok@reply.example>, relay=mx.reply.example[203.0.113.25]:25, delay=0.17, delays=0/0.05/0.05/0.06, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 2187D27D60)
Nov 23 17:05:52 mx1 postfix/smtpd[22197]: NOQUEUE: reject: RCPT from unknown[192.0.2.66]: 554 5.7.1 <a>: Relay access denied; from=<ceo@corp.example> to=<bob@corp.example> proto=ESMTP helo=<mail.corp.example> sasl_method=PLAIN sasl_username=ceo@elsewhere.example>: Relay access denied; from=<x@evil.example> to=<"a>: Relay access denied; from=<ceo@corp.example> to=<bob@corp.example> proto=ESMTP helo=<mail.corp.example> sasl_method=PLAIN sasl_username=ceo"@elsewhere.example> proto=ESMTP helo=<client.example>
    totals
        injections  2
        ambiguous  1

# A remote server's words: a whole line, an outcome, who logged in.
Nov 23 17:05:28 mx1 postfix/smtp[21800]: 876D0AA6AE5: to=<d1@evil.example>, relay=mx.evil.example[203.0.113.66]:25, delay=0.18, delays=0/0.08/0.05/0.04, dsn=5.1.1, status=bounced (host mx.evil.example[203.0.113.66] said: 550-5.1.1 line one 550 5.1.1 Nov 23 16:00:00 mx1 postfix/smtpd[1]: AAAAAAAAAA: connect from unknown[203.0.113.4] (in reply to end of DATA command))
Nov 23 17:05:28 mx1 postfix/smtp[21800]: 876D0AA6AE5: to=<d2@evil.example>, relay=mx.evil.example[203.0.113.66]:25, delay=0.18, delays=0/0.08/0.05/0.04, dsn=5.1.1, status=bounced (host mx.evil.example[203.0.113.66] said: 550 5.1.1 no), status=sent (250 2.0.0 Ok (in reply to RCPT TO command))
Nov 23 17:05:28 mx1 postfix/smtp[21800]: 876D0AA6AE5: to=<d3@evil.example>, relay=mx.evil.example[203.0.113.66]:25, delay=0.18, delays=0/0.08/0.05/0.04, dsn=5.1.1, status=bounced (host mx.evil.example[203.0.113.66] said: 550 5.1.1 client=unknown[203.0.113.4], sasl_method=PLAIN (in reply to RCPT TO command))
    totals
        injections  3

# A Subject that header_checks match; and what a client sent that is no mail.
Nov 23 17:05:30 mx1 postfix/cleanup[22266]: CE9BAAA699E: warning: header Subject: H-WARN from=<root> to=<root>: x; from=<a@b> to=<c@d> proto=ESMTP helo=<x>, sasl_username=root from gw.bigcorp.example[198.51.100.12]; from=<bob@example.net> to=<one@example.org> proto=ESMTP helo=<client.example>: suspicious
    totals
        injections  1

# Odd Message-IDs are what they are: no blank or comma in front of the word, or no such word.
Nov 23 17:05:30 mx1 postfix/cleanup[22257]: 4086EAA6A01: message-id=<CAF=status=sent.3a@mail.example>
Nov 23 17:05:30 mx1 postfix/cleanup[22257]: 4086EAA6A02: message-id=<http://shop.example/order?client=web&status=sent&id=3[1]:4@shop.example>
Nov 23 17:05:30 mx1 postfix/cleanup[22257]: 4086EAA6A03: message-id=no angle brackets at all, status=open, client=web
Nov 23 17:05:30 mx1 postfix/cleanup[22257]: 4086EAA6A04: message-id=<sasl_username=a@mail.example>
Nov 23 17:05:30 mx1 postfix/qmgr[990]: 4086EAA6A05: from=<bounces+client=a-status=sent=bob=example.net@list.example>, size=383, nrcpt=1 (queue active)
    totals
        injections  0
    none evidence

# Remote servers that explain themselves: which client, which user, in words of their own.
Nov 23 17:05:28 mx1 postfix/smtp[21800]: 876D0AA6AE5: to=<d1@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=0.18, delays=0/0.08/0.05/0.04, dsn=5.7.1, status=bounced (host mx.example.org[203.0.113.25] said: 550 5.7.1 policy violation; client=mx1.example.net[198.51.100.1], helo=<mx1.example.net> (in reply to RCPT TO command))
Nov 23 17:05:28 mx1 postfix/smtp[21800]: 876D0AA6AE5: to=<d2@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=0.18, delays=0/0.08/0.05/0.04, dsn=4.7.1, status=deferred (host mx.example.org[203.0.113.25] said: 450 4.7.1 over quota, sasl_username=alice@example.net (in reply to RCPT TO command))
Nov 23 17:05:28 mx1 postfix/smtp[21800]: 876D0AA6AE5: to=<d3@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=0.18, delays=0/0.08/0.05/0.04, dsn=5.7.1, status=bounced (host mx.example.org[203.0.113.25] said: 550 5.7.1 SPF fail: client-ip=198.51.100.1; status=sent to quarantine (in reply to RCPT TO command))
    totals
        injections  0

# Ambiguous for another reason: nothing is said twice.
Nov 23 17:05:51 mx1 postfix/smtp[21764]: 4086EAA6A01: to=<a>, b=<c@reply.example>, relay=mx.reply.example[203.0.113.25]:25, delay=0.17, delays=0/0.05/0.05/0.06, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 2187D27D60)
    totals
        injections  0

# What other programs write is no line of Postfix; a line that stands for three is three.
Nov 23 17:04:51 mx1 amavis[99]: (1) Message-ID: <m2@x>, client=unknown[192.0.2.67], sasl_username=ceo
Nov 23 17:04:52 mx1 postfix/submission/smtpd[21752]: message repeated 3 times: [ warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: no, sasl_username=nobody, sasl_username=ceo@corp.example]
    totals
        injections  3
        lines  2
