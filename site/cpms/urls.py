"""Every address of the site."""

from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

# One way in, which counts failed attempts: Wagtail brings two of its own that do not.
to_sign_in = RedirectView.as_view(pattern_name="accounts:sign_in", query_string=True)

urlpatterns = [
    path("favicon.ico", RedirectView.as_view(url=static("client/mark.svg")), name="favicon"),
    path("cms/login/", to_sign_in),
    path("_util/login/", to_sign_in),
    path("", include("datasets.urls")),  # before the CMS: the import has its address there
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("language/", include("django.conf.urls.i18n")),
    path("", include("cpms.accounts.urls")),
    path("", include("cpms.events.urls")),
    path("", include("cpms.communication.urls")),
    path("", include("cpms.networks.urls")),
    path("", include("cpms.panels.urls")),
    path("", include("cpms.patients.urls")),
    path("", include("home.urls")),
    path("", include(wagtail_urls)),
]
