"""The classes that `Signal[...]` makes, apart from signals."""

import gc
import weakref
from collections.abc import Mapping
from typing import Any, Generic, TypeVar

import pytest
from pydantic import BaseModel, create_model

from heliograph import DeclarationError
from heliograph._declare import check_payload_model, declared

T = TypeVar("T")


class Payload(BaseModel):
    a: int


class Page(BaseModel, Generic[T]):
    items: list[T]


class Made:
    """Makes the lazy attributes, and remembers for whom."""

    def __init__(self, *left_out: str) -> None:
        self.owners: list[type] = []
        self._left_out = left_out

    def __call__(self, owner: type) -> Mapping[str, object]:
        self.owners.append(owner)
        model: Any = owner.payload_model  # type: ignore[attr-defined]  # declared gives it one
        everything = {"schema": f"schema of {model.__name__}", "call": lambda self: "made"}
        return {name: v for name, v in everything.items() if name not in self._left_out}


def root_class(made: Made) -> Any:
    """A class that is subscribed as `Signal` is, with two lazy attributes."""

    class Root:
        payload_model = None
        schema = "none"

        def call(self) -> str:
            return "root"

        def __class_getitem__(cls, parameters: object) -> Any:
            return declared(Root, cls, parameters, {"schema": made, "call": made})

    return Root


class TestLazyAttributes:
    def test_are_not_made_by_declaring(self) -> None:
        made = Made()
        root_class(made)[Payload]()

        assert [] == made.owners

    @pytest.mark.parametrize("first", ["schema", "call"])
    def test_are_made_together_when_one_is_looked_at(self, first: str) -> None:
        made = Made()
        kind = root_class(made)[Payload]
        getattr(kind(), first)

        assert "schema of Payload" == kind.schema
        assert "made" == kind().call()
        assert [kind] == made.owners

    def test_may_be_looked_at_on_the_class(self) -> None:
        kind = root_class(Made())[Payload]

        assert "made" == kind.call(kind())

    def test_that_are_not_made_are_those_of_the_root(self) -> None:
        kind = root_class(Made("call"))[Payload]

        assert "root" == kind().call()
        assert "root" == kind.call(kind())
        assert "schema of Payload" == kind.schema

    def test_that_are_not_made_are_not_asked_for_again(self) -> None:
        made = Made("call")
        kind = root_class(made)[Payload]
        kind().call()
        kind().call()

        assert [kind] == made.owners

    def test_belong_to_the_class_that_declares_not_to_one_that_derives(self) -> None:
        made = Made()
        kind = root_class(made)[Payload]

        class Derived(kind):  # type: ignore[misc, valid-type]
            pass

        assert "made" == Derived().call()
        assert [kind] == made.owners

    def test_are_reached_by_super_before_anything_else_made_them(self) -> None:
        kind = root_class(Made())[Payload]

        class Derived(kind):  # type: ignore[misc, valid-type]
            def call(self) -> str:
                return f"derived, {super().call()}"

        assert "derived, made" == Derived().call()

    def test_are_found_behind_overrides_of_a_base_that_was_given_its_model(self) -> None:
        root = root_class(Made())

        class Base(root[T]):  # type: ignore[misc, valid-type]
            def call(self) -> str:
                return f"base, {super().call()}"

        assert "base, made" == Base[Payload]().call()

    def test_are_those_of_the_parametrised_model_where_nothing_overrides_them(self) -> None:
        made = Made()
        root = root_class(made)

        class Loaded(root[Page[T]]):  # type: ignore[misc, valid-type]
            def call(self) -> str:
                return f"loaded, {super().call()}"

        assert "schema of Page[int]" == Loaded[int].schema
        assert "loaded, made" == Loaded[int]().call()

    def test_do_not_replace_what_somebody_put_there(self) -> None:
        kind = root_class(Made())[Payload]
        kind.call = lambda self: "patched"

        assert "schema of Payload" == kind.schema
        assert "patched" == kind().call()


class TestDeclared:
    def test_is_cached_for_each_base(self) -> None:
        root, other = root_class(Made()), root_class(Made())

        assert root[Payload] is root[Payload]
        assert root[Payload] is not other[Payload]

    def test_keeps_neither_model_nor_class_alive(self) -> None:
        root = root_class(Made())
        model = create_model("Momentary", a=(int, ...))
        gone = [weakref.ref(model), weakref.ref(root[model])]
        del model
        gc.collect()

        assert [None, None] == [reference() for reference in gone]

    def test_belongs_to_the_module_of_its_root_or_base(self) -> None:
        root = root_class(Made())

        class Base(root[T]):  # type: ignore[misc, valid-type]
            """A base."""

        assert root.__module__ == root[Payload].__module__
        assert (__name__, "A base.") == (Base[Payload].__module__, Base[Payload].__doc__)

    def test_keeps_the_metaclass_of_its_base(self) -> None:
        root = root_class(Made())

        class Meta(type):
            pass

        class Base(root[T], metaclass=Meta):  # type: ignore[misc, valid-type]
            pass

        assert Meta is type(Base[Payload])

    def test_with_a_type_variable_is_open(self) -> None:
        root = root_class(Made())

        assert root is root[T].__origin__
        assert (T,) == root[T].__args__

    def test_of_a_class_that_has_its_model_is_erased(self) -> None:
        root = root_class(Made())

        class Bound(root[Payload], Generic[T]):  # type: ignore[misc, valid-type]
            pass

        assert Payload is Bound[int].payload_model
        assert Bound is type(Bound[int]())

    def test_forward_reference_is_not_looked_up_by_deriving(self) -> None:
        root = root_class(Made())

        class Derived(root["DefinedLater"], Generic[T]):  # type: ignore[misc, valid-type]
            pass

        assert Derived is Derived[int].__origin__
        assert DefinedLater is Derived.payload_model


class DefinedLater(BaseModel):
    a: int


class TestCheckPayloadModel:
    def test_accepts_a_model(self) -> None:
        check_payload_model(Payload)

    def test_names_what_it_refuses(self) -> None:
        with pytest.raises(DeclarationError, match=r"Signal\[int\]: int is not a pydantic model"):
            check_payload_model(int)
        with pytest.raises(DeclarationError, match=r"Signal\[5\]"):
            check_payload_model(5)
