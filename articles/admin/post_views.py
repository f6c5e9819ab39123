"""The body editor's JSON views for quoted posts: a post's card, a search, and posts from what was pasted or typed."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import embeds
from articles.body import NETWORKS, link_from, network_of_key
from articles.importers.drafts import quoted_content
from articles.importers.plain_text import ParsedPost, read_post
from articles.models import (
    FETCHED_SOURCES,
    OTHER_NETWORK,
    CaptureSource,
    CheckResult,
    Policy,
    PostSnapshot,
    PostStatus,
    SocialPost,
    local_midnight,
    network_choices,
)
from articles.models.folded import typed_words
from articles.publishing import social_posts
from articles.text import long_date, long_datetime, normalise, parse_date, possible_dates, single_line

from .limits import MAX_READ, too_long
from .submitted import json_value, unreadable, whole_number

_LANGUAGE = re.compile(r"[a-z]{2}(-[A-Za-z]{2,4})?")
_MAX_ITEMS, _MAX_FOUND = 100, 20
_MAX_TEXT, _MAX_LINE, _MAX_ADDRESS = 20_000, 200, 500
# Answers that do not say whether the post is there.
_INCONCLUSIVE = set(CheckResult) - {CheckResult.LIVE, CheckResult.GONE}


@permission_required("articles.view_socialpost", raise_exception=True)
def card_view(request: HttpRequest, post_id: int) -> JsonResponse:
    """Return what the editor shows for a post: the content that ?story=ID quotes, or that a new quote begins from."""
    post = get_object_or_404(SocialPost.objects.with_snapshots(), pk=post_id).main
    story = whole_number(request.GET.get("story", ""))
    quoted = post.quoted_in.select_related("snapshot").filter(article_id=story) if story else []
    pinned = next((row.snapshot for row in quoted if row.snapshot.text), None)
    return JsonResponse(_card(post, pinned or post.starting_snapshot(request.user.pk) or PostSnapshot()))


@permission_required("articles.view_socialpost", raise_exception=True)
def find_view(request: HttpRequest) -> JsonResponse:
    """Return {"posts": […], "networks": […]}: at most 20 posts that match ?q=, newest first, and all networks."""
    rows = SocialPost.objects.records().with_snapshots().shown_to(request.user)
    for word in typed_words(request.GET.get("q", "")[:_MAX_LINE]):
        snapshots = PostSnapshot.objects.filter(folded__contains=word)
        rows = rows.filter(Q(folded__contains=word) | Q(pk__in=snapshots.values("post_id")))
    newest = rows.order_by("-added_at", "-id")[:_MAX_FOUND]
    cards = [_card(post, post.starting_snapshot(request.user.pk) or PostSnapshot()) for post in newest]
    return JsonResponse({"posts": cards, "networks": [list(choice) for choice in network_choices()]})


def _card(post: SocialPost, snapshot: PostSnapshot) -> dict[str, Any]:
    network_name = str(post.get_network_display())
    return {
        "id": post.pk,
        "url": post.url,
        "network": network_name,
        "kind": post.kind_name,
        "is_quoted": network_of_key(post.network).is_quoted,
        "author": snapshot.author_name,
        "handle": snapshot.handle,
        "text": snapshot.text,
        "language": snapshot.language,
        "posted": _time_of(snapshot),
        "about": " · ".join(filter(None, [str(snapshot), network_name, _time_of(snapshot)])),
        "origin": _origin(snapshot),
        "notes": _notes(post, snapshot),
        "waiting": bool(post.check_due_at) and not snapshot.text and not post.checked_at,
    }


def _origin(snapshot: PostSnapshot) -> str:
    """Return one phrase on whose words these are and where they came from; "" where there are none."""
    if not snapshot.text:
        return ""
    values = {
        "day": long_date(timezone.localtime(snapshot.captured_at).date(), get_language() or "hi"),
        "name": snapshot.captured_by.name if snapshot.captured_by else "–",
    }
    if snapshot.source in FETCHED_SOURCES:
        return _("As the network sent it on %(day)s") % values
    if snapshot.source == CaptureSource.PASTED:
        return _("As %(name)s pasted it on %(day)s") % values
    return _("As %(name)s typed it on %(day)s") % values


def _time_of(snapshot: PostSnapshot) -> str:
    if snapshot.posted_at is None:
        return ""
    posted, language = timezone.localtime(snapshot.posted_at), get_language() or "hi"
    return long_date(posted.date(), language) if snapshot.posted_day_only else long_datetime(posted, language)


def _notes(post: SocialPost, snapshot: PostSnapshot) -> list[str]:
    """Return what an editor should know of the post where this of it is quoted, as sentences."""
    notes = [] if post.confirmed_at else [_("only proposed")]
    if post.status in (PostStatus.GONE, PostStatus.UNREACHABLE):
        notes.append(str(post.get_status_display()))
    if post.status != PostStatus.GONE and embeds.is_outdated(snapshot, post, post.versions()):
        notes.append(str(PostStatus.EDITED.label))
    if contradiction := social_posts.date_contradiction(snapshot) if snapshot.post_id else "":
        notes.append(contradiction)
    without_text = not any(snapshot.text for snapshot in post.snapshots.all())
    if without_text and post.check_due_at and not post.checked_at:
        notes.append(_("its words are being fetched"))
    elif without_text and post.last_answer in _INCONCLUSIVE:
        notes.append(_("its words could not be fetched; it will be tried again, and you can write them below"))
    elif without_text:
        notes.append(_("without words; write them below"))
    if post.policy != Policy.KEEP:
        notes.append(_("readers see: %s") % post.get_policy_display())
    return notes


@require_POST
@permission_required("articles.add_socialpost", raise_exception=True)
def resolve_view(request: HttpRequest) -> JsonResponse:
    """Make posts of what was pasted or typed; fetch nothing.

    The JSON body is {"items": [{"url", "text", "author", "handle", "language", "date", "flattened", "propose",
    "typed"}, …]}, at most 100 of them. The answer is {"posts": […]} in the same order: null for what is no post,
    {"id", "url"} for a post that is stored now, {"id": null, "error"} for a post that cannot be read.

    `flattened` is a post as plain text, its own text and the line that attributes it; with `propose` it is only
    parsed: {"id": null, "found": {…}}. `typed` is a post that a person wrote down, with "network" and "date"
    (2025-09-29) in addition.
    """
    items = json_value(request, "items", list)
    if items is None or len(items) > _MAX_ITEMS or not all(isinstance(item, dict) for item in items):
        return unreadable()
    if sum(len(text) for item in items for text in item.values() if isinstance(text, str)) > MAX_READ:
        return too_long(MAX_READ)
    return JsonResponse({"posts": [_resolve(item, request) for item in items]})


def _resolve(item: dict[str, Any], request: HttpRequest) -> dict[str, Any] | None:
    if item.get("flattened"):
        return _resolve_flattened(item, request)
    if item.get("typed"):
        return _resolve_typed(item, request)
    language, day = _string(item, "language"), parse_date(_string(item, "date"))
    content = embeds.QuotedContent(
        author_name=_line(item, "author", _MAX_LINE),
        handle=_line(item, "handle", _MAX_LINE).lstrip("@"),
        text=normalise(_string(item, "text")[:_MAX_TEXT]).strip(),
        language=language if _LANGUAGE.fullmatch(language) else "",
        posted_at=local_midnight(day) if day else None,
        posted_day_only=day is not None,
    )
    try:
        return _post(_line(item, "url", _MAX_ADDRESS), content, request, known_networks_only=True)
    except embeds.NotAPost:
        return None


def _resolve_flattened(item: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    parsed = read_post(_string(item, "text")[:_MAX_TEXT])
    if parsed is None:
        sentence = _(
            "No quoted post was made out here. Mark its words and the line below them that says who wrote it: "
            "— Name (@handle) 29 September 2025."
        )
        return {"id": None, "error": sentence}
    if item.get("propose"):
        return {"id": None, "found": _proposal(parsed)}
    return _post(parsed.address, quoted_content(parsed), request, network=parsed.network)


def _resolve_typed(item: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    """Errors are one sentence each, all in one answer."""
    address, network = _line(item, "url", _MAX_ADDRESS + 1), _line(item, "network", _MAX_LINE)
    text, author = normalise(_string(item, "text")[:_MAX_TEXT]).strip(), _line(item, "author", _MAX_LINE)
    day, errors = _day(item), []
    if not text:
        errors.append(_("Write down what the post says."))
    if day is None and _string(item, "date"):
        errors.append(_("There is no such day."))
    if address and not _is_valid_address(address):
        errors.append(_("The address must begin with https:// or http://."))
    elif _has_other_text(address, text, request):
        errors.append(_("This post is kept already, with other words. Choose it from those that are kept."))
    if errors:
        return {"id": None, "error": " ".join(errors)}
    content = embeds.QuotedContent(
        author_name=author, handle=_line(item, "handle", _MAX_LINE).lstrip("@"), text=text,
        posted_at=local_midnight(day) if day else None,
        posted_day_only=day is not None,
    )  # fmt: skip
    return _post(address, content, request, network=network if network in NETWORKS else OTHER_NETWORK)


def _post(address: str, content: embeds.QuotedContent, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
    by: Any = request.user
    post = social_posts.get_or_create_post(address, content, by=by, pending=True, **kwargs)
    identity = embeds.identify(address)
    return {"id": post.pk, "url": link_from(post.network, post.url, identity.start if identity else 0)}


def _has_other_text(address: str, text: str, request: HttpRequest) -> bool:
    """Return whether a quote of the post at this address begins from other text; the typed text would be lost."""
    identity = embeds.identify(address)
    same = Q(network=identity.network, network_id=identity.id) if identity else Q(pk=None)
    posts = SocialPost.objects.filter(Q(url=address) & ~Q(url="") | same).with_snapshots()
    text = embeds.QuotedContent(text=text).with_pictures_apart().text
    beginnings = [post.main.starting_snapshot(request.user.pk) for post in posts]
    texts = {snapshot.text for snapshot in beginnings if snapshot} - {""}
    return bool(texts) and text not in texts


def _day(item: dict[str, Any]) -> dt.date | None:
    dates = possible_dates(_string(item, "date"), timezone.localdate())
    return dates[0] if len(dates) == 1 else None


def _is_valid_address(address: str) -> bool:
    try:
        SocialPost._meta.get_field("url").clean(address, None)
    except ValidationError:
        return False
    return True


def _proposal(parsed: ParsedPost) -> dict[str, str]:
    return {
        "author": parsed.author_name,
        "handle": parsed.handle,
        "text": parsed.text,
        "language": parsed.language,
        "date": long_date(parsed.posted_on, get_language() or "hi") if parsed.posted_on else "",
        "url": parsed.address,
    }


def _string(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _line(item: dict[str, Any], name: str, max_length: int) -> str:
    return single_line(_string(item, name)[:max_length])
