"""JSON views of stories for the body editor: search, and the card of one story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.models import Article, Status
from articles.text import is_web_address, long_date, single_line

from .submitted import whole_number

if TYPE_CHECKING:
    from .article_list import StoryList

_SHOWN = 20
_MAX_QUERY = 500


def find_view(article_admin: StoryList, request: HttpRequest) -> JsonResponse:
    """GET ?q=query&story=id -> {"stories": […], "at": null}: at most 20, live ones first, without the story `story`.

    Without a query the newest. If `q` is the URL of a story of this site, `at` is that story and `stories` is empty.
    """
    _check(article_admin, request)
    query = single_line(request.GET.get("q", "").replace("\x00", " ")[:_MAX_QUERY])
    number = story_number(query, request.get_host())
    rows = Article.objects.kept().select_related("section").defer("body")
    if number is not None:
        article = rows.filter(pk=number).first()
        return JsonResponse({"at": article and _story_json(article), "stories": []})
    excluded = whole_number(request.GET.get("story", ""))
    others = rows.exclude(pk=excluded) if excluded else rows
    found, _ = article_admin.get_search_results(request, others, query)
    found = found.order_by("-saved_at", "-id")[: 5 * _SHOWN]
    articles = sorted(found, key=lambda article: not article.is_live())[:_SHOWN]
    return JsonResponse({"at": None, "stories": [_story_json(article) for article in articles]})


def story_card_view(article_admin: StoryList, request: HttpRequest, story_id: int) -> JsonResponse:
    """GET: the story as JSON, for the card of a related story in the body editor."""
    _check(article_admin, request)
    rows = Article.objects.kept().select_related("section").defer("body")
    return JsonResponse(_story_json(get_object_or_404(rows, pk=story_id)))


def story_number(address: str, host: str) -> int | None:
    """Return the id in the URL of a story of this site, else None; `host` is another host name of the site."""
    parts = urlsplit(address) if is_web_address(address) else None
    ours = {urlsplit(settings.SITE_URL).netloc.lower(), host.lower()}
    if parts is None or parts.netloc.lower() not in ours:
        return None
    try:
        match = resolve(unquote(parts.path), settings.ROOT_URLCONF)
    except Resolver404:
        return None
    number = match.kwargs.get("story_id")
    return min(int(number), 2**63 - 1) if number and match.view_name.startswith("articles:story") else None


def _check(article_admin: StoryList, request: HttpRequest) -> None:
    if not article_admin.has_view_permission(request):
        raise PermissionDenied


def _story_json(article: Article) -> dict[str, Any]:
    """Return the story for the editor's scripts; `url` is the link of its card, without the host."""
    day = article.publish_at if article.status == Status.PUBLISHED else None
    return {
        "id": article.pk,
        "headline": article.headline or str(article),
        "language": article.language,
        "url": article.get_absolute_url() or None,
        "section": str(article.section or ""),
        "paid": str(_("Paid content")) if article.paid_by else "",
        "date": long_date(timezone.localtime(day).date(), get_language() or "hi") if day else "",
        "state": str(article.state().label),
        "live": article.is_live(),
    }
