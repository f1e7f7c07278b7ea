"""Writing to each other, and noting what was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from cpms.audit import operations as audit
from cpms.communication.models import Message, NewsSeen
from cpms.events.operations import publish
from cpms.panels.models import Panel
from cpms.panels.permissions import why_not
from datasets.acts import Act

if TYPE_CHECKING:
    from datetime import datetime

    from cpms.accounts.models import User
    from cpms.events.cursor import Cursor


class MessageRefused(Exception):
    """The message cannot be posted; the text says why."""


@transaction.atomic
def post_message(*, case_id: UUID, key: UUID, text: str, by: User, now: datetime) -> Message:
    """Write in the discussion of a case, and tell those who may read it.

    `key` is drawn when the form is shown: the same words under the same key are one message, however often they are
    sent. Raise `Panel.DoesNotExist` if the person does not see the case in full, and `MessageRefused`.
    """
    panel = (
        Panel.objects.open_to(by)
        .select_related("case__patient", "instance__version", "network")
        .select_for_update(of=("self",), no_key=True)
        .get(case_id=case_id)
    )
    words = text.replace("\r\n", "\n").strip()
    known = Message.objects.filter(case_id=case_id, pk=key, by=by, text=words).first()
    if known is not None:
        return known
    _refuse_unfitting(panel, words, by, now=now)
    if Message.objects.filter(case_id=case_id, pk=key).exists():  # other words: another message
        key = uuid4()
    message = Message.objects.create(id=key, case_id=case_id, text=words, by=by, at=now)
    publish(
        kind="message_posted",
        subject_type="message",
        subject_id=str(message.pk),
        scope=case_id,
        by=by,
        now=now,
    )
    audit.record(
        Act(
            name="post_message",
            by=by.pk,
            subject_type="message",
            subject_id=str(message.pk),
            scope=case_id,
            now=now,
        )
    )
    return message


def _refuse_unfitting(panel: Panel, words: str, by: User, *, now: datetime) -> None:
    if reason := why_not(panel, by, "message", now=now):
        raise MessageRefused(reason)
    if not words:
        raise MessageRefused(_("Write your message first."))
    if len(words) > Message.MOST_CHARACTERS:
        raise MessageRefused(
            _("The message has %(length)s characters; it may have %(most)s.")
            % {"length": len(words), "most": Message.MOST_CHARACTERS}
        )


@transaction.atomic
def mark_seen(*, up_to: Cursor, by: User) -> None:
    """Note that the person has seen what is new up to a place. What has come since is still new; nothing becomes new again.

    It changes nothing for anybody else, so the audit trail says nothing of it.
    """
    place = {"xid": up_to.xid, "event_id": up_to.id}
    seen, created = NewsSeen.objects.select_for_update().get_or_create(user=by, defaults=place)
    if not created and seen.cursor < up_to:
        seen.xid, seen.event_id = up_to.xid, up_to.id
        seen.save(update_fields=["xid", "event_id"])
