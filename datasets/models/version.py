"""Published versions of forms."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models

from datasets.acts import Act, record
from datasets.models.frozen import frozen
from forms_engine.check import errors_of
from forms_engine.compile import CompiledForm
from forms_engine.definition.canonical import content_hash, unstorable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from forms_engine.problems import Problem


class PublishRefused(Exception):
    """The definition has problems that must be solved first."""

    def __init__(self, problems: Sequence[Problem], *, page: int) -> None:
        super().__init__(
            f"The form cannot be published yet: {len(problems)} problems. First: {problems[0].words}"
        )
        self.problems = tuple(problems)
        self.page = page


class FormVersionQuerySet(models.QuerySet["FormVersion"]):
    """Versions by what is asked of them."""

    def newest(self, page: int) -> FormVersion | None:
        """Return the version of a page that is in force."""
        return self.filter(page_id=page).order_by("-number").first()

    def freeze(self, *, page: Any, by: Any, now: datetime) -> FormVersion:
        """Keep the live definition of a page as its next version; the same definition again makes no new one.

        To be called in the transaction that publishes. Returns the version now in force. Raise `PublishRefused` when the
        definition has errors.
        """
        type(page).objects.select_for_update().get(pk=page.pk)
        latest = self.newest(page.pk)
        # What cannot be hashed is an error of the definition, and is said as one.
        digest = "" if any(unstorable(page.definition)) else content_hash(page.definition)
        if latest is not None and latest.sha256 == digest:
            return latest
        if problems := errors_of(page.definition):
            raise PublishRefused(problems, page=page.pk)
        version = self.create(
            page_id=page.pk,
            number=latest.number + 1 if latest else 1,
            definition=page.definition,
            schema=CompiledForm(page.definition).schema,
            sha256=digest,
            published_at=now,
            published_by=by,
        )
        record(
            Act(
                name="publish_form",
                by=by.pk if by else None,
                subject_type="form_version",
                subject_id=str(version.pk),
                now=now,
                details={"page": page.pk, "number": version.number},
            )
        )
        return version


class FormVersion(models.Model):
    """A form as it was published: the definition, its data contract and its hash. The database refuses to change it.

    Versions of a page count from 1. A record pins one of them for life.
    pii: the publisher's account
    """

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.PROTECT, related_name="form_versions"
    )
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    schema = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = FormVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="version_number_once_per_page"),
        ]
        ordering = ["page", "-number"]
        triggers: ClassVar[list[pgtrigger.Trigger]] = frozen("Published form versions")

    def __str__(self) -> str:
        return f"{self.definition.get('key')} v{self.number}"

    @property
    def form(self) -> CompiledForm:
        """The version made ready for use. Worked out once per process: a version never changes."""
        return _compiled(self.pk, self.sha256, _Definition(self.definition))


class _Definition:
    """A definition that takes no part in the cache's key; the hash stands for it."""

    def __init__(self, definition: dict[str, Any]) -> None:
        self.value = definition

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Definition)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=256)
def _compiled(pk: int, sha256: str, definition: _Definition) -> CompiledForm:
    return CompiledForm(definition.value)
