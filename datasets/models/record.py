"""Records: one filled form each, with every save."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from datasets import access
from datasets.models.frozen import frozen
from datasets.models.version import FormVersion

if TYPE_CHECKING:
    from datasets.access import Person


class RecordQuerySet(models.QuerySet["Record"]):
    """Records by what is asked of them."""

    def visible_to(self, user: Person) -> RecordQuerySet:
        """Keep what the person may see; the site's provider decides."""
        return access.provider().visible(user, self)

    def draft(self) -> RecordQuerySet:
        """Keep records that are still being filled in."""
        return self.filter(state=Record.State.DRAFT)

    def submitted(self) -> RecordQuerySet:
        """Keep records that were handed in."""
        return self.filter(state=Record.State.SUBMITTED)


class Record(models.Model):
    """One filled form. It pins one version of the form for life.

    draft (filled section by section) → submitted (read only).
    `answers` and `missing` are the typed draft; `unread` keeps by JSON Pointer what was typed but is no answer yet.
    `sections` counts the saves of each page, which is what a save says that it started from. `scope` is the case that the
    record belongs to, if any.
    pii: answers to questions classed quasi, sensitive and free text; never to those classed direct
    """

    class State(models.TextChoices):
        """Where a record stands."""

        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="records")
    number = models.PositiveIntegerField(help_text="Counts the records of a form from 1.")
    scope = models.UUIDField(null=True, blank=True, db_index=True)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    answers = models.JSONField(default=dict)
    missing = models.JSONField(default=dict)
    unread = models.JSONField(default=dict)
    sections = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at"]
        indexes = [models.Index(fields=["version", "state", "-updated_at"], name="record_list")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted"]), name="record_state_known"
            )
        ]

    def __str__(self) -> str:
        return f"Record {self.number}"

    @property
    def is_draft(self) -> bool:
        """Whether it is still being filled in."""
        return self.state == self.State.DRAFT

    def section_version(self, page: str) -> int:
        """Return how often a page was saved."""
        return int(self.sections.get(page, 0))


class Revision(models.Model):
    """One save of one page of a record: what changed, by JSON Pointer, from what to what. Never changed, never deleted.

    `applied` is false for a save that met a conflict: what was typed is kept here, and the person decides.
    pii: answers, as in Record
    """

    class Kind(models.TextChoices):
        """How it came about."""

        SAVE = "save", "Saved"
        AUTOSAVE = "autosave", "Saved automatically"
        CONFLICT = "conflict", "Kept aside because of a conflict"

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="revisions")
    page = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    base = models.PositiveIntegerField()
    changes = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["record", "at", "pk"]
        indexes = [models.Index(fields=["record", "page", "number"], name="revision_of_page")]
        triggers: ClassVar[list[pgtrigger.Trigger]] = frozen("Revisions")

    def __str__(self) -> str:
        return f"{self.record_id} {self.page} {self.number}"


class Submission(models.Model):
    """What was handed in: the visible answers, the circumstances they were checked in, and their hash. Never changed.

    pii: answers, as in Record
    """

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="submission")
    answers = models.JSONField()
    missing = models.JSONField()
    context = models.JSONField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        triggers: ClassVar[list[pgtrigger.Trigger]] = frozen("Submissions")

    def __str__(self) -> str:
        return f"Submission of {self.record_id}"


class Upload(models.Model):
    """A file that was received for a record, checked and kept outside the web server's reach.

    pii: the file and its name may hold anything that the person put in
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="uploads")
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at"]
        triggers: ClassVar[list[pgtrigger.Trigger]] = frozen("Received files")

    def __str__(self) -> str:
        return f"Upload {self.pk}"

    def description(self) -> dict[str, str | int]:
        """Return the answer that describes the file."""
        return {
            "upload": str(self.pk),
            "name": self.name,
            "media_type": self.media_type,
            "size": self.size,
            "sha256": self.sha256,
        }
