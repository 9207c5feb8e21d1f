#!/bin/sh
# How much of lib/ the tests run: its lines and branches, and the least of each that is allowed.
#
#     tests/coverage.sh [BUILD-FOLDER]
#
# Needs gcovr (pip or Debian). Branches of scan.h are not counted: it is put into each of its many callers, of which
# none takes all its ways; test_scan takes them all. Tests that are slow without optimising, and run nothing that the
# others do not, are left out.
set -eu
cd "$(dirname "$0")/.."

least_lines=95
least_branches=90
slow='state_lies|merge|evict|state_file|split|truth|cli_html|cli_audit|states|install|manual'
build=${1:-build/coverage}
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

command -v gcovr >/dev/null || {
    echo "skipped: no gcovr"
    exit 77
}
cmake -S . -B "$build" -DCMAKE_BUILD_TYPE=None -DCMAKE_C_FLAGS="-O0 --coverage" -DPFL_TESTS=ON >/dev/null
cmake --build "$build" -j "$jobs" >/dev/null
find "$build" -name '*.gcda' -delete
(cd "$build" && ctest -j "$jobs" -R '^(test|fuzz)_' -E "test_($slow)" >/dev/null)
# gcc's gcov reports hits beyond 2^32 of a line as suspicious (gcc bug 68080); they are hits.
gcovr -r . "$build" --filter lib/ --exclude '.*/print_' --exclude lib/print_reference.c \
    --gcov-ignore-errors=all --gcov-ignore-parse-errors=all \
    --json-summary "$build/coverage.json" >/dev/null 2>&1
python3 - "$build/coverage.json" $least_lines $least_branches <<'PYTHON'
import json, sys

summary = json.load(open(sys.argv[1]))
files = [f for f in summary["files"] if not f["filename"].endswith("/scan.h")]
lines = [sum(f[k] for f in summary["files"]) for k in ("line_covered", "line_total")]
branches = [sum(f[k] for f in files) for k in ("branch_covered", "branch_total")]
for f in sorted(files, key=lambda f: f["branch_covered"] - f["branch_total"])[:12]:
    missing = f["line_total"] - f["line_covered"], f["branch_total"] - f["branch_covered"]
    print(f"{f['filename']:36} without {missing[0]:3} lines, {missing[1]:3} branches")
failed = False
for name, (covered, total), least in (("lines", lines, sys.argv[2]), ("branches", branches, sys.argv[3])):
    percent = 100 * covered / total
    failed |= percent < float(least)
    print(f"{name}: {percent:.1f} % of {total}, at least {least}")
sys.exit(failed)
PYTHON
