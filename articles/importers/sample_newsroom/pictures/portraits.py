"""The people of the sample newsroom: heads and shoulders out of plain shapes, 600 by 600."""

from __future__ import annotations

from dataclasses import dataclass

from .canvas import Canvas, mix


@dataclass(frozen=True)
class Looks:
    ground: str
    disc: str
    skin: str
    hair: str
    dress: str
    trim: str
    style: str  # of the hair: long, bun, bob, short, side, curls, grey, cap
    wears: str = ""  # words: specs, beard, moustache, sari, jacket, scarf, earrings, bindi


PEOPLE = {
    "nandita": Looks(
        "#d8e6e0", "#8fbfae", "#a9714b", "#2b1b18", "#b03a55", "#f0c35a", "bun",
        "sari specs bindi earrings",
    ),
    "onkar": Looks(
        "#f3dcc2", "#e7a86a", "#8a5a3c", "#1f1614", "#2f6f9c", "#f4f1ea", "short",
        "beard collar",
    ),
    "farhana": Looks(
        "#dcdff0", "#9aa3d6", "#c08a62", "#33211c", "#3c8f8a", "#e9d8b8", "bob",
        "scarf specs",
    ),
    "diwan": Looks(
        "#dcecf3", "#8fc1d8", "#b57c56", "#d9d4cc", "#5b4a3c", "#8f7a5e", "cap",
        "moustache jacket",
    ),
    "malavika": Looks(
        "#f6dfe0", "#e59aa0", "#9a6544", "#241614", "#e0a02e", "#8f2f4a", "long",
        "earrings kurta",
    ),
    "jagdish": Looks(
        "#e5e3d3", "#b9c08a", "#6f4630", "#3a3430", "#f0e6d0", "#7a8f4e", "side",
        "moustache jacket specs",
    ),
    "rhea": Looks(
        "#e3d9ee", "#b79ad6", "#8f5c40", "#1c1315", "#46548c", "#f2efe6", "curls",
        "earrings collar",
    ),
    "imroz": Looks(
        "#e9e0d2", "#d6a98a", "#a87350", "#2a1f1b", "#39424f", "#c8503c", "short",
        "beard strap",
    ),
}  # fmt: skip


def portrait(name: str) -> Canvas:
    looks = PEOPLE[name]
    on = Canvas(600, 600).gradient(looks.ground, mix(looks.ground, looks.disc, 0.35))
    on.disc(300, 300, 232, looks.disc).disc(300, 300, 206, mix(looks.disc, "#ffffff", 0.16))
    _hair_behind(on, looks)
    _body(on, looks)
    _head(on, looks)
    _hair_before(on, looks)
    _things(on, looks)
    return on


def _body(on: Canvas, looks: Looks) -> None:
    shade = mix(looks.dress, "#1c1418", 0.22)
    on.poly([(262, 330), (338, 330), (346, 440), (254, 440)], mix(looks.skin, "#3a1f14", 0.16))
    on.pie(300, 610, 206, 214, 180, 360, looks.dress)
    on.poly([(246, 418), (354, 418), (300, 500)], looks.skin)
    if "sari" in looks.wears:
        on.poly([(240, 410), (268, 404), (318, 470), (500, 600), (330, 600)], shade)
        on.poly([(216, 412), (254, 400), (440, 600), (250, 600)], mix(looks.dress, "#ffffff", 0.14))
        on.line([(254, 402), (440, 604)], looks.trim, 12)
    if "jacket" in looks.wears:
        on.poly([(226, 418), (256, 410), (296, 520), (296, 600), (150, 600), (170, 470)], looks.trim)
        on.poly([(374, 418), (344, 410), (304, 520), (304, 600), (450, 600), (430, 470)], looks.trim)
        on.poly([(252, 408), (348, 408), (322, 446), (278, 446)], looks.dress).box(296, 446, 8, 160, looks.dress)
    if "collar" in looks.wears:
        on.poly([(240, 414), (262, 404), (300, 474), (270, 500)], looks.trim).poly(
            [(360, 414), (338, 404), (300, 474), (330, 500)], looks.trim
        )
    if "kurta" in looks.wears:
        on.arc(300, 424, 66, 84, 8, 172, looks.trim, 12).line([(300, 508), (300, 600)], looks.trim, 8)
    if "strap" in looks.wears:
        on.poly([(206, 424), (236, 414), (470, 600), (416, 600)], looks.trim)
        on.box(318, 524, 96, 66, "#1d1f26", 12).disc(366, 558, 27, "#3a3f4c").disc(366, 558, 16, "#6f8fae").disc(
            360, 552, 5, "#ffffff"
        )
    if "scarf" in looks.wears:
        on.pie(300, 430, 96, 66, 0, 360, looks.trim).poly([(222, 446), (286, 480), (262, 600), (196, 600)], looks.trim)
        on.poly([(262, 440), (338, 440), (300, 476)], looks.skin)
        for n in range(4):
            on.line([(226 + n * 14, 470 + n * 6), (206 + n * 15, 600)], mix(looks.trim, "#8f6a4a", 0.25), 3)


def _head(on: Canvas, looks: Looks) -> None:
    shade = mix(looks.skin, "#4a2417", 0.18)
    on.pie(300, 356, 62, 44, 0, 180, shade)
    on.disc(205, 282, 20, shade).disc(395, 282, 20, shade)
    on.oval(300, 262, 94, 116, looks.skin)
    for side in (-1, 1):
        on.oval(300 + side * 38, 270, 12, 8, "#fff8ee").disc(300 + side * 37, 270, 7, "#241614")
        brow = mix(looks.hair, "#241614", 0.5)
        on.arc(300 + side * 38, 262, 24, 20, 215, 325, brow, 6)
        on.oval(300 + side * 56, 306, 19, 12, mix(looks.skin, "#d9533f", 0.2))
    on.line([(300, 276), (292, 308), (304, 312)], shade, 5)
    on.arc(300, 322, 30, 22, 22, 158, mix("#9a3a3a", looks.skin, 0.15), 6)


def _hair_behind(on: Canvas, looks: Looks) -> None:
    if looks.style == "long":
        on.box(186, 126, 228, 344, looks.hair, 104)
    elif looks.style == "bun":
        on.disc(300, 128, 54, looks.hair).oval(300, 250, 112, 124, looks.hair)
        on.disc(348, 118, 12, "#f4f1ea").disc(358, 136, 11, "#f7dfe0")
    elif looks.style == "bob":
        on.box(186, 150, 228, 236, looks.hair, 96)
    elif looks.style == "curls":
        for x, y in (
            (196, 300),
            (186, 246),
            (200, 190),
            (238, 148),
            (300, 134),
            (362, 148),
            (400, 190),
            (414, 246),
            (404, 300),
            (210, 346),
            (390, 346),
        ):
            on.disc(x, y, 46, looks.hair)
    else:
        on.oval(300, 240, 104, 112, looks.hair)


def _hair_before(on: Canvas, looks: Looks) -> None:
    if looks.style in ("long", "bun"):
        for side in (-1, 1):
            curtain = (
                (0, 136),
                (58, 146),
                (92, 186),
                (104, 250),
                (100, 300),
                (88, 258),
                (66, 218),
                (30, 188),
                (0, 172),
            )
            on.poly([(300 + side * across, y) for across, y in curtain], looks.hair)
        on.line([(300, 134), (300, 172)], mix(looks.hair, looks.skin, 0.5), 3)
    elif looks.style == "bob":
        on.pie(300, 236, 106, 98, 180, 360, looks.hair).poly(
            [(196, 234), (404, 234), (388, 214), (300, 226), (222, 252)], looks.hair
        )
        on.box(190, 230, 26, 120, looks.hair, 13).box(384, 230, 26, 120, looks.hair, 13)
    elif looks.style == "curls":
        for x, y in ((232, 178), (268, 160), (306, 156), (342, 164), (372, 184)):
            on.disc(x, y, 32, looks.hair)
    elif looks.style == "cap":
        on.pie(300, 214, 108, 96, 180, 360, looks.dress).box(190, 196, 220, 30, mix(looks.dress, "#000000", 0.18), 14)
        on.pie(300, 176, 84, 40, 180, 360, mix(looks.dress, "#ffffff", 0.1)).line(
            [(212, 212), (388, 212)], "#c8503c", 6
        )
    else:
        on.pie(300, 214, 102, 84, 180, 360, looks.hair)
        parting = 250 if looks.style == "side" else 316
        on.poly(
            [
                (200, 216),
                (214, 256),
                (226, 216),
                (parting, 204),
                (378, 214),
                (386, 256),
                (400, 216),
                (360, 180),
                (240, 180),
            ],
            looks.hair,
        )


def _things(on: Canvas, looks: Looks) -> None:
    if "beard" in looks.wears:
        on.pie(300, 312, 93, 74, 0, 180, looks.hair).poly([(207, 312), (207, 270), (222, 312)], looks.hair).poly(
            [(393, 312), (393, 270), (378, 312)], looks.hair
        )
        on.oval(300, 318, 62, 20, looks.skin).oval(300, 330, 46, 20, looks.hair)
        on.arc(300, 320, 28, 18, 20, 160, "#d9a08a", 6).line(
            [(300, 276), (292, 306), (304, 310)], mix(looks.skin, "#4a2417", 0.18), 5
        )
    if "moustache" in looks.wears:
        tone = mix(looks.hair, "#241614", 0.3)
        on.poly([(300, 318), (268, 322), (246, 338), (272, 336), (300, 330), (328, 336), (354, 338), (332, 322)], tone)
    if "specs" in looks.wears:
        for side in (-1, 1):
            on.arc(300 + side * 40, 272, 33, 30, 0, 360, "#2a2230", 6)
        on.arc(300, 270, 10, 9, 190, 350, "#2a2230", 6)
        on.line([(228, 266), (206, 260)], "#2a2230", 6).line([(372, 266), (394, 260)], "#2a2230", 6)
    if "bindi" in looks.wears:
        on.disc(300, 226, 8, "#b8243a")
    if "earrings" in looks.wears:
        for x in (204, 396):
            on.disc(x, 312, 9, "#f0c35a").poly([(x - 8, 318), (x + 8, 318), (x, 340)], "#e0a02e")
