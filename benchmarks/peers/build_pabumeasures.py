"""Builds `pabumeasures` (MIT) from its source package, without the one measure that needs OR-tools' own C++ library.

    python benchmarks/peers/build_pabumeasures.py pabumeasures-0.2.2.tar.gz FOLDER
    PYTHONPATH=FOLDER python benchmarks/counting.py

The source package comes from the package index (`pip download --no-deps --no-binary :all: pabumeasures`), unpacked or
not. `pybind11` and a C++20 compiler (`CXX`, else g++) do the rest. Left out: `pessimist_add` of the two kinds of equal
shares and of Phragmén, which ask a solver; calling it raises RuntimeError. All else is theirs, unchanged.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
from pathlib import Path

NO_SOLVER = """#pragma once
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

// As much of the interface as the sources name. There is no solver: whoever asks for one is told so.
namespace operations_research {
struct MPVariable {};
struct MPConstraint {
    void SetCoefficient(const MPVariable *, double) {}
};
struct MPObjective {
    void SetCoefficient(const MPVariable *, double) {}
    void SetMaximization() {}
    double Value() const { return 0; }
};
struct MPSolver {
    enum ResultStatus { OPTIMAL, NOT_SOLVED };
    static MPSolver *CreateSolver(const std::string &) { throw std::runtime_error("built without OR-tools"); }
    MPVariable *MakeIntVar(double, double, const std::string &) { return nullptr; }
    MPVariable *MakeBoolVar(const std::string &) { return nullptr; }
    MPConstraint *MakeRowConstraint(double, double) { return nullptr; }
    MPObjective *MutableObjective() { return nullptr; }
    ResultStatus Solve() { return NOT_SOLVED; }
    static double infinity() { return 0; }
};
} // namespace operations_research
"""


def build(source: Path, into: Path) -> Path:
    """Compile the module below `into` and copy its Python files beside it; the path of the package."""
    package = into / "pabumeasures"
    shutil.copytree(source / "src" / "pabumeasures", package, dirs_exist_ok=True)
    target = package / f"_core{sysconfig.get_config_var('EXT_SUFFIX')}"
    with tempfile.TemporaryDirectory() as work:
        header = Path(work, "ortools", "linear_solver", "linear_solver.h")
        header.parent.mkdir(parents=True)
        header.write_text(NO_SOLVER)
        files = [source / "src" / "main.cpp", *(source / "src" / "cpp_src").glob("*/*.cpp")]
        folders = [work, source / "src" / "cpp_src", _pybind(Path(work)), sysconfig.get_paths()["include"]]
        command = [os.environ.get("CXX", "g++"), "-std=c++20", "-O3", "-DNDEBUG", "-shared", "-fPIC"]
        command += ["-fvisibility=hidden", *(f"-I{folder}" for folder in folders)]
        subprocess.run([*command, *map(str, files), "-o", str(target)], check=True)
    return package


def _pybind(work: Path) -> Path:
    """Where pybind11's headers are, fetched for this build only."""
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--target",
        str(work / "pybind"),
        "pybind11",
    ]
    subprocess.run(pip, check=True)
    return work / "pybind" / "pybind11" / "include"


def main() -> None:
    """Unpack what is packed, build, and load it once."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    given, into = Path(sys.argv[1]), Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        if given.is_file():
            with tarfile.open(given) as archive:
                archive.extractall(folder, filter="data")
            (given,) = Path(folder).iterdir()
        package = build(given, into)
    subprocess.run(
        [sys.executable, "-c", "import pabumeasures"], check=True, env={**os.environ, "PYTHONPATH": str(into)}
    )
    print(f"{package} is built; PYTHONPATH={into}")


if __name__ == "__main__":
    main()
