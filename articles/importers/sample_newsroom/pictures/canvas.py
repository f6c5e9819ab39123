"""What the pictures are drawn with: flat shapes, layered in soft light.

Coordinates are those of the finished picture. Shapes are drawn at twice its size and brought down at the end: Pillow's
drawing has no smooth edges of its own.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Sequence
from typing import Self

from PIL import Image, ImageColor, ImageDraw

Point = tuple[float, float]
SCALE = 2


def mix(one: str, other: str, share: float) -> str:
    """The colour between two `#rrggbb`; a share of 0 is the one, of 1 the other."""
    pairs = zip(ImageColor.getrgb(one)[:3], ImageColor.getrgb(other)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


class Canvas:
    """Every shape takes its colour as `#rrggbb`, or `#rrggbbaa` where what lies below shines through."""

    def __init__(self, width: int = 1600, height: int = 900) -> None:
        self.width, self.height = width, height
        self.image = Image.new("RGB", (width * SCALE, height * SCALE))
        self.draw = ImageDraw.Draw(self.image, "RGBA")

    def finished(self) -> Image.Image:
        return self.image.reduce(SCALE)

    def gradient(self, *colours: str, top: float = 0, bottom: float | None = None, left: float = 0,
                 right: float | None = None) -> Self:  # fmt: skip
        """From the first colour at the top to the last at the bottom, evenly."""
        bottom = self.height if bottom is None else bottom
        right = self.width if right is None else right
        strip = Image.new("RGB", (1, 128))
        strip.putdata([_between(colours, n / 127) for n in range(128)])
        size = (round((right - left) * SCALE), round((bottom - top) * SCALE))
        self.image.paste(strip.resize(size, Image.Resampling.BILINEAR), (round(left * SCALE), round(top * SCALE)))
        return self

    def glow(self, x: float, y: float, radius: float, colour: str, strength: float = 1, flat: float = 1) -> Self:
        """Light that fades to nothing at the radius; `flat` below 1 presses it down, as on water."""
        wide, high = round(2 * radius * SCALE), round(2 * radius * flat * SCALE)
        light = Image.radial_gradient("L").point(lambda far: round(255 * strength * max(0, 1 - far / 180) ** 2))
        light = light.resize((wide, high), Image.Resampling.BILINEAR)
        at = (round(x * SCALE) - wide // 2, round(y * SCALE) - high // 2)
        self.image.paste(ImageColor.getrgb(colour)[:3], (*at, at[0] + wide, at[1] + high), light)
        return self

    def poly(self, points: Iterable[Point], colour: str) -> Self:
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)
        return self

    def oval(self, x: float, y: float, rx: float, ry: float, colour: str) -> Self:
        self.draw.ellipse([(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE], fill=colour)
        return self

    def disc(self, x: float, y: float, radius: float, colour: str) -> Self:
        return self.oval(x, y, radius, radius, colour)

    def box(self, x: float, y: float, width: float, height: float, colour: str, radius: float = 0) -> Self:
        self.draw.rounded_rectangle(
            [x * SCALE, y * SCALE, (x + width) * SCALE - 1, (y + height) * SCALE - 1], radius * SCALE, fill=colour
        )
        return self

    def line(self, points: Sequence[Point], colour: str, width: float = 2) -> Self:
        self.draw.line([(x * SCALE, y * SCALE) for x, y in points], colour, round(width * SCALE), joint="curve")
        return self

    def arc(self, x: float, y: float, rx: float, ry: float, start: float, end: float, colour: str,
            width: float = 2) -> Self:  # fmt: skip
        """Part of an outline, clockwise in degrees from three o'clock."""
        around = [(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE]
        self.draw.arc(around, start, end, colour, round(width * SCALE))
        return self

    def pie(self, x: float, y: float, rx: float, ry: float, start: float, end: float, colour: str) -> Self:
        around = [(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE]
        self.draw.pieslice(around, start, end, fill=colour)
        return self

    def land(self, edge: Callable[[float], float], colour: str, step: int = 8) -> Self:
        """Everything below an edge, which gives y for x."""
        points: list[Point] = [(x, edge(x)) for x in range(-step, self.width + step + 1, step)]
        return self.poly([*points, (self.width + step, self.height), (-step, self.height)], colour)


def rolling(base: float, height: float, seed: int, length: float = 700) -> Callable[[float], float]:
    """The edge of soft hills around a base line; `length` is from hill to hill."""
    luck = random.Random(seed)
    waves = [(height * share, length * share**0.8, luck.uniform(0, math.tau)) for share in (0.62, 0.28, 0.10)]
    return lambda x: base - sum(high * math.sin(math.tau * x / long + shift) for high, long, shift in waves)


def peaks(base: float, height: float, seed: int, length: float = 420) -> Callable[[float], float]:
    """The edge of mountains: pointed above, a little uneven on their flanks."""
    luck = random.Random(seed)
    waves = [(height * high, length * long, luck.uniform(0, 1)) for high, long in ((0.6, 1), (0.3, 0.53), (0.07, 0.19))]

    def edge(x: float) -> float:
        return base - sum(high * (1 - abs(((x / long + shift) % 1) * 2 - 1) * 1.6) for high, long, shift in waves)

    return edge


def _between(colours: Sequence[str], share: float) -> tuple[int, ...]:
    place = share * (len(colours) - 1)
    step = min(int(place), len(colours) - 2)
    return ImageColor.getrgb(mix(colours[step], colours[step + 1], place - step))[:3]
