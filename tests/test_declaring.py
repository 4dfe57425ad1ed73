"""Declaring signals, as users do it."""

import copy
import gc
import sys
import warnings
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import Annotated, Any, Generic, TypedDict, TypeVar

import pytest
from pydantic import BaseModel, Field, RootModel, create_model
from typing_extensions import TypeAliasType

from heliograph import (
    DeclarationError,
    HeliographError,
    PayloadError,
    SettingsError,
    Signal,
    configure,
)
from tests.naming import shown

T = TypeVar("T")
S = TypeVar("S")
U = TypeVar("U")
ModelT = TypeVar("ModelT", bound=BaseModel)

# For what type checkers refuse, or can't follow.
AnySignal: Any = Signal


class OrderPlaced(BaseModel):
    order_id: int
    coupon: str | None = None


class GiftPlaced(OrderPlaced):
    greeting: str = ""


class Page(BaseModel, Generic[T]):
    items: list[T]
    number: int = 1


class Tree(BaseModel):
    # Is defined further down.
    leaves: "list[Leaf]"


early_tree = Signal[Tree]()
early_leaf = AnySignal["Leaf"]()


class Leaf(BaseModel):
    color: str


class Loose(BaseModel):
    part: "NowhereDefined"  # type: ignore[name-defined]  # noqa: F821 - that is the point


def received(signal: Any, **fields: object) -> dict[str, Any]:
    """What a receiver gets of a send, without signal and sender."""
    [(_, response)] = sent(signal, **fields)
    return dict(response)


def sent(signal: Any, **fields: object) -> Any:
    def echo(signal: object, sender: object, **kwargs: object) -> dict[str, object]:
        return kwargs

    signal.connect(echo)
    return signal.send("shop", **fields)


class TestSignalOfModel:
    def test_is_a_real_class_of_signals(self) -> None:
        kind = AnySignal[OrderPlaced]

        assert isinstance(kind, type)
        assert issubclass(kind, Signal)
        assert isinstance(kind(), kind)

    def test_knows_its_payload_model(self) -> None:
        assert OrderPlaced is Signal[OrderPlaced].payload_model
        assert OrderPlaced is Signal[OrderPlaced]().payload_model
        assert None is Signal().payload_model

    def test_is_called_as_it_is_written(self) -> None:
        assert "Signal[OrderPlaced]" == AnySignal[OrderPlaced].__qualname__

    def test_is_the_same_class_each_time(self) -> None:
        assert AnySignal[OrderPlaced] is AnySignal[OrderPlaced]
        assert AnySignal[OrderPlaced] is not AnySignal[GiftPlaced]

    def test_is_told_apart_from_that_of_a_model_with_the_same_name(self) -> None:
        models = [create_model("Twin", a=(kind, ...)) for kind in (int, str)]
        kinds = [AnySignal[model] for model in models]

        assert models == [kind.payload_model for kind in kinds]

    def test_checks_what_is_sent(self) -> None:
        with pytest.raises(PayloadError):
            Signal[OrderPlaced]().send("shop", order_id="5")  # type: ignore[signal-send]  # wrong on purpose

    def test_takes_a_sender_type_for_type_checkers(self) -> None:
        assert AnySignal[OrderPlaced] is AnySignal[OrderPlaced, str]

    def test_can_be_derived_from(self) -> None:
        class OrderSignal(Signal[OrderPlaced]):
            pass

        assert OrderPlaced is OrderSignal.payload_model
        assert {"order_id": 1, "coupon": None} == received(OrderSignal(), order_id=1)

    def test_of_any_is_the_untyped_signal(self) -> None:
        assert Signal is AnySignal[Any]
        assert Signal is AnySignal[Any, str]
        assert {"a": 1} == received(Signal[Any](), a=1)

    def test_of_a_derived_model_has_the_fields_of_both(self) -> None:
        fields = {"order_id": 1, "coupon": None, "greeting": "Hi"}

        assert fields == received(Signal[GiftPlaced](), order_id=1, greeting="Hi")

    def test_has_instances_that_tests_can_patch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        signal = Signal[OrderPlaced]()
        monkeypatch.setattr(signal, "send", lambda *args, **kwargs: "patched")

        assert "patched" == signal.send("shop", order_id=1)  # type: ignore[comparison-overlap]

    def test_keeps_a_patched_method_when_the_others_are_made(self) -> None:
        kind = AnySignal[create_model("Patched", a=(int, ...))]
        kind.send = lambda self, *args, **kwargs: "patched"

        assert [] == kind().send_robust("shop", a=1)
        assert "patched" == kind().send("shop", a=1)


class TestMemory:
    def test_of_a_model_and_its_signals_is_freed(self) -> None:
        model = create_model("Momentary", a=(int, ...))
        kind = AnySignal[model]
        kind().send("shop", a=1)
        gone = [weakref.ref(model), weakref.ref(kind)]
        del model, kind

        gc.collect()

        assert [None, None] == [reference() for reference in gone]

    def test_of_a_class_with_a_base_of_the_users_is_freed(self) -> None:
        class Base(Signal[ModelT]):
            pass

        model = create_model("Momentary", a=(int, ...))
        base: Any = Base
        gone = [weakref.ref(model), weakref.ref(base[model]), weakref.ref(Base)]
        del model, base, Base

        gc.collect()

        assert [None, None, None] == [reference() for reference in gone]

    def test_does_not_grow_with_the_models_that_were(self) -> None:
        def declare() -> None:
            AnySignal[create_model("Momentary", a=(int, ...))]()

        gc.collect()
        before = len(Signal.__subclasses__())
        for _ in range(20):
            declare()
        gc.collect()

        assert before == len(Signal.__subclasses__())


class TestGenericBase:
    """A still unbound type variable makes a generic base class."""

    def test_gets_its_payload_model_later(self) -> None:
        class Base(Signal[ModelT]):
            pass

        assert OrderPlaced is Base[OrderPlaced].payload_model
        assert {"order_id": 1, "coupon": None} == received(Base[OrderPlaced](), order_id=1)

    def test_with_a_model_has_the_users_class_and_that_of_the_model_as_bases(self) -> None:
        class Base(Signal[ModelT]):
            pass

        bases = Base[OrderPlaced].__bases__

        assert (Base, AnySignal[OrderPlaced]) == bases

    def test_with_a_model_is_the_same_class_each_time(self) -> None:
        class Base(Signal[ModelT]):
            pass

        base: Any = Base

        assert base[OrderPlaced] is base[OrderPlaced]
        assert base[OrderPlaced] is not base[GiftPlaced]

    def test_overrides_send_and_reaches_the_generated_one_by_super(self) -> None:
        class Counting(Signal[ModelT]):
            count = 0

            def send(self, *args: Any, **fields: Any) -> Any:
                self.count += 1
                return super().send(*args, **fields)

        signal = Counting[OrderPlaced]()

        assert {"order_id": 1, "coupon": None} == received(signal, order_id=1)
        assert 1 == signal.count
        with pytest.raises(PayloadError):
            signal.send("shop", order_id="5")

    def test_overrides_send_also_if_that_is_the_first_thing_asked_of_the_class(self) -> None:
        class Base(Signal[ModelT]):
            def send(self, *args: Any, **fields: Any) -> Any:
                return ("base", super().send(*args, **fields))

        model = create_model("Fresh", a=(int, ...))

        class Derived(Base[model]):
            def send(self, *args: Any, **fields: Any) -> Any:
                return ("derived", super().send(*args, **fields))

        assert ("derived", ("base", [])) == Derived().send("shop", a=1)

    async def _sent_async(self, signal: Any) -> Any:
        return await signal.asend("shop", order_id=1)

    def test_overrides_asend_too(self) -> None:
        import asyncio

        class Base(Signal[ModelT]):
            async def asend(self, *args: Any, **fields: Any) -> Any:
                return ("base", await super().asend(*args, **fields))

        assert ("base", []) == asyncio.run(self._sent_async(Base[OrderPlaced]()))

    def test_that_still_lacks_its_model_is_untyped(self) -> None:
        class Base(Signal[ModelT]):
            pass

        assert None is Base.payload_model
        assert {"a": 1} == received(Base(), a=1)

    def test_without_type_variable_gets_its_model_too(self) -> None:
        class Base(Signal):
            pass

        base: Any = Base

        assert OrderPlaced is base[OrderPlaced].payload_model

    def test_of_any_is_itself(self) -> None:
        class Base(Signal[ModelT]):
            pass

        base: Any = Base

        assert Base is base[Any]

    def test_by_an_alias_gets_its_model(self) -> None:
        alias: Any = AnySignal[T]

        assert AnySignal[OrderPlaced] is alias[OrderPlaced]

    def test_named_in_a_message_shows_its_model(self) -> None:
        class Base(Signal[ModelT]):
            pass

        assert repr(Base[OrderPlaced]()).startswith(f"<{Base.__qualname__}[OrderPlaced] ")


class TestGenericBaseOfSeveralParameters:
    def test_finds_the_payload_model_wherever_it_stands(self) -> None:
        class ModelLast(Signal[T], Generic[S, T]):
            pass

        class ModelFirst(Signal[T], Generic[T, S]):
            pass

        assert OrderPlaced is ModelLast[int, OrderPlaced].payload_model
        assert OrderPlaced is ModelFirst[OrderPlaced, int].payload_model

    def test_finds_it_through_two_levels(self) -> None:
        class Lower(Signal[T], Generic[S, T]):
            pass

        class Swapped(Lower[S, T], Generic[T, S]):
            pass

        class Fixed(Lower[str, T]):
            pass

        assert OrderPlaced is Swapped[OrderPlaced, int].payload_model
        assert OrderPlaced is Fixed[OrderPlaced].payload_model

    def test_that_passes_the_sender_on_finds_it(self) -> None:
        class Base(Signal[T, S]):
            pass

        class Last(Base[T, S], Generic[S, T]):
            pass

        assert OrderPlaced is Base[OrderPlaced, int].payload_model
        assert OrderPlaced is Last[int, OrderPlaced].payload_model

    def test_finds_it_behind_a_generic_mixin_that_follows(self) -> None:
        class Mixin(Generic[S]):
            pass

        class Mixed(Signal[T], Mixin[S]):
            pass

        assert OrderPlaced is Mixed[OrderPlaced, int].payload_model

    def test_finds_it_behind_a_generic_mixin_that_comes_first(self) -> None:
        class Mixin(Generic[S]):
            pass

        class Mixed(Mixin[S], Signal[T]):
            pass

        signal = Mixed[int, OrderPlaced]()

        assert OrderPlaced is signal.payload_model
        assert {"order_id": 1, "coupon": None} == received(signal, order_id=1)

    def test_finds_it_where_generic_itself_comes_first(self) -> None:
        class First(Generic[S, T], Signal[T]):
            pass

        signal = First[int, OrderPlaced]()

        assert OrderPlaced is signal.payload_model
        assert {"order_id": 1, "coupon": None} == received(signal, order_id=1)

    def test_may_bind_the_model_and_stay_generic_in_the_rest(self) -> None:
        class Base(Signal[T, S]):
            pass

        class Bound(Base[OrderPlaced, S], Generic[S]):
            pass

        assert OrderPlaced is Bound.payload_model
        assert {"order_id": 1, "coupon": None} == received(Bound[int](), order_id=1)


# With the syntax of Python 3.12, which the oldest supported one can't even read.
PEP_695 = """
class Base[M: BaseModel](Signal[M]):
    def send(self, *args, **fields):
        return ("base", super().send(*args, **fields))

class Last[S, M](Signal[M]): ...
class Swapped[M, S](Last[S, M]): ...
class Loaded[I](Signal[Page[I]]): ...
"""
PEP_484 = """
M, I = TypeVar("M"), TypeVar("I")

class Base(Signal[M]):
    def send(self, *args, **fields):
        return ("base", super().send(*args, **fields))

class Last(Signal[M], Generic[S, M]): ...
class Swapped(Last[S, M], Generic[M, S]): ...
class Loaded(Signal[Page[I]]): ...
"""


@pytest.mark.parametrize("source", [PEP_484, PEP_695][: 1 + (sys.version_info >= (3, 12))])
def test_generic_classes_of_either_syntax_find_their_model(source: str) -> None:
    names: dict[str, Any] = {**globals()}
    exec(source, names)  # noqa: S102 - see above

    assert ("base", []) == names["Base"][OrderPlaced]().send("shop", order_id=1)
    assert OrderPlaced is names["Last"][int, OrderPlaced].payload_model
    assert OrderPlaced is names["Swapped"][OrderPlaced, int].payload_model
    assert Page[int] is names["Loaded"][int].payload_model


class TestGenericPayloadModel:
    def test_is_validated_as_it_is_parametrised(self) -> None:
        signal = Signal[Page[int]]()

        assert {"items": [1], "number": 1} == received(signal, items=[1])
        with pytest.raises(PayloadError, match=r"items\.0"):
            signal.send("shop", items=["one"])  # type: ignore[signal-send]  # wrong on purpose

    def test_makes_a_class_for_each_parametrisation(self) -> None:
        assert AnySignal[Page[int]] is AnySignal[Page[int]]
        assert AnySignal[Page[int]] is not AnySignal[Page[str]]

    def test_is_sent_as_an_instance(self) -> None:
        signal = Signal[Page[int]]()

        assert [] == signal.send("shop", Page[int](items=[1]))

    def test_may_stay_open_in_a_base_class(self) -> None:
        class PageLoaded(Signal[Page[U]]):
            pass

        signal = PageLoaded[int]()

        assert Page[int] is signal.payload_model
        assert {"items": [1], "number": 1} == received(signal, items=[1])
        with pytest.raises(PayloadError, match=r"items\.0"):
            signal.send("shop", items=["one"])  # type: ignore[signal-send]  # wrong on purpose

    def test_that_stays_open_makes_one_class_for_each_parametrisation(self) -> None:
        class PageLoaded(Signal[Page[U]]):
            pass

        loaded: Any = PageLoaded

        assert loaded[int] is loaded[int]
        assert (PageLoaded,) == loaded[int].__bases__
        assert loaded[int] is not loaded[str]

    def test_that_stays_open_may_be_bound_through_two_levels(self) -> None:
        class Loaded(Signal[Page[T]], Generic[S, T]):
            pass

        class LoadedByInt(Loaded[int, U]):
            pass

        assert Page[str] is LoadedByInt[str].payload_model

    def test_that_stays_open_leaves_overrides_in_place(self) -> None:
        class PageLoaded(Signal[Page[U]]):
            def send(self, *args: Any, **fields: Any) -> Any:
                return ("mine", super().send(*args, **fields))

        signal = PageLoaded[int]()

        assert ("mine", []) == signal.send("shop", items=[1])
        with pytest.raises(PayloadError, match=r"items\.0"):
            signal.send("shop", items=["one"])


class TestForwardReference:
    def test_of_a_field_is_resolved_at_first_need(self) -> None:
        leaf = Leaf(color="green")

        assert {"leaves": [leaf]} == received(early_tree, leaves=[leaf])

    def test_of_the_model_itself_is_resolved_at_first_need(self) -> None:
        assert Leaf is early_leaf.payload_model
        assert {"color": "green"} == received(early_leaf, color="green")
        with pytest.raises(PayloadError):
            early_leaf.send("shop", colour="green")

    def test_of_the_model_is_resolved_by_a_send(self) -> None:
        with pytest.raises(PayloadError):
            AnySignal["Leaf"]().send("shop", colour="green")

    def test_of_the_model_serves_a_base_class_too(self) -> None:
        class Base(Signal[ModelT]):
            pass

        base: Any = Base

        assert Leaf is base["Leaf"].payload_model
        assert issubclass(base["Leaf"], Base)

    @pytest.mark.parametrize("text", ["NowhereDefined", "gc.NowhereDefined", "Leaf["])
    def test_that_leads_nowhere_says_what_to_do(self, text: str) -> None:
        signal = AnySignal[text]()

        with pytest.raises(DeclarationError, match=r"Define the payload model at the top level"):
            signal.send("shop")

    def test_to_what_is_no_model_is_refused_when_it_is_resolved(self) -> None:
        with pytest.raises(DeclarationError, match="not a pydantic model"):
            AnySignal["T"]().send("shop")

    def test_of_a_field_that_leads_nowhere_names_it(self) -> None:
        with pytest.raises(DeclarationError) as caught:
            Signal[Loose]().send("shop", part=1)

        assert "Loose is not complete" in str(caught.value)
        assert f"Define or import NowhereDefined in {__name__}" in str(caught.value)

    def test_of_a_local_field_finds_a_class_that_follows_it(self) -> None:
        class Outer(BaseModel):
            inner: "Inner"

        def take(inner: object, **kwargs: object) -> object:
            return inner

        signal = Signal[Outer]()

        class Inner(BaseModel):
            x: int

        inner = Inner(x=1)
        signal.connect(take)
        [(_, response)] = signal.send("shop", inner=inner)

        assert inner is response

    def test_of_a_field_may_be_resolved_after_a_send_that_failed(self) -> None:
        class Outer(BaseModel):
            inner: "Inner"

        def take(inner: object, **kwargs: object) -> object:
            return inner

        signal = Signal[Outer]()
        with pytest.raises(DeclarationError, match="Inner"):
            signal.send("shop", inner=1)  # type: ignore[signal-send]  # wrong on purpose

        class Inner(BaseModel):
            x: int

        inner = Inner(x=1)
        signal.connect(take)
        [(_, response)] = signal.send("shop", inner=inner)

        assert inner is response

    @pytest.mark.parametrize("debug", [True, False])
    def test_can_be_connected_to_before_the_model_exists(self, debug: bool) -> None:
        def receiver(number: int, **kwargs: object) -> int:
            return number

        with configure(debug=debug):
            signal = AnySignal["DefinedByATest"]()
            signal.connect(receiver)
            globals()["DefinedByATest"] = create_model("DefinedByATest", number=(int, ...))
            try:
                responses = signal.send("shop", number=1)
            finally:
                del globals()["DefinedByATest"]

        assert [(receiver, 1)] == responses


class Point(TypedDict):
    x: int


@dataclass
class Placed:
    order_id: int


class Orders(RootModel[list[int]]):
    pass


class WithSender(BaseModel):
    sender: str


class WithBoth(BaseModel):
    sender: str
    signal: str


NO_MODELS = [
    int,
    dict,
    dict[str, int],
    Placed,
    Point,
    OrderPlaced | None,
    OrderPlaced(order_id=1),
    None,
    5,
    object(),
]


class TestRefusals:
    @pytest.mark.parametrize("parameter", NO_MODELS, ids=shown)
    def test_of_what_is_no_pydantic_model_say_what_to_do(self, parameter: object) -> None:
        with pytest.raises(
            DeclarationError, match=r"is not a pydantic model\. Declare .*BaseModel"
        ):
            AnySignal[parameter]

    @pytest.mark.parametrize("parameter", NO_MODELS, ids=shown)
    def test_hold_for_a_base_class_too(self, parameter: object) -> None:
        class Base(Signal[ModelT]):
            pass

        base: Any = Base

        with pytest.raises(DeclarationError, match="not a pydantic model"):
            base[parameter]

    def test_of_a_root_model_say_what_to_do(self) -> None:
        with pytest.raises(DeclarationError, match=r"Orders is a RootModel.*with a field"):
            AnySignal[Orders]

    def test_of_fields_that_are_arguments_name_them_and_the_way_out(self) -> None:
        with pytest.raises(DeclarationError, match=r"'sender' can't.*Field\(alias='sender'\)"):
            AnySignal[WithSender]
        with pytest.raises(DeclarationError, match="'sender' and 'signal'"):
            AnySignal[WithBoth]

    def test_follow_the_field_into_derived_models(self) -> None:
        class Derived(WithSender):
            pass

        with pytest.raises(DeclarationError, match="'sender'"):
            AnySignal[Derived]

    def test_leave_an_alias_of_that_name_alone(self) -> None:
        class Starred(BaseModel):
            actor: str = Field(alias="sender")

        signal = Signal[Starred]()

        assert {"actor": "me"} == received(signal, actor="me")

    def test_are_type_errors_of_heliograph(self) -> None:
        assert issubclass(DeclarationError, TypeError)
        assert issubclass(DeclarationError, HeliographError)

    def test_base_model_itself(self) -> None:
        with pytest.raises(DeclarationError, match="BaseModel is not a pydantic model"):
            AnySignal[BaseModel]

    @pytest.mark.parametrize("given", [OrderPlaced, "shop.order_placed"])
    def test_model_or_name_in_place_of_the_brackets_and_the_keyword(self, given: Any) -> None:
        with pytest.raises(DeclarationError, match=r"Signal\[Model\]\(\) or Signal\(name="):
            AnySignal(given)


class TestOptions:
    @pytest.mark.parametrize("policy", ["debug", "always", "never"])
    def test_validation_takes_a_policy(self, policy: Any) -> None:
        assert policy == Signal(validation=policy).validation

    def test_validation_is_the_global_policy_by_default(self) -> None:
        assert None is Signal().validation

    @pytest.mark.parametrize("value", ["sometimes", "", True, 1, b"debug", ["debug"]])
    def test_validation_refuses_what_is_no_policy(self, value: Any) -> None:
        with pytest.raises(SettingsError, match=r'no policy.*"debug".*"always" or "never"'):
            Signal(validation=value)

    def test_name_is_the_name(self) -> None:
        assert "shop.placed" == Signal(name="shop.placed").name
        assert "shop.placed" == Signal[OrderPlaced](name="shop.placed").name

    def test_use_caching_is_kept_and_comes_first(self) -> None:
        assert True is Signal(True).use_caching
        assert True is Signal[OrderPlaced](use_caching=True).use_caching
        assert False is Signal().use_caching

    def test_providing_args_is_kept_and_deprecated(self) -> None:
        with pytest.warns(DeprecationWarning, match=r"payload model: Signal\[Model\]"):
            signal = Signal(providing_args=["order_id"])

        assert ["order_id"] == signal.providing_args
        assert None is Signal().providing_args

    def test_providing_args_warns_at_the_line_of_the_declaration(self) -> None:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            Signal(False, ["order_id"])
            line = sys._getframe().f_lineno - 1

        assert [(__file__, line)] == [(w.filename, w.lineno) for w in caught]

    @pytest.mark.parametrize("policy", ["always", "never"])
    def test_policies_take_effect(self, policy: Any) -> None:
        signal = Signal[OrderPlaced](validation=policy)

        assert {"always": 5, "never": "5"}[policy] == received(signal, order_id="5")["order_id"]

    @pytest.mark.parametrize("given", [["a", "b"], ("a", "b")])
    def test_providing_args_may_come_first_as_in_old_django(self, given: Any) -> None:
        with pytest.warns(DeprecationWarning, match=r"Signal\[Model\]"):
            signal = AnySignal(given)

        assert given == signal.providing_args
        assert False is signal.use_caching


class TestSubclass:
    def test_may_have_an_init_of_its_own(self) -> None:
        class Colored(Signal[OrderPlaced]):
            def __init__(self) -> None:
                super().__init__(validation="always")
                self.color = "red"

        signal = Colored()

        assert ("red", "always") == (signal.color, signal.validation)
        assert {"order_id": 1, "coupon": None} == received(signal, order_id=1)

    def test_may_take_arguments_of_its_own(self) -> None:
        class Colored(Signal[OrderPlaced]):
            def __init__(self, color: str, **options: Any) -> None:
                super().__init__(**options)
                self.color = color

        signal = Colored("red", name="shop.colored")

        assert ("red", "shop.colored") == (signal.color, signal.name)
        assert {"order_id": 1, "coupon": None} == received(signal, order_id=1)

    def test_of_a_generic_base_keeps_the_init_of_that(self) -> None:
        class Colored(Signal[ModelT]):
            def __init__(self, color: str) -> None:
                super().__init__()
                self.color = color

        signal = Colored[OrderPlaced]("red")

        assert "red" == signal.color
        assert {"order_id": 1, "coupon": None} == received(signal, order_id=1)

    def test_with_arguments_of_its_own_is_copied_with_its_attributes(self) -> None:
        class Colored(Signal[OrderPlaced]):
            def __init__(self, colors: list[str]) -> None:
                super().__init__()
                self.colors = colors

        signal = Colored(["red"])

        duplicate = copy.deepcopy(signal)

        assert ["red"] == duplicate.colors
        assert duplicate.colors is not signal.colors

    def test_may_have_several_instances_that_share_nothing(self) -> None:
        class OrderSignal(Signal[OrderPlaced]):
            pass

        first, second = OrderSignal(), OrderSignal()
        received(first, order_id=1)

        assert [] == second.send("shop", order_id=1)


ALIASES: dict[str, Any] = {
    "annotated": Annotated[OrderPlaced, "with a note"],
    "alias": TypeAliasType("Alias", OrderPlaced),
    "annotated alias": Annotated[TypeAliasType("Alias", OrderPlaced), "with a note"],
    "alias of annotated": TypeAliasType("Alias", Annotated[OrderPlaced, "with a note"]),
}
if sys.version_info >= (3, 12):
    namespace: dict[str, Any] = {"OrderPlaced": OrderPlaced}
    exec("type Alias = OrderPlaced", namespace)  # noqa: S102 - a syntax error to older Pythons
    ALIASES["type statement"] = namespace["Alias"]


@pytest.mark.parametrize("kind", ALIASES)
def test_alias_of_a_model_makes_the_same_class_as_the_model(kind: str) -> None:
    assert AnySignal[OrderPlaced] is AnySignal[ALIASES[kind]]


def test_threads_that_are_first_at_once_get_one_class() -> None:
    count = 8
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(count) as pool:
            for _ in range(200):
                model = create_model("Model", number=(int, 0))
                barrier = Barrier(count)

                def declare(model: Any = model, barrier: Barrier = barrier) -> Any:
                    barrier.wait(60)
                    return AnySignal[model]

                made = [
                    future.result(60) for future in [pool.submit(declare) for _ in range(count)]
                ]

                assert 1 == len(set(made))
                assert made[0] is AnySignal[model]
    finally:
        sys.setswitchinterval(interval)


class TestValidationOfAClass:
    """`validation = ...` in a class body is the policy of its signals."""

    def test_is_that_of_its_instances(self) -> None:
        class Strict(Signal[OrderPlaced]):
            validation = "always"

        assert "always" == Strict().validation
        assert {"order_id": 5, "coupon": None} == received(Strict(), order_id="5")

    def test_gives_way_to_that_of_an_instance(self) -> None:
        class Strict(Signal[OrderPlaced]):
            validation = "always"

        signal: Any = Strict(validation="never")
        changed: Any = Strict()
        changed.validation = "never"
        reset: Any = Strict()
        reset.validation = None

        assert "never" == signal.validation
        assert "never" == changed.validation
        assert None is reset.validation
        assert {"order_id": "5", "coupon": None} == received(signal, order_id="5")
        assert {"order_id": "5", "coupon": None} == received(changed, order_id="5")

    def test_is_inherited(self) -> None:
        class Strict(Signal[ModelT]):
            validation = "always"

        class Stricter(Strict[OrderPlaced]): ...

        class Looser(Strict[OrderPlaced]):
            validation = "never"  # type: ignore[assignment]  # inferred as the one literal above

        for kind in (Stricter, Strict[OrderPlaced]):
            assert "always" == kind().validation
            assert {"order_id": 5, "coupon": None} == received(kind(), order_id="5")
        assert "never" == Looser().validation
        assert {"order_id": "5", "coupon": None} == received(Looser(), order_id="5")
        assert None is Signal().validation

    def test_that_is_no_policy_is_refused_as_the_class_is_made(self) -> None:
        with pytest.raises(SettingsError, match="'sometimes'"):

            class Wrong(Signal[OrderPlaced]):
                validation = "sometimes"  # type: ignore[assignment]  # on purpose


@pytest.mark.parametrize("policy", [5, "sometimes"])
def test_class_with_a_policy_that_is_none_is_refused(policy: Any) -> None:
    with pytest.raises(SettingsError, match="is no policy"):
        type("Wrong", (Signal,), {"validation": policy})


def test_class_may_go_back_to_the_policy_of_configure() -> None:
    always: Any = type("Always", (Signal,), {"validation": "always"})
    back: Any = type("Back", (always,), {"validation": None})

    signal = back()

    assert "always" == always().validation
    assert signal.validation is None
    signal.validation = "never"
    assert "never" == signal.validation
