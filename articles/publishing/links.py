"""The rows that stand beside a story: who made it, what it is about, where it is listed, what it shows.

They carry the story's visibility columns and are written in the story's own transaction.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.body import numbers
from articles.models import (
    VISIBILITY_FIELDS,
    Article,
    Author,
    Byline,
    Image,
    Section,
    SectionListing,
    SectionTree,
    StoryImage,
    TaggedArticle,
)
from articles.text import single_line

from . import post_commit, tags
from .changes import BylineLine
from .errors import Refused

LISTED = (Byline, TaggedArticle, SectionListing)


def write(story: Article, bylines: Sequence[BylineLine] | None, tag_names: Sequence[str] | None) -> None:
    """Brings the rows in step with the saved story; None leaves bylines or tags as they are."""
    if bylines is not None:
        _write_bylines(story, bylines)
    if tag_names is not None:
        _write_tags(story, tag_names)
    _write_listings(story)
    _write_images(story)
    _check_related(story)
    copy_visibility(story)


def copy_visibility(story: Article) -> None:
    state = {name: getattr(story, name) for name in VISIBILITY_FIELDS}
    story.bylines.update(**state)
    story.tag_rows.update(**state)
    story.listings.update(**state)


def _write_bylines(story: Article, lines: Sequence[BylineLine]) -> None:
    # A line without a person or a name says nothing.
    rows = [_byline(story, line) for line in lines if line.author_id or single_line(line.name)]
    named = [row.author_id for row in rows if row.author_id]
    if len(named) != len(set(named)):
        raise Refused({"bylines": _("An author stands here twice. Put both roles on one line.")})
    if len(named) != Author.objects.filter(pk__in=named).count():
        raise Refused({"bylines": _("An author chosen here does not exist any more.")})
    if [_said(row) for row in rows] == [_said(row) for row in story.bylines.all()]:
        return
    for order, row in enumerate(rows):
        row.order = order
    story.bylines.all().delete()
    Byline.objects.bulk_create(rows)


def _byline(story: Article, line: BylineLine) -> Byline:
    # A line that names a person needs no free name.
    row = Byline(article=story, author_id=line.author_id, name="" if line.author_id else line.name, role=line.role)
    try:
        row.clean_fields(exclude=["article", "author"])
    except ValidationError as fault:
        raise Refused({"bylines": " ".join(fault.messages)}) from None
    return row


def _said(row: Byline) -> tuple[int | None, str, str]:
    return row.author_id, row.name, row.role


def _write_tags(story: Article, names: Sequence[str]) -> None:
    wanted = tags.resolve(names)
    present = {row.tag_id: row for row in story.tag_rows.all()}
    story.tag_rows.filter(tag_id__in=set(present) - {tag.pk for tag in wanted}).delete()
    TaggedArticle.objects.bulk_create(
        TaggedArticle(content_object=story, tag=tag) for tag in wanted if tag.pk not in present
    )


def _write_listings(story: Article) -> None:
    line = SectionTree(Section.objects.all()).line(story.section_id)
    wanted = {section.pk for section in line}
    present = set(story.listings.values_list("section_id", flat=True))
    if gone := present - wanted:
        story.listings.filter(section_id__in=gone).delete()
    SectionListing.objects.bulk_create(
        SectionListing(article=story, section_id=section_id) for section_id in sorted(wanted - present)
    )


def _write_images(story: Article) -> None:
    wanted = set(numbers(story.body, "image", "gallery"))
    present = set(story.image_rows.values_list("image_id", flat=True))
    if missing := (new := wanted - present) - set(Image.objects.filter(pk__in=new).values_list("pk", flat=True)):
        message = _("The text shows an image that is not in the library: number %(id)s. Take it out or choose another.")
        raise Refused({"body": message % {"id": min(missing)}})
    if gone := present - wanted:
        story.image_rows.filter(image_id__in=gone).delete()
    StoryImage.objects.bulk_create(StoryImage(article=story, image_id=image_id) for image_id in sorted(new))


def _check_related(story: Article) -> None:
    """A related story must exist; whether readers see it is asked when a page is made. No query without one."""
    related = set(numbers(story.body, "story"))
    if related and (missing := related - set(Article.objects.filter(pk__in=related).values_list("pk", flat=True))):
        message = _("The text points to a story that does not exist: number %(id)s. Take it out or choose another.")
        raise Refused({"body": message % {"id": min(missing)}})


@transaction.atomic
def relist_below(section: Section) -> None:
    """After a section has moved in the tree: the listings of all stories in it and its parts, as they must now be."""
    tree = SectionTree(Section.objects.all())
    for part in tree.below(section.pk):
        above = [s.pk for s in tree.line(part.pk)]
        stories = Article.objects.filter(section=part)
        SectionListing.objects.filter(article__in=stories).exclude(section_id__in=above).delete()
        for section_id in above:
            state = stories.exclude(listings__section_id=section_id).values("pk", *VISIBILITY_FIELDS)
            rows = (
                SectionListing(article_id=row.pop("pk"), section_id=section_id, **row) for row in state.iterator(2000)
            )
            SectionListing.objects.bulk_create(rows, batch_size=2000)
    post_commit.after_name_change("section", section.pk)
