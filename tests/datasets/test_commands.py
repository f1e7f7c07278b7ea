"""The commands about forms, as they are typed."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from datasets.models import FormVersion
from forms_engine.definition.canonical import content_hash
from tests.factories.cast import make_cast
from tests.forms_engine.build import document, field, option

STATUS = field("statusaa", "choice", options=[option("optionaa", "yes"), option("optionbb", "no")])
AGE = field("ageaaaaa", "number", relevant={"=": [{"field": "statusaa"}, {"option": "optionaa"}]})


def written(folder: Path, content: Any) -> Path:
    path = folder / "form.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def check(path: Path, *options: str) -> str:
    out = StringIO()
    call_command("check_form", str(path), *options, stdout=out)
    return out.getvalue()


class TestCheckForm:
    def test_accepts_a_valid_definition(self, tmp_path: Path) -> None:
        assert "The definition is valid" in check(written(tmp_path, document(STATUS, AGE)))

    @pytest.mark.parametrize(
        ("definition", "said"),
        [
            (document(STATUS, colour=1), "/colour: “colour” is not a known key here."),
            (
                document(STATUS, {**AGE, "id": "statusaa"}),
                "/elements/0/elements/1/id: The id “statusaa” is used twice",
            ),
            (document(AGE), "/elements/0/elements/0/relevant/=/0: "),
            (
                document(STATUS, {**AGE, "relevant": {">": [{"field": "ageaaaaa"}, 1]}}),
                "/elements/0/elements/1/relevant: These are shown depending on each other: “Ageaaaaa”.",
            ),
            (
                document({**STATUS, "required": 1}),
                "/elements/0/elements/0/required: This must be true, false or a rule.",
            ),
        ],
        ids=["unknown key", "duplicate id", "dangling reference", "cycle", "wrong type"],
    )
    def test_refuses_a_broken_definition_with_place_and_sentence(
        self, tmp_path: Path, definition: Any, said: str
    ) -> None:
        out = StringIO()
        with pytest.raises(CommandError, match="cannot be published yet"):
            call_command("check_form", str(written(tmp_path, definition)), stdout=out)
        assert f"error: {said}" in out.getvalue()

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            ('{"a": 1,\n "b": }', "line 2, column 7"),
            ('{"a": 1, "a": 2}', "the key “a” stands twice"),
            ("\x00", "is not JSON"),
            ("[" * 100_000, "cannot be read as JSON"),
        ],
    )
    def test_says_where_a_file_is_no_json(self, tmp_path: Path, content: str, said: str) -> None:
        with pytest.raises(CommandError, match=said):
            check(written(tmp_path, content))

    def test_says_that_there_is_no_such_file(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="cannot be read: No such file"):
            check(tmp_path / "none.json")

    def test_prints_the_problems_as_data(self, tmp_path: Path) -> None:
        definition = document(field("nameaaaa"), languages=["en", "fr"])
        problems = json.loads(check(written(tmp_path, definition), "--json"))
        assert [(each["path"], each["code"], each["severity"]) for each in problems] == [
            ("/elements/0/title", "not_translated", "warning"),
            ("/elements/0/elements/0/label", "not_translated", "warning"),
        ]


@pytest.mark.django_db
class TestExportForm:
    def test_prints_the_definition_and_the_published_contract(self) -> None:
        form = make_cast().eye.form
        version = FormVersion.objects.get(page_id=form.pk)
        out = StringIO()
        call_command("export_form", str(form.pk), stdout=out)
        assert content_hash(json.loads(out.getvalue())) == version.sha256
        out = StringIO()
        call_command("export_form", str(form.pk), "--schema", stdout=out)
        assert json.loads(out.getvalue()) == version.schema

    def test_says_what_there_is_not(self) -> None:
        form = make_cast().eye.form
        with pytest.raises(CommandError, match="no form page with the id 999999"):
            call_command("export_form", "999999")
        with pytest.raises(CommandError, match="no such published version"):
            call_command("export_form", str(form.pk), "--number", "7")
