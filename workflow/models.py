"""Published workflows, what follows them, and every step that was taken."""

from __future__ import annotations

import uuid
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models

from datasets.models.frozen import frozen
from workflow import access
from workflow.definition import Definition, State, read_definition

if TYPE_CHECKING:
    from datasets.access import Person


class WorkflowVersionQuerySet(models.QuerySet["WorkflowVersion"]):
    """Versions by what is asked of them."""

    def newest(self, key: str) -> WorkflowVersion | None:
        """Return the version of a workflow that is in force."""
        return self.filter(key=key).order_by("-number").first()


class WorkflowVersion(models.Model):
    """A workflow as it was published. The database refuses to change it.

    Versions of a key count from 1. An instance pins one of them for life.
    pii: the publisher's account
    """

    key = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = WorkflowVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "number"], name="workflow_number_once_per_key"),
        ]
        ordering = ["key", "-number"]
        triggers: ClassVar[list[pgtrigger.Trigger]] = frozen("Published workflows")

    def __str__(self) -> str:
        return f"{self.key} v{self.number}"

    @property
    def definition(self) -> Definition:
        """The version made ready for use. Read once per process: a version never changes."""
        return _read(self.pk, self.sha256, _Document(self.document))


class _Document:
    """A document that takes no part in the cache's key; the hash stands for it."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.value = document

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Document)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=256)
def _read(pk: int, sha256: str, document: _Document) -> Definition:
    return read_definition(document.value)


class InstanceQuerySet(models.QuerySet["Instance"]):
    """Instances by what is asked of them."""

    def visible_to(self, user: Person) -> InstanceQuerySet:
        """Keep what the person may see; the site's provider decides."""
        return access.provider().visible(user, self)

    def in_states(self, *states: str) -> InstanceQuerySet:
        """Keep what stands in one of the states."""
        return self.filter(state__in=states)


class Instance(models.Model):
    """Something that follows a workflow: a consultation, say. It pins one version of the workflow for life.

    Its states are those of the version. `step` is the number of its newest step, which is what a person who decides says that
    they saw; `entered_at` is the time of that step. `scope` is the case that it belongs to.
    pii: none of its own; `scope` leads to a case
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(WorkflowVersion, on_delete=models.PROTECT, related_name="instances")
    scope = models.UUIDField(db_index=True)
    state = models.CharField(max_length=60)
    step = models.PositiveIntegerField(default=1)
    entered_at = models.DateTimeField()
    created_at = models.DateTimeField()

    objects = InstanceQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "entered_at"], name="instance_by_state")]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    @property
    def definition(self) -> Definition:
        """The workflow that it follows."""
        return self.version.definition

    @property
    def current_state(self) -> State:
        """Where it stands, with label, forms and whose turn it is."""
        return self.definition.state(self.state)


class Step(models.Model):
    """One step of an instance's history. The database refuses to change it.

    Steps count from 1; the first is the transition `create`, from no state. Without `by` the timer took it. `roles` are those
    that the person had then, `overridden` the guards that they went past.
    pii: the account of who took the step, and the reason in words that they gave
    """

    CREATE = "create"

    instance = models.ForeignKey(Instance, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    transition = models.CharField(max_length=60)
    from_state = models.CharField(max_length=60, blank=True)
    to_state = models.CharField(max_length=60)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    roles = models.JSONField(default=list)
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    reason_code = models.CharField(max_length=60, blank=True)
    overridden = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instance", "number"], name="step_number_once"),
        ]
        ordering = ["instance", "number"]
        triggers: ClassVar[list[pgtrigger.Trigger]] = frozen("Steps of a workflow")

    def __str__(self) -> str:
        return f"{self.number} {self.transition}"
