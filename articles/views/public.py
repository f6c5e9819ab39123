"""What every public page has in common."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_safe

from articles.rendering import SiteContext, ads, base_context, site_context

View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """GET and HEAD only; may be kept, but must be asked for again each time: an ETag of the content makes it cheap.

    Exempt from the check for forged posts, so that a POST is told what is wrong with it: 405, not 403.
    """
    return csrf_exempt(require_safe(_with_analytics(cache_control(public=True, no_cache=True)(conditional_page(view)))))


def _with_analytics(view: View) -> View:
    """The policy of a page that brings the site's analytics script, and of the answer that it has not changed: browsers
    take over the headers of that."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if script := getattr(request, "analytics", None):
            response._csp_update = script.policy  # type: ignore[attr-defined]
        return response

    return answer


def render_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    site: SiteContext | None = None,
    status: int = 200,
    section_id: int | None = None,
) -> HttpResponse:
    """A public page in its frame; with the site's analytics script, unless it tells of an error. One query for the
    frame, unless it is given."""
    site = site or site_context()
    request.analytics = settings.ANALYTICS if status == 200 else None  # type: ignore[attr-defined]
    path = context.get("canonical_path", request.path)
    own: dict[str, Any] = {"canonical_url": settings.SITE_URL + path}
    if status == 200:  # Nobody pays to stand beside what is not there.
        own["ads"] = ads(site.ad_slots, timezone.now())
    return render(request, template, {**base_context(site, section_id), **own, **context}, status=status)
