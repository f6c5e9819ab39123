"""Fill the site and list its pages: `python -m tests.served.fill pages.json`.

Tests, screenshots and measurements use the names; each stands for the path of one page.
"""

from __future__ import annotations

import html
import json
import logging
import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.served.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles.images import renditions  # noqa: E402
from articles.management import preparation  # noqa: E402
from articles.models import Article, Image, Page, Tag  # noqa: E402
from articles.publishing import image_library  # noqa: E402
from tests.served import stories, urls  # noqa: E402

# Name of the page -> file of the story in the sample newsroom.
SAMPLE_STORIES = {
    "story-opinion": "10-footpath-rai", "story-opinion-english": "18-ceiling-fan-opinion",
    "story-analysis": "12-raat-ki-basen", "story-interview": "09-ramkali-interview",
    "story-explainer": "06-samjhiye-upgrah", "story-explainer-english": "16-stepwells-explained",
    "story-fact-check": "13-hari-aag-padtal", "story-gallery": "33-chitra-katha",
    "story-paid": "37-mati-ka-dabba", "story-paid-english": "38-hill-hostels",
    "story-english": "15-books-on-the-night-train", "story-table": "03-aravalli-trophy",
}  # fmt: skip


def fill_site() -> dict[str, str]:
    preparation.migrate(str)
    call_command("sample_newsroom", stdout=_Silence())
    made = {
        "story": stories.five_posts("hi"), "story-five-posts-english": stories.five_posts("en"),
        "story-video": stories.video("hi"), "story-video-english": stories.video("en"),
        "story-one-word": stories.one_word(), "story-thirty-words": stories.thirty_words(),
    }  # fmt: skip
    _make_renditions()
    preparation.index_stories(str)
    preparation.collect_static_files(str)
    return {**lists(), **{name: story.get_absolute_url() for name, story in made.items()}, **searches(), **errors()}


def _make_renditions() -> None:
    """Make all renditions with a faster encoder setting than in production; the files are a little larger."""
    renditions.ENCODING["avif"]["speed"] = 10
    with ThreadPoolExecutor(os.cpu_count()) as contributors:
        list(contributors.map(image_library.make_renditions, Image.objects.values_list("pk", flat=True)))


class _Silence:
    def write(self, _words: str) -> None:
        pass

    def flush(self) -> None:
        pass


def lists() -> dict[str, str]:
    now = timezone.localtime()
    found = {
        "front": "/", "front-older": _older("/"),
        "section": "/desh/", "section-arranged": "/vigyan/",
        "sub-section": "/madhya-pradesh/", "section-english": "/english/",
        "tag": _tag("मानसून"), "tag-english": _tag("Everyday life"),
        "author": reverse("articles:author", args=["farhana-qureshi"]), "archive": reverse("articles:archive"),
        "year": reverse("articles:year", args=[now.year]),
        "month": reverse("articles:month", args=[now.year, f"{now.month:02}"]),
        "day": reverse("articles:day", args=[now.year, f"{now.month:02}", f"{now.day:02}"]),
        "page": reverse("articles:section_or_page", args=[Page.objects.earliest("pk").slug]),
    }  # fmt: skip
    return {**found, **{name: _sample_story(ref).get_absolute_url() for name, ref in SAMPLE_STORIES.items()}}


def searches() -> dict[str, str]:
    queries = {
        "search": {}, "search-found": {"q": "नदी"}, "search-english": {"q": "ferry"},
        "search-narrowed": {"q": "नदी", "section": "desh", "time": "month", "author": "jagdish-markam"},
        "search-suggesting": {"q": "पुस्तकालै"}, "search-nothing": {"q": "क़ज़्ज़्ख़"}, "search-no-word": {"q": "?!"},
    }  # fmt: skip
    return {name: f"/search/?{urlencode(params)}" if params else "/search/" for name, params in queries.items()}


def errors() -> dict[str, str]:
    gone = _sample_story("28-sone-ka-ped").get_absolute_url()
    broken = {f"error-{status}": f"/fault/{status}/" for status in urls.ERRORS}
    return {**broken, "error-404": "/nowhere/to-be-found/", "error-410": gone}


def _sample_story(ref: str) -> Article:
    return Article.objects.get(import_ref=f"sample:{ref}")


def _tag(name: str) -> str:
    return reverse("articles:tag", args=[Tag.objects.get(names__name=name).slug])


def _older(path: str) -> str:
    """Return the path of the second page of a list."""
    link = re.search(
        r'href="([^"]+)" rel="next"|rel="next" href="([^"]+)"',
        Client(SERVER_NAME="127.0.0.1").get(path).content.decode(),
    )
    assert link, f"{path} has one page only"
    return path + html.unescape(link[1] or link[2]).removeprefix(path)


if __name__ == "__main__":
    logging.disable(logging.INFO)
    pages = fill_site()
    written = Path(sys.argv[1])
    part = written.with_suffix(".part")
    part.write_text(json.dumps(pages, ensure_ascii=False, indent=1), encoding="utf-8")
    part.rename(written)
