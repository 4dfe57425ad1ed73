"""The benchmark of the mypy plugin: its code base, and what it prints. No times are looked at."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.mypy_cost import __main__ as command_line
from benchmarks.mypy_cost import workplace
from benchmarks.mypy_cost.codebase import writing
from benchmarks.mypy_cost.codebase.__main__ import main as write
from benchmarks.mypy_cost.codebase.plan import Size
from benchmarks.mypy_cost.codebase.writing import CodeBase, add_optional_field, write_code_base
from benchmarks.mypy_cost.importing import ImportTimes
from benchmarks.mypy_cost.measuring import COLD, EDITED, Row
from benchmarks.mypy_cost.report import report
from benchmarks.mypy_cost.running import Run, RunError, run_python
from benchmarks.mypy_cost.workplace import Variant, Workplace

SENDS = ("send", "send_robust", "asend", "asend_robust")
TINY = Size(signals=4, receivers=8, sends=8)
TINY_OPTIONS = ("--signals", "4", "--receivers", "8", "--sends", "8", "--repeat", "1")
ROOT = Path(__file__).resolve().parents[2]

# Imports everything, calls every function that sends, and tells what came of it.
PROGRAM = """
import asyncio, importlib, inspect, json, typing
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from apps import wiring
from heliograph import Signal

VALUES = {int: 3, str: "text", Decimal: Decimal("1.50"), datetime: datetime(2026, 1, 1)}

def call(function):
    hints = typing.get_type_hints(function)
    del hints["return"]
    sent = function(**{name: VALUES[hint] for name, hint in hints.items()})
    return asyncio.run(sent) if inspect.iscoroutine(sent) else sent

connected, signals, calls, responses = set(), 0, 0, 0
for path in sorted(Path("apps").glob("*/signals.py")):
    module = importlib.import_module(f"apps.{path.parent.name}.signals")
    for signal in vars(module).values():
        if isinstance(signal, Signal):
            signals += 1
            connected |= {
                (receiver.__module__, receiver.__qualname__)
                for receiver in (connection() for connection in signal.receivers)
            }
for path in sorted(Path("apps").glob("*/senders.py")):
    module = importlib.import_module(f"apps.{path.parent.name}.senders")
    own = [each for each in vars(module).values() if each.__class__.__module__ == "builtins"
           and getattr(each, "__module__", "") == module.__name__]
    for each in own:
        found = [each]
        if isinstance(each, type):
            found = [method for _, method in inspect.getmembers(each(), inspect.ismethod)]
        for function in found:
            calls += 1
            responses += call(function)
print(json.dumps([signals, len(connected), calls, responses]))
"""

# Tells how many payload models there are, and the numbers of fields that they have.
MODELS = """
from importlib import import_module
from pathlib import Path

models = [
    model
    for path in Path("apps").glob("*/models.py")
    for name, model in vars(import_module(f"apps.{path.parent.name}.models")).items()
    # Not what was imported, nor the classes that pydantic makes of generic ones.
    if getattr(model, "__module__", "").startswith("apps.") and name.isidentifier()
]
print(len(models), *sorted({len(model.model_fields) for model in models}))
"""


def text_of(code_base: CodeBase) -> dict[str, str]:
    """The text of each file, by its path in the code base."""
    return {
        path.relative_to(code_base.folder).as_posix(): path.read_text(encoding="utf-8")
        for path in code_base.folder.rglob("*.py")
    }


def nodes(code_base: CodeBase, name: str) -> Iterator[ast.AST]:
    """All that stands in the modules of this name."""
    for path, text in text_of(code_base).items():
        if Path(path).name == name:
            yield from ast.walk(ast.parse(text))


def called(node: ast.AST) -> str:
    """The name of the method that a node calls, if it is such a call."""
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return node.func.attr if is_call else ""  # type: ignore[attr-defined]  # just looked at


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> CodeBase:
    """A code base of the size that is measured."""
    return write_code_base(tmp_path_factory.mktemp("whole"), Size())


class TestCodeBase:
    def test_it_has_the_promised_number_of_signals_each_with_a_payload_model(
        self, whole: CodeBase
    ) -> None:
        assigned = [n for n in nodes(whole, "signals.py") if isinstance(n, ast.Assign)]
        models = [n for n in nodes(whole, "models.py") if isinstance(n, ast.ClassDef)]

        assert 500 == len(assigned) == len({ast.unparse(n.targets[0]) for n in assigned})
        assert 500 == len(models) == len({model.name for model in models})

    def test_it_has_the_promised_number_of_receivers(self, whole: CodeBase) -> None:
        receivers = [
            node
            for node in nodes(whole, "receivers.py")
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.args.kwarg
        ]

        assert 2_000 == len(receivers)
        assert {ast.FunctionDef, ast.AsyncFunctionDef} == {type(node) for node in receivers}

    def test_receivers_are_connected_in_every_way(self, whole: CodeBase) -> None:
        decorators = [
            re.sub(r"\w+_\w+", "s", ast.unparse(decorator)).partition(",")[0]
            for node in nodes(whole, "receivers.py")
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            for decorator in node.decorator_list
        ]
        arguments = {
            type(node.args[0])
            for node in nodes(whole, "receivers.py")
            if called(node) == "connect" and isinstance(node, ast.Call)
        }

        assert {"s.connect", "receiver(s)", "receiver(s", "receiver([s"} == set(decorators)
        assert {ast.Name, ast.Attribute} == arguments

    def test_it_has_the_promised_number_of_sends_of_every_kind(self, whole: CodeBase) -> None:
        sends = [node for node in nodes(whole, "senders.py") if called(node) in SENDS]
        classes = [n for n in nodes(whole, "senders.py") if isinstance(n, ast.ClassDef)]
        methods = [n for found in classes for n in ast.walk(found) if called(n) in SENDS]
        instances = [
            node
            for node in sends
            if isinstance(node, ast.Call)
            and any(isinstance(arg, ast.Call) for arg in node.args[1:])
        ]

        assert 2_000 == len(sends)
        assert set(SENDS) == {called(node) for node in sends}
        assert 500 == len(methods)
        assert 125 == len(instances)

    def test_it_is_spread_over_many_modules_whose_number_is_told(self, whole: CodeBase) -> None:
        texts = text_of(whole)

        assert 50 == len([path for path in texts if path.endswith("/models.py")])
        assert whole.files == len(texts)
        assert whole.lines == sum(len(text.splitlines()) for text in texts.values())
        assert 100 >= max(len(line) for text in texts.values() for line in text.splitlines())

    def test_it_is_the_same_each_time_and_in_each_process(
        self, whole: CodeBase, tmp_path: Path
    ) -> None:
        command = ["-m", "benchmarks.mypy_cost.codebase", str(tmp_path)]

        subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": "7"},
            check=True,
            capture_output=True,
        )

        written = CodeBase(tmp_path, whole.files, whole.lines, whole.edited)
        assert text_of(whole) == text_of(written)

    def test_another_seed_makes_another_one(self, tmp_path: Path) -> None:
        first = write_code_base(tmp_path / "1", TINY)
        second = write_code_base(tmp_path / "2", Size(4, 8, 8, seed=2))

        assert text_of(first) != text_of(second)

    @pytest.mark.parametrize("size", [TINY, Size(1, 1, 1), Size()])
    def test_it_runs_and_every_send_is_accepted(self, tmp_path: Path, size: Size) -> None:
        write_code_base(tmp_path, size)

        run = run_python(["-W", "error", "-c", PROGRAM], tmp_path)

        assert run.code == 0, run.output
        *numbers, responses = json.loads(run.output)
        assert [size.signals, size.receivers, size.sends] == numbers
        assert responses > 0

    def test_payload_models_have_three_to_eight_fields(self, tmp_path: Path) -> None:
        write_code_base(tmp_path, Size(100, 1, 1))
        run = run_python(["-c", MODELS], tmp_path)

        assert ["100", "3", "4", "5", "6", "7", "8"] == run.output.split()

    def test_the_edit_adds_an_optional_field_to_the_first_payload_model(self) -> None:
        before = "class A(BaseModel):\n    a: int\n\n\nclass B(BaseModel):\n    b: int\n"

        after = add_optional_field(before)

        added = "    internal_comment: str | None = None\n"
        assert before.replace("    a: int\n", f"{added}    a: int\n") == after

    def test_the_command_says_how_much_it_wrote(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write([str(tmp_path), "--signals", "12", "--receivers", "24", "--sends", "24"])

        assert re.fullmatch(r"14 modules, \d+ lines\n", capsys.readouterr().out)


class TestCommand:
    def test_it_prints_every_row(self, tmp_path: Path) -> None:
        command = ["-m", "benchmarks.mypy_cost", *TINY_OPTIONS, "--keep", str(tmp_path / "kept")]
        command += ["--page", str(tmp_path / "page.md")]

        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, check=False, capture_output=True, text=True
        )

        assert done.returncode == 0, done.stderr
        printed = done.stdout
        rows = [line.split(" | ") for line in printed.splitlines() if line.startswith("| ")]
        assert [
            "run",
            "---",
            "cold: nothing cached",
            "cold, libraries cached",
            "warm: nothing changed",
            "one module edited",
        ] == [re.sub("-{3,}", "---", row[0].strip("| ")) for row in rows]
        assert 1 == len({len(row) for row in rows})
        assert "4 signals, 8 receivers, 8 sends, in 9 modules" in printed
        assert re.search(r"`heliograph\.mypy` after that [\d.]+ .?s", printed)
        assert str(tmp_path) not in printed
        assert printed == (tmp_path / "page.md").read_text(encoding="utf-8")
        # What it ran on is still there, and as it was before the edit.
        again = write_code_base(tmp_path / "again", TINY)
        assert text_of(again) == text_of(CodeBase(tmp_path / "kept/code", 0, 0, tmp_path))

    def test_errors_in_the_code_base_are_shown_and_no_figures(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        wrong = f'{writing.SHARED_PAYLOADS}\n\nnumber: int = "many"\n'
        monkeypatch.setattr(writing, "SHARED_PAYLOADS", wrong)
        monkeypatch.setattr(Workplace, "prepare", lambda _: None)

        with pytest.raises(SystemExit) as exit_:
            command_line.main(TINY_OPTIONS)

        assert "mypy without-plugin does not end well: no figures." in str(exit_.value)
        assert "error: Incompatible types in assignment" in str(exit_.value)
        assert "" == capsys.readouterr().out

    def test_a_plugin_that_overlooks_a_mistake_is_not_measured(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setitem(workplace.PLUGINS, Variant.WITH, "pydantic.mypy")

        with pytest.raises(SystemExit, match="The plugin is not at work: no figures"):
            command_line.main(TINY_OPTIONS)

        assert "" == capsys.readouterr().out

    def test_a_run_that_has_not_seen_all_modules_fails(self, tmp_path: Path) -> None:
        place = Workplace(tmp_path, TINY)
        place.code_base.edited.with_name("senders.py").unlink()

        with pytest.raises(RunError, match="no issues found in 8 source files"):
            place.check(Variant.WITHOUT)

    def test_figures_of_two_states_of_the_plugin_are_not_mixed(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        states = iter(["before", "after"])
        monkeypatch.setattr(command_line, "library_digest", lambda: next(states))
        monkeypatch.setattr(command_line, "measure", lambda *_: [])
        monkeypatch.setattr(command_line, "import_times", lambda _: ImportTimes(0.1, 0.1))

        with pytest.raises(SystemExit, match="heliograph was edited meanwhile: no figures"):
            command_line.main(TINY_OPTIONS)

        assert "" == capsys.readouterr().out

    def test_a_folder_that_holds_something_is_refused(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "precious").touch()

        with pytest.raises(SystemExit):
            command_line.main(["--keep", str(tmp_path)])

        assert "name a new or an empty folder" in capsys.readouterr().err

    @pytest.mark.parametrize("option", ["--repeat", "--signals", "--receivers", "--sends"])
    def test_nothing_is_no_number_of_anything(
        self, option: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit):
            command_line.main([option, "0"])

        assert f"argument {option}: invalid positive value: '0'" in capsys.readouterr().err


class TestReport:
    def page(self, seconds: float, size: Size) -> str:
        pair = {
            Variant.WITHOUT: Run(cpu=2.0, wall=4.0, code=0, output=""),
            Variant.WITH: Run(cpu=seconds, wall=8.0, code=0, output=""),
        }
        rows = [Row(COLD, (pair,)), Row(EDITED, (pair,))]
        code_base = CodeBase(Path(), 9, 270, Path())
        return report(rows, ImportTimes(0.08, 0.002), code_base, size, 1, {})

    def test_processor_time_is_judged(self) -> None:
        met, missed = self.page(2.4, Size()), self.page(2.5, Size())

        assert re.search(r"cold: nothing cached *\| 1\.20 .* \| 1\.20 +\| met ", met)
        assert re.search(r"cold: nothing cached *\| 1\.25 .* \| 1\.20 +\| \*\*missed\*\* ", missed)
        assert re.search(r"2\.00 \(2\.00 to 2\.00\) +\| 2\.000, 2\.500 +\| 4\.000, 8\.000", missed)

    def test_a_situation_without_target_is_not_judged(self) -> None:
        assert re.search(r"one module edited *\| 1\.25 [^|]* \| +\| +\|", self.page(2.5, Size()))

    def test_another_size_is_not_judged(self) -> None:
        page = self.page(2.5, TINY)

        assert "missed" not in page
        assert "nothing is judged here" in page
