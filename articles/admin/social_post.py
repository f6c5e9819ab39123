"""Social posts at the desk: what was kept of them, and where they are quoted."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from articles.models import PostSnapshot, SocialPost, Source

from .base import DeskAdmin

_STORY = re.compile(r"[0-9]{1,18}")


class ConfirmedFilter(admin.SimpleListFilter):
    title = _("confirmed")
    parameter_name = "confirmed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("only proposed")), ("yes", _("confirmed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[SocialPost]) -> QuerySet[SocialPost]:
        if self.value() in ("yes", "no"):
            return queryset.filter(confirmed_at__isnull=self.value() == "no")
        return queryset


class SnapshotInline(admin.StackedInline):
    """What is kept is never changed; further words are a further snapshot."""

    model = PostSnapshot
    extra = 0
    fields = [
        "author_name", "handle", "text", "language", "translation", "translation_language", "posted_at",
        "posted_day_only", "source", "captured_at",
    ]  # fmt: skip
    readonly_fields = ["source", "captured_at"]
    ordering = ["captured_at", "id"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        name = "change_socialpost" if obj else "add_socialpost"
        return request.user.has_perm(f"articles.{name}")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("articles.view_socialpost")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(SocialPost)
class SocialPostAdmin(DeskAdmin):
    inlines = [SnapshotInline]
    list_display = ["words", "who", "network", "status", "policy", "is_confirmed", "added_at"]
    list_filter = [ConfirmedFilter, "network", "status", "policy"]
    search_fields = ["url", "network_id", "snapshots__handle", "snapshots__author_name"]
    ordering = ["-added_at", "-id"]
    fields = ["network", "network_id", "url", "status", "policy", "where_quoted"]
    readonly_fields = ["where_quoted"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SocialPost]:
        return super().get_queryset(request).prefetch_related("snapshots")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A quoted post is evidence; what readers see of it is a matter of its policy."""
        return False

    @admin.display(description=_("text"))
    def words(self, post: SocialPost) -> str:
        newest = post.newest_snapshot()
        return newest.text[:120] if newest and newest.text else str(post)

    @admin.display(description=_("author"))
    def who(self, post: SocialPost) -> str:
        return str(post.newest_snapshot() or "")

    @admin.display(description=_("confirmed"), boolean=True)
    def is_confirmed(self, post: SocialPost) -> bool:
        return post.confirmed_at is not None

    @admin.display(description=_("quoted in"))
    def where_quoted(self, post: SocialPost) -> SafeString:
        rows = post.quoted_in.select_related("article").order_by("-article_id")[:50]
        links = ((reverse("admin:articles_article_change", args=[row.article_id]), row.article) for row in rows)
        return format_html_join(mark_safe("<br>"), '<a href="{}">{}</a>', links)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.card_view)
        return [path("<int:post_id>/card/", view, name="articles_socialpost_card"), *super().get_urls()]

    def card_view(self, request: HttpRequest, post_id: int) -> JsonResponse:
        """What the body editor shows in a post's place: the words as `story` quotes them, or else the newest."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        post = get_object_or_404(SocialPost.objects.prefetch_related("snapshots"), pk=min(post_id, 2**63 - 1))
        story = request.GET.get("story", "")
        quoted = post.quoted_in.filter(article_id=int(story)).first() if _STORY.fullmatch(story) else None
        newest = quoted.snapshot if quoted else post.newest_snapshot()
        about = [
            str(newest or ""),
            str(post.get_network_display()),
            "" if post.confirmed_at else str(_("only proposed")),
        ]
        return JsonResponse(
            {
                "url": post.url,
                "text": newest.text if newest else post.url,
                "language": newest.language if newest else "",
                "about": " · ".join(filter(None, about)),
            }
        )

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for snapshot in formset.save(commit=False):
            snapshot.captured_by, snapshot.source = request.user, Source.TYPED
            snapshot.save()
        formset.save_m2m()
