"""Social posts in the admin: their snapshots, their checks, and where they are quoted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import embeds
from articles.models import PostSnapshot, PostStatus, SocialPost
from articles.publishing import pending, social_posts
from articles.text import single_line

from .autosave import AutosaveMixin
from .base import DeskAdmin, without_pending
from .limits import MAX_SNAPSHOTS, LimitedRows
from .post_views import card_view, find_view, resolve_view
from .time_fields import FORMFIELD_OVERRIDES

_DECISIONS = ("status", "policy", "why", "image")


class ConfirmedFilter(admin.SimpleListFilter):
    title = _("confirmed")
    parameter_name = "confirmed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("only proposed")), ("yes", _("confirmed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[SocialPost]) -> QuerySet[SocialPost]:
        if self.value() in ("yes", "no"):
            return queryset.filter(confirmed_at__isnull=self.value() == "no")
        return queryset


class SnapshotInline(LimitedRows, admin.StackedInline):
    """Snapshots are never changed; other text is a further snapshot."""

    model = PostSnapshot
    max_num = MAX_SNAPSHOTS
    fields = [
        "author_name", "handle", "text", "language", "translation", "translation_language", "posted_at",
        "posted_day_only", "source", "captured_at",
    ]  # fmt: skip
    readonly_fields = ["source", "captured_at"]
    ordering = ["captured_at", "id"]
    can_delete = False
    formfield_overrides = FORMFIELD_OVERRIDES

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        name = "change_socialpost" if obj else "add_socialpost"
        return request.user.has_perm(f"articles.{name}")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("articles.view_socialpost")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SocialPostForm(forms.ModelForm):
    """Sets the network, its id and the canonical URL from the address."""

    why = forms.CharField(
        label=_("reason"), required=False, max_length=300, widget=AdminTextInputWidget,
        help_text=_("Where the policy or the state of the original is changed: the log keeps it."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        needs_reason = {"policy", "status"} & set(self.changed_data)
        if needs_reason and self.instance.pk and not single_line(cleaned.get("why") or ""):
            self.add_error("why", _("Say why: the log keeps it."))
        if "url" in self.changed_data and "url" in cleaned:
            self._identify(cleaned)
        return cleaned

    def _identify(self, cleaned: dict[str, Any]) -> None:
        identity = embeds.identify(cleaned["url"])
        self.instance.network_id = identity.id if identity else ""
        if identity:
            cleaned |= {"network": identity.network, "url": identity.url}
        others = SocialPost.objects.exclude(pk=self.instance.pk)
        same = Q(network=identity.network, network_id=identity.id) if identity else Q(pk=None)
        if cleaned["url"] and (other := others.filter(Q(url=cleaned["url"]) | same).first()):
            number = other.main.pk
            self.add_error("url", _("This post is kept already, as number %(id)s. Quote that one.") % {"id": number})


@admin.register(SocialPost)
class SocialPostAdmin(AutosaveMixin, DeskAdmin):
    form = SocialPostForm
    inlines = [SnapshotInline]
    list_display = ["words", "who", "network", "status", "policy", "is_confirmed", "checked_at", "uses"]
    list_filter = ["status", ConfirmedFilter, "policy", "network", "last_answer"]
    search_fields = ["folded__contains", "snapshots__folded__contains"]
    ordering = ["-added_at", "-id"]
    actions = ["ask_again"]
    fields = ["url", "network", "network_id", "status", "about_checks", "policy", "why", "image", "where_quoted"]
    readonly_fields = ["network_id", "where_quoted", "about_checks"]
    autocomplete_fields = ["image"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave out what decides what readers see: a new record may turn out to be another name of a quoted post."""
        fields = super().get_fields(request, obj)
        may = obj is not None or request.user.has_perm("articles.change_socialpost")
        return fields if may else [name for name in fields if name not in _DECISIONS]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SocialPost]:
        quoted = Count("quoted_in", distinct=True)
        rows = without_pending(super().get_queryset(request).filter(same_as__isnull=True), request)
        return rows.with_snapshots().annotate(times_quoted=quoted)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Posts are evidence and never deleted; their policy decides what readers see."""
        return False

    @admin.display(description=_("text"))
    def words(self, post: SocialPost) -> str:
        snapshot = post.starting_snapshot(None)
        return snapshot.text[:120] if snapshot and snapshot.text else str(post)

    @admin.display(description=_("author"))
    def who(self, post: SocialPost) -> str:
        return str(post.starting_snapshot(None) or "")

    @admin.display(description=_("confirmed"), boolean=True)
    def is_confirmed(self, post: SocialPost) -> bool:
        return post.confirmed_at is not None

    @admin.display(description=_("quoted"), ordering="times_quoted")
    def uses(self, post: SocialPost) -> int:
        return post.times_quoted  # type: ignore[attr-defined]

    @admin.display(description=_("what was found"))
    def about_checks(self, post: SocialPost) -> str:
        if not post.checked_at:
            return str(_("The network has not been asked yet.") if post.check_due_at else _("There is nobody to ask."))
        return (
            f"{date_format(timezone.localtime(post.checked_at), 'DATETIME_FORMAT')}: {post.get_last_answer_display()}"
        )

    @admin.display(description=_("quoted in"))
    def where_quoted(self, post: SocialPost) -> SafeString:
        rows = post.quoted_in.select_related("article").order_by("-article_id")[:50]
        links = ((reverse("admin:articles_article_change", args=[row.article_id]), row.article) for row in rows)
        return format_html_join(mark_safe("<br>"), '<a href="{}">{}</a>', links)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("<int:post_id>/card/", view(card_view), name="articles_socialpost_card"),
            path("find/", view(find_view), name="articles_socialpost_find"),
            path("resolve/", view(resolve_view), name="articles_socialpost_resolve"),
            *super().get_urls(),
        ]

    def save_model(self, request: HttpRequest, obj: SocialPost, form: Any, change: bool) -> None:
        """Save the policy and the status by `set_policy` and `set_status`, which log the reason; fetch the post at once
        if its address has changed."""
        by: Any = request.user
        logged = {name: getattr(obj, name) for name in ("policy", "status") if change and name in form.changed_data}
        for name in logged:
            setattr(obj, name, form.initial[name])
        if not change:
            obj.confirmed_at, obj.confirmed_by = timezone.now(), by
        if "url" in form.changed_data:
            self._reset_checks(obj, logged)
        if not change and "policy" not in form.changed_data:
            obj.policy = embeds.default_policy(obj.network)
        super().save_model(request, obj, form, change)
        pending.settle([obj])
        self._after_save(obj, logged, form, by)

    def _reset_checks(self, obj: SocialPost, logged: dict[str, str]) -> None:
        """Forget the results of checks: they were of another address."""
        obj.check_due_at = timezone.now() if obj.network_id or embeds.is_short_link(obj.url) else None
        obj.checked_at, obj.last_answer = None, ""
        obj.failures, obj.gone_answers, obj.gone_since, obj.status_set_at = 0, 0, None, None
        if "status" not in logged and obj.pk:
            obj.status = PostStatus.UNKNOWN

    def _after_save(self, obj: SocialPost, logged: dict[str, str], form: Any, by: Any) -> None:
        why = form.cleaned_data.get("why") or ""
        for name, value in logged.items():
            set_value = social_posts.set_policy if name == "policy" else social_posts.set_status
            set_value(obj, value, by=by, why=why)
        if {"url", "network", "image"} & set(form.changed_data):
            social_posts.announce_change(obj, by=by)
        if "url" in form.changed_data:
            social_posts.enqueue_refresh(obj)

    @admin.action(description=_("Ask the networks about these posts"), permissions=["change"])
    def ask_again(self, request: HttpRequest, queryset: QuerySet[SocialPost]) -> None:
        count = social_posts.enqueue_checks(queryset, by=request.user)  # type: ignore[arg-type]
        messages.success(request, ngettext("%d post will be asked for.", "%d posts will be asked for.", count) % count)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for snapshot in formset.save(commit=False):
            social_posts.add_snapshot(snapshot, by=request.user)  # type: ignore[arg-type]
        formset.save_m2m()
