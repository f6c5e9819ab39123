"""The paper's own facts: saved with its logo and icon, and what follows of it."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.files.storage import default_storage
from django.db import transaction

from articles.images import Mark
from articles.models import Site, User

from . import aftermath

_FILES = ("logo", "logo_dark", "icon")


def save_site(site: Site, marks: Mapping[str, Mark], *, by: User) -> None:
    """`marks` are the files that are new, by field. To be called in a transaction; files that nobody shows any more go
    once it is committed."""
    if "logo" in marks:
        site.logo_width, site.logo_height = marks["logo"].width, marks["logo"].height
    before = Site.objects.filter(pk=site.pk).values_list(*_FILES).first() or ()
    site.version += 1
    site.save()
    gone = set(filter(None, before)) - {str(getattr(site, name)) for name in _FILES}
    transaction.on_commit(lambda: _delete(gone), robust=True)
    aftermath.after_site(by.name)


def _delete(names: set[str]) -> None:
    for name in names:
        default_storage.delete(name)
