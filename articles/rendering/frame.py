"""What the templates of all public pages are filled with, whatever stands in them."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from .furniture import Furniture
from .palette import palette_name


def frame(around: Furniture, section_id: int | None = None) -> dict[str, Any]:
    """`section_id` says in which section's colours the page is. No query."""
    return {
        "furniture": around,
        "site": around.site,
        "site_name": around.site.name,
        "site_description": around.site.tagline,
        "site_language": settings.LANGUAGE_CODE,
        "page_language": settings.LANGUAGE_CODE,
        "site_url": settings.SITE_URL,
        "palette": palette_name(around),
        "coloured": around.coloured(section_id),
    }
