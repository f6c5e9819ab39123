"""Every kind of public address of the newsroom in `corpus.py`, and the queries that each asks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from articles.views.paging import write_cursor
from tests import cast

from .corpus import FIRST_ID, RARE, Newsroom

# What no reader's page asks: savepoints, and the writing of a feed's state.
_READS = re.compile(r"\s*\(?(SELECT|WITH)\b", re.IGNORECASE)


class Query(NamedTuple):
    """A query of a public page, with the parameters it had there; `number` counts the queries of one address."""

    address: str
    number: int
    sql: str
    parameters: Any


def few_addresses(newsroom: Newsroom, count: int) -> dict[str, int]:
    """Return some of `addresses`: those whose queries differ most from each other."""
    every = addresses(newsroom, count)
    deep = next(address for address in every if address.startswith("/?before="))
    story = next(address for address in every if "/pul-khula-" in address and every[address] == 200)
    search = next(address for address in every if address.startswith("/search/?q="))
    few = ("/", deep, "/desh/", "/tag/pul/", "/rss.xml", "/tag/pul/rss.xml", "/archive/", search, story,
           "/x/y-999999999/")  # fmt: skip
    return {address: every[address] for address in few}


def addresses(newsroom: Newsroom, count: int) -> dict[str, int]:
    """Return the addresses, each with the status it answers; `count` is the number of the oldest of the many stories.

    Lists are visited at their beginning and from their middle, in both directions.
    """
    middle = Article.objects.published().filter(kind="news", pk__gte=FIRST_ID + count // 2).order_by("pk")[0]
    day = timezone.localtime(newsroom.moment(400))
    sections = [f"/{slug}/" for slug in ("desh", "madhya-pradesh", "duniya", "vishesh", "english")]
    tags = [f"/tag/{slug}/" for slug in ("pul", cast.tag(RARE).slug, "vishay-7")]
    lists = ["/", *sections, *tags, "/author/meera-joshi/", "/author/ravi-kumar/"]
    popular = ("/", "/desh/", "/madhya-pradesh/", "/tag/pul/", "/author/meera-joshi/")
    deep = [f"{path}?{way}={write_cursor(middle)}" for path in popular for way in ("before", "after")]
    archive = ["/archive/", f"/archive/{day:%Y}/", f"/archive/{day:%Y/%m}/", f"/archive/{day:%Y/%m/%d}/"]
    archive += [f"/archive/{day:%Y/%m}/?{way}={write_cursor(_at(newsroom, 400))}" for way in ("before", "after")]
    feeds = [f"{path}rss.xml" for path in lists]
    opinion = next(article for article in newsroom.copied if article.kind == "opinion")
    stories = [article.get_absolute_url() for article in (middle, opinion, newsroom.english, newsroom.rare)]
    service = ["/about/", "/robots.txt", "/healthz", "/sitemap.xml", "/sitemap/places.xml", "/news-sitemap.xml",
               f"/sitemap/{day:%Y-%m}.xml", "/share.jpg", "/palette-none.css"]  # fmt: skip
    found = dict.fromkeys([*lists, *deep, *archive, *feeds, *stories, *service, *_searches(day)], 200)
    return found | _not_there(newsroom, middle)


def _at(newsroom: Newsroom, number: int) -> Article:
    return Article(pk=FIRST_ID + number, publish_at=newsroom.moment(number))


def _searches(day: dt.datetime) -> Iterator[str]:
    """The search page in its forms: nothing, common and rare words, orders, filters by slug and by name."""
    forms: list[dict[str, str]] = [
        {}, {"q": "पुल"}, {"q": RARE}, {"q": "pul"}, {"q": "पुल खुला"}, {"q": "पुल", "order": "best"},
        {"q": "पुल", "section": "vishesh"}, {"q": "पुल", "section": "duniya", "tag": "pul", "author": "meera-joshi"},
        {"q": "पुल", "from": f"{day:%Y-%m-%d}", "to": f"{day:%Y-%m-%d}"}, {"q": "पुल", "time": "week"},
        {"q": "पुल", "tag": "कोई विषय"}, {"q": "पुल", "author": "कोई"}, {"q": "पुलल"}, {"q": "नदारद"},
    ]  # fmt: skip
    for form in forms:
        yield reverse("articles:search") + (f"?{urlencode(form)}" if form else "")


def _not_there(newsroom: Newsroom, middle: Article) -> dict[str, int]:
    """What is gone, was never there, has moved, or is spelled otherwise."""
    unpublished = Article.objects.filter(pk__gte=FIRST_ID, first_published_at=None).first()
    assert unpublished
    return {
        newsroom.withdrawn.get_absolute_url(): 410, unpublished.get_absolute_url(): 404, "/x/y-999999999/": 404,
        f"/{middle.pk}": 301, "/x/y/z/": 404, "/nowhere/": 404, "/tag/nowhere/": 404, "/author/nowhere/": 404,
        "/tag/nowhere/rss.xml": 404, "/author/lekhak-7/": 404, "/author/lekhak-7/rss.xml": 404, "/old/7/": 301,
        "/archive/1999/": 404, "/search/?q=पुल&tag=विषय 7": 302, "/search/?q=पुल&author=मीरा": 302,
        "/.well-known/security.txt": 404, "/media/none.jpg": 404,
    }  # fmt: skip


def ask(client: Client, address: str, status: int) -> list[Query]:
    """Return the queries by which the address is answered."""
    asked: list[Query] = []

    def keep(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        if _READS.match(sql):
            asked.append(Query(address, len(asked), sql, parameters))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(keep):
        answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return asked
