#!/bin/sh
# The shared library exports exactly the functions of the public headers.
#
#     exports.sh LIBRARY EXPORTS.TXT
set -eu
export LC_ALL=C
got=$(nm -D --defined-only "$1" | awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | sort)
wanted=$(sort "$2")
if [ "$got" != "$wanted" ]; then
    printf '%s exports\n%s\n\nbut %s says\n%s\n' "$1" "$got" "$2" "$wanted" >&2
    exit 1
fi
# Everything the list promises is declared, and everything declared is in the list.
include=$(dirname "$0")/../../include/postfixlog
declared=$(sed -n 's/^PFL_API .*[ *]\(pfl_[a-z0-9_]*\)(.*/\1/p' "$include"/*.h | sort)
if [ "$declared" != "$wanted" ]; then
    printf 'the headers declare\n%s\n\nbut %s says\n%s\n' "$declared" "$2" "$wanted" >&2
    exit 1
fi
