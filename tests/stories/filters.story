# Content filters: a message goes out to one under its first queue ID, and comes back under another. It is one
# message, whoever hands it in the second time.

# amavis: the link between the two queue IDs is "queued as", at the end of the filter's reply.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: AAAA0AA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/cleanup[14082]: AAAA0AA6A01: message-id=<m1@example.net>
Nov 23 17:04:51 mx1 postfix/qmgr[990]: AAAA0AA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtpd[14090]: connect from localhost[127.0.0.1]
Nov 23 17:04:52 mx1 postfix/smtpd[14090]: BBBB0AA6A02: client=localhost[127.0.0.1]
Nov 23 17:04:52 mx1 postfix/cleanup[14082]: BBBB0AA6A02: message-id=<m1@example.net>
Nov 23 17:04:52 mx1 postfix/qmgr[990]: BBBB0AA6A02: from=<alice@example.net>, size=1400, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: AAAA0AA6A01: to=<bob@example.org>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as BBBB0AA6A02)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: AAAA0AA6A01: removed
Nov 23 17:04:53 mx1 postfix/smtp[14084]: BBBB0AA6A02: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:53 mx1 postfix/qmgr[990]: BBBB0AA6A02: removed
    accounts alice@example.net
        messages  1
        recipients  1
        bytes  900
        sent  1
        unknown  0
        waiting  0
        senders  1
        domains  1
    hours alice@example.net 2026-11-23T17:00:00Z
        messages  1
        recipients  1
        sent  1
        new_domains  1
    senders alice@example.net alice@example.net
        messages  1
    contacts alice@example.net example.org
        recipients  1
    domains example.org
        relayed  1
        remote  1
        next_hops  1
    addresses 127.0.0.1
        connections  1
        plain_messages  1
        messages  0
    totals
        messages  1
        plain_messages  0
        loopback_messages  0
        orphans  0
    none relays
    none messages

# The second leg is delivered and gone before the filter has answered for the first.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: AAAA0AA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: AAAA0AA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtpd[14090]: BBBB0AA6A02: client=localhost[127.0.0.1]
Nov 23 17:04:52 mx1 postfix/qmgr[990]: BBBB0AA6A02: from=<alice@example.net>, size=1400, nrcpt=1 (queue active)
Nov 23 17:04:53 mx1 postfix/smtp[14084]: BBBB0AA6A02: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=5.1.1, status=bounced (host mx.example.org[203.0.113.25] said: 550 5.1.1 user unknown (in reply to RCPT TO command))
Nov 23 17:04:53 mx1 postfix/qmgr[990]: BBBB0AA6A02: removed
Nov 23 17:06:52 mx1 postfix/smtp[14083]: AAAA0AA6A01: to=<bob@example.org>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as BBBB0AA6A02)
Nov 23 17:06:52 mx1 postfix/qmgr[990]: AAAA0AA6A01: removed
    accounts alice@example.net
        messages  1
        recipients  1
        sent  0
        bounced  1
    evidence alice@example.net bounced
        time  2026-11-23T17:04:53Z
    totals
        plain_messages  0
        loopback_messages  0
    none relays

# smtp(8) waits ten minutes for an answer: what was begun earlier is not what the filter has just queued.
Nov 23 17:04:51 mx1 postfix/smtpd[14090]: BBBB0AA6A02: client=localhost[127.0.0.1]
Nov 23 17:04:51 mx1 postfix/qmgr[990]: BBBB0AA6A02: from=<webmail@example.net>, size=1400, nrcpt=1 (queue active)
Nov 23 17:10:00 mx1 postfix/submission/smtpd[14080]: AAAA0AA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:10:00 mx1 postfix/qmgr[990]: AAAA0AA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:14:52 mx1 postfix/smtp[14083]: AAAA0AA6A01: to=<bob@example.org>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as BBBB0AA6A02)
Nov 23 17:14:52 mx1 postfix/qmgr[990]: AAAA0AA6A01: removed
Nov 23 17:14:53 mx1 postfix/smtp[14084]: BBBB0AA6A02: to=<carol@example.com>, relay=mx.example.com[203.0.113.26]:25, delay=602, delays=601/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
    accounts alice@example.net
        sent  1
        domains  1
    contacts alice@example.net example.org
        recipients  1
    none contacts alice@example.net example.com
    totals
        loopback_messages  1

# A filter that makes two messages of one (amavis, one policy for each recipient).
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: AAAA0AA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: AAAA0AA6A01: from=<alice@example.net>, size=900, nrcpt=2 (queue active)
Nov 23 17:04:52 mx1 postfix/smtpd[14090]: BBBB0AA6A02: client=localhost[127.0.0.1]
Nov 23 17:04:52 mx1 postfix/qmgr[990]: BBBB0AA6A02: from=<alice@example.net>, size=1400, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtpd[14090]: CCCC0AA6A03: client=localhost[127.0.0.1]
Nov 23 17:04:52 mx1 postfix/qmgr[990]: CCCC0AA6A03: from=<alice@example.net>, size=1400, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: AAAA0AA6A01: to=<bob@example.org>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as BBBB0AA6A02)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: AAAA0AA6A01: to=<carol@example.com>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as CCCC0AA6A03)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: AAAA0AA6A01: removed
Nov 23 17:04:53 mx1 postfix/smtp[14084]: BBBB0AA6A02: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:53 mx1 postfix/smtp[14084]: CCCC0AA6A03: to=<carol@example.com>, relay=none, delay=1, delays=0/0/1/0, dsn=4.4.1, status=deferred (connect to mx.example.com[203.0.113.26]:25: Connection refused)
Nov 23 17:04:53 mx1 postfix/qmgr[990]: BBBB0AA6A02: removed
    accounts alice@example.net
        messages  1
        recipients  2
        bytes  900
        sent  1
        deferred  1
        waiting  1
        waiting_recipients  1
        domains  2
    messages CCCC0AA6A03
        state  queued
        sasl_username  alice@example.net
        client_addr  absent
    totals
        plain_messages  0
        waiting  1
    none messages AAAA0AA6A01

# Two filters in a row.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: AAAA0AA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: AAAA0AA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtpd[14090]: BBBB0AA6A02: client=localhost[127.0.0.1]
Nov 23 17:04:52 mx1 postfix/qmgr[990]: BBBB0AA6A02: from=<alice@example.net>, size=1000, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: AAAA0AA6A01: to=<bob@example.org>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as BBBB0AA6A02)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: AAAA0AA6A01: removed
Nov 23 17:04:53 mx1 postfix/smtpd[14091]: CCCC0AA6A03: client=gw.example.net[10.0.0.5]
Nov 23 17:04:53 mx1 postfix/qmgr[990]: CCCC0AA6A03: from=<alice@example.net>, size=1100, nrcpt=1 (queue active)
Nov 23 17:04:53 mx1 postfix/smtp[14083]: BBBB0AA6A02: to=<bob@example.org>, relay=10.0.0.5[10.0.0.5]:10030, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as CCCC0AA6A03)
Nov 23 17:04:53 mx1 postfix/qmgr[990]: BBBB0AA6A02: removed
Nov 23 17:04:54 mx1 postfix/smtp[14084]: CCCC0AA6A03: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:54 mx1 postfix/qmgr[990]: CCCC0AA6A03: removed
    accounts alice@example.net
        messages  1
        recipients  1
        bytes  900
        sent  1
        domains  1
    contacts alice@example.net example.org
        recipients  1
    totals
        messages  1
        plain_messages  0
        loopback_messages  0

# A filter that speaks LMTP, on a socket.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: AAAA0AA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: AAAA0AA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtpd[14090]: BBBB0AA6A02: client=localhost[::1]
Nov 23 17:04:52 mx1 postfix/qmgr[990]: BBBB0AA6A02: from=<alice@example.net>, size=1400, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/lmtp[14083]: AAAA0AA6A01: to=<bob@example.org>, relay=mx1.example.net[/run/filter/lmtp.sock], delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as BBBB0AA6A02)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: AAAA0AA6A01: removed
Nov 23 17:04:53 mx1 postfix/smtp[14084]: BBBB0AA6A02: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:53 mx1 postfix/qmgr[990]: BBBB0AA6A02: removed
    accounts alice@example.net
        messages  1
        sent  1
        bytes  900
    domains example.org
        local  0
        relayed  1
        remote  1
    totals
        loopback_messages  0

# A filter that is down at first, and a server that is: the recipient had to wait, once.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: AAAA0AA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: AAAA0AA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:51 mx1 postfix/smtp[14083]: AAAA0AA6A01: to=<bob@example.org>, relay=none, delay=1, delays=0/0/1/0, dsn=4.4.1, status=deferred (connect to 127.0.0.1[127.0.0.1]:10024: Connection refused)
Nov 23 18:04:52 mx1 postfix/smtpd[14090]: BBBB0AA6A02: client=localhost[127.0.0.1]
Nov 23 18:04:52 mx1 postfix/qmgr[990]: BBBB0AA6A02: from=<alice@example.net>, size=1400, nrcpt=1 (queue active)
Nov 23 18:04:52 mx1 postfix/smtp[14083]: AAAA0AA6A01: to=<bob@example.org>, relay=127.0.0.1[127.0.0.1]:10024, delay=3601, delays=3600/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as BBBB0AA6A02)
Nov 23 18:04:52 mx1 postfix/qmgr[990]: AAAA0AA6A01: removed
Nov 23 18:04:53 mx1 postfix/smtp[14084]: BBBB0AA6A02: to=<bob@example.org>, relay=none, delay=1, delays=0/0/1/0, dsn=4.4.1, status=deferred (connect to mx.example.org[203.0.113.25]:25: Connection refused)
Nov 23 19:04:53 mx1 postfix/smtp[14084]: BBBB0AA6A02: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=3601, delays=3600/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 19:04:53 mx1 postfix/qmgr[990]: BBBB0AA6A02: removed
    accounts alice@example.net
        recipients  1
        sent  1
        deferred  1
        waiting  0
    hours alice@example.net 2026-11-23T17:00:00Z
        deferred  1
    hours alice@example.net 2026-11-23T18:00:00Z
        deferred  0
        sent  0
    contacts alice@example.net example.org
        recipients  1

# A filter that throws away what it does not like: for the server, it was delivered.
Nov 23 17:06:28 mx1 postfix/submission/smtpd[14080]: 9D38BAA69D3: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:06:28 mx1 postfix/qmgr[990]: 9D38BAA69D3: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:06:29 mx1 postfix/smtp[22921]: 9D38BAA69D3: to=<bob@example.org>, relay=127.0.0.1[127.0.0.1]:10025, delay=0.15, delays=0.01/0.04/0.05/0.05, dsn=2.7.0, status=sent (250 2.7.0 Ok, discarded, id=00001-02 - INFECTED: Eicar)
Nov 23 17:06:29 mx1 postfix/qmgr[990]: 9D38BAA69D3: removed
    accounts alice@example.net
        sent  1
        unknown  0

# The queue ID of the second leg is given again, to a webmail's message: that one was not what the filter meant.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: AAAA0AA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: AAAA0AA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtpd[14090]: BBBB0AA6A02: client=localhost[127.0.0.1]
Nov 23 17:04:52 mx1 postfix/qmgr[990]: BBBB0AA6A02: from=<alice@example.net>, size=1400, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: AAAA0AA6A01: to=<bob@example.org>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as BBBB0AA6A02)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: AAAA0AA6A01: removed
Nov 23 17:04:53 mx1 postfix/smtp[14084]: BBBB0AA6A02: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:53 mx1 postfix/qmgr[990]: BBBB0AA6A02: removed
Nov 23 17:04:54 mx1 postfix/smtpd[14090]: BBBB0AA6A02: client=localhost[127.0.0.1]
Nov 23 17:04:54 mx1 postfix/qmgr[990]: BBBB0AA6A02: from=<webmail@example.net>, size=1400, nrcpt=1 (queue active)
Nov 23 17:04:55 mx1 postfix/smtp[14084]: BBBB0AA6A02: to=<carol@example.com>, relay=mx.example.com[203.0.113.26]:25, delay=1, delays=0/0/0.5/0.5, dsn=5.1.1, status=bounced (host mx.example.com[203.0.113.26] said: 550 5.1.1 user unknown (in reply to RCPT TO command))
Nov 23 17:04:55 mx1 postfix/qmgr[990]: BBBB0AA6A02: removed
    accounts alice@example.net
        messages  1
        sent  1
        bounced  0
    totals
        loopback_messages  1
    relays 127.0.0.1
        messages  1
        bounced  1

# The simplest filter is a script that pipe(8) runs and that calls sendmail(1). Nothing links what it hands in to what
# it was given: it is another message, of the user that the script runs as.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: AAAA0AA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: AAAA0AA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/pickup[14090]: BBBB0AA6A02: uid=5000 from=<alice@example.net>
Nov 23 17:04:52 mx1 postfix/qmgr[990]: BBBB0AA6A02: from=<alice@example.net>, size=1400, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/pipe[14083]: AAAA0AA6A01: to=<bob@example.org>, relay=filter, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (delivered via filter service)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: AAAA0AA6A01: removed
Nov 23 17:04:53 mx1 postfix/smtp[14084]: BBBB0AA6A02: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:53 mx1 postfix/qmgr[990]: BBBB0AA6A02: removed
    accounts alice@example.net
        messages  1
        sent  1
    submitters 5000
        messages  1
        sent  1
    domains example.org
        local  1
        remote  1

# Mail from outside goes through the filter too: one message, and nobody's.
Nov 23 17:04:51 mx1 postfix/smtpd[14080]: AAAA0AA6A01: client=mail.example.org[203.0.113.25]
Nov 23 17:04:51 mx1 postfix/qmgr[990]: AAAA0AA6A01: from=<bob@example.org>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtpd[14090]: BBBB0AA6A02: client=localhost[127.0.0.1]
Nov 23 17:04:52 mx1 postfix/qmgr[990]: BBBB0AA6A02: from=<bob@example.org>, size=1400, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: AAAA0AA6A01: to=<alice@example.net>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as BBBB0AA6A02)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: AAAA0AA6A01: removed
Nov 23 17:04:53 mx1 postfix/virtual[14084]: BBBB0AA6A02: to=<alice@example.net>, relay=virtual, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (delivered to maildir)
Nov 23 17:04:53 mx1 postfix/qmgr[990]: BBBB0AA6A02: removed
    totals
        messages  0
        plain_messages  1
        loopback_messages  0
        sent  2
    addresses 203.0.113.25
        plain_messages  1
    domains example.net
        local  1
        relayed  1
        remote  0
    none accounts
    none relays

# A server on the Internet says "queued as" as well, and may lie: its own customer's account does not get the mail of
# a webmail, nor of anybody else, that happens to be in the queue.
Nov 23 17:04:50 mx1 postfix/smtpd[14090]: BBBB0AA6A02: client=localhost[127.0.0.1]
Nov 23 17:04:50 mx1 postfix/qmgr[990]: BBBB0AA6A02: from=<webmail@example.net>, size=1400, nrcpt=2 (queue active)
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: AAAA0AA6A01: client=unknown[198.51.100.66], sasl_method=PLAIN, sasl_username=mallory@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: AAAA0AA6A01: from=<mallory@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: AAAA0AA6A01: to=<x@evil.example>, relay=mx.evil.example[203.0.113.66]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as BBBB0AA6A02)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: AAAA0AA6A01: removed
Nov 23 17:04:53 mx1 postfix/smtp[14084]: BBBB0AA6A02: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:53 mx1 postfix/smtp[14084]: BBBB0AA6A02: to=<carol@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:53 mx1 postfix/qmgr[990]: BBBB0AA6A02: removed
    accounts mallory@example.net
        messages  1
        recipients  1
        sent  1
        domains  1
    none contacts mallory@example.net example.org
    relays 127.0.0.1
        messages  1
        sent  2
    totals
        plain_messages  1
        loopback_messages  1

# The same server is a filter when the operator says that it is his.
@own 203.0.113.66
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: AAAA0AA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: AAAA0AA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtpd[14090]: BBBB0AA6A02: client=filter.example.net[203.0.113.66]
Nov 23 17:04:52 mx1 postfix/qmgr[990]: BBBB0AA6A02: from=<alice@example.net>, size=1400, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: AAAA0AA6A01: to=<bob@example.org>, relay=filter.example.net[203.0.113.66]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as BBBB0AA6A02)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: AAAA0AA6A01: removed
Nov 23 17:04:53 mx1 postfix/smtp[14084]: BBBB0AA6A02: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:53 mx1 postfix/qmgr[990]: BBBB0AA6A02: removed
    accounts alice@example.net
        messages  1
        recipients  1
        bytes  900
        sent  1
    totals
        plain_messages  0
    none relays

# Without that word it is a server on the Internet, and what it hands in is relayed.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: AAAA0AA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: AAAA0AA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtpd[14090]: BBBB0AA6A02: client=filter.example.net[203.0.113.66]
Nov 23 17:04:52 mx1 postfix/qmgr[990]: BBBB0AA6A02: from=<alice@example.net>, size=1400, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: AAAA0AA6A01: to=<bob@example.org>, relay=filter.example.net[203.0.113.66]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as BBBB0AA6A02)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: AAAA0AA6A01: removed
Nov 23 17:04:53 mx1 postfix/smtp[14084]: BBBB0AA6A02: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:53 mx1 postfix/qmgr[990]: BBBB0AA6A02: removed
    accounts alice@example.net
        messages  1
        sent  1
    relays 203.0.113.66
        messages  1
        recipients  1
        sent  1
    totals
        messages  1
        plain_messages  1

# A relay inside names a queue ID of a message that somebody else handed in after a login: that one has its owner.
Nov 23 17:04:50 mx1 postfix/submission/smtpd[14081]: BBBB0AA6A02: client=unknown[198.51.100.12], sasl_method=PLAIN, sasl_username=bob@example.net
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: AAAA0AA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: AAAA0AA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:51 mx1 postfix/qmgr[990]: BBBB0AA6A02: from=<bob@example.net>, size=1400, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: AAAA0AA6A01: to=<carol@example.com>, relay=10.0.0.5[10.0.0.5]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as BBBB0AA6A02)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: AAAA0AA6A01: removed
Nov 23 17:04:53 mx1 postfix/smtp[14084]: BBBB0AA6A02: to=<dave@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:53 mx1 postfix/qmgr[990]: BBBB0AA6A02: removed
    accounts alice@example.net
        sent  1
        recipients  1
    accounts bob@example.net
        sent  1
        recipients  1
    none contacts alice@example.net example.org
    none messages
