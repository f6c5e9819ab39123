"""Save the site settings and the advertising, with their files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from articles.images import Mark
from articles.models import AdSlot, Site, User

from . import post_commit


def save_site(site: Site, marks: Mapping[str, Mark], *, by: User) -> None:
    """Save the site settings with a new version; `marks` are new files by field. Call this in a transaction."""
    if "logo" in marks:
        site.logo_width, site.logo_height = marks["logo"].width, marks["logo"].height
    site.version += 1
    _save_with_files(site, ("logo", "logo_dark", "icon"))
    post_commit.after_site("site settings", by.name)


def save_ad_slot(slot: AdSlot, picture: Mark | None, *, by: User) -> None:
    """Save an advertisement; `picture` is its new picture, if any. Call this in a transaction."""
    if picture:
        slot.picture_width, slot.picture_height = picture.width, picture.height
    _save_with_files(slot, ("picture",))
    post_commit.after_site(f"advertising, {slot.place}", by.name)


def _save_with_files(row: Any, names: tuple[str, ...]) -> None:
    """Save the row. Files that it named before and names no longer are deleted after the commit."""
    before = type(row).objects.filter(pk=row.pk).values_list(*names).first() or ()
    row.save()
    unused = set(filter(None, before)) - {str(getattr(row, name)) for name in names}
    post_commit.after_files(unused)
