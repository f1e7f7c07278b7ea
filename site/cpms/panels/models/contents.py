"""What a panel holds: its forms with pinned versions, what is asked meanwhile, signatures and outcomes."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from cpms.panels.models.panel import Panel
from datasets.models import FormVersion, Record, Submission
from datasets.models.frozen import frozen


class PanelForm(models.Model):
    """A form of a panel in the version that was in force when the panel began. `purpose` is what the workflow calls it by.

    pii: none
    """

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="forms")
    purpose = models.CharField(max_length=20)
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["panel", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "version"], name="panel_form_once"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} of {self.panel_id}"


class PanelRecord(models.Model):
    """A form of a panel, filled: by one person if `person` says so, else by whoever the step allows.

    `number` counts the outcomes of a panel that was opened again; it is 1 everywhere else.
    pii: whose assessment it is
    """

    form = models.ForeignKey(PanelForm, on_delete=models.PROTECT, related_name="records")
    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="panel_record")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    number = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["form", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "person", "number"],
                nulls_distinct=False,
                name="panel_record_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.form_id} {self.number}"


class DataRequest(models.Model):
    """Something that the panel wants to know of the requester. open → answered / withdrawn.

    pii: question and answer are free text about a patient
    """

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="data_requests")
    text = models.TextField(max_length=2000)
    due_date = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["panel", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="data_request_answered_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"Request of {self.panel_id}"


class Signature(models.Model):
    """One person signed one text of the outcome, in one round of sign-off. Never changed, never deleted.

    It counts as long as the panel stands in that round (`step` is the workflow's step that opened it) and the outcome says
    what was signed (`content_sha256`): going back makes it void and keeps it.
    pii: who signed; the note is free text about a case
    """

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    step = models.PositiveIntegerField()
    content_sha256 = models.CharField(max_length=64)
    note = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["panel", "at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "person", "step", "content_sha256"], name="signature_once"
            )
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = frozen("Signatures")

    def __str__(self) -> str:
        return f"Signature on {self.panel_id}"


class Outcome(models.Model):
    """What a panel came to, frozen when it was closed: the answers, who had signed them, and the document. Never changed.

    A panel that was opened again has a second one; the first stays. `step` is the workflow's step that closed it.
    pii: the document and the answers are about a patient, without identity
    """

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="outcomes")
    number = models.PositiveSmallIntegerField()
    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="+")
    step = models.PositiveIntegerField()
    document = models.BinaryField()
    document_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["panel", "number"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "number"], name="outcome_number_once")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = frozen("Outcomes")

    def __str__(self) -> str:
        return f"Outcome {self.number} of {self.panel_id}"
