#!/bin/bash
# What OSS-Fuzz and ClusterFuzzLite run to build the harnesses, with their variables: SRC, WORK and OUT are folders,
# CC, CFLAGS and LIB_FUZZING_ENGINE the compiler, its sanitizer and the fuzzer. Each harness gets its corpus and, where
# the input is a log, the dictionary.
#
# By hand: PFL_SOURCE=$PWD WORK=/tmp/work OUT=/tmp/out CC=clang CFLAGS="-O1 -g -fsanitize=address,fuzzer-no-link" \
#          LIB_FUZZING_ENGINE=-fsanitize=fuzzer bash fuzz/oss-fuzz/build.sh
set -eu
source=${PFL_SOURCE:-$SRC/libpostfixlog}
engine=$LIB_FUZZING_ENGINE
case ${CXXFLAGS:-} in
*libc++*) engine="$engine -lc++" ;; # engines that are a library are C++
esac

cmake -S "$source" -B "$WORK/build" -DCMAKE_C_COMPILER="$CC" -DCMAKE_C_FLAGS="$CFLAGS" -DCMAKE_BUILD_TYPE=None \
    -DPFL_FUZZ=ON -DPFL_FUZZ_FLAGS= -DPFL_FUZZ_ENGINE="$engine" -DPFL_EXAMPLES=OFF -DPFL_TESTS=OFF
harnesses="parse state aggregate arrow forgery words report"
# shellcheck disable=SC2086 # targets are words
cmake --build "$WORK/build" -j "$(nproc)" --target $(printf 'fuzz_%s ' $harnesses)

mkdir -p "$OUT"
for harness in $harnesses; do
    corpus=$source/fuzz/corpus_$harness
    [ "$harness" != parse ] || corpus=$source/fuzz/corpus
    cp "$WORK/build/fuzz/fuzz_$harness" "$OUT/"
    rm -f "$OUT/fuzz_${harness}_seed_corpus.zip"
    (cd "$corpus" && python3 -m zipfile -c "$OUT/fuzz_${harness}_seed_corpus.zip" ./*)
    case $harness in
    parse | aggregate | arrow) cp "$source/fuzz/dictionary" "$OUT/fuzz_$harness.dict" ;;
    esac
done
