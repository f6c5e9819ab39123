"""The notes on a parsed text: what was found, what is uncertain, what was left out."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.embeds import contradicted_by, identify, time_of_id
from articles.models import local_midnight
from articles.text import cut, long_date, normalise

from .attribution import HTML_TAG, PICTURE, Attribution
from .dateline import read_dateline
from .lines import TextLayout, line_number, line_starts
from .scripts import script
from .structure import Headline, NoteKind, Paragraph, ParsedPost, ParsedStory, ReportNote, Role, SubHeading

_LANGUAGES = {"hi": _("Hindi"), "en": _("English")}
_QUOTED_GRAPHEMES = 120
# In the language in which the note is shown.
_in_words = lazy(lambda day: long_date(day, get_language() or "hi"), str)


def with_notes(
    story: ParsedStory, layout: TextLayout, left: Sequence[Attribution], *, original: str, old_font: bool
) -> ParsedStory:
    """Return the story with its notes: those on all of it first, then line by line.

    `original` is the text before it was normalised; `old_font` says that it was converted from a legacy font.
    """
    starts = line_starts(story.text)
    by_line = [*_on_blocks(story, starts), *_on_attributions(story, left, starts)]
    general = _on_all(story, original, wrapped=layout.wrapped, old_font=old_font)
    return replace(story, notes=(*general, *sorted(by_line, key=lambda note: note.line)))


def _on_all(story: ParsedStory, original: str, *, wrapped: bool, old_font: bool) -> Iterator[ReportNote]:
    if story.language in _LANGUAGES:
        yield ReportNote(NoteKind.LANGUAGE, 0, {"language": _LANGUAGES[story.language]})
    if old_font:
        yield ReportNote(NoteKind.OLD_FONT)
    if not story.headline:
        yield ReportNote(NoteKind.PROPOSED_HEADLINE, 0, {"text": story.proposed_headline})
    if wrapped:
        yield ReportNote(NoteKind.WRAPPED)
    if dropped := _dropped(original):
        yield ReportNote(NoteKind.DROPPED, 0, {"what": dropped})


def _dropped(original: str) -> str:
    """Return the characters that `normalise` removes, each with its count, code point and name."""
    # A byte order mark at the beginning is part of the encoding, not of the text.
    counted = Counter(original.removeprefix("\ufeff"))
    gone = sorted(character for character in counted if not normalise(character))
    return ", ".join(f"{counted[each]} × U+{ord(each):04X} {unicodedata.name(each, '')}".rstrip() for each in gone)


def _on_blocks(story: ParsedStory, starts: Sequence[int]) -> Iterator[ReportNote]:
    html_noted = False
    first = next((block for block in story.blocks if isinstance(block, Paragraph)), None)
    if first and (found := read_dateline(first.text)):
        kind = NoteKind.DATELINE if found.agency else NoteKind.DATELINE_PLACE
        values = {"place": found.place, "agency": found.agency}
        yield ReportNote(kind, line_number(starts, first.span.start), values)
    for block in story.blocks:
        line = line_number(starts, block.span.start)
        if isinstance(block, ParsedPost):
            yield from _on_post(story, block, line)
            continue
        if isinstance(block, Headline | SubHeading):
            kind = NoteKind.HEADLINE if isinstance(block, Headline) else NoteKind.SUB_HEADING
            yield ReportNote(kind, line, {"text": block.text})
        if link := PICTURE.search(block.text):
            yield ReportNote(NoteKind.PICTURE_LEFT, line, {"text": link.group()})
        if not html_noted and (tag := HTML_TAG.search(block.text)):
            html_noted = True
            yield ReportNote(NoteKind.HTML_LEFT, line, {"text": cut(tag.group(), _QUOTED_GRAPHEMES)})


def _on_post(story: ParsedStory, post: ParsedPost, line: int) -> Iterator[ReportNote]:
    kept = (part.span.of(story.text) for part in post.parts if part.role != Role.WORDS)
    data = " · ".join(" ".join(part.split()) for part in kept)
    yield ReportNote(NoteKind.POST, line, {"name": post.author_name, "handle": post.handle, "kept": data})
    identity = identify(post.address)
    network, post_id = (identity.network, identity.id) if identity else ("", "")
    posted_at = local_midnight(post.posted_on) if post.posted_on else None
    if posted_at is None and time_of_id(network, post_id) is None:
        yield ReportNote(NoteKind.POST_WITHOUT_DATE, line)
    if post.posted_on and (by_address := contradicted_by(network, post_id, posted_at, day_only=True)):
        values = {"date": _in_words(post.posted_on), "by_address": _in_words(timezone.localtime(by_address).date())}
        yield ReportNote(NoteKind.POST_OF_ANOTHER_DAY, line, values)
    if not script(post.text):
        yield ReportNote(NoteKind.POST_WITHOUT_WORDS, line)
    elif not post.certain:
        yield ReportNote(NoteKind.POST_BEGINS_SOMEWHERE, line)


def _on_attributions(story: ParsedStory, left: Sequence[Attribution], starts: Sequence[int]) -> Iterator[ReportNote]:
    for attribution in left:
        start, end = attribution.span
        words = " ".join(story.text[start : end + 3 * _QUOTED_GRAPHEMES].split("\n")[0].split())
        line = line_number(starts, start)
        yield ReportNote(NoteKind.ATTRIBUTION_LEFT, line, {"text": cut(words, _QUOTED_GRAPHEMES)})
