"""The colours of the site and of its sections, as a small style sheet beside the one for all sites."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

from articles.models import colour

from .site_context import SiteContext

# Whatever stands in the database: what becomes part of the style sheet is a plain word and a colour.
_WORD = re.compile(r"[-\w]+", re.ASCII)


def palette(site: SiteContext) -> str:
    """CSS, for the light and the dark design; empty where nobody has chosen a colour. No query."""
    named = [(":root", site.identity.accent)]
    named += [
        (f".in-{nav_item.slug}", nav_item.accent) for nav_item in site.nav_items if _WORD.fullmatch(nav_item.slug)
    ]
    chosen = {where: hue for where, hue in named if colour.is_colour(hue)}
    if not chosen:
        return ""
    light, dark = _rules(chosen, colour.on_light, "#000000"), _rules(chosen, colour.on_dark, "#ffffff")
    return f"{light}@media(prefers-color-scheme:dark){{{dark}}}"


def palette_name(site: SiteContext) -> str:
    """Made of what is in it, so that browsers may keep it for ever; empty where there is none."""
    css = palette(site)
    return hashlib.sha256(css.encode()).hexdigest()[:12] if css else ""


def _rules(chosen: dict[str, str], readable: Callable[[str], str], towards: str) -> str:
    return "".join(
        f"{where}{{--accent:{(accent := readable(hue))};--link:{colour.mixed(accent, towards, 0.12)}}}"
        for where, hue in chosen.items()
    )
