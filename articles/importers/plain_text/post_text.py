"""Read one post from its attribution: which of the text around it is the post's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from .attribution import HTML_TAG, PICTURE, Attribution
from .headings import may_be_heading
from .post_urls import is_address, is_address_of, network_of
from .scripts import ScriptMap, end_of, language, script
from .structure import ParsedPost, Part, Role, Span

# Scores in tenths: the form of an attribution alone is not enough.
_FORM, _WEAK_FORM, _DATED, _PICTURED, _ENOUGH = 5, 4, 3, 2, 7
# The longest post that X takes from everyone, with its picture link, and what is still plausible as one.
_LONGEST_POST, _PLAUSIBLE_POST = 280 + 40, 1000
_LINES_AFTER = 8
_MIXED_WORDS = 3
_RULE = re.compile(r"[-–—_*=~#.•·\s]{3,}")
_POST_SIGN = regex.compile(r"[#＃@＠]\p{L}|\p{Extended_Pictographic}|\p{Regional_Indicator}")
_SIGN_OFF = re.compile(r"[(\[]?\s?(?:[—–―]|--)|[(\[][^()\[\]]{1,60}[)\]]\Z")
_BLANK_LINE = re.compile(r"\n\s*\n")
_CLOSERS = " \t.,:;।!?…'\"”’“‘)(–—-"
_MORE_THAN_CLOSERS = re.compile(r"[^\s.,:;।!?…'\"”’)\]}|*-]")


@dataclass(frozen=True)
class _After:
    """The post's part of the lines after the attribution. `last_line` is the index of the last one, or -1 if other
    text follows on it. `attribution_end` is the end of the attribution if a closing mark makes it longer, else 0.
    """

    words: tuple[Span, ...] = ()
    last_line: int = 0
    attribution_end: int = 0


@dataclass(frozen=True)
class PostReading:
    """`bound` is the end of the previous attribution. `free_until` is the start of the next post, or of something that
    only looks like an attribution; `refused` says which. Nothing outside these two belongs to the post.
    """

    map: ScriptMap
    attribution: Attribution
    bound: int
    free_until: int
    refused: bool

    def post(self) -> ParsedPost | None:
        """Return the post, or None if there is too little to call it one."""
        line = self.map.lines[self.attribution.line].span
        head = self.map.trimmed(max(line.start, self.bound), self.attribution.span.start)
        mixed = self._words_after_the_story(head)
        own = script(self.map.of(mixed or head)) or self._script_nearby()
        foreign = own not in ("", self.map.story_script)
        above = [] if mixed else self._above_in_script(own, head) if foreign else self._above_in_paragraph(head)
        before = [self.map.lines[number].span for number in above] + ([mixed or head] if head.start < head.end else [])
        after = self._after(own, foreign=foreign, pictured=any(PICTURE.search(self.map.of(span)) for span in before))
        if after is None:
            return None
        first_line = above[0] if above else self.attribution.line
        return self._assembled(before, after, first_line, certain=foreign and not mixed)

    def whole(self) -> ParsedPost | None:
        """Return the whole text as this post, whatever its script: a person has said where it begins and ends."""
        lines, here = self.map.lines, self.attribution
        above = [line.span for line in lines[: here.line]]
        head = self.map.trimmed(lines[here.line].span.start, here.span.start)
        tail = self.map.trimmed(here.span.end, lines[here.last_line].span.end)
        closers = tail if not _MORE_THAN_CLOSERS.search(self.map.of(tail)) else None
        rest = [] if closers or tail.start == tail.end else [tail]
        below = [line.span for line in lines[here.last_line + 1 :]]
        after = _After((*rest, *below), len(lines) - 1, closers.end if closers else 0)
        before = [*above, *([head] if head.start < head.end else [])]
        return self._assembled(before, after, 0, certain=True)

    # Above the attribution

    def _words_after_the_story(self, head: Span) -> Span | None:
        """Return the end of a line that begins in the story's script and ends in another: only that can be the post."""
        text = self.map.of(head)
        turn = end_of(self.map.story_script, text)
        story, rest = text[:turn], text[turn:]
        if script(story) != self.map.story_script or len(story.split()) < _MIXED_WORDS:
            return None
        words = rest.lstrip(_CLOSERS)
        if not script(words) or len(words.split()) <= _MIXED_WORDS or len(words) == len(rest.lstrip()):
            return None
        return Span(head.end - len(words), head.end)

    def _script_nearby(self) -> str:
        """Return the script of the nearest words above the attribution, or below it if there are none."""
        for number in self._numbers_above():
            if self.map.scripts[number]:
                return self.map.scripts[number]
        below = self.attribution.last_line + 1
        return self.map.scripts[below] if below < len(self.map.lines) and not self.bound else ""

    def _numbers_above(self) -> Iterator[int]:
        """Yield the numbers of the lines above, upwards, until a horizontal rule or the end of the previous post."""
        for number in range(self.attribution.line - 1, -1, -1):
            line = self.map.lines[number]
            if line.span.start < self.bound or _RULE.fullmatch(line.text):
                return
            yield number

    def _above_in_script(self, own: str, head: Span) -> list[int]:
        """Return the numbers of the lines above up to where the script changes."""
        taken: list[int] = []
        for number in self._numbers_above():
            # A picture link ends a post: above the last text it is the end of another one.
            ends_another = PICTURE.search(self.map.lines[number].text) and (taken or head.start < head.end)
            if self.map.scripts[number] not in ("", own) or ends_another:
                break
            taken.append(number)
        # The newsroom's own lines: no post begins with a URL or a sign-off.
        while taken and (is_address(top := self.map.lines[taken[-1]].text) or _SIGN_OFF.match(top)):
            taken.pop()
        return taken[::-1]

    def _above_in_paragraph(self, head: Span) -> list[int]:
        """Return the numbers of the lines of the attribution's paragraph, or of the one above if it is alone.

        If that paragraph is only a picture link, the one above it is added if it has hashtags, mentions or emoji.
        """
        alone = head.start == head.end
        numbers = self._paragraph(self.attribution.line - 1, None if alone else head)
        words = self.map.of(head) + "".join(self.map.lines[number].text for number in numbers)
        if words and not PICTURE.sub("", words).strip():
            further = self._paragraph((numbers[-1] if numbers else self.attribution.line) - 1, None)
            if any(_POST_SIGN.search(self.map.lines[number].text) for number in further):
                numbers += further
        return numbers[::-1]

    def _paragraph(self, last: int, head: Span | None) -> list[int]:
        """Return the line numbers, upwards, of the paragraph that ends with line `last` or goes on with `head`."""
        lines = self.map.lines
        group = lines[self.attribution.line if head else last].group
        numbers: list[int] = []
        length = head.end - head.start if head else 0
        for number in self._numbers_above():
            if number > last:
                continue
            ends_another = PICTURE.search(lines[number].text) and (head or number < last)
            if lines[number].group != group or ends_another:
                break
            numbers.append(number)
            length += len(lines[number].text)
        if length > _LONGEST_POST:
            numbers = [] if head else numbers[:1]
        # The first line may be the newsroom's sub-heading; if it is all there is, it is the post.
        if numbers and (head or len(numbers) > 1) and may_be_heading(lines[numbers[-1]].text):
            numbers.pop()
        return numbers

    # After it

    def _after(self, own: str, *, foreign: bool, pictured: bool) -> _After | None:
        """Return None if the sentence goes on: then it only names an account, and is no post."""
        here = self.attribution
        line_end = self.map.lines[here.last_line].span.end
        tail = self.map.trimmed(here.span.end, min(line_end, self.free_until))
        text = self.map.of(tail)
        goes_on = self.refused and self.free_until < line_end
        if not goes_on and not _MORE_THAN_CLOSERS.search(text):
            return self._below(own, foreign=foreign, pictured=pictured, attribution_end=tail.end if text else 0)
        if not goes_on and is_address(text):
            words = (tail,) if is_address_of(text, here.handle) else ()
            return _After(words, here.last_line)
        picture = PICTURE.search(text)
        if picture and not pictured:
            return _After((Span(tail.start, tail.start + picture.end()),), here.last_line)
        if foreign and script(text) == self.map.story_script:
            return _After(last_line=-1)
        return None

    def _below(self, own: str, *, foreign: bool, pictured: bool, attribution_end: int) -> _After:
        """Return the lines below up to a picture link if the post has none yet and one follows soon."""
        lines, first = self.map.lines, self.attribution.last_line + 1
        nothing = _After((), self.attribution.last_line, attribution_end)
        if pictured:
            return nothing
        for number in range(first, min(first + _LINES_AFTER, len(lines))):
            line = lines[number]
            if (
                line.span.end > self.free_until
                or number in self.map.attributed
                or self.map.scripts[number] not in ("", own)
                or _RULE.fullmatch(line.text)
                or (not foreign and line.group != lines[first].group)
            ):
                return nothing
            if picture := PICTURE.search(line.text):
                spans = [line.span for line in lines[first:number]]
                last = Span(line.span.start, line.span.start + picture.end())
                return _After((*spans, last), number if last.end == line.span.end else -1, attribution_end)
        return nothing

    # All of it

    def _assembled(self, before: list[Span], after: _After, first_line: int, *, certain: bool) -> ParsedPost | None:
        here = self.attribution
        spans = [*before, *after.words]
        address = next((span for span in spans if is_address_of(self.map.of(span), here.handle)), None)
        address = address or self._address_beside(before, first_line, after.last_line)
        words, pictures = self._without_last_pictures([span for span in spans if span != address])
        parts = [Part(Role.WORDS, span) for span in words] + [Part(Role.PICTURE, span) for span in pictures]
        parts.append(Part(Role.ATTRIBUTION, Span(here.span.start, max(here.span.end, after.attribution_end))))
        parts += [Part(Role.ADDRESS, address)] if address else []
        parts.sort(key=lambda part: part.span)
        whole = Span(parts[0].span.start, parts[-1].span.end)
        links = tuple(match.group() for span in spans for match in PICTURE.finditer(self.map.of(span)))
        text = self._joined(words)
        score = self._score(pictured=bool(links), addressed=address is not None)
        if score < _ENOUGH or not (text or links) or HTML_TAG.search(self.map.text, *whole):
            return None
        url = self.map.of(address) if address else ""
        return ParsedPost(
            author_name=here.name,
            handle=here.handle,
            text=text,
            language=language(text),
            posted_on=here.posted_on,
            pictures=links,
            address=url,
            network=network_of(url, here.handle, pictured=bool(links)),
            score=score / 10,
            certain=certain and len(text) <= _PLAUSIBLE_POST,
            span=whole,
            parts=tuple(parts),
        )

    def _address_beside(self, before: Sequence[Span], first_line: int, last_line: int) -> Span | None:
        """Return the span of the post's URL on the line right below or right above it."""
        lines = self.map.lines
        starts_line = not before or before[0].start == lines[first_line].span.start
        numbers = [last_line + 1] if last_line >= 0 else []
        numbers += [first_line - 1] if starts_line else []
        for number in numbers:
            if 0 <= number < len(lines):
                span = lines[number].span
                inside = self.bound <= span.start and span.end <= self.free_until
                if inside and is_address_of(lines[number].text, self.attribution.handle):
                    return span
        return None

    def _without_last_pictures(self, words: list[Span]) -> tuple[list[Span], list[Span]]:
        """Return the text without the picture links at its end, and these links. Links within the text stay."""
        kept, pictures = list(words), []
        while kept:
            span = kept.pop()
            end = span.end
            for link in reversed(list(PICTURE.finditer(self.map.text, *span))):
                if link.end() != end:
                    break
                pictures.append(Span(*link.span()))
                end = link.start()
                while end > span.start and self.map.text[end - 1].isspace():
                    end -= 1
            if end > span.start:
                kept.append(Span(span.start, end))
                break
        return kept, pictures

    def _joined(self, words: Sequence[Span]) -> str:
        text = ""
        for number, span in enumerate(words):
            if number:
                between = self.map.text[words[number - 1].end : span.start]
                text += "\n\n" if _BLANK_LINE.search(between) else "\n"
            text += self.map.of(span)
        return text

    def _score(self, *, pictured: bool, addressed: bool) -> int:
        text = self.map.of(self.attribution.span)
        form = _WEAK_FORM if text.startswith("-") and not text.startswith("--") else _FORM
        known = self.attribution.posted_on is not None or addressed
        return min(10, form + known * _DATED + pictured * _PICTURED)
