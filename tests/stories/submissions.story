# Messages handed in after a login: one line "client=, sasl_method=, sasl_username=" each (smtpd/smtpd.c).

# A login that hands in one message, and all that is known of it then.
Nov 23 17:04:50 mx1 postfix/submission/smtpd[14080]: connect from dsl-11.home.isp.example[198.51.100.11]
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: D7CA6AA6A7F: client=dsl-11.home.isp.example[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/cleanup[14082]: D7CA6AA6A7F: message-id=<m1@example.net>
Nov 23 17:04:52 mx1 postfix/qmgr[990]: D7CA6AA6A7F: from=<alice@example.net>, size=501, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/submission/smtpd[14080]: disconnect from dsl-11.home.isp.example[198.51.100.11] ehlo=2 starttls=1 auth=1 mail=1 rcpt=1 data=1 quit=1 commands=8
Nov 23 17:04:53 mx1 postfix/smtp[14083]: D7CA6AA6A7F: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=2.1, delays=0.9/0.1/0.5/0.6, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 37B24F457A)
Nov 23 17:04:53 mx1 postfix/qmgr[990]: D7CA6AA6A7F: removed
    accounts alice@example.net
        first  2026-11-23T17:04:51Z
        last  2026-11-23T17:04:51Z
        messages  1
        logins  0
        recipients  1
        bytes  501
        sent  1
        bounced  0
        unknown  0
        deferred  0
        refused  0
        notices  0
        ambiguous  0
        waiting  0
        waiting_recipients  0
        active_days  1
        messages_in_hour  1
        recipients_in_hour  1
        senders  1
        domains  1
        addresses  1
        networks  1
        failures  0
        failure_networks  0
    networks alice@example.net 198.51.100.0/24
        first  2026-11-23T17:04:51Z
        second  absent
        last  2026-11-23T17:04:51Z
        messages  1
        logins  0
        active_days  1
        size  501
        nrcpt  1
    accesses alice@example.net 198.51.100.11 2026-11-23
        messages  1
        logins  0
        recipients  1
        first  2026-11-23T17:04:51Z
        last  2026-11-23T17:04:51Z
        file  absent
        offset  105
    usages alice@example.net submission
        messages  1
    usages alice@example.net plain
        messages  1
    hours alice@example.net 2026-11-23T17:00:00Z
        messages  1
        recipients  1
        sent  1
        bounced  0
        deferred  0
        refused  0
        bounced_domains  0
        refusing  0
        unowned  0
        unowned_senders  0
        new_domains  1
    days alice@example.net 2026-11-23
        messages  1
        recipients  1
        sent  1
        messages_in_hour  1
        recipients_in_hour  1
    senders alice@example.net alice@example.net
        first  2026-11-23T17:04:52Z
        last  2026-11-23T17:04:52Z
        messages  1
    contacts alice@example.net example.org
        first  2026-11-23T17:00:00Z
        recipients  1
    domains example.org
        local  0
        relayed  0
        remote  1
        next_hops  1
    addresses 198.51.100.11
        first  2026-11-23T17:04:50Z
        connections  1
        lost  0
        failures  0
        silent  0
        messages  1
        logins  0
        plain_messages  0
        rejects  0
        accounts  1
    evidence alice@example.net message
        time  2026-11-23T17:04:51Z
        offset  105
        file  absent
        text  Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: D7CA6AA6A7F: client=dsl-11.home.isp.example[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
    evidence alice@example.net login 198.51.100.0/24
        time  2026-11-23T17:04:51Z
    hosts mx1
        first  2026-11-23T17:04:50Z
        last  2026-11-23T17:04:53Z
        lines  7
        active_minutes  1
        longest_gap  0
        backward  0
        told  0
    kinds sasl-login
        lines  1
    streams
        file  absent
        start  0
        lines  7
    totals
        first  2026-11-23T17:04:50Z
        last  2026-11-23T17:04:53Z
        lines  7
        year_inferred  7
        messages  1
        plain_messages  0
        local_messages  0
        loopback_messages  0
        sent  1
        deferred  0
        bounced  0
        orphans  0
        abandoned  0
        waiting  0
        lost  0
    none messages
    none relays
    none submitters
    none failures
    none names

# Two days, two addresses of one network, and one of another: what R08 and R21 look at. The size and recipients of a
# network are those of the first message from there.
Nov 22 08:00:01 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=dsl-11.home.isp.example[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 22 08:00:02 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=100, nrcpt=2 (queue active)
Nov 22 08:00:03 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 22 08:00:03 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<carol@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 22 08:00:03 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
Nov 22 09:00:01 mx1 postfix/submission/smtpd[14080]: 4086EAA6A02: client=unknown[198.51.100.12], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 22 09:00:02 mx1 postfix/qmgr[990]: 4086EAA6A02: from=<alice@example.net>, size=2000, nrcpt=1 (queue active)
Nov 22 09:00:03 mx1 postfix/smtp[14083]: 4086EAA6A02: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 22 09:00:03 mx1 postfix/qmgr[990]: 4086EAA6A02: removed
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A03: client=unknown[2001:db8:5::7], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A03: from=<alice@example.net>, size=30, nrcpt=1 (queue active)
    networks alice@example.net 198.51.100.0/24
        first  2026-11-22T08:00:01Z
        second  2026-11-22T09:00:01Z
        last  2026-11-22T09:00:01Z
        messages  2
        active_days  1
        size  100
        nrcpt  2
    networks alice@example.net 2001:db8:5::/48
        first  2026-11-23T17:04:51Z
        second  absent
        messages  1
        size  30
        nrcpt  1
    accounts alice@example.net
        first  2026-11-22T08:00:01Z
        last  2026-11-23T17:04:51Z
        messages  3
        recipients  4
        bytes  2130
        sent  3
        waiting  1
        waiting_recipients  1
        active_days  2
        messages_in_hour  1
        recipients_in_hour  2
        addresses  3
        networks  2
    accesses alice@example.net 198.51.100.11 2026-11-22
        messages  1
        recipients  2
        offset  0
    accesses alice@example.net 198.51.100.12 2026-11-22
        messages  1
        recipients  1
    accesses alice@example.net 2001:db8:5::7 2026-11-23
        messages  1
        recipients  1
    days alice@example.net 2026-11-22
        messages  2
        recipients  3
        sent  3
        messages_in_hour  1
        recipients_in_hour  2
    days alice@example.net 2026-11-23
        messages  1
        recipients  1
        sent  0
    evidence alice@example.net message
        time  2026-11-23T17:04:51Z
    evidence alice@example.net login 198.51.100.0/24
        time  2026-11-22T08:00:01Z
    evidence alice@example.net login 2001:db8:5::/48
        time  2026-11-23T17:04:51Z

# Two messages, two accounts, one address: R24 asks how many log in from there.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[192.0.2.66], sasl_method=LOGIN, sasl_username=alice@example.net
Nov 23 17:04:55 mx1 postfix/submission/smtpd[14081]: 4086EAA6A02: client=unknown[192.0.2.66], sasl_method=LOGIN, sasl_username=bob@example.org
Nov 23 17:05:01 mx1 postfix/submission/smtpd[14081]: 4086EAA6A03: client=unknown[192.0.2.66], sasl_method=LOGIN, sasl_username=bob@example.org
    addresses 192.0.2.66
        messages  3
        accounts  2
    accounts bob@example.org
        messages  2
        addresses  1
    accesses bob@example.org 192.0.2.66 2026-11-23
        messages  2
        recipients  0
        first  2026-11-23T17:04:55Z
        last  2026-11-23T17:05:01Z
    totals
        messages  3

# A day ends at midnight, UTC.
Nov 22 23:59:59 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 00:00:00 mx1 postfix/submission/smtpd[14080]: 4086EAA6A02: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
    accesses alice@example.net 198.51.100.11 2026-11-22
        messages  1
        first  2026-11-22T23:59:59Z
        last  2026-11-22T23:59:59Z
    accesses alice@example.net 198.51.100.11 2026-11-23
        messages  1
        first  2026-11-23T00:00:00Z
    accounts alice@example.net
        active_days  2
        addresses  1
        networks  1
    hours alice@example.net 2026-11-22T23:00:00Z
        messages  1
    hours alice@example.net 2026-11-23
        messages  1

# Hours: what is handed in counts when it is, recipients when they are queued, outcomes when they are told; and a
# domain is new once.
Nov 23 17:59:59 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 18:00:00 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=500, nrcpt=2 (queue active)
Nov 23 18:00:01 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 18:00:01 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<carol@example.com>, relay=mx.example.com[203.0.113.26]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 18:00:01 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
Nov 23 19:10:00 mx1 postfix/submission/smtpd[14080]: 4086EAA6A02: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 19:10:00 mx1 postfix/qmgr[990]: 4086EAA6A02: from=<alice@example.net>, size=500, nrcpt=2 (queue active)
Nov 23 19:10:01 mx1 postfix/smtp[14083]: 4086EAA6A02: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 19:10:01 mx1 postfix/smtp[14083]: 4086EAA6A02: to=<dave@example.net>, relay=mx.example.net[203.0.113.27]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 19:10:01 mx1 postfix/qmgr[990]: 4086EAA6A02: removed
    hours alice@example.net 2026-11-23T17:00:00Z
        messages  1
        recipients  0
        sent  0
        new_domains  0
    hours alice@example.net 2026-11-23T18:00:00Z
        messages  0
        recipients  2
        sent  2
        new_domains  2
    hours alice@example.net 2026-11-23T19:00:00Z
        messages  1
        recipients  2
        sent  2
        new_domains  1
    contacts alice@example.net example.org
        first  2026-11-23T18:00:00Z
        recipients  2
    accounts alice@example.net
        domains  3
        messages_in_hour  1
        recipients_in_hour  2

# The services and mechanisms that an account used, in lower case.
Nov 23 17:04:51 mx1 postfix/smtps/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=CRAM-MD5, sasl_username=alice@example.net
Nov 23 17:04:52 mx1 postfix/smtpd[14080]: 4086EAA6A02: client=unknown[198.51.100.11], sasl_method=LOGIN, sasl_username=alice@example.net
Nov 23 17:04:53 mx1 postfix/smtps/smtpd[14080]: 4086EAA6A03: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
    usages alice@example.net smtps
        messages  2
        sasl_method  absent
    usages alice@example.net smtpd
        messages  1
    usages alice@example.net cram-md5
        messages  1
        service  absent
    usages alice@example.net login
        messages  1
    usages alice@example.net plain
        messages  1

# An account is its name in lower case, with its realm: DETECTION.md, "Terms".
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=Alice@Example.NET
Nov 23 17:04:52 mx1 postfix/submission/smtpd[14080]: 4086EAA6A02: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:53 mx1 postfix/submission/smtpd[14080]: 4086EAA6A03: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice
Nov 23 17:04:54 mx1 postfix/submission/smtpd[14080]: warning: unknown[198.51.100.11]: SASL PLAIN authentication failed: authentication failure, sasl_username=ALICE
    accounts alice@example.net
        messages  2
        failures  0
    accounts alice
        messages  1
        failures  1
    none accounts Alice@Example.NET
    names alice
        failures  1

# A name is bytes: Latin-1 is kept as it is, only ASCII letters are folded.
\ Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=CAF\xe9@example.net
\ Nov 23 17:04:52 mx1 postfix/submission/smtpd[14080]: 4086EAA6A02: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=caf\xe9@example.net
\ Nov 23 17:04:53 mx1 postfix/submission/smtpd[14080]: 4086EAA6A03: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=caf\xc9@example.net
\ Nov 23 17:04:54 mx1 postfix/submission/smtpd[14080]: 4086EAA6A04: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=caf\xc3\xa9@example.net
    accounts caf\xe9@example.net
        messages  2
    accounts caf\xc9@example.net
        messages  1
    accounts caf\xc3\xa9@example.net
        messages  1

# A name with commas and blanks is one name, and a NetBIOS domain is part of it.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=XCLIENT, sasl_username=carol, x=y
Nov 23 17:04:52 mx1 postfix/submission/smtpd[14080]: 4086EAA6A02: client=unknown[198.51.100.11], sasl_method=NTLM, sasl_username=CORP\Dave
    accounts carol,\x20x=y
        messages  1
    accounts corp\dave
        messages  1

# Many senders that are one: a tag, BATV, a variable return path. SRS is another's, whoever it was; <> is nobody.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=news
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<News+tag@Example.NET>, size=500, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/submission/smtpd[14080]: 4086EAA6A02: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=news
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A02: from=<prvs=1234abcdef=news@example.net>, size=500, nrcpt=1 (queue active)
Nov 23 17:04:53 mx1 postfix/submission/smtpd[14080]: 4086EAA6A03: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=news
Nov 23 17:04:53 mx1 postfix/qmgr[990]: 4086EAA6A03: from=<news-7-bob=example.org@example.net>, size=500, nrcpt=1 (queue active)
Nov 23 17:04:54 mx1 postfix/submission/smtpd[14080]: 4086EAA6A04: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=news
Nov 23 17:04:54 mx1 postfix/qmgr[990]: 4086EAA6A04: from=<SRS0=HHH=TT=example.org=bob@example.net>, size=500, nrcpt=1 (queue active)
Nov 23 17:04:55 mx1 postfix/submission/smtpd[14080]: 4086EAA6A05: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=news
Nov 23 17:04:55 mx1 postfix/qmgr[990]: 4086EAA6A05: from=<>, size=500, nrcpt=1 (queue active)
    accounts news
        messages  5
        senders  2
        waiting  5
    senders news news@example.net
        messages  3
        first  2026-11-23T17:04:51Z
        last  2026-11-23T17:04:53Z
    senders news srs0@example.net
        messages  1

# A name with a dash is a name: only where there is an address in it is what follows variable.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=ann
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<ann-marie@example.net>, size=500, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/submission/smtpd[14080]: 4086EAA6A02: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=ann
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A02: from=<ann-louise@example.net>, size=500, nrcpt=1 (queue active)
    senders ann ann-marie@example.net
        messages  1
    senders ann ann-louise@example.net
        messages  1

# A client whose address is not known (LOG_FORMAT.md, CLIENT): the message counts, no network does.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[unknown], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=500, nrcpt=1 (queue active)
Nov 23 17:04:53 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:53 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    accounts alice@example.net
        messages  1
        recipients  1
        sent  1
        addresses  0
        networks  0
    none networks
    none accesses
    none addresses

# The place of a day's first login is that of its earliest line, wherever it stands; a message in the queue has its
# recipients, and one that was never queued has none.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=3 (queue active)
Nov 23 17:04:50 mx1 postfix/submission/smtpd[14081]: 4086EAA6A02: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A02: from=<alice@example.net>, size=900, nrcpt=2 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: 4086EAA6A02: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: 4086EAA6A02: to=<carol@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A02: removed
Nov 23 17:04:53 mx1 postfix/submission/smtpd[14081]: 4086EAA6A03: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
    accesses alice@example.net 198.51.100.11 2026-11-23
        messages  3
        recipients  5
        first  2026-11-23T17:04:50Z
        last  2026-11-23T17:04:53Z
        offset  259
