"""Draw the share image of pages without one: the site's name on the site's colour."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont, features

from .renditions import SHARE_SIZE, share_jpeg

logger = logging.getLogger("newsroom.images")

FOREGROUND = "#fffdfa"
_FONT = Path("static/fonts/mukta-700.woff2")  # under the folder of the project
_MARGIN = 110  # pixels
_SIZES = range(150, 40, -6)


@lru_cache(maxsize=8)
def site_card(name: str, colour: str) -> bytes:
    """Return a JPEG of SHARE_SIZE. It has no text if this machine cannot shape Devanagari."""
    picture = Pillow.new("RGB", SHARE_SIZE, colour)
    draw = ImageDraw.Draw(picture)
    width, height = SHARE_SIZE
    draw.rectangle((_MARGIN, height - 96, width - _MARGIN, height - 90), FOREGROUND)
    draw.rectangle((_MARGIN, height - 82, width - _MARGIN, height - 80), FOREGROUND)
    if font := _largest_font(name):
        draw.text((width / 2, height / 2 - 20), name, fill=FOREGROUND, font=font, anchor="mm")
    return share_jpeg(picture)


def _largest_font(name: str) -> ImageFont.FreeTypeFont | None:
    """Return the largest font in which the name fits on one line."""
    if not features.check("raqm") or not features.check("fribidi"):
        return None
    for size in _SIZES:
        try:
            font = ImageFont.truetype(settings.BASE_DIR / _FONT, size, layout_engine=ImageFont.Layout.RAQM)
        except OSError:  # FreeType was built without support for web fonts.
            logger.warning("the site's name cannot be drawn: this machine does not read web fonts")
            return None
        if font.getlength(name) <= SHARE_SIZE[0] - 2 * _MARGIN:
            return font
    return None
