"""The properties that every question and every other element has, in words for the person who designs a form.

The texts are marked for translation here and translated when the configuration is built.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from forms_engine.fields import Property

_TITLE = Property(name="title", control="localized", label=_("Title"))
_INTRODUCTION = Property(
    name="introduction",
    control="localized_long",
    label=_("Introduction"),
    help=_("Shown below the title. Markdown may be used."),
)
_RELEVANT = Property(
    name="relevant",
    control="rule",
    label=_("Shown only if"),
    help=_("Without a rule it is always shown."),
)

COMMON_PROPERTIES: tuple[Property, ...] = (
    Property(name="label", control="localized", label=_("Question")),
    Property(
        name="help",
        control="localized_long",
        label=_("Explanation"),
        help=_("Shown below the question: what is meant, where to find it."),
    ),
    Property(
        name="hint",
        control="localized",
        label=_("Hint"),
        help=_("A few words above the field, such as an example."),
    ),
    Property(name="required", control="rule_or_boolean", label=_("Must be answered")),
    _RELEVANT,
    Property(
        name="constraints",
        control="constraints",
        label=_("Checks of the answer"),
        help=_("An answer that breaks a check is refused with your message."),
    ),
    Property(
        name="missing",
        control="list",
        label=_("Reasons for no answer"),
        help=_("Offered beside the field instead of an answer."),
        choices=(
            ("unknown", _("Unknown")),
            ("not_recorded", _("Not recorded")),
            ("not_asked", _("Not asked")),
            ("not_applicable", _("Does not apply")),
        ),
    ),
    Property(name="privacy", control="select", label=_("Privacy class")),
    Property(
        name="codes",
        control="codes",
        label=_("Codes"),
        help=_("What the question is called elsewhere: LOINC, SNOMED CT, a FHIR path."),
    ),
    Property(
        name="requirement_by_group",
        control="groups",
        label=_("How much it is needed, by disease group"),
        choices=(
            ("mandatory", _("Mandatory")),
            ("recommended", _("Recommended")),
            ("optional", _("Optional")),
        ),
    ),
    Property(
        name="key",
        control="text",
        label=_("Key"),
        help=_("The name of the answer in exports: lower-case letters, digits and _."),
    ),
    Property(
        name="read_only",
        control="boolean",
        label=_("Shown, but cannot be changed"),
    ),
    Property(
        name="default",
        control="text",
        label=_("Answer to start with"),
        help=_("Filled in for a new record; people can change it."),
    ),
    Property(
        name="on_hide",
        control="select",
        label=_("If it is hidden after it was answered"),
        choices=(
            ("exclude", _("Leave the answer out, but remember it")),
            ("keep", _("Keep the answer")),
        ),
    ),
    Property(
        name="show_in",
        control="list",
        label=_("Shown in"),
        help=_("Nothing chosen means everywhere."),
        choices=(("screen", _("Form")), ("pdf", _("PDF")), ("summary", _("Summary of the case"))),
    ),
    Property(
        name="width",
        control="select",
        label=_("Width, side by side"),
        choices=(
            ("3", _("A quarter")),
            ("4", _("A third")),
            ("6", _("Half")),
            ("8", _("Two thirds")),
            ("9", _("Three quarters")),
            ("12", _("The whole line")),
        ),
    ),
)

ELEMENT_PROPERTIES: Mapping[str, tuple[Property, ...]] = {
    "page": (_TITLE, _INTRODUCTION, _RELEVANT),
    "section": (
        _TITLE,
        _INTRODUCTION,
        Property(
            name="collapsible",
            control="boolean",
            label=_("People can fold it away"),
        ),
        _RELEVANT,
    ),
    "row": (),
    "repeat": (
        _TITLE,
        _INTRODUCTION,
        Property(
            name="layout",
            control="select",
            label=_("Shown as"),
            choices=(
                ("list", _("One below the other")),
                ("table", _("Table, one row each")),
                ("cards", _("Cards")),
            ),
        ),
        Property(name="min", control="integer", label=_("At least this many"), minimum=0),
        Property(name="max", control="integer", label=_("At most this many"), minimum=1),
        Property(
            name="row_title",
            control="text",
            label=_("Title of each row"),
            help=_("The answer that stands above a row, such as the relation of a relative."),
        ),
        Property(
            name="row_key",
            control="text",
            label=_("Answer that may occur once only"),
            help=_("Two rows with the same answer are refused."),
        ),
        _RELEVANT,
        Property(
            name="key",
            control="text",
            label=_("Key"),
            help=_("The name of the rows in exports: lower-case letters, digits and _."),
        ),
    ),
    "note": (
        Property(
            name="text",
            control="localized_long",
            label=_("Text"),
            help=_("Markdown may be used; HTML may not."),
        ),
        _RELEVANT,
    ),
}

PRIVACY_CLASSES: tuple[tuple[str, str, str], ...] = (
    (
        "direct",
        _("Identifying"),
        _(
            "Name, full birth date, address, hospital number. It is taken from the identity record:"
            " never asked on the form, never stored with the answers, never exported."
        ),
    ),
    (
        "quasi",
        _("Indirectly identifying"),
        _("Age, sex, country, dates, rare job. Made coarser before data leave the network."),
    ),
    (
        "sensitive",
        _("Sensitive"),
        _("Diagnoses, findings, treatments, genetic results."),
    ),
    (
        "free_text",
        _("Free text"),
        _(
            "People may write anything, names too. Left out of exports unless somebody reads it first."
        ),
    ),
    (
        "none",
        _("Not personal"),
        _("Not about the person: where data come from, who filled in the form."),
    ),
)

PALETTE_ORDER = (
    "text", "long_text", "number", "date", "boolean", "choice", "choices", "coded_term", "file",
)  # fmt: skip

TERMINOLOGY_LABELS: Mapping[str, str] = {
    "HP": _("Phenotypes (HPO)"),
    "ORPHA": _("Rare diseases (ORPHAcode)"),
}
