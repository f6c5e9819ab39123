"""The desk: one file for each thing an editor works with."""

from __future__ import annotations

from . import (
    arrangement,
    article,
    author,
    image,
    job,
    records,
    redirect,
    section,
    site,
    social_post,
    spelling,
    tag,
    user,
)

__all__ = [
    "arrangement",
    "article",
    "author",
    "image",
    "job",
    "records",
    "redirect",
    "section",
    "site",
    "social_post",
    "spelling",
    "tag",
    "user",
]
