"""mypy with the plugin reports what the case files of typing_tests mark, and nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.mypy.running import (
    Error,
    Marker,
    differences,
    expected_errors,
    offers,
    right_lines,
    run_mypy,
)

ROOT = Path(__file__).parents[2]
FOLDER = "typing_tests/plugin"
CASES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / FOLDER).rglob("*.py"))


def config(plugins: str = "heliograph.mypy", *, strict: bool = True) -> str:
    return f"[mypy]\nplugins = {plugins}\nstrict = {strict}\n"


@dataclass(frozen=True)
class Configuration:
    """A way to run mypy, which must make no difference."""

    name: str
    config: str = config()
    flags: tuple[str, ...] = ()
    # Whether to run a second time, with the cache of the first, after the case files have changed.
    is_warm: bool = False


def configurations() -> Iterator[Configuration]:
    """Each that the mypy which is installed offers."""
    yield Configuration("after pydantic.mypy", config("pydantic.mypy, heliograph.mypy"))
    yield Configuration("before pydantic.mypy", config("heliograph.mypy, pydantic.mypy"))
    yield Configuration("not strict", config(strict=False))
    if offers("--num-workers"):
        yield Configuration("two workers", flags=("-n", "2"))
    if offers("--no-native-parser"):
        yield Configuration("Python's own parser", flags=("--no-native-parser",))
    for answer in ("", "no-"):
        formats = ("sqlite-cache", "fixed-format-cache")
        yield Configuration(
            f"warm, {answer}sqlite, {answer}fixed format",
            flags=tuple(f"--{answer}{each}" for each in formats if offers(f"--{answer}{each}")),
            is_warm=True,
        )


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> list[Error]:
    """What mypy reports about all case files, strict, with no other plugin."""
    return run_mypy(ROOT, [FOLDER], config(), tmp_path_factory.mktemp("reference"))


class TestCaseFiles:
    def test_there_are_many_of_each_kind(self) -> None:
        sources = [(ROOT / case).read_text(encoding="utf-8") for case in CASES]

        assert sum(len(expected_errors(source)) for source in sources) >= 170
        assert sum(len(right_lines(source)) for source in sources) >= 230

    def test_only_reports_expect_errors(self) -> None:
        expecting = [
            case for case in CASES if expected_errors((ROOT / case).read_text(encoding="utf-8"))
        ]

        assert expecting == [case for case in CASES if case.startswith(f"{FOLDER}/reports/")]

    @pytest.mark.parametrize("case", CASES)
    def test_errors_are_those_that_the_markers_tell(self, case: str, reported: list[Error]) -> None:
        expected = expected_errors((ROOT / case).read_text(encoding="utf-8"))

        errors = [error for error in reported if error.file == case]

        found = differences(expected, errors)
        assert not found, "\n".join([case, *found])

    def test_there_is_no_error_outside_of_the_case_files(self, reported: list[Error]) -> None:
        assert [] == [error for error in reported if error.file not in CASES]


class TestConfigurations:
    @pytest.mark.parametrize("configuration", list(configurations()), ids=lambda each: each.name)
    def test_makes_no_difference(
        self, configuration: Configuration, reported: list[Error], tmp_path: Path
    ) -> None:
        root, scratch = ROOT, tmp_path / "scratch"

        def run() -> list[Error]:
            return run_mypy(root, [FOLDER], configuration.config, scratch, *configuration.flags)

        if configuration.is_warm:
            root = copied_cases(tmp_path)
            run()
            change_case_files(root)

        now = run()

        found = [f"missing: {each}" for each in sorted(essence(reported) - essence(now))]
        found += [f"surplus: {each}" for each in sorted(essence(now) - essence(reported))]
        assert not found, "\n".join(found)


def essence(errors: list[Error]) -> set[tuple[str, int, str, str]]:
    return {(error.file, error.line, error.code, error.message) for error in errors}


def copied_cases(target: Path) -> Path:
    shutil.copytree(ROOT / FOLDER, target / FOLDER, ignore=shutil.ignore_patterns("__pycache__"))
    return target


def change_case_files(root: Path) -> None:
    """Makes mypy check them anew, with the models that they share read from the cache."""
    for path in (root / FOLDER).glob("*/*.py"):
        with path.open("a", encoding="utf-8") as file:
            file.write("changed = True\n")


class TestMarkers:
    def test_marker_tells_line_code_and_parts_of_the_message(self) -> None:
        source = 'a.send()  # ok\nb.send(c="7")  # E: signal-send "c" did "d e"\n'

        assert {2: [Marker("signal-send", ('"c"', "did", '"d e"'))]} == expected_errors(source)
        assert [1] == right_lines(source)

    def test_line_may_bear_several(self) -> None:
        source = 'a.send()  # E: signal-send "b" # E: signal-send "c"'

        expected = [Marker("signal-send", ('"b"',)), Marker("signal-send", ('"c"',))]
        assert {1: expected} == expected_errors(source)

    def test_errors_that_are_expected_make_no_difference(self) -> None:
        expected = {1: [Marker("signal-send"), Marker("signal-send", ('"b"',))]}

        # The marker that any of the two would fit must not take the one that the other needs.
        errors = [error(message='takes "b"'), error(message='takes "c"')]

        assert [] == differences(expected, errors)

    @pytest.mark.parametrize(
        "change",
        [
            lambda expected, errors: errors.clear(),
            lambda expected, errors: expected.clear(),
            lambda expected, errors: errors.append(errors[0]),
            lambda expected, errors: errors.append(error(line=2)),
            lambda expected, errors: expected.update({2: expected[1]}),
        ],
        ids=["missing", "unmarked", "twice", "surplus", "not repeated"],
    )
    def test_one_error_more_or_less_is_a_difference(
        self, change: Callable[[dict[int, list[Marker]], list[Error]], None]
    ) -> None:
        expected, errors = {1: [Marker("signal-send")]}, [error()]

        change(expected, errors)

        assert 1 == len(differences(expected, errors))

    def test_another_line_code_or_message_is_told_from_both_sides(self) -> None:
        expected = {1: [Marker("signal-send", ('"order_id"',))]}
        others = [error(line=2), error(code="signal"), error(message='Missing field "total"')]

        for other in others:
            found = differences(expected, [other])

            assert ["not expected", "not reported"] == sorted(each.split(": ")[1] for each in found)


def error(
    line: int = 1, code: str = "signal-send", message: str = 'Missing field "order_id"'
) -> Error:
    return Error("case.py", line, 1, code, message)


class TestRunning:
    def test_failure_of_mypy_itself_is_raised(self, tmp_path: Path) -> None:
        (tmp_path / "case.py").touch()

        with pytest.raises(RuntimeError, match="no_such_plugin"):
            run_mypy(tmp_path, ["case.py"], config("no_such_plugin"), tmp_path / "scratch")

    def test_error_is_told_with_its_place_and_its_notes(self, tmp_path: Path) -> None:
        source = "numbers: list[int] = []\nreveal_type(numbers)\nfloats: list[float] = numbers\n"
        (tmp_path / "case.py").write_text(source)

        (error,) = run_mypy(tmp_path, ["case.py"], "[mypy]\n", tmp_path / "scratch")

        assert ("case.py", 3, "assignment") == (error.file, error.line, error.code)
        assert error.column > 0
        assert any("invariant" in note for note in error.notes)

    def test_flag_is_offered_only_under_its_whole_name(self) -> None:
        assert offers("--strict")
        assert not offers("--stric")
        assert not offers("--no-such-flag")
