"""Posts of social networks, stored as data: who wrote what, when, and what we captured of it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.body import NETWORKS, network_of_key

from .append_only import AppendOnly
from .fields import LineField, ProseField, WebAddressField
from .folded import Folded
from .json_rows import JsonRows, moment
from .pending import Pending, PendingQuerySet

# What the posts of a network are called, by its kind.
_KIND_NAMES = {"chart": _("Chart"), "map": _("Map"), "podcast": _("Podcast")}
OTHER_NETWORK = "other"  # of a post on a network without an entry in `articles.body.NETWORKS`


def network_choices() -> list[tuple[str, str | Promise]]:
    """Return the choices of `SocialPost.network`. A callable, so that a further network needs no migration."""
    return [*((known.key, known.name) for known in NETWORKS.values()), (OTHER_NETWORK, _("Other"))]


class PostStatus(models.TextChoices):
    """What is known of the original."""

    UNKNOWN = "unknown", _("not checked")
    LIVE = "live", _("live")
    EDITED = "edited", _("edited since")
    GONE = "gone", _("gone")
    UNREACHABLE = "unreachable", _("cannot be reached")


class CheckResult(models.TextChoices):
    """What a network's answer says. Only LIVE and GONE are about the post, and one GONE alone decides nothing."""

    LIVE = "live", _("the post is there")
    GONE = "gone", _("no such post")
    PRIVATE = "private", _("not for everybody")
    REFUSED = "refused", _("does not let itself be asked")
    RATE_LIMITED = "rate_limited", _("asked too often")
    UNREACHABLE = "unreachable", _("no answer")
    UNUSABLE = "unusable", _("an answer that says nothing of it")


class Policy(models.TextChoices):
    """What readers see of it."""

    KEEP = "keep", _("keep as quoted")
    TEXT_ONLY = "text_only", _("text only")
    LINK_ONLY = "link_only", _("link only")
    WITHDRAWN = "withdrawn", _("withdrawn notice")


class CaptureSource(models.TextChoices):
    """Where the content of a snapshot comes from."""

    TYPED = "typed", _("typed at the desk")
    PASTED = "pasted", _("pasted text")
    OEMBED = "oembed", _("oEmbed answer")
    API = "api", _("the network's open data")


# Of what a network itself has sent.
FETCHED_SOURCES = (CaptureSource.OEMBED, CaptureSource.API)


@dataclass(frozen=True)
class Version:
    """A text of a post, when it was captured, and whether the network itself has sent it."""

    text: str
    at: dt.datetime
    fetched: bool


class VersionRows(JsonRows):
    """All that the post in a column has said: a story's posts come with their versions in one query."""

    def __init__(self, post: str) -> None:
        rows = PostSnapshot.objects.filter(post=models.OuterRef(post))
        super().__init__(rows, "text", "source", "captured_at", "id")

    @staticmethod
    def read(rows: list[tuple[str, str, str, int]]) -> list[Version]:
        """Return the versions of such a column, in the order of capture."""
        times = [(moment(at), number, text, source in FETCHED_SOURCES) for text, source, at, number in rows]
        return [Version(text, at, fetched) for at, _number, text, fetched in sorted(times)]


class SocialPostQuerySet(PendingQuerySet):
    def records(self) -> SocialPostQuerySet:
        """Return those that are no alias of another."""
        return self.filter(same_as__isnull=True)

    def with_snapshots(self) -> Self:
        """With their snapshots and all that `starting_snapshot` asks of them. One query more."""
        return self.prefetch_related(models.Prefetch("snapshots", PostSnapshot.with_use()))


class SocialPost(Folded, Pending):
    """The identity of a post: one record, however its address is spelled.

    Network, id and address are optional: a pasted post may have none yet. Without `confirmed_at` it is only proposed:
    the import found it in a text.
    """

    folded_from = ("url", "network_id")

    network = models.CharField(_("network"), max_length=12, choices=network_choices, blank=True)
    network_id = LineField(_("id in the network"), max_length=200, blank=True)
    url = WebAddressField(_("address"), max_length=500, blank=True)
    status = models.CharField(_("original"), max_length=12, choices=PostStatus.choices, default=PostStatus.UNKNOWN)
    # When a person has set it; the network's next answer about the post sets it again.
    status_set_at = models.DateTimeField(null=True, blank=True, editable=False)
    policy = models.CharField(_("policy"), max_length=12, choices=Policy.choices, default=Policy.KEEP)
    image = models.ForeignKey(
        "articles.Image", verbose_name=_("picture"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="shown_with_posts", help_text=_("From the library, shown with the post and its own credit."),
    )  # fmt: skip
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("confirmed by"), null=True, blank=True, editable=False,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    import_ref = LineField(max_length=200, unique=True, null=True, blank=True, editable=False)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    # Another name of a post that has a record: see `embeds.records`. Nothing but its address and its id is used.
    same_as = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.CASCADE, related_name="aliases"
    )

    # What checks have found; `embeds` writes it. Posts without `check_due_at` are not checked.
    check_due_at = models.DateTimeField(_("next check"), null=True, blank=True, editable=False)
    checked_at = models.DateTimeField(_("last checked"), null=True, blank=True, editable=False)
    last_answer = models.CharField(
        _("last answer"), max_length=16, choices=CheckResult.choices, blank=True, editable=False
    )
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    gone_answers = models.PositiveSmallIntegerField(default=0, editable=False)
    gone_since = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SocialPostQuerySet.as_manager()

    class Meta:
        verbose_name = _("social post")
        verbose_name_plural = _("social posts")
        ordering = ["-added_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "network_id"], condition=~models.Q(network_id=""), name="post_once_a_network"
            ),
            models.UniqueConstraint(fields=["url"], condition=~models.Q(url=""), name="post_once_an_address"),
        ]
        indexes = [
            models.Index(
                fields=["check_due_at"], condition=models.Q(check_due_at__isnull=False), name="post_check_due"
            ),
        ]

    def __str__(self) -> str:
        known_as = self.url or self.network_id or str(self.pk or "")
        return f"{self.get_network_display() or _('Social post')} {known_as}".strip()

    @property
    def kind_name(self) -> str:
        """What this is: a chart, a map, a podcast, or else a quoted post."""
        return str(_KIND_NAMES.get(network_of_key(self.network).kind, _("Quoted post")))

    @property
    def main(self) -> SocialPost:
        """The record of the post: this one, or that of which it is an alias."""
        return self.same_as or self

    def versions(self) -> list[Version]:
        """Return what the post said, in the order of capture; one query unless the snapshots are prefetched."""
        rows = sorted(self.snapshots.all(), key=lambda row: (row.captured_at, row.pk))
        return [Version(row.text, row.captured_at, row.source in FETCHED_SOURCES) for row in rows]

    def starting_snapshot(self, user_id: int | None) -> PostSnapshot | None:
        """Return the snapshot from which this person's new quote begins, None if there is none: the newest that the
        network has sent, or that somebody with the right to publish wrote or published, or this person wrote.

        One query, none after `with_snapshots`.
        """
        is_prefetched = "snapshots" in vars(self).get("_prefetched_objects_cache", {})
        rows: Any = self.snapshots.all() if is_prefetched else PostSnapshot.with_use().filter(post=self)
        for row in sorted(rows, key=lambda row: (row.captured_at, row.pk), reverse=True):
            is_own = user_id is not None and row.captured_by_id == user_id
            if is_own or row.is_trusted or row.was_published or row.source in FETCHED_SOURCES:
                return row
        return None


# The fields of a snapshot that say what the post says.
TEXT_FIELDS = (
    "author_name", "handle", "text", "language", "translation", "translation_language", "posted_at", "posted_day_only",
)  # fmt: skip


class PostSnapshot(Folded, AppendOnly):
    """What a post said at one time, as captured or typed. Never changed: a correction is a further snapshot."""

    folded_from = ("author_name", "handle", "text")

    post = models.ForeignKey(
        SocialPost, verbose_name=_("social post"), on_delete=models.PROTECT, related_name="snapshots"
    )
    author_name = LineField(_("author's name"), max_length=200, blank=True)
    handle = LineField(_("handle"), max_length=200, blank=True, help_text=_("Without the @."))
    text = ProseField(_("text"), blank=True)
    language = LineField(_("language"), max_length=12, blank=True, help_text=_("BCP 47, for example en or hi."))
    translation = ProseField(_("translation"), blank=True)
    translation_language = LineField(_("language of the translation"), max_length=12, blank=True)
    posted_at = models.DateTimeField(_("posted"), null=True, blank=True)
    posted_day_only = models.BooleanField(_("only the day is known"), default=False)
    media = models.JSONField(_("media"), default=list, blank=True, help_text=_("Addresses of pictures and videos."))
    source = models.CharField(_("source"), max_length=8, choices=CaptureSource.choices, default=CaptureSource.TYPED)
    captured_at = models.DateTimeField(_("captured"), default=timezone.now)
    captured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("captured by"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    raw = models.JSONField(_("as received"), null=True, blank=True)
    # Written or confirmed by somebody who may publish: a new quote may begin from it.
    is_trusted = models.BooleanField(default=False, editable=False)
    hash = models.CharField(_("hash"), max_length=64, editable=False, db_index=True)

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering = ["captured_at", "id"]

    def __str__(self) -> str:
        return f"{self.author_name} (@{self.handle})" if self.handle else self.author_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        # The hash is of the values as they will be stored, after the fields have normalised them.
        for field in self._meta.concrete_fields:
            field.pre_save(self, add=True)
        self.hash = self.content_hash()
        super().save(*args, **kwargs)

    @classmethod
    def with_use(cls) -> models.QuerySet[PostSnapshot]:
        """Return the snapshots with who captured them and `was_published`: whether a story that quotes them has, or
        had, or will have an address."""
        quotes = apps.get_model("articles.QuotedPost")._default_manager.filter(snapshot=models.OuterRef("pk"))
        published = models.Exists(quotes.filter(article__first_published_at__isnull=False))
        return cls.objects.select_related("captured_by").annotate(was_published=published)

    def content(self) -> dict[str, Any]:
        """Return what readers see of it as JSON data: the input of the hash, and what a revision stores."""
        # In UTC, as the database returns it: equal times must have equal hashes.
        posted_at = self.posted_at.astimezone(dt.UTC).isoformat() if self.posted_at else None
        return {name: getattr(self, name) for name in TEXT_FIELDS} | {"posted_at": posted_at, "media": self.media}

    def content_hash(self) -> str:
        """Return the SHA-256, in hex, of the content as canonical JSON."""
        canonical = json.dumps(self.content(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
