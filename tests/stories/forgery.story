# What somebody else wrote into a line: user names, addresses, HELO, Message-IDs, a remote server's words. None of it
# makes an account, or gives one what it did not do (LOG_FORMAT.md, section 6).

# AUTH= of MAIL FROM on port 25, by a client that did not log in (6.1).
Nov 23 17:04:51 mx1 postfix/smtpd[21752]: 4086EAA6A01: client=unknown[192.0.2.66], sasl_sender=x", sasl_method=PLAIN, sasl_username=ceo@corp.example"
Nov 23 17:04:52 mx1 postfix/smtpd[21752]: 4086EAA6A02: client=unknown[192.0.2.66], sasl_sender=<, sasl_method=PLAIN, sasl_username=ceo@corp.example, orig_client=localhost[127.0.0.1]>
    none accounts
    addresses 192.0.2.66
        plain_messages  2
        messages  0
        accounts  0
    totals
        messages  0
        plain_messages  2
        loopback_messages  0

# The same by an account: it is his own name that counts.
Nov 23 17:05:27 mx1 postfix/submission/smtpd[22248]: E079EAA6925: client=unknown[192.0.2.66], sasl_method=PLAIN, sasl_username=eve, sasl_sender=x, sasl_username=ceo@corp.example
    accounts eve
        messages  1
    none accounts ceo@corp.example

# A Message-ID, and a HELO that smtpd(8) writes with question marks.
Nov 23 17:04:51 mx1 postfix/smtpd[21752]: 4086EAA6A01: client=unknown[192.0.2.66]
Nov 23 17:04:51 mx1 postfix/cleanup[22257]: 4086EAA6A01: message-id=<m2@x>, client=unknown[192.0.2.67], sasl_method=PLAIN, sasl_username=ceo@corp.example
Nov 23 17:04:51 mx1 postfix/cleanup[22258]: 4086EAA6A02: message-id=<m2@x>, from=<ceo@corp.example>, status=sent (250 ok)
Nov 23 17:04:52 mx1 postfix/smtpd[21752]: NOQUEUE: reject: RCPT from unknown[192.0.2.66]: 554 5.7.1 <victim@example.com>: Relay access denied; from=<x@evil.example> to=<victim@example.com> proto=ESMTP helo=<evil]:?AAAAAAAAAA:?client=localhost[127.0.0.1],?sasl_method=PLAIN,?sasl_username=root>
    none accounts
    none addresses 127.0.0.1
    none addresses 192.0.2.67
    totals
        messages  0
        plain_messages  1
        sent  0

# A user name that failed, with another one in it; and a mechanism that looks like the rest of the line (6.2).
Nov 23 17:05:27 mx1 postfix/submission/smtpd[21752]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: authentication failure, sasl_username=nobody, sasl_username=ceo@corp.example
Nov 23 17:05:28 mx1 postfix/submission/smtpd[21752]: warning: unknown[192.0.2.66]: SASL LOGIN" authentication failed: UGFzc3dvcmQ6, sasl_username=ceo@corp.example" authentication failed: Invalid authentication mechanism: 'LOGIN"', sasl_username=(unavailable)
    none names ceo@corp.example
    none accounts
    names nobody,\x20sasl_username=ceo@corp.example
        failures  1

# A remote server's words: a whole line, another outcome, a queue ID.
Nov 23 17:05:27 mx1 postfix/submission/smtpd[21752]: 876D0AA6AE5: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:05:27 mx1 postfix/qmgr[990]: 876D0AA6AE5: from=<alice@example.net>, size=900, nrcpt=2 (queue active)
Nov 23 17:05:28 mx1 postfix/smtp[21800]: 876D0AA6AE5: to=<d1@evil.example>, relay=mx.evil.example[203.0.113.66]:25, delay=0.18, delays=0/0.08/0.05/0.04, dsn=5.1.1, status=bounced (host mx.evil.example[203.0.113.66] said: 550-5.1.1 line one 550 5.1.1 Nov 23 16:00:00 mx1 postfix/smtpd[1]: AAAAAAAAAA: client=unknown[203.0.113.4], sasl_method=PLAIN, sasl_username=root (in reply to end of DATA command))
Nov 23 17:05:28 mx1 postfix/smtp[21800]: 876D0AA6AE5: to=<d2@evil.example>, relay=mx.evil.example[203.0.113.66]:25, delay=0.18, delays=0/0.08/0.05/0.04, dsn=5.1.1, status=bounced (host mx.evil.example[203.0.113.66] said: 550 5.1.1 no), status=sent (250 2.0.0 Ok (in reply to RCPT TO command))
Nov 23 17:05:28 mx1 postfix/qmgr[990]: 876D0AA6AE5: removed
    accounts alice@example.net
        sent  0
        bounced  2
    none accounts root
    none addresses 203.0.113.4

# What other programs write starts with a queue ID too, but it is not Postfix.
Nov 23 17:04:51 mx1 opendkim[99]: DCCDFAA6AC3: client=unknown[192.0.2.66], sasl_method=PLAIN, sasl_username=root
Nov 23 17:04:51 mx1 amavis[99]: warning: unknown[192.0.2.66]: SASL LOGIN authentication failed: x
Nov 23 17:04:51 mx1 smtpd[99]: connect from unknown[192.0.2.66]
Nov 23 17:04:51 mx1 sshd[99]: Failed password for root from 192.0.2.66 port 40219 ssh2
    none accounts
    none addresses
    none hosts
    kinds foreign
        lines  4
    totals
        lines  4
        failures  0
        first  absent

# Nor does cleanup(8) or qmgr(8) know who logged in.
Nov 23 17:04:51 mx1 postfix/cleanup[21752]: 4086EAA6A01: client=unknown[192.0.2.66], sasl_method=PLAIN, sasl_username=root
Nov 23 17:04:51 mx1 postfix/qmgr[990]: warning: unknown[192.0.2.66]: SASL LOGIN authentication failed: x, sasl_username=root
    none accounts
    none names

# A local user's address does not say that he continues another's message.
Nov 23 17:06:15 mx1 postfix/submission/smtpd[21752]: 8C64CAA6B24: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:06:16 mx1 postfix/pickup[22451]: 8B55CAA6903: uid=1000 from=<"a> orig_id=8C64CAA6B24"@example.net>
Nov 23 17:06:16 mx1 postfix/qmgr[990]: 8B55CAA6903: from=<"a> orig_id=8C64CAA6B24"@example.net>, size=447, nrcpt=3 (queue active)
    accounts alice@example.net
        messages  1
        recipients  0
    submitters 1000
        messages  1
        recipients  3

# A recipient whose name is quota, and one whose name is a rate limit: no limit of this server was exceeded.
Nov 23 17:04:52 mx1 postfix/smtpd[21772]: NOQUEUE: reject: RCPT from mail.example.org[203.0.113.25]: 550 5.1.1 <quota@example.net>: Recipient address rejected: User unknown in virtual mailbox table; from=<bob@example.org> to=<quota@example.net> proto=ESMTP helo=<mail.example.org>
Nov 23 17:04:53 mx1 postfix/smtpd[21772]: NOQUEUE: reject: RCPT from mail.example.org[203.0.113.25]: 550 5.1.1 <rate limit@example.net>: Recipient address rejected: User unknown in virtual mailbox table; from=<bob@example.org> to=<"rate limit"@example.net> proto=ESMTP helo=<mail.example.org>
    addresses 203.0.113.25
        rejects  2
        limited  0
    none failures

# "Sender address rejected: not owned by user U" (reject_sender_login_mismatch): whose account sends as others (R27).
# The account did log in; it handed in nothing.
Nov 23 17:04:52 mx1 postfix/smtps/smtpd[21772]: NOQUEUE: reject: RCPT from unknown[198.51.100.11]: 553 5.7.1 <bob@example.net>: Sender address rejected: not owned by user Alice@example.net; from=<bob@example.net> to=<one@example.org> proto=ESMTP helo=<client.example>
Nov 23 17:04:53 mx1 postfix/smtps/smtpd[21772]: NOQUEUE: reject: RCPT from unknown[198.51.100.11]: 553 5.7.1 <bob+x@example.net>: Sender address rejected: not owned by user alice@example.net; from=<bob+x@example.net> to=<one@example.org> proto=ESMTP helo=<client.example> sasl_method=PLAIN sasl_username=alice@example.net
Nov 23 17:59:59 mx1 postfix/smtps/smtpd[21772]: NOQUEUE: reject: RCPT from unknown[198.51.100.11]: 553 5.7.1 <ceo@example.net>: Sender address rejected: not owned by user alice@example.net; from=<ceo@example.net> to=<one@example.org> proto=ESMTP helo=<client.example>
Nov 23 18:00:00 mx1 postfix/smtps/smtpd[21772]: NOQUEUE: reject: RCPT from unknown[198.51.100.11]: 553 5.7.1 <ceo@example.net>: Sender address rejected: not owned by user alice@example.net; from=<ceo@example.net> to=<one@example.org> proto=ESMTP helo=<client.example>
    hours alice@example.net 2026-11-23T17:00:00Z
        unowned  3
        unowned_senders  2
        messages  0
    hours alice@example.net 2026-11-23T18:00:00Z
        unowned  1
        unowned_senders  1
    accounts alice@example.net
        messages  0
        first  absent
    addresses 198.51.100.11
        rejects  4

# A sender's address that says so of another account: what Postfix says follows it.
Nov 23 17:04:52 mx1 postfix/smtpd[21772]: NOQUEUE: reject: RCPT from unknown[192.0.2.66]: 553 5.7.1 <x: Sender address rejected: not owned by user ceo@corp.example@example.net>: Sender address rejected: not logged in; from=<"x: Sender address rejected: not owned by user ceo@corp.example"@example.net> to=<one@example.org> proto=ESMTP helo=<client.example>
Nov 23 17:04:53 mx1 postfix/submission/smtpd[21772]: NOQUEUE: reject: RCPT from unknown[192.0.2.66]: 553 5.7.1 <x: Sender address rejected: not owned by user ceo@corp.example@example.net>: Sender address rejected: not owned by user mallory@example.net; from=<"x: Sender address rejected: not owned by user ceo@corp.example"@example.net> to=<one@example.org> proto=ESMTP helo=<client.example>
Nov 23 17:04:54 mx1 postfix/smtpd[21772]: NOQUEUE: reject: RCPT from unknown[192.0.2.66]: 554 5.7.1 <one@elsewhere.example>: Relay access denied; from=<"x: Sender address rejected: not owned by user ceo@corp.example"@example.net> to=<one@elsewhere.example> proto=ESMTP helo=<client.example>
    hours mallory@example.net 2026-11-23T17:00:00Z
        unowned  1
        unowned_senders  1
    none accounts ceo@corp.example
    none hours ceo@corp.example

# The same by a recipient's address, where a policy says 553.
Nov 23 17:04:52 mx1 postfix/smtpd[21772]: NOQUEUE: reject: RCPT from unknown[192.0.2.66]: 553 5.7.1 <x: Sender address rejected: not owned by user ceo@corp.example@example.net>: Recipient address rejected: no; from=<x@evil.example> to=<"x: Sender address rejected: not owned by user ceo@corp.example"@example.net> proto=ESMTP helo=<client.example>
    none accounts
    none hours

# Postfix says 553 when a sender's address is another's. A domain that does not exist has another code, however long the
# address is.
Nov 23 17:04:52 mx1 postfix/smtpd[21772]: NOQUEUE: reject: RCPT from unknown[192.0.2.66]: 450 4.1.8 <pppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp: Sender address rejected: not owned by user ceo@corp.example; from=<"pppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp: Sender address rejected: not owned by user ceo@corp.example"@evil.example> to=<one@example.org> proto=ESMTP helo=<client.example>
    addresses 192.0.2.66
        rejects  1
    none accounts
    none hours

# smtpd(8) cuts the reply at 510 bytes: a long address pushes Postfix's own words off the line (LOG_FORMAT.md, shape 8),
# and the name ends where the sender of it likes.
Nov 23 17:04:52 mx1 postfix/smtpd[21772]: NOQUEUE: reject: RCPT from unknown[192.0.2.66]: 553 5.7.1 <pppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp: Sender address rejected: not owned by user ceo@corp.example; from=<"pppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp: Sender address rejected: not owned by user ceo@corp.example"@example.net> to=<one@example.org> proto=ESMTP helo=<client.example>
    addresses 192.0.2.66
        rejects  1
    none accounts
    none hours
