"""Where things are in the user's code, and what they are called."""

import functools
import os
import sys
import warnings
from typing import Any

import pytest

from heliograph import Signal, _location


def plain(sender: object, **kwargs: object) -> None: ...


def line_of(function: Any) -> str:
    return f"{function.__code__.co_filename}:{function.__code__.co_firstlineno}"


class Till:
    def empty(self, **kwargs: object) -> None: ...

    @classmethod
    def count(cls, **kwargs: object) -> None: ...

    @staticmethod
    def close(**kwargs: object) -> None: ...

    def __call__(self, **kwargs: object) -> None: ...


class Proxy:
    """Answers whatever it is asked, as lazy objects and mocks do."""

    def __getattr__(self, name: str) -> Any:
        return Proxy()


inner = functools.partial(plain)
# Python merges partials of partials, but not those that somebody gave attributes.
inner.note = "kept"  # type: ignore[attr-defined]

NAMES = [
    (plain, "plain"),
    (Till().empty, "Till.empty"),
    (Till.count, "Till.count"),
    (Till.close, "Till.close"),
    (Till(), "Till"),
    (Till, "Till"),
    (functools.partial(plain), "plain"),
    (functools.partial(functools.partial(Till().empty, a=1), b=2), "Till.empty"),
    (functools.partial(inner), "plain"),
    (functools.partial(Till()), "Till"),
    (Proxy(), "Proxy"),
]


@pytest.mark.parametrize(("receiver", "expected"), NAMES, ids=range(len(NAMES)))
def test_name_is_dotted(receiver: object, expected: str) -> None:
    assert f"{__name__}.{expected}" == _location.name(receiver)


def test_name_of_a_builtin_is_dotted_too() -> None:
    assert "builtins.print" == _location.name(print)
    # A method of a builtin type belongs to no module.
    assert "list.append" == _location.name([].append)


DESCRIBED: list[tuple[object, object]] = [
    (plain, plain),
    (Till().empty, Till.empty),
    (Till(), Till.__call__),
    (functools.partial(Till().empty), Till.empty),
]


@pytest.mark.parametrize(("receiver", "at"), DESCRIBED, ids=range(len(DESCRIBED)))
def test_described_adds_file_and_line(receiver: object, at: object) -> None:
    assert f"{_location.name(receiver)} ({line_of(at)})" == _location.described(receiver)


def test_described_leaves_out_the_place_that_python_does_not_know() -> None:
    assert "builtins.print" == _location.described(print)
    assert f"{__name__}.Proxy" == _location.described(Proxy())


def test_location_is_what_terminals_make_clickable() -> None:
    frame = sys._getframe()

    assert f"{__file__}:{frame.f_lineno}" == _location.location(frame)


def test_users_frame_is_that_of_whoever_called_heliograph() -> None:
    assert sys._getframe() is _location.users_frame()


class TestDeclaringFrame:
    def test_lies_past_each_init_of_the_signal(self) -> None:
        class Outer:
            def __init__(self) -> None:
                self.frame = _location.declaring_frame(self)

        class Inner(Outer):
            def __init__(self) -> None:
                super().__init__()

        assert sys._getframe() is Inner().frame

    def test_is_the_init_of_an_object_that_makes_a_signal(self) -> None:
        class Machine:
            def __init__(self, signal: object) -> None:
                self.inside = _location.declaring_frame(signal) is sys._getframe()

        assert Machine(object()).inside

    def test_may_be_a_function_that_is_called_init_and_takes_nothing(self) -> None:
        def __init__() -> bool:  # noqa: N807 - that is the point
            return _location.declaring_frame(object()) is sys._getframe()

        assert __init__()


class TestWarnUser:
    def test_warns_at_the_line_that_called_heliograph(self) -> None:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            _location.warn_user("careful", UserWarning)
            line = sys._getframe().f_lineno - 1

        assert [("careful", UserWarning, __file__, line)] == [
            (str(w.message), w.category, w.filename, w.lineno) for w in caught
        ]

    def test_warns_once_for_each_line_by_default(self) -> None:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("default")
            for _ in range(3):
                _location.warn_user("careful", UserWarning)

        assert 1 == len(caught)

    def test_can_be_filtered_by_the_module_of_the_user(self) -> None:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            warnings.filterwarnings("ignore", module=__name__.replace(".", r"\."))
            _location.warn_user("careful", UserWarning)

        assert [] == caught

    def test_finds_its_way_out_of_a_signal(self) -> None:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            Signal(providing_args=[])

        assert [os.path.realpath(__file__)] == [os.path.realpath(w.filename) for w in caught]
