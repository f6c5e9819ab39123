"""Work after the answer."""

from __future__ import annotations
