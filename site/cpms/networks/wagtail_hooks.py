"""What networks add to the CMS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.permissions import policy_registry, register_permission_policy

from cpms.networks.models import Centre, Network, ThematicArea
from cpms.networks.permissions import PlatformPolicy, ThematicAreaPolicy
from cpms.networks.views.cms import NetworkViewSetGroup

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

register_permission_policy(Network, PlatformPolicy(Network))
register_permission_policy(Centre, PlatformPolicy(Centre))
register_permission_policy(ThematicArea, ThematicAreaPolicy(ThematicArea))


def only_own_pages(pages: Any, request: HttpRequest) -> Any:
    """Offer the pages of one's own networks; Wagtail offers everybody's."""
    own = policy_registry.get_by_type(Page).explorable_instances(request.user)
    return pages.filter(pk__in=own.values("pk"))


def keep_sections(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete the part of the tree that a network stands on; a network is ended in its settings."""
    if not Network.objects.filter(section__path__startswith=page.path).exists():
        return None
    messages.error(
        request, _("A network stands on this page. End the network instead of deleting it.")
    )
    return redirect("wagtailadmin_explore", page.pk)


def networks_in_the_cms() -> NetworkViewSetGroup:
    """Let them be edited."""
    return NetworkViewSetGroup()


hooks.register("construct_page_chooser_queryset", only_own_pages)
hooks.register("before_delete_page", keep_sections)
hooks.register("register_admin_viewset", networks_in_the_cms)
