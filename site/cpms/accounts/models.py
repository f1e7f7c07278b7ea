"""People and their failed sign-ins."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """One person with an account. active (may sign in) → inactive (may not; the row stays, others point at it).

    Addresses name people by `public_id`, never by the row's number. `demo_note` says what an account of the demo is
    for; only accounts with one can be entered with one click, and only in the demo.
    pii: name, title, e-mail address, preferred language, time of the last sign-in
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"))
    title = models.CharField(_("title"), max_length=30, blank=True)
    first_name = models.CharField(_("given name"), max_length=150)
    last_name = models.CharField(_("family name"), max_length=150)
    preferred_language = models.CharField(
        _("preferred language"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    demo_note = models.CharField(max_length=120, blank=True, editable=False)

    REQUIRED_FIELDS: ClassVar[list[str]] = ["email", "first_name", "last_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["last_name", "first_name"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="email_once",
                violation_error_message=_("There is already an account with this e-mail address."),
            ),
            models.UniqueConstraint(
                Lower("username"),
                name="username_once",
                violation_error_message=_("There is already an account with this user name."),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The person as colleagues write it: “Dr A. Nowak”."""
        initial = f"{self.first_name[:1]}." if self.first_name else ""
        words = " ".join(word for word in (self.title, initial, self.last_name) if word)
        return words or self.username


class FailedSignIns(models.Model):
    """How often in a row one user name was tried in vain; the row goes when the right password comes.

    Also kept for names without an account, so that the answers do not tell which names have one. The name itself is
    not kept: people type passwords into the wrong box.
    pii: keyed hash of a user name
    """

    name_hash = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    blocked_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "failed sign-ins"

    def __str__(self) -> str:
        return f"{self.count} failed sign-ins"
