"""People."""

# factory_boy types its factories but not what stands in them.
# mypy: disable-error-code="no-untyped-call, attr-defined"
from __future__ import annotations

import factory

from cpms.accounts.models import User

PASSWORD = "correct horse battery"


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A person with an account and without a role; the password is `PASSWORD`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"person{number}")
    email = factory.LazyAttribute(lambda person: f"{person.username}@example.org")
    title = "Dr"
    first_name = "Anna"
    last_name = factory.Sequence(lambda number: f"Nowak{number}")
    password = factory.django.Password(PASSWORD)

    class Params:
        closed = factory.Trait(is_active=False)
        platform_administrator = factory.Trait(is_superuser=True)
        open_to_one_click = factory.Trait(demo_note="ERN-EYE: Clinician")
