"""Dates and numbers at an English desk in India: as at a Hindi one, 29 September 2025, 19:30 and 12,34,567."""

from __future__ import annotations

from newsroom.formats.hi.formats import *  # noqa: F403
