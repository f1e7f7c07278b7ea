"""Who may see which instances. The site installs the provider; without one nobody may."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from datasets.access import Person

    InstancesT = TypeVar("InstancesT", bound=QuerySet[Any])


class InstanceAccess(Protocol):
    """What the site answers."""

    def visible(self, user: Person, instances: InstancesT) -> InstancesT:
        """Return the instances that the person may see."""
        ...


class NobodyMay:
    """The provider of a site that has said nothing."""

    def visible(self, user: Person, instances: InstancesT) -> InstancesT:
        """Show nothing."""
        return instances.none()


_providers: list[InstanceAccess] = [NobodyMay()]


def install(provider: InstanceAccess) -> None:
    """Take the provider; the last one installed is used."""
    _providers[:] = [provider]


def provider() -> InstanceAccess:
    """Return the provider in use."""
    return _providers[0]
