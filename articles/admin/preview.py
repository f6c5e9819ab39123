"""The story as it stands in the form: its page as readers will see it, and its pre-publish checks. Nothing is saved."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation

from articles import body, rendering
from articles.models import (
    Article,
    Author,
    Byline,
    Image,
    MediaFile,
    PostSnapshot,
    QuotedPost,
    StoryFile,
    StoryImage,
    Tag,
    TaggedArticle,
)
from articles.publishing import BylineLine, Quote
from articles.publishing.checks import Check, StoryParts, check_publishable
from articles.text import detect_language

from .article_form import QuoteForm

# A key by which rows can belong to an article that is not saved yet.
_UNSAVED = 0


@dataclass(frozen=True)
class UnsavedStory:
    """An article and its link rows as a save would write them, unsaved. An invalid field keeps its saved value."""

    story: Article
    bylines: Sequence[Byline]
    tags: Sequence[TaggedArticle]
    quotes: Sequence[QuotedPost]
    images: Mapping[int, Image]
    files: Mapping[int, MediaFile]
    proposed: int
    errors: Sequence[Check] = ()

    def checks(self) -> list[Check]:
        snapshots = [row.snapshot for row in self.quotes]
        return check_publishable(
            self.story, StoryParts(self.bylines, self.tags, snapshots, self.images, self.files, self.proposed)
        )

    def page(self) -> str:
        """Return the page as readers would see it."""
        story, site = self.story, rendering.site_context()
        corrections = list(story.corrections.shown()) if story.pk else []
        story.pk = story.pk or _UNSAVED
        story.cleaned_with = 0
        story._prefetched_objects_cache = {  # type: ignore[attr-defined]
            "bylines": self.bylines,
            "tag_rows": self.tags,
            "quoted_posts": self.quotes,
            "image_rows": [StoryImage(image=image) for image in self.images.values()],
            "file_rows": [StoryFile(file=file) for file in self.files.values()],
            "corrections": corrections,
        }
        (value,) = rendering.stories([story], site.sections_by_id())
        context = rendering.base_context(site, story.section_id)
        context |= rendering.story_context(value, site, story.section_id)
        with translation.override(settings.LANGUAGE_CODE):
            return render_to_string("admin/articles/preview.html", context | {"no_index": True})


def preview_view(model_admin: Any, request: HttpRequest) -> JsonResponse:
    """Answer a POST of the form with the checks, and with the page if `page` is among the parameters.

    `story` is the key of a saved article.
    """
    story = _story(model_admin, request)
    unsaved = story_from_post(model_admin, request, story)
    checks = [asdict(check) for check in (*unsaved.errors, *unsaved.checks())]
    return JsonResponse({"checks": checks, "page": unsaved.page() if "page" in request.POST else ""})


def _story(model_admin: Any, request: HttpRequest) -> Article:
    number = request.POST.get("story", "")
    story = model_admin.get_object(request, number) if number else Article()
    may = model_admin.has_change_permission(request, story) if number else model_admin.has_add_permission(request)
    if request.method != "POST" or story is None or not may:
        raise PermissionDenied
    return story


def story_from_post(model_admin: Any, request: HttpRequest, story: Article) -> UnsavedStory:
    """Apply the submitted form to `story` without saving it; invalid fields keep their saved values."""
    saved = story if story.pk else None
    form = model_admin.get_form(request, saved, change=bool(saved))(request.POST, instance=copy.copy(story))
    form.is_valid()
    ((formset_class, _inline),) = model_admin.get_formsets_with_inlines(request, saved)
    formset = formset_class(request.POST, instance=copy.copy(story), prefix=formset_class.get_default_prefix())
    formset.is_valid()
    changes = form.changes(formset)
    changes.apply(story)
    with contextlib.suppress(ValidationError):
        story.clean_fields()
    due = form.cleaned_data.get("schedule_at")
    story.first_published_at = story.first_published_at or due or timezone.now()
    posts = body.numbers(story.body, "social-post")
    quotes_by_post = {quote.post_id: quote for quote in changes.quotes}
    quoted = [quote for quote in form.quotes if quote.post.pk in posts]
    return UnsavedStory(
        story=story,
        bylines=_bylines(changes.bylines or ()),
        tags=[
            TaggedArticle(tag=Tag(name=name, slug="-", language=detect_language(name))) for name in changes.tags or ()
        ],
        quotes=[QuotedPost(post=one.post, snapshot=_snapshot(one, quotes_by_post[one.post.pk])) for one in quoted],
        images=Image.objects.in_bulk(body.numbers(story.body, "image", "gallery")),
        files=MediaFile.objects.select_related("still").in_bulk(_file_ids(story)),
        errors=[Check("body", str(message), needed=True) for message in form.errors.get("body", ())],
        proposed=sum(not (one.post.confirmed_at or quotes_by_post[one.post.pk].confirmed) for one in quoted),
    )


def saved_story(story: Article) -> UnsavedStory:
    """Return the article and its link rows as they were last saved."""
    if story.pk is None:
        return UnsavedStory(story, (), (), (), {}, {}, 0)
    quotes = list(story.quoted_posts.select_related("post", "snapshot__post"))
    return UnsavedStory(
        story=story,
        bylines=list(story.bylines.all()),
        tags=list(story.tag_rows.all()),
        quotes=quotes,
        images={row.image_id: row.image for row in story.image_rows.select_related("image").order_by("id")},
        files={row.file_id: row.file for row in story.file_rows.select_related("file__still").order_by("id")},
        proposed=sum(row.post.confirmed_at is None for row in quotes),
    )


def _file_ids(story: Article) -> set[int]:
    return {*body.numbers(story.body, "file"), *([story.lead_video_id] if story.lead_video_id else [])}


def _bylines(lines: Sequence[BylineLine]) -> list[Byline]:
    authors = Author.objects.in_bulk({line.author_id for line in lines if line.author_id})
    rows = [Byline(author=authors.get(line.author_id or 0), name=line.name, role=line.role) for line in lines]
    return [row for row in rows if row.author or row.name]


def _snapshot(form: QuoteForm, quote: Quote) -> PostSnapshot:
    words = {name: getattr(quote, name) for name in QuoteForm.Meta.fields}
    return PostSnapshot(post=form.post, media=form.instance.media, **words)
