"""After an edit, mypy reports the same whether or not it knows the state before.

What counts is the cold run, which knows nothing. A warm run has the cache of the run before the
edit, and a daemon has seen that state itself. Both check again only what they think has changed,
which for a send is not its own module but, for example, the module of a base of the payload model.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mypy.incremental.checking import Daemon, Mypy, Tree, kinds
from tests.mypy.incremental.course import Course, Courses
from tests.mypy.incremental.scenario import SHOP, Scenario
from tests.mypy.incremental.scenarios import table

# Kinds of caches, and the option that mypy offers if it knows the kind.
VARIANTS = {
    "as_configured": ("", ()),
    "files": ("--sqlite-cache", ("--no-sqlite-cache",)),
    "json": ("--no-fixed-format-cache", ("--no-fixed-format-cache",)),
    "workers": ("--num-workers", ("--num-workers", "2")),
}
# Alone, nothing else in a run can have a module checked again by chance.
ALONE = (
    "required_field_added_to_base_of_base",
    "base_of_field_class_dropped",
    "parameter_of_method_retyped",
    "model_of_signal_in_object_changed",
)
every_scenario = pytest.mark.parametrize(
    "scenario", [pytest.param(scenario, id=name) for name, scenario in table.ALL.items()]
)


@pytest.fixture(scope="session")
def checker() -> Mypy:
    return Mypy(sys.executable)


@pytest.fixture(scope="session")
def courses(checker: Mypy, tmp_path_factory: pytest.TempPathFactory) -> Courses:
    return Courses(checker, table.ALL.values(), tmp_path_factory.mktemp("incremental"))


@pytest.fixture(scope="session")
def truth(courses: Courses) -> Course:
    return courses.cold()


@pytest.fixture(
    scope="session",
    params=[name for name, (needed, _) in VARIANTS.items() if Mypy(sys.executable).offers(needed)],
)
def warm(request: pytest.FixtureRequest, courses: Courses) -> Course:
    _, options = VARIANTS[request.param]
    return courses.warm(*options)


@pytest.fixture(scope="session")
def daemon(courses: Courses) -> Course:
    return courses.daemon()


@pytest.fixture(scope="session")
def daemon_with_cache(courses: Courses) -> Course:
    return courses.daemon_with_cache()


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path / "tree")


@pytest.fixture
def fresh_daemon(checker: Mypy, tree: Tree, tmp_path: Path) -> Iterator[Daemon]:
    with checker.daemon(tree, tmp_path / "status.json") as daemon:
        yield daemon


def expect_missed_by_plugin(request: pytest.FixtureRequest, scenario: Scenario) -> None:
    """Demands that a known gap is one still."""
    if scenario.missed_by_plugin:
        reason = f"the plugin can't tell mypy of {scenario.missed_by_plugin}"
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))


def expect_missed(
    request: pytest.FixtureRequest, scenario: Scenario, *, has_cache: bool = False
) -> None:
    """Demands that what mypy's daemon doesn't notice without a plugin is a gap still."""
    expect_missed_by_plugin(request, scenario)
    if scenario.missed_by_mypy and not (has_cache and scenario.seen_with_cache):
        reason = f"mypy's daemon misses {scenario.missed_by_mypy}"
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))


@every_scenario
class TestScenario:
    def test_edit_changes_errors_as_declared(self, scenario: Scenario, truth: Course) -> None:
        before, after = truth.before.get(scenario.name, []), truth.after.get(scenario.name, [])

        assert before != after
        assert set(scenario.appears) == kinds(after) - kinds(before)
        assert set(scenario.disappears) == kinds(before) - kinds(after)

    def test_warm_run_equals_cold_run(
        self, request: pytest.FixtureRequest, scenario: Scenario, truth: Course, warm: Course
    ) -> None:
        expect_missed_by_plugin(request, scenario)

        assert truth.of(scenario) == warm.of(scenario)

    def test_daemon_equals_cold_run(
        self, request: pytest.FixtureRequest, scenario: Scenario, truth: Course, daemon: Course
    ) -> None:
        expect_missed(request, scenario)

        assert truth.of(scenario) == daemon.of(scenario)

    def test_daemon_with_cache_equals_cold_run(
        self,
        request: pytest.FixtureRequest,
        scenario: Scenario,
        truth: Course,
        daemon_with_cache: Course,
    ) -> None:
        expect_missed(request, scenario, has_cache=True)

        assert truth.of(scenario) == daemon_with_cache.of(scenario)


@pytest.mark.parametrize("name", ALONE)
def test_scenario_alone_is_as_among_others(
    name: str, checker: Mypy, truth: Course, tmp_path: Path
) -> None:
    scenario = table.ALL[name]
    courses = Courses(checker, [scenario], tmp_path)

    assert truth.of(scenario) == courses.warm().of(scenario)
    assert truth.of(scenario) == courses.daemon().of(scenario)


def test_daemon_follows_edit_after_edit(tree: Tree, fresh_daemon: Daemon) -> None:
    model = SHOP["models.py"]
    texts = {
        "right": model,
        "broken": model.replace("total", "amount"),
        "mended": model + '    note: str = ""\n',
        "broken otherwise": model.replace("total: int", "total: str"),
        "broken again": model + "    note: str\n",
        "mended again": model,
    }
    both = {"receivers.py signal-receiver", "senders.py signal-send"}

    seen: dict[str, set[str]] = {}
    for step, text in texts.items():
        tree.write({"shop": SHOP | {"models.py": text}})
        report = fresh_daemon.recheck() if seen else fresh_daemon.run()
        seen[step] = kinds(report.get("shop", []))

    assert seen == {
        "right": set(),
        "broken": both,
        "mended": set(),
        "broken otherwise": both,
        "broken again": {"senders.py signal-send"},
        "mended again": set(),
    }


def test_warm_run_after_clean_run_notices_that_only_the_model_changed(
    checker: Mypy, tree: Tree, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    tree.write({"shop": SHOP})
    before = checker.run(tree, cache)
    tree.write(
        {"shop": SHOP | {"models.py": SHOP["models.py"].replace("total: int", "total: str")}}
    )
    after = checker.run(tree, cache)

    assert before == {}
    assert {"receivers.py signal-receiver", "senders.py signal-send"} == kinds(after["shop"])


def test_names_of_scenarios_are_unique() -> None:
    assert len(table.ALL) == sum(len(subject.SCENARIOS) for subject in table.SUBJECTS)
