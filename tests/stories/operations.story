# What administrators do, or somebody who has become one: to the mail system, and to messages in its queue (R18).

# Started, reloaded, stopped. postfix-script says the same once more; a table that changed is nobody's deed.
Nov 23 08:00:00 mx1 postfix/postfix-script[21714]: starting the Postfix mail system
Nov 23 08:00:01 mx1 postfix/master[21715]: daemon started -- version 3.9.1, configuration /etc/postfix
Nov 23 09:00:00 mx1 postfix/postfix-script[21800]: refreshing the Postfix mail system
Nov 23 09:00:01 mx1 postfix/master[21715]: reload -- version 3.9.1, configuration /etc/postfix
Nov 23 09:30:01 mx1 postfix/master[21715]: reload -- version 3.9.1, configuration /etc/postfix
Nov 23 10:00:00 mx1 postfix/smtpd[21900]: table hash:/etc/postfix/access has changed -- restarting
Nov 23 11:00:00 mx1 postfix/postfix-script[22000]: stopping the Postfix mail system
Nov 23 11:00:01 mx1 postfix/master[21715]: terminating on signal 15
    operations mx1 2026-11-23 start
        count  1
        first  2026-11-23T08:00:01Z
        last  2026-11-23T08:00:01Z
    operations mx1 2026-11-23 reload
        count  2
        first  2026-11-23T09:00:01Z
        last  2026-11-23T09:30:01Z
    operations mx1 2026-11-23 stop
        count  1
        first  2026-11-23T11:00:01Z
    none operations mx1 2026-11-23 delete
    none operations mx1 2026-11-23 hold

# Messages deleted one by one are told twice: a line each, and their sum. They count once.
Nov 23 17:06:15 mx1 postfix/postsuper[22663]: 8AB6CAA6B22: removed
Nov 23 17:06:16 mx1 postfix/postsuper[22663]: 8AB6CAA6B23: removed
Nov 23 17:06:16 mx1 postfix/postsuper[22663]: Deleted: 2 messages
    operations mx1 2026-11-23 delete
        count  2
        first  2026-11-23T17:06:15Z
        last  2026-11-23T17:06:16Z

# All at once are told by their sum alone.
Nov 23 17:05:00 mx1 postfix/postsuper[21975]: Deleted: 20 messages
Nov 23 17:06:15 mx1 postfix/postsuper[22663]: 8AB6CAA6B22: removed
Nov 23 17:06:15 mx1 postfix/postsuper[22663]: Deleted: 1 message
    operations mx1 2026-11-23 delete
        count  21
        first  2026-11-23T17:05:00Z
        last  2026-11-23T17:06:15Z

# The sum is missing: syslogd dropped it, or it is still to come.
Nov 23 17:06:15 mx1 postfix/postsuper[22663]: 8AB6CAA6B22: placed on hold
Nov 23 17:06:15 mx1 postfix/postsuper[22663]: 8AB6CAA6B23: placed on hold
Nov 23 17:06:15 mx1 postfix/postsuper[22663]: 8AB6CAA6B24: placed on hold
    operations mx1 2026-11-23 hold
        count  3

# Held, released, queued again: each is another deed. What repairs the queue is none.
Nov 23 17:05:00 mx1 postfix/postsuper[21975]: Placed on hold: 3 messages
Nov 23 17:06:00 mx1 postfix/postsuper[21976]: Released from hold: 2 messages
Nov 23 17:07:00 mx1 postfix/postsuper[21977]: Requeued: 1 message
Nov 23 17:08:00 mx1 postfix/postsuper[21978]: Renamed to match inode number: 5 messages
    operations mx1 2026-11-23 hold
        count  3
        last  2026-11-23T17:05:00Z
    operations mx1 2026-11-23 release
        count  2
        first  2026-11-23T17:06:00Z
    operations mx1 2026-11-23 requeue
        count  1
    none operations mx1 2026-11-23 delete

# Day by day, host by host; a line that stands for three; and one without a possible time is on no day.
Nov 22 23:59:59 mx1 postfix/postsuper[21975]: Deleted: 20 messages
Nov 23 00:00:00 mx1 postfix/postsuper[21975]: message repeated 3 times: [ 8AB6CAA6B22: removed]
Nov 23 00:00:01 mx2 postfix/postsuper[21976]: Deleted: 7 messages
Nov 31 00:00:01 mx2 postfix/postsuper[21976]: Deleted: 9 messages
    operations mx1 2026-11-22 delete
        count  20
    operations mx1 2026-11-23 delete
        count  3
        first  2026-11-23
        last  2026-11-23
    operations mx2 2026-11-23 delete
        count  7

# Compaction forgets them with their day.
@compact 2026-11-23T00:00:00Z
Nov 22 23:59:59 mx1 postfix/postsuper[21975]: Deleted: 20 messages
Nov 23 00:00:01 mx1 postfix/postsuper[21976]: Deleted: 7 messages
    none operations mx1 2026-11-22 delete
    operations mx1 2026-11-23 delete
        count  7
