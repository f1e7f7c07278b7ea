"""What stands around every page."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

CMS = "/cms/"
# Views under /cms/ that answer with the page itself as visitors will see it.
PREVIEWS = frozenset(
    {"preview_on_add", "preview_on_edit", "revisions_view", "view_draft", "workflow_preview"}
)


class ContentSecurityPolicy(CSPMiddleware):
    """The strict policy everywhere; Wagtail's editor, which carries inline scripts, gets a looser one.

    A preview under /cms/ keeps the strict policy: a page must not work in the preview and fail for visitors.
    """

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,  # noqa: FBT001, FBT002
    ) -> PolicyParts:
        """Return the parts for this request, the editor's policy for the editor's own pages."""
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(CMS) and not _is_preview(request):
            parts.config = settings.CMS_CONTENT_SECURITY_POLICY
        return parts


def profile(request: HttpRequest) -> dict[str, str]:
    """Tell templates which site this is, so that a demo or training site cannot be taken for the real one."""
    return {"profile": settings.PROFILE}


def _is_preview(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.url_name in PREVIEWS
