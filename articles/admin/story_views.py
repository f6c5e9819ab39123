"""What the body editor asks of the desk about other stories: which there are, and what the card of one says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.models import Article, Status
from articles.text import is_web_address, long_date, single_line

if TYPE_CHECKING:
    from .article_list import StoryList

_SHOWN = 20
_LONGEST = 500
_NUMBER = re.compile(r"[0-9]{1,18}")


def find_view(desk: StoryList, request: HttpRequest) -> JsonResponse:
    """GET ?q=words&story=number: {"stories": […], "at": null}, at most 20, the live ones first; `story` is left out.

    Where `q` is the address of a story of this site, `at` is that story. Without words the newest.
    """
    _check(desk, request)
    words = single_line(request.GET.get("q", "").replace("\x00", " ")[:_LONGEST])
    number = story_number(words, request.get_host())
    rows = Article.objects.kept().select_related("section").defer("body")
    if number is not None:
        at = rows.filter(pk=number).first()
        return JsonResponse({"at": at and _about(at), "stories": []})
    own = request.GET.get("story", "")
    others = rows.exclude(pk=int(own)) if _NUMBER.fullmatch(own) else rows
    found, _ = desk.get_search_results(request, others, words)
    found = found.order_by("-saved_at", "-id")[: 5 * _SHOWN]
    stories = sorted(found, key=lambda story: not story.is_live())[:_SHOWN]
    return JsonResponse({"at": None, "stories": [_about(story) for story in stories]})


def story_card_view(desk: StoryList, request: HttpRequest, story_id: int) -> JsonResponse:
    """What the body editor shows in a related story's place."""
    _check(desk, request)
    story = Article.objects.kept().select_related("section").defer("body").filter(pk=min(story_id, 2**63 - 1)).first()
    if story is None:
        raise Http404
    return JsonResponse(_about(story))


def story_number(address: str, host: str) -> int | None:
    """The number in the address of a story of this site; `host` is one more name that the site goes by."""
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


def _check(desk: StoryList, request: HttpRequest) -> None:
    if not desk.has_view_permission(request):
        raise PermissionDenied


def _about(story: Article) -> dict[str, Any]:
    """`url` is what the card in the text links to: the story's address on this site."""
    day = story.publish_at if story.status == Status.PUBLISHED else None
    return {
        "id": story.pk,
        "headline": story.headline or str(story),
        "language": story.language,
        "url": story.get_absolute_url() or None,
        "section": str(story.section or ""),
        "paid": str(_("Paid content")) if story.paid_by else "",
        "date": long_date(timezone.localtime(day).date(), get_language() or "hi") if day else "",
        "state": str(story.state().label),
        "live": story.is_live(),
    }
