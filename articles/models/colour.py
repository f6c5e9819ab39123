"""Accent colours, and how they are made readable: WCAG 2.2's contrast on the light and the dark design's background."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

# The backgrounds of text in an accent colour: the page, and a box on it. The same as --paper and --tint in
# static/css/site.css, which a test compares.
LIGHT_BACKGROUNDS = ("#fffdfa", "#f6f1e8")
DARK_BACKGROUNDS = ("#16140f", "#211d17")
# WCAG requires 4.5; a little more, so that rounding never falls below it.
CONTRAST = 4.6
_STEPS = 200
_HEX = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


class ColourField(models.CharField):
    """A colour as #rrggbb in lower case, or "". Accepts "#abc" and a missing "#", and stores the long form."""

    default_validators = [
        RegexValidator(r"\A#[0-9a-f]{6}\Z", _("Write the colour as # and six digits or letters from a to f: #9b1c1f."))
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 7)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return _normalised(value) if isinstance(value, str) else value

    def formfield(self, **kwargs: Any) -> Any:
        # Longer than the column, so that a pasted value with spaces around it reaches to_python.
        return super().formfield(**{"max_length": 20, **kwargs})


def is_colour(text: str) -> bool:
    """Return True for #rrggbb. Style sheets check it again before they use a stored colour."""
    return re.fullmatch("#[0-9a-f]{6}", text) is not None


def on_light(colour: str) -> str:
    """Return the colour, darkened until it is readable on the light backgrounds."""
    return _readable(colour, "#000000", LIGHT_BACKGROUNDS)


def on_dark(colour: str) -> str:
    """Return the colour, lightened until it is readable on the dark backgrounds."""
    return _readable(colour, "#ffffff", DARK_BACKGROUNDS)


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of WCAG 2.2, from 1 to 21, of two colours as #rrggbb."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, second: str, share: float) -> str:
    """Mix two colours; `share` is how much of the second, from 0 to 1."""
    pairs = zip(_channels(colour), _channels(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _normalised(value: str) -> str:
    found = _HEX.fullmatch(value.strip())
    if found is None:
        return value.strip()
    digits = found[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


@lru_cache(maxsize=512)  # Every page needs the same few, and each takes up to 200 steps.
def _readable(colour: str, towards: str, backgrounds: tuple[str, str]) -> str:
    steps = (mixed(colour, towards, step / _STEPS) for step in range(_STEPS + 1))
    return next(step for step in steps if all(contrast(step, background) >= CONTRAST for background in backgrounds))


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _luminance(colour: str) -> float:
    shares = [channel / 255 for channel in _channels(colour)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
