"""The workflow: one table of transitions, and the questions that are answered from it.

A transition is one entry of `TRANSITIONS` and one function in `transitions.py`. Permission checks, the desk's buttons,
bulk actions and messages, and docs/workflow.md are all made from the entry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, State, TransitionName, User

from . import checks
from .errors import NotAllowed, WrongState
from .rules import TRASHERS, WRITERS, Rule, holders_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Place(Enum):
    """Where the form shows a transition's button."""

    FORWARD = "forward"
    DESTRUCTIVE = "destructive"  # apart from the others: it undoes or ends something
    NOWHERE = "nowhere"


def always(article: Article) -> bool:
    """Hold for every article: the condition of a transition that has none."""
    return True


@dataclass(frozen=True)
class Transition:
    """One entry of the workflow.

    name: as it is stored in revisions and in the log.
    from_states: the states it starts from; `condition` may narrow them.
    to: the state it leads to; None if it stays in its state, or if that depends.
    permission: who may take it, leaving aside the article's state.
    requirements: what must hold of the article afterwards; each raises Refused.
    arguments: the function's own arguments, with the fields of the desk's form that they are taken from.
    is_save: the plain "Save" button takes it.
    label, done: the words on its buttons, and the message when it is done; `outlook` adds what readers see then.
    button: where the form has the button that saves the form's changes with this transition.
    rank: of the buttons that a person has, the one of the highest rank is the main button; 0 never is.
    bare: it has a button of its own, without changes, for people who may not edit the article in its present state.
    bulk: the list of stories offers it for several at once.
    """

    name: TransitionName
    from_states: frozenset[State]
    permission: Rule
    to: State | None = None
    condition: Callable[[Article], bool] = always
    requirements: tuple[Callable[[Article], None], ...] = ()
    arguments: dict[str, str] = field(default_factory=dict)
    is_save: bool = False
    label: StrOrPromise = ""
    done: StrOrPromise = ""
    button: Place = Place.NOWHERE
    rank: int = 0
    bare: bool = False
    bulk: bool = False

    @property
    def button_name(self) -> str:
        """The name of its button in the form."""
        return f"_{self.name.value}"


def _is_saved(article: Article) -> bool:
    return article.pk is not None


def has_been_public(article: Article) -> bool:
    """Return whether readers have ever seen the article."""
    return article.first_published_at is not None and article.first_published_at <= timezone.now()


_UNPUBLISHED = frozenset({State.DRAFT, State.IN_REVIEW, State.APPROVED})
_PUBLISHED = frozenset({State.PUBLISHED, State.SCHEDULED, State.EXPIRED})
_READY = (checks.require_end_after_start, checks.require_complete)

TRANSITIONS: dict[TransitionName, Transition] = {
    transition.name: transition
    for transition in (
        Transition(
            TransitionName.SAVE_DRAFT,
            from_states=_UNPUBLISHED | {State.WITHDRAWN},
            permission=WRITERS,
            is_save=True,
            done=gettext_lazy("Saved."),
        ),
        Transition(
            TransitionName.SUBMIT,
            from_states=frozenset({State.DRAFT}),
            to=State.IN_REVIEW,
            permission=WRITERS,
            label=gettext_lazy("Submit for review"),
            done=gettext_lazy("Submitted for review."),
            button=Place.FORWARD,
            rank=2,
            bulk=True,
        ),
        Transition(
            TransitionName.APPROVE,
            from_states=frozenset({State.DRAFT, State.IN_REVIEW}),
            to=State.APPROVED,
            permission=holders_of("review_article"),
            label=gettext_lazy("Approve"),
            done=gettext_lazy("Approved."),
            button=Place.FORWARD,
            rank=1,
            bare=True,
            bulk=True,
        ),
        Transition(
            TransitionName.SEND_BACK,
            from_states=frozenset({State.IN_REVIEW, State.APPROVED}),
            to=State.DRAFT,
            permission=holders_of("review_article"),
            label=gettext_lazy("Send back"),
            done=gettext_lazy("Sent back."),
            button=Place.DESTRUCTIVE,
            bare=True,
            bulk=True,
        ),
        Transition(
            TransitionName.PUBLISH,
            from_states=_UNPUBLISHED | {State.SCHEDULED, State.WITHDRAWN},
            to=State.PUBLISHED,
            permission=holders_of("publish_article"),
            requirements=(*_READY, checks.require_end_in_future),
            label=gettext_lazy("Publish now"),
            done=gettext_lazy("Published."),
            button=Place.FORWARD,
            rank=3,
            bulk=True,
        ),
        Transition(
            TransitionName.SCHEDULE,
            from_states=_UNPUBLISHED | {State.SCHEDULED, State.WITHDRAWN},
            to=State.SCHEDULED,
            permission=holders_of("publish_article"),
            requirements=_READY,
            arguments={"at": "schedule_at"},
            label=gettext_lazy("Schedule"),
            done=gettext_lazy("Scheduled."),
            button=Place.FORWARD,
        ),
        Transition(
            TransitionName.UNSCHEDULE,
            from_states=frozenset({State.SCHEDULED}),
            to=State.APPROVED,
            permission=holders_of("publish_article"),
            label=gettext_lazy("Take off the schedule"),
            done=gettext_lazy("Taken off the schedule."),
            button=Place.DESTRUCTIVE,
            bare=True,
        ),
        Transition(
            TransitionName.UPDATE,
            from_states=_PUBLISHED,
            permission=holders_of("publish_article"),
            requirements=_READY,
            arguments={"significant": "significant"},
            is_save=True,
            done=gettext_lazy("Saved."),
        ),
        Transition(
            TransitionName.EXPIRE,
            from_states=_PUBLISHED,
            to=State.EXPIRED,
            permission=holders_of("publish_article"),
            requirements=(checks.require_end_not_before_start,),
        ),
        Transition(
            TransitionName.WITHDRAW,
            from_states=_PUBLISHED,
            condition=has_been_public,
            to=State.WITHDRAWN,
            permission=holders_of("withdraw_article"),
            label=gettext_lazy("Withdraw"),
            done=gettext_lazy("Withdrawn."),
            button=Place.DESTRUCTIVE,
            bare=True,
            bulk=True,
        ),
        Transition(
            TransitionName.CORRECT,
            from_states=_PUBLISHED,
            condition=has_been_public,
            permission=holders_of("correct_article"),
            requirements=_READY,
            arguments={"text": "correction"},
            label=gettext_lazy("Add the correction"),
            done=gettext_lazy("The correction stands under the story."),
            button=Place.FORWARD,
        ),
        Transition(
            TransitionName.AMEND,
            from_states=_PUBLISHED,
            condition=has_been_public,
            permission=holders_of("correct_article"),
        ),
        Transition(
            TransitionName.RETRACT,
            from_states=_PUBLISHED,
            condition=has_been_public,
            permission=holders_of("correct_article"),
        ),
        Transition(
            TransitionName.TRASH,
            from_states=frozenset(State) - {State.TRASH},
            to=State.TRASH,
            condition=_is_saved,
            permission=TRASHERS,
            label=gettext_lazy("Put in the trash"),
            done=gettext_lazy("Put in the trash."),
            button=Place.DESTRUCTIVE,
            bare=True,
            bulk=True,
        ),
        Transition(
            TransitionName.RESTORE,
            from_states=frozenset({State.TRASH}),
            permission=TRASHERS,
            label=gettext_lazy("Restore from the trash"),
            done=gettext_lazy("Restored from the trash."),
            bare=True,
            bulk=True,
        ),
    )
}


def is_permitted(article: Article, name: TransitionName, user: User) -> bool:
    """Return whether this person may take this transition, leaving aside the article's state."""
    return TRANSITIONS[name].permission.permits(article, user)


def can_transition(article: Article, name: TransitionName) -> bool:
    """Return whether the transition starts from the article's present state, leaving aside permissions."""
    transition = TRANSITIONS[name]
    return article.state() in transition.from_states and transition.condition(article)


def allowed(article: Article, user: User) -> list[TransitionName]:
    """Return the transitions that this person can take now, in the order of the table."""
    return [name for name in TRANSITIONS if can_transition(article, name) and is_permitted(article, name, user)]


def save_transition(article: Article) -> TransitionName:
    """Return the transition that a plain save of this article is."""
    saves = (transition.name for transition in TRANSITIONS.values() if transition.is_save)
    return next((name for name in saves if can_transition(article, name)), TransitionName.SAVE_DRAFT)


def check_permission(article: Article, name: TransitionName, user: User, *, edits: bool = False) -> None:
    """Raise NotAllowed unless this person may; `edits` says that the transition also changes the text."""
    if not is_permitted(article, name, user) or (edits and not WRITERS.permits(article, user)):
        raise NotAllowed(_("You may not do this to this story."))


def check_state(article: Article, name: TransitionName) -> None:
    """Raise WrongState if the transition does not start from the article's present state."""
    if not can_transition(article, name):
        message = _("This cannot be done while the story is: %(state)s.")
        raise WrongState({"": message % {"state": article.state().label}})
