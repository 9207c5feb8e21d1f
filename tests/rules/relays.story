# Mail that went out without a login: R15 (lib/detect/relays.c).

# R15: three recipients at domains that are nobody's here. One client is worth a look.
> 2026-11-23T09:00:00Z nobody sends from 203.0.113.66 to bob@d{k}.example recipients 3
    findings R15 203.0.113.66
        severity  critical
        count  3
        limit  3
        abuse_points  4
        sources  1
        technique  T1584
    verdicts 203.0.113.66
        verdict  check
        reason  R15
        messages  1
        recipients  3
    audit
        verdict  check

# R15: two recipients are few.
> 2026-11-23T09:00:00Z nobody sends from 203.0.113.66 to bob@d{k}.example recipients 2
    none findings R15
    none verdicts
    audit
        verdict  clean

# R15: two networks; a second client in one of them makes no third.
> 2026-11-23T09:00:00Z nobody sends from 203.0.113.66 to bob@a{k}.example recipients 3
> 2026-11-23T09:10:00Z nobody sends from 203.0.113.67 to bob@b{k}.example recipients 3
> 2026-11-23T09:20:00Z nobody sends from 192.0.2.66 to bob@c{k}.example recipients 3
    verdicts 203.0.113.66
        verdict  check
    verdicts 192.0.2.66
        verdict  check
    audit
        verdict  check

# R15: three networks are an open relay.
> 2026-11-23T09:00:00Z nobody sends from 203.0.113.66 to bob@a{k}.example recipients 3
> 2026-11-23T09:10:00Z nobody sends from 198.51.100.66 to bob@b{k}.example recipients 3
> 2026-11-23T09:20:00Z nobody sends from 192.0.2.66 to bob@c{k}.example recipients 3
    verdicts 203.0.113.66
        verdict  compromised
        reason  R15
    verdicts 192.0.2.66
        verdict  compromised
    audit
        verdict  compromised

# R15: one client that sends very much.
> 2026-11-23T09:00:00Z nobody sends from 203.0.113.66 to bob@d{k}.example recipients 500
    verdicts 203.0.113.66
        verdict  likely
        reason  R15 R09

# R15: 499 recipients are no more than many.
> 2026-11-23T09:00:00Z nobody sends from 203.0.113.66 to bob@d{k}.example recipients 499
    verdicts 203.0.113.66
        verdict  check

# R15: nobody has to log in on this machine itself.
> 2026-11-23T09:00:00Z nobody sends from 127.0.0.1 to bob@d{k}.example recipients 9
> 2026-11-23T09:00:00Z nobody sends from ::1 to bob@d{k}.example recipients 9
    none findings R15

# R15: nor in one's own networks, when they are told.
@trusted 203.0.113.0/24
> 2026-11-23T09:00:00Z nobody sends from 203.0.113.66 to bob@d{k}.example recipients 9
    none findings R15

# R15: mail that came in and stays here.
> 2026-11-23T09:00:00Z nobody sends from 203.0.113.66 to bob@d{k}.example recipients 9 via local
    none findings R15

# R15: a backup MX passes mail on with the relay transport.
> 2026-11-23T09:00:00Z nobody sends from 203.0.113.66 to bob@d{k}.example recipients 9 via relay
    none findings R15

# R15: so do domains that are delivered here, whoever else sends them elsewhere (a forwarding, a second server).
> 2026-11-23T08:00:00Z nobody sends from 192.0.2.7 to carol@example.org via local
> 2026-11-23T09:00:00Z nobody sends from 203.0.113.66 to user{k}@example.org recipients 9
    none findings R15

# R15: a gateway. All mail of its domains goes to one server, and its clients write to nothing else.
> 2026-11-23T09:00:00Z nobody sends from 203.0.113.66 to user{k}@d1.example recipients 9 via in.example.org
> 2026-11-23T09:10:00Z nobody sends from 192.0.2.66 to user{k}@d2.example recipients 9 via in.example.org
    none findings R15
    audit
        verdict  clean

# R15: one client alone makes no gateway.
> 2026-11-23T09:00:00Z nobody sends from 203.0.113.66 to user{k}@d1.example recipients 9 via in.example.org
    findings R15 203.0.113.66
        count  9

# R15: a spammer who writes to a gateway's domains as well is told by the others.
> 2026-11-23T09:00:00Z nobody sends from 203.0.113.66 to user{k}@d1.example recipients 9 via in.example.org
> 2026-11-23T09:10:00Z nobody sends from 192.0.2.66 to user{k}@d1.example recipients 9 via in.example.org
> 2026-11-23T09:20:00Z nobody sends from 198.51.100.66 to user{k}@d1.example recipients 9 via in.example.org
> 2026-11-23T09:30:00Z nobody sends from 198.51.100.66 to bob@far{k}.example recipients 4
    findings R15 198.51.100.66
        count  4
    none findings R15 203.0.113.66

# R15: its limits are the caller's.
@limit R15.recipients 1
@limit R15.networks 1
> 2026-11-23T09:00:00Z nobody sends from 203.0.113.66
    findings R15 203.0.113.66
        count  1
    verdicts 203.0.113.66
        verdict  compromised
