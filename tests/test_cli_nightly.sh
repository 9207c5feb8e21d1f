#!/bin/bash
# What the units of packaging/systemd run: their commands, in a shell, with the folders of this test.
# Usage: test_cli_nightly.sh DIRECTORY-OF-THE-PROGRAMS
tested=nightly
. "$(dirname "$0")/cli_checks.sh"
units=$here/../packaging/systemd
sample=$here/../examples/sample/mail.log
export STATE_DIRECTORY=$work/state RUNTIME_DIRECTORY=$work/run
mkdir state run log bin

# command_of UNIT: what its ExecStart gives to the shell, with systemd's own escapes undone.
command_of() {
    sed -n "s#^ExecStart=/bin/sh -c '\(.*\)'\$#\1#p" "$units/$1" | sed "s#@CMAKE_INSTALL_FULL_BINDIR@#$programs#g
        s#/usr/sbin/sendmail#$work/bin/sendmail#; s#/run/pfl-audit#$work/run#g; s#journalctl#$work/bin/journalctl#
        s#%H#mx1.example.com#; s/%%/%/g; s/[\$][\$]/\$/g; s/\\\\\\\\/\\\\/g"
}
command_of pfl-audit.service.in >audit.sh
command_of pfl-audit-mail.service >mail.sh
command_of pfl-audit-journal.conf.in >journal.sh
PFL_AUDIT_FILES=$(sed -n 's/^Environment=PFL_AUDIT_FILES=//p' "$units/pfl-audit.service.in")
export PFL_AUDIT_FILES=${PFL_AUDIT_FILES//\/var\/log/$work\/log} PFL_AUDIT_MAILTO=root
night() {
    sh -c "$(cat "$1")" >out 2>err
    status=$?
}
# As systemd takes it: SuccessExitStatus, and ConditionFileNotEmpty of what comes next.
fine() { [ "$status" -eq 0 ] || [ "$status" -eq "$(sed -n 's/^SuccessExitStatus=//p' "$units/pfl-audit.service.in")" ]; }
mailed() { [ -s "$work/run/report" ]; }

# --- Nights

night audit.sh
check "no log: that is a failure, and said, with where it may be" eval '! fine && lines err 1 && has err "no file is $work/log/mail.lo*[g1]: " && has err pfl-audit-journal.conf && [ -f "$units/pfl-audit-journal.conf.in" ]'
PFL_AUDIT_FILES="$work/log/none $PFL_AUDIT_FILES" night audit.sh
check "no log of several: pfl-audit says which" eval '! fine && lines err 2 && has err "log/none: cannot be opened"'
rm -f state/state
: >log/mail.err
: >log/mail.log.2.gz
head -n 3000 "$sample" >log/mail.log
night audit.sh
check "the first night: somebody got in" eval 'fine && lines out 0 && lines err 0 && mailed && has run/report "Yes, somebody broke in: reception@example.com."'
check "the state is there" [ -s state/state ]

printf '#!/bin/sh\necho "$@" >%s/arguments\ncat >%s/mail\n' "$work" "$work" >bin/sendmail
chmod +x bin/sendmail
night mail.sh
check "it is mailed" eval 'is $status 0 && is "$(cat arguments)" "-i -t"'
check "with a head of its own" is "$(sed '/^$/q' mail)" "To: root
Subject: pfl-audit on mx1.example.com
Content-Type: text/plain; charset=utf-8"
check "and the report" eval 'sed "1,/^\$/d" mail | cmp -s - run/report'

night audit.sh
check "the next night: nothing is new, nothing is mailed" eval 'fine && lines err 0 && ! mailed'
mv log/mail.log log/mail.log.1
tail -n +3001 "$sample" >log/mail.log
cat log/mail.log >>log/mail.log.1
: >log/mail.log
night audit.sh
check "rotated: what was logged since then is read from mail.log.1" eval 'fine && lines err 0 && is "$("$programs/pfl-audit" --load state/state --format json | python3 -c "import json, sys; print(json.load(sys.stdin)[\"totals\"][\"lines\"])")" "$(wc -l <"$sample")"'
rm state/state
PFL_AUDIT_OPTIONS='--trusted 203.0.113.0/24 --min-severity high' night audit.sh
check "options of one's own" eval 'fine && mailed && lacks run/report " medium]"'

# --- The journal: each night goes on behind the last one

cat >bin/journalctl <<'END'
#!/bin/sh
# The lines behind the cursor, as journald writes them.
for argument; do
    case $argument in --cursor-file=*) cursor=${argument#*=} ;; esac
done
python3 - "$cursor" "$JOURNAL" <<'PYTHON'
import json, os, re, sys
cursor, journal = sys.argv[1:]
begin = int(open(cursor).read()) if os.path.exists(cursor) else 0
lines = open(journal, encoding="utf-8").read().splitlines()
for number, line in enumerate(lines[begin:]):
    program, pid, message = re.match(r".{15} \S+ ([^\[:]+)(?:\[(\d+)\])?: (.*)", line).groups()
    time = 1780963200_000000 + (begin + number) * 1000000
    print(json.dumps({"__REALTIME_TIMESTAMP": str(time), "_HOSTNAME": "mx1", "SYSLOG_IDENTIFIER": program,
                      "SYSLOG_PID": pid or "1", "MESSAGE": message}))
open(cursor, "w").write(str(len(lines)))
PYTHON
END
chmod +x bin/journalctl
rm -f state/state run/report
unset PFL_AUDIT_OPTIONS
head -n 3000 "$sample" >journal
export JOURNAL=$work/journal
night journal.sh
check "journal: somebody got in" eval 'fine && lines err 0 && mailed && has run/report reception@example.com'
night journal.sh
check "journal: the next night, nothing is new" eval 'fine && lines err 0 && ! mailed'
cp "$sample" journal
night journal.sh
check "journal: what came since is counted once" eval 'fine && is "$("$programs/pfl-audit" --load state/state --format json | python3 -c "import json, sys; print(json.load(sys.stdin)[\"totals\"][\"lines\"])")" "$(wc -l <"$sample")"'

echo "$failures failed"
[ "$failures" -eq 0 ]
