#!/usr/bin/env python3
"""Do the tests notice when the library is wrong? Changes one operator or constant of lib/
at a time, builds, and runs tests until one fails. Says which changes none of them noticed.

    mutation.py BUILD-FOLDER [--count 200] [--seed 1] [--only lib/daemons]

The folder is a build with tests (cmake -DPFL_TESTS=ON), of a copy of the sources that
nobody else uses meanwhile: files are changed in place, and changed back. A mutant that does
not compile is none; one that hangs is noticed. Which mutants there are depends on the seed
and on the sources alone.
"""

import argparse
import pathlib
import random
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent

# What takes the place of what. Blanks around operators are clang-format's: they tell a
# comparison from the end of a pointer.
CHANGES = {
    " < ": (" <= ", " > "),
    " > ": (" >= ", " < "),
    " <= ": (" < ",),
    " >= ": (" > ",),
    " == ": (" != ",),
    " != ": (" == ",),
    " && ": (" || ",),
    " || ": (" && ",),
    " + ": (" - ",),
    " - ": (" + ",),
    " | ": (" & ",),
    " & ": (" | ",),
    "return true;": ("return false;",),
    "return false;": ("return true;",),
    "++;": ("--;",),
    " += ": (" -= ",),
    "(!": ("(",),
    " 1)": (" 2)",),
    " 0)": (" 1)",),
    "continue;": ("break;",),
}
PLACE = re.compile("|".join(re.escape(word) for word in CHANGES))

# The quick tests, those first that notice most; the scripts need all programs built anew.
TESTS = """cases stories rules parser shapes statements forgery rows detect detect_options detect_rows merge adding json
csv packed network queue_id slab table scan sketch evict evict_kinds state_file state_lies state_memory detect_bounds
failures ranges clock message split next_line gaps limits aggregate_memory memory random text_json arrow arrow_cases
arrow_stream arrow_memory reflect base""".split()
LONGEST = 120  # seconds of a test


def places(only):
    """(file, offset, old, new) for each change, without what is in comments, strings and the preprocessor."""
    found = []
    for path in sorted((ROOT / "lib").rglob("*.[ch]")):
        name = str(path.relative_to(ROOT))
        if not name.startswith(only) or "print_" in path.name:
            continue
        text = path.read_text()
        code = re.sub(r'/\*.*?\*/|"(\\.|[^"\\])*"|^\s*#.*?(?<!\\)$', lambda m: "~" * len(m.group()), text, flags=re.S | re.M)
        for match in PLACE.finditer(code):
            found += [(path, match.start(), match.group(), new) for new in CHANGES[match.group()]]
    return found


def quiet(command, seconds):
    try:
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=seconds)
        return done.returncode == 0
    except subprocess.TimeoutExpired:
        return False


def command_of(build, test):
    if test == "rules":
        return [build / "tests/test_stories", "rules"]
    return [build / f"tests/test_{test}"]


def try_mutant(build, tests, path, offset, old, new):
    """Who noticed: a test's name, "" for nobody, None when it is no program."""
    text = path.read_text()
    try:
        path.write_text(text[:offset] + new + text[offset + len(old) :])
        targets = sorted({command_of(build, t)[0].name for t in tests})
        if not quiet(["cmake", "--build", build, "-j2", "--target", *targets], 900):
            return None
        for test in tests:
            if not quiet(command_of(build, test), LONGEST):
                return test
        return ""
    finally:
        path.write_text(text)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="lib/")
    parser.add_argument("--least", type=float, default=85, help="per cent that have to be noticed")
    options = parser.parse_args()
    build = options.build.resolve()
    tests = [t for t in TESTS if command_of(build, t)[0].exists()]
    mutants = places(options.only)
    print(f"{len(mutants)} changes are possible; {options.count} are tried with {len(tests)} tests", flush=True)
    random.Random(options.seed).shuffle(mutants)
    killed, survived, stillborn = 0, [], 0
    for path, offset, old, new in mutants:
        if killed + len(survived) == options.count:
            break
        started = time.monotonic()
        noticed = try_mutant(build, tests, path, offset, old, new)
        if noticed is None:
            stillborn += 1
            continue
        line = path.read_text()[:offset].count("\n") + 1
        place = f"{path.relative_to(ROOT)}:{line}: {old.strip()} -> {new.strip()}"
        if noticed:
            killed += 1
        else:
            survived.append(place)
        print(f"{place}: {noticed or 'NOBODY'} ({time.monotonic() - started:.0f} s)", flush=True)
    tried = killed + len(survived)
    print(f"\n{killed} of {tried} were noticed, {100 * killed / max(tried, 1):.1f} %; {stillborn} did not compile. Not noticed:")
    print("\n".join(sorted(survived)))
    return 100 * killed < options.least * tried


if __name__ == "__main__":
    sys.exit(main())
