"""Which transition a save of the story's form is, and what of the form that transition would not take.

What stands in the form is saved or refused, never ignored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.models import Article, Image, TransitionName, User
from articles.publishing import workflow
from articles.publishing.workflow import TRANSITIONS, Place
from articles.text import single_line

from .submitted import whole_number

MAX_REASON = 1000

# The form's fields about publication; each stands there while this transition can be taken.
_OFFERED_FOR = {
    "schedule_at": TransitionName.SCHEDULE,
    "significant": TransitionName.UPDATE,
    "correction": TransitionName.CORRECT,
}


def publishing_fields(request: HttpRequest, article: Article) -> list[str]:
    """Return the fields about publication for this person.

    A field in which something was sent stays, so that the text is not lost when a colleague has changed the state.
    """
    return [name for name in _OFFERED_FOR if _is_offered(request, article, name) or _was_sent(request, name)]


def _is_offered(request: HttpRequest, article: Article, field: str) -> bool:
    name = _OFFERED_FOR[field]
    # Before readers have seen the story there is nothing to tell them of its changes.
    state = TransitionName.CORRECT if field == "significant" else name
    return workflow.can_transition(article, state) and workflow.is_permitted(article, name, request.user)  # type: ignore[arg-type]


def _was_sent(request: HttpRequest, field: str) -> bool:
    return any(request.POST.get(name, "").strip() for name in (field, f"{field}_0", f"{field}_1"))


def pressed(request: HttpRequest) -> TransitionName | None:
    """Return the transition whose button of the form was pressed, there or in a question; None for a plain save."""
    buttons = [transition for transition in TRANSITIONS.values() if transition.button != Place.NOWHERE]
    confirmed = request.POST.get("confirmed", "")
    return next(
        (one.name for one in buttons if one.name == confirmed or (not confirmed and one.button_name in request.POST)),
        None,
    )


def chosen_lead_image(request: HttpRequest) -> Image | None:
    """Return the lead image that was chosen in the form, or the still of the lead video."""
    number = whole_number(request.POST.get("lead_image", ""))
    if number is not None:
        return Image.objects.filter(pk=number).first()
    video = whole_number(request.POST.get("lead_video", ""))
    return Image.objects.filter(stills_of__pk=video).first() if video is not None else None


def reason(request: HttpRequest) -> str:
    """Return the answer to the question why."""
    return single_line(request.POST.get("reason", ""))[:MAX_REASON]


def keep_reason_as_note(request: HttpRequest) -> None:
    """Move the answer to the question why into the form's note: there it stands if the save is refused after all.

    The question began with the note.
    """
    if answer := reason(request):
        data = request.POST.copy()
        data["note"] = answer
        del data["reason"]
        request.POST = data  # type: ignore[assignment]


def transition_of(pressed: TransitionName, typed: Mapping[str, Any]) -> TransitionName:
    """Return the transition that a button takes: a plain save with a correction adds the correction."""
    adds_correction = pressed == TransitionName.UPDATE and typed.get("correction")
    return TransitionName.CORRECT if adds_correction else pressed


def ignored_fields(
    article: Article, name: TransitionName, typed: Mapping[str, Any], user: User
) -> Iterator[tuple[str, str]]:
    """Yield each filled field that the transition would ignore, with what to do about it."""
    taken = set(TRANSITIONS[name].arguments.values())
    if typed.get("correction") and "correction" not in taken:
        yield "correction", _("This button adds no correction. Save the story with it first, or clear the field.")
    if typed.get("correction") and "correction" in taken and not _can_correct(article, user):
        yield (
            "correction",
            _("Only a story that readers have seen can be corrected, by those who may. Clear the field."),
        )
    # A correction tells readers of the update in any case.
    if typed.get("significant") and "significant" not in taken and name != TransitionName.CORRECT:
        yield "significant", _("This button does not tell readers of an update. Save the story first, or untick this.")


def _can_correct(article: Article, user: User) -> bool:
    name = TransitionName.CORRECT
    return workflow.can_transition(article, name) and workflow.is_permitted(article, name, user)
