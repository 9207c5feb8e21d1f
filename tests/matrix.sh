#!/bin/sh
# The tests on other compilers, machines, systems and settings: a row each.
#
#     tests/matrix.sh                 all rows
#     tests/matrix.sh --list          what they are
#     tests/matrix.sh gcc-O3 s390x    these
#
# What a row needs is installed with apt-get (root, Debian or Ubuntu). Other machines need packages of their
# architecture; dpkg is told of it only when PFL_FOREIGN=yes. A row that cannot be run says what it lacks.
# Builds go to build/matrix/; set PFL_BUILD to have them elsewhere.
set -eu
cd "$(dirname "$0")/.."

build=${PFL_BUILD:-build}/matrix
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
reference=1795471200 # 2026-11-23T22:00:00Z
mkdir -p "$build"
build=$(cd "$build" && pwd)

# ---- what rows are made of ----

have() {
    command -v "$1" >/dev/null 2>&1
}

# Ends a row that cannot be run here.
lacks() {
    echo "$*" >"$build/$row.lacks"
    exit 77
}

need() { # PROGRAM PACKAGE...
    program=$1
    shift
    if have "$program"; then
        return
    fi
    if [ "$(id -u)" != 0 ] || ! have apt-get; then
        lacks "no $program"
    fi
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" || lacks "no $program"
}

generator=
! have ninja || generator=Ninja

make_build() { # OPTION...
    cmake -S . -B "$build/$row" ${generator:+-G "$generator"} -DPFL_TESTS=ON -DPFL_WERROR=ON "$@"
    cmake --build "$build/$row" -j "$jobs"
}

run_tests() { # CTEST-OPTION...
    (cd "$build/$row" && ctest --output-on-failure -j "$jobs" "$@")
}

# The tests that are programs of their own: what the scripts and Python do needs the machine's own programs.
programs_only() {
    run_tests -R '^(test_|fuzz_)' -E 'test_(cpp|cli|states|truth|manual|reference)' "$@"
}

flags() { # COMPILER FLAGS
    make_build -DCMAKE_BUILD_TYPE=None -DCMAKE_C_COMPILER="$1" -DCMAKE_C_FLAGS="$2"
    run_tests
}

# What print_all says of two logs is what it says here.
native() {
    if [ -e "$build/native/corpus.json" ]; then
        return
    fi
    mkdir -p "$build/native"
    python3 lib/amalgamate.py "$build/native"
    sed 's|<postfixlog/postfixlog.h>|"postfixlog.h"|' tests/print_all.c >"$build/native/print_all.c"
    cc -std=c11 -O2 -I"$build/native" "$build/native/print_all.c" "$build/native/postfixlog.c" -o "$build/native/print_all"
    cc -std=c11 -O2 -I. -Iinclude -Itests/bench -w tests/bench/make_log.c tests/bench/corpus_*.c -lm -o "$build/native/make_log"
    "$build/native/make_log" --lines 20000 --hosts 3 >"$build/native/made.log"
    for file in fuzz/corpus/*; do
        cat "$file"
        echo
    done >"$build/native/corpus.log"
    for log in made corpus; do
        "$build/native/print_all" $reference <"$build/native/$log.log" | without_memory >"$build/native/$log.json"
    done
}

# How much memory a state holds depends on the machine.
without_memory() {
    sed -e 's/,"memory":[0-9]*,"most_memory":[0-9]*//'
}

same_as_native() { # COMMAND...
    for log in made corpus; do
        "$@" $reference <"$build/native/$log.log" | without_memory >"$build/$row/$log.json"
        cmp "$build/native/$log.json" "$build/$row/$log.json"
        wc -l <"$build/$row/$log.json"
    done
}

# States as a tool reads, writes, merges and shows them.
states() { # FOLDER TOOL...
    folder=$1
    shift
    made=$build/native/made.log
    "$@" read --reference $reference "$build/native/corpus.log" 0 end "$folder/corpus.state"
    "$@" read --reference $reference "$made" 0 end "$folder/made.state"
    "$@" read --reference $reference "$made" 0 1000000 "$folder/first.state"
    "$@" read --reference $reference "$made" 1000000 end "$folder/second.state"
    "$@" merge "$folder/merged.state" "$folder/second.state" "$folder/first.state"
    for state in whole compacted; do
        "$@" dump "tests/states/v1-$state.state"
    done | sed -e 's/,"memory":[0-9]*,"most_memory":[0-9]*//' \
        -e '/^{"table":"\(audit\|verdicts\|findings\|finding_sources\|finding_lines\)"/d' >"$folder/fixtures.state"
    "$@" dump --figures "$folder/made.state" >"$folder/dump.state"
}

# The same bytes in a state, and the same of it; the rows of states that were saved by a release.
same_states() { # TOOL...
    if ! [ -e "$build/native/dump.state" ]; then
        cmake -S . -B "$build/native/cmake" ${generator:+-G "$generator"} -DPFL_TESTS=ON -DPFL_EXAMPLES=OFF
        cmake --build "$build/native/cmake" -j "$jobs" --target state_tool
        states "$build/native" "$build/native/cmake/tests/state_tool"
    fi
    states "$build/$row" "$@"
    for part in corpus made first second merged fixtures dump; do
        cmp "$build/native/$part.state" "$build/$row/$part.state"
    done
    cat tests/states/v1.ndjson tests/states/v1-compacted.ndjson | cmp - "$build/$row/fixtures.state"
}

# The library as one file, and print_all, by a compiler that has no cmocka.
one_file() { # COMPILER FLAG...
    native
    mkdir -p "$build/$row"
    "$@" -std=c11 -Wall -Wextra -I"$build/native" "$build/native/print_all.c" "$build/native/postfixlog.c" \
        -o "$build/$row/print_all"
}

# All test programs on another machine, in an emulator.
machine() { # GNU-NAME DEBIAN-NAME QEMU
    need "$1-linux-gnu-gcc" "gcc-$1-linux-gnu" "libc6-dev-$2-cross"
    need "qemu-$3" qemu-user
    if ! [ -e "/usr/lib/$4/libcmocka.so" ]; then
        [ "${PFL_FOREIGN:-}" = yes ] || lacks "no cmocka for $2; with PFL_FOREIGN=yes it is installed"
        dpkg --add-architecture "$2"
        apt-get update -qq || :
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "libcmocka-dev:$2" ||
            lacks "no cmocka for $2"
    fi
    PKG_CONFIG_LIBDIR=/usr/lib/$4/pkgconfig make_build -DCMAKE_BUILD_TYPE=Release -DCMAKE_SYSTEM_NAME=Linux \
        -DCMAKE_SYSTEM_PROCESSOR="$1" -DCMAKE_C_COMPILER="$1-linux-gnu-gcc" -DCMAKE_CROSSCOMPILING_EMULATOR="qemu-$3" \
        -DPFL_EXAMPLES=OFF -DPFL_WERROR=OFF # where size_t is narrow, tests have conversions that are none elsewhere
    programs_only
    "qemu-$3" "$build/$row/tests/print_layout" | diff -u tests/abi/layout.txt -
    native
    same_as_native "qemu-$3" "$build/$row/tests/print_all"
    same_states "qemu-$3" "$build/$row/tests/state_tool"
}

# ---- the rows ----

rows='
gcc-O0        gcc, not optimised
gcc-O3        gcc, optimised more than it is shipped
clang-O0      clang, not optimised
clang-O3      clang, optimised more
plain         without SSE2 in the code: the portable scans
asserts       without NDEBUG
static        the static library only
amalgamated   the library as one file
msan          clang with MemorySanitizer
tsan          gcc with ThreadSanitizer: the tests that have threads, and pfl-audit with four
valgrind      a debug build under memcheck
locale        with a locale whose letters, digits and dates are others, and a zone with summer time
stack         how deep the stack gets: the frames of all functions, and a thread with a small one
i686          a 32-bit machine, in an emulator
aarch64       an ARM machine, in an emulator
s390x         a big-endian machine, in an emulator
musl          with the C library musl
mingw         for Windows; the program runs where there is wine
wasm          for WebAssembly with WASI; the program runs where there is node
'

row_gcc_O0() { flags gcc "-O0"; }
row_gcc_O3() { flags gcc "-O3 -DNDEBUG"; }
row_clang_O0() { need clang clang; flags clang "-O0"; }
row_clang_O3() { need clang clang; flags clang "-O3 -DNDEBUG"; }
row_plain() { flags gcc "-O2 -U__SSE2__"; }
row_asserts() { flags gcc "-O2 -UNDEBUG"; }

row_static() {
    make_build -DCMAKE_BUILD_TYPE=Release -DPFL_SHARED=OFF
    run_tests
}

row_amalgamated() {
    make_build -DCMAKE_BUILD_TYPE=Release -DPFL_AMALGAMATED=ON -DPFL_EXAMPLES=OFF
    run_tests
}

row_msan() {
    need clang clang
    make_build -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ \
        -DPFL_SANITIZE=memory -DPFL_EXAMPLES=OFF
    programs_only
}

row_tsan() {
    make_build -DCMAKE_BUILD_TYPE=RelWithDebInfo -DPFL_SANITIZE=thread
    run_tests -R 'test_rows|test_detect_bounds|test_cli_audit'
    native
    status=0
    "$build/$row/examples/pfl-audit" --jobs 4 --format json "$build/native/made.log" >/dev/null || status=$?
    [ $status -le 1 ]
}

row_valgrind() {
    need valgrind valgrind
    make_build -DCMAKE_BUILD_TYPE=Debug -DPFL_EXAMPLES=OFF
    for test in "$build/$row"/tests/test_*; do
        # Slow there and seen by the sanitizers: all cuts of the corpus, the clock, thousands of states.
        case ${test##*/} in
        *.sh | test_split | test_limits | test_cpp | test_merge | test_state_file | test_state_lies) continue ;;
        esac
        echo "${test##*/}"
        valgrind -q --error-exitcode=9 --leak-check=full "$test"
    done
}

row_locale() {
    make_build -DCMAKE_BUILD_TYPE=Release
    need localedef locales
    mkdir -p "$build/$row/locales"
    localedef -i tr_TR -f UTF-8 "$build/$row/locales/tr_TR.UTF-8" || lacks "no locale tr_TR"
    (
        export LOCPATH="$build/$row/locales" LC_ALL=tr_TR.UTF-8 TZ=Australia/Lord_Howe
        run_tests -E 'test_cli|install'
    )
}

row_stack() {
    make_build -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_FLAGS=-fstack-usage
    python3 tests/stack.py "$build/$row"
    native
    (
        ulimit -s 128
        same_as_native "$build/native/print_all"
    )
}

row_i686() { machine i686 i386 i386 i386-linux-gnu; }
row_aarch64() { machine aarch64 arm64 aarch64 aarch64-linux-gnu; }
row_s390x() { machine s390x s390x s390x s390x-linux-gnu; }

row_musl() {
    need musl-gcc musl-tools
    one_file musl-gcc -O2 -static
    same_as_native "$build/$row/print_all"
}

row_mingw() {
    need x86_64-w64-mingw32-gcc gcc-mingw-w64-x86-64-win32
    one_file x86_64-w64-mingw32-gcc -O2 -Werror
    have wine || lacks "no wine: it was compiled, and not run"
    WINEDEBUG=-all same_as_native wine "$build/$row/print_all.exe"
}

row_wasm() {
    need clang clang
    need wasm-ld lld
    if ! [ -e /usr/include/wasm32-wasi/stdio.h ]; then
        need wasm32-wasi-headers wasi-libc "libclang-rt-$(clang -dumpversion | cut -d. -f1)-dev-wasm32"
    fi
    one_file clang --target=wasm32-wasi -O2 -Werror
    have node || lacks "no node: it was compiled, and not run"
    same_as_native node --no-warnings tests/wasi.mjs "$build/$row/print_all"
}

# ---- running them ----

run_row() {
    row=$1
    rm -f "$build/$row.lacks"
    status=0
    sh tests/matrix.sh --row "$row" >"$build/$row.log" 2>&1 || status=$? # a process of its own: set -e has no effect before a ||
    case $status in
    0) printf '%-12s passed\n' "$row" ;;
    77) printf '%-12s skipped: %s\n' "$row" "$(cat "$build/$row.lacks")" ;;
    *)
        tail -n 40 "$build/$row.log"
        printf '%-12s FAILED: %s\n' "$row" "$build/$row.log"
        return 1
        ;;
    esac
}

names=$(echo "$rows" | sed -n 's/^\([a-zA-Z0-9-]\{1,\}\) .*/\1/p')
if [ "${1:-}" = --row ]; then
    row=$2
    "row_$(echo "$row" | tr - _)"
    exit
fi
if [ "${1:-}" = --list ]; then
    echo "$rows" | sed '/^$/d'
    exit
fi
for row in "$@"; do
    echo "$names" | grep -qx "$row" || {
        echo "no row $row: tests/matrix.sh --list" >&2
        exit 2
    }
done
failed=
for row in ${*:-$names}; do
    run_row "$row" || failed="$failed $row"
done
[ -z "$failed" ] || {
    echo "FAILED:$failed"
    exit 1
}
