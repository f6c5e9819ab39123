"""The template variables of every public page, and the style sheet of the site's own colours."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.conf import settings

from articles.models import colour

from .site_context import SiteContext

# Only a plain word and a colour become part of the style sheet, whatever the database holds.
_CSS_WORD = re.compile(r"[-\w]+", re.ASCII)


def base_context(site: SiteContext, section_id: int | None = None) -> dict[str, Any]:
    """Return the variables that templates/base.html needs; `section_id` decides the accent colour. No query."""
    return {
        "site": site,
        "identity": site.identity,
        "site_name": site.identity.name,
        "site_description": site.identity.tagline,
        "site_language": settings.LANGUAGE_CODE,
        "page_language": settings.LANGUAGE_CODE,
        "site_url": settings.SITE_URL,
        "palette": palette_name(site),
        "accent_slug": site.nearest_accent_slug(section_id),
    }


def palette(site: SiteContext) -> str:
    """Return the CSS of the site's and the sections' accent colours, for light and dark; "" without any. No query."""
    accents = {":root": site.identity.accent}
    accents |= {f".in-{item.slug}": item.accent for item in site.nav_items if _CSS_WORD.fullmatch(item.slug)}
    valid = {selector: accent for selector, accent in accents.items() if colour.is_colour(accent)}
    if not valid:
        return ""
    light, dark = _rules(valid, colour.on_light, "#000000"), _rules(valid, colour.on_dark, "#ffffff")
    return f"{light}@media(prefers-color-scheme:dark){{{dark}}}"


@lru_cache(maxsize=4)
def palette_name(site: SiteContext) -> str:
    """Return a hash of the palette, so that browsers may keep it for ever; "" where there is no palette."""
    css = palette(site)
    return hashlib.sha256(css.encode()).hexdigest()[:12] if css else ""


def _rules(accents: dict[str, str], readable: Callable[[str], str], towards: str) -> str:
    return "".join(
        f"{selector}{{--accent:{(accent := readable(hue))};--link:{colour.mixed(accent, towards, 0.12)}}}"
        for selector, hue in accents.items()
    )
