"""Giving a role, and asking for some of those that were given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpms.accounts.models import User
from cpms.accounts.queries import find_person
from cpms.networks.models import Centre, Membership

if TYPE_CHECKING:
    from collections.abc import Mapping

ENDED = "ended"
LONGEST_SEARCH = 100
FARTHEST = date(2200, 1, 1)


class CentreField(forms.ModelChoiceField[Centre]):
    """A centre, with its country: hospitals of two countries may have one name."""

    def label_from_instance(self, obj: Centre) -> str:
        """Return how the centre reads in the list."""
        return f"{obj} ({obj.country})"


class GrantRoleForm(forms.Form):
    """Who gets which role, for which centre, until when. Whether it may be given is the operation's business."""

    person = forms.CharField(
        label=_("Person"),
        max_length=254,
        help_text=_("The whole user name or e-mail address; a part of it finds nobody."),
        error_messages={"required": _("Say who gets the role.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("", _("Choose a role")), *Membership.Role.choices],
        error_messages={"required": _("Say which role the person gets.")},
    )
    centre = CentreField(
        label=_("Centre"),
        queryset=Centre.objects.filter(active=True).select_related("country"),
        required=False,
        empty_label=_("No centre"),
        help_text=_(
            "The one that the person works for. Centre administrators and data protection officers"
            " need one, for others it is optional."
        ),
    )
    last_day = forms.DateField(
        label=_("Last day (optional)"),
        required=False,
        help_text=_("Leave it empty when no end is known."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def clean_person(self) -> User:
        """Find the person; part of a name finds nobody."""
        person = find_person(self.cleaned_data["person"])
        if person is None:
            raise forms.ValidationError(
                gettext("No account has exactly this user name or e-mail address.")
            )
        return person

    def clean_last_day(self) -> date | None:
        """Refuse a day that means “never”."""
        last_day: date | None = self.cleaned_data["last_day"]
        if last_day is not None and last_day >= FARTHEST:
            raise forms.ValidationError(gettext("This day is too far away to be one."))
        return last_day

    def values(self) -> dict[str, Any]:
        """Return what `grant_role` takes: its end is the day after the last one."""
        given, last_day = self.cleaned_data, self.cleaned_data["last_day"]
        return {
            "user": given["person"],
            "role": given["role"],
            "centre": given["centre"],
            "until": last_day + timedelta(days=1) if last_day else None,
        }

    def problems(self) -> list[dict[str, str]]:
        """Return what is wrong, each with the place where it is put right."""
        return [
            {
                "words": str(words),
                "href": f"#{self[name].id_for_label}" if name in self.fields else "#give",
            }
            for name, found in self.errors.items()
            for words in found
        ]


@dataclass(frozen=True, kw_only=True)
class MemberFilter:
    """Which roles of a network are asked for: one role or all, those not over yet or the ended ones, words of a name."""

    role: str
    words: str
    ended: bool

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> MemberFilter:
        """Read it from an address: `role` (a role or “ended”) and `q`; what is unknown asks for all."""
        role = asked.get("role", "")
        return cls(
            role=role if role in Membership.Role.values else "",
            words=asked.get("q", "").strip()[:LONGEST_SEARCH],
            ended=role == ENDED,
        )

    @property
    def chosen(self) -> str:
        """What the address says of the role."""
        return ENDED if self.ended else self.role

    @property
    def query(self) -> str:
        """The address without its page, to put one behind."""
        query = self._query(self.chosen)
        return f"{query}&" if query else ""

    @property
    def chips(self) -> list[tuple[str, str, bool]]:
        """The choices of one click; they keep the words."""
        choices = [("", gettext("All")), *Membership.Role.choices, (ENDED, gettext("Ended roles"))]
        return [
            (str(label), f"?{self._query(value)}", value == self.chosen) for value, label in choices
        ]

    def _query(self, role: str) -> str:
        asked = QueryDict(mutable=True)
        asked.update({name: value for name, value in (("role", role), ("q", self.words)) if value})
        return asked.urlencode()
