"""The colours of the site and of its sections, as a small style sheet beside the one for all sites."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from articles.models import colour

from .furniture import Furniture


def palette(around: Furniture) -> str:
    """CSS, for the light and the dark design; empty where nobody has chosen a colour. No query."""
    chosen = {":root": around.site.accent} if around.site.accent else {}
    chosen |= {f".in-{place.slug}": place.accent for place in around.places if place.accent}
    if not chosen:
        return ""
    light, dark = _rules(chosen, colour.on_light, "#000000"), _rules(chosen, colour.on_dark, "#ffffff")
    return f"{light}@media(prefers-color-scheme:dark){{{dark}}}"


def palette_name(around: Furniture) -> str:
    """Made of what is in it, so that browsers may keep it for ever; empty where there is none."""
    css = palette(around)
    return hashlib.sha256(css.encode()).hexdigest()[:12] if css else ""


def _rules(chosen: dict[str, str], readable: Callable[[str], str], towards: str) -> str:
    return "".join(
        f"{where}{{--accent:{(accent := readable(hue))};--link:{colour.mixed(accent, towards, 0.12)}}}"
        for where, hue in chosen.items()
    )
