"""RSS feeds: permanent ids, the full text, everyone who made a story, and validators that are never wrong.

A feed's Last-Modified is observed, not worked out: when the feed is made its content is hashed and compared with what
it was when last made (`FeedState`), and only then does the time move, always forward. So it marks every change whatever
its cause: a new story, one withdrawn, one that came due or expired by the clock, an author renamed, a new template.
docs/decisions/0005-feed-validators.md tells more.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import XMLGenerator

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Rss201rev2Feed, rfc2822_date
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.models import (
    Article,
    Author,
    Byline,
    FeedState,
    Section,
    SectionListing,
    Tag,
    TaggedArticle,
    VisibleQuerySet,
)
from articles.rendering import FOR_FEED, FeedItem, feed_item, stories, with_newest_correction
from articles.text import normalise

Published = Callable[[dt.datetime], VisibleQuerySet]
LENGTH = 30
_SECOND = dt.timedelta(seconds=1)


class StoryFeed(Rss201rev2Feed):
    """RSS 2.0 with the full text, several authors and the time of the last change."""

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_root_elements(self, handler: XMLGenerator) -> None:
        """As the base class does, but without a lastBuildDate that would change with the clock in an empty feed."""
        add: Any = handler.addQuickElement  # type: ignore[attr-defined]
        add("title", self.feed["title"])
        add("link", self.feed["link"])
        add("description", self.feed["description"])
        add("atom:link", None, {"rel": "self", "href": self.feed["feed_url"]})
        add("language", self.feed["language"])
        if self.items:
            add("lastBuildDate", rfc2822_date(self.latest_post_date()))

    def add_item_elements(self, handler: XMLGenerator, item: dict[str, Any]) -> None:
        story: FeedItem = item["story"]
        add: Any = handler.addQuickElement  # type: ignore[attr-defined]
        add("title", story.title)
        add("link", story.link)
        add("guid", story.id, {"isPermaLink": "false"})
        add("description", story.summary)
        add("content:encoded", story.content)
        for maker in story.makers:
            add("dc:creator", maker.name)
        if story.published_at:
            add("pubDate", rfc2822_date(timezone.localtime(story.published_at)))
        if story.updated_at and story.updated_at != story.published_at:
            add("atom:updated", timezone.localtime(story.updated_at).isoformat(timespec="seconds"))
        add("dc:language", story.language)
        for tag in story.tags:
            add("category", tag.name)


def _feed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    return require_safe(cache_control(public=True, no_cache=True)(view))


@_feed
def front(request: HttpRequest) -> HttpResponse:
    """The newest stories of the site. At most 6 queries."""
    state = FeedState.objects.filter(key="").first()
    return _answer(request, "", state, Article.objects.published, "", reverse("articles:front"), settings.LANGUAGE_CODE)


@_feed
def section(request: HttpRequest, slug: str) -> HttpResponse:
    found, state = _with_state(Section.objects.all(), "section", slug)
    rows = SectionListing.objects.filter(section=found).published
    return _answer(request, f"section:{found.pk}", state, rows, found.name, _page("place", slug), found.language)


@_feed
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    found, state = _with_state(Tag.objects.all(), "tag", slug)
    rows = TaggedArticle.objects.filter(tag=found).published
    return _answer(request, f"tag:{found.pk}", state, rows, found.name, _page("tag", slug), found.language)


@_feed
def author(request: HttpRequest, slug: str) -> HttpResponse:
    found, state = _with_state(Author.objects.all(), "author", slug)
    rows = Byline.objects.filter(author=found).published
    return _answer(
        request, f"author:{found.pk}", state, rows, found.name, _page("author", slug), settings.LANGUAGE_CODE
    )


def _page(name: str, slug: str) -> str:
    return reverse(f"articles:{name}", args=[slug])


def _with_state(rows: QuerySet[Any], kind: str, slug: str) -> tuple[Any, FeedState | None]:
    """The section, tag or author of that address and the state of its feed, in one query."""
    own_key = Concat(Value(f"{kind}:"), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    from_key = FeedState.objects.filter(key=own_key)
    found = get_object_or_404(
        rows.annotate(
            state_hash=Subquery(from_key.values("hash")[:1]), state_at=Subquery(from_key.values("changed_at")[:1])
        ),
        slug=slug,
    )
    if found.state_hash is None:
        return found, None
    return found, FeedState(key=f"{kind}:{found.pk}", hash=found.state_hash, changed_at=found.state_at)


def _answer(
    request: HttpRequest, key: str, state: FeedState | None, rows: Published, name: str, path: str, language: str
) -> HttpResponse:
    now = timezone.now()
    body = _xml(rows, now, name, path, language)
    digest = hashlib.sha256(body).hexdigest()
    changed_at = state.changed_at if state and state.hash == digest else _changed(key, digest, now)
    return _validated(request, body, f'"{digest[:40]}"', changed_at, now)


def _xml(rows: Published, now: dt.datetime, name: str, path: str, language: str) -> bytes:
    site = normalise(settings.SITE_NAME)
    feed = StoryFeed(
        title=f"{name} – {site}" if name else site,
        link=settings.SITE_URL + path,
        description=normalise(settings.SITE_DESCRIPTION),
        language=f"{language}-IN",
        feed_url=f"{settings.SITE_URL}{path}rss.xml",
    )
    for item in _items(rows, now):
        feed.add_item(
            title=item.title, link=item.link, description=item.summary, pubdate=item.published_at,
            updateddate=item.updated_at, story=item,
        )  # fmt: skip
    return feed.writeString("utf-8").encode("utf-8")


def _items(rows: Published, now: dt.datetime) -> list[FeedItem]:
    """The newest items. Five queries, however many there are."""
    articles = []
    for row in with_newest_correction(rows(now)).with_stories("section", "lead_image")[:LENGTH]:
        article: Any = row if isinstance(row, Article) else row.article
        article.newest_correction, article.newest_correction_at = row.newest_correction, row.newest_correction_at
        articles.append(article)
    sections: dict[int, Section] = {article.section_id: article.section for article in articles if article.section_id}
    return [feed_item(story) for story in stories(articles, sections, FOR_FEED)]


def _changed(key: str, digest: str, now: dt.datetime) -> dt.datetime | None:
    """Notes that the feed's content has changed; since when, in whole seconds. Later than any time noted before.

    None where it cannot be noted: then the answer has no Last-Modified, which is less but not wrong.
    """
    second = now.replace(microsecond=0)
    try:
        with transaction.atomic():
            state, created = FeedState.objects.select_for_update().get_or_create(
                key=key, defaults={"hash": digest, "changed_at": second}
            )
            if not created and state.hash != digest:
                state.hash, state.changed_at = digest, max(second, state.changed_at + _SECOND)
                state.save()
            return state.changed_at
    except DatabaseError:
        return None


def _validated(
    request: HttpRequest, body: bytes, etag: str, changed_at: dt.datetime | None, now: dt.datetime
) -> HttpResponse:
    """The answer with its validators, or 304.

    Two changes in one second make `changed_at` run ahead of the clock: it is compared as it is, but never told as a
    time to come. A condition that itself lies in the future is no condition (RFC 9110, 13.1.3).
    """
    response = HttpResponse(body, content_type="application/rss+xml; charset=utf-8")
    since = parse_http_date_safe(request.META.get("HTTP_IF_MODIFIED_SINCE", ""))
    if since is not None and since > now.timestamp():
        del request.META["HTTP_IF_MODIFIED_SINCE"]
    modified = int(changed_at.timestamp()) if changed_at else None
    answer = get_conditional_response(request, etag=etag, last_modified=modified, response=response) or response
    answer.headers["ETag"] = etag
    if modified is not None:
        answer.headers["Last-Modified"] = http_date(min(modified, int(now.timestamp())))
    return answer
