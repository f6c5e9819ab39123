"""The kinds of notes in the report on a text, and the sentence of each."""

from __future__ import annotations

from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class NoteKind(Enum):
    """(short name, whether a person should look at it)"""

    LANGUAGE = "language", False
    OLD_FONT = "old-font", True
    HEADLINE = "headline", False
    PROPOSED_HEADLINE = "proposed-headline", True
    SUB_HEADING = "sub-heading", False
    WRAPPED = "wrapped", False
    POST = "post", True
    POST_WITHOUT_DATE = "post-without-date", True
    POST_WITHOUT_WORDS = "post-without-words", True
    POST_BEGINS_SOMEWHERE = "post-begins-somewhere", True
    ATTRIBUTION_LEFT = "attribution-left", True
    PICTURE_LEFT = "picture-left", True
    HTML_LEFT = "html-left", True
    DROPPED = "dropped", False

    def __init__(self, label: str, to_check: bool) -> None:
        self.label = label
        self.to_check = to_check


MESSAGES: dict[NoteKind, str | Promise] = {
    NoteKind.LANGUAGE: _("Language of the story: %(language)s."),
    NoteKind.OLD_FONT: _("The text was in an old font and was converted to Unicode: please read it over."),
    NoteKind.HEADLINE: _("Line %(line)d: headline “%(text)s”."),
    NoteKind.PROPOSED_HEADLINE: _("No headline found. Proposed, from the first sentence: “%(text)s”."),
    NoteKind.SUB_HEADING: _("Line %(line)d: sub-heading “%(text)s”."),
    NoteKind.WRAPPED: _("The lines are broken at a fixed width, as in e-mail: they were joined to paragraphs."),
    NoteKind.POST: _(
        "Line %(line)d: quoted post of %(name)s (@%(handle)s). Kept as its data, not in its words: %(kept)s"
    ),
    NoteKind.POST_WITHOUT_DATE: _("Line %(line)d: the quoted post has no date."),
    NoteKind.POST_WITHOUT_WORDS: _("Line %(line)d: no words were found for the quoted post; look above it."),
    NoteKind.POST_BEGINS_SOMEWHERE: _(
        "Line %(line)d: where the words of the quoted post begin is not certain; compare with the text above it."
    ),
    NoteKind.ATTRIBUTION_LEFT: _("Line %(line)d: perhaps a quoted post, left as text: “%(text)s”"),
    NoteKind.PICTURE_LEFT: _("Line %(line)d: a post's picture without its author, left as text: %(text)s"),
    NoteKind.HTML_LEFT: _("Line %(line)d: HTML, left as text: %(text)s"),
    NoteKind.DROPPED: _("Left out, because it cannot be shown: %(what)s."),
}
