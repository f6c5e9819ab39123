"""RSS feeds with permanent ids, the full text, all contributors, and exact ETag and Last-Modified headers.

A feed's Last-Modified is observed, not computed. Whenever a feed is rendered, the hash of its content is compared with
the saved one (`FeedState`); only if it differs does the time move, and always forward. So the time marks every change,
whatever its cause: a new or withdrawn story, one that came due or expired, a renamed author, a new template. See
docs/decisions/0005-feed-validators.md.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from operator import is_
from typing import Any
from xml.sax.saxutils import XMLGenerator

from django.conf import settings
from django.db import DatabaseError, IntegrityError
from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Rss201rev2Feed, rfc2822_date
from django.utils.http import http_date, parse_http_date_safe
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.models import (
    Article,
    Author,
    Byline,
    CompiledQuery,
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
    SiteIdentity,
    Story,
    feed_content,
    feed_summary,
    feed_updated_at,
    site_identity,
    stories,
    with_newest_correction,
)
from articles.text import direction, isolated_plain, written_language

logger = logging.getLogger("newsroom.feeds")

LENGTH = 30
_KEPT = 120  # stories with their items, of each kind of feed
_KEPT_DIGESTS = 10  # each keeps the thirty stories of its feed
_SECOND = dt.timedelta(seconds=1)

# By the key of a channel: what its feed was made of last, and the hash of its content.
_digests: dict[str, tuple[_Feed, str]] = {}


class StoryFeed(Rss201rev2Feed):
    """RSS 2.0 with the full text, several creators and the time of the last change."""

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_root_elements(self, handler: XMLGenerator) -> None:
        """Do as the base class, but leave lastBuildDate out of an empty feed, where it would be the present time."""
        add: Any = handler.addQuickElement  # type: ignore[attr-defined]
        add("title", self.feed["title"])
        add("link", self.feed["link"])
        add("description", self.feed["description"])
        add("atom:link", None, {"rel": "self", "type": "application/rss+xml", "href": self.feed["feed_url"]})
        add("language", self.feed["language"])
        if self.items:
            add("lastBuildDate", rfc2822_date(self.latest_post_date()))

    def add_item_elements(self, handler: XMLGenerator, item: dict[str, Any]) -> None:
        """Write the item as it was written last: the same story says the same."""
        kept = {} if settings.DEBUG else vars(item["story"])
        if "feed_item" not in kept:
            written = io.StringIO()
            self._add_item_elements(SimplerXMLGenerator(written, "utf-8", short_empty_elements=True), item)
            kept["feed_item"] = written.getvalue()
        # The one method that writes what it is given.
        handler.ignorableWhitespace(kept["feed_item"])

    def _add_item_elements(self, handler: XMLGenerator, item: dict[str, Any]) -> None:
        story: Story = item["story"]
        add: Any = handler.addQuickElement  # type: ignore[attr-defined]
        add("title", item["title"])
        add("link", item["link"])
        add("guid", f"urn:uuid:{story.feed_id}", {"isPermaLink": "false"})
        # Escaped, because feed readers treat a description as HTML.
        add("description", escape(item["description"]))
        add("content:encoded", feed_content(story))
        for contributor in story.bylines:
            add("dc:creator", contributor.name)
        if story.published_at:
            add("pubDate", rfc2822_date(timezone.localtime(story.published_at)))
        if item["updateddate"] and item["updateddate"] != story.published_at:
            add("atom:updated", timezone.localtime(item["updateddate"]).isoformat(timespec="seconds"))
        is_rtl = direction(story.headline) == "rtl"  # The desk has no Urdu to choose.
        add("dc:language", written_language(story.headline) if is_rtl else story.language)
        # A reader of RSS expects one at most.
        if file := story.lead_video or next(iter(story.files.values()), None):
            enclosure = {"url": settings.SITE_URL + file.url, "length": str(file.bytes), "type": file.content_type}
            add("enclosure", "", enclosure)
        for name in (*([story.paid.label] if story.paid else []), *(tag.name for tag in story.tags)):
            add("category", name)


def _feed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    return csrf_exempt(require_safe(cache_control(public=True, no_cache=True)(view)))


@dataclass(frozen=True)
class _Channel:
    """What a feed is about: the key of its FeedState, its name ("" for the site), its page's path, its language."""

    key: str
    name: str
    path: str
    language: str


@_feed
def front(request: HttpRequest) -> HttpResponse:
    """Serve the newest stories of the site. At most 6 queries, as for every feed."""
    now = timezone.now()
    rows = _FRONT(at=now)
    return _answer(request, now, rows, _Channel("", "", reverse("articles:front"), settings.LANGUAGE_CODE))


@_feed
def section(request: HttpRequest, slug: str) -> HttpResponse:
    path = reverse("articles:section_or_page", args=[slug])
    return _list_feed(request, slug, "section", Section.objects, path)


@_feed
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    path = reverse("articles:tag", args=[slug])
    return _list_feed(request, slug, "tag", Tag.objects, path)


@_feed
def author(request: HttpRequest, slug: str) -> HttpResponse:
    path = reverse("articles:author", args=[slug])
    return _list_feed(request, slug, "author", Author.objects, path)


def _list_feed(request: HttpRequest, slug: str, kind: str, owners: Any, path: str) -> HttpResponse:
    """Serve the newest stories of the section, tag or author with this slug."""
    now, owners = timezone.now(), owners.filter(slug=slug)
    rows = _OF[kind](at=now, slug=slug)
    owner = getattr(rows[0], kind) if rows else _empty_owner(owners, kind, now)
    # An author writes in several languages.
    language = getattr(owner, "language", settings.LANGUAGE_CODE)
    return _answer(request, now, rows, _Channel(f"{kind}:{owner.pk}", owner.name, path, language))


def _empty_owner(owners: Any, kind: str, now: dt.datetime) -> Any:
    """Return what a feed without stories is about. Raise Http404 for a tag or author whose stories were never public:
    their names may be those of a draft."""
    owner = get_object_or_404(owners)
    if kind == "tag" and not TaggedArticle.objects.filter(tag=owner).was_public(now):
        raise Http404("no story of this tag has been public")
    if kind == "author" and not Byline.objects.filter(author=owner).was_public(now):
        raise Http404("no story of this author has been public")
    return owner


def _newest_rows(rows: VisibleQuerySet, key: Combinable, *related: str) -> QuerySet[Any, Any]:
    """Return the newest rows, each with the feed's saved state and the site's name and tagline."""
    state = FeedState.objects.filter(key=key)
    saved = {"state_hash": Subquery(state.values("hash")[:1]), "state_at": Subquery(state.values("changed_at")[:1])}
    site: dict[str, Any] = {f"site_{name}": Subquery(Site.objects.values(name)[:1]) for name in ("name", "tagline")}
    rows = with_newest_correction(rows.annotate(**saved, **site)).with_stories("section", "lead_image")
    return (rows.select_related(*related) if related else rows)[:LENGTH]


def _newest_of(kind: str, published: Callable[[dt.datetime], VisibleQuerySet], owners: Any) -> CompiledQuery:
    # The key of the feed's FeedState, of which the row's owner is only known in the query.
    key = Concat(Value(f"{kind}:"), Cast(OuterRef(f"{kind}_id"), CharField()), output_field=CharField())

    def build(at: dt.datetime, slug: str) -> QuerySet[Any, Any]:
        owner = Subquery(owners.filter(slug=slug).values("pk")[:1])
        return _newest_rows(published(at).filter(**{f"{kind}_id": owner}), key, kind)

    return CompiledQuery(build, _KEPT)


_FRONT = CompiledQuery(lambda at: _newest_rows(Article.objects.published(at), Value("")), _KEPT)
_OF = {
    "section": _newest_of("section", SectionListing.objects.published, Section.objects),
    "tag": _newest_of("tag", TaggedArticle.objects.published, Tag.objects),
    "author": _newest_of("author", Byline.objects.published, Author.objects),
}


def _answer(request: HttpRequest, now: dt.datetime, rows: list[Any], channel: _Channel) -> HttpResponse:
    feed = _Feed(channel, _site_identity(rows), _stories(rows))
    digest = _digest(feed)
    changed_at = _last_modified(channel.key, digest, _saved_state(rows, channel.key), now)
    return _conditional_response(request, feed, f'"{digest[:40]}"', changed_at, now)


@dataclass(frozen=True)
class _Feed:
    """What a feed says of: its channel, the site, the stories from the newest."""

    channel: _Channel
    site: SiteIdentity
    stories: Sequence[Story]

    def xml(self) -> bytes:
        """Return the feed. No query."""
        feed = StoryFeed(
            title=" – ".join(isolated_plain(name) for name in (self.channel.name, self.site.name) if name),
            link=settings.SITE_URL + self.channel.path,
            description=isolated_plain(self.site.tagline),
            language=f"{self.channel.language}-IN",
            feed_url=f"{settings.SITE_URL}{self.channel.path}rss.xml",
        )
        for story in self.stories:
            feed.add_item(
                title=isolated_plain(story.list_headline), link=story.absolute_url,
                description=isolated_plain(feed_summary(story)),
                pubdate=story.published_at, updateddate=feed_updated_at(story), story=story,
            )  # fmt: skip
        return feed.writeString("utf-8").encode("utf-8")

    def is_made_of_the_same(self, other: _Feed) -> bool:
        """Return whether nothing has changed: then the stories are the same objects."""
        is_same_length = len(self.stories) == len(other.stories)
        beside = (self.channel, self.site) == (other.channel, other.site)
        return beside and is_same_length and all(map(is_, self.stories, other.stories))


def _digest(feed: _Feed) -> str:
    """Return the hash of the feed's content, which is only written if it is not made of what it was made of last."""
    kept = _digests.get(feed.channel.key)
    if kept and feed.is_made_of_the_same(kept[0]) and not settings.DEBUG:
        return kept[1]
    digest = hashlib.sha256(feed.xml()).hexdigest()
    while len(_digests) >= _KEPT_DIGESTS:
        _digests.pop(next(iter(_digests.copy()), ""), None)
    _digests[feed.channel.key] = feed, digest
    return digest


def _site_identity(rows: list[Any]) -> SiteIdentity:
    """Return the site's name and tagline, which the rows carry. One query for an empty feed, else none."""
    if rows:
        return site_identity({"name": rows[0].site_name, "tagline": rows[0].site_tagline})
    return site_identity(Site.objects.values("name", "tagline").first() or {})


def _stories(rows: list[Any]) -> list[Story]:
    articles = []
    for row in rows:
        article: Any = row if isinstance(row, Article) else row.article
        article.newest_correction, article.newest_correction_at = row.newest_correction, row.newest_correction_at
        articles.append(article)
    sections: dict[int, Section] = {article.section_id: article.section for article in articles if article.section_id}
    return stories(articles, sections, FOR_FEED)


def _saved_state(rows: list[Any], key: str) -> FeedState | None:
    """Return the feed's saved state, which the rows carry. One query for an empty feed, else none."""
    if not rows:
        return FeedState.objects.filter(key=key).first()
    if rows[0].state_hash is None:
        return None
    return FeedState(key=key, hash=rows[0].state_hash, changed_at=rows[0].state_at)


def _last_modified(key: str, digest: str, state: FeedState | None, now: dt.datetime) -> dt.datetime | None:
    """Return when the feed last changed, in whole seconds; if it has changed now, save the new state.

    A new time is later than any before. Return None if the state cannot be saved: an answer without Last-Modified is
    still correct. No query if nothing changed, else one; more only if two requests notice a change at once.
    """
    second = now.replace(microsecond=0)
    try:
        for _attempt in range(5):
            if state is None and _create_state(key, digest, second):
                return second
            if state is not None and state.hash == digest:
                return state.changed_at
            if state is not None and (changed_at := _update_state(state, digest, second)):
                return changed_at
            state = FeedState.objects.filter(key=key).first()
    except DatabaseError:
        logger.exception("the change of a feed could not be saved")
    return None


def _create_state(key: str, digest: str, second: dt.datetime) -> bool:
    """Return False if another request has created it meanwhile."""
    try:
        FeedState.objects.create(key=key, hash=digest, changed_at=second)
    except IntegrityError:
        return False
    return True


def _update_state(state: FeedState, digest: str, second: dt.datetime) -> dt.datetime | None:
    """Return the new time, or None if another request has updated the state meanwhile."""
    changed_at = max(second, state.changed_at + _SECOND)
    unchanged = FeedState.objects.filter(key=state.key, hash=state.hash, changed_at=state.changed_at)
    return changed_at if unchanged.update(hash=digest, changed_at=changed_at) else None


def _conditional_response(
    request: HttpRequest, feed: _Feed, etag: str, changed_at: dt.datetime | None, now: dt.datetime
) -> HttpResponse:
    """Return the feed with ETag and Last-Modified, or 304.

    Two changes in one second make `changed_at` run ahead of the clock. It is compared as it is, but a future time
    is never sent. An If-Modified-Since in the future is ignored (RFC 9110, 13.1.3).
    """
    response = HttpResponse(content_type="application/rss+xml; charset=utf-8")
    since = parse_http_date_safe(request.META.get("HTTP_IF_MODIFIED_SINCE", ""))
    if since is not None and since > now.timestamp():
        del request.META["HTTP_IF_MODIFIED_SINCE"]
    modified = int(changed_at.timestamp()) if changed_at else None
    answer = get_conditional_response(request, etag=etag, last_modified=modified, response=response) or response
    if answer is response:
        response.content = feed.xml()
    answer.headers["ETag"] = etag
    if modified is not None:
        answer.headers["Last-Modified"] = http_date(min(modified, int(now.timestamp())))
    return answer
