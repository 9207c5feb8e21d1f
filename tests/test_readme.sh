#!/bin/sh
# README.md: its C, put together, compiles without a warning and finds the stolen account;
# its commands do not fail. Those that read /var/log or install something are left out.
#
#     test_readme.sh SOURCE-FOLDER BUILD-FOLDER LIBRARY C-COMPILER
set -eu
export LC_ALL=C # in some languages a range of letters is another one

source=$1 build=$2 library=$3 cc=$4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "$*" >&2
    exit 1
}

# The lines of the blocks of a language, in a section.
blocks() { # LANGUAGE SECTION
    awk -v language="$1" -v section="$2" '
        /^## / { inside = $0 == "## " section }
        /^```/ { block = inside && $0 == "```" language; next }
        block' "$source/README.md"
}

# ---- C: the second block goes on where the first has its events ----

blocks c "From C" >"$work/snippet.c"
grep -q pfl_parser_create "$work/snippet.c" && grep -q pfl_audit_create "$work/snippet.c" || fail "README.md has other C"
{
    echo '#include <stdio.h>'
    grep '^#include' "$work/snippet.c"
    echo 'static char data[1 << 20];'
    echo 'int main(void)'
    echo '{'
    echo 'size_t length = fread(data, 1, sizeof data, stdin);'
    grep -v -e '^#include' -e 'pfl_parser_destroy' "$work/snippet.c"
    echo 'pfl_rows_destroy(rows);'
    echo 'pfl_audit_destroy(audit);'
    echo 'pfl_view_destroy(view);'
    echo 'pfl_aggregator_destroy(state);'
    grep 'pfl_parser_destroy' "$work/snippet.c"
    echo 'return 0;'
    echo '}'
} >"$work/program.c"
"$cc" -std=c11 -Wall -Wextra -Werror -I"$source/include" "$work/program.c" "$library" -o "$work/program"

# As many lines as it has room for: a login of that account, and of another.
log=$source/examples/sample/mail.log
{ grep 'client=.*=reception@' "$log" | head -n 2; grep 'client=.*sasl_username=' "$log" | grep -v reception@ | head -n 1; } \
    >"$work/three.log"
other=$(sed -n 's/.*sasl_username=//p' "$work/three.log" | tail -n 1)
LD_LIBRARY_PATH=$(dirname "$library") "$work/program" <"$work/three.log" >"$work/said"
[ "$(head -n 3 "$work/said")" = "$(printf 'reception@example.com\nreception@example.com\n%s' "$other")" ] ||
    fail "the C of README.md says: $(cat "$work/said")"
grep -q '^reception@example.com: [a-z]*$' "$work/said" || fail "no verdict: $(cat "$work/said")"

# ---- The shell ----

blocks sh "From the shell" | grep -v /var/log >"$work/commands"
[ "$(grep -c '^pfl-' "$work/commands")" -ge 8 ] || fail "README.md has other commands"
mkdir "$work/bin" "$work/logs"
printf '#!/bin/sh\ngrep -q 203.0.113.77\n' >"$work/bin/nft" # what it would keep out
printf '#!/bin/sh\ncat "%s"\n' "$log" >"$work/bin/docker"
cat >"$work/bin/journalctl" <<'STUB'
#!/bin/sh
echo '{"__REALTIME_TIMESTAMP":"1781000000000000","_HOSTNAME":"mx","SYSLOG_IDENTIFIER":"postfix/smtpd","MESSAGE":"connect from unknown[192.0.2.1]"}'
STUB
printf '#!/bin/sh\n[ "$*" = "set postfix-sasl banip $4" ]\n' >"$work/bin/fail2ban-client"
chmod +x "$work/bin"/*
mkdir "$work/logs/old"
cp "$log" "$work/logs/mail.log"
cp "$log" "$work/logs/old/mail.log-20150101"
cd "$work/logs"
PATH=$work/bin:$build/examples:$PATH
while read -r command; do
    status=0
    sh -c "$command" </dev/null >"$work/out" 2>"$work/err" || status=$?
    # pfl-audit exits 1 when there is something to look at, 3 when a log says too little.
    case $status:$command in
    0:* | 1:"pfl-audit --"* | 1:docker* | 3:journalctl*) ;;
    *) fail "$command: status $status, $(cat "$work/err")" ;;
    esac
    case $command in
    *--user* | *"| nft"* | *"| sh"*) ;; # a user that the sample does not have; a program that takes it all
    *'>report'*) grep -q '</html>' report.html || fail "$command: no page" ;;
    *) [ -s "$work/out" ] || fail "$command: says nothing" ;;
    esac
done <"$work/commands"

# ---- The tests, for one who has nothing and may install nothing: told once what is missing ----

mkdir "$work/few"
ln -s "$(command -v dirname)" "$work/few/dirname"
printf '#!%s\necho 1000\n' "$(command -v sh)" >"$work/few/id"
printf '#!%s\nexit 1\n' "$(command -v sh)" >"$work/few/apt-get"
chmod +x "$work/few"/*
(
    status=0 shell=$(command -v sh)
    PATH=$work/few PFL_BUILD=$work/none "$shell" "$source/tests/run.sh" >"$work/out" 2>"$work/err" || status=$?
    exit $status
) && fail "tests/run.sh goes on without a compiler"
[ "$(wc -l <"$work/err")" -eq 1 ] && grep -q ' gcc cmake ' "$work/err" || fail "tests/run.sh: $(cat "$work/err")"

# ---- quickstart.sh, where somebody else has built ----

mkdir -p "$work/other/examples" "$work/other/build/quickstart/quickstart.log"
cp "$source/examples/quickstart.sh" "$work/other/examples/"
! sh "$work/other/examples/quickstart.sh" 2>"$work/err" || fail "quickstart.sh builds where it cannot write"
[ "$(cat "$work/err")" = "quickstart: cannot write into $work/other/build/quickstart" ] ||
    fail "quickstart.sh: $(cat "$work/err")"

# ---- The worked example: each of its lines stands where it says ----

{ blocks text "Adding a line shape"; blocks c "Adding a line shape"; } | grep . >"$work/example"
[ "$(wc -l <"$work/example")" -ge 15 ] || fail "README.md has no worked example"
while IFS= read -r line; do
    cat "$source"/tests/cases/dnsblog/*.case "$source/lib/events/events.def" "$source/lib/daemons/dnsblog.c" |
        grep -qxF -e "$line" || fail "README.md, Adding a line shape: there is no line $line"
done <"$work/example"
