"""Who may see and fill which records. The site installs the provider; without one nobody may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    Person: TypeAlias = AbstractBaseUser | AnonymousUser
    RecordsT = TypeVar("RecordsT", bound=QuerySet[Any])


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What a record is part of: the `title` and address of the whole, and the record's `name` in it.

    `hands_in` tells whether handing the record in is an act of its own; if not, the whole freezes it in time.
    """

    title: str
    url: str
    name: str
    hands_in: bool


class RecordAccess(Protocol):
    """What the site answers. Pages are Wagtail pages of forms that are live."""

    def visible(self, user: Person, records: RecordsT) -> RecordsT:
        """Return the records that the person may see."""
        ...

    def forms(self, user: Person, pages: QuerySet[Any]) -> QuerySet[Any]:
        """Return the form pages whose records the person may see or fill."""
        ...

    def may_create(self, user: Person, page: Any, scope: UUID | None) -> bool:
        """Tell whether the person may start a record of the form; `scope` is the case that it will belong to."""
        ...

    def may_edit(self, user: Person, page: Any, scope: UUID | None) -> bool:
        """Tell whether the person may fill a record of the form that is visible to them; `scope` is its case."""
        ...

    def setting(self, user: Person, record: Any) -> Setting | None:
        """Return what a visible record is part of, None if it stands for itself."""
        ...

    def handed_in(self, record: Any, by: AbstractBaseUser, now: datetime) -> None:
        """Hear, in its transaction, that a record was handed in."""
        ...


class NobodyMay:
    """The provider of a site that has said nothing."""

    def visible(self, user: Person, records: RecordsT) -> RecordsT:
        """Show nothing."""
        return records.none()

    def forms(self, user: Person, pages: QuerySet[Any]) -> QuerySet[Any]:
        """Show nothing."""
        return pages.none()

    def may_create(self, user: Person, page: Any, scope: UUID | None) -> bool:
        """Refuse."""
        return False

    def may_edit(self, user: Person, page: Any, scope: UUID | None) -> bool:
        """Refuse."""
        return False

    def setting(self, user: Person, record: Any) -> Setting | None:
        """Know of nothing."""
        return None

    def handed_in(self, record: Any, by: AbstractBaseUser, now: datetime) -> None:
        """Do nothing."""


_providers: list[RecordAccess] = [NobodyMay()]


def install(provider: RecordAccess) -> None:
    """Take the provider; the last one installed is used."""
    _providers[:] = [provider]


def provider() -> RecordAccess:
    """Return the provider in use."""
    return _providers[0]
