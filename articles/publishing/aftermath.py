"""What follows an act once it is committed. One list: search and the page cache join here."""

from __future__ import annotations

import logging

from django.db import transaction

from articles.models import Act

logger = logging.getLogger("newsroom.publishing")


def after_commit(story_id: int, act: Act, by_name: str) -> None:
    """To be called inside the act's transaction; nothing of it happens if that is undone."""
    transaction.on_commit(lambda: _follow(story_id, act, by_name), robust=True)


def _follow(story_id: int, act: Act, by_name: str) -> None:
    logger.info("story %d: %s by %s", story_id, act.value, by_name)
