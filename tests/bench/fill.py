"""Fill the configured, empty database and list its pages: `python -m tests.bench.fill COUNT pages.json`."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from random import Random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from articles.management import preparation  # noqa: E402
from articles.models import Article, Section, SectionListing  # noqa: E402
from articles.views.paging import PAGE_LENGTH, write_cursor  # noqa: E402
from tests.bench import corpus  # noqa: E402

DEEP_PAGE = 100
SEARCHED = ("नदी", "किराया", "स्कूल", "बिजली बस", "pani", "रामपुर")


def pages() -> dict[str, list[str]]:
    """Return the paths of pages of every kind that is measured: a hundred of the newest stories, and any others."""
    section = Section.objects.get(slug="desh")
    newest = list(Article.objects.published().select_related("section")[:100])
    random = Random(1)
    numbers = [random.randrange(1, newest[0].pk + 1) for _ in range(300)]
    old = list(Article.objects.filter(pk__in=numbers).select_related("section"))
    stories = [article.get_absolute_url() for article in [*newest, *old]]
    random.shuffle(stories)
    listed = SectionListing.objects.filter(section=section).published()
    deep = listed[min(DEEP_PAGE * PAGE_LENGTH, max(0, listed.count() - PAGE_LENGTH - 1))].article
    return {
        "story": stories, "front": ["/"], "section": ["/desh/"], "deep page": [f"/desh/?before={write_cursor(deep)}"],
        "feed": ["/rss.xml"], "search": [f"/search/?q={words}" for words in SEARCHED],
    }  # fmt: skip


def main(count: int, listed: Path) -> None:
    def say(line: str) -> None:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    began = time.monotonic()
    preparation.migrate(say)
    longest = corpus.write(count, say, processes=os.cpu_count() or 1)
    say(f"{count} stories in {time.monotonic() - began:.0f} s; the longest transaction took {longest:.2f} s")
    preparation.collect_static_files(say)
    listed.write_text(json.dumps(pages(), ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
