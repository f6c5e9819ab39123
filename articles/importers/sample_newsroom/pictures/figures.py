"""Small things that stand in several pictures: trees, houses, clouds, people."""

from __future__ import annotations

import math
import random

from .canvas import Canvas, mix


def cloud(on: Canvas, x: float, y: float, size: float, colour: str) -> None:
    for across, up, radius in ((-1.3, 0, 0.55), (-0.55, 0.35, 0.8), (0.35, 0.5, 0.95), (1.2, 0.1, 0.65)):
        on.disc(x + across * size, y - up * size, radius * size, colour)
    on.box(x - 1.85 * size, y - 0.05 * size, 3.7 * size, 0.6 * size, colour, 0.3 * size)


def pine(on: Canvas, x: float, foot: float, height: float, colour: str) -> None:
    on.box(x - height * 0.03, foot - height * 0.16, height * 0.06, height * 0.18, mix(colour, "#241a12", 0.5))
    for step, half in ((0.1, 0.27), (0.34, 0.22), (0.58, 0.15)):
        top = min(1, step + 0.44)
        on.poly(
            [(x - half * height, foot - step * height), (x + half * height, foot - step * height),
             (x, foot - top * height)],
            mix(colour, "#ffffff", step * 0.14),
        )  # fmt: skip


def tree(on: Canvas, x: float, foot: float, height: float, colour: str, trunk: str = "#5b4031") -> None:
    on.poly([(x - height * 0.05, foot), (x + height * 0.05, foot), (x, foot - height * 0.6)], trunk)
    for across, up, radius, light in (
        (-0.2, 0.56, 0.2, 0),
        (0.2, 0.58, 0.2, 0),
        (0, 0.72, 0.27, 0),
        (-0.06, 0.78, 0.15, 0.12),
    ):
        on.disc(x + across * height, foot - up * height, radius * height, mix(colour, "#ffffff", light))


def palm(on: Canvas, x: float, foot: float, height: float, colour: str, lean: float = 0.12) -> None:
    top = (x + lean * height, foot - height)
    bark = mix(colour, "#4a2f1c", 0.75)
    bend = (x + lean * height * 0.3, foot - height * 0.5)
    right = [(x + height * 0.028, foot), (bend[0] + height * 0.02, bend[1]), (top[0] + height * 0.012, top[1])]
    left = [(x - height * 0.028, foot), (bend[0] - height * 0.02, bend[1]), (top[0] - height * 0.012, top[1])]
    on.poly([*left, *reversed(right)], bark)
    for n, angle in enumerate((-172, -150, -122, -92, -62, -32, -8)):
        _frond(on, *top, angle, height * 0.38, mix(colour, "#ffffff" if n % 2 else "#0c2a1a", 0.12))
    for across in (-0.03, 0.01, 0.04):
        on.disc(top[0] + across * height, top[1] + height * 0.025, height * 0.022, bark)


def _frond(on: Canvas, x: float, y: float, angle: float, reach: float, colour: str) -> None:
    """A leaf that rises from the crown and hangs down at its end."""
    rise, run = math.sin(math.radians(angle)), math.cos(math.radians(angle))
    spine = [(x + run * reach * t, y + rise * reach * 0.62 * t + reach * 0.72 * t * t) for t in (0, 0.25, 0.5, 0.75, 1)]
    width = (0, 0.075, 0.09, 0.065, 0)
    upper = [(px, py - reach * w) for (px, py), w in zip(spine, width, strict=True)]
    lower = [(px, py + reach * w * 0.8) for (px, py), w in zip(spine, width, strict=True)]
    on.poly([*upper, *reversed(lower)], colour)


def house(on: Canvas, x: float, foot: float, size: float, wall: str, roof: str, window: str = "#ffd98a") -> None:
    on.box(x, foot - size * 0.62, size, size * 0.62, wall)
    on.poly(
        [
            (x - size * 0.1, foot - size * 0.6),
            (x + size * 1.1, foot - size * 0.6),
            (x + size * 0.5, foot - size * 1.05),
        ],
        roof,
    )
    on.box(x + size * 0.14, foot - size * 0.46, size * 0.22, size * 0.22, window)
    on.box(x + size * 0.58, foot - size * 0.42, size * 0.24, size * 0.42, mix(wall, "#2a1c14", 0.55))


def pavilion(on: Canvas, x: float, foot: float, width: float, colour: str) -> None:
    """A domed pavilion on four pillars, as they stand by rivers and stepwells."""
    height = width * 0.9
    for n in range(4):
        on.box(x + width * (0.08 + n * 0.27), foot - height * 0.52, width * 0.07, height * 0.52, colour)
    on.box(x - width * 0.06, foot - height * 0.58, width * 1.12, height * 0.08, colour)
    on.pie(x + width / 2, foot - height * 0.56, width * 0.42, height * 0.46, 180, 360, colour)
    on.box(x + width * 0.485, foot - height * 1.16, width * 0.03, height * 0.2, colour)
    on.disc(x + width / 2, foot - height * 1.1, width * 0.035, colour)


def person(on: Canvas, x: float, foot: float, height: float, dress: str, skin: str = "#8a5a3c", hair: str = "#241812",
           scarf: str = "") -> None:  # fmt: skip
    """Seen from afar, standing."""

    def at(*shape: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x + across * height, foot - up * height) for across, up in shape]

    dark = mix(dress, "#1c1418", 0.28)
    on.oval(x, foot, height * 0.17, height * 0.025, "#00000030")
    on.poly(at((-0.08, 0.0), (-0.02, 0.0), (-0.01, 0.2), (-0.09, 0.2)), skin).poly(
        at((0.02, 0.0), (0.08, 0.0), (0.09, 0.2), (0.01, 0.2)), skin
    )
    on.line(at((-0.12, 0.74), (-0.17, 0.56), (-0.13, 0.42)), dark, height * 0.06)
    on.line(at((0.12, 0.74), (0.18, 0.58), (0.15, 0.42)), dark, height * 0.06)
    on.disc(x - height * 0.13, foot - height * 0.4, height * 0.032, skin).disc(
        x + height * 0.15, foot - height * 0.4, height * 0.032, skin
    )
    on.poly(
        at(
            (-0.15, 0.08),
            (0.15, 0.08),
            (0.1, 0.48),
            (0.13, 0.74),
            (0.06, 0.79),
            (-0.06, 0.79),
            (-0.13, 0.74),
            (-0.1, 0.48),
        ),
        dress,
    )
    if scarf:
        on.poly(at((-0.13, 0.74), (-0.04, 0.8), (0.04, 0.76), (0.13, 0.34), (0.06, 0.3)), scarf)
    on.box(x - height * 0.028, foot - height * 0.84, height * 0.056, height * 0.08, mix(skin, "#1c1418", 0.2))
    on.disc(x, foot - height * 0.905, height * 0.092, hair).disc(
        x + height * 0.06, foot - height * 0.88, height * 0.045, hair
    )
    on.oval(x - height * 0.008, foot - height * 0.89, height * 0.066, height * 0.074, skin)


def stars(on: Canvas, count: int, below: float, seed: int) -> None:
    luck = random.Random(seed)
    for _ in range(count):
        x, y, radius = luck.uniform(0, on.width), luck.uniform(0, below), luck.choice((0.9, 1.1, 1.4, 2.2))
        on.disc(x, y, radius, luck.choice(("#ffffffd0", "#ffffff90", "#fff3c8c0", "#d7e6ffb0")))
