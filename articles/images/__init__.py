"""Image files: accept uploads, read their metadata, make the renditions that readers get."""

from __future__ import annotations

from .accepting import Accepted, accept
from .drawn import site_card
from .errors import Damaged, PictureRefused
from .marks import Mark, advert, icon, logo
from .metadata import EmbeddedMetadata
from .renditions import (
    SHARE_SIZE,
    PictureSource,
    Rendition,
    RenditionSet,
    files,
    has_first,
    is_current,
    make,
    rendition,
    share,
    sources,
    srcset,
)
