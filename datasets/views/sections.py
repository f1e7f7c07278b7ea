"""Walking through the pages of a record. formtools routes the steps; the record's draft is its storage."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from formtools.wizard.storage.base import BaseStorage
from formtools.wizard.views import NamedUrlWizardView

from datasets import access
from datasets.circumstances import form_context
from datasets.models.record import Record
from datasets.operations.locking import RecordRefused
from datasets.operations.saving import SaveConflict, Saved, draft_of, save_page
from datasets.operations.uploads import receive_posted
from datasets.people import signed_in
from datasets.queries import record_or_404
from datasets.section import section_context
from forms_engine.answers import situation
from forms_engine.context import FormContext
from forms_engine.forms.names import html_id, name_of_pointer
from forms_engine.forms.page_form import PageForm
from forms_engine.forms.reading import PageInput
from forms_engine.forms.rows import change_rows
from forms_engine.forms.view import Shown


class DraftStorage(BaseStorage):
    """What formtools keeps of a step: nothing of its own. The typed answers are in the record; the step is in the address."""

    def __init__(self, prefix: str, request: HttpRequest, file_storage: Any = None) -> None:
        super().__init__(prefix, request, file_storage)
        self.init_data()

    def update_response(self, response: HttpResponse) -> None:
        """Keep nothing: a page is saved where it was read."""


class SectionWizard(NamedUrlWizardView):
    """One page of a record at a time; pages that are not relevant are passed over."""

    storage_name = "datasets.views.sections.DraftStorage"
    record: Record

    def get_step_url(self, step: str) -> str:
        """Return the page's address; after the last one comes the check."""
        return step_url(self.record, step)

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Any]:
        """Give the page's form what it reads with."""
        return {
            "compiled": self.record.version.form,
            "page": step,
            "kept": draft_of(self.record),
            "context": self.context,
        }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find the record before formtools asks for its storage."""
        self.record = self.kwargs["found"]
        self.now = timezone.now()
        self.context = form_context(self.record, self.now)
        return super().dispatch(request, *args, **kwargs)

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show a page as it was left."""
        self.storage.current_step = step = str(self.kwargs["step"])
        if step not in self.get_form_list():
            raise Http404
        return self._page(Shown(draft=draft_of(self.record), with_defaults=self._unsaved()))

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save a page, then go where the button says. A page that somebody closed meanwhile is saved all the same."""
        self.storage.current_step = step = str(self.kwargs["step"])
        if step not in self.form_list:
            raise Http404
        typed, data = self._typed(step)
        try:
            saved = self._saved(step, typed, data)
        except SaveConflict as conflict:
            return self._conflict(conflict)
        except RecordRefused as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        self.record = saved.record
        self.condition_dict = shown_pages(self.record, self.context)
        return self._autosaved(saved, typed) if self._automatic else self._moved(typed, data)

    @property
    def _automatic(self) -> bool:
        return "X-Autosave" in self.request.headers

    def _typed(self, step: str) -> tuple[PageInput, Any]:
        """Read what was posted, carry out a button of a repeat, and keep what was sent as a file."""
        data, refused = self._received()
        form = PageForm(data, **self.get_form_kwargs(step))
        form.is_valid()
        typed: PageInput = form.page_input
        typed.errors.update(refused)
        change_rows(self.record.version.form, step, typed, data.get("action", ""))
        return typed, data

    def _saved(self, step: str, typed: PageInput, data: Any) -> Saved:
        return save_page(
            record_id=self.record.pk,
            page=step,
            draft=typed.draft,
            base=_whole_number(data.get("base_version", "")),
            by=signed_in(self.request),
            now=self.now,
            automatic=self._automatic,
        )

    def _unsaved(self) -> bool:
        return self.record.section_version(self.steps.current) == 0

    def _received(self) -> tuple[Any, dict[str, str]]:
        """Keep the files that were sent, and put their ids where a file's answer is read."""
        try:
            return receive_posted(
                record=self.record,
                page=self.steps.current,
                data=self.request.POST,
                files=self.request.FILES,
                by=signed_in(self.request),
                now=self.now,
            )
        except RecordRefused as refusal:
            raise PermissionDenied(str(refusal)) from refusal

    def _conflict(self, conflict: SaveConflict) -> HttpResponse:
        url = reverse("datasets:conflict", args=[self.record.pk, conflict.revision.pk])
        if self._automatic:
            return JsonResponse({"conflict": True, "url": url}, status=409)
        return redirect(url)

    def _autosaved(self, saved: Saved, typed: PageInput) -> JsonResponse:
        errors = {name_of_pointer(path): words for path, words in typed.errors.items()}
        local = timezone.localtime(self.now)
        return JsonResponse(
            {
                "version": saved.version,
                "saved_at": date_format(local, "H:i"),
                "errors": errors,
                "merged": saved.merged,
            }
        )

    def _moved(self, typed: PageInput, data: Any) -> HttpResponse:
        action = str(data.get("action", "next"))
        step = self.steps.current
        if action == "leave":
            return redirect("datasets:record", record=self.record.pk)
        if action == "previous":
            return redirect(self.get_step_url(self.steps.prev or step))
        if step not in self.get_form_list():
            return redirect(self.get_step_url(self.steps.first))
        if action.startswith(("add:", "remove:")):
            return redirect(f"{self.get_step_url(step)}#{_anchor(action)}")
        if typed.errors or action == "save":
            shown = Shown(draft=draft_of(self.record), errors=typed.errors, choices=typed.choices)
            return self._page(shown)
        following = self.get_next_step(step)
        return redirect(self.get_step_url(following or "check"))

    def _page(self, shown: Shown) -> HttpResponse:
        step = self.steps.current
        previous = self.get_prev_step(step)
        context = section_context(
            record=self.record,
            page=step,
            shown=shown,
            context=self.context,
            previous_url=self.get_step_url(previous) if previous else "",
            now=self.now,
        )
        context["setting"] = access.provider().setting(self.request.user, self.record)
        status = 422 if shown.errors else 200
        return render(self.request, "datasets/record_section.html", context, status=status)


def step_url(record: Record, step: str) -> str:
    """Return the address of a page of a record, or of its check."""
    if step == "check":
        return reverse("datasets:check", args=[record.pk])
    return reverse("datasets:fill", args=[record.pk, step])


def shown_pages(record: Record, context: FormContext) -> dict[str, bool]:
    """Return which pages are relevant by what is answered now."""
    form = record.version.form
    state = situation(form, record.answers, record.missing, context)
    return {place.id: not state.is_hidden(place.id, ()) for place in form.pages}


def section_wizard(request: HttpRequest, record: Any, step: str) -> HttpResponse:
    """Fill in one page of a record that is still a draft."""
    found = record_or_404(request.user, record)
    if (
        not found.is_draft and request.method != "POST"
    ):  # what is posted must not vanish without a word
        return redirect("datasets:record", record=found.pk)
    if not access.provider().may_edit(request.user, found.version.page, found.scope):
        raise PermissionDenied(gettext("You may read this record but not change it."))
    view = SectionWizard.as_view(
        form_list=[(place.id, PageForm) for place in found.version.form.pages],
        condition_dict=shown_pages(found, form_context(found, timezone.now())),
        url_name="datasets:fill",
        done_step_name="check",
    )
    response: HttpResponse = view(request, found=found, step=step)
    return response


def _anchor(action: str) -> str:
    """Return where the page is to be read on after a row was added or removed."""
    verb, _, name = action.partition(":")
    return html_id(name if verb == "add" else name.rpartition(".")[0])


def _whole_number(text: str) -> int:
    return int(text[:9]) if text.isascii() and text.isdigit() else 0
