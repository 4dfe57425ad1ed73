"""The course of an edit: what mypy reports before it, after it, and when it was taken back."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.mypy.incremental.checking import Mypy, Report, Tree
from tests.mypy.incremental.scenario import Scenario


@dataclass(frozen=True)
class Course:
    """Three reports in a row. The first was made without knowledge of the packages."""

    before: Report
    after: Report
    back: Report

    def of(self, scenario: Scenario) -> dict[str, list[str]]:
        """What is reported of the package of one scenario, at each step."""
        return {
            "before": self.before.get(scenario.name, []),
            "after": self.after.get(scenario.name, []),
            "back": self.back.get(scenario.name, []),
        }


class Courses:
    """Takes the courses of some scenarios, all at once, each in a tree of its own."""

    def __init__(self, mypy: Mypy, scenarios: Iterable[Scenario], directory: Path) -> None:
        self._mypy = mypy
        self._directory = directory
        scenarios = list(scenarios)
        self._before = {scenario.name: scenario.before for scenario in scenarios}
        self._after = {scenario.name: scenario.after for scenario in scenarios}
        self._libraries: dict[tuple[str, ...], Path] = {}
        self._number = 0

    def cold(self) -> Course:
        """The truth: no run knows anything of another."""
        tree = Tree(self._fresh("cold"))
        tree.write(self._before)
        before = self._mypy.run(tree, self._cache())
        tree.write(self._after)
        after = self._mypy.run(tree, self._cache())
        return Course(before, after, before)

    def warm(self, *options: str) -> Course:
        """Each run has the cache of the one before it."""
        tree = Tree(self._fresh("warm"))
        cache = self._cache(*options)
        reports = []
        for packages in (self._before, self._after, self._before):
            tree.write(packages)
            reports.append(self._mypy.run(tree, cache, *options))
        return Course(*reports)

    def daemon(self, *options: str) -> Course:
        """One daemon sees all edits."""
        tree = Tree(self._fresh("daemon"))
        reports = []
        with self._mypy.daemon(tree, self._status_file()) as daemon:
            for packages in (self._before, self._after, self._before):
                tree.write(packages)
                reports.append(daemon.run(*options))
        return Course(*reports)

    def daemon_with_cache(self) -> Course:
        """A daemon starts with the cache of the first run, after the edit."""
        tree = Tree(self._fresh("daemon"))
        cache = self._cache("--cache-fine-grained")
        options = ("--use-fine-grained-cache", "--cache-dir", str(cache))
        tree.write(self._before)
        reports = [self._mypy.run(tree, cache, "--cache-fine-grained")]
        with self._mypy.daemon(tree, self._status_file()) as daemon:
            for packages in (self._after, self._before):
                tree.write(packages)
                reports.append(daemon.run(*options))
        return Course(*reports)

    def _cache(self, *options: str) -> Path:
        """A cache that knows the libraries only."""
        if options not in self._libraries:
            self._libraries[options] = self._fresh("cache")
            self._mypy.learn_libraries(self._libraries[options], self._fresh("libraries"), *options)
        cache = self._fresh("cache")
        shutil.copytree(self._libraries[options], cache)
        return cache

    def _status_file(self) -> Path:
        return self._fresh("status").with_suffix(".json")

    def _fresh(self, kind: str) -> Path:
        self._number += 1
        return self._directory / f"{kind}{self._number}"
