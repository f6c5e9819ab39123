"""Hills, fields, flowers."""

from __future__ import annotations

import math
import random

from .canvas import Canvas, mix, peaks, rolling
from .figures import cloud, house, person, pine, tree


def hills_in_rain() -> Canvas:
    on = Canvas().gradient("#42546a", "#6f8796", "#b4c7c8", bottom=640)
    on.land(peaks(400, 230, 5, 760), "#8ea4ad").land(peaks(500, 190, 9, 620), "#6f8c94")
    for x, y, size in ((190.0, 440.0, 60), (1320, 420, 76), (820, 500, 52)):
        cloud(on, x, y, size, "#a9bcbf")
    on.land(rolling(600, 60, 21, 760), "#47766a").land(rolling(690, 50, 33, 700), "#2f5f4e")
    luck = random.Random(4)
    for _ in range(64):
        x = luck.uniform(0, 900) if luck.random() < 0.6 else luck.uniform(1240, 1600)
        if not 560 < x < 790:
            foot = rolling(690, 50, 33, 700)(x) + luck.uniform(0, 60)
            pine(on, x, foot, luck.uniform(80, 150), luck.choice(("#1f4a3f", "#2a5b49", "#183d36")))
    for x, foot, size in ((930, 690, 90), (1120, 690, 84), (1030, 724, 104), (1180, 746, 92)):
        house(on, x, foot, size, "#efe6d8", "#b04a3a")
    _stream(on)
    on.land(rolling(856, 26, 41, 900), "#1b3d33")
    for at in (30, 130, 1420, 1530):
        pine(on, at, 900, 250 - at % 60, "#143129")
    for low, tone in ((150, "#5b6e82"), (108, "#4a5c71"), (62, "#394a5e")):
        for n in range(15):
            on.disc(n * 116 + luck.uniform(-24, 24), low - 60, luck.uniform(64, 116), tone)
        on.box(0, 0, 1600, low - 30, tone)
    for _ in range(420):
        x, y, long = luck.uniform(-50, 1650), luck.uniform(150, 890), luck.uniform(22, 52)
        on.line([(x, y), (x - long * 0.28, y + long)], "#e8f2f570", 1.8)
    return on


def _stream(on: Canvas) -> None:
    """Down between the hills towards the viewer, in bends."""
    left, right = [], []
    for n in range(25):
        share = n / 24
        middle = 690 + 46 * math.sin(share * 7) * (0.3 + share)
        half = 5 + 92 * share**1.8
        left.append((middle - half, 660 + 250 * share))
        right.append((middle + half, 660 + 250 * share))
    on.poly([*left, *reversed(right)], "#9fc4cb")
    for n in range(9):
        x, y = left[8 + n * 2 - n % 2][0], left[8 + n * 2 - n % 2][1]
        on.box(x + 12 + n * 3, y, 16 + n * 6, 2 + n * 0.4, "#e3f0f1a0", 2)


def millet_field() -> Canvas:
    on = Canvas().gradient("#6fb0c9", "#bcdcc8", "#fbe6a9", bottom=515)
    on.glow(420, 330, 520, "#fff3c2", 0.9).disc(420, 330, 62, "#fffbe8")
    on.land(rolling(470, 60, 12, 800), "#9dbb94").box(0, 496, 1600, 40, "#7ba375").land(
        rolling(495, 34, 17, 560), "#7ba375"
    )
    for at in (980, 1060, 1130, 1420, 1500, 180, 250):
        tree(on, at, 516, 86 + at % 40, "#4f8558")
    house(on, 1220, 524, 96, "#e9d3b0", "#9c5a3a")
    on.gradient("#d9a63f", "#b87828", "#7e4c1c", top=512)
    for n in range(-26, 27):
        on.poly(
            [(800 + n * 22, 512), (800 + n * 22 + 7, 512), (800 + n * 122 + 52, 900), (800 + n * 122, 900)], "#8a5a1e60"
        )
    luck = random.Random(2)
    for row, (foot, tall) in enumerate(((600, 50), (650, 68), (716, 94), (810, 134), (930, 196))):
        if row == 3:
            person(on, 1130, 790, 190, "#c43d54", scarf="#f6c445")
        for n in range(50 - row * 8):
            x = (n + luck.random() * 0.7) * 1600 / (49 - row * 8)
            _ear_of_millet(
                on, x, foot + luck.uniform(-18, 18), tall * luck.uniform(0.85, 1.15), luck.uniform(-0.16, 0.16)
            )
    return on


def _ear_of_millet(on: Canvas, x: float, foot: float, tall: float, lean: float) -> None:
    top = (x + lean * tall, foot - tall)
    on.line([(x, foot), top], "#6d7a2c", max(2, tall * 0.035))
    on.poly(
        [(x, foot - tall * 0.3), (x + tall * 0.28, foot - tall * 0.52), (x + tall * 0.06, foot - tall * 0.36)],
        "#8a9436",
    )
    for n in range(5):
        at = 0.68 + n * 0.085
        on.oval(
            x + lean * tall * at,
            foot - tall * at,
            tall * (0.075 - n * 0.008),
            tall * 0.07,
            ("#e9bd56", "#d99f3a")[n % 2],
        )


def canal_under_panels() -> Canvas:
    on = Canvas().gradient("#4aa3d6", "#a9d8ea", "#f4efd2", bottom=430)
    on.glow(1240, 150, 330, "#fffbe0", 0.9).disc(1240, 150, 56, "#fffdf0")
    cloud(on, 300, 150, 62, "#f2fafd")
    cloud(on, 760, 100, 44, "#dff1f8")
    on.land(rolling(400, 26, 4, 700), "#8fb98a")
    on.gradient("#a9c86c", "#6f9c43", "#48762f", top=405)
    for n in range(9):
        on.poly([(1600, 420 + n * n * 7), (1600, 426 + n * n * 7 + n * 2), (830, 408)], "#5c8a3a80")
        on.poly([(0, 420 + n * n * 7), (0, 426 + n * n * 7 + n * 2), (770, 408)], "#5c8a3a80")
    on.poly([(770, 405), (830, 405), (1470, 900), (130, 900)], "#d9cdb4")
    on.poly([(776, 405), (824, 405), (1330, 900), (270, 900)], "#2e7f9e")
    for n in range(8):
        y = 440 + n * n * 7.4
        half = 20 + n * 38
        on.box(800 - half, y, half * 1.6, 3 + n * 0.8, "#a8dbe680", 3)
    for n in range(1, 7):
        _panel_over_water(on, 0.03 + 0.022 * n * n)
    for x, foot, size in (
        (120, 520, 150),
        (300, 468, 90),
        (1500, 540, 170),
        (1320, 470, 92),
        (1210, 444, 60),
        (420, 444, 60),
    ):
        tree(on, x, foot, size, "#3f7d44")
    person(on, 1490, 800, 190, "#e7e2d5", scarf="#d9603b")
    return on


def _panel_over_water(on: Canvas, near: float) -> None:
    """A row of panels across the canal; `near` is 0 at the horizon, 1 at the viewer."""
    foot, half = 407 + 470 * near, 30 + 560 * near
    low, high = foot - 96 * near - 4, foot - 226 * near - 9
    left, right, lean = 800 - half, 800 + half, half * 0.1
    on.poly(
        [
            (left + lean, foot + 4),
            (right - lean, foot + 4),
            (right - lean * 2, foot - 50 * near),
            (left + lean * 2, foot - 50 * near),
        ],
        "#17557060",
    )
    for x in (left + half * 0.14, right - half * 0.14):
        on.line([(x, foot), (x, high)], "#7d868e", max(2, 13 * near))
    on.poly([(left, low), (right, low), (right - lean, high), (left + lean, high)], "#1d3f72")
    for n in range(9):
        share = n / 8
        on.line(
            [(left + 2 * half * share, low), (left + lean + 2 * (half - lean) * share, high)],
            "#7fb2dd",
            max(1, 4 * near),
        )
    for share in (0, 0.5, 1):
        y, inset = low + (high - low) * share, lean * share
        on.line([(left + inset, y), (right - inset, y)], "#a8cdec" if share in (0, 1) else "#7fb2dd", max(1, 5 * near))
    on.poly(
        [(left + half * 0.3, low), (left + half * 0.5, low), (left + half * 0.62, high), (left + half * 0.42, high)],
        "#ffffff20",
    )


def rhododendrons() -> Canvas:
    on = Canvas().gradient("#86c3e6", "#d4ebf0", "#fdf3e3", bottom=560)
    on.land(peaks(400, 260, 31, 820), "#d5e5f0").land(peaks(500, 190, 18, 560), "#a9c4d8")
    on.land(rolling(560, 70, 10, 700), "#7fae86").land(rolling(640, 66, 15, 560), "#558c62")
    for n in range(6):
        on.land(rolling(668 + n * 34, 22, 15, 900), mix("#6aa567", "#39683f", n / 5))
    for x, foot, size in ((250, 664, 70), (352, 690, 84), (470, 662, 64)):
        house(on, x, foot, size, "#f4ead9", "#4d6b86")
    luck = random.Random(9)
    for _ in range(16):
        pine(on, luck.uniform(0, 1000), luck.uniform(610, 660), luck.uniform(50, 95), "#2f6a4b")
    on.line([(1660, 940), (1430, 700), (1280, 520), (1160, 330)], "#5b3f30", 34)
    on.line([(1430, 700), (1300, 690), (1150, 640)], "#5b3f30", 18).line(
        [(1280, 520), (1420, 400), (1470, 250)], "#5b3f30", 18
    )
    for _ in range(120):
        x, y = luck.choice(((1150, 620), (1170, 330), (1470, 250), (1300, 500), (1520, 560), (1420, 760)))
        angle, far = luck.uniform(0, math.tau), luck.uniform(20, 140)
        _leaf(
            on,
            x + far * math.cos(angle),
            y + far * 0.8 * math.sin(angle),
            luck.uniform(0, math.tau),
            luck.choice(("#2f6b3f", "#3f8350", "#265a36")),
        )
    for x, y, size in (
        (1150, 600, 74),
        (1180, 330, 88),
        (1470, 240, 76),
        (1310, 470, 64),
        (1530, 540, 86),
        (1410, 740, 92),
    ):
        _blossom(on, x, y, size)
    return on


def _leaf(on: Canvas, x: float, y: float, angle: float, colour: str) -> None:
    c, s = math.cos(angle), math.sin(angle)
    shape = ((-44, 0), (-14, -13), (18, -12), (46, 0), (18, 12), (-14, 13))
    on.poly([(x + a * c - b * s, y + a * s + b * c) for a, b in shape], colour)


def _blossom(on: Canvas, x: float, y: float, size: float) -> None:
    for ring, count, tone in ((0.62, 8, "#b3203f"), (0.5, 8, "#d23352"), (0.24, 5, "#e9506b")):
        for n in range(count):
            angle = math.tau * (n + ring) / count
            on.disc(x + size * ring * math.cos(angle), y + size * ring * 0.9 * math.sin(angle), size * 0.3, tone)
    for n in range(7):
        angle = math.tau * n / 7
        on.disc(x + size * 0.2 * math.cos(angle), y + size * 0.2 * math.sin(angle), size * 0.055, "#ffd9a8")
