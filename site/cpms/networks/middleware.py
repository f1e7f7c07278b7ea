"""Networks stay apart in the CMS: what Wagtail shows by id, to whoever may enter at all, is asked for here first.

Wagtail guards its editing views by rights in the tree, and leaves gaps beside them: choosers show any page, image or
document by its id, bulk actions name what they refuse to touch, one report looks at the whole site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cpms.accounts.models import User
from cpms.networks.operations import drop_expired_rights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase
    from django.urls import ResolverMatch

# They look at the whole site and cannot be narrowed, or are there for Wagtail's developers.
CLOSED = frozenset(
    {
        "wagtailadmin_error_test",
        "wagtailadmin_reports:page_types_usage",
        "wagtailadmin_reports:page_types_usage_results",
        "wagtailadmin_workflows:task_chooser",
        "wagtailadmin_workflows:task_chooser_results",
        "wagtailadmin_workflows:task_chooser_create",
        "wagtailadmin_workflows:task_chosen",
    }
)
CLOSED_SPACES = ("wagtailadmin_api:images", "wagtailadmin_api:documents")
PAGE_ARGUMENTS = (
    "page_id",
    "parent_page_id",
    "page_to_move_id",
    "destination_id",
    "page_pk",
    "page",
    "parent",
)
PAGE_PARAMETERS = ("parent_page_id", "childOf", "target_pages[]")
FILE_ARGUMENTS = ("pk", "image_id", "document_id", "doc_id")
FILE_RIGHTS = {"add", "change", "delete", "choose"}
EVERYTHING = "all"


class KeepNetworksApart:
    """Answer 404 for pages, images and documents outside the person's networks, wherever under /cms/ they are named."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.root = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; the work is done when its view is known."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[Any, ...],
        kwargs: Mapping[str, Any],
    ) -> HttpResponseBase | None:
        """Guard the address. Raise `Http404`, or `PermissionDenied` for people without a role in the CMS."""
        user = request.user
        match = request.resolver_match
        if match is None or not request.path.startswith(self.root):
            return None
        if not isinstance(user, User) or not user.is_active or user.is_superuser:
            return None
        drop_expired_rights(user=user, today=timezone.localdate())
        if not user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied  # Wagtail would ask a person who is signed in to sign in
        if match.view_name in CLOSED or match.view_name.startswith(CLOSED_SPACES):
            raise Http404
        _guard_pages(request, match, user)
        _guard_files(request, match, user)
        _guard_bulk_actions(request, match, user)
        if match.view_name == "wagtailadmin_choose_page":
            # Without an id Wagtail begins at the root of the whole tree, or at the parent of whatever it finds there.
            return view(request, parent_page_id=_first_page(user))
        return None


def _guard_pages(request: HttpRequest, match: ResolverMatch, user: User) -> None:
    asked = [match.kwargs[name] for name in PAGE_ARGUMENTS if match.kwargs.get(name)]
    if match.view_name == "wagtailadmin_pages:revisions_compare":
        asked.append(match.kwargs["pk"])
    for name in PAGE_PARAMETERS:
        asked += [value for value in request.GET.getlist(name) if value]
    if match.view_name == "wagtailadmin_choose_page_chosen_multiple":
        asked += request.GET.getlist("id")
    _refuse_unless_all(asked, policy_registry.get_by_type(Page).explorable_instances(user))


def _guard_files(request: HttpRequest, match: ResolverMatch, user: User) -> None:
    model = _file_model(match.view_name)
    if model is None:
        return
    asked = [match.kwargs[name] for name in FILE_ARGUMENTS if match.kwargs.get(name)]
    if match.view_name.endswith("chosen_multiple"):
        asked += request.GET.getlist("id")
    _refuse_unless_all(asked, _files_of(model, user))


def _guard_bulk_actions(request: HttpRequest, match: ResolverMatch, user: User) -> None:
    if match.view_name != "wagtail_bulk_action":
        return
    asked = request.GET.getlist("id")
    kind = (match.kwargs["app_label"], match.kwargs["model_name"])
    files = {
        (model._meta.app_label, model._meta.model_name): model
        for model in (get_image_model(), get_document_model())
    }
    if kind in files:
        _refuse_unless_all(asked, _files_of(files[kind], user))
    elif kind == ("wagtailcore", "page"):
        policy = policy_registry.get_by_type(Page)
        if EVERYTHING in asked:  # then Wagtail takes all children of the page, or of the whole site
            asked = [request.GET.get("childOf", "")]
        _refuse_unless_all(
            asked,
            policy.instances_user_has_any_permission_for(
                user, {"add", "change", "publish", "lock", "unlock"}
            ),
        )
    else:
        raise Http404


def _file_model(view_name: str) -> Any:
    if view_name.startswith("wagtailimages"):
        return get_image_model()
    if view_name.startswith("wagtaildocs"):
        return get_document_model()
    return None


def _files_of(model: Any, user: User) -> Any:
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_any_permission_for(user, FILE_RIGHTS)


def _refuse_unless_all(asked: Iterable[Any], allowed: Any) -> None:
    try:
        numbers = {int(value) for value in asked}
    except (TypeError, ValueError) as error:
        raise Http404 from error
    if numbers and allowed.filter(pk__in=numbers).count() != len(numbers):
        raise Http404


def _first_page(user: User) -> int:
    root = policy_registry.get_by_type(Page).explorable_root_instance(user)
    if root is None:
        raise Http404
    return int(root.pk)
