"""What is asked of people in panels."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cpms.accounts.models import User
from cpms.networks.models import Network, ThematicArea
from cpms.panels.models import Panel, PanelMember
from cpms.panels.operations import PanelData
from datasets.models import ConsultationFormPage
from workflow.queries import Choice

if TYPE_CHECKING:
    PersonChoice = forms.ModelChoiceField[User]
else:
    PersonChoice = forms.ModelChoiceField

TEXT = {"rows": 4}
LONGEST_FILE_NAME = 255


class DateInput(forms.DateInput):
    """A day, in the browser's own way of asking."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PersonField(PersonChoice):
    """One of the people who can be asked, named with where they work."""

    def label_from_instance(self, obj: User) -> str:
        """Return “Dr A. Nowak, Warsaw · ERN-EYE”."""
        held = getattr(obj, "held", [])
        cities = [each.centre.city for each in held if each.centre is not None]
        networks = sorted({each.network.acronym for each in held})
        name = ", ".join([str(obj), *cities[:1]])
        return f"{name} · {', '.join(networks)}" if networks else name


class RequestForm(forms.Form):
    """A request for advice."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    network = forms.ModelChoiceField(
        Network.objects.none(), label=_("Network to ask"), to_field_name="key", empty_label=None
    )
    thematic_area = forms.ModelChoiceField(
        ThematicArea.objects.none(), label=_("Thematic area"), empty_label=_("Choose")
    )
    purpose = forms.ChoiceField(
        label=_("What do you want advice on?"), choices=[("", _("Choose")), *Panel.Purpose.choices]
    )
    question = forms.CharField(
        label=_("Your question"),
        help_text=_(
            "What do you want to know? Write no name, no date of birth and no hospital number."
        ),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    priority = forms.ChoiceField(
        label=_("How soon?"),
        choices=Panel.Priority,
        initial=Panel.Priority.NORMAL,
        widget=forms.RadioSelect,
    )
    priority_reason = forms.CharField(
        label=_("Why it is urgent"),
        help_text=_("Only if it is urgent. Everybody who is asked reads this."),
        max_length=500,
        required=False,
    )
    wished_date = forms.DateField(
        label=_("Answer wished by"),
        required=False,
        widget=DateInput,
        help_text=_("If there is a date."),
    )
    forms = forms.ModelMultipleChoiceField(
        ConsultationFormPage.objects.none(),
        label=_("Forms that describe the case"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        networks: Iterable[Network],
        network: Network,
        offered: Iterable[ConsultationFormPage],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        pages = [page.pk for page in offered if page.purpose == ConsultationFormPage.Purpose.CASE]
        choose: Any = self.fields
        choose["network"].queryset = Network.objects.filter(pk__in=[each.pk for each in networks])
        choose["thematic_area"].queryset = network.thematic_areas.all()
        choose["forms"].queryset = ConsultationFormPage.objects.filter(pk__in=pages)
        if not pages:
            choose["forms"].help_text = _(
                "This network has not published a form for cases yet. Its coordinator can."
            )
        self.initial = {
            "key": uuid.uuid4(),
            "network": network.key,
            "forms": pages if len(pages) == 1 else [],
            **self.initial,
        }

    def clean(self) -> dict[str, Any]:
        """Want a reason for urgency."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("priority") == Panel.Priority.URGENT and not cleaned.get("priority_reason"):
            self.add_error("priority_reason", _("Say why it is urgent."))
        return cleaned

    def data_of(self, language: str) -> PanelData:
        """Return what was asked for."""
        return PanelData(language=language, **self.cleaned_data)


class LeadForm(forms.Form):
    """Who leads."""

    user = PersonField(
        User.objects.none(),
        label=_("Panel lead"),
        to_field_name="public_id",
        empty_label=_("Choose"),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose: Any = self.fields["user"]
        choose.queryset = people


class InviteForm(LeadForm):
    """Whom to ask, and as what."""

    user = PersonField(
        User.objects.none(),
        label=_("Expert"),
        to_field_name="public_id",
        empty_label=_("Choose"),
    )
    role = forms.ChoiceField(
        label=_("As"),
        choices=[(role.value, role.label) for role in PanelMember.INVITED_AS],
        initial=PanelMember.Role.MEMBER,
    )


class AnswerInvitationForm(forms.Form):
    """Accepting or declining; who declines says why."""

    answer = forms.ChoiceField(choices=[("accept", _("Accept")), ("decline", _("Decline"))])
    reason = forms.CharField(label=_("Why you decline"), max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        """Want a reason from who declines."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "decline" and not cleaned.get("reason"):
            words = _("Say in a few words why you decline, so that others can be asked.")
            self.add_error("reason", words)
        return cleaned

    def given(self) -> dict[str, Any]:
        """Return the arguments of `answer_invitation`."""
        return {
            "accept": self.cleaned_data["answer"] == "accept",
            "reason": self.cleaned_data["reason"],
        }


class SignForm(forms.Form):
    """A signature."""

    content_sha256 = forms.CharField(widget=forms.HiddenInput, min_length=64, max_length=64)
    note_text = forms.CharField(
        label=_("Your remark, or what you do not agree with"),
        help_text=_("Printed beside your name. You can leave this empty."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs=TEXT),
    )


class DataRequestForm(forms.Form):
    """What the panel asks the requester for."""

    text = forms.CharField(
        label=_("What do you need to know?"), max_length=2000, widget=forms.Textarea(attrs=TEXT)
    )
    due_date = forms.DateField(
        label=_("Needed by"), required=False, widget=DateInput, help_text=_("If there is a date.")
    )


class AnswerForm(forms.Form):
    """The requester's answer."""

    answer = forms.CharField(
        label=_("Your answer"),
        help_text=_("Write no name, no date of birth and no hospital number."),
        max_length=4000,
        widget=forms.Textarea(attrs=TEXT),
    )


class PriorityForm(forms.Form):
    """How urgent it is."""

    priority = forms.ChoiceField(
        label=_("How soon?"), choices=Panel.Priority, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Why it is urgent"),
        help_text=_("Only if it is urgent. Everybody who is asked reads this."),
        max_length=500,
        required=False,
    )


class AttachForm(forms.Form):
    """A file for the case."""

    file = forms.FileField(label=_("File"), max_length=LONGEST_FILE_NAME)
    description = forms.CharField(label=_("What it shows"), max_length=200, required=False)


class MoveForm(forms.Form):
    """What a transition asks for; `step` is the step of the workflow that the person saw."""

    step = forms.IntegerField(widget=forms.HiddenInput)

    def move(self) -> dict[str, Any]:
        """Return the arguments of `move_panel`."""
        given = dict(self.cleaned_data)
        named: dict[str, Any] = {
            name: given.pop(name)
            for name in ("step", "reason", "reason_code", "override")
            if name in given
        }
        return {**named, "values": {name: value for name, value in given.items() if value}}

    def refuse(self, refusal: Exception) -> None:
        """Say why not, each reason by itself."""
        for words in getattr(refusal, "refusals", None) or (str(refusal),):
            self.add_error(None, words)


def move_form(choice: Choice, panel: Panel, data: Any) -> MoveForm:
    """Return the form of a transition, with a field for everything it asks for."""
    form = MoveForm(data, initial={"step": panel.instance.step})
    if choice.reason_codes:
        form.fields["reason_code"] = forms.ChoiceField(
            label=_("Reason"), choices=[("", _("Choose")), *choice.reason_codes]
        )
    if "route_to_network" in choice.transition.effects:
        form.fields["network"] = _other_networks(panel)
    if choice.needs_reason or choice.may_override:
        form.fields["reason"] = forms.CharField(
            label=_("In your words") if choice.reason_codes else _("Reason, in your words"),
            help_text=_("Everybody in the panel reads this."),
            max_length=1000,
            required=choice.needs_reason and not choice.reason_codes,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
    if choice.may_override:
        form.fields["override"] = forms.BooleanField(
            label=_("Go on although this is open"), required=not choice.allowed
        )
    if "erase_content" in choice.transition.effects:
        form.fields["erasure_requested"] = forms.BooleanField(
            label=_("The patient or a guardian has asked for erasure"), required=False
        )
    return form


def _other_networks(panel: Panel) -> forms.ModelChoiceField[Network]:
    return forms.ModelChoiceField(
        Network.objects.active().exclude(pk=panel.network_id),
        label=_("Network to forward to"),
        to_field_name="key",
        empty_label=_("Choose"),
    )
