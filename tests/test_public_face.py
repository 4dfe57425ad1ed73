"""What users may import, and that it is documented."""

import inspect
import re
import warnings
from importlib import metadata, resources

import pytest

import heliograph
import heliograph.typing
from heliograph import errors

PUBLIC = [
    "DeclarationError",
    "HeliographError",
    "LostReceiverWarning",
    "PayloadError",
    "PayloadNameError",
    "PayloadWarning",
    "ReceiverSignatureError",
    "ReceiverTypeError",
    "RunningLoopError",
    "SettingsError",
    "Signal",
    "UnnamedSignalError",
    "configure",
    "receiver",
]

SIGNAL = [
    "asend",
    "asend_robust",
    "connect",
    "disconnect",
    "has_listeners",
    "lock",
    "name",
    "payload_model",
    "receivers",
    "send",
    "send_robust",
    "sender_receivers_cache",
    "validation",
]


def test_public_names_are_these_and_no_others() -> None:
    assert PUBLIC == heliograph.__all__
    # These are there once they were imported, which is not by heliograph.
    others = {"cli", "mypy", "stubgen", "typing"}
    names = {name for name in vars(heliograph) if not name.startswith("_")} - others
    assert {*PUBLIC, "errors"} == names


def test_types_to_annotate_with_are_these_and_no_others() -> None:
    assert ["Policy", "Receiver", "ReceiverDecorator", "Response"] == heliograph.typing.__all__


def test_receiver_decorator_is_one_to_derive_from() -> None:
    with pytest.raises(NotImplementedError):
        heliograph.typing.ReceiverDecorator()(len)


def test_signal_has_these_public_attributes_and_no_others() -> None:
    assert SIGNAL == [name for name in dir(heliograph.Signal) if not name.startswith("_")]


def test_star_import_gives_the_public_names() -> None:
    namespace: dict[str, object] = {}
    exec("from heliograph import *", namespace)  # noqa: S102 - a star import in a function is no syntax

    assert PUBLIC == sorted(namespace.keys() - {"__builtins__"})


def test_version_is_that_of_the_distribution() -> None:
    assert metadata.version("heliograph") == heliograph.__version__


def test_type_checkers_are_told_to_read_the_annotations() -> None:
    assert resources.files("heliograph").joinpath("py.typed").is_file()


def public_docstrings() -> dict[str, str]:
    """The docstrings of all that users see; properties, methods and classes alike."""
    found = {f"heliograph.{name}": vars(heliograph)[name] for name in PUBLIC}
    for name in SIGNAL:
        member = inspect.getattr_static(heliograph.Signal, name)
        # A class variable is described by the docstring of its class.
        if isinstance(member, property) or callable(member):
            found[f"Signal.{name}"] = member
    found["PayloadError.errors"] = heliograph.PayloadError.errors
    return {name: inspect.getdoc(value) or "" for name, value in found.items()}


@pytest.mark.parametrize("name", sorted(public_docstrings()))
def test_what_users_see_is_documented_with_the_version_that_added_it(name: str) -> None:
    docstring = public_docstrings()[name]

    assert re.match(r"[A-Z`].+[.\]]\n", docstring), name
    assert re.search(r"\.\. versionadded:: \d+\.\d+\.\d+$", docstring), name


class TestErrors:
    KINDS = tuple(
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, BaseException)
    )

    def test_all_are_public(self) -> None:
        assert {kind.__name__ for kind in self.KINDS} <= set(PUBLIC)

    @pytest.mark.parametrize(
        ("kind", "builtin"),
        [
            (heliograph.DeclarationError, TypeError),
            (heliograph.PayloadError, ValueError),
            (heliograph.PayloadNameError, ValueError),
            (heliograph.PayloadNameError, TypeError),
            (heliograph.ReceiverSignatureError, ValueError),
            (heliograph.ReceiverTypeError, TypeError),
            (heliograph.RunningLoopError, RuntimeError),
            (heliograph.SettingsError, ValueError),
            (heliograph.UnnamedSignalError, TypeError),
        ],
    )
    def test_have_one_base_and_are_what_code_for_django_catches(
        self, kind: type[Exception], builtin: type[Exception]
    ) -> None:
        assert issubclass(kind, heliograph.HeliographError)
        assert issubclass(kind, builtin)

    def test_each_has_a_code_of_its_own(self) -> None:
        codes = [k.code for k in self.KINDS if issubclass(k, heliograph.HeliographError)]

        assert len(set(codes)) == len(codes) == 9

    def test_warnings_can_be_filtered_by_their_class(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.simplefilter("ignore", heliograph.PayloadWarning)
            warnings.simplefilter("ignore", heliograph.LostReceiverWarning)
            warnings.warn("a", heliograph.PayloadWarning, stacklevel=1)
            warnings.warn("b", heliograph.LostReceiverWarning, stacklevel=1)
