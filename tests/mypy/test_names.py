"""The names that the plugin looks for are those of the libraries."""

from __future__ import annotations

import functools
import inspect

import pydantic
import pydantic.fields
import pydantic.main
import pydantic.root_model
import pydantic.types
import pytest
from mypy.nodes import FuncDef, NameExpr, TypeInfo

import heliograph
from heliograph.mypy import _names
from tests.mypy.building import Program, build_program


@pytest.fixture(scope="module")
def program() -> Program:
    return build_program(
        {
            "shop": """
                import functools
                from pydantic import BaseModel, Field, ImportString, Json, RootModel
                from heliograph import Signal, receiver
                answer = True
                """
        }
    )


def dotted(named: object) -> str:
    return ".".join(getattr(named, name, "") for name in ("__module__", "__qualname__"))


class TestNames:
    @pytest.mark.parametrize(
        ("name", "named"),
        [
            (_names.SIGNAL, heliograph.Signal),
            (_names.RECEIVER, heliograph.receiver),
            (_names.BASE_MODEL, pydantic.BaseModel),
            (_names.ROOT_MODEL, pydantic.RootModel),
            (_names.FIELD, pydantic.Field),
            (_names.OBJECT, object),
            (_names.PARTIAL, functools.partial),
        ],
    )
    def test_are_those_at_run_time(self, name: str, named: object) -> None:
        assert name == dotted(named)

    @pytest.mark.parametrize(
        ("name", "local"),
        [
            (_names.SIGNAL, "Signal"),
            (_names.RECEIVER, "receiver"),
            (_names.BASE_MODEL, "BaseModel"),
            (_names.ROOT_MODEL, "RootModel"),
            (_names.FIELD, "Field"),
            (_names.PARTIAL, "functools.partial"),
        ],
    )
    def test_are_those_in_mypy(self, program: Program, name: str, local: str) -> None:
        node = program.node(f"shop.{local}")

        assert name == node.fullname

    def test_are_those_of_the_converting_aliases(self, program: Program) -> None:
        aliases = {program.node(f"shop.{name}").fullname for name in ("Json", "ImportString")}

        assert _names.CONVERTING_ALIASES == aliases

    def test_lead_to_the_call_of_the_decorator(self, program: Program) -> None:
        module, _, name = _names.RECEIVER_DECORATOR.rpartition(".")
        info = program.files[module].names[name].node

        assert isinstance(info, TypeInfo)
        assert isinstance(info.names["__call__"].node, FuncDef)
        assert _names.RECEIVER_DECORATOR_CALL == info.names["__call__"].node.fullname

    @pytest.mark.parametrize("method", sorted({*_names.SEND_FAMILY, _names.CONNECT}))
    def test_lead_to_the_methods_of_signals(self, program: Program, method: str) -> None:
        symbol = program.info("shop.Signal").names[method]

        assert symbol.node is not None
        assert f"{_names.SIGNAL}.{method}" == symbol.node.fullname

    @pytest.mark.parametrize("method", sorted(_names.SEND_FAMILY))
    def test_have_the_sender_of_each_send(self, method: str) -> None:
        assert _names.SENDER in inspect.signature(getattr(heliograph.Signal, method)).parameters

    def test_have_the_true_of_mypy(self, program: Program) -> None:
        value = program.value("shop.answer")

        assert isinstance(value, NameExpr)
        assert _names.TRUE == value.fullname

    def test_have_the_configuration_of_models(self) -> None:
        assert hasattr(pydantic.BaseModel, _names.MODEL_CONFIG)
        assert _names.PYDANTIC == pydantic.__name__


class TestReserved:
    def test_are_the_arguments_of_every_receiver(self) -> None:
        taken: dict[str, object] = {}
        signal = heliograph.Signal()
        signal.connect(lambda **arguments: taken.update(arguments), weak=False)

        signal.send(None)

        assert sorted(_names.RESERVED) == sorted(taken)


class TestFingerprint:
    def test_is_no_name_that_users_can_write(self) -> None:
        assert not _names.FINGERPRINT.isidentifier()
