"""The desk: Django's admin, with one file for each thing an editor works with."""

from __future__ import annotations

from . import (
    ad_slot,
    arrangement,
    article,
    author,
    image,
    job,
    media_file,
    records,
    redirect,
    section,
    site,
    social_post,
    spelling,
    tag,
    user,
)
