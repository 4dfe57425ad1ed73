"""What the plugin answers when mypy asks, and what it leaves to others."""

from __future__ import annotations

import importlib.metadata
import re

import pytest

import heliograph.mypy
from heliograph.mypy import _connects, _declarations, _facts, _names, _sends
from heliograph.mypy._hooks import HeliographPlugin
from tests.mypy.building import Program, build_program

SHOP = """
from typing import *
from pydantic import BaseModel, RootModel
from heliograph import Signal, receiver
class Order(BaseModel): number: int
class Root(RootModel[int]): ...
class Other:
    def send(self) -> None: ...
    def connect(self) -> None: ...
def function() -> None: ...
class Named(Signal[Order]): ...
class Custom(Named):
    def send(self, *args: Any, **fields: Any) -> Any: ...
    def connect(self, *args: Any, **options: Any) -> Any: ...
placed = Signal[Order]()
"""

NOT_OURS = [
    "",
    "Order",
    "builtins.int",
    "builtins.print",
    "shop",
    "shop.Other",
    "shop.Other.send",
    "shop.Other.connect",
    "shop.Order.send",
    "shop.Custom.send",
    "shop.Custom.connect",
    "shop.Named.disconnect",
    "shop.function",
    "shop.function.send",
    "shop.placed",
    "shop.placed.send",
    "shop.missing",
    "shop.missing.connect",
    "missing.Signal.send",
    "send",
    "connect",
    ".send",
    "heliograph._receiver",
    f"{_names.RECEIVER_DECORATOR}.other",
    f"{_names.SIGNAL}.other",
    f"{_names.SIGNAL}.disconnect",
]


@pytest.fixture(scope="module")
def program() -> Program:
    return build_program({"shop": SHOP})


@pytest.fixture(scope="module")
def plugin(program: Program) -> HeliographPlugin:
    plugin = HeliographPlugin(program.options)
    plugin.set_modules(dict(program.files))
    return plugin


class TestModels:
    @pytest.mark.parametrize("name", ["shop.Order", "shop.Root", _names.BASE_MODEL])
    def test_are_noted(self, plugin: HeliographPlugin, name: str) -> None:
        assert _facts.note_facts is plugin.get_customize_class_mro_hook(name)

    @pytest.mark.parametrize("name", [*NOT_OURS, "shop.Named", _names.SIGNAL])
    def test_are_no_other_classes(self, plugin: HeliographPlugin, name: str) -> None:
        assert plugin.get_customize_class_mro_hook(name) is None

    def test_are_not_answered_for_where_another_plugin_is(self, plugin: HeliographPlugin) -> None:
        assert plugin.get_base_class_hook(_names.BASE_MODEL) is None
        assert plugin.get_base_class_hook("shop.Order") is None
        assert plugin.get_metaclass_hook(_names.BASE_MODEL) is None
        assert plugin.get_function_hook(_names.FIELD) is None


class TestSignalClasses:
    @pytest.mark.parametrize("name", [_names.SIGNAL, "shop.Named", "shop.Custom"])
    def test_are_looked_at(self, plugin: HeliographPlugin, name: str) -> None:
        assert _declarations.check_class is plugin.get_base_class_hook(name)

    @pytest.mark.parametrize("name", NOT_OURS)
    def test_are_no_other_classes(self, plugin: HeliographPlugin, name: str) -> None:
        assert plugin.get_base_class_hook(name) is None


class TestFunctions:
    @pytest.mark.parametrize("name", [_names.SIGNAL, "Signal"])
    def test_that_declare_are_looked_at(self, plugin: HeliographPlugin, name: str) -> None:
        assert _declarations.check_declaration is plugin.get_function_hook(name)

    def test_that_connect_are_looked_at(self, plugin: HeliographPlugin) -> None:
        assert _connects.refine_decorator is plugin.get_function_hook(_names.RECEIVER)

    @pytest.mark.parametrize("name", [*NOT_OURS, "shop.Signal", "shop.receiver", "receiver"])
    def test_are_no_others(self, plugin: HeliographPlugin, name: str) -> None:
        assert plugin.get_function_hook(name) is None


class TestSends:
    @pytest.mark.parametrize("method", sorted(_names.SEND_FAMILY))
    @pytest.mark.parametrize("name", [_names.SIGNAL, "shop.Named"])
    def test_are_looked_at(self, plugin: HeliographPlugin, name: str, method: str) -> None:
        assert _sends.check_send is plugin.get_method_signature_hook(f"{name}.{method}")

    def test_are_those_beside_an_overridden_one(self, plugin: HeliographPlugin) -> None:
        assert _sends.check_send is plugin.get_method_signature_hook("shop.Custom.asend")

    @pytest.mark.parametrize("name", [*NOT_OURS, f"{_names.SIGNAL}.connect"])
    def test_are_no_other_methods(self, plugin: HeliographPlugin, name: str) -> None:
        assert plugin.get_method_signature_hook(name) is None


class TestConnects:
    @pytest.mark.parametrize("name", [_names.SIGNAL, "shop.Named"])
    def test_are_looked_at(self, plugin: HeliographPlugin, name: str) -> None:
        assert _connects.check_connect is plugin.get_method_hook(f"{name}.connect")

    def test_by_a_decorator_are_looked_at(self, plugin: HeliographPlugin) -> None:
        hook = plugin.get_method_hook(_names.RECEIVER_DECORATOR_CALL)

        assert _connects.check_decorator is hook

    @pytest.mark.parametrize("name", [*NOT_OURS, f"{_names.SIGNAL}.send", "shop.Named.asend"])
    def test_are_no_other_methods(self, plugin: HeliographPlugin, name: str) -> None:
        assert plugin.get_method_hook(name) is None


class TestVersion:
    @pytest.mark.parametrize(
        "version", ["1.19.0", "1.19.1", "2.4.1", "2.5.0+dev.1234", "1.20.0rc1"]
    )
    def test_may_be_any_that_is_supported(self, version: str) -> None:
        assert HeliographPlugin is heliograph.mypy.plugin(version)

    @pytest.mark.parametrize("version", ["1.18.2", "0.991", "1.9.0+dev"])
    def test_that_is_too_old_is_refused_with_what_to_do(self, version: str) -> None:
        with pytest.raises(SystemExit, match=f"1.19 or later, and this is {re.escape(version)}"):
            heliograph.mypy.plugin(version)

    def test_demanded_is_that_of_the_extra(self) -> None:
        requirements = importlib.metadata.requires("heliograph") or []

        [needed] = [each for each in requirements if each.startswith("mypy>=")]

        oldest = ".".join(map(str, heliograph.mypy.OLDEST))
        assert needed.startswith(f"mypy>={oldest};")
