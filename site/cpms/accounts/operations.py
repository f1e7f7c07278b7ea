"""Signing in and out."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth import authenticate
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from cpms.accounts.models import FailedSignIns, User
from cpms.audit.operations import record
from datasets.acts import Act

FREE_ATTEMPTS = 5
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)


class SignInRefused(Exception):
    """User name and password do not belong together, or the account is closed; which of them is not told."""


class SignInDelayed(Exception):
    """Too many failures in a row. `until` is when the next attempt is read."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"Not before {until:%H:%M:%S}.")
        self.until = until


def sign_in(*, username: str, password: str, now: datetime) -> User:
    """Return the person. Raise `SignInRefused` or `SignInDelayed`.

    The attempt is counted and committed before the password is looked at: a hundred attempts at the same moment would
    otherwise all see a counter that is still zero.
    """
    name_hash = _hash(username)
    _count_attempt(name_hash, now=now)
    user = authenticate(username=username, password=password)
    if not isinstance(user, User):
        known = User.objects.filter(username=username).first()
        record(_act("refuse_sign_in", known, by=None, now=now))
        raise SignInRefused(_("This user name and this password do not belong together."))
    with transaction.atomic():
        FailedSignIns.objects.filter(pk=name_hash).delete()
        record(_act("sign_in", user, by=user, now=now))
    return user


def sign_in_to_demo(*, username: str, now: datetime) -> User:
    """Return an account of the demo. Raise `User.DoesNotExist`."""
    user = User.objects.exclude(demo_note="").get(username=username, is_active=True)
    record(_act("sign_in_with_one_click", user, by=user, now=now))
    return user


def sign_out(*, by: User, now: datetime) -> None:
    """Keep that the person left."""
    record(_act("sign_out", by, by=by, now=now))


def _count_attempt(name_hash: str, *, now: datetime) -> None:
    with transaction.atomic():
        FailedSignIns.objects.filter(last_at__lt=now - FORGOTTEN_AFTER).delete()
        row, _created = FailedSignIns.objects.select_for_update().get_or_create(
            pk=name_hash, defaults={"last_at": now}
        )
        if row.blocked_until is not None and row.blocked_until > now:
            raise SignInDelayed(row.blocked_until)
        row.count += 1
        row.last_at = now
        row.blocked_until = _blocked_until(row.count, now=now)
        row.save()


def _blocked_until(count: int, *, now: datetime) -> datetime | None:
    if count < FREE_ATTEMPTS:
        return None
    doublings = 1 << min(count - FREE_ATTEMPTS, 10)
    return now + min(FIRST_DELAY * doublings, LONGEST_DELAY)


def _hash(username: str) -> str:
    return salted_hmac("accounts.failed_sign_ins", username.lower(), algorithm="sha256").hexdigest()


def _act(name: str, user: User | None, *, by: User | None, now: datetime) -> Act:
    return Act(
        name=name,
        by=by.pk if by else None,
        subject_type="person",
        subject_id=str(user.public_id) if user else "",
        now=now,
    )
