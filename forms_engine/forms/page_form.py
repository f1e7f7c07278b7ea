"""A page as a Django form, which only cleans: the inputs are written by the page's template."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import ErrorDict, ErrorList
from django.http import QueryDict

from forms_engine.compile import CompiledForm
from forms_engine.context import FormContext
from forms_engine.draft import Draft
from forms_engine.forms.reading import PageInput, PostedData, read_page


class PageForm(forms.Form):
    """Reads what was posted for one page; errors go by JSON Pointer."""

    def __init__(
        self,
        data: Any = None,
        *args: Any,
        compiled: CompiledForm,
        page: str,
        kept: Draft,
        context: FormContext,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, *args, **kwargs)
        self._posted: PostedData = QueryDict() if data is None else data
        self._reading = (compiled, page, kept, context)
        self.page_input = PageInput()

    def full_clean(self) -> None:
        """Read the page once; `page_input` then holds what can be kept, valid or not."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        if not self.is_bound:
            return
        compiled, page, kept, context = self._reading
        self.page_input = read_page(compiled, page, self._posted, context, kept)
        for path, words in self.page_input.errors.items():
            self._errors[path] = ErrorList([words])
