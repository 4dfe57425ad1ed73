"""The command line: `python -m heliograph`."""

from __future__ import annotations

import importlib
import importlib.metadata
import itertools
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import heliograph
from heliograph import configure, stubgen
from heliograph._settings import settings
from heliograph.cli import main

_numbers = itertools.count(1)

MEND = "To mend this, run: python -m heliograph stubs"
SHOP = """\
from pydantic import BaseModel
from heliograph import Signal

class Order(BaseModel):
    number: int

placed = Signal[Order]()
"""
UNNAMEABLE = """\
from pydantic import create_model
from heliograph import Signal
Made = create_model("Made", x=(int, 1))
made = Signal[Made]()
"""


class Project:
    """A folder with modules of names that no other test has."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        # What modules and packages are called.
        self.shop = f"shop_of_cli_{next(_numbers)}"
        self._capsys = capsys

    def put(self, file: str, text: str = SHOP) -> Path:
        path = self.folder / file.replace("shop", self.shop, 1)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.forget()
        return path

    def path(self, file: str) -> Path:
        return self.folder / file.replace("shop", self.shop, 1)

    def run(self, *arguments: str) -> Run:
        """Run the command, with each module `shop` under the name that it has here."""
        named = [each.replace("shop", self.shop) for each in arguments]
        self._capsys.readouterr()
        status = main(["stubs", *named])
        said = self._capsys.readouterr()
        return Run(status, self.shown(said.out), self.shown(said.err))

    def shown(self, text: str) -> str:
        return text.replace(self.shop, "shop")

    def forget(self) -> None:
        """Import all anew the next time, as another process would."""
        for name in list(sys.modules):
            if name.partition(".")[0].startswith(self.shop):
                del sys.modules[name]
        for cache in self.folder.rglob("__pycache__"):
            for file in cache.iterdir():
                file.unlink()
        importlib.invalidate_caches()

    def files(self) -> dict[str, str]:
        """Return all files but those that Python makes, with their text."""
        return {
            self.shown(path.relative_to(self.folder).as_posix()): path.read_text(encoding="utf-8")
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and "__pycache__" not in path.parts
        }


class Run:
    def __init__(self, status: int, out: str, err: str) -> None:
        self.status = status
        self.out = out
        self.err = err

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def complaints(self) -> list[str]:
        return self.err.splitlines()


@pytest.fixture
def project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Project]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    made = Project(tmp_path, capsys)
    yield made
    made.forget()


class TestWriting:
    def test_puts_a_stub_beside_each_source(self, project: Project) -> None:
        project.put("shop.py")

        run = project.run("shop")

        assert (0, ["wrote shop.pyi (1 signal)"], "") == (run.status, run.lines, run.err)
        assert "placed: _OrderSignal" in project.files()["shop.pyi"]
        assert {"shop.py", "shop.pyi"} == set(project.files())

    def test_counts_signals(self, project: Project) -> None:
        project.put("shop.py", f"{SHOP}class Closed(Signal[Order]): ...\n")

        assert ["wrote shop.pyi (2 signals)"] == project.run("shop").lines

    def test_is_done_for_several_modules(self, project: Project) -> None:
        project.put("shop_a.py")
        project.put("shop_b.py")

        run = project.run("shop_a", "shop_b", "shop_a")

        assert ["wrote shop_a.pyi (1 signal)", "wrote shop_b.pyi (1 signal)"] == run.lines

    def test_reaches_into_packages(self, project: Project) -> None:
        project.put("shop/__init__.py")
        project.put("shop/signals.py")

        run = project.run("shop.signals", "shop")

        assert ["wrote shop/signals.pyi (1 signal)", "wrote shop/__init__.pyi (1 signal)"] == (
            run.lines
        )

    def test_goes_to_a_folder_of_stubs(self, project: Project) -> None:
        project.put("shop/__init__.py")
        project.put("shop/signals.py")

        run = project.run("--all", "shop", "--out", "typings")

        assert [
            "wrote typings/shop-stubs/__init__.pyi (1 signal)",
            "wrote typings/shop-stubs/signals.pyi (1 signal)",
        ] == run.lines
        assert {
            "shop/__init__.py",
            "shop/signals.py",
            "typings/shop-stubs/__init__.pyi",
            "typings/shop-stubs/py.typed",
            "typings/shop-stubs/signals.pyi",
        } == set(project.files())
        # The rest of the package is where it was.
        assert "partial\n" == project.files()["typings/shop-stubs/py.typed"]

    def test_goes_to_a_folder_of_stubs_for_a_single_module(self, project: Project) -> None:
        project.put("shop.py")

        run = project.run("shop", "--out", "typings")

        assert ["wrote typings/shop-stubs/__init__.pyi (1 signal)"] == run.lines
        assert {
            "shop.py",
            "typings/shop-stubs/__init__.pyi",
            "typings/shop-stubs/py.typed",
        } == set(project.files())
        assert 0 == project.run("shop", "--out", "typings", "--check").status

    def test_makes_no_package_of_stubs_for_nothing(self, project: Project) -> None:
        project.put("shop.py", "limit = 3\n")

        project.run("shop", "--out", "typings")

        assert {"shop.py"} == set(project.files())

    def test_puts_back_the_marker_of_a_package_of_stubs(self, project: Project) -> None:
        project.put("shop.py")
        project.run("shop", "--out", "typings")
        marker = project.path("typings/shop-stubs/py.typed")
        marker.unlink()

        run = project.run("shop", "--out", "typings", "--check")
        assert (1, ["typings/shop-stubs/py.typed is missing"]) == (run.status, run.lines[:-1])
        assert not marker.exists()

        assert 0 == project.run("shop", "--out", "typings").status
        assert "partial\n" == marker.read_text()

    def test_leaves_the_marker_of_others(self, project: Project) -> None:
        project.put("shop.py")
        project.put("typings/shop-stubs/py.typed", "# ours\npartial\n")

        assert 0 == project.run("shop", "--out", "typings").status
        assert "# ours\npartial\n" == project.files()["typings/shop-stubs/py.typed"]

    def test_refuses_a_marker_that_would_let_the_stubs_hide_other_modules(
        self, project: Project
    ) -> None:
        project.put("shop.py")
        project.put("typings/shop-stubs/py.typed", "")

        run = project.run("shop", "--out", "typings")

        assert 1 == run.status
        assert "doesn't say `partial`" in run.err
        assert "" == project.files()["typings/shop-stubs/py.typed"]

    def test_keeps_a_link(self, project: Project) -> None:
        project.put("shop.py")
        project.put("stubs/real.pyi", "")
        link = project.path("shop.pyi")
        project.run("shop")
        link.rename(project.folder / "stubs" / "real.pyi")
        link.symlink_to(Path("stubs") / "real.pyi")
        project.put("shop.py", SHOP.replace("number: int", "total: int"))

        run = project.run("shop")

        assert ["wrote shop.pyi (1 signal)"] == run.lines
        assert link.is_symlink()
        assert "total: int," in project.files()["stubs/real.pyi"]

    def test_knows_its_own_behind_a_mark_of_the_byte_order(self, project: Project) -> None:
        project.put("shop.py")
        project.run("shop")
        path = project.path("shop.pyi")
        path.write_text(path.read_text(), encoding="utf-8-sig")

        run = project.run("shop")

        assert (0, ["unchanged shop.pyi"]) == (run.status, run.lines)
        assert 0 == project.run("shop", "--check").status

    def test_leaves_alone_what_is_as_it_should_be(self, project: Project) -> None:
        project.put("shop.py")
        project.run("shop")
        before = project.path("shop.pyi").stat()

        run = project.run("shop")

        assert (0, ["unchanged shop.pyi"]) == (run.status, run.lines)
        assert before.st_ino == project.path("shop.pyi").stat().st_ino

    def test_leaves_alone_what_a_formatter_laid_out(self, project: Project) -> None:
        project.put("shop.py")
        project.run("shop")
        path = project.path("shop.pyi")
        path.write_text(path.read_text().replace("\n\n", "\n\n\n").replace('"', "'"))
        before = path.read_text()

        run = project.run("shop")

        assert (["unchanged shop.pyi"], before) == (run.lines, path.read_text())
        assert 0 == project.run("shop", "--check").status

    @pytest.mark.parametrize(
        ("old", "new"), [("ignore[override]", "ignore[other]"), ("number: int", "number: str")]
    )
    def test_mends_what_says_otherwise(self, project: Project, old: str, new: str) -> None:
        project.put("shop.py")
        project.run("shop")
        path = project.path("shop.pyi")
        right = path.read_text()
        path.write_text(right.replace(old, new))

        run = project.run("shop")

        assert ["wrote shop.pyi (1 signal)"] == run.lines
        assert right == path.read_text()

    def test_mends_what_is_no_python_any_more(self, project: Project) -> None:
        project.put("shop.py")
        project.run("shop")
        path = project.path("shop.pyi")
        right = path.read_text()
        path.write_text(f"{right}<<<<<<< ours\nx = (\n")

        assert 1 == project.run("shop", "--check").status
        assert ["wrote shop.pyi (1 signal)"] == project.run("shop").lines
        assert right == path.read_text()

    def test_follows_the_source(self, project: Project) -> None:
        project.put("shop.py")
        project.run("shop")
        project.put("shop.py", SHOP.replace("number: int", "total: int"))

        assert ["wrote shop.pyi (1 signal)"] == project.run("shop").lines
        assert "total: int," in project.path("shop.pyi").read_text()

    def test_makes_no_program_of_a_stub(self, project: Project) -> None:
        project.put("shop.py")
        project.run("shop")

        assert 0 == project.path("shop.pyi").stat().st_mode & 0o111
        assert project.path("shop.pyi").stat().st_mode == project.path("shop.py").stat().st_mode

    def test_is_not_needed_without_signals(self, project: Project) -> None:
        project.put("shop.py", "from heliograph import Signal\nplain = Signal()\n")

        run = project.run("shop")

        assert 0 == run.status
        assert ["shop declares no signals with a payload model; no stub is needed"] == run.lines
        assert {"shop.py"} == set(project.files())

    def test_takes_away_what_is_left_over(self, project: Project) -> None:
        project.put("shop.py")
        project.run("shop")
        project.put("shop.py", "limit = 3\n")

        run = project.run("shop")

        assert 0 == run.status
        assert "removed shop.pyi: its module has no signals any more" == run.lines[-1]
        assert {"shop.py"} == set(project.files())

    def test_takes_away_what_is_left_over_in_a_package(self, project: Project) -> None:
        project.put("shop/__init__.py", "")
        project.put("shop/signals.py")
        project.run("--all", "shop")
        project.put("shop/signals.py", "limit = 3\n")

        run = project.run("--all", "shop")

        assert ["removed shop/signals.pyi: its module has no signals any more"] == run.lines
        assert {"shop/__init__.py", "shop/signals.py"} == set(project.files())

    def test_says_what_cannot_be_taken_away(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        project.put("shop.py")
        project.run("shop")
        project.put("shop.py", "limit = 3\n")

        def fail(*arguments: object, **options: object) -> None:
            raise PermissionError("no")

        with monkeypatch.context() as patch:
            patch.setattr(Path, "unlink", fail)
            run = project.run("shop")

        assert 1 == run.status
        assert 1 == len(run.complaints)
        assert "shop.pyi" in run.err


class TestWholePackages:
    def test_are_walked(self, project: Project) -> None:
        project.put("shop/__init__.py", "")
        project.put("shop/a.py")
        project.put("shop/plain.py", "limit = 3\n")
        project.put("shop/sub/__init__.py", "")
        project.put("shop/sub/b.py")

        run = project.run("--all", "shop")

        assert 0 == run.status
        assert ["wrote shop/a.pyi (1 signal)", "wrote shop/sub/b.pyi (1 signal)"] == run.lines

    def test_may_be_several(self, project: Project) -> None:
        project.put("shop_a/__init__.py")
        project.put("shop_b/__init__.py")
        project.put("shop_c.py")

        run = project.run("--all", "shop_a", "--all", "shop_b", "shop_c")

        assert {"shop_a/__init__.pyi", "shop_b/__init__.pyi", "shop_c.pyi"} == {
            line.split()[1] for line in run.lines
        }

    def test_may_have_no_file(self, project: Project) -> None:
        project.put("shop/signals.py")

        run = project.run("--all", "shop")

        assert (0, ["wrote shop/signals.pyi (1 signal)"]) == (run.status, run.lines)

    def test_leave_out_what_is_excluded(self, project: Project) -> None:
        project.put("shop/__init__.py", "")
        project.put("shop/a.py")
        project.put("shop/bad.py", "1 / 0\n")
        project.put("shop/tests/__init__.py", "1 / 0\n")
        project.put("shop/tests/b.py")

        run = project.run("--all", "shop", "--exclude", "shop.tests*", "--exclude", "*.bad")

        assert (0, ["wrote shop/a.pyi (1 signal)"], "") == (run.status, run.lines, run.err)

    def test_do_not_import_what_is_excluded(self, project: Project) -> None:
        project.put("shop/__init__.py", "")
        project.put("shop/tests/__init__.py", "open('imported', 'w').close()\n")
        project.put("shop/tests/deep/__init__.py", "open('imported', 'w').close()\n")

        run = project.run("--all", "shop", "--exclude", "shop.tests*")

        assert 0 == run.status
        assert "imported" not in project.files()

    def test_never_run_their_program(self, project: Project) -> None:
        project.put("shop/__init__.py", "")
        project.put("shop/__main__.py", "open('ran', 'w').close()\n")
        project.put("shop/sub/__init__.py", "")
        project.put("shop/sub/__main__.py", "open('ran', 'w').close()\n")

        run = project.run("--all", "shop")

        assert 0 == run.status
        assert "ran" not in project.files()

    def test_spare_what_others_wrote(self, project: Project) -> None:
        project.put("shop/__init__.py", "")
        project.put("shop/plain.py", "limit = 3\n")
        project.put("shop/plain.pyi", "limit: int\n")

        run = project.run("--all", "shop")

        told = "no module of shop declares signals with a payload model\n"
        assert (0, told, "") == (run.status, run.out, run.err)
        assert "limit: int\n" == project.files()["shop/plain.pyi"]

    def test_lose_the_stubs_of_modules_that_are_gone(self, project: Project) -> None:
        for file in ("__init__", "a", "b", "sub/__init__", "sub/c"):
            project.put(f"shop/{file}.py")
        project.run("--all", "shop")
        project.put("shop/foreign.pyi", "limit: int\n")
        project.path("shop/b.py").unlink()
        project.path("shop/sub/c.py").unlink()
        project.path("shop/sub/__init__.py").unlink()
        project.forget()
        gone = ["shop/b.pyi", "shop/sub/__init__.pyi", "shop/sub/c.pyi"]

        run = project.run("--all", "shop", "--check")
        assert 1 == run.status
        assert [f"{each} is left over: its module is gone" for each in gone] == run.lines[:-1]
        assert set(gone) < set(project.files())

        run = project.run("--all", "shop")
        assert 0 == run.status
        assert [f"removed {each}: its module is gone" for each in gone] == [
            line for line in run.lines if not line.startswith("unchanged")
        ]
        assert set(project.files()) == {
            *("shop/__init__.py", "shop/__init__.pyi", "shop/a.py", "shop/a.pyi"),
            "shop/foreign.pyi",
        }

    def test_lose_them_in_a_folder_of_stubs(self, project: Project) -> None:
        project.put("shop/__init__.py")
        project.put("shop/a.py")
        project.run("--all", "shop", "--out", "typings")
        project.put("typings/shop-stubs/foreign.pyi", "limit: int\n")
        project.path("shop/a.py").unlink()
        project.forget()
        gone = "typings/shop-stubs/a.pyi"

        run = project.run("--all", "shop", "--out", "typings", "--check")
        assert (1, [f"{gone} is left over: its module is gone"]) == (run.status, run.lines[:-1])

        run = project.run("--all", "shop", "--out", "typings")
        assert f"removed {gone}: its module is gone" == run.lines[-1]
        assert gone not in project.files()
        assert "typings/shop-stubs/foreign.pyi" in project.files()

    def test_lose_none_where_one_module_is_named(self, project: Project) -> None:
        project.put("shop/__init__.py")
        project.put("shop/a.py")
        project.run("--all", "shop")
        project.path("shop/a.py").unlink()
        project.forget()

        assert ["unchanged shop/__init__.pyi"] == project.run("shop").lines
        assert "shop/a.pyi" in project.files()

    def test_keep_the_stubs_of_what_is_excluded_or_broken(self, project: Project) -> None:
        for file in ("__init__", "a", "b"):
            project.put(f"shop/{file}.py")
        project.run("--all", "shop")
        project.put("shop/b.py", "1 / 0\n")

        run = project.run("--all", "shop", "--exclude", "shop.a")

        assert (1, 1) == (run.status, len(run.complaints))
        assert {"shop/a.pyi", "shop/b.pyi"} < set(project.files())

    def test_may_have_plain_folders_if_they_have_no_file(self, project: Project) -> None:
        project.put("shop/deep/deeper/signals.py")
        project.put("shop/packed/__init__.py", "")
        project.put("shop/packed/plain/signals.py", "1 / 0\n")
        project.put("shop/tests/signals.py", "1 / 0\n")

        run = project.run("--all", "shop", "--exclude", "shop.tests")

        assert (0, ["wrote shop/deep/deeper/signals.pyi (1 signal)"], "") == (
            run.status,
            run.lines,
            run.err,
        )


class TestChecking:
    def test_passes_what_is_as_it_should_be(self, project: Project) -> None:
        project.put("shop.py")
        project.run("shop")

        run = project.run("shop", "--check")

        assert (0, "", "") == (run.status, run.out, run.err)

    def test_reports_what_is_missing(self, project: Project) -> None:
        project.put("shop.py")

        run = project.run("shop", "--check")

        assert 1 == run.status
        assert ["shop.pyi is missing", f"{MEND} shop"] == run.lines
        assert {"shop.py"} == set(project.files())

    def test_reports_what_is_out_of_date(self, project: Project) -> None:
        project.put("shop.py")
        project.run("shop")
        project.put("shop.py", SHOP.replace("number: int", "total: int"))
        before = project.files()

        run = project.run("shop", "--check")

        assert 1 == run.status
        assert "shop.pyi is out of date:" == run.lines[0]
        assert "-    number: int" in run.lines
        assert "+    total: int" in run.lines
        assert before == project.files()

    def test_reports_what_is_left_over(self, project: Project) -> None:
        project.put("shop/__init__.py", "")
        project.put("shop/signals.py")
        project.run("--all", "shop")
        project.put("shop/signals.py", "limit = 3\n")
        before = project.files()

        run = project.run("--all", "shop", "--check")

        assert 1 == run.status
        assert "shop/signals.pyi is left over: its module has no signals any more" == run.lines[0]
        assert before == project.files()

    def test_makes_no_folder(self, project: Project) -> None:
        project.put("shop.py")

        run = project.run("shop", "--check", "--out", "typings/deep")

        assert 1 == run.status
        assert not (project.folder / "typings").exists()

    def test_looks_at_all_modules(self, project: Project) -> None:
        project.put("shop_a.py")
        project.put("shop_b.py")
        project.run("shop_b")

        assert 1 == project.run("shop_a", "shop_b", "--check").status
        assert 1 == project.run("shop_b", "shop_a", "--check").status


class TestFailures:
    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("1 / 0", "ZeroDivisionError: division by zero"),
            ("import sys; sys.exit()", "SystemExit"),
            ("import sys; sys.exit(0)", "SystemExit: 0"),
            ("def f(:", "SyntaxError"),
            ("import nowhere_at_all", "No module named 'nowhere_at_all'"),
        ],
    )
    @pytest.mark.parametrize("option", [[], ["--check"]])
    def test_at_import_are_said_once_and_the_rest_is_done(
        self, project: Project, source: str, expected: str, option: list[str]
    ) -> None:
        project.put("shop/__init__.py", "")
        project.put("shop/bad.py", f"{source}\n")
        project.put("shop/good.py")
        project.put("shop/worse/__init__.py", "1 / 0\n")

        run = project.run("--all", "shop", *option)

        assert 1 == run.status
        assert 2 == len(run.complaints)
        assert run.complaints[0].startswith("heliograph: shop.bad can't be imported: ")
        assert expected in run.complaints[0]
        assert "bad.py:1" in run.complaints[0]
        assert "shop.worse can't be imported" in run.complaints[1]
        assert "shop/good.pyi" in run.out

    @pytest.mark.parametrize("arguments", [["shop"], ["--all", "shop"], ["shop", "--all", "shop"]])
    def test_to_find_a_module_are_said_once(self, project: Project, arguments: list[str]) -> None:
        run = project.run(*arguments)

        assert (1, "") == (run.status, run.out)
        assert 1 == len(run.complaints)
        assert "shop can't be imported: ModuleNotFoundError" in run.err

    @pytest.mark.parametrize("name", ["./shop.py", ".shop", "shop.", "./shop"])
    def test_to_name_a_module_as_imports_do_are_said(self, project: Project, name: str) -> None:
        project.put("shop.py")
        project.put("shop_b.py")
        expected = f"heliograph: {name!r} is no module: name it as an import does, such as shop"

        for arguments in ([name], ["--all", name], ["--all", name, name]):
            run = project.run("--check", *arguments, "shop_b")

            assert (1, [expected]) == (run.status, run.complaints)
            assert "shop_b.pyi is missing" in run.lines

    @pytest.mark.parametrize("arguments", [[""], ["--all", ""], ["."]])
    def test_to_name_a_module_at_all_are_said(self, project: Project, arguments: list[str]) -> None:
        run = project.run(*arguments)

        assert (1, "") == (run.status, run.out)
        assert [
            f"heliograph: {arguments[-1]!r} is no module: name it as an import does"
        ] == run.complaints

    def test_to_name_a_type_leave_a_signal_as_it_is(self, project: Project) -> None:
        project.put("shop.py", f"{SHOP}{UNNAMEABLE}")

        run = project.run("shop")

        assert (0, ["wrote shop.pyi (1 signal)"]) == (run.status, run.lines)
        [complaint] = run.complaints
        assert complaint.startswith("heliograph: shop.made: ")
        assert complaint.endswith("; it stands in the stub as in the source")
        assert "made = Signal[Made]()" in project.files()["shop.pyi"].splitlines()
        assert 0 == project.run("shop", "--check").status

    def test_to_name_all_types_write_nothing(self, project: Project) -> None:
        project.put("shop.py", UNNAMEABLE)

        run = project.run("shop")

        assert (0, "", 1) == (run.status, run.out, len(run.complaints))
        assert {"shop.py"} == set(project.files())

    def test_to_name_all_types_take_a_stub_away(self, project: Project) -> None:
        project.put("shop.py")
        project.run("shop")
        project.put("shop.py", UNNAMEABLE)
        reason = "no signal of its module can be typed"

        run = project.run("shop", "--check")
        assert (1, [f"shop.pyi is left over: {reason}"]) == (run.status, run.lines[:-1])
        assert 1 == len(run.complaints)

        run = project.run("shop")
        assert (0, [f"removed shop.pyi: {reason}"]) == (run.status, run.lines)
        assert {"shop.py"} == set(project.files())

    @pytest.mark.parametrize("option", [[], ["--check"]])
    @pytest.mark.parametrize("error", [RuntimeError("one\n  two"), RecursionError(), SyntaxError()])
    def test_of_heliograph_itself_are_said_and_the_rest_is_done(
        self,
        project: Project,
        monkeypatch: pytest.MonkeyPatch,
        option: list[str],
        error: Exception,
    ) -> None:
        project.put("shop_a.py")
        project.put("shop_b.py")

        def fail(module: ModuleType, source: str) -> stubgen.Stub:
            if module.__name__.endswith("_a"):
                raise error
            return stub_of(module, source)

        stub_of = stubgen.stub_of
        monkeypatch.setattr(stubgen, "stub_of", fail)

        run = project.run("shop_a", "shop_b", *option)

        assert (1, 1) == (run.status, len(run.complaints))
        assert run.err.startswith(
            "heliograph: shop_a: no stub could be made, which is a mistake of heliograph: "
            f"{type(error).__name__}: "
        )
        assert isinstance(error, RuntimeError) is ("one two" in run.err) or not error.args
        assert "shop_a.pyi" not in run.out
        assert "shop_b.pyi" in run.out

    def test_to_find_a_model_leave_a_signal_as_it_is(self, project: Project) -> None:
        project.put("shop_a.py", f"{SHOP}missing = Signal['Missing']()\n")
        project.put("shop_b.py")

        run = project.run("shop_a", "shop_b")

        assert ["wrote shop_a.pyi (1 signal)", "wrote shop_b.pyi (1 signal)"] == run.lines
        assert 1 == len(run.complaints)
        assert "shop_a.missing" in run.err

    @pytest.mark.parametrize("option", [[], ["--check"]])
    def test_to_recognise_a_file_leave_it_as_it_is(
        self, project: Project, option: list[str]
    ) -> None:
        project.put("shop_a.py")
        project.put("shop_a.pyi", "placed: object\n")
        project.put("shop_b.py")

        run = project.run("shop_a", "shop_b", *option)

        assert 1 == run.status
        assert 1 == len(run.complaints)
        assert "shop_a.pyi was not generated by heliograph" in run.err
        assert "placed: object\n" == project.files()["shop_a.pyi"]
        assert "shop_b.pyi" in run.out

    def test_to_recognise_a_file_are_said_where_no_stub_is_needed(self, project: Project) -> None:
        project.put("shop.py", "limit = 3\n")
        project.put("shop.pyi", "limit: int\n")

        run = project.run("shop")

        assert (1, 1) == (run.status, len(run.complaints))
        assert "shop.pyi was not generated by heliograph" in run.err
        assert "limit: int\n" == project.files()["shop.pyi"]

    def test_to_write_are_said(self, project: Project) -> None:
        project.put("shop.py")
        (project.folder / "typings").write_text("")

        run = project.run("shop", "--out", "typings")

        assert (1, 1) == (run.status, len(run.complaints))
        assert "typings/shop-stubs/__init__.pyi can't be" in run.err

    def test_to_find_a_source_are_said_of_what_was_named(self, project: Project) -> None:
        project.put("shop/a.py")

        run = project.run("shop", "sys", "shop.a")

        assert 1 == run.status
        assert ["wrote shop/a.pyi (1 signal)"] == run.lines
        assert ["heliograph: shop has no Python source: there is no file"] == run.complaints[:1]
        assert "sys has no Python source" in run.complaints[1]


class TestSetUp:
    def test_is_called_before_modules_are_imported(self, project: Project) -> None:
        project.put("shop_setup.py", "done = []\ndef begin(): done.append(3)\n")
        project.put(
            "shop.py", f"import {project.shop}_setup as before\nassert before.done == [3]\n{SHOP}"
        )

        run = project.run("--setup", "shop_setup:begin", "shop")

        assert (0, ["wrote shop.pyi (1 signal)"]) == (run.status, run.lines)

    @pytest.mark.parametrize("setup", ["shop", "shop:", ":begin", "", "shop.begin"])
    def test_must_name_a_function(
        self, project: Project, capsys: pytest.CaptureFixture[str], setup: str
    ) -> None:
        with pytest.raises(SystemExit) as exit_info:
            project.run("--setup", setup, "shop")

        assert 2 == exit_info.value.code
        assert "--setup takes MODULE:FUNCTION, such as django:setup" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("setup", "expected"),
        [
            ("shop_setup:missing", "shop_setup has no function 'missing'"),
            ("shop_setup:limit", "shop_setup has no function 'limit'"),
            ("shop_setup:fail", "failed: ZeroDivisionError: division by zero"),
            ("shop_setup:leave", "failed: SystemExit: 3"),
            ("shop_setup:quietly", "failed: SystemExit: "),
            ("shop_setup:later", "later is async; name a plain one"),
            ("shop_nowhere:begin", "shop_nowhere can't be imported"),
        ],
    )
    def test_that_fails_ends_it(self, project: Project, setup: str, expected: str) -> None:
        project.put("shop.py")
        project.put(
            "shop_setup.py",
            "import sys\nlimit = 3\ndef fail(): 1 / 0\ndef leave(): sys.exit(3)\n"
            "def quietly(): sys.exit()\nasync def later(): ...\n",
        )

        run = project.run("--setup", setup, "shop")

        assert (1, "", 1) == (run.status, run.out, len(run.complaints))
        assert expected in run.err
        assert "shop.pyi" not in project.files()

    def test_is_ended_by_the_user(self, project: Project) -> None:
        project.put("shop_setup.py", "def begin(): raise KeyboardInterrupt\n")

        with pytest.raises(KeyboardInterrupt):
            project.run("--setup", "shop_setup:begin", "shop")


class TestArguments:
    @pytest.mark.parametrize(
        "arguments",
        [[], ["stubs"], ["nothing"], ["stubs", "--check"], ["stubs", "--unknown", "shop"]],
    )
    def test_that_are_not_understood_end_it(
        self, arguments: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as exit_info:
            main(arguments)

        assert 2 == exit_info.value.code
        assert "usage: heliograph" in capsys.readouterr().err

    def test_may_ask_for_the_version(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as exit_info:
            main(["--version"])

        assert (0, f"{heliograph.__version__}\n") == (exit_info.value.code, capsys.readouterr().out)

    def test_may_ask_which_commands_there_are(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as exit_info:
            main(["--help"])

        assert 0 == exit_info.value.code
        assert "write type stubs for modules that declare signals" in capsys.readouterr().out

    def test_may_ask_how_to_use_it(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as exit_info:
            main(["stubs", "--help"])

        assert 0 == exit_info.value.code
        said = capsys.readouterr().out
        for word in (
            "--all",
            "--check",
            "--exclude",
            "--out",
            "--setup",
            "examples:",
            "exit status",
        ):
            assert word in said
        assert "python -m heliograph stubs --all shop --check" in said


class TestProcesses:
    """What holds of a program as users start it."""

    @staticmethod
    def start(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "heliograph", *arguments],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )

    def test_find_modules_in_the_current_folder(self, tmp_path: Path) -> None:
        (tmp_path / "shop.py").write_text(SHOP)

        run = self.start(tmp_path, "stubs", "shop")

        assert (0, "wrote shop.pyi (1 signal)\n", "") == (run.returncode, run.stdout, run.stderr)
        assert 0 == self.start(tmp_path, "stubs", "shop", "--check").returncode

    def test_fail_if_a_stub_is_missing(self, tmp_path: Path) -> None:
        (tmp_path / "shop.py").write_text(SHOP)

        run = self.start(tmp_path, "stubs", "shop", "--check")

        assert (1, "") == (run.returncode, run.stderr)
        assert f"shop.pyi is missing\n{MEND} shop\n" == run.stdout

    def test_say_what_went_wrong_without_a_traceback(self, tmp_path: Path) -> None:
        (tmp_path / "shop.py").write_text("1 / 0\n")

        run = self.start(tmp_path, "stubs", "shop")

        assert (1, "") == (run.returncode, run.stdout)
        assert [run.stderr.strip()] == run.stderr.splitlines()

    def test_refuse_what_they_do_not_understand(self, tmp_path: Path) -> None:
        assert 2 == self.start(tmp_path, "stubs").returncode

    def test_are_installed_under_a_name_of_their_own(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        [command] = importlib.metadata.entry_points(group="console_scripts", name="heliograph")
        project.put("shop.py")
        # Such a program has its own folder on the path, and not the current one.
        path = [each for each in sys.path if each not in ("", str(project.folder))]
        monkeypatch.setattr(sys, "path", path)
        monkeypatch.setattr(sys, "argv", ["heliograph", "stubs", project.shop])

        assert 0 == command.load()()
        assert "placed: _OrderSignal" in project.files()["shop.pyi"]


class TestProjectsAsTheyAre:
    def test_may_have_modules_that_no_statement_imports(self, project: Project) -> None:
        project.put("shop/__init__.py", "")
        project.put("shop/signals.py")
        project.put("shop/migrations/__init__.py", "")
        project.put("shop/migrations/0001_initial.py", "raise RuntimeError\n")

        run = project.run("--all", "shop")

        assert (0, "") == (run.status, run.err)
        assert ["wrote shop/signals.pyi (1 signal)"] == run.lines

    def test_may_have_a_namespace_in_several_folders(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        project.put("one/several/a.py")
        project.put("two/several/b.py")
        for folder in ("one", "two"):
            monkeypatch.syspath_prepend(project.folder / folder)

        first = project.run("--all", "several", "--out", "typings")
        second = project.run("--all", "several", "--out", "typings", "--check")

        assert 2 == len([line for line in first.lines if line.startswith("wrote")])
        assert (0, []) == (second.status, second.lines)

    def test_may_have_setup_that_returns_a_coroutine(self, project: Project) -> None:
        project.put("shop.py")
        project.put("shop_prepare.py", "async def f(): ...\ndef start(): return f()\n")

        run = project.run("shop", "--setup", "shop_prepare:start")

        assert 1 == run.status
        assert "start is async" in run.err

    def test_may_be_shown_where_not_all_letters_can_be(self, project: Project) -> None:
        project.put("shop/__init__.py", "")
        project.put("shop/signals.py")
        project.run("--all", "shop")
        project.put("shop/signals.py", SHOP + "NAME = 'caf\u00e9 \u2192'\n")

        run = subprocess.run(
            [sys.executable, "-m", "heliograph", "stubs", "--all", project.shop, "--check"],
            cwd=project.folder,
            env=os.environ | {"PYTHONIOENCODING": "ascii"},
            capture_output=True,
            text=True,
            check=False,
        )

        assert (1, "") == (run.returncode, run.stderr)
        assert "\\u2192" in run.stdout

    def test_may_have_receivers_that_fit_no_more(self, project: Project) -> None:
        project.put("shop/__init__.py", "")
        project.put("shop/signals.py")
        receivers = "from shop.signals import placed\n@placed.connect\ndef f(old, **kwargs): ...\n"
        project.put("shop/receivers.py", receivers.replace("shop", project.shop))
        before = configure(debug=True)

        with before:
            run = project.run("--all", "shop")
            is_debug = settings.debug

        assert (0, "", True) == (run.status, run.err, is_debug)

    def test_are_told_how_to_write_what_is_missing(self, project: Project) -> None:
        project.put("shop/__init__.py", "")
        project.put("shop/signals.py")

        options = ["--all", "shop", "--exclude", "shop.tests*", "--out", "my typings"]
        run = project.run(*options, "--check")

        told = f"{MEND} --all shop --exclude 'shop.tests*' --out 'my typings'"
        assert (1, told) == (run.status, run.lines[-1])

    def test_are_told_of_packages_that_declare_nothing_themselves(self, project: Project) -> None:
        project.put("shop/__init__.py", "")
        project.put("shop/signals.py")

        run = project.run("shop", "--check")

        assert 1 == run.status
        assert "--all shop looks at its modules" in run.err

    @pytest.mark.parametrize(
        ("file", "text", "named", "hint"),
        [
            ("src/shop/a.py", SHOP, "shop.a", "with a src layout: PYTHONPATH=src"),
            ("shop.py", "from . import other\n", "shop", "in the folder that holds the package"),
            (
                "shop.py",
                "class AppRegistryNotReady(Exception): ...\nraise AppRegistryNotReady\n",
                "shop",
                "--setup django:setup",
            ),
        ],
    )
    def test_are_told_of_what_everybody_meets(
        self, project: Project, file: str, text: str, named: str, hint: str
    ) -> None:
        project.put(file, text)

        run = project.run(named)

        assert 1 == run.status
        assert hint in run.err
        assert 1 == len(run.complaints)
