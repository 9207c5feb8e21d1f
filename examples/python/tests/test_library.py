"""What is loaded: a library that does not fit is an ImportError; and what comes with the package."""

import os
import pathlib
import shutil
import subprocess
import sys
import sysconfig

import postfixlog
import pytest

HERE = pathlib.Path(__file__).resolve().parents[1]


def import_with(library):
    return subprocess.run(
        [sys.executable, "-c", "import postfixlog; print(postfixlog.__version__)"],
        env={**os.environ, "POSTFIXLOG_LIBRARY": str(library)},
        capture_output=True,
        text=True,
    )


def refused(library):
    result = import_with(library)
    assert result.returncode == 1, result.stderr
    assert "ImportError" in result.stderr
    return result.stderr


def test_no_library(tmp_path):
    assert "cannot be loaded" in refused(tmp_path / "none.so")


def test_something_else():
    libc = next((name for name in ("libc.so.6", "libSystem.dylib") if sys.platform), "libc.so.6")
    assert "it has no pfl_" in refused(libc)


def test_another_layout(tmp_path):
    """A library whose events have another size, or whose fields lie elsewhere."""
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler")
    from postfixlog import _library

    stubs = "".join(
        f"void *{name}(void) {{ return 0; }}\n"
        for name, _, _ in _library._FUNCTIONS
        if name not in ("pfl_version", "pfl_strerror", "pfl_head_field")
    )
    source = tmp_path / "other.c"
    source.write_text(
        'const char *pfl_version(void) { return "9.9.9"; }\n'
        'const char *pfl_strerror(int s) { return "another size"; }\n'
        "void *pfl_head_field(unsigned long i) { return 0; }\n" + stubs
    )
    subprocess.run([compiler, "-shared", "-fPIC", "-w", str(source), "-o", str(tmp_path / "other.so")], check=True)
    assert "another layout: time" in refused(tmp_path / "other.so")


def test_version():
    header = HERE.parents[1] / "include" / "postfixlog" / "base.h"
    for part, value in zip(("MAJOR", "MINOR", "PATCH"), postfixlog.__version__.split(".")):
        assert f"#define PFL_VERSION_{part} {value}\n" in header.read_text()


def test_stubs_are_up_to_date():
    made = subprocess.run([sys.executable, str(HERE / "make_stubs.py")], capture_output=True, text=True, check=True)
    assert made.stdout == (HERE / "src" / "postfixlog" / "kinds.pyi").read_text()


def test_typed():
    assert (pathlib.Path(postfixlog.__file__).parent / "py.typed").exists()
    pytest.importorskip("mypy")
    result = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", str(HERE / "pyproject.toml"), str(HERE / "src")],
        capture_output=True,
        text=True,
        cwd=HERE,
    )
    assert result.returncode == 0, result.stdout


def test_exit_with_everything_open(tmp_path):
    """Capsules, readers and states that are open when the interpreter ends do no harm."""
    script = (
        "import postfixlog, sys\n"
        "log = b'x\\n' * 5000\n"
        "capsule = postfixlog.to_arrow(log).__arrow_c_stream__()\n"
        "sys.modules['kept'] = [capsule]\n"
        "reader = postfixlog.parse(log); event = next(reader)\n"
        "state = postfixlog.Aggregator(); state.add(log); table = state.table('totals')\n"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (0, "")
