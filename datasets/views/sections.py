"""Walking through the pages of a record. formtools routes the steps; the record's draft is its storage."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from formtools.wizard.storage.base import BaseStorage
from formtools.wizard.views import NamedUrlWizardView

from datasets.circumstances import form_context
from datasets.models.record import Record
from datasets.operations.locking import RecordRefused
from datasets.operations.saving import SaveConflict, Saved, draft_of, save_page
from datasets.operations.uploads import UploadRefused, receive_posted
from datasets.people import signed_in
from datasets.queries import record_or_404
from datasets.section import section_context
from forms_engine.answers import situation
from forms_engine.forms.names import name_of_pointer
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
        self.storage.current_step = self._step()
        return self._page(Shown(draft=draft_of(self.record), with_defaults=self._unsaved()))

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save a page, then go where the button says."""
        self.storage.current_step = step = self._step()
        automatic = "X-Autosave" in self.request.headers
        data, refused = self._received()
        form = self.get_form(step, data=data)
        form.is_valid()
        typed: PageInput = form.page_input
        typed.errors.update(refused)
        change_rows(typed, data.get("action", ""))
        try:
            saved = save_page(
                record_id=self.record.pk,
                page=step,
                draft=typed.draft,
                base=_whole_number(data.get("base_version", "")),
                by=signed_in(self.request),
                now=self.now,
                automatic=automatic,
            )
        except SaveConflict as conflict:
            return self._conflict(conflict, automatic=automatic)
        except RecordRefused as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        self.record = saved.record
        return self._autosaved(saved, typed) if automatic else self._moved(typed, data)

    def _step(self) -> str:
        step = str(self.kwargs["step"])
        if step not in self.get_form_list():
            raise Http404
        return step

    def _unsaved(self) -> bool:
        return self.record.section_version(self.steps.current) == 0

    def _received(self) -> tuple[Any, dict[str, str]]:
        """Keep the files that were sent, and put their ids where a file's answer is read."""
        try:
            return receive_posted(
                record=self.record,
                data=self.request.POST,
                files=self.request.FILES,
                by=signed_in(self.request),
                now=self.now,
            )
        except UploadRefused as refusal:
            raise PermissionDenied(str(refusal)) from refusal

    def _conflict(self, conflict: SaveConflict, *, automatic: bool) -> HttpResponse:
        url = reverse("datasets:conflict", args=[self.record.pk, conflict.revision.pk])
        if automatic:
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
        if action.startswith(("add:", "remove:")):
            return redirect(f"{self.get_step_url(step)}#{action.partition(':')[2]}")
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
        status = 422 if shown.errors else 200
        return render(self.request, "datasets/record_section.html", context, status=status)


def step_url(record: Record, step: str) -> str:
    """Return the address of a page of a record, or of its check."""
    if step == "check":
        return reverse("datasets:check", args=[record.pk])
    return reverse("datasets:fill", args=[record.pk, step])


def section_wizard(request: HttpRequest, record: Any, step: str) -> HttpResponse:
    """Fill in one page of a record that is still a draft."""
    found = record_or_404(request.user, record)
    if not found.is_draft:
        return redirect("datasets:record", record=found.pk)
    form = found.version.form
    state = situation(form, found.answers, found.missing, form_context(found, timezone.now()))
    view = SectionWizard.as_view(
        form_list=[(place.id, PageForm) for place in form.pages],
        condition_dict={place.id: not state.is_hidden(place.id, ()) for place in form.pages},
        url_name="datasets:fill",
        done_step_name="check",
    )
    response: HttpResponse = view(request, found=found, step=step)
    return response


def _whole_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
