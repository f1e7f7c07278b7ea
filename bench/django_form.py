"""The same page as Django's own forms write it: equal inputs, labels, help texts, options and errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.forms.utils import ErrorDict, ErrorList
from django.http import QueryDict
from django.utils.html import format_html

from forms_engine.compile import CompiledForm
from forms_engine.fields import Question
from forms_engine.forms.prose import prose
from forms_engine.validate import MISSING_WORDS

RENDERER = DjangoTemplates()


class PeerForm(forms.Form):
    """Takes its errors ready-made, so that writing the page is measured and nothing else."""

    template_name_div = "django/forms/div.html"

    def __init__(self, data: QueryDict, *, errors: Mapping[str, str]) -> None:
        super().__init__(data, renderer=RENDERER)
        self._ready = errors

    def full_clean(self) -> None:
        """Put the errors where Django looks for them."""
        self.cleaned_data: dict[str, Any] = {}
        self._errors = ErrorDict(renderer=RENDERER)
        for name, words in self._ready.items():
            self._errors[name] = ErrorList([words], renderer=RENDERER)


@dataclass(frozen=True, kw_only=True)
class Peer:
    """A form class, made once as a site would, and what was posted."""

    form_class: type[PeerForm]
    data: QueryDict
    errors: Mapping[str, str]

    def render(self) -> str:
        """Write the page."""
        return str(self.form_class(self.data, errors=self.errors).as_div())


def make_peer(
    compiled: CompiledForm,
    answers: Mapping[str, Any],
    missing: Mapping[str, str],
    errors: Mapping[str, str],
) -> Peer:
    """Return the peer. `missing` and `errors` go by key."""
    fields: dict[str, forms.Field] = {}
    data = QueryDict(mutable=True)
    for id, item in compiled.fields.items():
        question = compiled.question(id)
        fields[item.key] = _field(question)
        data.setlist(item.key, _texts(item.type.input_text, answers.get(item.key), question))
        if item.type.name == "coded_term":
            fields[f"{item.key}:code"] = forms.CharField(widget=forms.HiddenInput)
            data[f"{item.key}:code"] = (answers.get(item.key) or {}).get("code", "")
        if offered := question.get("missing"):
            fields[f"{item.key}:missing"] = forms.ChoiceField(
                label=f"Why is there no answer? {question.words('label')}",
                choices=[("", "Choose why"), *((code, MISSING_WORDS[code]) for code in offered)],
                required=False,
            )
            data[f"{item.key}:missing"] = missing.get(item.key, "")
    return Peer(form_class=type("PagePeer", (PeerForm,), fields), data=data, errors=errors)


def _texts(input_text: Any, answer: Any, question: Question) -> list[str]:
    if isinstance(answer, list):
        return answer
    text = input_text(answer, question)
    return [text] if text else []


def _field(question: Question) -> forms.Field:
    words = question.words("hint")
    common: dict[str, Any] = {
        "label": question.words("label"),
        "help_text": format_html("{} {}", words, prose(question.words("help")))
        if question.get("help")
        else format_html("{}", words),
        "required": question.get("required", False),
    }
    options = [(option["code"], option["label"]["en"]) for option in question.options]
    match question.get("type"):
        case "number":
            return forms.CharField(widget=forms.TextInput(attrs={"inputmode": "decimal"}), **common)
        case "boolean":
            yes_no = [("true", "Yes"), ("false", "No")]
            return forms.ChoiceField(choices=yes_no, widget=forms.RadioSelect, **common)
        case "choice" if question.get("layout") == "select":
            return forms.ChoiceField(choices=[("", "Choose"), *options], **common)
        case "choice":
            return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **common)
        case "choices":
            boxes = forms.CheckboxSelectMultiple
            return forms.MultipleChoiceField(choices=options, widget=boxes, **common)
        case "date":
            return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **common)
        case "long_text":
            rows = {"rows": question.get("rows")}
            return forms.CharField(widget=forms.Textarea(attrs=rows), **common)
        case _:
            return forms.CharField(**common)
