"""Pre-publish checks: what must be there before readers may see an article, and advice on what would improve it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import body
from articles.models import Article, Byline, Image, MediaFile, MediaKind, PostSnapshot
from articles.text import clusters

from . import markers, quotes, social_posts
from .errors import NotReady, Refused

# The best length, in letters as readers count them: what lists, search pages and social cards show without cutting.
LENGTHS: dict[str, tuple[int, int]] = {
    "headline": (20, 110),
    "short_headline": (0, 70),
    "standfirst": (0, 250),
    "seo_title": (0, 60),
    "seo_description": (70, 160),
}


@dataclass(frozen=True)
class Check:
    """One finding: something that is needed before publication, or else advice.

    `where` is a field of the article or one of its parts (bylines, tags, quotes, images). `number` is the id of the
    post or image, or the index of the heading in the body; `text` is what to look for there.
    """

    where: str
    message: str
    needed: bool = False
    number: int | None = None
    text: str = ""


@dataclass(frozen=True)
class StoryParts:
    """The rows that belong to an article, saved or as they stand in a form."""

    bylines: Sequence[Byline] = ()
    tags: Sequence[object] = ()
    quotes: Sequence[PostSnapshot] = ()  # of the posts in the body, as the story quotes them
    images: Mapping[int, Image] = field(default_factory=dict)  # those in the body, by number
    files: Mapping[int, MediaFile] = field(default_factory=dict)  # those in the body and the lead video, by number
    proposed: int = 0  # posts in the body that nobody has confirmed


def missing(article: Article, proposed: int) -> dict[str, str]:
    """Return the message on everything that is missing, by where it is missing. `proposed` counts unconfirmed posts."""
    errors: dict[str, str] = {}
    if not article.headline:
        errors["headline"] = _("A story needs a headline before it can be published.")
    elif article.headline_proposed:
        errors["headline"] = _("The headline is only proposed. Confirm or change it.")
    if article.section_id is None:
        errors["section"] = _("A story needs a section before it can be published.")
    if not article.body:
        errors["body"] = _("A story needs a text before it can be published.")
    if proposed:
        errors["quotes"] = _("Quoted posts are only proposed: %(count)d. Look at them and confirm them.") % {
            "count": proposed
        }
    return errors


def check_publishable(article: Article, parts: StoryParts) -> list[Check]:
    """Return first what is needed, then advice, each in the order of the form. Only the lead image may take a query."""
    needed = [Check(where, message, needed=True) for where, message in missing(article, parts.proposed).items()]
    return [
        *needed,
        *_markers(article, parts.bylines, parts.quotes),
        *_lengths(article),
        *_body(article),
        *_quotes(parts),
        *_pictures(article, parts),
        *_files(parts),
        *_about(article, parts),
    ]


def _markers(article: Article, bylines: Iterable[Byline], snapshots: Iterable[PostSnapshot]) -> Iterator[Check]:
    for where, marker, number in markers.markers_of(article, bylines, snapshots):
        yield Check(where, marker_message(marker), needed=True, number=number, text=marker)


def marker_message(marker: str) -> str:
    return _("Something is still to come here: “%s”. Write it, or delete the mark.") % marker


def _lengths(article: Article) -> Iterator[Check]:
    for name, (_least, most) in LENGTHS.items():
        length = len(clusters(getattr(article, name)))
        if length > most:
            label = article._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            values = {"field": label, "length": length, "most": most}
            yield Check(name, _("Long for lists and search pages: %(field)s, %(length)d letters of %(most)d.") % values)
    if not article.standfirst:
        yield Check("standfirst", _("A standfirst says in a sentence what the story says."))


def _body(article: Article) -> Iterator[Check]:
    above = 1
    for number, (level, heading) in enumerate(body.headings(article.body)):
        if level > above + 1:
            message = _("A smaller sub-heading stands here without a sub-heading above it: “%s”.") % heading
            yield Check("body", message, number=number)
        above = level
    errors = body.errors(article.body)
    if "empty-heading" in errors:
        yield Check("body", _("A sub-heading is empty."))
    if "link-without-text" in errors:
        yield Check("body", _("A link has no words that could be read or clicked."))


def _quotes(parts: StoryParts) -> Iterator[Check]:
    for snapshot in parts.quotes:
        if not snapshot.text:
            yield Check("quotes", _("A quoted post is without words."), number=snapshot.post_id)
        if message := social_posts.date_contradiction(snapshot):
            yield Check("quotes", message, number=snapshot.post_id)


def _pictures(article: Article, parts: StoryParts) -> Iterator[Check]:
    if article.lead_image is None:
        yield Check("lead_image", _("Without a lead image the story is a bare line in lists and on social networks."))
    else:
        yield from _picture(article.lead_image, "lead_image")
    for image in parts.images.values():
        yield from _picture(image, "images")


def _picture(image: Image, where: str) -> Iterator[Check]:
    if not image.alt:
        yield Check(where, _("An image has no alternative text: “%s”.") % image, number=image.pk)
    if not image.credit:
        yield Check(where, _("An image has no credit: “%s”.") % image, number=image.pk)


def _files(parts: StoryParts) -> Iterator[Check]:
    for file in parts.files.values():
        if file.kind == MediaKind.VIDEO and not file.still_id:
            yield Check("body", _("A video has no still: “%s”.") % file)
        if file.kind != MediaKind.PDF and not file.description:
            yield Check("body", _("Those who cannot hear or see it need a transcript: “%s” has none.") % file)
        if not file.credit:
            yield Check("body", _("A file has no credit: “%s”.") % file)


def _about(article: Article, parts: StoryParts) -> Iterator[Check]:
    if not parts.bylines and not article.source_credit:
        yield Check("bylines", _("Nobody is named as the author or the source."))
    if not parts.tags:
        yield Check("tags", _("Without tags the story is on no topic's page."))
    if not article.seo_description and not article.standfirst:
        yield Check("seo_description", _("Search pages will show the first sentences of the text."))


def require_complete(article: Article) -> None:
    """Raise NotReady with everything that is missing, or still to come where a marker stands. Three queries."""
    errors = missing(article, len(quotes.unconfirmed(article)))
    snapshots = [row.snapshot for row in article.quoted_posts.select_related("snapshot")]
    for check in _markers(article, article.bylines.all(), snapshots):
        errors[check.where] = f"{errors.get(check.where, '')} {check.message}".strip()
    if errors:
        raise NotReady(errors)


def require_end_after_start(article: Article) -> None:
    """Raise Refused if the article would end before readers could see it."""
    if article.expire_at and article.publish_at and article.expire_at <= article.publish_at:
        raise Refused({"expire_at": _("A story cannot end before it is published.")})


def require_end_not_before_start(article: Article) -> None:
    """Raise Refused if the article would end earlier than it began. It may end in the moment of its publication."""
    if article.expire_at and article.publish_at and article.expire_at < article.publish_at:
        raise Refused({"expire_at": _("A story cannot end before it is published.")})


def require_end_in_future(article: Article) -> None:
    """Raise Refused if the article has ended already."""
    if article.expire_at and article.expire_at <= timezone.now():
        raise Refused({"expire_at": _("The time at which the story ends is past. Clear it or choose a later one.")})
