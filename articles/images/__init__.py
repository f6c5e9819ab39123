"""Pictures as files: what is taken into the library, and the forms in which readers get it."""

from __future__ import annotations

from .accepting import Accepted, accept
from .drawn import site_card
from .errors import (
    Damaged,
    Disguised,
    Drawing,
    EmptyFile,
    PhonePicture,
    PictureRefused,
    TooElaborate,
    TooLarge,
    TooManyFrames,
    TooManyPixels,
    UnknownFormat,
    WrongEnding,
    WrongType,
)
from .marks import Mark, advert, icon, logo
from .renditions import SHARE_SIZE, PictureSource, Rendition, files, is_current, make, rendition, share, sources, srcset
from .words import Words

__all__ = [
    "SHARE_SIZE",
    "Accepted",
    "Damaged",
    "Disguised",
    "Drawing",
    "EmptyFile",
    "Mark",
    "PhonePicture",
    "PictureRefused",
    "PictureSource",
    "Rendition",
    "TooElaborate",
    "TooLarge",
    "TooManyFrames",
    "TooManyPixels",
    "UnknownFormat",
    "Words",
    "WrongEnding",
    "WrongType",
    "accept",
    "advert",
    "files",
    "icon",
    "is_current",
    "logo",
    "make",
    "rendition",
    "share",
    "site_card",
    "sources",
    "srcset",
]
