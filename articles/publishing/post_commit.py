"""What follows an act once it is committed. One list: search and the page cache join here."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.db import transaction

from articles.models import TransitionName

from . import indexing

logger = logging.getLogger("newsroom.publishing")


def after_commit(story_id: int, act: TransitionName, by_name: str) -> None:
    """To be called inside the act's transaction; nothing of it happens if that is undone."""
    transaction.on_commit(lambda: _follow(story_id, act, by_name), robust=True)


def after_post(post_id: int, story_ids: Sequence[int], what: str, by_name: str) -> None:
    """The same for a change of a quoted post: these stories show it."""
    transaction.on_commit(lambda: _follow_post(post_id, story_ids, what, by_name), robust=True)


def after_naming(kind: indexing.Named, key: int) -> None:
    """The same for a tag, an author or a section that goes by another name or stands elsewhere in the tree."""
    transaction.on_commit(lambda: indexing.bring_up_to_date_with(kind, key), robust=True)


def after_arrangement(section_id: int | None, what: str, by_name: str) -> None:
    """The same for a page of the front desk: the front page, or a section's."""
    transaction.on_commit(lambda: _follow_arrangement(section_id, what, by_name), robust=True)


def after_site(what: str, by_name: str) -> None:
    """The same for the paper's name, look, menus or advertising: every page shows them."""
    transaction.on_commit(lambda: logger.info("%s: saved by %s", what, by_name), robust=True)


def _follow(story_id: int, act: TransitionName, by_name: str) -> None:
    logger.info("story %d: %s by %s", story_id, act.value, by_name)
    indexing.bring_up_to_date([story_id])


def _follow_post(post_id: int, story_ids: Sequence[int], what: str, by_name: str) -> None:
    logger.info("post %d: %s by %s, in %d stories", post_id, what, by_name or "the worker", len(story_ids))
    indexing.bring_up_to_date(story_ids)


def _follow_arrangement(section_id: int | None, what: str, by_name: str) -> None:
    logger.info("%s: %s by %s", f"page of section {section_id}" if section_id else "front page", what, by_name)
