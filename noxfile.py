"""The tests on every supported Python of this machine: `make matrix`, and in part `.ci/run`.

The Pythons are found when this file is read, and each gets a session of its own, `tests-3.12` for
example. Two tags choose among them: `matrix` is all of them, `others` all but the version that runs
nox. The session `pythons` belongs to both and says what was found and what was not, so that a
missing Python is never passed over in silence.
"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import nox

ROOT = Path(__file__).parent
OLDEST = (3, 11)
# Newer ones than pyproject.toml names are tried as soon as they are there.
NEWEST_LOOKED_FOR = (3, 19)

nox.needs_version = ">=2025.5.1"
nox.options.default_venv_backend = "venv"
nox.options.error_on_missing_interpreters = True
nox.options.reuse_venv = "yes"
nox.options.stop_on_first_error = False
nox.options.tags = ["matrix"]

Version = tuple[int, int]

# Prints something on a released CPython that can make a venv; there are no pins for PyPy.
PROBE = """
import sys
import ensurepip, venv
if sys.implementation.name == "cpython" and sys.version_info.releaselevel == "final":
    print("%d.%d" % sys.version_info[:2])
"""


def is_usable(executable: str | Path, version: Version) -> bool:
    """Run it to know: a shim of pyenv may bear the name of a Python that it doesn't start."""
    try:
        probe = subprocess.run(
            [executable, "-c", PROBE], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return probe.returncode == 0 and probe.stdout.strip() == dotted(version)


def candidates(version: Version) -> Iterator[str | Path]:
    """Where a Python of that version may be: pyenv's own first, newest patch first, then PATH."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    folders = (pyenv / "versions").glob(f"{dotted(version)}.*")
    for folder in sorted(folders, key=patch_number, reverse=True):
        yield folder / "bin" / "python"
    for folder_on_path in os.get_exec_path():
        if found := shutil.which(f"python{dotted(version)}", path=folder_on_path):
            yield found


def patch_number(folder: Path) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", folder.name))


def dotted(version: Version) -> str:
    return ".".join(map(str, version))


def supported_versions() -> list[Version]:
    """The versions that pyproject.toml promises to its users."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = re.findall(r"Python :: (\d+)\.(\d+)", "\n".join(project["classifiers"]))
    return [(int(major), int(minor)) for major, minor in named]


def find_pythons() -> dict[Version, str]:
    """The first usable Python of each version from the oldest supported one up."""
    found = {}
    for minor in range(OLDEST[1], NEWEST_LOOKED_FOR[1] + 1):
        version = (OLDEST[0], minor)
        for candidate in candidates(version):
            if is_usable(candidate, version):
                found[version] = str(candidate)
                break
    return found


# As many processes as there are cores; what a file prepares, it prepares once.
SIDE_BY_SIDE = ("-n", "auto", "--dist", "loadfile")
PYTHONS = find_pythons()
CURRENT = sys.version_info[:2]


@nox.session(python=False, tags=["matrix", "others"])
def pythons(session: nox.Session) -> None:
    """Say which Pythons were found and which were not."""
    for version in sorted({*supported_versions(), *PYTHONS}):
        found = PYTHONS.get(version, "not found (what counts is a released CPython with venv)")
        session.log(f"Python {dotted(version)}: {found}")


def tests(session: nox.Session) -> None:
    """Run the tests, without coverage, on the library as installed."""
    install(session, "requirements-dev.txt")
    session.run("python", "-m", "pytest", *SIDE_BY_SIDE, *session.posargs)


@nox.session(python=PYTHONS.get(CURRENT), name="oldest-mypy", tags=["matrix", "others"])
def oldest_mypy(session: nox.Session) -> None:
    """Run the tests of the plugin with the oldest mypy that it supports."""
    install(session, "requirements-dev.txt", "requirements-oldest-mypy.txt")
    session.run("python", "-m", "mypy", "--version")
    session.run("python", "-m", "pytest", "tests/mypy", *SIDE_BY_SIDE, *session.posargs)


def install(session: nox.Session, *requirements: str) -> None:
    """Install the pins, those of later files in the place of earlier ones, and the project."""
    for pins in requirements:
        session.install("--require-hashes", "--requirement", pins)
    session.install("--no-deps", "--no-build-isolation", "--editable", ".")


for version, executable in PYTHONS.items():
    tags = ["matrix"] if version == CURRENT else ["matrix", "others"]
    nox.session(python=executable, name=f"tests-{dotted(version)}", tags=tags)(tests)
