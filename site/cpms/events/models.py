"""The outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Func, Q

from cpms.accounts.models import User
from cpms.events import audience
from cpms.events.cursor import Cursor

if TYPE_CHECKING:
    from datasets.access import Person

    Number = models.Field[int, int]
else:
    Number = models.Field

DAYS_KEPT = 30


class TransactionId(Number):
    """The number of a database transaction, in 64 bits: unlike `xid` it never comes round again."""

    def db_type(self, connection: Any) -> str:
        """Name the type."""
        return "xid8"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> int | None:
        """Return the number; the driver does not know the type and hands over its text."""
        return None if value is None else int(value)

    def get_prep_value(self, value: Any) -> Any:
        """Return the text: no number can be cast to the type."""
        value = super().get_prep_value(value)
        return str(value) if isinstance(value, int) else value


class CurrentTransaction(Func):
    """The transaction that the statement runs in."""

    function = "pg_current_xact_id"
    arity = 0
    output_field = TransactionId()


class OldestRunning(Func):
    """The first transaction that this statement cannot be sure about: all before it have ended and are seen."""

    template = "pg_snapshot_xmin(pg_current_snapshot())"
    arity = 0
    output_field = TransactionId()


class EventQuerySet(models.QuerySet["Event"]):
    """Events by what is asked of them."""

    def visible_to(self, user: Person) -> EventQuerySet:
        """Keep what the person may know now: what is addressed to them, and what happened in their cases."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        scopes = audience.provider().scopes_of(user)
        return self.filter(Q(recipient=user) | Q(recipient__isnull=True, scope__in=scopes))

    def settled(self) -> EventQuerySet:
        """Keep those that no event can come before any more. Events wait for the longest transaction that writes."""
        return self.filter(xid__lt=OldestRunning())

    def after(self, cursor: Cursor) -> EventQuerySet:
        """Keep those behind a place."""
        return self.filter(
            Q(xid__gt=cursor.xid) | Q(xid=cursor.xid, id__gt=cursor.id), xid__gte=cursor.xid
        )

    def in_order(self) -> EventQuerySet:
        """Sort by place, first things first."""
        return self.order_by("xid", "id")

    def newest_first(self) -> EventQuerySet:
        """Sort by place, last things first."""
        return self.order_by("-xid", "-id")


class Event(models.Model):
    """Something that happened, told to those who may know: to one person, or to all who may know about a case.

    Written in the transaction of what happened, so that neither is there without the other. It names things by their
    ids and says nothing about them: whoever is told looks them up, with the rights of that moment. `xid` is the
    transaction, for the order (see `Cursor`). An event is never changed, and deleted after 30 days.
    pii: ids of people and cases; never a name, an answer or a pseudonym
    """

    id = models.BigAutoField(primary_key=True)
    xid = TransactionId(db_default=CurrentTransaction(), editable=False)
    kind = models.CharField(max_length=60)
    scope = models.UUIDField(null=True)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=200)
    actor_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["xid", "id"]
        indexes = [
            models.Index(fields=["xid", "id"], name="event_by_place"),
            models.Index(
                fields=["scope", "xid", "id"],
                name="event_of_scope",
                condition=Q(scope__isnull=False),
            ),
            models.Index(fields=["at"], name="event_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__regex=r"^[a-z][a-z0-9_]*$"), name="event_kind_is_snake_case"
            ),
            models.CheckConstraint(
                condition=Q(scope__isnull=False) | Q(recipient__isnull=False),
                name="event_is_for_somebody",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="event_frozen",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func="RAISE EXCEPTION 'Events never change.' USING ERRCODE = 'restrict_violation';",
            ),
            pgtrigger.Trigger(
                name="event_kept",
                operation=pgtrigger.Delete,
                when=pgtrigger.Before,
                func=f"""
                    IF OLD.at > now() - interval '{DAYS_KEPT} days' THEN
                        RAISE EXCEPTION 'Events are kept for {DAYS_KEPT} days.'
                            USING ERRCODE = 'restrict_violation';
                    END IF;
                    RETURN OLD;
                """,
            ),
            pgtrigger.Trigger(
                name="event_truncate",
                operation=pgtrigger.Truncate,
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                func=f"""
                    RAISE EXCEPTION 'Events are kept for {DAYS_KEPT} days.'
                        USING ERRCODE = 'restrict_violation';
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_type} {self.subject_id}"

    @property
    def cursor(self) -> Cursor:
        """Its place."""
        return Cursor(self.xid, self.pk)
