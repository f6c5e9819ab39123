"""Colours that people choose, and how they are made to be read: WCAG 2.2's contrast, on the site's two papers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

# What words in a chosen colour stand on, as in static/css/site.css: a test holds the two together. Of each pair the
# first is the page, the second a box on it.
LIGHT_PAPERS = ("#fffdfa", "#f6f1e8")
DARK_PAPERS = ("#16140f", "#211d17")
# WCAG asks for 4.5; a little more, so that rounding never falls below it.
CONTRAST = 4.6
_STEPS = 200
_HEX = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


class ColourField(models.CharField):
    """A colour as #rrggbb in small letters, or nothing. `#abc` and a missing # are understood."""

    default_validators = [
        RegexValidator(r"\A#[0-9a-f]{6}\Z", _("Write the colour as # and six digits or letters from a to f: #9b1c1f."))
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 7)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return _plain(value) if isinstance(value, str) else value

    def formfield(self, **kwargs: Any) -> Any:
        # Longer than what is kept: what was pasted with blanks around it is understood, not refused.
        return super().formfield(**{"max_length": 20, **kwargs})


def is_colour(text: str) -> bool:
    """Whether it is one as #rrggbb. Asked again before it becomes part of a style sheet."""
    return re.fullmatch("#[0-9a-f]{6}", text) is not None


def on_light(colour: str) -> str:
    """The colour, darkened as far as it takes to be read on the light papers."""
    return _readable(colour, "#000000", LIGHT_PAPERS)


def on_dark(colour: str) -> str:
    """The colour, lightened as far as it takes to be read on the dark papers."""
    return _readable(colour, "#ffffff", DARK_PAPERS)


def contrast(one: str, other: str) -> float:
    """From 1 to 21 (WCAG 2.2, "contrast ratio"). Both as #rrggbb."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """`share` from 0 to 1 of the other colour in it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _plain(value: str) -> str:
    found = _HEX.fullmatch(value.strip())
    if found is None:
        return value.strip()
    digits = found[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


@lru_cache(maxsize=512)  # Every page asks for the same few, and each is tried step by step.
def _readable(colour: str, towards: str, papers: tuple[str, str]) -> str:
    steps = (mixed(colour, towards, step / _STEPS) for step in range(_STEPS + 1))
    return next(step for step in steps if all(contrast(step, paper) >= CONTRAST for paper in papers))


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _luminance(colour: str) -> float:
    shares = [channel / 255 for channel in _channels(colour)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
