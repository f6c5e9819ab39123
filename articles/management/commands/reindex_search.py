"""Bring the search index up to date with all stories, or report where it is not."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles import search
from articles.management.progress import with_progress
from articles.models import Article
from articles.publishing import search_sync

_BATCH = 200
_MAX_REPORTED = 20


class Command(BaseCommand):
    help = (
        "Brings the search index in step with all stories. The server does this by itself after every change; this is "
        "for after an update of Newsroom or a restored backup. Interrupted, it says how to go on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail where something differs")
        parser.add_argument("--after", type=int, default=0, metavar="NUMBER", help="begin after this story")

    def handle(self, *args: Any, **options: Any) -> None:
        self._last = options["after"]
        try:
            if options["check"]:
                self._check()
            else:
                self._index()
        except KeyboardInterrupt:
            check = " --check" if options["check"] else ""
            raise CommandError(f"Interrupted. Go on with: reindex_search{check} --after {self._last}") from None

    def _index(self) -> None:
        indexed, total = 0, 0
        for article in self._articles():
            indexed += search.index(article)
            total += 1
        words = search.recount(repair=True)
        self.stdout.write(f"{total} stories looked at, {indexed} indexed anew, {words} words counted anew.")
        if not search.backend().is_intact():
            search.backend().rebuild()
            self.stdout.write("The database's own index was damaged and has been made anew.")

    def _check(self) -> None:
        outdated = 0
        for article in self._articles():
            if columns := search.outdated_columns(article):
                outdated += 1
                if outdated <= _MAX_REPORTED:
                    self.stdout.write(f"  story {article.pk} “{article}”: {', '.join(columns)}")
        words = search.recount(repair=False)
        is_intact = search.backend().is_intact()
        if outdated or words or not is_intact:
            raise CommandError(
                f"{outdated} stories differ from their entries in the index, {words} words are miscounted, the index "
                f"itself is {'whole' if is_intact else 'damaged'}. Mend it with: reindex_search"
            )
        self.stdout.write("Search holds every story as it is.")

    def _articles(self) -> Iterator[Article]:
        return with_progress(self._batches(), "stories", self.stdout.write)

    def _batches(self) -> Iterator[Article]:
        while True:
            batch = search_sync.with_indexed_parts(Article.objects.filter(pk__gt=self._last).order_by("pk")[:_BATCH])
            if not batch:
                return
            yield from batch
            self._last = batch[-1].pk
