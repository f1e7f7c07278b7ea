"""The audit trail."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from datetime import datetime


class AuditRowQuerySet(models.QuerySet["AuditRow"]):
    """Rows by what is asked of them."""

    def about(self, subject_type: str, subject_id: str) -> AuditRowQuerySet:
        """Keep what happened to one thing."""
        return self.filter(subject_type=subject_type, subject_id=subject_id)

    def within(self, scope: uuid.UUID) -> AuditRowQuerySet:
        """Keep what belongs to one case."""
        return self.filter(scope=scope)

    def since(self, at: datetime) -> AuditRowQuerySet:
        """Keep what happened at that time or later."""
        return self.filter(at__gte=at)


class AuditRow(models.Model):
    """One act or one read, written once: the database refuses to change or delete it.

    There are no foreign keys: the row outlives what it speaks of, and nothing above can be reached from it.
    `scope` is the uuid of the case that the act belongs to; `request_id` joins the rows of one request.
    pii: ids of people and cases; never a name, an answer or a pseudonym
    """

    class ActorKind(models.TextChoices):
        """Who acted."""

        PERSON = "person", "A person"
        SYSTEM = "system", "The system: a command, a job, or somebody not signed in"

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_kind = models.CharField(max_length=10, choices=ActorKind)
    act = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.TextField()
    scope = models.UUIDField(null=True)
    details = models.JSONField(default=dict)
    request_id = models.CharField(max_length=32, blank=True)

    objects = AuditRowQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "at"], name="audit_of_subject"),
            models.Index(fields=["actor_id", "at"], name="audit_of_actor"),
            models.Index(
                fields=["scope", "at"], name="audit_of_scope", condition=Q(scope__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(act__regex=r"^[a-z][a-z0-9_]*$"), name="audit_act_is_snake_case"
            ),
            models.CheckConstraint(
                condition=Q(actor_kind="person", actor_id__isnull=False)
                | Q(actor_kind="system", actor_id__isnull=True),
                name="audit_person_has_id",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.subject_type} {self.subject_id}"
