"""Write the link rows of a story: bylines, tags, section listings and images.

Bylines, tags and listings carry the story's visibility columns. All are written in the story's own transaction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, DateTimeField, F, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.body import numbers
from articles.models import (
    VISIBILITY_FIELDS,
    Article,
    Author,
    Byline,
    Image,
    MediaFile,
    MediaKind,
    Section,
    SectionListing,
    SectionTree,
    State,
    StoryFile,
    StoryImage,
    TaggedArticle,
)
from articles.text import single_line

from . import audit_log, pending, post_commit, tags
from .changes import BylineLine
from .errors import Refused


def write(article: Article, bylines: Sequence[BylineLine] | None, tag_names: Sequence[str] | None) -> None:
    """Update the link rows of a saved story; None leaves bylines or tags as they are.

    Raise Refused for rows that cannot be written and for images and stories of the body that do not exist.
    """
    if bylines is not None:
        _write_bylines(article, bylines)
    if tag_names is not None:
        _write_tags(article, tag_names)
    _write_listings(article)
    _write_images(article)
    _write_files(article)
    _check_related(article)
    copy_visibility(article)


def copy_visibility(article: Article) -> None:
    """Copy the story's visibility columns to its link rows. Three queries."""
    state = {name: getattr(article, name) for name in VISIBILITY_FIELDS}
    is_seen = article.state() in (State.PUBLISHED, State.SCHEDULED)
    # Once readers have seen them they stay seen; a plan that is given up leaves nothing.
    was_seen = When(shown_from__lte=timezone.now(), then=F("shown_from"))
    shown_from = Case(was_seen, default=Value(article.publish_at if is_seen else None, output_field=DateTimeField()))
    article.bylines.update(**state, shown_from=shown_from)
    article.tag_rows.update(**state, shown_from=shown_from)
    article.listings.update(**state)


def _write_bylines(article: Article, lines: Sequence[BylineLine]) -> None:
    # Lines without an author and a name are empty lines of the form.
    rows = [_byline(article, line) for line in lines if line.author_id or single_line(line.name)]
    named = [row.author_id for row in rows if row.author_id]
    if len(named) != len(set(named)):
        raise Refused({"bylines": _("An author stands here twice. Put both roles on one line.")})
    if len(named) != Author.objects.filter(pk__in=named).count():
        raise Refused({"bylines": _("An author chosen here does not exist any more.")})
    if [_values(row) for row in rows] == [_values(row) for row in article.bylines.all()]:
        return
    seen: dict[int | None, dt.datetime | None] = dict(article.bylines.values_list("author_id", "shown_from"))
    for order, row in enumerate(rows):
        row.order, row.shown_from = order, seen.get(row.author_id)
    article.bylines.all().delete()
    Byline.objects.bulk_create(rows)


def _byline(article: Article, line: BylineLine) -> Byline:
    # The name of an author's line comes from the author.
    row = Byline(article=article, author_id=line.author_id, name="" if line.author_id else line.name, role=line.role)
    try:
        row.clean_fields(exclude=["article", "author"])
    except ValidationError as error:
        raise Refused({"bylines": " ".join(error.messages)}) from None
    return row


def _values(row: Byline) -> tuple[int | None, str, str]:
    return row.author_id, row.name, row.role


def _write_tags(article: Article, names: Sequence[str]) -> None:
    wanted = tags.resolve(names)
    present = {row.tag_id: row for row in article.tag_rows.all()}
    article.tag_rows.filter(tag_id__in=set(present) - {tag.pk for tag in wanted}).delete()
    TaggedArticle.objects.bulk_create(
        TaggedArticle(content_object=article, tag=tag) for tag in wanted if tag.pk not in present
    )


def _write_listings(article: Article) -> None:
    line = SectionTree(Section.objects.all()).with_ancestors(article.section_id)
    wanted = {section.pk for section in line}
    present = set(article.listings.values_list("section_id", flat=True))
    if gone := present - wanted:
        article.listings.filter(section_id__in=gone).delete()
    SectionListing.objects.bulk_create(
        SectionListing(article=article, section_id=section_id) for section_id in sorted(wanted - present)
    )


def _write_images(article: Article) -> None:
    wanted = set(numbers(article.body, "image", "gallery"))
    present = set(article.image_rows.values_list("image_id", flat=True))
    if missing := (new := wanted - present) - set(Image.objects.filter(pk__in=new).values_list("pk", flat=True)):
        message = _("The text shows an image that is not in the library: number %(id)s. Take it out or choose another.")
        happened = audit_log.last_act("image", str(min(missing)), "delete")
        raise Refused({"body": f"{happened} {message % {'id': min(missing)}}".strip()})
    if gone := present - wanted:
        article.image_rows.filter(image_id__in=gone).delete()
    StoryImage.objects.bulk_create(StoryImage(article=article, image_id=image_id) for image_id in sorted(new))
    named = new | ({article.lead_image_id} if article.lead_image_id else set())
    pending.settle(Image.objects.filter(pk__in=named, pending_by__isnull=False).select_related("pending_by"))


def _write_files(article: Article) -> None:
    """Write a row for each file of the body and for the lead video. One query if there are none."""
    wanted = {*numbers(article.body, "file"), *([article.lead_video_id] if article.lead_video_id else [])}
    present = set(article.file_rows.values_list("file_id", flat=True))
    kinds = dict(MediaFile.objects.filter(pk__in=wanted).values_list("pk", "kind")) if wanted else {}
    if missing := wanted - set(kinds):
        message = _("The text shows a file that is not there: number %(id)s. Take it out or choose another.")
        raise Refused({"body": message % {"id": min(missing)}})
    if article.lead_video_id and kinds[article.lead_video_id] != MediaKind.VIDEO:
        raise Refused({"lead_video": _("This file is no video. Choose one.")})
    if gone := present - wanted:
        article.file_rows.filter(file_id__in=gone).delete()
    StoryFile.objects.bulk_create(StoryFile(article=article, file_id=file_id) for file_id in sorted(wanted - present))


def _check_related(article: Article) -> None:
    """Raise Refused if a related story does not exist. Whether readers see it is decided when the page is rendered.

    No query if the body has no related story.
    """
    related = set(numbers(article.body, "story"))
    if related and (missing := related - set(Article.objects.filter(pk__in=related).values_list("pk", flat=True))):
        message = _("The text points to a story that does not exist: number %(id)s. Take it out or choose another.")
        raise Refused({"body": message % {"id": min(missing)}})


@transaction.atomic
def relist_below(section: Section) -> None:
    """Rewrite the listings of all stories in a section and below it, after it has moved in the tree."""
    tree = SectionTree(Section.objects.all())
    for part in tree.with_descendants(section.pk):
        above = [s.pk for s in tree.with_ancestors(part.pk)]
        stories = Article.objects.filter(section=part)
        SectionListing.objects.filter(article__in=stories).exclude(section_id__in=above).delete()
        for section_id in above:
            state = stories.exclude(listings__section_id=section_id).values("pk", *VISIBILITY_FIELDS)
            rows = (
                SectionListing(article_id=row.pop("pk"), section_id=section_id, **row) for row in state.iterator(2000)
            )
            SectionListing.objects.bulk_create(rows, batch_size=2000)
    post_commit.after_name_change("section", section.pk)
