"""Messages, and how far somebody has looked at what is new."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models

from cpms.events.cursor import Cursor
from cpms.events.models import TransactionId
from cpms.patients.models import Case
from datasets.models.frozen import frozen

if TYPE_CHECKING:
    import pgtrigger

    from datasets.access import Person


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages by what is asked of them."""

    def visible_to(self, user: Person) -> MessageQuerySet:
        """Keep those of cases that the person may see in full; who sees a summary reads no discussion."""
        return self.filter(case__in=Case.objects.full_for(user).values("pk"))


class Message(models.Model):
    """What one person wrote in the discussion of a case. Written once: what colleagues have answered to stays as it was.

    pii: free text about a patient, and who wrote it
    """

    MOST_CHARACTERS: ClassVar[int] = 5_000

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    text = models.TextField(max_length=MOST_CHARACTERS)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["case", "at"], name="messages_of_case")]
        triggers: ClassVar[list[pgtrigger.Trigger]] = frozen("Messages")

    def __str__(self) -> str:
        return f"Message {self.pk}"


class NewsSeen(models.Model):
    """How far one person has looked: all up to this place in the outbox is seen. No row: nothing yet.

    pii: up to when a person looked
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    xid = TransactionId()
    event_id = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "news seen"

    def __str__(self) -> str:
        return f"Seen by {self.user_id} up to {self.cursor}"

    @property
    def cursor(self) -> Cursor:
        """The place."""
        return Cursor(self.xid, self.event_id)
