# The record itself: R15b, R18, R19, R20, and whether it says enough (lib/detect/traces.c).

# R15b: 95 of a hundred connections come from one private address.
> 2026-11-23T09:00:00Z 95 times every 10s: nobody connects from 10.0.0.1
> 2026-11-23T09:00:05Z 5 times every 10s: nobody connects from 192.0.2.{i}
    findings R15b
        severity  medium
        count  95
        limit  95
        access_points  0
    finding_sources 1 10.0.0.1
    audit
        verdict  clean

# R15b: 94.
> 2026-11-23T09:00:00Z 94 times every 10s: nobody connects from 10.0.0.1
> 2026-11-23T09:00:05Z 6 times every 10s: nobody connects from 192.0.2.{i}
    none findings R15b

# R15b: of 99 connections nobody can speak of nearly all.
> 2026-11-23T09:00:00Z 99 times every 10s: nobody connects from 10.0.0.1
    none findings R15b

# R15b: a public address is a customer, or a monitor.
> 2026-11-23T09:00:00Z 100 times every 10s: nobody connects from 192.0.2.1
    none findings R15b

# R15b: a filter on this machine masks nobody.
> 2026-11-23T09:00:00Z 100 times every 10s: nobody connects from 127.0.0.1
    none findings R15b

# R18: somebody deletes mail by hand on the day of an incident.
> 2026-11-23T08:05:00Z 10 times every 5m: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
2026-11-23T11:00:00Z mx1 postfix/postsuper[21975]: Deleted: 20 messages
    findings R18
        severity  info
        count  20
        first  2026-11-23T11:00:00Z
        access_points  0
        abuse_points  0

# R18: two days later it has nothing to do with it.
> 2026-11-23T08:05:00Z 10 times every 5m: alice@example.net fails from 192.0.2.66
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
2026-11-25T11:00:00Z mx1 postfix/postsuper[21975]: Deleted: 20 messages
    none findings R18

# R18: without an incident it is nobody's business.
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
2026-11-23T11:00:00Z mx1 postfix/postsuper[21975]: Deleted: 20 messages
    none findings R18
    audit
        verdict  clean

# R19: the syslog daemon dropped lines.
> 2026-11-23T09:05:00Z alice@example.net sends from 192.0.2.66
2026-11-23T11:00:00Z mx1 systemd-journald[55]: Suppressed 700 messages from postfix.service
    findings R19
        severity  medium
        count  700

# R19: time goes back by more than a minute.
2026-11-23T09:05:00Z mx1 postfix/smtpd[1]: connect from unknown[192.0.2.1]
2026-11-23T09:03:59Z mx1 postfix/smtpd[1]: connect from unknown[192.0.2.1]
    findings R19
        severity  info
        count  1

# R19: by a minute.
2026-11-23T09:05:00Z mx1 postfix/smtpd[1]: connect from unknown[192.0.2.1]
2026-11-23T09:04:00Z mx1 postfix/smtpd[1]: connect from unknown[192.0.2.1]
    none findings R19

# R19: six hours and a minute without a line, of a host that writes one every ten minutes. From minute to minute.
> 2026-11-22T00:00:00Z 55 times every 10m: nobody connects from 192.0.2.1
> 2026-11-22T15:02:00Z 55 times every 10m: nobody connects from 192.0.2.1
    findings R19
        severity  medium
        count  6
        limit  6
        first  2026-11-22T09:01:00Z
        last  2026-11-22T15:02:00Z

# R19: six hours.
> 2026-11-22T00:00:00Z 55 times every 10m: nobody connects from 192.0.2.1
> 2026-11-22T15:01:00Z 55 times every 10m: nobody connects from 192.0.2.1
    none findings R19

# R19: a small server is silent every night.
> 2026-11-17T08:00:00Z 6 times every 1d, 60 times every 10m: nobody connects from 192.0.2.1
    none findings R19

# R19: its limit is the caller's.
@limit R19.gap-hours 2
> 2026-11-22T00:00:00Z 55 times every 10m: nobody connects from 192.0.2.1
> 2026-11-22T15:01:00Z 55 times every 10m: nobody connects from 192.0.2.1
    findings R19
        count  6
        limit  2

# R19: twenty messages have no beginning.
2026-11-23T09:00:00Z mx1 postfix/qmgr[2]: 4F00A000: removed
2026-11-23T09:00:01Z mx1 postfix/qmgr[2]: 4F00A001: removed
2026-11-23T09:00:02Z mx1 postfix/qmgr[2]: 4F00A002: removed
2026-11-23T09:00:03Z mx1 postfix/qmgr[2]: 4F00A003: removed
2026-11-23T09:00:04Z mx1 postfix/qmgr[2]: 4F00A004: removed
2026-11-23T09:00:05Z mx1 postfix/qmgr[2]: 4F00A005: removed
2026-11-23T09:00:06Z mx1 postfix/qmgr[2]: 4F00A006: removed
2026-11-23T09:00:07Z mx1 postfix/qmgr[2]: 4F00A007: removed
2026-11-23T09:00:08Z mx1 postfix/qmgr[2]: 4F00A008: removed
2026-11-23T09:00:09Z mx1 postfix/qmgr[2]: 4F00A009: removed
2026-11-23T09:00:10Z mx1 postfix/qmgr[2]: 4F00A010: removed
2026-11-23T09:00:11Z mx1 postfix/qmgr[2]: 4F00A011: removed
2026-11-23T09:00:12Z mx1 postfix/qmgr[2]: 4F00A012: removed
2026-11-23T09:00:13Z mx1 postfix/qmgr[2]: 4F00A013: removed
2026-11-23T09:00:14Z mx1 postfix/qmgr[2]: 4F00A014: removed
2026-11-23T09:00:15Z mx1 postfix/qmgr[2]: 4F00A015: removed
2026-11-23T09:00:16Z mx1 postfix/qmgr[2]: 4F00A016: removed
2026-11-23T09:00:17Z mx1 postfix/qmgr[2]: 4F00A017: removed
2026-11-23T09:00:18Z mx1 postfix/qmgr[2]: 4F00A018: removed
2026-11-23T09:00:19Z mx1 postfix/qmgr[2]: 4F00A019: removed
    findings R19
        severity  info
        count  20
        limit  2

# R19: nineteen.
2026-11-23T09:00:00Z mx1 postfix/qmgr[2]: 4F00A000: removed
2026-11-23T09:00:01Z mx1 postfix/qmgr[2]: 4F00A001: removed
2026-11-23T09:00:02Z mx1 postfix/qmgr[2]: 4F00A002: removed
2026-11-23T09:00:03Z mx1 postfix/qmgr[2]: 4F00A003: removed
2026-11-23T09:00:04Z mx1 postfix/qmgr[2]: 4F00A004: removed
2026-11-23T09:00:05Z mx1 postfix/qmgr[2]: 4F00A005: removed
2026-11-23T09:00:06Z mx1 postfix/qmgr[2]: 4F00A006: removed
2026-11-23T09:00:07Z mx1 postfix/qmgr[2]: 4F00A007: removed
2026-11-23T09:00:08Z mx1 postfix/qmgr[2]: 4F00A008: removed
2026-11-23T09:00:09Z mx1 postfix/qmgr[2]: 4F00A009: removed
2026-11-23T09:00:10Z mx1 postfix/qmgr[2]: 4F00A010: removed
2026-11-23T09:00:11Z mx1 postfix/qmgr[2]: 4F00A011: removed
2026-11-23T09:00:12Z mx1 postfix/qmgr[2]: 4F00A012: removed
2026-11-23T09:00:13Z mx1 postfix/qmgr[2]: 4F00A013: removed
2026-11-23T09:00:14Z mx1 postfix/qmgr[2]: 4F00A014: removed
2026-11-23T09:00:15Z mx1 postfix/qmgr[2]: 4F00A015: removed
2026-11-23T09:00:16Z mx1 postfix/qmgr[2]: 4F00A016: removed
2026-11-23T09:00:17Z mx1 postfix/qmgr[2]: 4F00A017: removed
2026-11-23T09:00:18Z mx1 postfix/qmgr[2]: 4F00A018: removed
    none findings R19

# R19: twenty of a thousand are two of a hundred; a file begins in the middle of some.
> 2026-11-23T06:20:00Z 980 times every 10s: alice@example.net sends from 198.51.100.11
2026-11-23T09:00:00Z mx1 postfix/qmgr[2]: 4F00A000: removed
2026-11-23T09:00:01Z mx1 postfix/qmgr[2]: 4F00A001: removed
2026-11-23T09:00:02Z mx1 postfix/qmgr[2]: 4F00A002: removed
2026-11-23T09:00:03Z mx1 postfix/qmgr[2]: 4F00A003: removed
2026-11-23T09:00:04Z mx1 postfix/qmgr[2]: 4F00A004: removed
2026-11-23T09:00:05Z mx1 postfix/qmgr[2]: 4F00A005: removed
2026-11-23T09:00:06Z mx1 postfix/qmgr[2]: 4F00A006: removed
2026-11-23T09:00:07Z mx1 postfix/qmgr[2]: 4F00A007: removed
2026-11-23T09:00:08Z mx1 postfix/qmgr[2]: 4F00A008: removed
2026-11-23T09:00:09Z mx1 postfix/qmgr[2]: 4F00A009: removed
2026-11-23T09:00:10Z mx1 postfix/qmgr[2]: 4F00A010: removed
2026-11-23T09:00:11Z mx1 postfix/qmgr[2]: 4F00A011: removed
2026-11-23T09:00:12Z mx1 postfix/qmgr[2]: 4F00A012: removed
2026-11-23T09:00:13Z mx1 postfix/qmgr[2]: 4F00A013: removed
2026-11-23T09:00:14Z mx1 postfix/qmgr[2]: 4F00A014: removed
2026-11-23T09:00:15Z mx1 postfix/qmgr[2]: 4F00A015: removed
2026-11-23T09:00:16Z mx1 postfix/qmgr[2]: 4F00A016: removed
2026-11-23T09:00:17Z mx1 postfix/qmgr[2]: 4F00A017: removed
2026-11-23T09:00:18Z mx1 postfix/qmgr[2]: 4F00A018: removed
2026-11-23T09:00:19Z mx1 postfix/qmgr[2]: 4F00A019: removed
    none findings R19

# R20: somebody writes text that looks like a line of this log.
2026-11-23T09:05:00Z mx1 postfix/cleanup[22257]: 4086EAA6A01: message-id=<m2@x>, client=unknown[192.0.2.67], sasl_method=PLAIN, sasl_username=ceo@example.net
2026-11-23T09:05:01Z mx1 postfix/smtpd[1]: connect from unknown[192.0.2.1]
    findings R20
        severity  low
        count  1
        first  2026-11-23T09:05:00Z
        technique  T1565
    finding_lines 1 0
        time  2026-11-23T09:05:00Z
    audit
        verdict  clean

# Unknown: no line is Postfix's.
2026-11-23T09:05:00Z mx1 sshd[1]: Connection closed by 192.0.2.1
2026-11-23T09:05:01Z mx1 sshd[1]: Connection closed by 192.0.2.1
    audit
        verdict  unknown
        reason  no line of it is Postfix's

# Unknown: nor are lines without a header, and a repetition of what was no line of Postfix's.
some words
2026-11-23T09:05:00Z mx1 sshd[1]: Connection closed by 192.0.2.1
Nov 23 09:05:01 mx1 last message repeated 3 times
    audit
        verdict  unknown
        reason  no line of it is Postfix's

# Unknown: most lines are no log lines.
some words
some words
2026-11-23T09:05:01Z mx1 postfix/smtpd[1]: connect from unknown[192.0.2.1]
    audit
        verdict  unknown
        reason  most of its lines are not log lines

# Half of them do no harm.
some words
2026-11-23T09:05:01Z mx1 postfix/smtpd[1]: connect from unknown[192.0.2.1]
    audit
        verdict  clean
        reason  absent

# Unknown takes the place of attacked: who knows what the other lines were.
2026-11-23T09:05:00Z mx1 postfix/flush[1]: nothing that anybody knows
> 2026-11-23T09:06:00Z 15 times every 1m: nobody fails from 192.0.2.66
2026-11-23T09:30:00Z mx1 postfix/flush[1]: nothing that anybody knows
2026-11-23T09:30:01Z mx1 postfix/flush[1]: nothing that anybody knows
2026-11-23T09:30:02Z mx1 postfix/flush[1]: nothing that anybody knows
2026-11-23T09:30:03Z mx1 postfix/flush[1]: nothing that anybody knows
2026-11-23T09:30:04Z mx1 postfix/flush[1]: nothing that anybody knows
2026-11-23T09:30:05Z mx1 postfix/flush[1]: nothing that anybody knows
2026-11-23T09:30:06Z mx1 postfix/flush[1]: nothing that anybody knows
2026-11-23T09:30:07Z mx1 postfix/flush[1]: nothing that anybody knows
2026-11-23T09:30:08Z mx1 postfix/flush[1]: nothing that anybody knows
2026-11-23T09:30:09Z mx1 postfix/flush[1]: nothing that anybody knows
2026-11-23T09:30:10Z mx1 postfix/flush[1]: nothing that anybody knows
2026-11-23T09:30:11Z mx1 postfix/flush[1]: nothing that anybody knows
2026-11-23T09:30:12Z mx1 postfix/flush[1]: nothing that anybody knows
2026-11-23T09:30:13Z mx1 postfix/flush[1]: nothing that anybody knows
2026-11-23T09:30:14Z mx1 postfix/flush[1]: nothing that anybody knows
    findings R03
        count  15
    audit
        verdict  unknown
        reason  most of Postfix's lines are not understood: their program names may be missing

# It does not take that of check, nor of anything worse.
> 2026-11-23T09:00:00Z root@example.net sends from 192.0.2.66
some words
some words
some words
some words
some words
    audit
        verdict  check
        reason  most of its lines are not log lines
