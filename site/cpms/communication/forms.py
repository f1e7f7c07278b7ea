"""What is posted."""

from __future__ import annotations

from django import forms

from cpms.events.cursor import Cursor


class MessageForm(forms.Form):
    """A message. Its rules are the operation's, which says in words what is wrong."""

    key = forms.UUIDField()
    text = forms.CharField(required=False, strip=False)


class SeenForm(forms.Form):
    """Up to where somebody has seen what is new."""

    up_to = forms.CharField(max_length=50)

    def clean_up_to(self) -> Cursor:
        """Return the place."""
        place = Cursor.read(self.cleaned_data["up_to"])
        if place is None:
            raise forms.ValidationError("")
        return place
