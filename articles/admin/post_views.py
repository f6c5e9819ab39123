"""What the body editor asks of the desk about quoted posts: what a card says, and whether what was pasted is a post."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import embeds
from articles.importers.plain_text import ParsedPost, read_post
from articles.models import CheckResult, Network, Policy, PostSnapshot, PostStatus, SocialPost, local_midnight
from articles.publishing import social_posts
from articles.text import long_date, long_datetime, normalise, single_line

_STORY = re.compile(r"[0-9]{1,18}")
_LANGUAGE = re.compile(r"[a-z]{2}(-[A-Za-z]{2,4})?")
_ITEMS_AT_MOST, _FOUND = 100, 20
_LONGEST_TEXT, _LONGEST_LINE, _LONGEST_ADDRESS = 20_000, 200, 500
_SILENT = set(CheckResult) - {CheckResult.LIVE, CheckResult.GONE}


def card_view(request: HttpRequest, post_id: int) -> JsonResponse:
    """What the body editor shows in a post's place: the words as `story` quotes them, or else the newest."""
    _check(request, "view")
    post = get_object_or_404(SocialPost.objects.prefetch_related("snapshots"), pk=min(post_id, 2**63 - 1))
    story = request.GET.get("story", "")
    quoted = post.quoted_in.select_related("snapshot").filter(article_id=int(story)) if _STORY.fullmatch(story) else []
    pinned = next((row.snapshot for row in quoted if row.snapshot.text), None)
    return JsonResponse(_about(post, pinned or post.newest_snapshot() or PostSnapshot()))


def find_view(request: HttpRequest) -> JsonResponse:
    """GET ?q=words: {"posts": […], "networks": […]}: at most 20 that are kept, newest first, and all networks."""
    _check(request, "view")
    words = single_line(request.GET.get("q", "").replace("\x00", " ")[:_LONGEST_LINE])
    rows = SocialPost.objects.prefetch_related("snapshots")
    for word in words.split()[:8]:
        said = PostSnapshot.objects.filter(
            Q(text__icontains=word) | Q(author_name__icontains=word) | Q(handle__icontains=word.lstrip("@"))
        )
        rows = rows.filter(Q(url__icontains=word) | Q(pk__in=said.values("post_id")))
    found = rows.order_by("-added_at", "-id")[:_FOUND]
    posts_found = [_about(post, post.newest_snapshot() or PostSnapshot()) for post in found]
    return JsonResponse({"posts": posts_found, "networks": [list(choice) for choice in Network.choices]})


def _about(post: SocialPost, said: PostSnapshot) -> dict[str, Any]:
    network = str(post.get_network_display())
    return {
        "id": post.pk,
        "url": post.url,
        "network": network,
        "author": said.author_name,
        "handle": said.handle,
        "text": said.text,
        "language": said.language,
        "posted": _time_of(said),
        "about": " · ".join(filter(None, [str(said), network, _time_of(said)])),
        "notes": notes(post),
        "waiting": bool(post.check_due_at) and not said.text and not post.checked_at,
    }


def _time_of(said: PostSnapshot) -> str:
    if said.posted_at is None:
        return ""
    at, language = timezone.localtime(said.posted_at), get_language() or "hi"
    return long_date(at.date(), language) if said.posted_day_only else long_datetime(at, language)


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
    if post.policy != Policy.KEEP:
        found.append(_("readers see: %s") % post.get_policy_display())
    return found


@require_POST
def resolve_view(request: HttpRequest) -> JsonResponse:
    """POST as JSON {"items": [{"url", "text", "author", "handle", "language", "flattened", "propose", "typed"}, …]}, at
    most 100 of them.

    Answers {"posts": […]} in the same order: null for what is no post; {"id", "url"} for one that is kept now; and
    {"id": null, "error"} where a post was meant but cannot be made out. `flattened` is a post as plain text, its words
    and the line of who wrote it; with `propose` it is only read: {"id": null, "found": {…}}. `typed` is a post that a
    person wrote down, with "network" and "date" (2025-09-29) beside the others. Nothing is fetched here.
    """
    _check(request, "add")
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
    if item.get("typed"):
        return _from_hand(item, request)
    address = _line(item, "url", _LONGEST_ADDRESS)
    if not (embeds.identify(address) or embeds.is_short_link(address)):
        return None
    words = embeds.QuotedContent(
        author_name=_line(item, "author", _LONGEST_LINE),
        handle=_line(item, "handle", _LONGEST_LINE).lstrip("@"),
        text=normalise(_string(item, "text")[:_LONGEST_TEXT]).strip(),
        language=language if _LANGUAGE.fullmatch(language := _string(item, "language")) else "",
    )
    return _kept(social_posts.get_or_create_post(address, words, by=request.user))  # type: ignore[arg-type]


def _from_plain_text(item: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    block = read_post(_string(item, "text")[:_LONGEST_TEXT])
    if block is None:
        sentence = _(
            "No quoted post was made out here. Mark its words and the line below them that says who wrote it: "
            "— Name (@handle) 29 September 2025."
        )
        return {"id": None, "error": sentence}
    if item.get("propose"):
        return {"id": None, "found": _shown(block)}
    words = embeds.QuotedContent(
        author_name=block.author_name, handle=block.handle, text=block.text, language=block.language,
        posted_at=local_midnight(block.posted_on) if block.posted_on else None,
        posted_day_only=block.posted_on is not None,
    )  # fmt: skip
    post = social_posts.get_or_create_post(block.address, words, by=request.user, network=block.network)  # type: ignore[arg-type]
    return _kept(post)


def _from_hand(item: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    """Errors are told as a sentence each, all at once."""
    address, network = _line(item, "url", _LONGEST_ADDRESS + 1), _line(item, "network", _LONGEST_LINE)
    text, author = normalise(_string(item, "text")[:_LONGEST_TEXT]).strip(), _line(item, "author", _LONGEST_LINE)
    day, wrong = _day(item), []
    if not text:
        wrong.append(_("Write down what the post says."))
    if day is None and _string(item, "date"):
        wrong.append(_("There is no such day."))
    if address and not _is_address(address):
        wrong.append(_("The address must begin with https:// or http://."))
    elif _said_otherwise(address, text):
        wrong.append(_("This post is kept already, with other words. Choose it from those that are kept."))
    if wrong:
        return {"id": None, "error": " ".join(wrong)}
    words = embeds.QuotedContent(
        author_name=author, handle=_line(item, "handle", _LONGEST_LINE).lstrip("@"), text=text,
        posted_at=local_midnight(day) if day else None, posted_day_only=day is not None,
    )  # fmt: skip
    known = network if network in Network.values else Network.OTHER
    return _kept(social_posts.get_or_create_post(address, words, by=request.user, network=known))  # type: ignore[arg-type]


def _said_otherwise(address: str, text: str) -> bool:
    """Whether words are kept of the post at this address, and none of them are these: they would be lost."""
    identity = embeds.identify(address)
    same = Q(network=identity.network, network_id=identity.id) if identity else Q(pk=None)
    kept = PostSnapshot.objects.filter(post__in=SocialPost.objects.filter(Q(url=address) & ~Q(url="") | same))
    said = set(kept.values_list("text", flat=True)) - {""}
    return bool(said) and text not in said


def _day(item: dict[str, Any]) -> dt.date | None:
    try:
        return dt.date.fromisoformat(_string(item, "date"))
    except ValueError:
        return None


def _is_address(address: str) -> bool:
    try:
        SocialPost._meta.get_field("url").clean(address, None)
    except ValidationError:
        return False
    return True


def _shown(block: ParsedPost) -> dict[str, str]:
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


def _check(request: HttpRequest, what: str) -> None:
    if not request.user.has_perm(f"articles.{what}_socialpost"):
        raise PermissionDenied


def _string(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _line(item: dict[str, Any], name: str, longest: int) -> str:
    return single_line(_string(item, name)[:longest])
