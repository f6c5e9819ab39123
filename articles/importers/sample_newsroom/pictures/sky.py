"""Rockets, satellites, telescopes; and a picture of figures without any figure in it."""

from __future__ import annotations

import math
import random

from .canvas import Canvas, mix, rolling
from .figures import person, stars


def rocket_launch() -> Canvas:
    on = Canvas().gradient("#0e1640", "#2f3a80", "#b55f7f", "#f7a86a", bottom=760)
    stars(on, 120, 420, 2)
    on.glow(800, 640, 760, "#ffe2a0", 0.95)
    on.land(rolling(720, 26, 5, 800), "#4a2f5a").land(rolling(760, 20, 9, 600), "#35224a")
    for x in (560, 1060):
        on.poly([(x - 16, 780), (x + 16, 780), (x + 8, 380), (x - 8, 380)], "#2a1c3f")
        for n in range(9):
            on.line([(x - 14, 770 - n * 44), (x + 12, 740 - n * 44)], "#4a3562", 4)
    luck = random.Random(13)
    for ring, tone in ((1.0, "#c98a8a"), (0.8, "#e9b79a"), (0.58, "#fbdcb4"), (0.36, "#fff4dc")):
        for _ in range(26):
            across = max(-1.8, min(1.8, luck.gauss(0, 1))) * 260 * ring
            on.disc(
                800 + across,
                800 - luck.uniform(0, 60) * ring + abs(across) * 0.1,
                luck.uniform(40, 84) * (0.5 + ring / 2),
                tone,
            )
    for half, foot, tone in ((58, 780, "#f7892f"), (40, 740, "#ffc24a"), (22, 690, "#fff6d0")):
        on.poly(
            [(800 - half * 0.8, 516), (800 + half * 0.8, 516), (800 + half, 600), (800, foot), (800 - half, 600)], tone
        )
    _rocket(on, 800, 520)
    on.gradient("#35224a", "#1d1330", top=850)
    for x, tall in ((170, 150), (216, 110), (262, 160), (310, 104), (1330, 150), (1382, 112)):
        person(on, x, 884, tall, "#1a1130", skin="#1a1130", hair="#1a1130")
    return on


def _rocket(on: Canvas, x: float, foot: float) -> None:
    for side in (-1, 1):
        on.poly(
            [
                (x + side * 44, foot - 110),
                (x + side * 104, foot - 30),
                (x + side * 104, foot + 14),
                (x + side * 44, foot - 14),
            ],
            "#c8402f",
        )
    on.poly(
        [
            (x - 50, foot),
            (x - 56, foot - 210),
            (x - 40, foot - 320),
            (x, foot - 420),
            (x + 40, foot - 320),
            (x + 56, foot - 210),
            (x + 50, foot),
        ],
        "#f4f1ea",
    )
    on.poly([(x + 8, foot), (x + 8, foot - 405), (x + 40, foot - 320), (x + 56, foot - 210), (x + 50, foot)], "#d5d4dc")
    on.poly([(x - 40, foot - 320), (x, foot - 420), (x + 40, foot - 320)], "#e0602f").poly(
        [(x + 8, foot - 402), (x + 40, foot - 320), (x + 8, foot - 320)], "#bf4a22"
    )
    on.disc(x, foot - 228, 34, "#e0602f").disc(x, foot - 228, 25, "#2f6f9c").arc(
        x, foot - 228, 18, 18, 190, 280, "#cfe8f7", 5
    )
    on.box(x - 54, foot - 140, 108, 16, "#e0602f").box(x - 36, foot - 2, 72, 20, "#4a4a5e", 6)


def satellite_over_earth() -> Canvas:
    on = Canvas().gradient("#050a24", "#0c1a4a", "#15357a")
    stars(on, 260, 700, 24)
    on.glow(800, 1500, 1500, "#7fc8ff", 1)
    on.disc(800, 1760, 1140, "#1f6fb5")
    luck = random.Random(18)
    for x, y, wide, high, tone in (
        (420.0, 800, 260, 70, "#5f9f62"), (640, 740, 180, 44, "#6fae68"), (980, 790, 300, 84, "#c9a86a"),
        (1200, 850, 200, 60, "#5f9f62"), (230, 890, 160, 50, "#8fb070"), (820, 880, 240, 60, "#6fae68"),
    ):  # fmt: skip
        for _ in range(7):
            on.oval(
                x + luck.uniform(-0.5, 0.5) * wide,
                y + luck.uniform(-0.4, 0.4) * high,
                wide * luck.uniform(0.2, 0.45),
                high * luck.uniform(0.25, 0.5),
                tone,
            )
    for _ in range(26):
        x = luck.uniform(100, 1500)
        edge = 1760 - math.sqrt(max(0, 1140**2 - (x - 800) ** 2))
        on.oval(x, edge + luck.uniform(24, 240), luck.uniform(40, 150), luck.uniform(5, 11), "#ffffff70")
    on.arc(800, 1760, 1142, 1142, 180, 360, "#bfe6ffc0", 7)
    on.glow(1340, 210, 260, "#fff3cf", 0.9).disc(1340, 210, 46, "#fffbe8")
    _cube_satellite(on, 700, 330)
    return on


def _cube_satellite(on: Canvas, x: float, y: float) -> None:
    def turned(*shape: tuple[float, float]) -> list[tuple[float, float]]:
        c, s = math.cos(-0.22), math.sin(-0.22)
        return [(x + a * c - b * s, y + a * s + b * c) for a, b in shape]

    on.line(turned((-110, -104), (-200, -230)), "#d9dde6", 6).line(turned((90, 110), (60, 250)), "#d9dde6", 6)
    on.line(turned((100, -110), (196, -214)), "#d9dde6", 6)
    for side in (-1, 1):
        on.line(turned((side * 108, 0), (side * 150, 0)), "#aab0c0", 14)
        on.poly(turned((side * 146, -92), (side * 430, -92), (side * 430, 92), (side * 146, 92)), "#16345f")
        for n in range(6):
            on.line(turned((side * (146 + n * 56.8), -92), (side * (146 + n * 56.8), 92)), "#6fa8de", 4)
        for n in range(4):
            on.line(turned((side * 146, -92 + n * 61.3), (side * 430, -92 + n * 61.3)), "#6fa8de", 4)
        on.poly(turned((side * 250, -92), (side * 300, -92), (side * 240, 92), (side * 190, 92)), "#ffffff28")
    on.poly(turned((-108, -108), (108, -108), (108, 108), (-108, 108)), "#d9b25a")
    on.poly(turned((-108, -108), (108, -108), (140, -142), (-76, -142)), "#f3d890").poly(
        turned((108, -108), (140, -142), (140, 74), (108, 108)), "#a8823a"
    )
    on.poly(turned((-84, -84), (84, -84), (84, 84), (-84, 84)), "#e6c67c")
    centre = turned((0, 0))[0]
    on.disc(*centre, 50, "#3a3f55").disc(*centre, 38, "#1c2748").disc(*centre, 26, "#2f6fb5").disc(
        centre[0] - 10, centre[1] - 12, 9, "#cfe8ff"
    )
    for corner in ((-68, -68), (68, -68), (68, 68), (-68, 68)):
        on.disc(*turned(corner)[0], 6, "#a8823a")


def rooftop_telescope() -> Canvas:
    on = Canvas().gradient("#0a1238", "#22306e", "#5a4a8f", "#d98a86", bottom=700)
    band = random.Random(30)
    for _ in range(420):
        share = band.random()
        x, y = 1600 * share, 620 - 600 * share + band.gauss(0, 70)
        on.disc(x, y, band.choice((1, 1.4, 2)), band.choice(("#ffffff80", "#ffe9c870", "#c8d8ff80")))
    stars(on, 170, 520, 31)
    on.disc(1290, 190, 54, "#e9b872").oval(1290, 190, 104, 17, "#f3d9a8").pie(
        1290, 190, 54, 54, 180, 360, "#e9b872"
    ).disc(1270, 176, 9, "#d9a55c")
    on.line([(180, 120), (330, 190)], "#ffffff90", 3).disc(330, 190, 4, "#ffffff")
    luck = random.Random(33)
    x = -10.0
    while x < 1600:
        wide, tall = luck.uniform(70, 150), luck.uniform(40, 150)
        on.box(x, 690 - tall, wide, tall + 20, "#2a2a5e")
        for _ in range(3):
            on.box(x + luck.uniform(8, wide - 20), 690 - tall + luck.uniform(10, tall), 9, 12, "#ffd98a")
        x += wide
    on.gradient("#4a3f6f", "#2a2348", top=690).box(0, 676, 1600, 26, "#6f608f").box(0, 676, 1600, 6, "#8f7fae")
    for n in range(8):
        on.line([(800 + (n - 4) * 160, 702), (800 + (n - 4) * 330, 900)], "#3a305a", 4)
    _telescope(on, 760, 800)
    for x, tall, dress, scarf in (
        (560, 190, "#c43d54", "#f6c445"),
        (440, 150, "#3c6fa8", ""),
        (350, 168, "#2f7a4d", ""),
        (1010, 160, "#e0862e", ""),
        (1120, 186, "#8a4f86", "#f4ead9"),
    ):
        person(on, x, 846, tall, dress, scarf=scarf)
    return on


def _telescope(on: Canvas, x: float, y: float) -> None:
    for foot in (-110, 0, 110):
        on.line([(x, y - 130), (x + foot, y + 50)], "#1b1838", 14)
    on.disc(x, y - 140, 24, "#c9a24a")
    c, s = math.cos(-0.72), math.sin(-0.72)

    def turned(*shape: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x + a * c - b * s, y - 160 + a * s + b * c) for a, b in shape]

    on.poly(turned((-150, -20), (-60, -24), (-60, 24), (-150, 20)), "#d9dde6")
    on.poly(turned((-60, -34), (190, -40), (190, 40), (-60, 34)), "#f4f1ea").poly(
        turned((-60, 6), (190, 8), (190, 40), (-60, 34)), "#cfd0da"
    )
    on.poly(turned((176, -54), (230, -54), (230, 54), (176, 54)), "#c8503c").poly(
        turned((20, -37), (50, -38), (50, 38), (20, 37)), "#c9a24a"
    )
    on.poly(turned((-176, -13), (-150, -13), (-150, 13), (-176, 13)), "#2a2348")


def rising_bars() -> Canvas:
    """Columns, a curve, coins: for stories about prices and numbers."""
    on = Canvas().gradient("#f7efdd", "#f1e2c4")
    for n in range(6):
        on.line([(150, 190 + n * 110), (1450, 190 + n * 110)], "#d9c7a0", 3)
    tops = (250, 310, 280, 390, 360, 470, 440, 540)
    for n, high in enumerate(tops):
        x, tone = 190.0 + n * 158, mix("#7fb8ad", "#1f6f78", n / 7)
        on.box(x + 12, 740 - high + 12, 100, high - 12, "#c9b58a60", 12)
        on.box(x, 740 - high, 100, high, tone, 12).box(x, 740 - high + 40, 100, high - 40, tone)
        on.box(x + 10, 740 - high + 16, 14, high - 34, "#ffffff40", 7)
    on.box(140, 738, 1320, 10, "#5a4632", 5)
    curve = [(240.0 + n * 158, float(y)) for n, y in enumerate((452, 400, 430, 318, 350, 232, 262, 148))]
    smooth = [_on_curve(curve, n / 140) for n in range(141)]
    on.line(smooth, "#d9532f", 12)
    for x, y in curve:
        on.disc(x, y, 19, "#fff8e8").disc(x, y, 12, "#d9532f")
    for x, count in ((1240, 3), (1340, 5), (1440, 4)):
        for n in range(count):
            y = 846 - n * 20
            on.oval(x, y + 8, 52, 17, "#b57f24").oval(x, y, 52, 17, "#f2bf4a").oval(x, y, 36, 11, "#e0a534")
    for x, y, size in ((250, 824, 46), (330, 838, 38), (400, 828, 42)):
        on.disc(x, y, size * 0.82, "#f2a52f").disc(x - size * 0.2, y - size * 0.22, size * 0.22, "#f9cf7a")
        on.poly([(x, y - size * 0.8), (x + size * 0.8, y - size * 1.15), (x + size * 0.4, y - size * 0.7)], "#4f8a3c")
    return on


def _on_curve(points: list[tuple[float, float]], share: float) -> tuple[float, float]:
    """A point of the smooth curve (Catmull-Rom) through all points."""
    place = share * (len(points) - 1)
    n = min(int(place), len(points) - 2)
    t = place - n
    a, b, c, d = points[max(n - 1, 0)], points[n], points[n + 1], points[min(n + 2, len(points) - 1)]

    def at(i: int) -> float:
        return 0.5 * (
            2 * b[i]
            + (c[i] - a[i]) * t
            + (2 * a[i] - 5 * b[i] + 4 * c[i] - d[i]) * t**2
            + (3 * b[i] - a[i] - 3 * c[i] + d[i]) * t**3
        )

    return at(0), at(1)
