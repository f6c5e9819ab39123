"""Import stories from plain-text files: `manage.py import_text FILE...`"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from articles import publishing
from articles.importers.drafts import ImportOptions, ImportResult, make_draft
from articles.importers.plain_text import TooLarge, Unreadable, decode
from articles.models import Article, Author, Section, Status, User
from articles.publishing import Changes, Refused
from articles.publishing.roles import system_user

Found = TypeVar("Found", Section, Author)


class Command(BaseCommand):
    help = "Makes a draft of each plain-text file, with sub-headings and quoted posts; reports what was found and left."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--publish", action="store_true", help="publish the story at once")
        parser.add_argument(
            "--confirm",
            action="store_true",
            help="take a proposed headline and proposed posts as right when publishing",
        )
        parser.add_argument("--headline", default="", help="the headline; for one file only")
        parser.add_argument("--section", default="", metavar="SLUG", help="the section, by its address")
        parser.add_argument("--author", action="append", default=[], metavar="SLUG", help="an author; may be repeated")
        parser.add_argument("--tag", action="append", default=[], metavar="NAME", help="a tag; may be repeated")

    def handle(self, *args: Any, **options: Any) -> None:
        files: list[Path] = options["files"]
        if options["headline"] and len(files) > 1:
            raise CommandError(_("--headline is for one file; these are %(count)d.") % {"count": len(files)})
        slug = options["section"]
        extras = ImportOptions(
            headline=options["headline"],
            section=_by_slug(Section, slug, _("There is no section “%(slug)s”.")) if slug else None,
            authors=[_by_slug(Author, slug, _("There is no author “%(slug)s”.")) for slug in options["author"]],
            tags=options["tag"],
        )
        failed = sum(not self._import(path, extras, options) for path in files)
        if failed:
            raise CommandError(_("Not imported: %(failed)d of %(all)d.") % {"failed": failed, "all": len(files)})

    def _import(self, path: Path, extras: ImportOptions, options: dict[str, Any]) -> bool:
        """Import one file, completely or not at all, and print the result; return whether it succeeded."""
        by = system_user()
        try:
            text = decode(_bytes(path), limit=settings.IMPORT_MAX_BYTES)
            with transaction.atomic():
                imported = make_draft(text, by=by, options=extras)
                published = options["publish"] and self._publish(imported, extras, by, confirm=options["confirm"])
        except (OSError, Unreadable, Refused) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            self.stderr.write(f"{path}: {reason}")
            return False
        self._report(path, imported, published=published)
        return True

    def _publish(self, imported: ImportResult, extras: ImportOptions, by: User, *, confirm: bool) -> bool:
        """Publish the draft unless it has been published or deleted since an earlier import; return whether it was."""
        if imported.article.first_published_at or imported.article.deleted_at:
            return False
        changes = Changes() if imported.created else extras.as_changes()
        publishing.publish(imported.article, changes, by=by, confirm=confirm)
        return True

    def _report(self, path: Path, imported: ImportResult, *, published: bool) -> None:
        article = imported.article
        if not imported.created and not published:
            self.stdout.write(
                _("%(path)s: imported before, as story %(id)d; nothing was changed.") % _values(path, article)
            )
            return
        line = _("%(path)s: story %(id)d, %(state)s: %(headline)s") % _values(path, article)
        self.stdout.write(line)
        if article.status == Status.PUBLISHED:
            self.stdout.write(f"  {settings.SITE_URL}{article.get_absolute_url()}")
        counts = _("Paragraphs: %(paragraphs)d, sub-headings: %(headings)d, quoted posts: %(posts)d.") % {
            "paragraphs": len(imported.story.paragraphs),
            "headings": len(imported.story.sub_headings),
            "posts": len(imported.story.posts),
        }
        self.stdout.write(f"  {counts}")
        for note in imported.story.notes:
            self.stdout.write(f"  {'!' if note.to_check else '·'} {note}")


def _values(path: Path, article: Article) -> dict[str, object]:
    return {"path": path, "id": article.pk, "state": str(article.state().label), "headline": article.headline}


def _bytes(path: Path) -> bytes:
    """Return the file's content; raise TooLarge without reading more than the limit."""
    with path.open("rb") as file:
        data = file.read(settings.IMPORT_MAX_BYTES + 1)
    if len(data) > settings.IMPORT_MAX_BYTES:
        raise TooLarge(size=path.stat().st_size, limit=settings.IMPORT_MAX_BYTES)
    return data


def _by_slug(model: type[Found], slug: str, missing: str) -> Found:
    found = model._default_manager.filter(slug=slug).first()
    if found is None:
        raise CommandError(missing % {"slug": slug})
    return found
