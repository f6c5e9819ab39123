"""Work that follows a change once it is committed: the log line, the search index, files that are no longer used.

Call these inside the transaction of the change. If it is rolled back, nothing happens; if the work fails, the change
stays.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.files.storage import default_storage
from django.db import transaction

from articles.models import TransitionName

from . import search_sync

logger = logging.getLogger("newsroom.publishing")
_collected: ContextVar[list[int] | None] = ContextVar("collected", default=None)


@contextmanager
def one_index_update() -> Iterator[None]:
    """Index the articles of all transitions inside together at the end, instead of each after its commit."""
    article_ids: list[int] = []
    token = _collected.set(article_ids)
    try:
        yield
    finally:
        _collected.reset(token)
        if article_ids:
            search_sync.update_index(article_ids)


def after_transition(article_id: int, name: TransitionName, by_name: str) -> None:
    """Log the transition and index the article."""
    transaction.on_commit(lambda: _follow_transition(article_id, name, by_name), robust=True)


def after_post(post_id: int, article_ids: Sequence[int], action: str, by_name: str) -> None:
    """Log a change of a social post and index the articles that quote it. `by_name` is "" for the worker."""
    transaction.on_commit(lambda: _follow_post(post_id, article_ids, action, by_name), robust=True)


def after_name_change(kind: search_sync.NamedKind, key: int) -> None:
    """Index the articles of a tag, author or section that has another name, or another parent in the tree."""
    transaction.on_commit(lambda: search_sync.update_index_of(kind, key), robust=True)


def after_arrangement(section_id: int | None, action: str, by_name: str) -> None:
    """Log a change of the front page (None) or of a section's page."""
    page = f"page of section {section_id}" if section_id else "front page"
    transaction.on_commit(lambda: logger.info("%s: %s by %s", page, action, by_name), robust=True)


def after_site(target: str, by_name: str) -> None:
    """Log a change of the site settings, menus or advertising."""
    transaction.on_commit(lambda: logger.info("%s: saved by %s", target, by_name), robust=True)


def after_files(names: Iterable[str]) -> None:
    """Delete files that no row names any more."""
    unused = list(names)
    transaction.on_commit(lambda: delete_files(unused), robust=True)


def delete_files(names: Iterable[str]) -> None:
    """Delete files of the default storage at once. Names without a file are skipped."""
    for name in names:
        default_storage.delete(name)


def _follow_transition(article_id: int, name: TransitionName, by_name: str) -> None:
    logger.info("story %d: %s by %s", article_id, name.value, by_name)
    if (collected := _collected.get()) is not None:
        collected.append(article_id)
    else:
        search_sync.update_index([article_id])


def _follow_post(post_id: int, article_ids: Sequence[int], action: str, by_name: str) -> None:
    logger.info("post %d: %s by %s, in %d stories", post_id, action, by_name or "the worker", len(article_ids))
    search_sync.update_index(article_ids)
