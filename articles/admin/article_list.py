"""The list of stories at the desk, and what can be done to several at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import publishing, search
from articles.models import STORY_PARTS, Article, TransitionName
from articles.publishing import Refused

from .article_acts import DONE, LABELS, state_word
from .article_filters import AuthorFilter, KindFilter, MineFilter, PaidFilter, SectionFilter, StateFilter
from .base import DeskAdmin

# All in one transaction, which others wait for.
AT_ONCE = 100
# The acts that can be done to several stories, and the right without which they are not offered at all.
TO_SEVERAL = {
    TransitionName.SUBMIT: "change_article",
    TransitionName.APPROVE: "review_article",
    TransitionName.SEND_BACK: "review_article",
    TransitionName.PUBLISH: "publish_article",
    TransitionName.WITHDRAW: "withdraw_article",
    TransitionName.TRASH: "change_article",
    TransitionName.RESTORE: "change_article",
}


def to_each(request: HttpRequest, rows: QuerySet[Article], act: TransitionName) -> None:
    """The verb on each story; one that refuses does not hinder the others, one that is not allowed undoes all."""
    if rows[: AT_ONCE + 1].count() > AT_ONCE:
        messages.error(request, _("At most %(count)d stories at once. Nothing was changed.") % {"count": AT_ONCE})
        return
    done = 0
    with transaction.atomic():
        for story in rows.order_by("pk"):
            try:
                getattr(publishing, act.value)(story, by=request.user)
                done += 1
            except Refused as refused:
                messages.error(request, format_html("“{}”: {}", story, refused))
    if done:
        messages.success(request, format_html("{} ({})", DONE[act], done))


def _action(act: TransitionName) -> Callable[..., None]:
    @admin.action(description=LABELS[act])
    def run(desk: Any, request: HttpRequest, rows: QuerySet[Article]) -> None:
        to_each(request, rows, act)

    run.__name__ = f"{act.value}_all"
    return run


class StoryList(DeskAdmin):
    """The list's half of the desk's story admin."""

    change_list_template = "admin/articles/article_list.html"
    list_display = ["shown_headline", "state", "shown_section", "shown_bylines", "appears", "saved"]
    list_display_links = ["shown_headline"]
    list_filter = [StateFilter, MineFilter, SectionFilter, AuthorFilter, KindFilter, PaidFilter, "language"]
    list_select_related = ["section"]
    search_fields = ["headline"]
    search_help_text = _("Words of the story, its tags, bylines or quoted posts; or its number.")
    ordering = ["-saved_at", "-id"]
    sortable_by = ()
    actions = [_action(act) for act in TO_SEVERAL]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        rows = super().get_queryset(request)
        match = request.resolver_match
        if match and match.url_name == "articles_article_changelist":
            rows = rows.prefetch_related(STORY_PARTS["bylines"]).defer("body")
            if request.GET.get("state") != "trash" and request.method == "GET":
                rows = rows.filter(deleted_at__isnull=True)
        return rows

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """Of the newest stories that match, in whatever state, those that the list shows this person anyhow."""
        words = search_term.split()
        if not words:
            return queryset, False
        if len(words) == 1 and words[0].isdecimal() and len(words[0]) < 19:
            return queryset.filter(pk=int(words[0])), False
        return queryset.filter(pk__in=search.find_in_any_state(search_term)), False

    @admin.display(description=_("headline"))
    def shown_headline(self, story: Article) -> str:
        if not story.paid_by:
            return str(story)
        return format_html('{} <span class="state">{}</span>', story, _("Paid content"))

    @admin.display(description=_("state"))
    def state(self, story: Article) -> SafeString:
        return format_html('<span class="state state-{}">{}</span>', state_word(story), publishing.state_name(story))

    @admin.display(description=_("section"))
    def shown_section(self, story: Article) -> str:
        return str(story.section or "")

    @admin.display(description=_("bylines"))
    def shown_bylines(self, story: Article) -> str:
        return ", ".join(row.shown_name for row in story.bylines.all())

    @admin.display(description=_("published"))
    def appears(self, story: Article) -> dt.datetime | None:
        return story.publish_at

    @admin.display(description=_("last saved"))
    def saved(self, story: Article) -> dt.datetime:
        return story.saved_at

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Only what this person may do to some story at all."""
        rights = {f"{act.value}_all": right for act, right in TO_SEVERAL.items()}
        return {
            name: action
            for name, action in super().get_actions(request).items()
            if name in rights and request.user.has_perm(f"articles.{rights[name]}")
        }
