"""mypy's stubtest holds the stubs against the real packages."""

import importlib.metadata
import shutil
import sys
from pathlib import Path

from tests.stubs.installing import STUBS, Installed, run

MODULES = ("pydispatch", "plain.signals")
# One of plain's versions is installed, depending on Python's, and each differs a little.
VERSION = ".".join(importlib.metadata.version("plain").split(".")[:2])
ALLOWLIST = STUBS / f"stubtest-allowlist-plain-{VERSION}.txt"
# A file, what is right in it, what is put in its place, and the name that is reported for that.
MISTAKES = (
    (
        "pydispatch/dispatcher.pyi",
        "weak: bool = True",
        "strong: bool = True",
        "pydispatch.dispatcher.disconnect",
    ),
    (
        "pydispatch/robust.pyi",
        "def sendRobust",
        "def send_robust",
        "pydispatch.robust.sendRobust",
    ),
    (
        "plain/signals/dispatch/dispatcher.pyi",
        "weak: bool = True",
        "strong: bool = True",
        "plain.signals.dispatch.dispatcher.Signal.connect",
    ),
)


def stubtest(config: str, folder: Path, *, succeeds: bool = True) -> str:
    file = folder / "mypy.ini"
    file.write_text(f"[mypy]\n{config}\n", encoding="utf-8")
    command = (sys.executable, "-m", "mypy.stubtest", "--concise", "--allowlist", ALLOWLIST)
    return run(*command, "--mypy-config-file", file, *MODULES, cwd=folder, succeeds=succeeds)


def own_names(folder: Path) -> Path:
    """A copy under the names of the real packages, which mypy finds by `mypy_path`."""
    for package in ("pydispatch", "plain"):
        shutil.copytree(STUBS / f"{package}-stubs", folder / package)
    return folder


def test_installed_stubs_are_those_of_the_real_packages(
    installed: Installed, tmp_path: Path
) -> None:
    stubtest(f"python_executable = {installed.python}", tmp_path)


def test_mistakes_in_stubs_are_found(tmp_path: Path) -> None:
    own_names(tmp_path)
    for file, right, wrong, _ in MISTAKES:
        stub = tmp_path / file
        text = stub.read_text(encoding="utf-8")
        assert right in text
        stub.write_text(text.replace(right, wrong), encoding="utf-8")

    printed = stubtest(f"mypy_path = {tmp_path}", tmp_path, succeeds=False)

    found = {line.split()[0] for line in printed.splitlines()}
    assert {name for *_, name in MISTAKES} <= found


def test_stubs_are_right_in_themselves(tmp_path: Path) -> None:
    own_names(tmp_path)

    # Of installed stubs mypy reports nothing.
    command = (sys.executable, "-m", "mypy", "--strict", "--namespace-packages", "--config-file=")
    printed = run(*command, "-p", "pydispatch", "-p", "plain", cwd=tmp_path)

    assert printed.startswith("Success: ")


def test_each_exception_has_a_reason() -> None:
    lists = sorted(STUBS.glob("stubtest-allowlist-*.txt"))

    assert ALLOWLIST in lists
    assert all(file.read_text(encoding="utf-8").startswith("# ") for file in lists)
