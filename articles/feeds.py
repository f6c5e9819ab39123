"""RSS feeds: permanent ids, the full text, everyone who made a story, and validators that are never wrong.

A feed's Last-Modified is observed, not worked out: when the feed is made its content is hashed and compared with what
it was when last made (`FeedState`), and only then does the time move, always forward. So it marks every change whatever
its cause: a new story, one withdrawn, one that came due or expired by the clock, an author renamed, a new template.
docs/decisions/0005-feed-validators.md tells more.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any
from xml.sax.saxutils import XMLGenerator

from django.conf import settings
from django.db import DatabaseError, IntegrityError
from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Rss201rev2Feed, rfc2822_date
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.models import (
    Article,
    Author,
    Byline,
    FeedState,
    Section,
    SectionListing,
    Site,
    Tag,
    TaggedArticle,
    VisibleQuerySet,
)
from articles.rendering import (
    FOR_FEED,
    FeedItem,
    SiteIdentity,
    feed_item,
    site_identity,
    stories,
    with_newest_correction,
)

logger = logging.getLogger("newsroom.feeds")

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
        add("atom:link", None, {"rel": "self", "type": "application/rss+xml", "href": self.feed["feed_url"]})
        add("language", self.feed["language"])
        if self.items:
            add("lastBuildDate", rfc2822_date(self.latest_post_date()))

    def add_item_elements(self, handler: XMLGenerator, item: dict[str, Any]) -> None:
        story: FeedItem = item["story"]
        add: Any = handler.addQuickElement  # type: ignore[attr-defined]
        add("title", story.title)
        add("link", story.link)
        add("guid", story.id, {"isPermaLink": "false"})
        # Feed readers take it for HTML.
        add("description", escape(story.summary))
        add("content:encoded", story.content)
        for contributor in story.contributors:
            add("dc:creator", contributor.name)
        if story.published_at:
            add("pubDate", rfc2822_date(timezone.localtime(story.published_at)))
        if story.updated_at and story.updated_at != story.published_at:
            add("atom:updated", timezone.localtime(story.updated_at).isoformat(timespec="seconds"))
        add("dc:language", story.language)
        for name in (*([story.paid.label] if story.paid else []), *(tag.name for tag in story.tags)):
            add("category", name)


def _feed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    return csrf_exempt(require_safe(cache_control(public=True, no_cache=True)(view)))


@dataclass(frozen=True)
class _Channel:
    """What a feed is of: the key of its state, its name (none: the whole site), the page it goes with, its language."""

    key: str
    name: str
    path: str
    language: str


@_feed
def front(request: HttpRequest) -> HttpResponse:
    """The newest stories of the site. At most 6 queries, as for every feed."""
    now = timezone.now()
    rows = _newest(Article.objects.published(now), Value(""))
    return _answer(request, now, rows, _Channel("", "", reverse("articles:front"), settings.LANGUAGE_CODE))


@_feed
def section(request: HttpRequest, slug: str) -> HttpResponse:
    now, sections = timezone.now(), Section.objects.filter(slug=slug)
    rows = _newest(SectionListing.objects.filter(section_id=_only(sections)).published(now), _key("section"), "section")
    of = rows[0].section if rows else get_object_or_404(sections)
    path = reverse("articles:section_or_page", args=[slug])
    return _answer(request, now, rows, _Channel(f"section:{of.pk}", of.name, path, of.language))


@_feed
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    now, tags = timezone.now(), Tag.objects.filter(slug=slug)
    rows = _newest(TaggedArticle.objects.filter(tag_id=_only(tags)).published(now), _key("tag"), "tag")
    of = rows[0].tag if rows else get_object_or_404(tags)
    path = reverse("articles:tag", args=[slug])
    return _answer(request, now, rows, _Channel(f"tag:{of.pk}", of.name, path, of.language))


@_feed
def author(request: HttpRequest, slug: str) -> HttpResponse:
    now, authors = timezone.now(), Author.objects.filter(slug=slug)
    rows = _newest(Byline.objects.filter(author_id=_only(authors)).published(now), _key("author"), "author")
    of = rows[0].author if rows else get_object_or_404(authors)
    path = reverse("articles:author", args=[slug])
    return _answer(request, now, rows, _Channel(f"author:{of.pk}", of.name, path, settings.LANGUAGE_CODE))


def _only(found: QuerySet[Any]) -> Subquery:
    return Subquery(found.values("pk")[:1])


def _key(kind: str) -> Combinable:
    """The key of the feed a link row belongs to."""
    return Concat(Value(f"{kind}:"), Cast(OuterRef(f"{kind}_id"), CharField()), output_field=CharField())


def _newest(rows: VisibleQuerySet, key: Combinable, *along: str) -> list[Any]:
    """The rows of the newest stories, each with the state the feed was last seen in and the paper's name. One query."""
    state = FeedState.objects.filter(key=key)
    site: dict[str, Any] = {f"site_{name}": Subquery(Site.objects.values(name)[:1]) for name in ("name", "tagline")}
    noted = {"state_hash": Subquery(state.values("hash")[:1]), "state_at": Subquery(state.values("changed_at")[:1])}
    rows = with_newest_correction(rows.annotate(**noted, **site)).with_stories("section", "lead_image")
    return list((rows.select_related(*along) if along else rows)[:LENGTH])


def _answer(request: HttpRequest, now: dt.datetime, rows: list[Any], channel: _Channel) -> HttpResponse:
    body = _xml(rows, channel)
    digest = hashlib.sha256(body).hexdigest()
    changed_at = _changed(channel.key, digest, _state(rows, channel.key), now)
    return _validated(request, body, f'"{digest[:40]}"', changed_at, now)


def _xml(rows: list[Any], channel: _Channel) -> bytes:
    """Four queries, however many stories there are."""
    facts = _facts(rows)
    feed = StoryFeed(
        title=f"{channel.name} – {facts.name}" if channel.name else facts.name,
        link=settings.SITE_URL + channel.path,
        description=facts.tagline,
        language=f"{channel.language}-IN",
        feed_url=f"{settings.SITE_URL}{channel.path}rss.xml",
    )
    for item in _items(rows):
        feed.add_item(
            title=item.title, link=item.link, description=item.summary, pubdate=item.published_at,
            updateddate=item.updated_at, story=item,
        )  # fmt: skip
    return feed.writeString("utf-8").encode("utf-8")


def _facts(rows: list[Any]) -> SiteIdentity:
    """The paper's name and tagline: as the rows brought them, or for an empty feed by a query."""
    if rows:
        return site_identity({"name": rows[0].site_name, "tagline": rows[0].site_tagline})
    return site_identity(Site.objects.values("name", "tagline").first() or {})


def _items(rows: list[Any]) -> list[FeedItem]:
    articles = []
    for row in rows:
        article: Any = row if isinstance(row, Article) else row.article
        article.newest_correction, article.newest_correction_at = row.newest_correction, row.newest_correction_at
        articles.append(article)
    sections: dict[int, Section] = {article.section_id: article.section for article in articles if article.section_id}
    return [feed_item(story) for story in stories(articles, sections, FOR_FEED)]


def _state(rows: list[Any], key: str) -> FeedState | None:
    """As the rows brought it; an empty feed has none, and no parts of stories to be fetched either."""
    if not rows:
        return FeedState.objects.filter(key=key).first()
    if rows[0].state_hash is None:
        return None
    return FeedState(key=key, hash=rows[0].state_hash, changed_at=rows[0].state_at)


def _changed(key: str, digest: str, state: FeedState | None, now: dt.datetime) -> dt.datetime | None:
    """Since when the feed is as it is, in whole seconds; noted where that has changed, later than any time before.

    None where it cannot be noted: then the answer has no Last-Modified, which is less but not wrong. No query where
    nothing has changed, one where it has; more only where two notice a change at once.
    """
    second = now.replace(microsecond=0)
    try:
        for _attempt in range(5):
            if state is None and _note_first(key, digest, second):
                return second
            if state is not None and state.hash == digest:
                return state.changed_at
            if state is not None and (changed_at := _note_change(state, digest, second)):
                return changed_at
            state = FeedState.objects.filter(key=key).first()
    except DatabaseError:
        logger.exception("the change of a feed could not be noted")
    return None


def _note_first(key: str, digest: str, second: dt.datetime) -> bool:
    try:
        # Not `create`, which would add the two queries of a transaction.
        FeedState(key=key, hash=digest, changed_at=second).save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _note_change(state: FeedState, digest: str, second: dt.datetime) -> dt.datetime | None:
    """None where another answer has noted a change meanwhile."""
    changed_at = max(second, state.changed_at + _SECOND)
    unchanged = FeedState.objects.filter(key=state.key, hash=state.hash, changed_at=state.changed_at)
    return changed_at if unchanged.update(hash=digest, changed_at=changed_at) else None


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
