"""Parse a plain text into the blocks of a story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.text import cut, normalise, sentences, unicode_of

from .decoding import EmptyFile, is_blank
from .headings import is_dateline, is_headline, sub_headings
from .lines import TextLayout, line_spans, text_layout
from .post_finder import find_posts, whole_post
from .report import with_notes
from .scripts import language
from .structure import Block, Headline, Paragraph, ParsedPost, ParsedStory, Span, SubHeading

# The length of a headline in lists and in the database.
_HEADLINE_GRAPHEMES, _HEADLINE_CHARACTERS = 110, 300
_FIRST_WORDS = 2000
_END_OF_NO_HEADLINE = re.compile(r"[.।]\Z|\s*[,:;–—-]\s*[\"'“‘]?\Z")


def read(text: str) -> ParsedStory:
    """Return the story in a text; raise `EmptyFile` if there is none. Takes linear time.

    Nothing is lost, see `ParsedStory`, and what is uncertain is in the notes. Text in a legacy font is converted first.
    """
    text, old_font = unicode_of(text)
    normal = normalise(text)
    if is_blank(normal):
        raise EmptyFile
    layout = text_layout(normal)
    found = find_posts(layout)
    blocks = _blocks(layout, found.posts)
    own_text = " ".join(block.text for block in blocks if not isinstance(block, ParsedPost))
    story = ParsedStory(
        text=normal,
        language=language(own_text) or language(normal),
        blocks=tuple(blocks),
        proposed_headline=_proposed_headline(blocks),
        notes=(),
    )
    return with_notes(story, layout, found.left, original=text, old_font=old_font)


def read_post(text: str) -> ParsedPost | None:
    """Return the quoted post in a text that a person has selected, or None if it has no attribution. Linear time."""
    return whole_post(text_layout(normalise(text)))


def _blocks(layout: TextLayout, posts: Sequence[ParsedPost]) -> list[Block]:
    pieces = list(_pieces(layout.text, posts))
    texts = [None if isinstance(piece, ParsedPost) else " ".join(piece.of(layout.text).split()) for piece in pieces]
    titled = texts[0] is not None and len(texts) > 1 and is_headline(texts[0], texts[1])
    headings = sub_headings(["" if titled else texts[0], *texts[1:]])
    blocks: list[Block] = []
    for number, (piece, text) in enumerate(zip(pieces, texts, strict=True)):
        if isinstance(piece, ParsedPost):
            blocks.append(piece)
        elif number == 0 and titled:
            blocks.append(Headline(text or "", piece))
        else:
            kind = SubHeading if number in headings else Paragraph
            blocks.append(kind(text or "", language(text or ""), piece))
    return blocks


def _pieces(text: str, posts: Sequence[ParsedPost]) -> Iterator[ParsedPost | Span]:
    """Yield the posts, and each line between them, in the order of the text."""
    at = 0
    for post in posts:
        yield from line_spans(text, at, post.span.start)
        yield post
        at = post.span.end
    yield from line_spans(text, at, len(text))


def _proposed_headline(blocks: Sequence[Block]) -> str:
    """Return the story's headline, or its first sentence without the full stop, cut to the length of a headline."""
    if isinstance(blocks[0], Headline):
        return blocks[0].text
    # Not the text of a post, and not "Dear desk,".
    own = (block for block in blocks if not isinstance(block, ParsedPost) and not block.text.endswith(","))
    first = next(own, blocks[0])
    found = sentences(first.text[:_FIRST_WORDS])
    if len(found) > 1 and is_dateline(found[0]):
        found = found[1:]
    words = _END_OF_NO_HEADLINE.sub("", " ".join(found[0].split())) if found else ""
    graphemes = _HEADLINE_GRAPHEMES
    while len(proposed := cut(words, graphemes)) > _HEADLINE_CHARACTERS:
        graphemes //= 2
    return proposed
