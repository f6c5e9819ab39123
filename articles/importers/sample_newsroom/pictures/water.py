"""A river, a lake, the sea, an old well."""

from __future__ import annotations

import math
import random

from .canvas import Canvas, mix, peaks, rolling
from .figures import cloud, palm, pavilion, person, pine, stars


def river_at_dawn() -> Canvas:
    on = Canvas().gradient("#3d4f8f", "#9a78a8", "#f0a184", "#ffd8a0", bottom=560)
    on.glow(1080, 500, 620, "#fff0c4", 0.95).disc(1080, 470, 66, "#fff6dc")
    on.land(rolling(480, 52, 3, 900), "#b98a9c").land(rolling(520, 40, 8, 620), "#8f6c8e")
    on.gradient("#f3b48d", "#b98195", "#4c4f86", "#2c3768", top=545)
    for n, half in enumerate((120, 150, 104, 170, 96, 130, 74, 100, 52)):
        on.box(1080 - half + (n % 3 - 1) * 22, 560 + n * 36, half * 2, 7 + n, "#fff0cf90", 5)
    for x, width, tone in ((-30, 150, "#5e466f"), (150, 190, "#553f68"), (372, 130, "#5e466f")):
        pavilion(on, x, 520, width, tone)
    for n in range(8):
        on.box(-10, 518 + n * 22, 520 + n * 32, 24, mix("#745880", "#2d2650", n / 8))
        on.box(-10, 518 + n * 22, 520 + n * 32, 3, mix("#b08a9a", "#54477a", n / 8))
    on.box(-10, 694, 790, 5, "#f0c7a060").box(-10, 704, 700, 4, "#f0c7a040")
    for x, foot, dress in (
        (86, 540, "#e8a13a"),
        (124, 540, "#d8607a"),
        (340, 584, "#f1e3cf"),
        (446, 628, "#5aa9a3"),
        (486, 628, "#e2673f"),
    ):
        person(on, x, foot, 74, dress)
    _electric_boat(on, 830, 690)
    on.line([(1330, 300), (1350, 288), (1370, 300)], "#4a3f70", 4).line(
        [(1400, 336), (1416, 326), (1432, 336)], "#4a3f70", 4
    )
    on.line([(1270, 350), (1284, 341), (1298, 350)], "#4a3f70", 4)
    return on


def _electric_boat(on: Canvas, x: float, y: float) -> None:
    on.oval(x + 230, y + 98, 330, 16, "#23284f80")
    on.poly([(x - 60, y + 30), (x + 520, y + 30), (x + 456, y + 98), (x + 10, y + 98)], "#f7f2e6")
    on.poly([(x - 60, y + 30), (x + 520, y + 30), (x + 506, y + 46), (x - 48, y + 46)], "#e2673f")
    on.box(x + 20, y - 58, 420, 90, "#2f4374", 10).box(x + 4, y - 76, 452, 20, "#f7f2e6", 8)
    for n in range(6):
        on.box(x + 38 + n * 66, y - 44, 50, 46, "#ffdf9a", 6)
        on.disc(x + 62 + n * 66, y - 14, 11, ("#7a4a34", "#5e3a2a", "#8a5a3c")[n % 3])
        on.box(x + 46 + n * 66, y - 6, 32, 10, ("#c8503c", "#2d8c80", "#d99a2b")[n % 3], 4)
    for n in range(5):
        on.poly(
            [
                (x + 40 + n * 80, y - 78),
                (x + 106 + n * 80, y - 78),
                (x + 118 + n * 80, y - 90),
                (x + 52 + n * 80, y - 90),
            ],
            "#22305c",
        )
    on.line([(x - 140, y + 104), (x - 40, y + 92)], "#ffe7c4a0", 5).line(
        [(x - 190, y + 120), (x - 70, y + 112)], "#ffe7c470", 4
    )


def lake_by_night() -> Canvas:
    on = Canvas().gradient("#0b1437", "#1b2f5e", "#37588a", bottom=520)
    stars(on, 170, 430, 7)
    on.glow(420, 180, 260, "#dfe9ff", 0.55).disc(420, 180, 58, "#f3f1de").disc(402, 168, 12, "#e2dfc8").disc(
        440, 196, 9, "#e2dfc8"
    )
    on.land(peaks(440, 150, 14, 620), "#1c2d55").land(rolling(506, 40, 26, 620), "#122244")
    on.gradient("#274a77", "#14305a", "#0a1a3a", top=512)
    on.glow(1060, 630, 560, "#7dffb8", 0.7, flat=0.2)
    luck = random.Random(11)
    for _ in range(120):
        angle, far = luck.uniform(0, math.tau), luck.random() ** 0.7
        on.oval(
            1060 + 360 * far * math.cos(angle),
            620 + 90 * far * math.sin(angle),
            luck.uniform(5, 30),
            luck.uniform(1.5, 3.6),
            luck.choice(("#9effc8b0", "#d6ffe0a0", "#5fe0a880")),
        )
    for n, half in enumerate((40, 62, 48, 74, 50, 66)):
        on.box(420 - half, 528 + n * 30, half * 2, 5 + n, "#e8eefc70", 3)
    on.poly([(0, 900), (0, 770), (190, 742), (420, 800), (560, 900)], "#08122a")
    for x in (36, 92, 150, 236):
        pine(on, x, 780, 200 + x % 70, "#0b1a33")
    on.poly([(560, 770), (860, 770), (820, 806), (606, 806)], "#0a1630")
    person(on, 690, 772, 110, "#0d1c3c", skin="#1b2c52", hair="#0a1630")
    on.line([(716, 706), (880, 660)], "#0d1c3c", 4).glow(884, 660, 60, "#fff0b8", 0.9).disc(884, 660, 6, "#fff6d8")
    return on


def fishing_coast() -> Canvas:
    on = Canvas().gradient("#2f7fb8", "#8cc9e0", "#fdebc8", bottom=470)
    on.glow(1240, 380, 420, "#fff1c8", 0.9)
    cloud(on, 420, 170, 62, "#e8f5f9")
    cloud(on, 980, 120, 46, "#cfe8f2")
    on.gradient("#4fb3c4", "#2487a5", "#14627f", top=455, bottom=760)
    luck = random.Random(6)
    for _ in range(80):
        y = luck.uniform(470, 740)
        wide = (y - 440) * 0.24
        on.box(luck.uniform(0, 1600), y, wide, 2 + (y - 455) * 0.012, "#d9f3f270", 2)
    for x, y, size, hull in ((250, 520, 0.6, "#d9603b"), (1120, 560, 0.9, "#2f5fa8"), (640, 600, 1.25, "#e0a02e")):
        _fishing_boat(on, x, y, size, hull)
    on.land(rolling(748, 16, 3, 900), "#e8f6f2").land(rolling(764, 16, 3, 900), "#f0d9a6").land(
        rolling(840, 20, 7, 700), "#e2c487"
    )
    for n in range(15):
        on.line([(900 + n * 46, 774 + (n % 3) * 5), (820 + n * 52, 900)], "#3c7f8fc0", 3)
    for n in range(6):
        on.line([(880 - n * 14, 786 + n * 24), (1600, 782 + n * 24)], "#3c7f8fc0", 3)
    for x in (970, 1130, 1290, 1450):
        on.disc(x, 786, 13, "#e2673f")
    palm(on, 60, 880, 400, "#3c8f58", -0.06)
    palm(on, 150, 850, 540, "#2f7a4d", 0.14)
    person(on, 660, 866, 200, "#c43d54", scarf="#f0e6d0")
    person(on, 760, 880, 190, "#2f6f9c")
    return on


def _fishing_boat(on: Canvas, x: float, y: float, size: float, hull: str) -> None:
    on.oval(x + 90 * size, y + 44 * size, 130 * size, 9 * size, "#0d4a6260")
    on.line([(x + 84 * size, y), (x + 84 * size, y - 120 * size)], "#6b4a34", 6 * size)
    on.poly(
        [(x + 92 * size, y - 116 * size), (x + 92 * size, y - 12 * size), (x + 180 * size, y - 12 * size)], "#fff6e4"
    )
    on.poly([(x + 76 * size, y - 96 * size), (x + 76 * size, y - 12 * size), (x + 10 * size, y - 12 * size)], "#f3dfc0")
    on.poly(
        [(x - 30 * size, y), (x + 220 * size, y), (x + 176 * size, y + 46 * size), (x + 14 * size, y + 46 * size)], hull
    )
    on.poly(
        [(x - 30 * size, y), (x + 220 * size, y), (x + 211 * size, y + 10 * size), (x - 24 * size, y + 10 * size)],
        "#fff6e4",
    )


def stepwell() -> Canvas:
    on = Canvas().gradient("#6fb8dc", "#f6e7c4", bottom=260)
    on.glow(1090, 96, 280, "#fff6d8", 0.9).disc(1090, 96, 42, "#fffbea")
    for x in (40, 250, 1220, 1430):
        pavilion(on, x, 236, 130, "#b0764a")
    for level in range(7):
        y, high = 230 + level * 76, 76
        on.box(0, y, 1600, high, mix("#e6b67c", "#a2683f", level / 7))
        on.box(0, y, 1600, 8, mix("#fbdcaa", "#c58a58", level / 7))
        for n in range(-1, 15):
            x = 800 + (n - 7) * 116 + (58 if level % 2 else 0)
            _flight(
                on, x, y + 8, 92, high - 8, mix("#a56b3d", "#66401f", level / 7), mix("#f3cf98", "#bd8350", level / 7)
            )
    on.box(640, 190, 320, 572, "#b57c4c").box(628, 178, 344, 16, "#d69a64")
    for n, (y, high) in enumerate(((214, 150), (392, 150), (570, 172))):
        for x in (664, 760, 856):
            on.box(x, y + 40, 80, high - 40, mix("#6d4327", "#4a2c18", n / 3)).pie(
                x + 40, y + 41, 40, 40, 180, 360, mix("#6d4327", "#4a2c18", n / 3)
            )
        on.box(628, y + high, 344, 12, "#d69a64")
    pavilion(on, 732, 180, 136, "#9a6238")
    on.gradient("#57b3a2", "#1f7478", top=762)
    on.box(0, 762, 1600, 7, "#e0f3e4b0").box(640, 762, 320, 110, "#7a563870")
    luck = random.Random(3)
    for _ in range(26):
        on.box(luck.uniform(-40, 1560), luck.uniform(784, 890), luck.uniform(50, 150), 4, "#cdeee060", 2)
    for x, foot, dress, scarf in (
        (420, 762, "#c43d54", "#f6c445"),
        (470, 762, "#3c6fa8", "#f4ead9"),
        (1150, 686, "#e0862e", "#fff2d8"),
    ):
        person(on, x, foot, 92, dress, scarf=scarf)
    return on


def _flight(on: Canvas, x: float, y: float, wide: float, high: float, shade: str, light: str) -> None:
    """The double stair of a stepwell: up from both sides to a landing."""
    steps = 6
    rise, run = high / steps, wide / 2 / steps
    for n in range(steps):
        half = wide / 2 - n * run
        on.box(x - half, y + high - (n + 1) * rise, half * 2, rise + 1, mix(shade, light, 0.08 * n))
        on.box(x - half, y + high - (n + 1) * rise, run, 3, light).box(
            x + half - run, y + high - (n + 1) * rise, run, 3, light
        )
