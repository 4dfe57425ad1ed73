"""Builds the distribution of stubs/ and installs it as a user does, but without an index."""

import importlib
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass, replace
from pathlib import Path

STUBS = Path(__file__).parents[2] / "stubs"
LEFTOVERS = shutil.ignore_patterns("__pycache__", ".mypy_cache", "build", "dist", "*.egg-info")


@dataclass(frozen=True)
class Installed:
    """An environment with the stubs, and with the packages that they are of, and nothing else."""

    python: Path
    site_packages: Path
    wheel: Path
    sdist: Path

    def copied_to(self, folder: Path) -> "Installed":
        """Returns an environment of its own that is the same."""
        environment = self.python.parents[1]
        shutil.copytree(environment, folder, symlinks=True)
        return replace(
            self,
            python=folder / self.python.relative_to(environment),
            site_packages=folder / self.site_packages.relative_to(environment),
        )


def install(folder: Path) -> Installed:
    """Builds in a copy, for a build may leave files behind.

    Partial stubs are merged with the real package only if both are in the same site-packages, so
    the packages of the running environment are copied there. mypy reads them in that environment
    but runs in this one, and need not be installed again.
    """
    source = shutil.copytree(STUBS, folder / "source", ignore=LEFTOVERS)
    dist = folder / "dist"
    run(
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "--directory",
        dist,
        "--target",
        "sdist",
        cwd=source,
    )
    pip("wheel", "--no-build-isolation", "--wheel-dir", dist, source)
    [sdist] = dist.glob("*.tar.gz")
    [wheel] = dist.glob("*.whl")
    # pip of this environment installs in the other.
    venv.create(folder / "venv", with_pip=False)
    variables = {"base": str(folder / "venv"), "platbase": str(folder / "venv")}
    python = Path(sysconfig.get_path("scripts", "venv", variables), "python")
    site_packages = Path(sysconfig.get_path("purelib", "venv", variables))
    pip("--python", python, "install", wheel)
    for name in ("pydispatch", "plain"):
        [real, *_] = importlib.import_module(name).__path__
        shutil.copytree(real, site_packages / name, ignore=LEFTOVERS)
    return Installed(python, site_packages, wheel, sdist)


def pip(*arguments: str | Path) -> None:
    options = ["--no-deps", "--no-index"]
    position = next(i for i, each in enumerate(arguments) if each in {"install", "wheel"}) + 1
    command = [*arguments[:position], *options, *arguments[position:]]
    run(sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *command)


def run(*command: str | Path, cwd: Path | None = None, succeeds: bool = True) -> str:
    """Returns what a command printed.

    Raises:
        RuntimeError: The command failed though it should have succeeded, or the other way round.
    """
    finished = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    printed = finished.stdout + finished.stderr
    if (finished.returncode == 0) != succeeds:
        raise RuntimeError(f"{command} returned {finished.returncode}:\n{printed}")
    return printed


def environment() -> dict[str, str]:
    """Returns the environment without what would steer a checker or colour what it prints."""
    steering = ("MYPY", "PYRIGHT", "FORCE_COLOR")
    return {name: value for name, value in os.environ.items() if not name.startswith(steering)}
