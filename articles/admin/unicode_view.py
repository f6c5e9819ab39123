"""JSON views that convert pasted text for the body editor: Hindi in a legacy font, and the parts of a plain text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from articles.importers.plain_text import (
    EmptyFile,
    Headline,
    ParsedPost,
    ParsedStory,
    Span,
    SubHeading,
    read,
    read_dateline,
)
from articles.text import long_date, unicode_of

from .limits import MAX_OLD_FONT, MAX_READ, too_long
from .submitted import json_value, unreadable

_MAX_RUNS, _MAX_RUN, _MAX_FONT = 1000, 50_000, 1000


@require_POST
def unicode_view(request: HttpRequest) -> JsonResponse:
    """POST JSON {"runs": [{"text", "font"}, …]}, at most 1,000 with 150,000 characters ->
    {"runs": [{"text", "converted"}, …]} in order.

    `font` is "" if unknown. Text in Unicode, and text longer than 50,000 characters, is returned unchanged.
    """
    _check(request)
    runs = json_value(request, "runs", list)
    if runs is None or len(runs) > _MAX_RUNS or not all(isinstance(run, dict) for run in runs):
        return unreadable()
    if sum(len(str(run.get("text", ""))) for run in runs) > MAX_OLD_FONT:
        return too_long(MAX_OLD_FONT)
    return JsonResponse({"runs": [_converted(run) for run in runs]})


@require_POST
def reading_view(request: HttpRequest) -> JsonResponse:
    """POST JSON {"text"}, at most 300,000 characters with "\\n" line ends -> {"parts": […], "dateline"}.

    Nothing is written.
    `dateline` is null, or the `place` and `agency` before the first sentence, and all `words` before it.

    The parts are the headline, the sub-headings and the quoted posts, each with its `kind` ("headline", "heading",
    "post") and the numbers of its `first` and `last` line, from 0. `before` and `after` are the rest of these lines. A
    post also has `span`, its source text, what was parsed from it, and whether it is `certain` where its words begin.
    """
    _check(request)
    text = json_value(request, "text", str)
    if text is None:
        return unreadable()
    if len(text) > MAX_READ:
        return too_long(MAX_READ)
    try:
        return JsonResponse({"parts": list(_parts(read(text))), "dateline": _dateline(text)})
    except EmptyFile:
        return JsonResponse({"parts": [], "dateline": None})


def _dateline(text: str) -> dict[str, str] | None:
    found = read_dateline(text)
    return {"place": found.place, "agency": found.agency, "words": text[: found.end]} if found else None


def _parts(story: ParsedStory) -> Iterator[dict[str, Any]]:
    for block in story.blocks:
        if isinstance(block, Headline | SubHeading):
            kind = "headline" if isinstance(block, Headline) else "heading"
            yield {"kind": kind, "text": block.text, **_lines(story.text, block.span)}
        elif isinstance(block, ParsedPost):
            day = long_date(block.posted_on, get_language() or "hi") if block.posted_on else ""
            yield {
                "kind": "post", "span": block.span.of(story.text), "author": block.author_name, "handle": block.handle,
                "words": block.text, "language": block.language, "date": day,
                "certain": block.certain, **_lines(story.text, block.span),
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
    if not isinstance(text, str) or len(text) > _MAX_RUN:
        return {"text": text, "converted": False}
    converted_text, converted = unicode_of(text, font[:_MAX_FONT] if isinstance(font, str) else "")
    return {"text": converted_text, "converted": converted}


def _check(request: HttpRequest) -> None:
    if not (request.user.has_perm("articles.add_article") or request.user.has_perm("articles.change_article")):
        raise PermissionDenied
