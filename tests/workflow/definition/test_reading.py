"""From a document to a definition, and everything that can be wrong with one."""

from __future__ import annotations

import copy
from typing import Any

import jsonschema
import pytest

from tests.workflow.review import review, way
from workflow.definition import (
    AnyOf,
    DefinitionRefused,
    FormUse,
    GuardUse,
    UnknownKey,
    read_definition,
    uses_of,
)
from workflow.definition.shape import _schema


def changed(path: str, value: Any) -> dict[str, Any]:
    """Return the small workflow with one place changed; `...` takes it away."""
    document: Any = copy.deepcopy(review())
    *parents, last = [int(part) if part.isdigit() else part for part in path.split("/")]
    here = document
    for part in parents:
        here = here[part]
    if value is ...:
        del here[last]
    elif isinstance(here, list) and last == len(here):
        here.append(value)
    else:
        here[last] = value
    return dict(document)


def problems_of(document: Any) -> dict[str, str]:
    """Return the sentences by their places."""
    with pytest.raises(DefinitionRefused) as refused:
        read_definition(document)
    return {each.path: each.words for each in refused.value.problems}


class TestReadDefinition:
    def test_reads_every_part(self) -> None:
        definition = read_definition(review())
        assert (definition.key, definition.title, definition.initial) == (
            "review",
            "Review",
            "draft",
        )
        assert definition.roles["ern_reader"] == "ERN reader"
        assert definition.create_roles == {"author"}
        assert definition.create_guards == (GuardUse(name="has_title"),)
        draft = definition.state("draft")
        assert (draft.label, draft.kind) == ("Draft", "active")
        assert draft.waits_for == {"author"}
        assert draft.forms == (
            FormUse(purpose="text", fills=frozenset({"author"}), reads=frozenset({"editor"})),
        )
        accept = definition.transition("accept")
        assert accept.guards == (
            GuardUse(
                name="enough_votes", parameters={"minimum": 2}, override_by=frozenset({"editor"})
            ),
        )
        assert (accept.effects, accept.direction, accept.automatic_after_days) == (
            ("print",),
            "forward",
            None,
        )
        assert definition.transition("expire").automatic_after_days == 30
        reopen = definition.transition("reopen")
        assert (reopen.needs_reason, reopen.direction) == (True, "back")
        assert reopen.reason_codes == (("mistake", "A mistake"), ("news", "News"))
        (either,) = definition.transition("erase").guards
        assert isinstance(either, AnyOf)
        assert [use.name for use in uses_of([either])] == ["has_no_readers", "was_asked_to"]
        comment = definition.action("comment")
        assert comment.roles == {"editor"}
        assert comment.states == {"in_review"}

    def test_lists_what_leaves_a_state(self) -> None:
        definition = read_definition(review())
        assert [each.key for each in definition.leaving("draft")] == ["submit", "expire", "erase"]
        assert definition.leaving("gone") == ()

    def test_refuses_keys_that_there_are_not(self) -> None:
        definition = read_definition(review())
        for ask in (definition.state, definition.transition, definition.action):
            with pytest.raises(UnknownKey):
                ask("nowhere")

    @pytest.mark.parametrize(
        ("path", "value", "place", "words"),
        [
            ("initial", ..., "", "“initial” is missing."),
            ("format", "cpms-workflow/2", "/format", "This does not fit"),
            ("titel", "x", "/titel", "“titel” is not a known key here. Did you mean “title”?"),
            ("states/0/waits_fr", [], "/states/0/waits_fr", "Did you mean “waits_for”?"),
            ("states/0/kind", "open", "/states/0/kind", "one of: active, soft_final, final, tomb"),
            ("states/0/key", "Draft", "/states/0/key", "“Draft” is not a key"),
            ("title", "\0", "/title", "NUL"),
            ("transitions/0/from", [], "/transitions/0/from", "At least 1 must be listed"),
            (
                "transitions/0/guards/0/any_of",
                [],
                "/transitions/0/guards/0/name",
                "not a known key",
            ),
            (
                "transitions/3/automatic_after_days",
                "x",
                "/transitions/3/automatic_after_days",
                "num",
            ),
            ("initial", "nowhere", "/initial", "There is no state “nowhere”."),
            ("transitions/0/to", "nowhere", "/transitions/0/to", "There is no state “nowhere”."),
            ("transitions/0/from/1", "nowhere", "/transitions/0/from/1", "no state “nowhere”."),
            ("actions/0/states/0", "nowhere", "/actions/0/states/0", "no state “nowhere”."),
            ("create/by/0", "king", "/create/by/0", "There is no role “king”."),
            ("transitions/0/by/0", "king", "/transitions/0/by/0", "no role “king”."),
            ("actions/0/by/0", "king", "/actions/0/by/0", "no role “king”."),
            ("states/0/waits_for/0", "king", "/states/0/waits_for/0", "no role “king”."),
            ("states/0/forms/0/fills/0", "king", "/states/0/forms/0/fills/0", "no role “king”."),
            ("states/0/forms/0/reads/0", "king", "/states/0/forms/0/reads/0", "no role “king”."),
            (
                "transitions/1/guards/0/override_by/0",
                "king",
                "/transitions/1/guards/0/override_by/0",
                "no role “king”.",
            ),
            (
                "states/4",
                {"key": "draft", "label": "Again", "kind": "active"},
                "/states/4/key",
                "There are two states with the key “draft”.",
            ),
            (
                "transitions/6",
                way("submit", ["draft"], "done", ["author"]),
                "/transitions/6/key",
                "There are two transitions with the key “submit”.",
            ),
            (
                "states/0/forms/1",
                {"purpose": "text"},
                "/states/0/forms/1/purpose",
                "The state “draft” has two forms for “text”.",
            ),
            (
                "states/4",
                {"key": "limbo", "label": "Limbo", "kind": "final"},
                "/states/4",
                "No way leads to the state “limbo”.",
            ),
            (
                "states/3/kind",
                "active",
                "/states/3",
                "No way leads out of the state “gone”, and it is not final.",
            ),
            (
                "transitions/6",
                way("revive", ["gone"], "draft", ["editor"]),
                "/transitions/6/from/0",
                "Nothing leads out of the state “gone”: its content is gone.",
            ),
            (
                "transitions/4/needs_reason",
                False,
                "/transitions/4/reason_codes",
                "There are reasons to choose from, but no reason is needed.",
            ),
            (
                "transitions/4/reason_codes/1/code",
                "mistake",
                "/transitions/4/reason_codes",
                "Two reasons have the same code.",
            ),
            (
                "transitions/3/automatic_after_days",
                None,
                "/transitions/3/by",
                "Nobody can take the transition “expire”.",
            ),
        ],
    )
    def test_refuses_with_the_place_and_a_sentence(
        self, path: str, value: Any, place: str, words: str
    ) -> None:
        found = problems_of(changed(path, value))
        assert words in found[place]

    def test_a_state_that_leads_only_to_itself_is_a_dead_end(self) -> None:
        document = changed("states/3/kind", "active")
        document["transitions"].append(way("turn", ["gone"], "gone", ["editor"]))
        assert "/states/3" in problems_of(document)

    @pytest.mark.parametrize("document", [[], None, "x", 3, {}])
    def test_refuses_what_is_no_document_at_all(self, document: Any) -> None:
        assert problems_of(document)

    def test_says_all_problems_at_once(self) -> None:
        document = changed("initial", "nowhere")
        document["create"]["by"] = ["king"]
        assert {"/initial", "/create/by/0"} <= set(problems_of(document))

    def test_the_text_of_the_refusal_begins_with_the_first(self) -> None:
        with pytest.raises(DefinitionRefused, match=r"First: /initial: There is no state"):
            read_definition(changed("initial", "nowhere"))


def test_the_shipped_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(_schema())
    jsonschema.validate(review(), _schema())
