"""What the browser is told of the site's field types."""

from __future__ import annotations

import json
from typing import Any

import pytest

from datasets.designer.config import designer_config
from forms_engine.check.schema import PRIVACY, document_schema
from forms_engine.fields import field_types

CONTROLS = {
    "text", "long_text", "localized", "localized_long", "integer", "number", "boolean", "select", "options", "binding",
    "list", "option_ids", "date", "rule", "rule_or_boolean", "constraints", "codes", "groups",
}  # fmt: skip


@pytest.fixture
def config() -> dict[str, Any]:
    """Return the configuration of a site that has loaded one more terminology."""
    return designer_config(read_only=False, terminologies=["GENES"])


class TestDesignerConfig:
    """It is the whole of what the designer knows."""

    def test_is_json(self, config: dict[str, Any]) -> None:
        """Translated texts and frozen mappings would not be."""
        assert json.loads(json.dumps(config)) == config

    def test_has_every_field_type(self, config: dict[str, Any]) -> None:
        """A new type needs no line here."""
        names = [each["name"] for each in config["fieldTypes"]]
        assert sorted(names) == sorted(field_types.names())
        assert names[:2] == ["text", "long_text"]

    def test_uses_only_controls_that_the_browser_knows(self, config: dict[str, Any]) -> None:
        """An unknown control would leave a property without an input."""
        properties = [
            *config["commonProperties"],
            *(each for kind in config["elementProperties"].values() for each in kind),
            *(each for field_type in config["fieldTypes"] for each in field_type["properties"]),
        ]
        assert {each["control"] for each in properties} <= CONTROLS
        assert all(each["label"] for each in properties)

    def test_offers_every_common_property_of_the_format(self, config: dict[str, Any]) -> None:
        """What the format has and the designer has not could never be set by a designer."""
        in_format = set(document_schema()["$defs"]["field_boolean"]["properties"])
        offered = {each["name"] for each in config["commonProperties"]}
        assert in_format - {"kind", "id", "type"} == offered

    @pytest.mark.parametrize("kind", ["page", "section", "row", "repeat", "note"])
    def test_offers_every_property_of_an_element(self, config: dict[str, Any], kind: str) -> None:
        """The same for what is not a question."""
        in_format = set(document_schema()["$defs"][kind]["properties"])
        offered = {each["name"] for each in config["elementProperties"][kind]}
        assert in_format - {"kind", "id", "elements"} == offered

    def test_explains_every_privacy_class(self, config: dict[str, Any]) -> None:
        """Value, label and help."""
        assert [each[0] for each in config["privacyClasses"]] == list(PRIVACY)
        assert all(label and words for _, label, words in config["privacyClasses"])

    def test_lists_loaded_terminologies_beside_the_usual_ones(self, config: dict[str, Any]) -> None:
        """An unknown system is called by its name."""
        assert {"system": "GENES", "label": "GENES"} in config["terminologies"]
        assert [each["system"] for each in config["terminologies"]] == ["GENES", "HP", "ORPHA"]
