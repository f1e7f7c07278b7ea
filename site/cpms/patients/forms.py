"""What is typed at an enrolment, and of a consent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from cpms.accounts.models import User
from cpms.networks.models import Centre
from cpms.patients.models import Consent, Sex
from cpms.patients.operations import ConsentData, IdentityData

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

NEEDED = {"required": _("An answer is needed.")}
TWO_LETTERS = RegexValidator(r"^[A-Za-z]{2}$", _("Two letters, such as PL."))


def text(label: Any, *, size: int, hint: Any = "", required: bool = True) -> forms.CharField:
    """Return a line of text that the browser does not offer to the next patient."""
    widget = forms.TextInput(attrs={"class": "govuk-input", "autocomplete": "off"})
    return forms.CharField(
        label=label,
        max_length=size,
        help_text=hint,
        required=required,
        widget=widget,
        error_messages=NEEDED,
    )


def day(label: Any, *, hint: Any = "", required: bool = True) -> forms.DateField:
    """Return a day."""
    attributes = {"class": "govuk-input govuk-input--date", "type": "date", "autocomplete": "off"}
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        input_formats=["%Y-%m-%d"],
        error_messages=NEEDED,
        widget=forms.DateInput(attrs=attributes, format="%Y-%m-%d"),
    )


def answer(label: Any) -> forms.TypedChoiceField:
    """Return yes or no, with nothing chosen: a consent is not presumed."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages=NEEDED,
    )


def one_of(label: Any, choices: Any, widget: type[forms.Widget] = forms.RadioSelect) -> Any:
    """Return a choice of few."""
    attributes = {"class": "govuk-select"} if widget is forms.Select else {}
    return forms.ChoiceField(
        label=label, choices=choices, widget=widget(attributes), error_messages=NEEDED
    )


def error_links(form: forms.BaseForm) -> list[dict[str, str]]:
    """Return what is wrong, each linked to where it is put right."""
    general = [{"words": str(words), "href": "#form"} for words in form.non_field_errors()]
    return general + [
        {"words": f"{str(field.label).rstrip('?')}: {words}", "href": f"#{field.auto_id}"}
        for field in form
        for words in field.errors
    ]


class SignatureForm(forms.Form):
    """A form on paper that was signed: which, by whom and when."""

    version = text(
        _("Version of the consent form"),
        size=40,
        hint=_("As printed on your centre’s form, such as 2025-01."),
    )
    language = one_of(_("Language of the form"), Consent.Language.choices, forms.Select)
    signer_kind = one_of(_("Signed by"), Consent.SignerKind.choices)
    signer_name = text(
        _("Name of who signed for the patient"),
        size=300,
        required=False,
        hint=_("Only when guardians signed. It stays with the identity."),
    )
    signer_relation = text(
        _("What they are to the patient"), size=100, required=False, hint=_("Such as mother.")
    )
    signed_on = day(_("Signed on"))
    expires_on = day(
        _("Valid until"), required=False, hint=_("Only when the form says so. That day excluded.")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_signed_on(self) -> date:
        """Refuse a day to come."""
        signed: date = self.cleaned_data["signed_on"]
        if signed > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return signed

    def clean(self) -> None:
        """Ask who signed when it was not the patient, and for an end after the beginning."""
        super().clean()
        told = self.cleaned_data
        for_patient = told.get("signer_kind") not in (None, Consent.SignerKind.PATIENT)
        if for_patient and not told.get("signer_name"):
            self.add_error("signer_name", _("Say who signed for the patient."))
        signed, expires = told.get("signed_on"), told.get("expires_on")
        if signed and expires and expires <= signed:
            self.add_error("expires_on", _("The consent must be valid after the day it is signed."))

    def consent(self, kind: str, *, given: bool) -> ConsentData:
        """Return the answer to one question as it stands on this paper."""
        told = self.cleaned_data
        signed_for = told["signer_kind"] != Consent.SignerKind.PATIENT
        return ConsentData(
            kind=kind,
            given=given,
            version=told["version"],
            language=told["language"],
            signer_kind=told["signer_kind"],
            signed_on=told["signed_on"],
            expires_on=told["expires_on"] if given else None,
            signer_name=told["signer_name"] if signed_for else "",
            signer_relation=told["signer_relation"] if signed_for else "",
        )


class ConsentForm(SignatureForm):
    """One consent, signed later than at the enrolment."""

    given = answer(_("Does the patient agree?"))

    field_order = ["given"]


class EnrolmentForm(SignatureForm):
    """Everything that an enrolment needs, on one page. The three answers share one paper, as they mostly do."""

    patient_id = forms.UUIDField(widget=forms.HiddenInput)
    nickname = forms.CharField(widget=forms.HiddenInput, max_length=60)
    centre = forms.ModelChoiceField(
        label=_("Centre"),
        queryset=Centre.objects.none(),
        empty_label=None,
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )
    local_id = text(
        _("Local patient id"),
        size=60,
        hint=_("The number or code that your centre knows the patient by."),
    )
    given_name = text(_("Given name"), size=150)
    family_name = text(_("Family name"), size=150)
    birth_name = text(_("Family name at birth"), size=150, required=False)
    birth_date = day(_("Date of birth"))
    birth_place = text(_("Place of birth"), size=150, required=False)
    birth_country = text(
        _("Country of birth"), size=2, required=False, hint=_("Two letters, such as PL.")
    )
    sex = one_of(_("Sex at birth"), Sex.choices)
    care = answer(_("Care: may experts of the networks see the case, without the identity?"))
    registry = answer(_("Registries: may data without identity enter databases and registries?"))
    contact = answer(_("Contact: may the patient be asked to take part in research?"))
    although_similar = forms.BooleanField(
        label=_("This is another patient"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "govuk-checkboxes__input"}),
    )

    field_order = [
        "centre",
        "local_id",
        "given_name",
        "family_name",
        "birth_name",
        "birth_date",
        "birth_place",
        "birth_country",
        "although_similar",
        "sex",
        "care",
        "registry",
        "contact",
    ]

    def __init__(self, *args: Any, centres: QuerySet[Centre], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_similar = False
        field: Any = self.fields["centre"]
        field.queryset = centres
        self.fields["birth_country"].validators.append(TWO_LETTERS)

    def clean_care(self) -> bool:
        """Say at the answer that without it nothing can be done."""
        given: bool = self.cleaned_data["care"]
        if not given:
            raise forms.ValidationError(
                _("Without consent for care a patient cannot be enrolled. Nothing is stored.")
            )
        return given

    def clean_birth_country(self) -> str:
        """Take small letters too."""
        return str(self.cleaned_data["birth_country"]).upper()

    def clean_birth_date(self) -> date:
        """Refuse a day to come."""
        born: date = self.cleaned_data["birth_date"]
        if born > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return born

    def told(self) -> dict[str, Any]:
        """Return what the enrolment is told."""
        names = ("patient_id", "centre", "sex", "nickname", "although_similar")
        told = {name: self.cleaned_data[name] for name in names}
        return {**told, "identity": self.identity(), "consents": self.consents()}

    def identity(self) -> IdentityData:
        """Return who the patient is."""
        names = ("local_id", "given_name", "family_name", "birth_name", "birth_date")
        places = ("birth_place", "birth_country")
        return IdentityData(**{name: self.cleaned_data[name] for name in (*names, *places)})

    def consents(self) -> list[ConsentData]:
        """Return the three answers."""
        return [self.consent(kind, given=self.cleaned_data[kind]) for kind in Consent.Kind.values]


class CareTeamForm(forms.Form):
    """A colleague to add."""

    colleague = forms.ModelChoiceField(
        label=_("Colleague"),
        queryset=User.objects.none(),
        to_field_name="public_id",
        empty_label=_("Choose"),
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )

    def __init__(self, *args: Any, colleagues: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["colleague"]
        field.queryset = colleagues
