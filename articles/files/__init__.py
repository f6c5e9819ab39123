"""PDF, audio and video files: what an upload is, by its content alone. It is stored as it was uploaded."""

from __future__ import annotations

from .accepting import CONTENT_TYPES, Accepted, accept
from .errors import FileRefused
