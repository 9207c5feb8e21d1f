"""Builds the C library with the C compiler alone and puts it into the wheel, beside the package.

With POSTFIXLOG_LIBRARY_ELSEWHERE=1 in the environment it does not: a distribution has the library in a package of
its own.
"""

import concurrent.futures
import os
import pathlib
import re
import shlex
import subprocess
import sys
import sysconfig

from setuptools import Distribution, setup
from setuptools.command.build_py import build_py

try:
    from setuptools.command.bdist_wheel import bdist_wheel
except ImportError:  # setuptools before 70.1
    from wheel.bdist_wheel import bdist_wheel

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEADER = ROOT / "include" / "postfixlog" / "base.h"
ELSEWHERE = bool(os.environ.get("POSTFIXLOG_LIBRARY_ELSEWHERE"))
SUFFIX = "dylib" if sys.platform == "darwin" else "so"


def version():
    """The library's: it stands in its header alone."""
    numbers = re.findall(r"^#define PFL_VERSION_\w+ (\d+)", HEADER.read_text(), re.MULTILINE)
    return ".".join(numbers)


def compile_library(folder, target):
    """Every source of lib/ but the programs that print headers."""
    compiler = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")
    if not any(os.access(os.path.join(path, compiler[0]), os.X_OK) for path in os.get_exec_path()):
        compiler = ["cc"]
    flags = ["-std=c11", "-O2", "-DNDEBUG", "-DPFL_BUILDING", "-fPIC", "-fvisibility=hidden"]
    flags += [f"-I{ROOT / 'include'}", f"-I{ROOT}", *shlex.split(os.environ.get("CFLAGS", ""))]
    sources = [path for path in sorted((ROOT / "lib").glob("*/*.c")) if not path.name.startswith("print_")]
    folder.mkdir(parents=True, exist_ok=True)

    def compile_source(source):
        made = folder / f"{source.parent.name}-{source.stem}.o"
        subprocess.run([*compiler, *flags, "-c", str(source), "-o", str(made)], check=True)
        return str(made)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        objects = list(pool.map(compile_source, sources))
    link = ["-shared"]
    if sys.platform != "darwin":
        link.append(f"-Wl,--version-script={ROOT / 'lib' / 'postfixlog.map'}")
    subprocess.run([*compiler, *link, *objects, "-o", str(target)], check=True)


class BuildLibrary(build_py):
    def run(self):
        super().run()
        if ELSEWHERE:
            return
        package = pathlib.Path(self.build_lib) / "postfixlog"
        if getattr(self, "editable_mode", False):
            package = pathlib.Path(__file__).resolve().parent / "src" / "postfixlog"
        package.mkdir(parents=True, exist_ok=True)
        compile_library(pathlib.Path(self.build_lib).resolve().parent / "objects", package / f"libpostfixlog.{SUFFIX}")


class PlatformWheel(bdist_wheel):
    """For this machine, and for every Python on it."""

    def finalize_options(self):
        super().finalize_options()
        self.root_is_pure = ELSEWHERE

    def get_tag(self):
        return "py3", "none", "any" if ELSEWHERE else super().get_tag()[2]


class BinaryDistribution(Distribution):
    def has_ext_modules(self):
        return not ELSEWHERE


if not HEADER.exists():
    sys.exit("postfixlog is built inside libpostfixlog's source tree: pip install ./examples/python")

setup(
    version=version(),
    distclass=BinaryDistribution,
    cmdclass={"build_py": BuildLibrary, "bdist_wheel": PlatformWheel},
)
