"""The filled forms of the demo."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from cpms.demo import content
from cpms.demo.operations.filling import fill
from datasets.models import Record
from datasets.operations.records import create_record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cpms.accounts.models import User


def add_cases(
    *,
    shipped: content.Network,
    pages: Mapping[str, Any],
    people: Mapping[str, User],
    now: datetime,
) -> int:
    """Fill the forms that nobody has filled yet; return how many records were made."""
    filled = Record.objects.filter(version__page__in=[page.pk for page in pages.values()])
    used = set(filled.order_by().values_list("version__page_id", flat=True).distinct())
    due = [case for case in content.cases(shipped) if pages[case.form].pk not in used]
    for case in due:
        by, begun = people[case.person], now - timedelta(days=case.days_ago)
        fill(
            record=create_record(page=pages[case.form], by=by, now=begun),
            answers=case.answers,
            missing=case.missing,
            by=by,
            now=begun,
            hand_in=case.state == "submitted",
        )
    return len(due)
