"""What the body editor asks of the desk about quoted posts: what a card says, and whether what was pasted is a post."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import embeds
from articles.importers.plain_text import QuotedPost, read
from articles.models import PostAnswer, PostStatus, SocialPost
from articles.publishing import posts
from articles.text import long_date, normalise, single_line

_STORY = re.compile(r"[0-9]{1,18}")
_ITEMS_AT_MOST = 100
_LONGEST_TEXT, _LONGEST_LINE, _LONGEST_ADDRESS = 20_000, 200, 500
_SILENT = {PostAnswer.UNREACHABLE, PostAnswer.RATE_LIMITED, PostAnswer.UNUSABLE, PostAnswer.REFUSED, PostAnswer.PRIVATE}


def card_view(request: HttpRequest, post_id: int) -> JsonResponse:
    """What the body editor shows in a post's place: the words as `story` quotes them, or else the newest."""
    if not request.user.has_perm("articles.view_socialpost"):
        raise PermissionDenied
    post = get_object_or_404(SocialPost.objects.prefetch_related("snapshots"), pk=min(post_id, 2**63 - 1))
    story = request.GET.get("story", "")
    quoted = post.quoted_in.filter(article_id=int(story)).first() if _STORY.fullmatch(story) else None
    said = quoted.snapshot if quoted and quoted.snapshot.text else post.newest_snapshot()
    about = [str(said or ""), str(post.get_network_display()), *notes(post)]
    return JsonResponse(
        {
            "url": post.url,
            "text": said.text if said and said.text else post.url,
            "language": said.language if said else "",
            "about": " · ".join(filter(None, about)),
            "waiting": bool(post.check_due_at) and not (said and said.text) and not post.checked_at,
        }
    )


def notes(post: SocialPost) -> list[str]:
    """What an editor should know of the record, in words."""
    found = [] if post.confirmed_at else [_("only proposed")]
    if post.status not in (PostStatus.UNKNOWN, PostStatus.LIVE):
        found.append(str(post.get_status_display()))
    wordless = not any(snapshot.text for snapshot in post.snapshots.all())
    if wordless and post.check_due_at and not post.checked_at:
        found.append(_("its words are being fetched"))
    elif wordless and post.last_answer in _SILENT:
        found.append(_("its words could not be fetched; it will be tried again, and you can write them below"))
    elif wordless:
        found.append(_("without words; write them below"))
    return found


@require_POST
def resolve_view(request: HttpRequest) -> JsonResponse:
    """POST {"items": [{"url", "text", "author", "handle", "flattened", "propose"}, …]} as JSON, at most 100.

    Answers {"posts": […]} in the same order: null for what is no post; {"id", "url"} for one that is kept now; and
    {"id": null, "error"} where a post was meant but cannot be made out. `flattened` is a post as plain text, its words
    and the line of who wrote it; with `propose` it is only read: {"id": null, "found": {…}}. Nothing is fetched here.
    """
    if not request.user.has_perm("articles.add_socialpost"):
        raise PermissionDenied
    try:
        items = json.loads(request.body)["items"]
        if not isinstance(items, list) or len(items) > _ITEMS_AT_MOST:
            raise ValueError
        if not all(isinstance(item, dict) for item in items):
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError):
        return JsonResponse({"error": _("What was sent cannot be read.")}, status=400)
    return JsonResponse({"posts": [_resolved(item, request) for item in items]})


def _resolved(item: dict[str, Any], request: HttpRequest) -> dict[str, Any] | None:
    if item.get("flattened"):
        return _from_plain_text(item, request)
    address = _line(item, "url", _LONGEST_ADDRESS)
    if not (embeds.identify(address) or embeds.short_link(address)):
        return None
    words = embeds.Words(
        author_name=_line(item, "author", _LONGEST_LINE),
        handle=_line(item, "handle", _LONGEST_LINE).lstrip("@"),
        text=normalise(_string(item, "text")[:_LONGEST_TEXT]).strip(),
    )
    return _kept(posts.take_in(address, words, by=request.user))  # type: ignore[arg-type]


def _from_plain_text(item: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    found = read(_string(item, "text")[:_LONGEST_TEXT]).posts
    if len(found) != 1:
        sentence = _(
            "No quoted post was made out here. Mark its words and the line below them that says who wrote it: "
            "— Name (@handle) 29 September 2025."
        )
        return {"id": None, "error": sentence}
    (block,) = found
    if item.get("propose"):
        return {"id": None, "found": _shown(block)}
    words = embeds.Words(
        author_name=block.author_name, handle=block.handle, text=block.text, language=block.language,
        posted_at=_midnight(block.posted_on), posted_day_only=block.posted_on is not None,
    )  # fmt: skip
    post = posts.take_in(block.address, words, by=request.user, network=block.network)  # type: ignore[arg-type]
    return _kept(post)


def _shown(block: QuotedPost) -> dict[str, str]:
    return {
        "author": block.author_name,
        "handle": block.handle,
        "text": block.text,
        "language": block.language,
        "date": long_date(block.posted_on, get_language() or "hi") if block.posted_on else "",
        "url": block.address,
    }


def _kept(post: SocialPost) -> dict[str, Any]:
    return {"id": post.pk, "url": post.url}


def _midnight(day: dt.date | None) -> dt.datetime | None:
    return dt.datetime.combine(day, dt.time(), timezone.get_default_timezone()) if day else None


def _string(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _line(item: dict[str, Any], name: str, longest: int) -> str:
    return single_line(_string(item, name)[:longest])
