"""The pictures of the sample newsroom, drawn when it is loaded: the same every time, and nobody's but ours (CC0)."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial

from . import land, portraits, sky, stage, town, water
from .canvas import Canvas

QUALITY = 84
PICTURES: dict[str, Callable[[], Canvas]] = {
    scene.__name__.replace("_", "-"): scene
    for scene in (
        land.canal_under_panels, land.hills_in_rain, land.millet_field, land.rhododendrons, sky.rising_bars,
        sky.rocket_launch, sky.rooftop_telescope, sky.satellite_over_earth, stage.cricket_at_dusk, stage.library,
        stage.puppet_stage, town.beach_avenue, town.city_at_night, town.market, town.train_on_viaduct,
        water.fishing_coast, water.lake_by_night, water.river_at_dawn, water.stepwell,
    )
} | {name: partial(portraits.portrait, name) for name in portraits.PEOPLE}  # fmt: skip


def draw(name: str) -> bytes:
    """The picture as a JPEG file: 1600 by 900 pixels, a portrait 600 by 600. About a sixth of a second each."""
    file = io.BytesIO()
    PICTURES[name]().finished().save(file, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return file.getvalue()
