"""How old somebody is, as exactly as a case may say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from datetime import date

DAYS_BELOW = 28  # of days; from then on months
MONTHS_BELOW = 36  # of months; from then on years


class AgeUnit(models.TextChoices):
    """What an age is counted in."""

    YEARS = "years", _("years")
    MONTHS = "months", _("months")
    DAYS = "days", _("days")


@dataclass(frozen=True, kw_only=True)
class Age:
    """An age in whole units; in words “11 months”."""

    value: int
    unit: str

    def __str__(self) -> str:
        number = self.value
        words = {
            AgeUnit.YEARS: ngettext("%(number)d year", "%(number)d years", number),
            AgeUnit.MONTHS: ngettext("%(number)d month", "%(number)d months", number),
            AgeUnit.DAYS: ngettext("%(number)d day", "%(number)d days", number),
        }
        return words[AgeUnit(self.unit)] % {"number": number}


def age_on(birth_date: date, day: date) -> Age:
    """Return the age in days below 28 days, in months below three years, else in years. The day is not before the birth."""
    days = (day - birth_date).days
    if days < DAYS_BELOW:
        return Age(value=days, unit=AgeUnit.DAYS)
    months = (day.year - birth_date.year) * 12 + day.month - birth_date.month
    if day.day < birth_date.day:
        months -= 1
    if months < MONTHS_BELOW:
        # 28 days of a longer month are not yet a month, but they are more than days may say.
        return Age(value=max(months, 1), unit=AgeUnit.MONTHS)
    return Age(value=months // 12, unit=AgeUnit.YEARS)
