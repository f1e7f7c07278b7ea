"""A small workflow for tests: a manuscript that is drafted, reviewed and done, with guards that say what they are told to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from cpms.accounts.models import User
from tests.factories.people import UserFactory
from workflow.effects import Moved
from workflow.guards import Situation
from workflow.models import Instance, Step, WorkflowVersion
from workflow.operations import move, publish_workflow, start

NOW = datetime(2026, 1, 6, 9, tzinfo=UTC)
SCOPE = UUID(int=7)
AUTHOR, EDITOR, READER = (frozenset({name}) for name in ("author", "editor", "reader"))


def review(**more: Any) -> dict[str, Any]:
    """Return the workflow as a document."""
    return {
        "format": "cpms-workflow/1",
        "key": "review",
        "title": "Review",
        "roles": {"author": "Author", "editor": "Editor", "ern_reader": "ERN reader"},
        "initial": "draft",
        "create": {"by": ["author"], "guards": [{"name": "has_title"}]},
        "states": [
            {
                "key": "draft",
                "label": "Draft",
                "kind": "active",
                "waits_for": ["author"],
                "forms": [{"purpose": "text", "fills": ["author"], "reads": ["editor"]}],
            },
            {"key": "in_review", "label": "In review", "kind": "active", "waits_for": ["editor"]},
            {"key": "done", "label": "Done", "kind": "soft_final"},
            {"key": "gone", "label": "Gone", "kind": "tombstone"},
        ],
        "transitions": [
            way("submit", ["draft"], "in_review", ["author"], guards=[{"name": "has_text"}]),
            way(
                "accept",
                ["in_review"],
                "done",
                ["editor"],
                guards=[
                    {
                        "name": "enough_votes",
                        "parameters": {"minimum": 2},
                        "override_by": ["editor"],
                    }
                ],
                effects=["print"],
            ),
            way(
                "give_back",
                ["in_review"],
                "draft",
                ["author", "editor"],
                direction="back",
                needs_reason=True,
            ),
            way("expire", ["draft"], "done", [], automatic_after_days=30),
            way(
                "reopen",
                ["done"],
                "draft",
                ["author", "editor", "ern_reader"],
                direction="back",
                needs_reason=True,
                reason_codes=[
                    {"code": "mistake", "label": "A mistake"},
                    {"code": "news", "label": "News"},
                ],
            ),
            way(
                "erase",
                ["draft", "done"],
                "gone",
                ["editor"],
                direction="side",
                guards=[{"any_of": [{"name": "has_no_readers"}, {"name": "was_asked_to"}]}],
            ),
        ],
        "actions": [
            {"key": "comment", "label": "Comment", "by": ["editor"], "states": ["in_review"]}
        ],
        **more,
    }


def way(key: str, sources: list[str], target: str, by: list[str], **more: Any) -> dict[str, Any]:
    """Return a transition."""
    label = key.replace("_", " ").capitalize()
    return {"key": key, "label": label, "from": sources, "to": target, "by": by, **more}


class Stub:
    """A guard that refuses with the words it was given, and notes what it was asked."""

    def __init__(self) -> None:
        self.words: str | None = None
        self.asked: list[tuple[Situation, Mapping[str, Any]]] = []

    def why_not(self, situation: Situation, parameters: Mapping[str, Any]) -> str | None:
        """Return the words."""
        self.asked.append((situation, parameters))
        return self.words


class Printing:
    """An effect that notes what moved, and fails when it is told to."""

    def __init__(self) -> None:
        self.moved: list[Moved] = []
        self.error: Exception | None = None

    def apply(self, moved: Moved) -> None:
        """Note it."""
        self.moved.append(moved)
        if self.error is not None:
            raise self.error


class Desk:
    """The workflow in use: published, with its guards, its effect and a person; started and moved in few words."""

    def __init__(self, stubs: Mapping[str, Stub], printing: Printing) -> None:
        self.stubs = stubs
        self.printing = printing
        self.person: User = UserFactory.create()

    def publish(self, **more: Any) -> WorkflowVersion:
        """Return the version in force of the workflow, changed by `more`."""
        return publish_workflow(document=review(**more), by=self.person, now=NOW)

    def start(self, *, now: datetime = NOW, **more: Any) -> Instance:
        """Return a new instance."""
        values: dict[str, Any] = {"scope": uuid4(), "roles": AUTHOR, "subject": None, **more}
        version = values.pop("version", None) or self.publish()
        return start(version=version, by=self.person, now=now, **values)

    def move(self, instance: Instance, transition: str, roles: frozenset[str], **more: Any) -> Step:
        """Take a transition from the newest step."""
        newest = Instance.objects.get(pk=instance.pk).step
        given = {"step": newest, "subject": None, "by": self.person, "now": NOW, **more}
        return move(instance_id=instance.pk, transition=transition, roles=roles, **given)

    def at(self, state: str) -> Instance:
        """Return a new instance that stands in a state."""
        instance = self.start()
        steps = {
            "draft": [],
            "in_review": [("submit", AUTHOR)],
            "done": [("submit", AUTHOR), ("accept", EDITOR)],
            "gone": [("erase", EDITOR)],
        }
        for transition, roles in steps[state]:
            self.move(instance, transition, roles)
        return Instance.objects.select_related("version").get(pk=instance.pk)
