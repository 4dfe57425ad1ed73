"""The types of heliograph are complete, as `pyright --verifytypes` counts them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

from tests.checkers.cases import ROOT
from tests.checkers.checkers import run_pyright


def test_every_public_type_is_known(tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    install(build_wheel(tmp_path), environment)

    report = run_pyright(
        tmp_path,
        tmp_path,
        "--verifytypes",
        "heliograph",
        "--ignoreexternal",
        # Told by --pythonpath, it does not find the package.
        environment={
            "VIRTUAL_ENV": str(environment),
            "PATH": os.pathsep.join([str(environment / "bin"), os.environ["PATH"]]),
        },
    )["typeCompleteness"]

    counts = report["exportedSymbolCounts"]
    public = [each for each in report["symbols"] if each["isExported"]]
    assert [] == [each for each in public if not each["isTypeKnown"]]
    assert (0, 0) == (counts["withAmbiguousType"], counts["withUnknownType"])
    assert counts["withKnownType"] >= 60
    assert 1 == report["completenessScore"]


def build_wheel(folder: Path) -> Path:
    """Builds from a copy, for pyright looks at what is installed, and not editable."""
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(
        ROOT / "src" / "heliograph",
        source / "src" / "heliograph",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--no-index"]
    command += ["--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(source)]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    return wheel


def install(wheel: Path, environment: Path) -> None:
    """Makes an environment with the wheel, and with the packages of the one that runs."""
    venv.create(environment, with_pip=False, symlinks=True)
    paths = {"base": str(environment), "platbase": str(environment)}
    packages = Path(sysconfig.get_path("purelib", "venv", vars=paths))
    with zipfile.ZipFile(wheel) as file:
        file.extractall(packages)
    packages.joinpath("others.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
