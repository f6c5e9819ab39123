"""Who may take which transition of which article: the permission rules that the table of the workflow names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from articles.models import Article, Status, User


@dataclass(frozen=True)
class Rule:
    """Who may take a transition. The list of stories offers the bulk action to holders of `bulk_permission`."""

    description: str
    bulk_permission: str
    permits: Callable[[Article, User], bool]


def is_own(article: Article, user: User) -> bool:
    """Return whether the user created the article or stands in its bylines. One query unless the user created it."""
    if article.pk is None or article.created_by_id == user.pk:
        return True
    return article.bylines.filter(author__user=user).exists()


def may_edit(article: Article, user: User) -> bool:
    """Return whether this person may change the text of this article in its present state."""
    return article.deleted_at is None and _may_write(article, user)


def _may_write(article: Article, user: User) -> bool:
    """Return the same as `may_edit`, but also for an article in the trash: that is a matter of state."""
    if not user.has_perm("articles.change_article" if article.pk else "articles.add_article"):
        return False
    if article.status in (Status.PUBLISHED, Status.WITHDRAWN) or article.has_address:
        return user.has_perm("articles.publish_article")
    if user.has_perm("articles.edit_any_article"):
        return True
    return article.status in (Status.DRAFT, Status.IN_REVIEW) and is_own(article, user)


def _may_trash(article: Article, user: User) -> bool:
    if user.has_perm("articles.trash_article"):
        return True
    unpublished_draft = article.status == Status.DRAFT and not article.has_address
    return unpublished_draft and user.has_perm("articles.change_article") and is_own(article, user)


def holders_of(permission: str) -> Rule:
    """Permit every article to holders of the permission. A new article needs `add_article` too."""

    def permits(article: Article, user: User) -> bool:
        may_begin = article.pk is not None or user.has_perm("articles.add_article")
        return may_begin and user.has_perm(f"articles.{permission}")

    return Rule(f"`{permission}`", permission, permits)


WRITERS = Rule("who may edit the text", "change_article", _may_write)
TRASHERS = Rule("`trash_article`; `change_article` for an own unpublished draft", "change_article", _may_trash)
