"""The promises of the project's own files: pins, metadata, and a set-up that explains itself."""

import importlib.metadata
import importlib.resources
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

import heliograph
import noxfile

ROOT = Path(__file__).parents[2]
CURRENT = sys.version_info[:2]

needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


REQUIREMENTS = ("requirements-dev.txt", "requirements-oldest-mypy.txt")


def pins(file: str = "requirements-dev.txt") -> dict[str, list[str]]:
    """Each pin of a requirements file, `name==version ; marker`, with its options."""
    text = (ROOT / file).read_text(encoding="utf-8")
    text = re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ")
    split = (re.split(r"\s+(?=--)", line.strip()) for line in text.splitlines() if line.strip())
    return {pin: options for pin, *options in split}


def pyproject() -> dict[str, str]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project: dict[str, str] = tomllib.load(file)["project"]
    return project


class TestRequirements:
    @pytest.mark.parametrize("file", REQUIREMENTS)
    def test_every_requirement_is_an_exact_version_with_hashes(self, file: str) -> None:
        assert len(pins(file)) >= 5
        for pin, options in pins(file).items():
            assert re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; .+)?", pin)
            assert options, pin
            assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", option) for option in options)

    @pytest.mark.parametrize("file", REQUIREMENTS)
    def test_no_address_of_an_index_and_no_path_is_recorded(self, file: str) -> None:
        text = (ROOT / file).read_text(encoding="utf-8")

        assert not re.search(r"://|index|find-links|trusted-host| @ |(^|\s)/", text)

    def test_every_runtime_dependency_is_pinned(self) -> None:
        names = {pin.partition("==")[0] for pin in pins()}

        assert names >= {"asgiref", "pydantic", "typing-extensions"}

    def test_oldest_mypy_is_the_one_that_the_extra_admits(self) -> None:
        with (ROOT / "pyproject.toml").open("rb") as file:
            [admitted] = tomllib.load(file)["project"]["optional-dependencies"]["mypy"]
        [oldest] = [pin for pin in pins("requirements-oldest-mypy.txt") if pin.startswith("mypy==")]

        assert f"{admitted.replace('>=', '==')}.0" == oldest


class TestPackage:
    def test_version_is_the_same_everywhere(self) -> None:
        assert pyproject()["version"] == heliograph.__version__
        assert pyproject()["version"] == importlib.metadata.version("heliograph")

    def test_three_packages_are_needed_at_run_time_and_nothing_else(self) -> None:
        requirements = importlib.metadata.requires("heliograph") or []

        needed = [line for line in requirements if "extra ==" not in line]

        names = {re.split(r"[^\w-]", line)[0] for line in needed}
        assert names == {"asgiref", "pydantic", "typing-extensions"}
        assert len(needed) == 3

    def test_type_information_is_shipped(self) -> None:
        assert importlib.resources.files("heliograph").joinpath("py.typed").is_file()


def fake_python(path: Path, before: str = "") -> Path:
    """Write a Python that runs `before`, and then the program that `-c` hands to it."""
    program = f"import sys; {before}\nif sys.argv[1] != '-c': sys.exit(3)\nexec(sys.argv[2])"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" -I -c "{program}" "$@"\n')
    path.chmod(0o755)
    return path


Make = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what the set-up reads."""
    for name in ("Makefile", "pyproject.toml", "requirements-dev.txt"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


@pytest.fixture
def make(checkout: Path) -> Make:
    def run(target: str, python: Path | str) -> subprocess.CompletedProcess[str]:
        # The test itself may have been started by make.
        outer = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTHON"}
        return subprocess.run(
            ["make", target, f"PYTHON={python}"],
            cwd=checkout,
            env={key: value for key, value in os.environ.items() if key not in outer},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def said(run: subprocess.CompletedProcess[str]) -> str:
    """All that was printed, without make's own report of the failure."""
    lines = (run.stdout + run.stderr).splitlines()
    return "\n".join(line for line in lines if not line.startswith("make: ***"))


@needs_make
class TestSetUp:
    def test_too_old_python_is_refused_in_one_sentence(self, checkout: Path, make: Make) -> None:
        python = fake_python(checkout / "old", "sys.version_info = (3, 10, 13, 'final', 0)")

        run = make("test", python)

        assert run.returncode != 0
        assert said(run) == (
            f"heliograph needs Python 3.11 or later, but '{python}' is Python 3.10.13: "
            "name another with 'make PYTHON=/path/to/python'."
        )
        assert not (checkout / ".venv").exists()

    def test_missing_python_is_named_in_one_sentence(self, checkout: Path, make: Make) -> None:
        run = make("test", "python3.99")

        assert run.returncode != 0
        assert said(run) == (
            "heliograph needs Python 3.11 or later, but 'python3.99' was not found: "
            "name another with 'make PYTHON=/path/to/python'."
        )
        assert not (checkout / ".venv").exists()

    def test_python_that_does_not_start_is_named_in_one_sentence(
        self, checkout: Path, make: Make
    ) -> None:
        python = fake_python(checkout / "broken", "sys.exit('no such version')")

        run = make("test", python)

        assert run.returncode != 0
        assert said(run) == (
            f"heliograph needs Python 3.11 or later, but '{python}' does not start: "
            "name another with 'make PYTHON=/path/to/python'."
        )
        assert not (checkout / ".venv").exists()

    @pytest.mark.parametrize("module", ["ensurepip", "venv"])
    def test_missing_venv_module_is_named_in_one_sentence(
        self, checkout: Path, make: Make, module: str
    ) -> None:
        python = fake_python(checkout / "bare", f"sys.modules['{module}'] = None")

        run = make("demo", python)

        assert run.returncode != 0
        assert said(run) == (
            f"'{python}' lacks the venv module: install it (Debian, Ubuntu: the package "
            "python3-venv) or name another with 'make PYTHON=/path/to/python'."
        )
        assert not (checkout / ".venv").exists()

    def test_failed_set_up_leaves_nothing_half_made(self, checkout: Path, make: Make) -> None:
        python = fake_python(checkout / "failing")  # whatever isn't -c fails, so -m venv does

        run = make("test", python)

        assert run.returncode != 0
        assert "The set-up of .venv failed" in run.stderr
        assert not (checkout / ".venv").exists()

    def test_environment_survives_a_python_that_is_refused(
        self, checkout: Path, make: Make
    ) -> None:
        ready = checkout / ".venv"
        fake_python(ready / "bin" / "python")
        (ready / ".requirements").touch()
        (ready / ".ready").touch()
        assert make("setup", sys.executable).returncode == 0

        old = "sys.version_info = (3, 10, 13); sys.version = '3.10.13'"

        run = make("setup", fake_python(checkout / "old", old))

        assert run.returncode != 0
        assert (ready / ".ready").exists()

    def test_targets_are_listed_by_default(self, checkout: Path, make: Make) -> None:
        listed = {line.split()[1] for line in make("help", "python3").stdout.splitlines()[:-1]}

        assert listed >= {"demo", "test", "lint", "bench", "docs", "matrix", "lock", "clean"}


class TestPythonsOfTheMatrix:
    def test_name_on_path_that_does_not_start_is_passed_over(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        name = f"python{noxfile.dotted(CURRENT)}"
        fake_python(tmp_path / "shims" / name, "sys.exit(127)")
        real = fake_python(tmp_path / "bin" / name)
        monkeypatch.setenv("PATH", f"{tmp_path / 'shims'}{os.pathsep}{tmp_path / 'bin'}")
        monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "no pyenv"))

        assert noxfile.find_pythons() == {CURRENT: str(real)}

    def test_newest_python_of_pyenv_comes_before_path(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        name = noxfile.dotted(CURRENT)
        fake_python(tmp_path / "versions" / f"{name}.9" / "bin" / "python")
        newest = fake_python(tmp_path / "versions" / f"{name}.10" / "bin" / "python")
        fake_python(tmp_path / "bin" / f"python{name}")
        monkeypatch.setenv("PATH", str(tmp_path / "bin"))
        monkeypatch.setenv("PYENV_ROOT", str(tmp_path))

        assert noxfile.find_pythons() == {CURRENT: str(newest)}

    def test_python_without_venv_is_not_used(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        name = f"python{noxfile.dotted(CURRENT)}"
        fake_python(tmp_path / "bin" / name, "sys.modules['ensurepip'] = None")
        monkeypatch.setenv("PATH", str(tmp_path / "bin"))
        monkeypatch.setenv("PYENV_ROOT", str(tmp_path))

        assert noxfile.find_pythons() == {}

    def test_supported_versions_are_those_of_the_metadata(self) -> None:
        assert noxfile.supported_versions()[0] == noxfile.OLDEST
        assert pyproject()["requires-python"] == f">={noxfile.dotted(noxfile.OLDEST)}"
