"""From an attribution to the post it belongs to: which of the words around it are the post's.

The rules:

- A post in another script than the story reaches up to where the script changes.
- A post in the story's own script is the one paragraph with the attribution or right above it: rather too little, which
  an editor adds, than the newsroom's words in somebody's mouth.
- The attribution may also stand in the middle. The rest then follows it and ends with the picture link, as on X.
- What goes on as a sentence after the attribution is prose that names an account, no post.
"""

from __future__ import annotations

from dataclasses import dataclass

from .attribution import Attribution, attributions
from .lines import TextLayout
from .post_text import PostReading
from .script_map import script_map
from .structure import ParsedPost


@dataclass(frozen=True)
class PostSearch:
    """Posts in the order of the text; `left` has the form of an attribution and too little else."""

    posts: list[ParsedPost]
    left: list[Attribution]


def whole_post(layout: TextLayout) -> ParsedPost | None:
    """The text as one post, all of its words; None where nobody is named as its author, or more than one."""
    candidates = attributions(layout.lines)
    if len(candidates) != 1:
        return None
    scripts = script_map(layout, candidates)
    return PostReading(scripts, candidates[0], bound=0, free_until=len(layout.text), refused=False).whole()


def find_posts(layout: TextLayout) -> PostSearch:
    """Linear time: no line is looked at for more than two attributions."""
    candidates = attributions(layout.lines)
    scripts = script_map(layout, candidates)
    posts: list[ParsedPost] = []
    left: list[Attribution] = []
    free_until = len(layout.text)
    # From the end: what a later post takes, an earlier one cannot continue into.
    for number in range(len(candidates) - 1, -1, -1):
        bound = candidates[number - 1].span.end if number else 0
        refused = left[-1].span.start if left else len(layout.text)
        post = PostReading(scripts, candidates[number], bound, min(free_until, refused), refused < free_until).post()
        if post:
            posts.append(post)
            free_until = post.span.start
        else:
            left.append(candidates[number])
    return PostSearch(posts[::-1], left[::-1])
