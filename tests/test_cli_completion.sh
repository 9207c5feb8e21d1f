#!/bin/bash
# What the shells complete. Usage: test_cli_completion.sh DIRECTORY-OF-THE-PROGRAMS
tested=completion
. "$(dirname "$0")/cli_checks.sh"
PATH=$programs:$PATH
. "$here/../packaging/completion/pfl-programs.bash"
mkdir logs
: >'a log' >mail.log >err

# tab WORD...: what the last word is completed to, with the words as readline has them.
tab() {
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    local word=${COMP_WORDS[COMP_CWORD]}
    [ "$word" != = ] || word=
    _pfl "$1" "$word" "${COMP_WORDS[COMP_CWORD - 1]}"
    printf '%s\n' "${COMPREPLY[@]}" >out
}
completes() { is "$(sort out | tr '\n' ' ')" "$1 "; }

for program in pfl-events pfl-audit pfl-trace; do
    # Every word of --help that looks like an option in its first column, found in another way than the script does.
    wanted=$("$programs/$program" --help | awk '/^  --/ {print $1}' | sort | tr '\n' ' ')
    tab $program --
    check "$program: all options" completes "${wanted% }"
    # What its manual page lists is what can be completed.
    tr ',' '\n' <"$here/../examples/$program.1" | sed -n 's/^\(.It\)* *Fl -\([a-z-]*\).*$/--\2/p' | sort -u >manual
    check "$program: those of its manual" eval 'sort -u out | cmp - manual'
    rm manual
    tab $program ''
    check "$program: files" completes 'a log err logs mail.log out'
done
tab pfl-audit --m
check "options that begin so" completes '--max-memory --min-severity --monitor'
tab pfl-events --format ''
check "--format of pfl-events" completes 'csv ndjson text'
tab pfl-audit --format ''
check "--format of pfl-audit" completes 'html json text'
tab pfl-trace --format = n
check "--format=n of pfl-trace" completes 'ndjson'
tab pfl-audit --block ''
check "--block" completes 'cidr csv fail2ban ipset nft'
tab pfl-audit --block =
check "--block=" completes 'cidr csv fail2ban ipset nft'
tab pfl-audit --min-severity ''
check "--min-severity" completes 'critical high info low medium'
tab pfl-audit --color = a
check "--color=a" completes 'always auto'
tab pfl-audit --color m
check "--color has no value without =" completes 'mail.log'
tab pfl-events --kind ''
check "--kind: as many as there are" is "$(wc -l <out)" "$(grep -c '^    PFL_KIND_[A-Z_]* = ' "$here/../include/postfixlog/kinds.h")"
check "--kind: those that pfl-events takes" eval 'while read -r kind; do pfl-events --kind "$kind" </dev/null || exit; done <out'
tab pfl-events --kind connect,auth-f
check "--kind: the next one of a list" completes 'connect,auth-fail'
tab pfl-audit --load ma
check "--load: files" completes 'mail.log'
tab pfl-audit --bulk ''
check "an option with any value" completes ''
check "nothing is left behind" eval 'rm -f out err mail.log "a log" && rmdir logs && is "$(ls -A)" ""'

if command -v zsh >/dev/null; then
    zsh_file=$here/../packaging/completion/_pfl-programs
    check "zsh: a file that compinit finds" is "$(head -n 1 "$zsh_file")" "#compdef pfl-events pfl-audit pfl-trace"
    check "zsh: takes it" zsh -n "$zsh_file"
fi

echo "$failures failed"
[ "$failures" -eq 0 ]
