# Clients without a login whose mail goes to the Internet: an open relay, or a gateway that may (R15). Only that mail
# is counted.

# One that does, and all that is known of it then.
Nov 23 17:04:51 mx1 postfix/smtpd[14080]: 4086EAA6A01: client=unknown[192.0.2.66]
Nov 23 17:04:51 mx1 postfix/cleanup[14082]: 4086EAA6A01: message-id=<m1@evil.example>
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<x@evil.example>, size=900, nrcpt=2 (queue active)
Nov 23 17:04:53 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx1.example.org[203.0.113.25]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:54 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<carol@example.com>, relay=mx.example.com[203.0.113.26]:25, delay=2, delays=1/0/0.5/0.5, dsn=5.1.1, status=bounced (host mx.example.com[203.0.113.26] said: 550 5.1.1 user unknown (in reply to RCPT TO command))
Nov 23 17:04:54 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    relays 192.0.2.66
        first  2026-11-23T17:04:51Z
        last  2026-11-23T17:04:51Z
        messages  1
        recipients  2
        bytes  900
        sent  1
        bounced  1
        unknown  0
        deferred  0
        waiting  0
        active_days  1
        messages_in_hour  1
        recipients_in_hour  2
        domains  2
    hours 192.0.2.66 2026-11-23T17:00:00Z
        sasl_username  absent
        uid  absent
        messages  1
        recipients  2
        sent  1
        bounced  1
        new_domains  2
    days 192.0.2.66 2026-11-23
        messages  1
    contacts 192.0.2.66 example.org
        recipients  1
    evidence 192.0.2.66 message
        time  2026-11-23T17:04:53Z
    addresses 192.0.2.66
        plain_messages  1
        messages  0
        accounts  0
    domains example.org
        remote  1
        next_hops  1
    totals
        plain_messages  1
        messages  0
        loopback_messages  0
    none accounts

# Mail that comes in: delivered here by virtual(8), local(8), a pipe, or LMTP, wherever that is.
Nov 23 17:04:51 mx1 postfix/smtpd[14080]: 4086EAA6A01: client=mail.example.org[203.0.113.25]
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<bob@example.org>, size=900, nrcpt=5 (queue active)
Nov 23 17:04:53 mx1 postfix/virtual[14083]: 4086EAA6A01: to=<a@example.net>, relay=virtual, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (delivered to maildir)
Nov 23 17:04:53 mx1 postfix/local[14083]: 4086EAA6A01: to=<b@example.net>, relay=local, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (delivered to mailbox)
Nov 23 17:04:53 mx1 postfix/pipe[14083]: 4086EAA6A01: to=<c@example.net>, relay=dovecot, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (delivered via dovecot service)
Nov 23 17:04:53 mx1 postfix/lmtp[14083]: 4086EAA6A01: to=<d@example.net>, relay=mx1.example.net[private/dovecot-lmtp], delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 <d@example.net> abc Saved)
Nov 23 17:04:53 mx1 postfix/lmtp[14083]: 4086EAA6A01: to=<e@example.net>, relay=store.example.net[203.0.113.40]:24, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 <e@example.net> abc Saved)
Nov 23 17:04:53 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    domains example.net
        local  5
        relayed  0
        remote  0
        next_hops  0
    totals
        plain_messages  1
        sent  5
    none relays
    none hours
    none contacts

# Mail that is passed on for a domain that is this server's (relay_domains): the relay transport, or a server inside.
Nov 23 17:04:51 mx1 postfix/smtpd[14080]: 4086EAA6A01: client=mail.example.org[203.0.113.25]
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<bob@example.org>, size=900, nrcpt=2 (queue active)
Nov 23 17:04:53 mx1 postfix/relay/smtp[14083]: 4086EAA6A01: to=<a@example.net>, relay=mail.example.net[203.0.113.41]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:53 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<b@example.com>, relay=exchange.example.net[10.0.0.9]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:53 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    domains example.net
        local  0
        relayed  1
        remote  0
    domains example.com
        relayed  1
        remote  0
        next_hops  0
    none relays

# A network that the operator says is his is inside too.
@own 203.0.113.0/28
Nov 23 17:04:51 mx1 postfix/smtpd[14080]: 4086EAA6A01: client=mail.example.org[198.51.100.25]
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<bob@example.org>, size=900, nrcpt=2 (queue active)
Nov 23 17:04:53 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<a@example.net>, relay=mail.example.net[203.0.113.15]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:53 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<b@example.com>, relay=mx.example.com[203.0.113.16]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
    domains example.net
        relayed  1
        remote  0
    domains example.com
        relayed  0
        remote  1
    relays 198.51.100.25
        messages  1
        recipients  1
    contacts 198.51.100.25 example.com
        recipients  1
    none contacts 198.51.100.25 example.net

# One recipient here, one elsewhere: the one elsewhere is counted. It had to wait at first, for nobody answered.
Nov 23 17:04:51 mx1 postfix/smtpd[14080]: 4086EAA6A01: client=unknown[192.0.2.66]
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<x@evil.example>, size=900, nrcpt=2 (queue active)
Nov 23 17:04:53 mx1 postfix/virtual[14083]: 4086EAA6A01: to=<alice@example.net>, relay=virtual, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (delivered to maildir)
Nov 23 17:04:54 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=none, delay=2, delays=1/0/1/0, dsn=4.4.1, status=deferred (connect to mx.example.org[203.0.113.25]:25: Connection refused)
Nov 23 18:04:54 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=3602, delays=3601/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 18:04:54 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    relays 192.0.2.66
        messages  1
        recipients  1
        sent  1
        deferred  1
    none contacts 192.0.2.66 example.net
    hours 192.0.2.66 2026-11-23T18:00:00Z
        messages  0
        sent  1

# Nobody ever answered: it is not known yet that it goes to the Internet.
Nov 23 17:04:51 mx1 postfix/smtpd[14080]: 4086EAA6A01: client=unknown[192.0.2.66]
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<x@evil.example>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:54 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=none, delay=2, delays=1/0/1/0, dsn=4.4.1, status=deferred (connect to mx.example.org[203.0.113.25]:25: Connection refused)
    messages 4086EAA6A01
        client_addr  192.0.2.66
        sasl_username  absent
        uid  absent
        from  absent
        nrcpt  1
    none relays
    totals
        waiting  1

# A server answered, and put it off: it does.
Nov 23 17:04:51 mx1 postfix/smtpd[14080]: 4086EAA6A01: client=unknown[192.0.2.66]
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<x@evil.example>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:54 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=2, delays=1/0/0.5/0.5, dsn=4.7.1, status=deferred (host mx.example.org[203.0.113.25] said: 450 4.7.1 later (in reply to RCPT TO command))
    relays 192.0.2.66
        messages  1
        recipients  1
        sent  0
        deferred  1
        waiting  1
        waiting_recipients  1

# Mail from the host itself that nobody logged in for: a webmail's, say. It is in the table, R15 leaves it out.
Nov 23 17:04:51 mx1 postfix/smtpd[14080]: 4086EAA6A01: client=localhost[127.0.0.1]
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<webmail@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:54 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:54 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    relays 127.0.0.1
        messages  1
        recipients  1
    totals
        plain_messages  1
        loopback_messages  1

# Mail that comes in for somebody who has it sent elsewhere: orig_to= says so, and it is no relay (DETECTION.md, R15).
Nov 23 17:04:51 mx1 postfix/smtpd[14080]: 4086EAA6A01: client=mail.example.com[203.0.113.26]
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<bob@example.com>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:53 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<carol@example.org>, orig_to=<carol@example.net>, relay=mx.example.org[203.0.113.25]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:53 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    none relays

# A filter makes two messages of one; one was handed in.
Nov 23 17:04:51 mx1 postfix/smtpd[14080]: AAAA0AA6A01: client=unknown[192.0.2.66]
Nov 23 17:04:51 mx1 postfix/qmgr[990]: AAAA0AA6A01: from=<x@evil.example>, size=900, nrcpt=2 (queue active)
Nov 23 17:04:52 mx1 postfix/smtpd[14090]: BBBB0AA6A02: client=localhost[127.0.0.1]
Nov 23 17:04:52 mx1 postfix/qmgr[990]: BBBB0AA6A02: from=<x@evil.example>, size=1400, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtpd[14090]: CCCC0AA6A03: client=localhost[127.0.0.1]
Nov 23 17:04:52 mx1 postfix/qmgr[990]: CCCC0AA6A03: from=<x@evil.example>, size=1400, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: AAAA0AA6A01: to=<bob@example.org>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as BBBB0AA6A02)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: AAAA0AA6A01: to=<carol@example.com>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as CCCC0AA6A03)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: AAAA0AA6A01: removed
Nov 23 17:04:53 mx1 postfix/smtp[14084]: BBBB0AA6A02: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:53 mx1 postfix/smtp[14084]: CCCC0AA6A03: to=<carol@example.com>, relay=mx.example.com[203.0.113.26]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
    relays 192.0.2.66
        first  2026-11-23T17:04:51Z
        messages  1
        recipients  2
        bytes  900
        sent  2
    none relays 127.0.0.1

# Where mail to a domain goes: one provider, or two. The name of the server tells, less its first word.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=4 (queue active)
Nov 23 17:04:53 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<a@one.example>, relay=mx1.mail.example[203.0.113.25]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:53 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<b@one.example>, relay=mx2.mail.example[203.0.113.26]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:53 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<c@two.example>, relay=mx1.mail.example[203.0.113.25]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:53 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<d@two.example>, relay=mx.other.example[203.0.113.27]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
    domains one.example
        remote  2
        next_hops  1
    domains two.example
        remote  2
        next_hops  2

# rsyslog's RFC 5424 template cuts the tag at its slash: what delivered is told by where it went.
<22>1 2026-11-23T17:04:51.884029+00:00 mx1 postfix 21752 - -  4086EAA6A01: client=unknown[192.0.2.66]
<22>1 2026-11-23T17:04:52.100000+00:00 mx1 postfix 990 - -  4086EAA6A01: from=<x@evil.example>, size=900, nrcpt=3 (queue active)
<22>1 2026-11-23T17:04:53.000000+00:00 mx1 postfix 21753 - -  4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
<22>1 2026-11-23T17:04:53.100000+00:00 mx1 postfix 21754 - -  4086EAA6A01: to=<alice@example.net>, relay=virtual, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (delivered to maildir)
<22>1 2026-11-23T17:04:53.200000+00:00 mx1 postfix 21755 - -  4086EAA6A01: to=<dave@example.net>, relay=mx1.example.net[private/dovecot-lmtp], delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 <dave@example.net> abc Saved)
    domains example.org
        remote  1
    domains example.net
        local  2
        remote  0
    relays 192.0.2.66
        first  2026-11-23T17:04:51.884029Z
        recipients  1

# One recipient by an alias, and two that the client named itself: one of them in other letters, which is no alias.
Nov 23 17:04:51 mx1 postfix/smtpd[14080]: 4086EAA6A01: client=unknown[192.0.2.66]
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<x@evil.example>, size=900, nrcpt=3 (queue active)
Nov 23 17:04:53 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<carol@example.org>, orig_to=<carol@example.net>, relay=mx.example.org[203.0.113.25]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:54 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.com>, orig_to=<Bob@Example.com>, relay=mx.example.com[203.0.113.26]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:55 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<dave@example.com>, relay=mx.example.com[203.0.113.26]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:55 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    relays 192.0.2.66
        messages  1
        recipients  2
        sent  2
        domains  1
    contacts 192.0.2.66 example.com
        recipients  2
    none contacts 192.0.2.66 example.org
    evidence 192.0.2.66 message
        time  2026-11-23T17:04:54Z
