"""The benchmarks run, compare equal things, and say when a goal does not hold."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from django.test import Client

import bench.benchmarks
from bench.benchmarks.rendering import PagesDiffer, refuse_difference
from bench.command import main, run_one
from bench.figures import Effort, Figure, Goal, NotMeasured, benchmarks
from bench.markup import read_markup
from bench.material import make_form
from bench.own_site import PLAIN
from bench.rounds import cpu_seconds
from bench.site_content import fill
from forms_engine.check import check_definition
from forms_engine.compile import CompiledForm
from forms_engine.validate import validate

SHAPE = {"figure", "ours", "peer", "peer_name", "unit", "ratio", "goal", "holds"}


class TestCommand:
    @pytest.mark.parametrize("name", ["validation", "rendering"])
    def test_writes_the_figures_of_a_benchmark(
        self, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        main(["--only", name, "--seconds", "0.1", "--fields", "20", "--out", str(tmp_path)])
        printed = capsys.readouterr().out
        figures = json.loads((tmp_path / f"{name}.json").read_text("utf-8"))
        assert [path.name for path in tmp_path.iterdir()] == [f"{name}.json"]
        assert figures
        for figure in figures:
            assert set(figure) == SHAPE
            assert figure["ours"] > 0
            assert (
                (figure["peer"] is None) == (figure["ratio"] is None) == (not figure["peer_name"])
            )
            assert figure["figure"] in printed

    def test_finds_every_benchmark(self) -> None:
        benchmarks.discover(bench.benchmarks)
        assert set(benchmarks.names()) == {"designer", "rendering", "validation"}


class TestRunOne:
    @pytest.fixture(autouse=True)
    def _quiet(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(benchmarks, "_items", {})
        monkeypatch.delenv("CI", raising=False)

    @pytest.mark.parametrize(("peer", "holds"), [(100.0, True), (21.0, False)])
    def test_fails_when_a_goal_does_not_hold(
        self, *, peer: float, holds: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        figure = Figure(
            figure="pages", unit="ms", ours=10, peer=peer, peer_name="them", goal=Goal(at_most=0.25)
        )
        benchmarks.register("pages", lambda effort: [figure])
        assert run_one("pages", Effort(), tmp_path) is holds
        assert ("NO" in capsys.readouterr().out) is not holds
        assert json.loads((tmp_path / "pages.json").read_text("utf-8"))[0]["holds"] is holds

    def test_passes_what_cannot_be_measured_but_not_in_ci(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(effort: Effort) -> list[Figure]:
            raise NotMeasured("There is no browser.")

        benchmarks.register("browser", refuse)
        assert run_one("browser", Effort(), tmp_path)
        monkeypatch.setenv("CI", "1")
        assert not run_one("browser", Effort(), tmp_path)


class TestFigure:
    def test_holds_a_budget_by_its_own_value(self) -> None:
        assert Figure(figure="x", unit="ms", ours=10, goal=Goal(at_most=10)).holds
        assert not Figure(figure="x", unit="ms", ours=10.1, goal=Goal(at_most=10)).holds

    def test_holds_a_comparison_by_the_ratio(self) -> None:
        goal = Goal(at_least=50)
        assert Figure(figure="x", unit="per second", ours=100, peer=2, goal=goal).holds
        assert not Figure(figure="x", unit="per second", ours=99, peer=2, goal=goal).holds


class TestCpuSeconds:
    def test_takes_turns_and_counts_work_not_waiting(self) -> None:
        turns: list[str] = []

        def work() -> None:
            turns.append("work")
            sum(range(200_000))

        def wait() -> None:
            turns.append("wait")
            time.sleep(0.02)

        working, waiting = cpu_seconds(work, wait, effort=Effort(seconds=0, rounds=3))
        assert turns == ["work", "wait"] * 4
        assert working > waiting


class TestMaterial:
    @pytest.mark.parametrize("size", [20, 200])
    def test_makes_a_form_that_can_be_published_and_answers_that_can_be_submitted(
        self, size: int
    ) -> None:
        form = make_form(size)
        assert check_definition(form.definition) == []
        compiled = CompiledForm(form.definition)
        assert len(compiled.fields) == size
        assert validate(compiled, form.good(1)[0], {}, form.context()) == []

    def test_spreads_the_questions_over_pages(self) -> None:
        pages = make_form(200, on_a_page=40).definition["elements"]
        assert [
            sum(len(section["elements"]) for section in page["elements"]) for page in pages
        ] == [40] * 5

    def test_breaks_each_broken_record(self) -> None:
        form = make_form(20)
        validator = CompiledForm(form.definition).validator
        assert [validator.is_valid(record) for record in form.broken(50)] == [False] * 50

    def test_is_the_same_at_every_run(self) -> None:
        assert make_form(20).broken(5) == make_form(20).broken(5)


class TestRefuseDifference:
    compiled = CompiledForm(make_form(1).definition)
    page = (
        "<label>Where was night blindness first described (1)</label>"
        "<p>As in the patient’s file &amp; letters, item 1.</p><p>Too long.</p><input name='item_0' value='x'>"
    )
    errors = {"item_0": "Too long."}

    def test_accepts_pages_that_ask_the_same(self) -> None:
        refuse_difference(self.compiled, self.page, f"<div>{self.page}</div>", self.errors)

    @pytest.mark.parametrize(
        ("part", "instead"),
        [
            ("item_0", "item_1"),
            ("value='x'", "value='y'"),
            ("night blindness", "blindness"),
            ("&amp; letters", "letters"),
            ("Too long.", ""),
        ],
    )
    def test_refuses_a_page_that_differs(self, part: str, instead: str) -> None:
        with pytest.raises(PagesDiffer):
            refuse_difference(
                self.compiled, self.page, self.page.replace(part, instead), self.errors
            )

    def test_refuses_pages_without_errors(self) -> None:
        with pytest.raises(PagesDiffer):
            refuse_difference(self.compiled, self.page, self.page, {})


class TestFill:
    @pytest.mark.django_db(databases=["default", "identity"])
    def test_makes_pages_that_the_designer_opens_and_puts_them_back(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        fill([(40, 20)])
        fill([(40, 20)])
        content = json.loads(capsys.readouterr().out.splitlines()[-1])
        client = Client()
        client.cookies[content["cookie"]["name"]] = content["cookie"]["value"]
        pages = {(count, on_a_page): page for count, on_a_page, page in content["pages"]}
        assert set(pages) == {PLAIN, (40, 20)}
        for form, page in pages.items():
            answer = client.get(f"/cms/pages/{page}/edit/")
            assert answer.status_code == 200
            assert ("<cpms-designer" in answer.text) == (form != PLAIN)


class TestReadMarkup:
    def test_reads_inputs_options_values_and_text(self) -> None:
        asked = read_markup(
            "<p>A &lt; B</p><input type=radio name=r value=a checked><input type=radio name=r value=b>"
            "<select name=s><option value=''>-</option><option value=c selected>C</option></select>"
            "<textarea name=t>\none  two</textarea><input name=u value=v><input type=submit>"
        )
        assert asked.names == {"r", "s", "t", "u"}
        assert asked.offered == {("r", "a"), ("r", "b"), ("s", "c")}
        assert asked.filled == {("r", "a"), ("s", "c"), ("t", "one  two"), ("u", "v")}
        assert asked.text == "A < B-C"
