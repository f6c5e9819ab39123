"""What all public pages share: methods, caching headers, site context and analytics."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_safe

from articles.rendering import SiteContext, base_context, site_context

PublicView = Callable[..., HttpResponse]


def public_page(view: PublicView) -> PublicView:
    """Allow GET and HEAD, and let caches keep the answer if they revalidate it each time by its ETag.

    The view is exempt from the CSRF check, so that a POST gets 405 and not 403.
    """
    cached = cache_control(public=True, no_cache=True)(conditional_page(view))
    return csrf_exempt(require_safe(_with_analytics_policy(cached)))


def _with_analytics_policy(view: PublicView) -> PublicView:
    """Extend the CSP of pages that load analytics, and of their 304 answers, whose headers browsers take over."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if script := getattr(request, "analytics", None):
            response._csp_update = script.policy  # type: ignore[attr-defined]
        return response

    return wrapped


def render_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    site: SiteContext | None = None,
    status: int = 200,
    section_id: int | None = None,
) -> HttpResponse:
    """Render a public page; `context` overrides the base context. One query unless `site` is given.

    Advertising and analytics are left out of error pages.
    """
    site = site or site_context()
    is_found = status == 200
    request.analytics = settings.ANALYTICS if is_found else None  # type: ignore[attr-defined]
    path = context.get("canonical_path", request.path)
    own = {"canonical_url": settings.SITE_URL + path, "ads": site.ads if is_found else {}}
    return render(request, template, {**base_context(site, section_id), **own, **context}, status=status)
