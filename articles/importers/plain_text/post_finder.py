"""Find the quoted posts of a text: which of the text around an attribution is the post's.

The rules:

- A post in another script than the story reaches up to where the script changes.
- A post in the story's own script is the one paragraph with the attribution or right above it. Too little is better
  than attributing the newsroom's text to somebody else: an editor can add what is missing.
- The attribution may also be in the middle. The rest then follows it and ends with the picture link, as on X.
- If a sentence goes on after the attribution, it is prose that names an account, and no post.

A post that was copied from a page of X has another form: see `page_copies`.
"""

from __future__ import annotations

from dataclasses import dataclass

from .attribution import Attribution, attributions
from .lines import TextLayout
from .page_copies import PageCopy, marked_copy, page_copies
from .post_text import PostReading
from .scripts import script_map
from .structure import ParsedPost


@dataclass(frozen=True)
class PostSearch:
    """Posts in the order of the text; `left` are attributions with too little else to be posts."""

    posts: list[ParsedPost]
    left: list[Attribution]


def whole_post(layout: TextLayout) -> ParsedPost | None:
    """Return the whole text as one post, or None unless there is exactly one attribution."""
    candidates = attributions(layout.lines)
    if len(candidates) != 1:
        return marked_copy(layout) if not candidates else None
    scripts = script_map(layout, candidates)
    return PostReading(scripts, candidates[0], bound=0, free_until=len(layout.text), refused=False).whole()


def find_posts(layout: TextLayout) -> PostSearch:
    """Takes linear time: no line is examined for more than two attributions."""
    copies = page_copies(layout)
    copied = frozenset(line for copy in copies for line in range(copy.line, copy.last_line + 1))
    attributed = [each for each in attributions(layout.lines) if each.line not in copied]
    scripts = script_map(layout, attributed, copied)
    candidates: list[Attribution | PageCopy] = sorted([*attributed, *copies], key=lambda each: each.span)
    posts: list[ParsedPost] = []
    left: list[Attribution] = []
    free_until = len(layout.text)
    # From the end: an earlier post cannot continue into what a later one has taken.
    for number in range(len(candidates) - 1, -1, -1):
        candidate = candidates[number]
        bound = candidates[number - 1].span.end if number else 0
        refused = left[-1].span.start if left else len(layout.text)
        if isinstance(candidate, PageCopy):
            post: ParsedPost | None = candidate.post
        else:
            post = PostReading(scripts, candidate, bound, min(free_until, refused), refused < free_until).post()
        if post:
            posts.append(post)
            free_until = post.span.start
        elif isinstance(candidate, Attribution):
            left.append(candidate)
    return PostSearch(posts[::-1], left[::-1])
