"""The command line: `python -m heliograph`, or `heliograph` where that is on the path."""

from __future__ import annotations

import argparse
import fnmatch
import inspect
import io
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import heliograph
from heliograph import stubgen
from heliograph.stubgen import StubError

_STUBS = """\
Write type stubs in which every signal knows its fields.

pyright, ty, pyrefly and plain mypy have no plugin for heliograph. For each module that declares
signals this writes a .pyi file; there each signal has the exact parameters of its sends, and takes
only receivers that they can call. The rest of the module stands in it as in the source.
"""

_EXAMPLES = """\
examples:
  python -m heliograph stubs shop.signals           writes shop/signals.pyi beside shop/signals.py
  python -m heliograph stubs --all shop             all modules of the package shop
  python -m heliograph stubs --all shop --check     for CI: writes nothing, and fails with a diff if
                                                    a stub is missing or out of date
  python -m heliograph stubs --all shop --out typings
                                                    as a package of stubs, typings/shop-stubs, which
                                                    pyright finds there; mypy doesn't
  python -m heliograph stubs --setup django:setup --all shop
                                                    what must be called before modules are imported
                                                    (and DJANGO_SETTINGS_MODULE in the environment)

The modules are imported, from the current folder or wherever Python finds them. Commit the stubs,
and write them again when signals or payload models change. A file without the first line that this
command writes is never touched. How a formatter lays a stub out makes no difference.

Keep signals in modules of their own. Where a stub stands beside its source, mypy reads it in place
of the source, whose functions it then checks no more; and to other checkers the classes of a module
and those of its stub are different ones. With mypy, use the plugin heliograph.mypy instead.

exit status: 0 all is well; 1 with --check: a stub is missing or out of date; also: a module could
not be imported, or a file is not one of ours (the others are written all the same); 2 the command
is not understood.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line.

    Args:
        arguments: What stands behind the name of the command. Default: what the program was
            called with.

    Returns:
        The exit status.

    .. versionadded:: 0.1.0
    """
    chosen = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A diff may hold what the terminal can't show.
            stream.reconfigure(errors="backslashreplace")
    # As `python -m` has it, so that the installed command finds the same modules.
    if str(Path.cwd()) not in sys.path and "" not in sys.path:
        sys.path.insert(0, str(Path.cwd()))
    return _Stubs(chosen).run()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="heliograph", description="A typed event bus: what it offers on the command line."
    )
    parser.add_argument("--version", action="version", version=heliograph.__version__)
    commands = parser.add_subparsers(title="commands", required=True)
    stubs = commands.add_parser(
        "stubs",
        help="write type stubs for modules that declare signals",
        description=_STUBS,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    stubs.add_argument(
        "modules", nargs="*", metavar="MODULE", help="a module by its dotted name: shop.signals"
    )
    stubs.add_argument(
        "--all",
        action="append",
        default=[],
        dest="packages",
        metavar="PACKAGE",
        help="all modules of a package that declare signals; may be given several times",
    )
    stubs.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="PATTERN",
        help="leave out of --all what fits, such as 'shop.tests*'; may be given several times",
    )
    stubs.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="where to write; default: beside the source of each module",
    )
    stubs.add_argument(
        "--check",
        action="store_true",
        help="write nothing; exit with 1 and show a diff if a stub is missing or out of date",
    )
    stubs.add_argument(
        "--setup",
        metavar="MODULE:FUNCTION",
        help="call this before modules are imported, as Django needs it: django:setup",
    )
    stubs.set_defaults(parser=stubs)
    return parser


class _Stubs:
    """One run of `heliograph stubs`: what each module comes to, said line by line."""

    def __init__(self, chosen: argparse.Namespace) -> None:
        self._chosen = chosen
        self._has_failed = False
        self._is_outdated = False
        self._has_met_any = False

    def run(self) -> int:
        if not self._chosen.modules and not self._chosen.packages:
            self._refuse("name a module, or a package with --all")
        # A receiver that doesn't fit any more is what the stubs are to tell checkers of.
        with heliograph.configure(debug=False):
            self._go()
        if not self._has_met_any and not self._has_failed and self._chosen.packages:
            packages = ", ".join(self._chosen.packages)
            print(f"no module of {packages} declares signals with a payload model")
        if self._is_outdated:
            print(f"To mend this, run: {self._command()}")
        return int(self._has_failed)

    def _go(self) -> None:
        try:
            self._set_up()
        except StubError as error:
            self._fail(str(error))
            return
        for module in dict.fromkeys(self._modules()):
            self._attempt(self._one, module)
        for package in self._chosen.packages:
            self._attempt(self._tidy, package)

    def _command(self) -> str:
        """Returns what writes the stubs that are checked."""
        words = ["python -m heliograph stubs", *self._chosen.modules]
        words += [f"--all {package}" for package in self._chosen.packages]
        words += [f"--exclude {shlex.quote(pattern)}" for pattern in self._chosen.exclude]
        words += [f"--out {shlex.quote(str(self._chosen.out))}"] if self._chosen.out else []
        words += [f"--setup {self._chosen.setup}"] if self._chosen.setup else []
        return " ".join(words)

    def _attempt(self, step: Callable[[str], None], name: str) -> None:
        try:
            step(name)
        except StubError as error:
            self._fail(str(error))

    def _modules(self) -> Iterator[str]:
        yield from self._chosen.modules
        for package in self._chosen.packages:
            yield from stubgen.modules_of(package, self._is_excluded)

    def _is_excluded(self, module: str) -> bool:
        return any(fnmatch.fnmatchcase(module, pattern) for pattern in self._chosen.exclude)

    def _one(self, name: str) -> None:
        module = stubgen.imported(name)
        is_named = name in self._chosen.modules
        try:
            source, text = stubgen.source_of(module, name)
        except StubError:
            # A package without a file, say; nobody asked for it.
            if is_named:
                raise
            return
        try:
            stub = stubgen.stub_of(module, text)
        except Exception as error:
            # The others are to be written all the same.
            raise StubError(
                f"{name}: no stub could be made, which is a mistake of heliograph: "
                f"{type(error).__name__}: {stubgen.one_line(error)}"
            ) from error
        for sentence in stub.untouched:
            print(
                f"heliograph: {sentence}; it stands in the stub as in the source", file=sys.stderr
            )
        path = stubgen.stub_path(name, source, self._chosen.out)
        self._has_met_any = self._has_met_any or bool(stub.signals or stub.untouched)
        if stub.signals:
            self._keep(path, stub)
            self._mark(name)
        elif stub.untouched:
            self._remove(path, "no signal of its module can be typed", is_named=is_named)
        else:
            if is_named and hasattr(module, "__path__"):
                self._fail(
                    f"{name} is a package, which declares no signals itself; --all {name} looks at "
                    "its modules"
                )
            elif is_named:
                print(f"{name} declares no signals with a payload model; no stub is needed")
            self._remove(path, "its module has no signals any more", is_named=is_named)

    def _keep(self, path: Path, stub: stubgen.Stub) -> None:
        there = stubgen.present(path)
        if there is not None and stubgen.is_same(there, stub.text):
            if not self._chosen.check:
                print(f"unchanged {_shown(path)}")
            return
        if self._chosen.check:
            if there is None:
                self._find_outdated(f"{_shown(path)} is missing")
                return
            self._find_outdated(f"{_shown(path)} is out of date:")
            print(stubgen.difference(_shown(path), there, stub.text), end="")
            return
        stubgen.write(path, stub.text)
        count = f"{len(stub.signals)} signal{'s' if len(stub.signals) > 1 else ''}"
        print(f"wrote {_shown(path)} ({count})")

    def _mark(self, name: str) -> None:
        """Says of a package of stubs that it is partial, for else it would hide other modules."""
        if self._chosen.out is None:
            return
        marker = stubgen.marker_path(name, self._chosen.out)
        if not stubgen.lacks_marker(marker):
            return
        if self._chosen.check:
            self._find_outdated(f"{_shown(marker)} is missing")
            return
        stubgen.write_marker(marker)

    def _tidy(self, package: str) -> None:
        """Takes away the stubs of modules that are gone, for checkers would go on reading them."""
        try:
            found = stubgen.imported(package)
        except StubError:
            # Told already.
            return
        for path in stubgen.left_over(found, self._chosen.out):
            self._remove(path, "its module is gone", is_named=False)

    def _remove(self, path: Path, reason: str, *, is_named: bool) -> None:
        try:
            there = stubgen.present(path)
        except StubError:
            if is_named:
                raise
            return
        if there is None:
            return
        if self._chosen.check:
            self._find_outdated(f"{_shown(path)} is left over: {reason}")
            return
        stubgen.remove(path)
        self._has_met_any = True
        print(f"removed {_shown(path)}: {reason}")

    def _set_up(self) -> None:
        if self._chosen.setup is None:
            return
        module, separator, function = self._chosen.setup.partition(":")
        if not separator or not module or not function:
            self._refuse(
                f"--setup takes MODULE:FUNCTION, such as django:setup, not {self._chosen.setup!r}"
            )
        found = getattr(stubgen.imported(module), function, None)
        if not callable(found):
            raise StubError(f"--setup {self._chosen.setup}: {module} has no function {function!r}")
        try:
            made = found()
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # it may also call sys.exit()
            raise StubError(
                f"--setup {self._chosen.setup} failed: {type(error).__name__}: "
                f"{stubgen.one_line(error)}"
            ) from error
        if inspect.iscoroutine(made):
            made.close()
            raise StubError(f"--setup {self._chosen.setup}: {function} is async; name a plain one")

    def _refuse(self, problem: str) -> NoReturn:
        parser: argparse.ArgumentParser = self._chosen.parser
        parser.error(problem)

    def _find_outdated(self, what: str) -> None:
        self._has_failed = self._is_outdated = True
        print(what)

    def _fail(self, problem: str) -> None:
        self._has_failed = True
        print(f"heliograph: {problem}", file=sys.stderr)


def _shown(path: Path) -> Path:
    """Returns a path as short as it can be said from here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
