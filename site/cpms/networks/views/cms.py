"""Networks, centres and thematic areas in the CMS."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permissions import policy_registry

from cpms.networks.models import Centre, Network, ThematicArea
from cpms.networks.operations import (
    CentreRefused,
    NetworkRefused,
    add_centre,
    add_network,
    change_centre,
    change_network,
)
from cpms.networks.permissions import ThematicAreaPolicy, networks_kept_by


class OnlyKept:
    """Show a coordinator the areas of their networks and no others; Wagtail asks for the right to any."""

    def get_object(self, *args: Any, **kwargs: Any) -> ThematicArea:
        """Return the area. Raise `Http404` for another network's."""
        area: ThematicArea = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if not _policy().user_has_permission_for_instance(self.request.user, "change", area):  # type: ignore[attr-defined]
            raise Http404
        return area


class OnlyOwnNetworks:
    """Offer a coordinator their networks and no others."""

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        """Narrow the choice of the network."""
        form = super().get_form(*args, **kwargs)  # type: ignore[misc]
        form.fields["network"].queryset = networks_kept_by(self.request.user)  # type: ignore[attr-defined]
        return form


class AreaIndexView(generic.IndexView):
    """The areas that the person keeps."""

    def get_base_queryset(self) -> Any:
        """Leave out other networks' areas."""
        kept = _policy().instances_user_has_any_permission_for(self.request.user, ["change"])
        return super().get_base_queryset().filter(pk__in=kept.values("pk"))


class AreaAddView(OnlyOwnNetworks, generic.CreateView):
    """A new area."""


class AreaEditView(OnlyKept, OnlyOwnNetworks, generic.EditView):
    """An area."""


class AreaDeleteView(OnlyKept, generic.DeleteView):
    """Deleting an area."""


class AreaHistoryView(OnlyKept, HistoryView):
    """Who changed an area."""


class AreaUsageView(OnlyKept, UsageView):
    """Where an area is used."""


class ThematicAreaViewSet(ModelViewSet):
    """Thematic areas."""

    model = ThematicArea
    icon = "tag"
    menu_label = _("Thematic areas")
    panels = [
        FieldPanel("network"),
        FieldPanel("name"),
        FieldPanel("order"),
        FieldPanel("is_confirmed"),
    ]
    list_display = ["name", "network", "is_confirmed"]
    index_view_class = AreaIndexView
    add_view_class = AreaAddView
    edit_view_class = AreaEditView
    delete_view_class = AreaDeleteView
    history_view_class = AreaHistoryView
    usage_view_class = AreaUsageView
    copy_view_enabled = False


class SayWhyRefused:
    """Say at the form why the operation refused."""

    def form_valid(self, form: Any) -> Any:
        """Save, or show the form again with the refusal."""
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except (CentreRefused, NetworkRefused) as refused:
            form.add_error(None, str(refused))
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
            self.produced_error_code = "validation_error"
            return self.form_invalid(form)  # type: ignore[attr-defined]


class HoldKey:
    """Hold the key: files and commands name the network or the centre by it."""

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        """Show the key, but let nobody change it."""
        form = super().get_form(*args, **kwargs)  # type: ignore[misc]
        form.fields["key"].disabled = True
        return form


class NetworkAddView(SayWhyRefused, generic.CreateView):
    """A new network, with all that belongs to it."""

    def save_instance(self) -> Network:
        """Call the operation: a row alone would have no section and no groups."""
        values = {name: value for name, value in self.form.cleaned_data.items() if name != "active"}
        return add_network(**values, by=self.request.user, now=timezone.now())


class NetworkEditView(HoldKey, generic.EditView):
    """A network."""

    def save_instance(self) -> Network:
        """Call the operation."""
        network: Network = self.form.save(commit=False)
        change_network(network=network, by=self.request.user, now=timezone.now())
        return network


class NetworkViewSet(ModelViewSet):
    """Networks. Only platform administrators have the right to them; a network is ended, never deleted."""

    model = Network
    icon = "site"
    menu_label = _("Networks")
    panels = [
        FieldPanel("key"),
        FieldPanel("acronym"),
        FieldPanel("full_name"),
        FieldPanel("coordinating_centre"),
        FieldPanel("country"),
        FieldPanel("order"),
        FieldPanel("active"),
    ]
    list_display = ["acronym", "full_name", "active"]
    add_view_class = NetworkAddView
    edit_view_class = NetworkEditView
    copy_view_enabled = False


class CentreAddView(SayWhyRefused, generic.CreateView):
    """A new centre."""

    def save_instance(self) -> Centre:
        """Call the operation."""
        values = {name: value for name, value in self.form.cleaned_data.items() if name != "active"}
        return add_centre(**values, by=self.request.user, now=timezone.now())


class CentreEditView(SayWhyRefused, HoldKey, generic.EditView):
    """A centre."""

    def save_instance(self) -> Centre:
        """Call the operation."""
        centre: Centre = self.form.save(commit=False)
        change_centre(centre=centre, by=self.request.user, now=timezone.now())
        return centre


class CentreViewSet(ModelViewSet):
    """Centres. Only platform administrators have the right to them; a centre takes no part any more, it is never deleted."""

    model = Centre
    icon = "home"
    menu_label = _("Centres")
    panels = [
        FieldPanel("key"),
        FieldPanel("name"),
        FieldPanel("city"),
        FieldPanel("country"),
        FieldPanel("active"),
    ]
    list_display = ["name", "city", "country", "active"]
    list_filter = ["country", "active"]
    search_fields = ["name", "city", "key"]
    search_backend_name = None
    add_view_class = CentreAddView
    edit_view_class = CentreEditView
    copy_view_enabled = False


class NetworkViewSetGroup(ModelViewSetGroup):
    """Networks, the centres where people work, and thematic areas."""

    menu_label = _("Networks")
    menu_icon = "site"
    items = (
        NetworkViewSet("cms_networks"),
        CentreViewSet("cms_centres"),
        ThematicAreaViewSet("cms_areas"),
    )


def _policy() -> ThematicAreaPolicy:
    policy: ThematicAreaPolicy = policy_registry.get_by_type(ThematicArea)
    return policy
