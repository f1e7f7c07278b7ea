"""Django forms of the CMS."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forms_engine.interchange import formats

LARGEST = 20_000_000


class ImportForm(forms.Form):
    """A dictionary and its format."""

    format = forms.ChoiceField(label=_("Format"))
    file = forms.FileField(label=_("File"), help_text=_("At most 20 MB."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["format"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(name, each.label) for name, each in formats.items()]

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse what is too large to be a dictionary."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if file.size is not None and file.size > LARGEST:
            raise forms.ValidationError(gettext("The file is larger than 20 MB."))
        return file
