#!/bin/sh
# What the embedding examples do. Usage: test_cli_embed.sh DIRECTORY-OF-THE-PROGRAMS
tested=logins
. "$(dirname "$0")/cli_checks.sh"
programs=$programs/embed

cat >log <<'END'
2026-11-23T17:04:50Z mx1 postfix/submission/smtpd[80]: connect from dsl.example[198.51.100.11]
2026-11-23T17:04:51Z mx1 postfix/submission/smtpd[80]: warning: dsl.example[198.51.100.11]: SASL PLAIN authentication failed: (reason unavailable), sasl_username=bob@example.net
2026-11-23T17:04:52Z mx1 postfix/submission/smtpd[80]: D7CA6AA6A7F: client=dsl.example[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
2026-11-23T17:04:53Z mx1 postfix/qmgr[990]: D7CA6AA6A7F: removed
END
failure='{"kind":"auth-fail","time":"2026-11-23T17:04:51Z","line":2,"host":"mx1","program":"postfix/submission/smtpd"'
login='{"kind":"sasl-login","time":"2026-11-23T17:04:52Z","line":3,"host":"mx1","program":"postfix/submission/smtpd"'

# --- logins

"$programs/logins" <log >out 2>err
check "logins: who logged in" is "$(cat out)" "alice@example.net 198.51.100.11"

# A log of more than a chunk, whose lines lie in two.
i=0
while [ "$i" -lt 400 ]; do
    cat log
    i=$((i + 1))
done >long
"$programs/logins" <long >out 2>err
check "logins: chunks cut anywhere" is "$(sort out | uniq -c | tr -s ' ')" " 400 alice@example.net 198.51.100.11"

# --- rsyslog_omprog

omprog() {
    rm -f sink
    "$programs/rsyslog_omprog" "${1:-sink}" >out 2>err
    status=$?
}

omprog <log
check "omprog: confirms that it is ready, and each message" is "$(uniq -c out | tr -s ' ')" " 5 OK"
check "omprog: writes what matters" lines sink 2
check "omprog: the failure" has sink "$failure"
check "omprog: the login" has sink "$login"
check "omprog: ends with its input" is "$status" 0

{
    echo "BEGIN TRANSACTION"
    cat log
    echo "COMMIT TRANSACTION"
} >batch
omprog <batch
check "omprog: confirms a transaction" is "$(uniq -c out | tr -s ' ')" " 2 OK
 4 DEFER_COMMIT
 1 OK"
check "omprog: writes a transaction" lines sink 2

# rsyslog died before the commit, and sends it all again.
{
    echo "BEGIN TRANSACTION"
    cat log batch
} | omprog
check "omprog: nothing of what was not committed" lines sink 2
{
    echo "BEGIN TRANSACTION"
    cat log
} | omprog
check "omprog: nothing before the commit" lines sink 0

# Many lines in one transaction.
{
    echo "BEGIN TRANSACTION"
    cat long
    echo "COMMIT TRANSACTION"
} | omprog
check "omprog: a long transaction" lines sink 800

omprog /nowhere/sink <log
check "omprog: no OK without its file" lines out 0
check "omprog: says why" has err "/nowhere/sink: No such file"
check "omprog: fails" is "$status" 2
if [ -e /dev/full ]; then
    omprog /dev/full <log
    check "omprog: not confirmed when the disk is full" is "$(cat out)" "OK
OK
No space left on device
No space left on device
OK"
fi

# --- fluent_bit_filter

printf '%s\t%s\t%s\t%s\t%s\n' 1795453491 mx1 postfix/submission/smtpd 80 \
    'D7CA6AA6A7F: client=dsl.example[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net' \
    1795453492 mx1 postfix/qmgr 990 'D7CA6AA6A7F: from=<alice@example.net>, size=501, nrcpt=1 (queue active)' |
    "$programs/fluent_bit_filter" >out 2>err
check "filter: fields of a login" is "$(sed -n 1p out)" \
    "$(printf '1795453491 mx1 postfix/submission/smtpd\tkind=sasl-login\tqueue_id=D7CA6AA6A7F\tclient_name=dsl.example\tclient_addr=198.51.100.11\tsasl_method=PLAIN\tsasl_username=alice@example.net')"
check "filter: numbers" is "$(sed -n 2p out)" \
    "$(printf '1795453492 mx1 postfix/qmgr\tkind=queued\tqueue_id=D7CA6AA6A7F\tfrom=alice@example.net\tsize=501\tnrcpt=1')"

echo "$failures failed"
[ "$failures" -eq 0 ]
