"""The recipes work: what they tell people to write is written, found and put to the tests that its folder has."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from datasets.circumstances import form_context
from datasets.models import Concept
from datasets.operations.records import submit_record
from datasets.operations.terminology import load_terminology
from datasets.terminology.search import DatabaseTerminology
from datasets.terminology.sources import sources
from forms_engine.check import check_definition
from forms_engine.compile import CompiledForm
from forms_engine.draft import Draft
from forms_engine.fields import AnswerRefused, Question, RawInput, field_types
from forms_engine.forms.render import render_page
from forms_engine.forms.view import Shown, page_view
from forms_engine.interchange import formats
from forms_engine.logic import BOOLEAN, OPERATORS, check_rule, sentence
from home.start import blocks
from tests.docs.conftest import ROOT, Try
from tests.docs.recipes import file_of, lines_of
from tests.factories.cast import make_cast
from tests.forms_engine import test_fields
from tests.forms_engine.build import context, document, field
from tests.forms_engine.interchange import test_base
from tests.forms_engine.logic.cases import VECTORS, CaseSymbols, answer_case, same

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
LOGIC = ROOT / "site" / "client" / "src" / "logic"
BUNDLER = ROOT / "site" / "client" / "node_modules" / ".bin" / "rolldown"


class TestFieldType:
    """`field-type.md`."""

    RECIPE = "field-type.md"
    PATH = "forms_engine/fields/variant.py"

    def test_keeps_the_contract_of_field_types(self, try_recipe: Try) -> None:
        variant = try_recipe(self.RECIPE, self.PATH, field_types).Variant
        made = field_types.get("variant")
        assert type(made) is variant
        says, answers = test_fields.TestFieldType(), test_fields.TestAnswers()
        says.test_says_what_it_is(made)
        says.test_has_properties_that_the_designer_can_edit(made)
        says.test_takes_nothing_as_no_answer(made)
        for properties, right, wrong in made.examples:
            answers.test_the_schema_takes_the_right_and_refuses_the_wrong(
                made, properties, right, wrong
            )
            answers.test_the_schema_uses_only_what_validators_agree_on(
                made, properties, right, wrong
            )
            answers.test_an_answer_can_be_read_and_written_as_json(made, properties, right, wrong)
        test_fields.test_whatever_is_typed_is_an_answer_of_the_schema_or_is_refused_in_words(
            field_type=made
        )

    def test_reads_what_is_typed(self, try_recipe: Try) -> None:
        try_recipe(self.RECIPE, self.PATH, field_types)
        asked = Question(element=field("found", "variant"))
        made = field_types.get("variant")
        typed = RawInput(parts={"": ["NM_000350.3: c.5882G>A"]})
        assert made.clean(typed, asked, context()) == "NM_000350.3:c.5882G>A"
        with pytest.raises(AnswerRefused, match="reference sequence"):
            made.clean(RawInput(parts={"": ["G1961E"]}), asked, context())

    def test_stands_in_forms(self, try_recipe: Try, tmp_path: Path) -> None:
        form = document(field("foundit1", "variant", hint={"en": "As reported"}))
        assert check_definition(form) != []
        try_recipe(self.RECIPE, self.PATH, field_types)
        assert check_definition(form) == []
        compiled = CompiledForm(form)
        shown = Shown(draft=Draft(answers={"foundit1": "<NM_1.1:c.1del>"}))
        page = page_view(compiled, compiled.pages[0].id, shown, context())
        html = render_page(self.templates(tmp_path), page)
        assert 'data-type="variant"' in html
        assert 'value="&lt;NM_1.1:c.1del&gt;"' in html
        assert "As reported" in html

    def templates(self, tmp_path: Path) -> Path:
        path = "templates/forms_engine/fields/variant.jinja"
        shutil.copytree(ROOT / "templates" / "forms_engine", tmp_path / "templates/forms_engine")
        (tmp_path / path).write_text(file_of(self.RECIPE, path), "utf-8")
        return tmp_path / "templates"


class TestLogicOperator:
    """`logic-operator.md`."""

    RECIPE = "logic-operator.md"
    PATH = "forms_engine/logic/operators/beginnings.py"
    TWIN = "site/client/src/logic/operators/beginnings.ts"

    def cases(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(lines_of(self.RECIPE, "json"))
        assert len(found) >= 3
        return found

    def test_answers_its_cases_on_the_server(self, try_recipe: Try) -> None:
        try_recipe(self.RECIPE, self.PATH, OPERATORS)
        symbols = CaseSymbols(VECTORS)
        for case in self.cases():
            answer = answer_case(case, symbols, VECTORS["context"])
            assert same(answer, case["expect"]), case["name"]
            assert check_rule(case["rule"], symbols, expected=BOOLEAN) == []
        assert "begins with" in sentence(self.cases()[0]["rule"], symbols, "en")

    @pytest.mark.skipif(
        not shutil.which("node") or not BUNDLER.exists(),
        reason="needs Node and the packages of site/client",
    )
    def test_answers_its_cases_in_the_browser(self, tmp_path: Path) -> None:
        logic = tmp_path / "logic"
        shutil.copytree(LOGIC, logic)
        (logic / "operators" / Path(self.TWIN).name).write_text(
            file_of(self.RECIPE, self.TWIN), "utf-8"
        )
        index = logic / "operators" / "index.ts"
        line = lines_of(self.RECIPE, "ts")
        family = line.split("{")[1].split("}")[0].strip()
        told = index.read_text("utf-8").replace(
            "    textOperators,", f"    {family},\n    textOperators,"
        )
        assert family in told
        index.write_text(line + told, "utf-8")
        assert self.answers(logic, tmp_path) == [case["expect"] for case in self.cases()]

    def answers(self, logic: Path, folder: Path) -> object:
        bundle, sent, told = (folder / name for name in ("logic.mjs", "sent.json", "told.json"))
        made = [BUNDLER, logic / "cases.ts", "--file", bundle, "--format", "esm"]
        subprocess.run([*map(str, made)], check=True, capture_output=True, cwd=folder)
        sent.write_text(json.dumps({**VECTORS, "cases": self.cases()}), "utf-8")
        script = ROOT / "tests" / "forms_engine" / "logic" / "answer_cases.mjs"
        subprocess.run(["node", str(script), str(bundle), str(sent), str(told)], check=True)
        found: object = json.loads(told.read_text("utf-8"))
        return found


class TestInterchangeFormat:
    """`interchange-format.md`."""

    RECIPE = "interchange-format.md"
    PATH = "forms_engine/interchange/question_list.py"
    ITS_TEST = "tests/forms_engine/interchange/test_question_list.py"

    def test_keeps_the_contract_of_formats_and_its_own_tests(self, try_recipe: Try) -> None:
        try_recipe(self.RECIPE, self.PATH, formats)
        test_base.TestFormats().test_each_says_what_it_is()
        space: dict[str, Any] = {"__name__": "test_question_list"}
        exec(compile(file_of(self.RECIPE, self.ITS_TEST), self.ITS_TEST, "exec"), space)  # noqa: S102
        tests = [each for name, each in space.items() if name.startswith("test_")]
        assert len(tests) >= 4
        for test in tests:
            test()


@pytest.mark.django_db
class TestTerminologySource:
    """`terminology-source.md`."""

    RECIPE = "terminology-source.md"
    PATH = "datasets/terminology/sources/inheritance.py"

    def test_is_loaded_and_searched(
        self, try_recipe: Try, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        module = try_recipe(self.RECIPE, self.PATH, sources)
        source = sources.get("inheritance")
        assert list(source.concepts()) == []
        file = tmp_path / "patterns.tsv"
        file.write_text("AD\tAutosomal dominant\tdominant|AD\nXL\tX-linked\t\n", "utf-8")
        monkeypatch.setenv(module.FILE, str(file))
        (loaded,) = load_terminology(source=source, now=NOW)
        assert (loaded.system, loaded.concepts) == ("INHERITANCE", 2)
        assert Concept.objects.get(code="XL").synonyms == []
        (found,) = DatabaseTerminology().search("INHERITANCE", "dominant")
        assert found.code == "AD"


@pytest.mark.django_db
class TestStartPageBlock:
    """`start-page-block.md`."""

    RECIPE = "start-page-block.md"
    PATH = "site/cpms/networks/start/handed_in.py"
    TEMPLATE = "templates/networks/start/handed_in.html"

    def test_shows_only_what_the_person_may_see(
        self, try_recipe: Try, tmp_path: Path, settings: Settings, client: Client
    ) -> None:
        try_recipe(self.RECIPE, self.PATH, blocks)
        self.add_template(tmp_path, settings)
        cast = make_cast()
        client.force_login(cast.eye.coordinator)
        assert "Handed in lately" not in client.get("/").content.decode()
        for network in (cast.eye, cast.rnd):
            submit_record(
                record_id=network.record.pk,
                by=network.clinician,
                now=NOW,
                context=form_context(network.record, NOW),
            )
        page = client.get("/").content.decode()
        assert "Handed in lately" in page
        assert f"/records/{cast.eye.record.pk}/" in page
        assert str(cast.rnd.record.pk) not in page

    def add_template(self, tmp_path: Path, settings: Settings) -> None:
        path = tmp_path / self.TEMPLATE
        path.parent.mkdir(parents=True)
        path.write_text(file_of(self.RECIPE, self.TEMPLATE), "utf-8")
        (engine,) = settings.TEMPLATES
        settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], tmp_path / "templates"]}]
