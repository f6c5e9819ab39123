"""Markets, streets, a railway."""

from __future__ import annotations

import math
import random

from .canvas import Canvas, mix, peaks, rolling
from .figures import cloud, palm, person, stars, tree


def market() -> Canvas:
    on = Canvas().gradient("#f6b56a", "#fbdca6", "#fff1d2", bottom=420)
    luck = random.Random(12)
    for n, x in enumerate(range(-40, 1640, 150)):
        high = 180 + (n * 67) % 120
        tone = ("#d98f5c", "#c97b5a", "#e0a86a", "#b96f58")[n % 4]
        on.box(x, 430 - high, 160, high + 40, tone)
        for w in range(6):
            on.box(x + 22 + w % 3 * 44, 458 - high + w // 3 * 80, 26, 44, mix(tone, "#5a2f2a", 0.45), 12)
        on.box(x - 6, 424 - high, 172, 12, mix(tone, "#ffffff", 0.3))
    for n in range(27):
        x, y = n * 62, 148 + 46 * math.sin(n * 62 / 1600 * math.pi)
        on.poly([(x, y), (x + 44, y + 2), (x + 22, y + 50)], ("#c8503c", "#2f8c80", "#e0a02e", "#46548c")[n % 4])
    on.gradient("#c99a6b", "#a8744c", top=455)
    for x, scale, one, two, goods in (
        (90, 0.8, "#2f8c80", "#f4ede0", ("#7fae3c", "#e0862e", "#c8503c")),
        (1080, 0.8, "#46548c", "#f4ede0", ("#8a4f86", "#e9bd56", "#6aa84f")),
        (470, 1.2, "#d0483c", "#fff4dc", ("#f2a52f", "#f6c445", "#e8862a")),
    ):
        _stall(on, x, 830 if scale > 1 else 700, scale, one, two, goods, luck)
    for x, foot, tall, dress, scarf in (
        (330, 850, 240, "#3c6fa8", ""), (1160, 860, 250, "#c43d54", "#f6c445"), (1290, 846, 230, "#2f7a4d", "#fff2d8"),
        (190, 870, 250, "#8a4f86", "#f4ead9"),
    ):  # fmt: skip
        person(on, x, foot, tall, dress, scarf=scarf)
    return on


def _stall(on: Canvas, x: float, foot: float, scale: float, one: str, two: str, goods: tuple[str, ...],
           luck: random.Random) -> None:  # fmt: skip
    wide, tall = 520 * scale, 390 * scale
    on.box(x + 8 * scale, foot - tall, 14 * scale, tall, "#7a4f33").box(
        x + wide - 22 * scale, foot - tall, 14 * scale, tall, "#7a4f33"
    )
    on.box(x + 20 * scale, foot - tall * 0.72, wide - 40 * scale, tall * 0.4, "#5b382b")
    person(on, x + wide * 0.5, foot - 24 * scale, 232 * scale, "#f0e6d0", scarf=one)
    step = wide / 8
    for n in range(8):
        tone = (one, two)[n % 2]
        on.poly(
            [
                (x + n * step, foot - tall),
                (x + (n + 1) * step, foot - tall),
                (x + (n + 1) * step + (n - 3) * 4 * scale, foot - tall * 0.76),
                (x + n * step + (n - 4) * 4 * scale, foot - tall * 0.76),
            ],
            tone,
        )
        on.disc(x + (n + 0.5) * step + (n - 3.5) * 4 * scale, foot - tall * 0.76, step * 0.53, tone)
    on.box(x - 10 * scale, foot - 120 * scale, wide + 20 * scale, 120 * scale, "#8f5c3a", 6).box(
        x - 10 * scale, foot - 120 * scale, wide + 20 * scale, 16 * scale, "#b57c4c", 6
    )
    for n in range(1, 6):
        on.box(x - 10 * scale + n * (wide + 20 * scale) / 6, foot - 100 * scale, 4 * scale, 96 * scale, "#6f4429")
    for heap, tone in enumerate(goods):
        middle = x + wide * (0.18 + heap * 0.32)
        for row in range(4):
            for n in range(7 - row * 2 + 1):
                at = middle + (n - (7 - row * 2) / 2) * 22 * scale
                on.disc(
                    at,
                    foot - (132 + row * 19) * scale,
                    13.5 * scale,
                    mix(tone, "#ffffff" if luck.random() < 0.5 else "#7a3a10", luck.uniform(0, 0.16)),
                )


def city_at_night() -> Canvas:
    on = Canvas().gradient("#101a44", "#2d2f70", "#7a4b86", "#e38f74", bottom=560)
    stars(on, 90, 300, 19)
    on.glow(1240, 190, 200, "#fff3d8", 0.6)
    outer = [(1240 + 46 * math.cos(a / 20), 190 + 46 * math.sin(a / 20)) for a in range(10, 84)]
    inner = [(1262 + 38 * math.cos(a / 20), 176 + 38 * math.sin(a / 20)) for a in range(84, 9, -1)]
    on.poly([*outer, *inner], "#fdf0d0")
    luck = random.Random(15)
    for tone, low, high, wide, lit in (
        ("#3a3878", 180, 330, 84, 0.12),
        ("#27295f", 110, 300, 104, 0.3),
        ("#191c48", 70, 230, 128, 0.42),
    ):
        x = -20.0
        while x < 1620:
            tall, broad = luck.uniform(low, high), wide * luck.uniform(0.7, 1.25)
            _building(on, x, 620, broad, tall, tone, lit, luck)
            x += broad + luck.uniform(-4, 12)
    on.box(0, 600, 1600, 300, "#23264f").box(0, 610, 1600, 74, "#8f86a8").box(0, 610, 1600, 8, "#b5acc6").box(
        0, 680, 1600, 12, "#5d5880"
    )
    for n in range(11):
        on.box(n * 160 - 30, 620, 3, 58, "#766e94")
    for n in range(9):
        on.box(n * 190 + 20, 812, 108, 10, "#e9d9a8", 4)
    for x in (150, 560, 1010, 1440):
        tree(on, x - 90, 630, 190, "#2d5a5a", "#2a2038")
        _street_lamp(on, x, 640)
    for x, dress, scarf in (
        (260, "#e0862e", ""),
        (318, "#c43d54", "#f6c445"),
        (720, "#5aa9a3", "#f4ead9"),
        (1250, "#d8d2e6", ""),
        (1308, "#8a4f86", "#f6c445"),
    ):
        person(on, x, 676, 118, dress, scarf=scarf)
    _bus(on, 640, 850)
    return on


def _building(
    on: Canvas, x: float, foot: float, wide: float, tall: float, tone: str, lit: float, luck: random.Random
) -> None:
    on.box(x, foot - tall, wide, tall, tone)
    if luck.random() < 0.35:
        on.box(x + wide * 0.3, foot - tall - 18, wide * 0.24, 20, tone).box(
            x + wide * 0.6, foot - tall - 40, 3, 42, tone
        )
    for row in range(int(tall / 26) - 1):
        for n in range(int(wide / 20) - 1):
            glass = (
                luck.choice(("#ffd98a", "#ffe9b8", "#f7b267")) if luck.random() < lit else mix(tone, "#ffffff", 0.06)
            )
            on.box(x + 12 + n * 20, foot - tall + 14 + row * 26, 10, 14, glass)


def _street_lamp(on: Canvas, x: float, foot: float) -> None:
    on.box(x - 3, foot - 220, 6, 220, "#15173a").line([(x, foot - 218), (x + 52, foot - 226)], "#15173a", 6)
    on.poly([(x + 40, foot - 216), (x + 70, foot - 216), (x + 132, foot + 40), (x - 24, foot + 40)], "#ffe7a820")
    on.glow(x + 55, foot - 214, 90, "#ffe7a8", 0.95).oval(x + 55, foot - 218, 20, 7, "#fff6d8")


def _bus(on: Canvas, x: float, foot: float) -> None:
    on.poly([(x + 620, foot - 70), (x + 980, foot - 20), (x + 980, foot + 16), (x + 620, foot - 34)], "#fff0bf50")
    on.oval(x + 310, foot + 4, 340, 14, "#0c0e2a90")
    on.box(x, foot - 206, 624, 190, "#d9483f", 24).box(x, foot - 90, 624, 22, "#fff1d8").box(
        x + 20, foot - 216, 560, 16, "#a8342f", 8
    )
    for n in range(6):
        on.box(x + 22 + n * 82, foot - 184, 70, 78, "#ffe6a6", 8)
        if n != 2:
            on.disc(x + 58 + n * 82, foot - 138, 16, ("#5e3a2a", "#7a4a34", "#8a5a3c")[n % 3]).box(
                x + 36 + n * 82, foot - 124, 44, 18, ("#3c6fa8", "#8a4f86", "#2f8c80")[n % 3], 8
            )
    on.box(x + 520, foot - 184, 58, 160, "#8fb8d8", 6).box(x + 547, foot - 184, 4, 160, "#a8342f")
    on.poly([(x + 588, foot - 184), (x + 606, foot - 184), (x + 622, foot - 108), (x + 588, foot - 108)], "#bfe0f0")
    for wheel in (x + 120, x + 460):
        on.disc(wheel, foot - 14, 38, "#14162f").disc(wheel, foot - 14, 19, "#8088a8").disc(
            wheel, foot - 14, 7, "#3a3f63"
        )
    on.glow(x + 622, foot - 50, 40, "#fff6d8", 1).disc(x + 616, foot - 50, 9, "#fffbe6")


def train_on_viaduct() -> Canvas:
    on = Canvas().gradient("#f08a5d", "#f7b267", "#ffe3b0", bottom=620)
    on.glow(420, 300, 520, "#fff3cf", 0.9).disc(420, 300, 84, "#fff8e0")
    cloud(on, 1120, 150, 56, "#fbcf96")
    cloud(on, 1370, 300, 38, "#fcd8a6")
    on.land(peaks(520, 190, 23, 700), "#d98a6a").land(rolling(560, 80, 13, 780), "#b5655a").land(
        rolling(640, 70, 29, 640), "#84485a"
    )
    tone, light = "#efe0c8", "#fff3dc"
    on.box(0, 520, 1600, 44, tone).box(0, 512, 1600, 12, light)
    on.land(rolling(742, 50, 44, 600), "#6a3c55")
    for n in range(9):
        x = n * 200.0 - 90
        around = [(x + 123 - 77 * math.cos(math.pi * k / 24), 650 - 74 * math.sin(math.pi * k / 24)) for k in range(25)]
        on.poly([(x + 46, 560), (x + 200, 560), *reversed(around)], tone)
        on.box(x, 540, 46, 360, tone).box(x, 562, 12, 338, light).box(x + 36, 650, 10, 250, "#d3bfa4")
    _train(on, 330, 510)
    on.land(rolling(800, 50, 51, 700), "#3f2745")
    luck = random.Random(17)
    for n in range(16):
        x = n * 106 + luck.uniform(-20, 20)
        tree(
            on,
            x,
            rolling(800, 50, 51, 700)(x) + 30,
            luck.uniform(80, 150),
            luck.choice(("#59406a", "#4c3560", "#6b4a6f")),
            "#2b1a33",
        )
    return on


def _train(on: Canvas, x: float, foot: float) -> None:
    for n in range(5):
        on.disc(x + 56 + n * 66, foot - 172 - n * 22, 22 + n * 10, mix("#fff6e8", "#f7b267", n * 0.13))
    on.box(x + 20, foot - 100, 190, 74, "#2d3b5e", 20).box(x + 150, foot - 142, 76, 116, "#2d3b5e", 8).box(
        x + 142, foot - 150, 92, 14, "#c8503c", 5
    )
    on.box(x + 164, foot - 126, 44, 38, "#ffe6a6", 5).poly(
        [(x + 40, foot - 98), (x + 66, foot - 98), (x + 74, foot - 146), (x + 32, foot - 146)], "#1d2745"
    )
    on.pie(x + 104, foot - 98, 20, 20, 180, 360, "#c9a24a").box(x + 20, foot - 72, 190, 8, "#c9a24a")
    on.poly([(x + 22, foot - 30), (x - 16, foot - 6), (x + 22, foot - 6)], "#c8503c").disc(
        x + 22, foot - 78, 13, "#fff3c2"
    )
    for wheel, radius in ((x + 50, 17), (x + 100, 24), (x + 154, 24), (x + 206, 17)):
        on.disc(wheel, foot - radius, radius, "#1d2745").disc(wheel, foot - radius, radius * 0.5, "#c9a24a")
    on.box(x + 60, foot - 26, 140, 6, "#8a8fa8")
    for n in range(4):
        left = x + 250 + n * 240
        on.box(left - 16, foot - 34, 20, 8, "#1d2745")
        on.box(left, foot - 112, 222, 92, "#a8342f", 10).box(left - 4, foot - 122, 230, 16, "#7a2626", 7).box(
            left, foot - 62, 222, 10, "#f4dcae"
        )
        for w in range(5):
            on.box(left + 14 + w * 41, foot - 100, 30, 32, "#ffe6a6", 4)
        for wheel in (left + 36, left + 66, left + 156, left + 186):
            on.disc(wheel, foot - 12, 12, "#1d2745").disc(wheel, foot - 12, 5, "#8a8fa8")


def beach_avenue() -> Canvas:
    """A seaside street in the heat of the day, with a ferry far out."""
    on = Canvas().gradient("#39a0cf", "#a8dfe8", "#fdf0cf", bottom=480)
    on.glow(300, 160, 320, "#fffbe0", 0.9).disc(300, 160, 58, "#fffdf0")
    cloud(on, 980, 150, 54, "#eef9fb")
    on.gradient("#3fb0be", "#1f7f9c", top=470, bottom=690)
    luck = random.Random(21)
    for _ in range(60):
        y = luck.uniform(484, 670)
        on.box(luck.uniform(0, 1600), y, (y - 455) * 0.3, 3, "#d9f3f280", 2)
    on.poly([(760, 520), (1270, 520), (1220, 592), (820, 592)], "#f7f2e6").poly(
        [(760, 520), (1270, 520), (1258, 538), (773, 538)], "#d9483f"
    )
    on.box(850, 462, 330, 58, "#fffaf0", 8).box(900, 420, 210, 44, "#fffaf0", 8).box(
        1010, 366, 56, 58, "#e0a02e", 4
    ).box(1010, 380, 56, 12, "#2d3b5e")
    for n in range(9):
        on.box(868 + n * 34, 478, 20, 24, "#2f6f9c", 4)
    for n in range(5):
        on.box(916 + n * 38, 432, 22, 18, "#2f6f9c", 4)
    on.box(790, 588, 470, 6, "#e9fbfa90", 3)
    on.gradient("#e9d3a6", "#d4b27c", top=690).box(0, 676, 1600, 34, "#f4ead9").box(0, 676, 1600, 8, "#ffffff")
    for n in range(21):
        on.box(n * 80 + 8, 640, 12, 40, "#f4ead9")
    on.box(0, 630, 1600, 14, "#fffaf0", 4)
    for x, tall in ((110, 560), (560, 500), (1480, 580)):
        palm(on, x, 780, tall, "#2f8c5a", 0.08)
    for x, foot, tall, dress, scarf in (
        (760, 830, 210, "#c43d54", "#f6c445"),
        (850, 836, 200, "#f0e6d0", ""),
        (1220, 842, 215, "#46548c", "#f4ead9"),
        (330, 838, 205, "#e0862e", ""),
    ):
        person(on, x, foot, tall, dress, scarf=scarf)
    return on
