"""The story's HTML as text: the allow-list, the sanitiser, placeholders, plain text. No database, no network."""

from __future__ import annotations

from .allow_list import EXTENSIONS
from .placeholders import Placeholder, image, placeholders, replace, social_post
from .plain import plain_text
from .sanitise import clean

__all__ = ["EXTENSIONS", "Placeholder", "clean", "image", "placeholders", "plain_text", "replace", "social_post"]
