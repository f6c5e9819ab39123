"""Which steps a story can take, and who may take them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Status, TransitionName, User

from .errors import NotAllowed, WrongStep

_BEFORE = frozenset({Status.DRAFT, Status.IN_REVIEW, Status.APPROVED})


@dataclass(frozen=True)
class Step:
    """`from_` are the states it leads from, `permission` the right it needs, `to` the state it leads to, if another."""

    from_: frozenset[Status]
    permission: str
    to: Status | None = None


STEPS: dict[TransitionName, Step] = {
    TransitionName.SAVE_DRAFT: Step(_BEFORE | {Status.WITHDRAWN}, "change_article"),
    TransitionName.SUBMIT: Step(frozenset({Status.DRAFT}), "change_article", Status.IN_REVIEW),
    TransitionName.SEND_BACK: Step(frozenset({Status.IN_REVIEW, Status.APPROVED}), "review_article", Status.DRAFT),
    TransitionName.APPROVE: Step(frozenset({Status.DRAFT, Status.IN_REVIEW}), "review_article", Status.APPROVED),
    TransitionName.PUBLISH: Step(frozenset(Status), "publish_article", Status.PUBLISHED),
    TransitionName.SCHEDULE: Step(frozenset(Status), "publish_article", Status.PUBLISHED),
    TransitionName.UNSCHEDULE: Step(frozenset({Status.PUBLISHED}), "publish_article", Status.APPROVED),
    TransitionName.UPDATE: Step(frozenset({Status.PUBLISHED}), "publish_article"),
    TransitionName.EXPIRE: Step(frozenset({Status.PUBLISHED}), "publish_article"),
    TransitionName.WITHDRAW: Step(frozenset({Status.PUBLISHED}), "withdraw_article", Status.WITHDRAWN),
    TransitionName.CORRECT: Step(frozenset({Status.PUBLISHED}), "correct_article"),
    TransitionName.TRASH: Step(frozenset(Status), "change_article"),
    TransitionName.RESTORE: Step(frozenset(Status), "change_article"),
}


def is_own(story: Article, user: User) -> bool:
    """Whether the user began the story or stands in its bylines. One query where he did not begin it."""
    if story.pk is None or story.created_by_id == user.pk:
        return True
    return story.bylines.filter(author__user=user).exists()


def may_edit(story: Article, user: User) -> bool:
    """Whether this person may change the words of this story in the state it is in."""
    return story.deleted_at is None and _may_write(story, user)


def _may_write(story: Article, user: User) -> bool:
    """As `may_edit`, were the story not in the trash: that is a matter of its state, not of rights."""
    if not user.has_perm("articles.change_article" if story.pk else "articles.add_article"):
        return False
    if story.status in (Status.PUBLISHED, Status.WITHDRAWN) or story.slug_is_fixed:
        return user.has_perm("articles.publish_article")
    if user.has_perm("articles.edit_any_article"):
        return True
    return story.status in (Status.DRAFT, Status.IN_REVIEW) and is_own(story, user)


def permits(story: Article, act: TransitionName, user: User) -> bool:
    """Whether this person may do this to this story, leaving aside whether the story is in the right state."""
    if act in (TransitionName.SAVE_DRAFT, TransitionName.SUBMIT):
        return _may_write(story, user)
    if act in (TransitionName.TRASH, TransitionName.RESTORE):
        if user.has_perm("articles.trash_article"):
            return True
        own_draft = story.status == Status.DRAFT and not story.slug_is_fixed
        return own_draft and user.has_perm("articles.change_article") and is_own(story, user)
    if story.pk is None and not user.has_perm("articles.add_article"):
        return False
    return user.has_perm(f"articles.{STEPS[act].permission}")


def leads(story: Article, act: TransitionName) -> bool:
    """Whether this step leads from the state the story is in."""
    if act == TransitionName.RESTORE:
        return story.deleted_at is not None
    if story.deleted_at is not None or story.status not in STEPS[act].from_:
        return False
    scheduled = story.is_scheduled()
    if act == TransitionName.UNSCHEDULE:
        return scheduled
    if act in (TransitionName.PUBLISH, TransitionName.SCHEDULE):
        return story.status != Status.PUBLISHED or scheduled
    if act in (TransitionName.WITHDRAW, TransitionName.CORRECT):
        return story.first_published_at is not None and story.first_published_at <= timezone.now()
    return act != TransitionName.TRASH or story.pk is not None


def allowed(story: Article, user: User) -> list[TransitionName]:
    """The acts this person can do to this story now, in the order of a story's life."""
    return [act for act in STEPS if leads(story, act) and permits(story, act, user)]


def check_permission(story: Article, act: TransitionName, user: User, *, edits: bool = False) -> None:
    """Raises NotAllowed; `edits` says that the act brings changes to the story's words too."""
    if not permits(story, act, user) or (edits and not _may_write(story, user)):
        raise NotAllowed(_("You may not do this to this story."))


def check_state(story: Article, act: TransitionName) -> None:
    """Raises WrongStep where the story's state is the hindrance."""
    if not leads(story, act):
        raise WrongStep({"": _("This cannot be done while the story is: %(state)s.") % {"state": state_name(story)}})


def state_name(story: Article) -> str:
    """The state in words, time included: "scheduled" and "expired" are states for people, not columns."""
    if story.deleted_at is not None:
        return _("In the trash")
    if story.is_scheduled():
        return _("Scheduled")
    if story.status == Status.PUBLISHED and not story.is_live():
        return _("Expired")
    return str(story.get_status_display())
