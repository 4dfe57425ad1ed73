"""What is in the distribution of stubs/."""

import shutil
import tarfile
import tomllib
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

from tests.stubs.installing import LEFTOVERS, STUBS, Installed, pip

PACKAGES = ("pydispatch-stubs", "plain-stubs")


def files_of_wheel(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        [name] = [each for each in archive.namelist() if each.endswith("/METADATA")]
        return Parser().parsestr(archive.read(name).decode())


def test_wheel_holds_both_packages_metadata_licence_and_nothing_else(installed: Installed) -> None:
    stubs = {
        path.relative_to(STUBS).as_posix()
        for package in PACKAGES
        for path in (STUBS / package).rglob("*")
        if path.is_file()
    }

    info = f"heliograph_dispatcher_stubs-{metadata(installed.wheel)['Version']}.dist-info"
    names = ("METADATA", "RECORD", "WHEEL", "licenses/LICENSE")
    assert {*stubs, *(f"{info}/{name}" for name in names)} == files_of_wheel(installed.wheel)


def test_packages_hold_stubs_and_one_marker() -> None:
    files = [path for name in PACKAGES for path in (STUBS / name).rglob("*") if path.is_file()]

    others = [path.relative_to(STUBS).as_posix() for path in files if path.suffix != ".pyi"]
    assert ["plain-stubs/py.typed"] == others
    assert "partial\n" == (STUBS / "plain-stubs" / "py.typed").read_text()


def test_source_distribution_gives_the_same_wheel(installed: Installed, tmp_path: Path) -> None:
    pip("wheel", "--no-build-isolation", "--wheel-dir", tmp_path, installed.sdist)

    [wheel] = tmp_path.glob("*.whl")
    assert installed.wheel.read_bytes() == wheel.read_bytes()


def test_source_distribution_holds_the_whole_folder(installed: Installed) -> None:
    with tarfile.open(installed.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    here = shutil.copytree(STUBS, installed.sdist.parent / "here", ignore=LEFTOVERS)
    files = {path.relative_to(here).as_posix() for path in here.rglob("*") if path.is_file()}
    assert files | {"PKG-INFO"} == names


def test_licence_is_that_of_heliograph() -> None:
    assert (STUBS.parent / "LICENSE").read_bytes() == (STUBS / "LICENSE").read_bytes()


def test_nothing_is_required_and_python_is_as_old_as_that_of_heliograph(
    installed: Installed,
) -> None:
    told = metadata(installed.wheel)

    with (STUBS.parent / "pyproject.toml").open("rb") as file:
        heliograph = tomllib.load(file)["project"]
    assert told.get_all("Requires-Dist") is None
    assert heliograph["requires-python"] == told["Requires-Python"]
    assert heliograph["license"] == told["License-Expression"]
