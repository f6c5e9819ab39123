"""PDF, audio and video files: who may change them, and their files on disk.

As for images, new files are written before the row is saved and old ones deleted after the commit.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from articles import files
from articles.models import Article, MediaFile, User

from . import post_commit


def may_change(file: MediaFile, user: User) -> bool:
    """Return whether this person may change the file: one's own until readers see it, then whoever may publish."""
    if not user.has_perm("articles.change_mediafile"):
        return False
    if user.has_perm("articles.publish_article"):
        return True
    return file.uploaded_by_id == user.pk and not is_public(file)


def is_public(file: MediaFile) -> bool:
    """Return whether a story that shows the file has an address, or will have it. One query."""
    shows = Q(file_rows__file=file) | Q(lead_video=file)
    return Article.objects.filter(shows, first_published_at__isnull=False).exists()


def fill(row: MediaFile, accepted: files.Accepted) -> None:
    """Set the fields that the file itself decides, without saving."""
    row.kind, row.upload_name = accepted.kind, accepted.upload_name
    row.size, row.duration = accepted.size, accepted.duration
    row.title = row.title or accepted.upload_name


def after_replacing(row: MediaFile, before: MediaFile | None) -> None:
    """Delete the file of `before` if it is another one. Call this after a save, in its transaction."""
    if before and before.file and before.file.name != row.file.name:
        post_commit.after_files([str(before.file.name)])


def remove(row: MediaFile) -> None:
    """Delete the row, and its file after the commit. Raise ProtectedError if a story shows it."""
    with transaction.atomic():
        name = str(row.file.name)
        row.delete()
        post_commit.after_files([name])
