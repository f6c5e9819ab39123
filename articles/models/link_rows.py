"""Under what a story is listed and what it shows: rows that belong to the story and are written with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase

from .correction import Correction
from .fields import LineField
from .social_post import Version, VersionRows
from .tag import Tag
from .visibility import LIVE, NamedLink, StoryLink, VisibleQuerySet

if TYPE_CHECKING:
    from .article import Article


def _indexes(by: str, story: str = "article") -> list[models.Index]:
    return [models.Index(fields=[by, "-publish_at", f"-{story}"], condition=LIVE, name=f"{by}_live_stories")]


class Byline(NamedLink):
    """One line of who made a story: a person with a page, or a free name (a guest, an agency), in a role."""

    article = models.ForeignKey(
        "articles.Article", verbose_name=_("story"), on_delete=models.CASCADE, related_name="bylines"
    )
    author = models.ForeignKey(
        "articles.Author", verbose_name=_("author"), null=True, blank=True, on_delete=models.PROTECT
    )
    name = LineField(
        _("or a free name"), max_length=160, blank=True, help_text=_("A guest or an agency without a page.")
    )
    role = LineField(_("role"), max_length=60, blank=True, help_text=_("For example: report, translation, photos."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["order", "id"]
        indexes = _indexes("author")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author"], condition=models.Q(author__isnull=False), name="author_once_a_story"
            ),
            models.CheckConstraint(
                condition=models.Q(author__isnull=False, name="") | models.Q(author__isnull=True) & ~models.Q(name=""),
                name="byline_is_a_person_or_a_name",
            ),
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The name as readers see it. A query, where the author was not fetched along."""
        return self.author.name if self.author else self.name


class TaggedQuerySet(VisibleQuerySet):
    story_key: ClassVar[str] = "content_object_id"


class TaggedArticle(NamedLink, ItemBase):
    """taggit's through model; it is taggit that calls the story `content_object`."""

    content_object = models.ForeignKey(
        "articles.Article", verbose_name=_("story"), on_delete=models.CASCADE, related_name="tag_rows"
    )
    # The class, not its name: taggit resolves it at once.
    tag = models.ForeignKey(Tag, verbose_name=_("tag"), on_delete=models.CASCADE, related_name="uses")

    objects = TaggedQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta:
        verbose_name = _("tag of a story")
        verbose_name_plural = _("tags of stories")
        indexes = _indexes("tag", "content_object")
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="tag_once_a_story")]

    @property
    def article(self) -> Article:
        return self.content_object


class SectionListing(StoryLink):
    """A story stands in its own section and in each above it: one row for each."""

    article = models.ForeignKey(
        "articles.Article", verbose_name=_("story"), on_delete=models.CASCADE, related_name="listings"
    )
    section = models.ForeignKey("articles.Section", verbose_name=_("section"), on_delete=models.CASCADE)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        indexes = _indexes("section")
        constraints = [models.UniqueConstraint(fields=["article", "section"], name="section_once_a_story")]

    def __str__(self) -> str:
        return f"{self.article_id} in {self.section_id}"


class StoryImage(models.Model):
    """An image that a story's body shows."""

    article = models.ForeignKey(
        "articles.Article", verbose_name=_("story"), on_delete=models.CASCADE, related_name="image_rows"
    )
    image = models.ForeignKey(
        "articles.Image", verbose_name=_("image"), on_delete=models.PROTECT, related_name="story_rows"
    )

    class Meta:
        verbose_name = _("image in a story")
        verbose_name_plural = _("images in stories")
        constraints = [models.UniqueConstraint(fields=["article", "image"], name="image_once_a_story")]

    def __str__(self) -> str:
        return f"{self.image_id} in {self.article_id}"


class StoryFile(models.Model):
    """A PDF, audio or video file that a story shows, in its body or as its lead video."""

    article = models.ForeignKey(
        "articles.Article", verbose_name=_("story"), on_delete=models.CASCADE, related_name="file_rows"
    )
    file = models.ForeignKey(
        "articles.MediaFile", verbose_name=_("file"), on_delete=models.PROTECT, related_name="story_rows"
    )

    class Meta:
        verbose_name = _("file in a story")
        verbose_name_plural = _("files in stories")
        constraints = [models.UniqueConstraint(fields=["article", "file"], name="file_once_a_story")]

    def __str__(self) -> str:
        return f"{self.file_id} in {self.article_id}"


class QuotedPostQuerySet(models.QuerySet["QuotedPost"]):
    def for_stories(self) -> QuotedPostQuerySet:
        """Return the rows with their posts, pictures, snapshots, and all that the posts have said. One query."""
        return self.select_related("post__image", "snapshot").annotate(version_rows=VersionRows("post"))


class QuotedPost(models.Model):
    """A post that a story's body quotes, pinned to the snapshot with the words it quotes."""

    article = models.ForeignKey(
        "articles.Article", verbose_name=_("story"), on_delete=models.CASCADE, related_name="quoted_posts"
    )
    post = models.ForeignKey(
        "articles.SocialPost", verbose_name=_("social post"), on_delete=models.PROTECT, related_name="quoted_in"
    )
    snapshot = models.ForeignKey(
        "articles.PostSnapshot", verbose_name=_("snapshot"), on_delete=models.PROTECT, related_name="+"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = QuotedPostQuerySet.as_manager()

    class Meta:
        verbose_name = _("quoted post")
        verbose_name_plural = _("quoted posts")
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["article", "post"], name="post_once_a_story")]

    def __str__(self) -> str:
        return str(self.snapshot)

    def versions(self) -> list[Version]:
        """Return what the post said, in the order of capture; one query unless they are there already."""
        rows = getattr(self, "version_rows", None)
        return self.post.versions() if rows is None else VersionRows.read(rows)


# How to fetch what belongs to a story, each part of any number of stories in one query.
STORY_PARTS = {
    "bylines": models.Prefetch("bylines", Byline.objects.select_related("author__portrait").order_by("order", "id")),
    "tags": models.Prefetch("tag_rows", TaggedArticle.objects.select_related("tag").order_by("id")),
    "tag_names": models.Prefetch(
        "tag_rows", TaggedArticle.objects.select_related("tag").prefetch_related("tag__names").order_by("id")
    ),
    "listings": models.Prefetch("listings"),
    "corrections": models.Prefetch("corrections", Correction.objects.shown()),
    "posts": models.Prefetch("quoted_posts", QuotedPost.objects.select_related("post__image", "snapshot")),
    "files": models.Prefetch("file_rows", StoryFile.objects.select_related("file__still").order_by("id")),
    "images": models.Prefetch("image_rows", StoryImage.objects.select_related("image").order_by("id")),
}
