"""What ERN-RND has in the CMS, all of it marked, so that a trace of it in another network's pages is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import WorkflowState

from cpms.networks.models import ThematicArea
from cpms.networks.operations import add_area
from tests.factories.cast import Cast, NetworkCast, definition, draft_form

MARK = "Zebrafish"
WORD = MARK.lower()  # what is searched for comes back in the search box; the mark itself must not
ACTIONS = {"wagtailadmin_api:pages:action": "publish"}


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One of each."""

    network: NetworkCast
    draft: Any
    review: WorkflowState
    image: Any
    document: Any
    area: ThematicArea
    redirect: Redirect
    session: EditingSession

    def arguments(self, name: str, parameters: tuple[str, ...]) -> dict[str, Any]:
        """Return what stands in an address, so that it names a thing of this network."""
        values = {**self._values(name)}
        if "pk" in parameters:
            values["pk"] = self._pk(name)
        return {parameter: values[parameter] for parameter in parameters}

    def _values(self, name: str) -> Mapping[str, Any]:
        page, task = self.draft.pk, self.review.current_task_state
        return {
            **dict.fromkeys(("page_id", "page_to_move_id", "page", "object_id"), page),
            **dict.fromkeys(("parent_page_id", "destination_id", "parent"), self.network.index.pk),
            "page_pk": self.network.network.section.pk,
            "revision_id": self.draft.latest_revision_id,
            "revision_id_a": "earliest",
            "revision_id_b": "latest",
            "task_id": task.task_id,
            "task_state_id": task.pk,
            "workflow_pk": self.review.workflow_id,
            "workflow_state_id": self.review.pk,
            "action_name": ACTIONS.get(name, "approve"),
            "action": "delete",
            **dict.fromkeys(("app_label", "content_type_app_name"), self._model(name)[0]),
            **dict.fromkeys(("model_name", "content_type_model_name"), self._model(name)[1]),
            "app_name": "taggit",
            "session_id": self.session.pk,
            "image_id": self.image.pk,
            **dict.fromkeys(("document_id", "doc_id"), self.document.pk),
            "uploaded_file_id": 1,
            "filter_spec": "width-100",
            "collection_id": self.network.network.collection_id,
            "redirect_id": self.redirect.pk,
            "uidb64": "x",
            "token": "x",
        }

    @staticmethod
    def _model(name: str) -> tuple[str, str]:
        return {
            "wagtail_bulk_action": ("wagtailcore", "page"),
            "wagtailadmin_tag_model_autocomplete": ("taggit", "tag"),
            "wagtailadmin_workflows:add_task": ("wagtailcore", "groupapprovaltask"),
        }.get(name, ("datasets", "consultationformpage"))

    def _pk(self, name: str) -> int:
        network = self.network.network
        tasks = ("edit_task", "disable_task", "enable_task")
        if name.endswith(tasks):
            return int(self.review.current_task_state.task_id)
        return int(
            {
                "wagtailadmin_collections": network.collection_id,
                "wagtailadmin_workflows": self.review.workflow_id,
                "wagtailadmin_pages": self.draft.pk,
                "wagtailadmin_api:pages": self.draft.pk,
                "wagtailadmin_api:images": self.image.pk,
                "wagtailadmin_api:documents": self.document.pk,
                "wagtailimages_chooser": self.image.pk,
                "wagtaildocs_chooser": self.document.pk,
                "cms_networks": network.pk,
                "cms_centres": self.network.centre.pk,
                "cms_areas": self.area.pk,
                "wagtailsites": 1,
                "wagtailusers_users": self.network.coordinator.pk,
                "wagtailusers_groups": network.coordinators_id,
            }[name.rpartition(":")[0]]
        )

    def queries(self, name: str, *, is_list: bool) -> list[dict[str, Any]]:
        """Return what to ask an address with: nothing, the ids that its form would send, and for a list its filters."""
        page, image, document = self.draft.pk, self.image.pk, self.document.pk
        special: dict[str, list[dict[str, Any]]] = {
            "wagtailadmin_choose_page": [
                {"page_type": "datasets.ConsultationFormPage"},
                {"page_type": "datasets.FormIndexPage"},
                {"target_pages[]": page, "user_perms": "move_to"},
            ],
            "wagtailadmin_choose_page_chosen_multiple": [{"id": page}],
            "wagtail_bulk_action": [
                {"id": page},
                {"id": "all"},
                {"id": "all", "childOf": self.network.index.pk},
                {"id": "all", "q": WORD},
            ],
            "wagtailimages_chooser:chosen_multiple": [{"id": image}],
            "wagtaildocs_chooser:chosen_multiple": [{"id": document}],
        }
        filters: list[dict[str, Any]] = [
            {"q": WORD, "search": WORD},
            {"collection_id": self.network.network.collection_id},
        ]
        if name.startswith("wagtailadmin_api:"):
            filters += [{"child_of": self.network.index.pk}]
        if name.endswith("chosen_multiple"):  # asked for nothing, it answers nothing
            return special[name]
        return [{}, *(filters if is_list else ()), *special.get(name, [])]

    def data(self, name: str) -> dict[str, Any]:
        """Return what is posted: nothing, but for the address that looks up which page a link leads to."""
        if name != "wagtailadmin_choose_page_external_link":
            return {}
        live = self.network.form.relative_url(None)
        return {"external-link-chooser-url": live, "external-link-chooser-link_text": ""}


def make_scene(cast: Cast) -> Scene:
    """Return what ERN-RND has: a draft in review, locked, changed twice; an image, a document, an area, a centre."""
    rnd = cast.rnd
    type(rnd.form).objects.filter(pk=rnd.form.pk).update(
        title=f"{MARK} form", draft_title=f"{MARK} form"
    )
    collection = rnd.network.collection
    section = rnd.network.section
    type(section).objects.filter(pk=section.pk).update(
        title=f"{MARK} section", draft_title=f"{MARK} section"
    )
    type(rnd.centre).objects.filter(pk=rnd.centre.pk).update(name=f"{MARK} hospital")
    draft = draft_form(rnd.index, f"{MARK} draft", by=rnd.designer)
    draft.definition = definition(f"{MARK} question")
    draft.save_revision(user=rnd.designer, log_action=True)
    review = draft.get_workflow().start(draft, rnd.designer)
    draft.locked, draft.locked_by = True, rnd.coordinator
    draft.save()
    image = get_image_model().objects.create(
        title=f"{MARK} image",
        file=get_test_image_file(f"{MARK}.png"),
        collection=collection,
        uploaded_by_user=rnd.designer,
    )
    document = get_document_model().objects.create(
        title=f"{MARK} document",
        file=ContentFile(b"x", name=f"{MARK}.txt"),
        collection=collection,
        uploaded_by_user=rnd.designer,
    )
    return Scene(
        network=rnd,
        draft=draft,
        review=review,
        image=image,
        document=document,
        area=add_area(network=rnd.network, name=f"{MARK} area"),
        redirect=Redirect.add_redirect(f"/{MARK}", f"/{MARK}-new"),
        session=EditingSession.objects.create(
            user=rnd.designer, content_object=draft, last_seen_at=draft.latest_revision.created_at
        ),
    )
