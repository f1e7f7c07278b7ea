"""The registry that everything plugs into."""

import pytest

from forms_engine.registry import DuplicateName, Registry, UnknownName


class TestRegistry:
    def test_refuses_a_second_item_of_the_same_name(self) -> None:
        registry: Registry[object] = Registry("thing")
        registry.register("one", object())
        with pytest.raises(DuplicateName, match="two things named “one”"):
            registry.register("one", object())

    def test_takes_the_same_item_again(self) -> None:
        registry: Registry[object] = Registry("thing")
        item = object()
        registry.register("one", item)
        assert registry.register("one", item) is item

    def test_an_unknown_name_lists_what_is_known_and_what_is_close(self) -> None:
        registry: Registry[int] = Registry("colour")
        registry.register("green", 1)
        registry.register("blue", 2)
        with pytest.raises(UnknownName, match=r"Did you mean “green”\? Known: blue, green\."):
            registry.get("gren")
