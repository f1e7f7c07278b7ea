"""Formats are found by name, and report in the shape that the command line prints."""

import pytest

from forms_engine.interchange import Loss, Reading, formats
from forms_engine.registry import UnknownName


class TestFormats:
    def test_are_there_once_the_package_is_imported(self) -> None:
        assert {"json", "redcap"} <= set(formats.names())

    def test_each_says_what_it_is(self) -> None:
        for name, each in formats.items():
            assert each.name == name
            assert each.label
            assert all(suffix.startswith(".") for suffix in each.suffixes)

    def test_an_unknown_name_lists_the_known_ones(self) -> None:
        with pytest.raises(UnknownName, match="redcap"):
            formats.get("redcup")


class TestReading:
    def test_summary_has_the_shape_of_the_report(self) -> None:
        loss = Loss(
            construct="sum", place="line 2", kept_as="not imported", source="1+1", item_lost=True
        )
        reading = Reading(
            definition={"format": "cpms-form/1"},
            losses=(loss,),
            items=2,
            imported=1,
            rules_total=3,
            rules_as_logic=2,
        )
        assert reading.summary() == {
            "items": 2,
            "imported": 1,
            "losses": [
                {
                    "construct": "sum",
                    "place": "line 2",
                    "kept_as": "not imported",
                    "source": "1+1",
                    "item_lost": True,
                }
            ],
            "rules": {"total": 3, "as_logic": 2},
            "definition": {"format": "cpms-form/1"},
        }
