"""What the body editor asks of the desk about pasted words: Hindi in an old font, and what a plain text holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.importers.plain_text import EmptyFile, Headline, ParsedPost, ParsedStory, Span, SubHeading, read
from articles.text import long_date, unicode_of

_RUNS_AT_MOST, _LONGEST_RUN, _LONGEST_FONT, _LONGEST_TEXT = 1000, 50_000, 1000, 300_000


@require_POST
def unicode_view(request: HttpRequest) -> JsonResponse:
    """POST {"runs": [{"text", "font"}, …]} as JSON, at most 1,000: {"runs": [{"text", "converted"}, …]}, as many.

    `font` is empty where it is not known. What is in Unicode, or longer than 50,000 characters, comes back as it is.
    """
    _check(request)
    runs = _sent(request, "runs", list)
    if runs is None or len(runs) > _RUNS_AT_MOST or not all(isinstance(run, dict) for run in runs):
        return _unreadable()
    return JsonResponse({"runs": [_converted(run) for run in runs]})


@require_POST
def reading_view(request: HttpRequest) -> JsonResponse:
    """POST {"text"} as JSON, at most 300,000 characters with "\\n" at the ends of lines: {"parts": […]}.

    The headline, the sub-headings and the quoted posts in it, each with its `kind` ("headline", "heading", "post") and
    the numbers of its `first` and `last` line, from 0. `before` and `after` are what else stands in these lines. A post
    has its `span`, the text that it is now, and what was made out of it. Nothing is written.
    """
    _check(request)
    text = _sent(request, "text", str)
    if text is None or len(text) > _LONGEST_TEXT:
        return _unreadable()
    try:
        return JsonResponse({"parts": list(_parts(read(text)))})
    except EmptyFile:
        return JsonResponse({"parts": []})


def _parts(story: ParsedStory) -> Iterator[dict[str, Any]]:
    for block in story.blocks:
        if isinstance(block, Headline | SubHeading):
            kind = "headline" if isinstance(block, Headline) else "heading"
            yield {"kind": kind, "text": block.text, **_lines(story.text, block.span)}
        elif isinstance(block, ParsedPost):
            day = long_date(block.posted_on, get_language() or "hi") if block.posted_on else ""
            yield {
                "kind": "post", "span": block.span.of(story.text), "author": block.author_name, "handle": block.handle,
                "words": block.text, "language": block.language, "date": day, **_lines(story.text, block.span),
            }  # fmt: skip


def _lines(text: str, span: Span) -> dict[str, Any]:
    begins, ends = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    return {
        "first": text.count("\n", 0, span.start),
        "last": text.count("\n", 0, span.end),
        "before": text[begins : span.start],
        "after": text[span.end : ends if ends >= 0 else len(text)],
    }


def _converted(run: dict[str, Any]) -> dict[str, Any]:
    text, font = run.get("text"), run.get("font")
    if not isinstance(text, str) or len(text) > _LONGEST_RUN:
        return {"text": text, "converted": False}
    said, converted = unicode_of(text, font[:_LONGEST_FONT] if isinstance(font, str) else "")
    return {"text": said, "converted": converted}


def _check(request: HttpRequest) -> None:
    if not (request.user.has_perm("articles.add_article") or request.user.has_perm("articles.change_article")):
        raise PermissionDenied


def _sent(request: HttpRequest, name: str, kind: type) -> Any:
    """What was sent under this name; None where it is no such thing."""
    try:
        value = json.loads(request.body)[name]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return value if isinstance(value, kind) else None


def _unreadable() -> JsonResponse:
    return JsonResponse({"error": _("What was sent cannot be read.")}, status=400)
