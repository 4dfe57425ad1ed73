"""Runs mypy and pyright in an environment with the stubs, on files that stand in another folder."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.mypy.running import Error, Marker, run_mypy
from tests.stubs.installing import Installed, environment

Expected = dict[int, list[Marker]]


def mypy(folder: Path, files: Iterable[str], installed: Installed, scratch: Path) -> list[Error]:
    config = f"[mypy]\nstrict = True\npython_executable = {installed.python}\n"
    return run_mypy(folder, files, config, scratch)


def pyright(folder: Path, files: Iterable[str], installed: Installed) -> list[Error]:
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath"]
    finished = subprocess.run(
        [*command, str(installed.python), *files],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    # 1 says that there are errors, more that pyright broke.
    if finished.returncode > 1:
        raise RuntimeError(f"pyright failed:\n{finished.stdout}\n{finished.stderr}")
    return [
        Error(
            file=Path(report["file"]).relative_to(folder).as_posix(),
            line=report["range"]["start"]["line"] + 1,
            column=report["range"]["start"]["character"] + 1,
            code=report.get("rule", ""),
            message=report["message"].replace("\N{NO-BREAK SPACE}", " "),
        )
        for report in json.loads(finished.stdout)["generalDiagnostics"]
        if report["severity"] == "error"
    ]


def of_pyright(expected: Expected) -> Expected:
    """Those markers whose code is one of pyright's rules."""
    return _chosen(expected, of_pyright=True)


def of_mypy(expected: Expected) -> Expected:
    return _chosen(expected, of_pyright=False)


def _chosen(expected: Expected, *, of_pyright: bool) -> Expected:
    return {
        line: [marker for marker in markers if marker.code.startswith("report") is of_pyright]
        for line, markers in expected.items()
    }
