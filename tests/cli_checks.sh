# What the tests of the programs share; sourced by test_cli_*.sh behind `tested=PROGRAM`.
# Makes a folder to work in, with the streams of the last run in out and err.
set -u
here=$(cd "$(dirname "$0")" && pwd) || exit 2
programs=$(cd "${1:?usage: $0 DIRECTORY-OF-THE-PROGRAMS}" && pwd) || exit 2
work=$(mktemp -d) || exit 2
following=
trap 'rm -rf "$work"; [ -z "$following" ] || kill "$following" 2>/dev/null' EXIT
cd "$work" || exit 2
unset NO_COLOR
export TZ=UTC
failures=0

# check NAME COMMAND...: the command succeeds.
check() {
    name=$1
    shift
    if "$@"; then
        echo "PASS $name"
    else
        echo "FAIL $name"
        failures=$((failures + 1))
        head -n 5 out 2>/dev/null | cut -c 1-400 | sed 's/^/  stdout: /'
        sed 's/^/  stderr: /' err 2>/dev/null | head -n 5
    fi
}

# eventually COMMAND...: within half a minute.
eventually() {
    tries=0
    until "$@"; do
        tries=$((tries + 1))
        [ "$tries" -lt 300 ] || return 1
        sleep 0.1
    done
}

# run ARGUMENTS...: the program, with its output, messages and status kept.
run() {
    "$programs/$tested" "$@" >out 2>err </dev/null
    status=$?
}

is() { [ "$1" = "$2" ]; }
lines() { [ "$(wc -l <"$1")" -eq "$2" ]; }
has() { grep -qF -- "$2" "$1"; }
lacks() { ! grep -qF -- "$2" "$1"; }
told_once() { [ "$status" -eq 2 ] && lines err 1 && has err "$1"; }
