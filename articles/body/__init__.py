"""The story's HTML as text: the allow-list, the sanitiser, placeholders, plain text. No database, no network."""

from __future__ import annotations

from .allow_list import EXTENSIONS, OWN_EXTENSIONS
from .frames import FRAMED, frame, frame_origins
from .placeholders import Placeholder, image, placeholders, replace, social_post
from .plain import plain_text
from .sanitise import clean

__all__ = [
    "EXTENSIONS",
    "FRAMED",
    "OWN_EXTENSIONS",
    "Placeholder",
    "clean",
    "frame",
    "frame_origins",
    "image",
    "placeholders",
    "plain_text",
    "replace",
    "social_post",
]
