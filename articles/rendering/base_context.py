"""What the templates of all public pages are filled with, whatever stands in them."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from .palette import palette_name
from .site_context import SiteContext


def base_context(site: SiteContext, section_id: int | None = None) -> dict[str, Any]:
    """`section_id` says in which section's colours the page is. No query."""
    return {
        "site": site,
        "identity": site.identity,
        "site_name": site.identity.name,
        "site_description": site.identity.tagline,
        "site_language": settings.LANGUAGE_CODE,
        "page_language": settings.LANGUAGE_CODE,
        "site_url": settings.SITE_URL,
        "palette": palette_name(site),
        "coloured": site.coloured(section_id),
    }
