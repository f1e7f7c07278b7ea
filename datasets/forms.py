"""Django forms of the CMS."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forms_engine.interchange import formats

LARGEST = 5_000_000


class ImportForm(forms.Form):
    """A dictionary and its format."""

    file = forms.FileField(label=_("File"), help_text=_("At most 5 MB."))
    format = forms.ChoiceField(label=_("Format"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["format"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                ("", gettext("As the file’s name says")),
                *((name, each.label) for name, each in formats.items()),
            ]

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse what is too large to be a dictionary."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if file.size is not None and file.size > LARGEST:
            raise forms.ValidationError(gettext("The file is larger than 5 MB."))
        return file

    def clean(self) -> dict[str, Any]:
        """Take the format from the file's name when none was chosen."""
        cleaned: dict[str, Any] = super().clean() or {}
        file = cleaned.get("file")
        if file is not None and not cleaned.get("format"):
            found = [
                name
                for name, each in formats.items()
                if str(file.name).lower().endswith(tuple(each.suffixes))
            ]
            if len(found) != 1:
                self.add_error(
                    "format", gettext("Choose the format: the file’s name does not tell.")
                )
            else:
                cleaned["format"] = found[0]
        return cleaned
