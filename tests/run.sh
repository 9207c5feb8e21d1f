#!/bin/sh
# Builds the library and runs every test, twice: as it is shipped, and with AddressSanitizer and
# UndefinedBehaviorSanitizer. What a bare Debian or Ubuntu lacks for that is installed with apt-get.
#
#     tests/run.sh           gcc (or cc), both builds
#     tests/run.sh --full    also the rows of tests/matrix.sh (other compilers, machines, systems and settings),
#                            the Debian packages, and ten minutes of fuzzing
#
# Builds go to build/; set PFL_BUILD to have them elsewhere.
set -eu

full=
for argument; do
    case $argument in
    --full) full=yes ;;
    *)
        sed -n '2,9s/^# \{0,1\}//p' "$0" >&2
        exit 2
        ;;
    esac
done

[ -z "$full" ] || export PFL_FULL=yes # endless lines of 4 GiB

cd "$(dirname "$0")/.."
build=${PFL_BUILD:-build}
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

step() {
    printf '\n=== %s\n' "$*"
}

# ---- what is needed ----

have() {
    command -v "$1" >/dev/null 2>&1
}

packages=
need() { # PROGRAM PACKAGE
    have "$1" || packages="$packages $2"
}
need cc gcc
need cmake cmake
need make make
need pkg-config pkg-config
need python3 python3
python3 -c 'import ensurepip' 2>/dev/null || packages="$packages python3-venv"
need gzip gzip
need bzip2 bzip2
need xz xz-utils
need zstd zstd
need bash bash
need valgrind valgrind
need nm binutils
need go golang-go
need abidiff abigail-tools
need mandoc mandoc
echo '#include <stdio.h>' | cc -E - >/dev/null 2>&1 || packages="$packages libc6-dev"
pkg-config --exists cmocka 2>/dev/null || packages="$packages libcmocka-dev"
if [ -n "$full" ]; then
    need clang clang
    # libFuzzer and the sanitizers of clang are a package of their own.
    echo 'int LLVMFuzzerTestOneInput(const char *d, long n) { return d == (char *)n; }' >"${TMPDIR:-/tmp}/pfl$$.c"
    clang -fsanitize=fuzzer,address "${TMPDIR:-/tmp}/pfl$$.c" -o "${TMPDIR:-/tmp}/pfl$$" 2>/dev/null ||
        packages="$packages libclang-rt-dev"
    rm -f "${TMPDIR:-/tmp}/pfl$$.c" "${TMPDIR:-/tmp}/pfl$$"
fi

apt_install() {
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends "$1" >/dev/null
}

install_packages() {
    if ! have apt-get; then
        echo "missing, and no apt-get to install them with:$packages" >&2
        exit 1
    fi
    if [ "$(id -u)" != 0 ] && ! have sudo; then
        echo "missing, and neither root nor sudo to install them with:$packages" >&2
        have cc && have cmake && have make && return # some tests can do without the others
        exit 1
    fi
    step "apt-get install$packages"
    as_root=
    [ "$(id -u)" = 0 ] || as_root=sudo
    $as_root apt-get update -qq || true
    for package in $packages; do
        # Some releases have clang's runtime under its version only.
        apt_install "$package" || {
            [ "$package" = libclang-rt-dev ] && apt_install "libclang-rt-$(clang -dumpversion | cut -d. -f1)-dev"
        } || echo "could not install $package" >&2
    done
}
[ -z "$packages" ] || install_packages

# ---- builds ----

# A compiler of tomorrow may warn of more: that stops CI, not whoever tries this.
werror=OFF
[ -z "${CI:-}" ] || werror=ON

generator=
have ninja && generator=Ninja

configure() { # FOLDER OPTION...
    folder=$1
    shift
    step "build in $folder: $*"
    cmake -S . -B "$folder" ${generator:+-G "$generator"} -DPFL_TESTS=ON -DPFL_WERROR=$werror "$@" >"$folder.log" 2>&1 || {
        cat "$folder.log"
        exit 1
    }
    cmake --build "$folder" -j "$jobs" >>"$folder.log" 2>&1 || {
        tail -n 60 "$folder.log"
        exit 1
    }
}

failed=
run_tests() { # FOLDER [CTEST-OPTION...]
    folder=$1
    shift
    step "tests in $folder"
    (cd "$folder" && ctest --output-on-failure -j "$jobs" "$@") || failed="$failed $folder"
}

# A script that says with status 77 that it has nothing to work with.
skipped=
run_script() { # NAME COMMAND...
    name=$1
    shift
    step "$name"
    status=0
    "$@" || status=$?
    case $status in
    0) ;;
    77) skipped="$skipped $name" ;;
    *) failed="$failed $name" ;;
    esac
}

mkdir -p "$build"

# What the Python tests need, fetched beside the builds: it is the network that takes the time.
venv=$build/venv
fetch_python() {
    : >"$build/venv.missing"
    python3 -m venv "$venv" && "$venv/bin/pip" install -q pytest setuptools wheel || return 1
    for package in mypy pyarrow polars duckdb pandas gcovr; do
        "$venv/bin/pip" install -q --only-binary :all: $package || echo $package >>"$build/venv.missing"
    done
    "$venv/bin/pip" install -q pyspark || : # told by its own step
}
fetch_python >"$build/venv.log" 2>&1 &
fetching=$!

configure "$build/test" -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_FLAGS=-g # as shipped; abidiff reads the types
run_tests "$build/test"
run_script abi sh tests/abi/abidiff.sh "$build/test"
run_script go sh tests/go.sh "$build/test"
run_script amalgamation sh tests/amalgamation.sh "$build/test"
run_script instructions python3 tests/bench/instructions.py "$build/test"
run_script e2e sh tests/e2e/run.sh "$build/test"

export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_stack_use_after_return=1:strict_string_checks=1}"
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1}"
sanitizers=address,undefined
if echo 'int main(void) { return 0; }' | cc -x c -fsanitize=$sanitizers - -o "$build/probe" 2>/dev/null &&
    "$build/probe"; then
    configure "$build/sanitize" -DCMAKE_BUILD_TYPE=RelWithDebInfo -DPFL_SANITIZE=$sanitizers
    run_tests "$build/sanitize" -E '^(dist|packaging|test_reference|test_follow_week)$' # of no use there
else
    step "no sanitizers with this compiler: skipped"
fi

if have clang; then
    configure "$build/clang" -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_COMPILER=clang -DPFL_EXAMPLES=OFF
    # What a compiler could get wrong by itself; all tests with clang are rows of matrix.sh.
    run_tests "$build/clang" -R '^(test_(cases|shapes|statements|parser|scan|next_line|message|json|csv|arrow|network|queue_id|rows|adding|detect|forgery|cpp)|abi_|fuzz_)'
fi

# ---- Python ----

# The wheel as pip makes it, in a venv of its own; readers of Arrow where pip can get them.
python_tests() {
    step "Python"
    if ! wait "$fetching"; then
        echo "skipped: $(tail -n 1 "$build/venv.log"); on Debian venv is in python3-venv"
        skipped="$skipped Python"
        return 0
    fi
    for package in $(cat "$build/venv.missing"); do
        echo "skipped: what needs $package, which pip cannot install"
        skipped="$skipped $package"
    done
    "$venv/bin/pip" install -q --force-reinstall --no-deps examples/python >"$build/venv.log" 2>&1 || {
        cat "$build/venv.log"
        return 1
    }
    "$venv/bin/python" -m pytest -q -rs -p no:cacheprovider examples/python/tests
}
python_tests || failed="$failed Python"

# gcovr of the same venv: Debian's lacks options that this needs.
coverage() {
    PATH=$(cd "$venv/bin" && pwd):$PATH sh tests/coverage.sh "$build/coverage"
}
run_script coverage coverage

# Two workers on this machine.
spark_tests() {
    step "Spark"
    if ! "$venv/bin/python" -c 'import pyspark' 2>/dev/null; then
        echo "skipped: no pyspark"
        skipped="$skipped Spark"
        return 0
    fi
    have java || DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends default-jre-headless \
        >"$build/java.log" 2>&1 || true
    if ! have java; then
        echo "skipped: no Java; on Debian it is in default-jre-headless"
        skipped="$skipped Spark"
        return 0
    fi
    "$venv/bin/python" -m pytest -q -rs -p no:cacheprovider examples/spark
}
spark_tests || failed="$failed Spark"

if [ -n "$full" ]; then
    step "other compilers, machines and settings"
    sh tests/matrix.sh || failed="$failed matrix"

    run_script packages sh packaging/test_deb.sh
    run_script go-fuzz sh tests/go.sh "$build/test" fuzz

    step "fuzzing, ten minutes"
    cmake -S . -B "$build/fuzz" -DCMAKE_C_COMPILER=clang -DPFL_FUZZ=ON -DPFL_TESTS=OFF -DPFL_EXAMPLES=OFF \
        >"$build/fuzz.log"
    for harness in parse state aggregate arrow forgery words; do
        cmake --build "$build/fuzz" -j "$jobs" --target "fuzz_$harness" >>"$build/fuzz.log" 2>&1
        corpus=fuzz/corpus_$harness
        [ "$harness" != parse ] || corpus=fuzz/corpus
        mkdir -p "$build/found/$harness"
        "$build/fuzz/fuzz/fuzz_$harness" -dict=fuzz/dictionary -max_len=4096 -timeout=20 -max_total_time=100 -verbosity=0 \
            -artifact_prefix="$build/found/" "$build/found/$harness" "$corpus" || failed="$failed fuzz_$harness"
    done
fi

[ -z "$skipped" ] || step "skipped, as said above:$skipped"
if [ -n "$failed" ]; then
    step "FAILED:$failed"
    exit 1
fi
step "all tests passed"
