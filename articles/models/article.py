"""The story."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import ClassVar, Literal

from django.conf import settings
from django.db import connection, models
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from .compiled import CompiledQuery
from .correction import CorrectionRows
from .fields import BodyField, CleanedWithField, LineField, ProseField, SlugField, WebAddressField
from .language import Language
from .link_rows import TaggedArticle
from .visibility import LIVE, VISIBILITY_FIELDS, State, Status, Visibility, VisibleQuerySet


class Kind(models.TextChoices):
    NEWS = "news", _("News")
    OPINION = "opinion", _("Opinion")
    ANALYSIS = "analysis", _("Analysis")
    INTERVIEW = "interview", _("Interview")
    EXPLAINER = "explainer", _("Explainer")
    FACT_CHECK = "fact-check", _("Fact check")
    GALLERY = "gallery", _("Gallery")
    VIDEO = "video", _("Video")


Presence = Literal["live", "gone", "missing"]
Span = tuple[dt.datetime, dt.datetime]


class ArticleQuerySet(VisibleQuerySet):
    story_key: ClassVar[str] = "id"

    def at_address(self, article_id: int, at: dt.datetime | None = None) -> tuple[Presence, Article | None]:
        """Return "live" and the article, or "gone" if readers could once see it, else "missing". One query.

        The article comes with its lead image, and with its corrections as `correction_rows`.
        """
        at = at or timezone.now()
        found = (
            next(iter(_AT_ADDRESS(key=article_id)), None) if article_id <= models.BigIntegerField.MAX_BIGINT else None
        )
        if found is None or found.first_published_at is None or found.first_published_at > at:
            return "missing", None
        return ("live", found) if found.is_live(at) else ("gone", None)

    def spans_with_any(self, spans: Sequence[Span]) -> list[Span]:
        """Return the spans (first moment included, last excluded) in which at least one of the stories was published.

        One query, with one index look-up for each span however many stories there are; none for no spans.
        """
        if not spans:
            return []
        following = self.filter(publish_at__gte=RawSQL("span.first", ())).order_by("publish_at", "id")
        sql, given = following.values("publish_at")[:1].query.sql_with_params()
        rows = ", ".join(["(%s, %s, %s)"] * len(spans))
        moments = [
            value
            for number, span in enumerate(spans)
            for value in (number, *(connection.ops.adapt_datetimefield_value(moment) for moment in span))
        ]
        asked = f"WITH span(number, first, last) AS (VALUES {rows}) SELECT number FROM span WHERE ({sql}) < span.last"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(asked, [*moments, *given])
            return [spans[number] for (number,) in sorted(cursor.fetchall())]

    def kept(self) -> ArticleQuerySet:
        """Articles that are not in the trash."""
        return self.filter(deleted_at__isnull=True)


def _by_status() -> list[models.Index]:
    """Return the indexes of the desk's lists by status: one for each but "published", which nearly all stories have.

    An index on the status itself would lure SQLite away from `article_live`: it would sort every published story for
    a list of twenty. The list of published ones walks `article_last_saved`.
    """
    return [
        models.Index(fields=["-saved_at", "-id"], condition=models.Q(status=status), name=f"article_{status}")
        for status in Status
        if status != Status.PUBLISHED
    ]


class Article(Visibility):
    """A story. Data only: its state is changed by `articles.publishing`.

    The primary key is the public id in its address and never used again; `feed_id` is its permanent id in feeds.
    `version` counts saves: a save says which one it began from. `schedule_at` is the time that the desk plans; it
    decides nothing. It equals `publish_at` from the moment the story is scheduled until readers see it.
    """

    feed_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    import_ref = LineField(max_length=200, unique=True, null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    headline = LineField(_("headline"), max_length=300, blank=True)
    headline_proposed = models.BooleanField(
        _("headline is only proposed"), default=False, help_text=_("Taken from the text by the import; please confirm.")
    )
    short_headline = LineField(
        _("short headline"), max_length=120, blank=True, help_text=_("For lists, feeds and social cards.")
    )
    kicker = LineField(_("kicker"), max_length=80, blank=True, help_text=_("The word or two above the headline."))
    standfirst = ProseField(_("standfirst"), blank=True, help_text=_("What the story says, in a sentence or two."))
    body = BodyField(_("body"), blank=True)
    cleaned_with = CleanedWithField()
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.NEWS)
    language = models.CharField(_("language"), max_length=5, choices=Language.choices, default=Language.HINDI)
    dateline_place = LineField(_("dateline place"), max_length=80, blank=True)
    source_credit = LineField(_("agency or source"), max_length=120, blank=True)
    paid_by = LineField(
        _("paid for by"), max_length=120, blank=True,
        help_text=_(
            "Who has paid for this story, as readers should know them: they see a label with this name wherever the "
            "story stands. Empty for everything the newsroom publishes of its own accord."
        ),
    )  # fmt: skip
    without_ads = models.BooleanField(
        _("no advertising"), default=False,
        help_text=_("Every slot for advertising stays empty on this story's page: for a death, a disaster, a crime."),
    )  # fmt: skip
    section = models.ForeignKey(
        "articles.Section", verbose_name=_("section"), null=True, blank=True, on_delete=models.PROTECT
    )
    lead_image = models.ForeignKey(
        "articles.Image", verbose_name=_("lead image"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="led_stories",
    )  # fmt: skip
    lead_caption = ProseField(
        _("caption of the lead image"), blank=True, help_text=_("Empty: the caption in the library.")
    )
    lead_video = models.ForeignKey(
        "articles.MediaFile", verbose_name=_("lead video"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", limit_choices_to={"kind": "video"},
        help_text=_("Plays in the place of the lead image. Its still becomes the lead image where there is none."),
    )  # fmt: skip
    canonical_url = WebAddressField(
        _("first published at"), max_length=500, blank=True,
        help_text=_("The address of a story that first stood elsewhere."),
    )  # fmt: skip
    seo_title = LineField(_("title for search engines"), max_length=120, blank=True)
    seo_description = LineField(_("description for search engines"), max_length=300, blank=True)
    slug = SlugField(
        _("words in the address"), max_length=100, blank=True,
        help_text=_("Made from the headline when left empty."),
    )  # fmt: skip

    schedule_at = models.DateTimeField(
        _("when to publish"), null=True, blank=True,
        help_text=_("A plan until the story is scheduled: readers see it then, and not before. The newsroom's time."),
    )  # fmt: skip
    first_published_at = models.DateTimeField(_("first published"), null=True, blank=True, editable=False)
    significant_update_at = models.DateTimeField(_("updated"), null=True, blank=True, editable=False)
    saved_at = models.DateTimeField(_("last saved"), editable=False, default=timezone.now)
    created_at = models.DateTimeField(_("begun"), editable=False, default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("begun by"), null=True, editable=False, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip

    authors: models.ManyToManyField = models.ManyToManyField(
        "articles.Author", through="articles.Byline", related_name="+", editable=False
    )
    tags = TaggableManager(
        through=TaggedArticle, blank=True, verbose_name=_("tags"), help_text=_("Separated by commas.")
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-saved_at", "-id"]
        indexes = [
            models.Index(fields=["-publish_at", "-id"], condition=LIVE, name="article_live"),
            models.Index(fields=["section", "-publish_at", "-id"], condition=LIVE, name="article_live_in_section"),
            models.Index(fields=["kind", "-publish_at", "-id"], condition=LIVE, name="article_live_of_kind"),
            models.Index(fields=["-saved_at", "-id"], name="article_last_saved"),
            *_by_status(),
            models.Index(fields=["expire_at"], condition=models.Q(expire_at__isnull=False), name="article_expiring"),
            models.Index(fields=["created_by", "-saved_at"], name="article_mine"),
            models.Index(
                fields=["-saved_at", "-id"], condition=models.Q(deleted_at__isnull=False), name="article_in_the_trash"
            ),
            models.Index(fields=["-saved_at", "-id"], condition=~models.Q(paid_by=""), name="article_paid_for"),
        ]
        permissions = [
            ("edit_any_article", _("Can edit stories of others")),
            ("review_article", _("Can approve stories and send them back")),
            ("publish_article", _("Can publish, schedule and edit published stories")),
            ("withdraw_article", _("Can withdraw stories")),
            ("correct_article", _("Can add corrections")),
            ("trash_article", _("Can put any story in the trash and restore it")),
            ("import_article", _("Can import stories from text")),
        ]

    def __str__(self) -> str:
        return self.headline or str(_("(no headline yet)"))

    def is_live(self, at: dt.datetime | None = None) -> bool:
        """Return what `published()` would say of this row; a test keeps the two equal."""
        at = at or timezone.now()
        return (
            self.status == Status.PUBLISHED
            and self.deleted_at is None
            and self.publish_at is not None
            and self.publish_at <= at
            and (self.expire_at is None or self.expire_at > at)
        )

    def is_scheduled(self, at: dt.datetime | None = None) -> bool:
        at = at or timezone.now()
        return self.status == Status.PUBLISHED and self.publish_at is not None and self.publish_at > at

    def state(self, at: dt.datetime | None = None) -> State:
        """Return the state at that time (now by default)."""
        at = at or timezone.now()
        if self.deleted_at is not None:
            return State.TRASH
        if self.is_scheduled(at):
            return State.SCHEDULED
        if self.status == Status.PUBLISHED and not self.is_live(at):
            return State.EXPIRED
        return State(self.status)

    @property
    def has_address(self) -> bool:
        """Whether readers may have the story's address, or will have it: it has been published or is scheduled."""
        return self.first_published_at is not None

    @property
    def list_headline(self) -> str:
        return self.short_headline or self.headline

    def get_absolute_url(self) -> str:
        """The story's address. Needs the section: a query, where it was not fetched along."""
        if self.section is None:
            return ""
        return reverse("articles:story", args=[self.section.slug, self.slug or "-", self.pk])


_AT_ADDRESS = CompiledQuery(
    lambda key: (
        Article.objects.filter(pk=key).select_related("lead_image").annotate(correction_rows=CorrectionRows("pk"))
    )
)

# The columns that an editor writes: every field of the model but those with `editable=False`, in the order of the form.
# The times stand last there, beside the buttons. Forms, Changes, revisions and the Story value read these.
EDITORIAL_FIELDS = tuple(
    sorted(
        (field.name for field in Article._meta.local_fields if field.editable and not field.primary_key),
        key=lambda name: name in VISIBILITY_FIELDS,
    )
)
# Of these, the ones whose value is plain text or a yes/no, and the yes/no ones alone.
PLAIN_FIELDS = tuple(
    name
    for name in EDITORIAL_FIELDS
    if isinstance(Article._meta.get_field(name), models.CharField | models.TextField | models.BooleanField)
)
FLAG_FIELDS = tuple(name for name in PLAIN_FIELDS if isinstance(Article._meta.get_field(name), models.BooleanField))
