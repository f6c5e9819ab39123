"""The list of stories at the desk, and what can be done to several at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import publishing, search
from articles.models import STORY_PARTS, Article
from articles.publishing import NotAllowed, Refused, StaleVersion, post_commit, workflow
from articles.publishing.workflow import TRANSITIONS, Transition

from .article_filters import AuthorFilter, KindFilter, MineFilter, PaidFilter, SectionFilter, StateFilter
from .article_messages import ask, seen_name, show_done_to_several
from .article_save import reason
from .base import DeskAdmin
from .submitted import whole_number

# One request must not run for minutes.
MOST_AT_ONCE = 100
_BULK = {f"{transition.name.value}_all": transition for transition in TRANSITIONS.values() if transition.bulk}


def apply_to_each(desk: Any, request: HttpRequest, rows: QuerySet[Article], transition: Transition) -> Any:
    """Ask, if there is something to ask, else take the transition on each of these stories, in a transaction each.

    Raise PermissionDenied, with nothing changed, if this person may not take it on one of them. A story that is
    refused, or was saved after the list had been shown, is named in a message; the others are changed all the same.
    What this person has done already, by sending the same twice, counts as done.
    """
    if rows[: MOST_AT_ONCE + 1].count() > MOST_AT_ONCE:
        messages.error(request, _("At most %(count)d stories at once. Nothing was changed.") % {"count": MOST_AT_ONCE})
        return None
    articles = list(rows.order_by("pk"))
    unchanged = [article for article in articles if _seen(request, article) in (None, article.version)]
    if not all(workflow.is_permitted(article, transition.name, request.user) for article in unchanged):  # type: ignore[arg-type]
        raise PermissionDenied
    if unchanged and (response := _question(desk, request, articles, unchanged, transition)):
        return response
    with post_commit.one_index_update():
        done = [article for article in articles if _take(request, article, transition)]
    if done:
        show_done_to_several(request, done, transition)
    return None


def _seen(request: HttpRequest, article: Article) -> int | None:
    """Return the version of the story that the list showed."""
    return whole_number(request.POST.get(seen_name(article), ""))


def _take(request: HttpRequest, article: Article, transition: Transition) -> bool:
    """Take the transition on the story as it was seen; if that is refused, say why and return False."""
    user, seen = request.user, _seen(request, article)
    try:
        publishing.check_version(article, seen)
        publishing.apply(transition.name, article, by=user, note=reason(request), version=seen)
    except StaleVersion as stale:
        last = article.revisions.first()
        if last and (last.number - 1, last.transition, last.by_id) == (seen, transition.name, user.pk):
            return True
        messages.error(request, format_html("“{}”: {}", article, stale.seen_message))
        return False
    except (Refused, NotAllowed) as error:
        messages.error(request, format_html("“{}”: {}", article, error))
        return False
    return True


def _question(
    desk: Any, request: HttpRequest, articles: list[Article], unchanged: list[Article], transition: Transition
) -> HttpResponse | None:
    """Return the page that asks about the unchanged ones, unless there is nothing to ask or it has been answered."""
    question = publishing.question_about_several(transition.name, unchanged)
    is_confirmed = request.POST.get("confirmed") == transition.name
    if question is None or (is_confirmed and (reason(request) or not question.needs_reason)):
        return None
    hidden = [("action", request.POST.get("action", "")), *((ACTION_CHECKBOX_NAME, str(row.pk)) for row in articles)]
    hidden += [(seen_name(row), request.POST.get(seen_name(row), "")) for row in articles]
    unconfirmed = publishing.Unconfirmed(question, reason_is_missing=is_confirmed)
    return ask(request, desk.admin_site, unconfirmed, title=transition.label, hidden=hidden)


def _action(name: str, transition: Transition) -> Callable[..., Any]:
    @admin.action(description=transition.label)
    def run(desk: Any, request: HttpRequest, rows: QuerySet[Article]) -> Any:
        return apply_to_each(desk, request, rows, transition)

    run.__name__ = name
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
    actions = [_action(name, transition) for name, transition in _BULK.items()]

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

    def action_checkbox(self, obj: Article) -> SafeString:
        """With the version that the list shows: what is done to several is done to these."""
        version = format_html('<input type="hidden" name="{}" value="{}">', seen_name(obj), obj.version)
        return super().action_checkbox(obj) + version

    @admin.display(description=_("headline"))
    def shown_headline(self, article: Article) -> str:
        if not article.paid_by:
            return str(article)
        return format_html('{} <span class="state">{}</span>', article, _("Paid content"))

    @admin.display(description=_("state"))
    def state(self, article: Article) -> SafeString:
        return format_html('<span class="state state-{}">{}</span>', (state := article.state()).value, state.label)

    @admin.display(description=_("section"))
    def shown_section(self, article: Article) -> str:
        return str(article.section or "")

    @admin.display(description=_("bylines"))
    def shown_bylines(self, article: Article) -> str:
        return ", ".join(row.shown_name for row in article.bylines.all())

    @admin.display(description=_("published"))
    def appears(self, article: Article) -> dt.datetime | None:
        return article.publish_at

    @admin.display(description=_("last saved"))
    def saved(self, article: Article) -> dt.datetime:
        return article.saved_at

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Return only the actions that this person may do to some story."""
        return {
            name: action
            for name, action in super().get_actions(request).items()
            if name in _BULK and request.user.has_perm(f"articles.{_BULK[name].permission.bulk_permission}")
        }
