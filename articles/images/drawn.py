"""The picture of a page that has none: the site's name on its colour, for messengers and networks."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont, features

from .renditions import SHARE_SIZE, share_jpeg

logger = logging.getLogger("newsroom.images")

PAPER = "#fffdfa"
_FONT = Path("static/fonts/mukta-700.woff2")  # under the folder of the project
_SIDE = 110  # pixels left free on either side
_SIZES = range(150, 40, -6)


@lru_cache(maxsize=8)
def site_card(name: str, colour: str) -> bytes:
    """A JPEG of `SHARE_SIZE`. Without words where this machine cannot shape Devanagari: better none than misshapen."""
    picture = Pillow.new("RGB", SHARE_SIZE, colour)
    draw = ImageDraw.Draw(picture)
    width, height = SHARE_SIZE
    draw.rectangle((_SIDE, height - 96, width - _SIDE, height - 90), PAPER)
    draw.rectangle((_SIDE, height - 82, width - _SIDE, height - 80), PAPER)
    if font := _fitting(name):
        draw.text((width / 2, height / 2 - 20), name, fill=PAPER, font=font, anchor="mm")
    return share_jpeg(picture)


def _fitting(name: str) -> ImageFont.FreeTypeFont | None:
    """The largest letters in which the name fits on one line."""
    if not features.check("raqm") or not features.check("fribidi"):
        return None
    for size in _SIZES:
        try:
            font = ImageFont.truetype(settings.BASE_DIR / _FONT, size, layout_engine=ImageFont.Layout.RAQM)
        except OSError:  # FreeType without the compression of web fonts.
            logger.warning("the site's name cannot be drawn: this machine does not read web fonts")
            return None
        if font.getlength(name) <= SHARE_SIZE[0] - 2 * _SIDE:
            return font
    return None
