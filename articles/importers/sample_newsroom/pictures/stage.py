"""Where people play, read and watch."""

from __future__ import annotations

import random

from .canvas import Canvas, mix
from .figures import person, stars


def cricket_at_dusk() -> Canvas:
    on = Canvas().gradient("#1d2a5c", "#56407f", "#e07a5f", "#f7c07a", bottom=430)
    stars(on, 40, 190, 3)
    on.poly([(0, 330), (420, 372), (1180, 372), (1600, 330), (1600, 520), (0, 520)], "#2b2f5e")
    luck = random.Random(8)
    for row in range(5):
        for n in range(114):
            x = n * 14.2 + luck.uniform(-3, 3)
            rise = 42 * abs(x - 800) / 800
            tone = luck.choice(("#f1c65b", "#e8645a", "#f4ede0", "#5fb3b0", "#7a86c8", "#d98f4e", "#9a6fb0"))
            on.disc(x, 392 - rise + row * 19 + luck.uniform(-2, 2), 5.4, mix(tone, "#2b2f5e", 0.25))
    on.poly([(0, 318), (420, 360), (1180, 360), (1600, 318), (1600, 332), (1180, 374), (420, 374), (0, 332)], "#e9ecf5")
    for x in (130, 470, 1130, 1470):
        _floodlight(on, x, 330, 250)
    on.gradient("#4fa35c", "#2f7d46", "#1d5c37", top=486)
    for n in range(8):
        on.poly(
            [
                (800 + (n * 2 - 8) * 120, 486),
                (800 + (n * 2 - 7) * 120, 486),
                (800 + (n * 2 - 7) * 330, 900),
                (800 + (n * 2 - 8) * 330, 900),
            ],
            "#ffffff12",
        )
    on.box(0, 480, 1600, 20, "#f4ede0").box(0, 484, 1600, 5, "#d9603b")
    on.poly([(742, 512), (858, 512), (1090, 900), (510, 900)], "#d8b679").poly(
        [(756, 520), (844, 520), (1030, 900), (570, 900)], "#e3c68d"
    )
    on.line([(650, 770), (950, 770)], "#ffffff", 5).line([(770, 540), (830, 540)], "#ffffff", 3)
    for n in range(3):
        on.box(784 + n * 14, 486, 4, 44, "#f6efdf", 2)
    _batter(on, 720, 800)
    person(on, 850, 545, 76, "#3c6fa8")
    person(on, 1240, 560, 84, "#3c6fa8")
    person(on, 330, 590, 94, "#3c6fa8")
    on.glow(1004, 500, 70, "#fff2d2", 0.8).disc(1004, 500, 11, "#d23b3b")
    on.arc(960, 720, 180, 230, 225, 285, "#ffffff70", 3)
    return on


def _floodlight(on: Canvas, x: float, foot: float, tall: float) -> None:
    on.poly([(x - 10, foot + 36), (x + 10, foot + 36), (x + 4, foot - tall), (x - 4, foot - tall)], "#8088a8")
    on.glow(x, foot - tall, 210, "#fff6d8", 0.85)
    on.box(x - 48, foot - tall - 34, 96, 62, "#454b70", 6)
    for row in range(3):
        for n in range(5):
            on.disc(x - 36 + n * 18, foot - tall - 22 + row * 19, 7, "#fffbe6")


def _batter(on: Canvas, x: float, foot: float) -> None:
    """At the end of a stroke, seen from behind the wicket."""
    on.oval(x + 40, foot, 130, 15, "#17492c90")
    for n in range(3):
        on.box(x + 110 + n * 22, foot - 116, 8, 116, "#f6efdf", 3)
    on.line([(x - 14, foot - 150), (x - 50, foot - 84), (x - 52, foot - 6)], "#f4f6fb", 36)
    on.line([(x + 14, foot - 150), (x + 40, foot - 84), (x + 30, foot - 6)], "#f4f6fb", 36)
    for knee in (x - 52, x + 34):
        on.box(knee - 19, foot - 88, 38, 78, "#e3e8f2", 12).box(knee - 26, foot - 14, 54, 16, "#2b2f3f", 7)
    on.poly([(x - 44, foot - 144), (x + 44, foot - 144), (x + 54, foot - 268), (x - 46, foot - 268)], "#e0862e")
    on.box(x - 46, foot - 282, 100, 34, "#e0862e", 16).box(x - 44, foot - 160, 88, 16, "#2b4f86")
    on.line([(x - 34, foot - 262), (x + 20, foot - 216), (x + 78, foot - 262)], "#c9701f", 28)
    on.line([(x + 44, foot - 262), (x + 90, foot - 240), (x + 82, foot - 274)], "#e0862e", 28)
    on.disc(x + 82, foot - 274, 20, "#f4f6fb")
    on.line([(x + 82, foot - 278), (x + 62, foot - 330)], "#5b3b28", 9)
    on.line([(x + 60, foot - 332), (x + 8, foot - 452)], "#e9c98f", 30).line(
        [(x + 60, foot - 332), (x + 8, foot - 452)], "#f4dcae", 14
    )
    on.disc(x + 2, foot - 316, 36, "#2b4f86").box(x - 34, foot - 318, 86, 12, "#203d6b", 6)


def library() -> Canvas:
    on = Canvas().gradient("#3b2a3f", "#5a3b45", "#7a4b42")
    luck = random.Random(5)
    for x in (40, 420, 1130):
        _shelves(on, x, 60, 350 if x != 1130 else 430, luck)
    on.box(806, 60, 288, 520, "#2b1a22", 8).gradient(
        "#1b2d63", "#4d62a6", "#f0b78a", top=76, bottom=564, left=822, right=1078
    )
    on.glow(1010, 190, 70, "#fff3d0", 0.7).disc(1010, 190, 24, "#fff3d0")
    on.poly([(822, 564), (822, 500), (880, 440), (930, 500), (985, 420), (1078, 520), (1078, 564)], "#46508a")
    on.poly([(822, 564), (822, 530), (900, 505), (990, 540), (1078, 500), (1078, 564)], "#2b3564")
    on.box(944, 70, 12, 500, "#2b1a22").box(816, 300, 268, 12, "#2b1a22").box(790, 574, 320, 18, "#8a5a44", 4)
    on.land(lambda x: 640, "#4b2f2d").box(0, 636, 1600, 14, "#8a5a44")
    on.glow(620, 470, 460, "#ffd995", 0.8).glow(620, 720, 620, "#ffd995", 0.5, flat=0.3)
    on.box(140, 720, 1320, 40, "#a8683f", 8).box(140, 720, 1320, 10, "#c98a57", 5)
    for x in (200, 1360):
        on.box(x, 760, 40, 140, "#7a4529")
    on.box(612, 520, 14, 200, "#c9a24a").box(560, 706, 118, 16, "#c9a24a", 8)
    on.poly([(540, 530), (698, 530), (664, 430), (574, 430)], "#2f8c6f").poly(
        [(540, 530), (698, 530), (694, 518), (544, 518)], "#fff0bf"
    )
    _open_book(on, 800, 712)
    for n, (wide, tone) in enumerate(((190, "#c8503c"), (170, "#2f6f9c"), (180, "#e0a02e"), (150, "#f0e6d0"))):
        on.box(1130 + n * 7, 684 - n * 36, wide, 36, tone, 5).box(
            1130 + n * 7 + 14, 684 - n * 36, 10, 36, mix(tone, "#000000", 0.25)
        )
    for n, (wide, tone) in enumerate(((150, "#5f8f4e"), (166, "#8a4f86"))):
        on.box(270 - n * 8, 686 - n * 34, wide, 34, tone, 5).box(
            280 - n * 8, 686 - n * 34, 10, 34, mix(tone, "#ffffff", 0.4)
        )
    return on


def _shelves(on: Canvas, left: float, top: float, wide: float, luck: random.Random) -> None:
    tones = (
        "#c8503c",
        "#e0a02e",
        "#2f6f9c",
        "#5f8f4e",
        "#8a4f86",
        "#d9c7a3",
        "#3c8f8a",
        "#a33b4d",
        "#e8d9b8",
        "#46548c",
    )
    on.box(left - 14, top - 14, wide + 28, 600, "#4b2c25", 6)
    for row in range(4):
        shelf = top + 132 + row * 142
        on.box(left, shelf - 130, wide, 130, "#2e1b1c").box(left - 8, shelf, wide + 16, 12, "#8a5a44")
        x = left + 6
        while x < left + wide - 30:
            thick, tall, tone = luck.uniform(14, 30), luck.uniform(76, 118), luck.choice(tones)
            if luck.random() < 0.08:
                x += thick * 1.6
                continue
            on.box(x, shelf - tall, thick - 2, tall, tone, 2).box(
                x, shelf - tall * 0.8, thick - 2, 5, mix(tone, "#ffffff", 0.4)
            )
            x += thick


def _open_book(on: Canvas, x: float, foot: float) -> None:
    on.poly([(x - 130, foot), (x + 130, foot), (x + 116, foot + 8), (x - 116, foot + 8)], "#a33b4d")
    for side in (-1, 1):
        page = [
            (x, foot - 6),
            (x + side * 50, foot - 46),
            (x + side * 126, foot - 30),
            (x + side * 126, foot + 2),
            (x, foot + 4),
        ]
        on.poly(page, "#fff8e6" if side < 0 else "#f3e6c8")
        for n in range(3):
            on.line([(x + side * 24, foot - 26 + n * 10), (x + side * 108, foot - 26 + n * 9)], "#c9b58a", 2)


def puppet_stage() -> Canvas:
    on = Canvas().gradient("#4a1f4f", "#7a2a52", "#a83a4a")
    on.glow(800, 470, 760, "#ffcf7a", 0.75)
    on.box(250, 130, 1100, 620, "#2a2358").glow(800, 430, 620, "#6a5fb0", 0.8)
    for x, y in ((380, 240), (560, 190), (800, 220), (1010, 180), (1230, 250), (690, 300), (1120, 320), (460, 350)):
        on.disc(x, y, 5, "#ffe6a6")
    on.land(lambda x: 750, "#6b3a2c").box(200, 742, 1200, 26, "#c98a4a", 6)
    for n in range(15):
        on.line([(800 + (n - 7) * 90, 768), (800 + (n - 7) * 170, 900)], "#4f291f", 4)
    for x, dress, turban, trim, lean in (
        (520, "#d9483f", "#f6c445", "#2f8c80", -0.05), (800, "#f2a52f", "#d9483f", "#46548c", 0.0),
        (1080, "#2f8c80", "#e85f8a", "#f6c445", 0.06),
    ):  # fmt: skip
        _puppet(on, x, 690, dress, turban, trim, lean)
    for side in (-1, 1):
        for n in range(6, -1, -1):
            top, tied, foot = (800 + side * far for far in (700 - n * 44, 770 - n * 22, 760 - n * 30))
            edge = 800 + side * 830
            on.poly([(edge, 90), (top, 90), (tied, 500), (foot, 790), (edge, 790)], ("#cf3545", "#a8243a")[n % 2])
        on.poly(
            [(800 + side * 830, 470), (800 + side * 632, 494), (800 + side * 632, 520), (800 + side * 830, 540)],
            "#f6c445",
        )
    on.box(0, 40, 1600, 76, "#a8243a")
    for n in range(9):
        on.pie(100 + n * 175, 112, 90, 66, 0, 180, ("#c8303f", "#d9483f")[n % 2]).arc(
            100 + n * 175, 112, 90, 66, 0, 180, "#f6c445", 6
        )
    on.box(0, 0, 1600, 44, "#7d1a33").box(0, 40, 1600, 12, "#f6c445").box(0, 104, 1600, 12, "#f6c445")
    return on


def _puppet(on: Canvas, x: float, foot: float, dress: str, turban: str, trim: str, lean: float) -> None:
    """A Rajasthani string puppet: carved head, long skirt, no legs."""
    head = (x + lean * 380, foot - 330)
    for across in (-96, -16, 16, 96):
        on.line(
            [(head[0] + across * 0.5, 130), (head[0] + across, head[1] + (130 if abs(across) > 50 else -46))],
            "#f4ead9a0",
            2,
        )
    on.poly([(head[0] - 44, head[1] + 92), (head[0] + 44, head[1] + 92), (x + 132, foot), (x - 132, foot)], dress)
    for n in range(5):
        on.line([(head[0] + (n - 2) * 16, head[1] + 110), (x + (n - 2) * 52, foot)], mix(dress, "#000000", 0.2), 4)
    on.poly([(x - 132, foot), (x + 132, foot), (x + 122, foot - 34), (x - 122, foot - 34)], trim)
    for n in range(11):
        on.disc(x - 118 + n * 23.6, foot - 17, 6, "#fff1c2")
    on.line([(head[0] - 40, head[1] + 76), (head[0] - 100, head[1] + 134)], mix(dress, "#ffffff", 0.15), 26)
    on.line([(head[0] + 40, head[1] + 76), (head[0] + 100, head[1] + 134)], mix(dress, "#ffffff", 0.15), 26)
    on.disc(head[0] - 104, head[1] + 138, 15, "#c98a5a").disc(head[0] + 104, head[1] + 138, 15, "#c98a5a")
    on.box(head[0] - 46, head[1] + 58, 92, 48, dress, 18).box(head[0] - 10, head[1] + 36, 20, 30, "#b5764a")
    on.arc(head[0], head[1] + 50, 34, 30, 10, 170, "#f6c445", 7)
    on.oval(head[0], head[1], 42, 52, "#c98a5a")
    for side in (-1, 1):
        on.oval(head[0] + side * 16, head[1] - 4, 11, 7, "#fff8e6").disc(head[0] + side * 15, head[1] - 4, 5, "#241812")
        on.arc(head[0] + side * 16, head[1] - 8, 15, 12, 200, 340, "#241812", 4).disc(
            head[0] + side * 44, head[1] + 12, 7, "#f6c445"
        )
    on.arc(head[0], head[1] + 16, 14, 10, 20, 160, "#8f2f34", 4)
    if turban == "#e85f8a":
        on.pie(head[0], head[1] - 16, 55, 56, 180, 360, turban).poly(
            [
                (head[0] - 55, head[1] - 17),
                (head[0] - 38, head[1] - 17),
                (head[0] - 62, head[1] + 110),
                (head[0] - 92, head[1] + 120),
            ],
            turban,
        )
        on.disc(head[0], head[1] - 26, 7, "#f6c445")
        return
    on.arc(head[0], head[1] + 8, 24, 12, 190, 350, "#241812", 6)
    for n in range(3):
        on.oval(
            head[0] + (n - 1) * 5,
            head[1] - 40 - n * 15,
            58 - n * 11,
            19,
            mix(turban, "#ffffff" if n % 2 else "#000000", 0.1),
        )
    on.disc(head[0] + 8, head[1] - 50, 10, trim)
