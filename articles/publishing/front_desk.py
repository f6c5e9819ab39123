"""Arranging the front page and the sections' pages.

Saving writes a whole new arrangement and never changes an old one. `began_from` is the number of the arrangement that
the editor's form was opened with (0: none yet): if another one has been saved since, StaleArrangement is raised and
nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import (
    FRONT_SLOTS,
    SECTION_SLOTS,
    Arrangement,
    Article,
    Section,
    Slot,
    SlotAssignment,
    User,
    arrangement_data,
)
from articles.text import safe_link, single_line

from . import audit_log, post_commit
from .errors import NotAllowed, Refused

MAX_ASSIGNMENTS = 60
PAID_IS_NOT_NEWS = gettext_lazy("Paid content is no news: it cannot stand in the breaking bar.")
_MAX_TEXT = 200
_MAX_URL = 500


class StaleArrangement(Refused):
    """Somebody else saved the page after this form was opened; `current` is what they saved."""

    def __init__(self, current: Arrangement) -> None:
        self.current = current
        when = date_format(timezone.localtime(current.at), "DATETIME_FORMAT")
        message = _(
            "%(by)s saved this page at %(when)s, after you had opened it. Nothing of yours is lost: it all stands "
            "below. Compare the two, take over what should stay, and save again."
        ) % {"by": current.by_name, "when": when}
        super().__init__({"": message})


def may_arrange(user: User) -> bool:
    return user.is_active and user.has_perm("articles.publish_article")


def slots_of(section: Section | None) -> tuple[Slot, ...]:
    return FRONT_SLOTS if section is None else SECTION_SLOTS


def arrange(
    section: Section | None, assignments: Sequence[SlotAssignment], *, by: User, began_from: int
) -> Arrangement:
    """Save a page's assignments and return the new arrangement, or the current one if nothing has changed.

    Assignments whose time is over are kept until somebody removes them. Raise NotAllowed, StaleArrangement, or Refused
    with errors by the assignment's index in the list: "0", "1", …
    """
    assignments = [
        replace(assignment, text=single_line(assignment.text), url=assignment.url.strip()) for assignment in assignments
    ]
    _check(section, assignments, by)
    return _add(section, assignments, by, began_from, "arrange")


def go_back(section: Section | None, number: int, *, by: User, began_from: int) -> Arrangement:
    """Save an earlier version of the page as the newest; 0 is the page before anybody arranged it."""
    if not may_arrange(by):
        raise NotAllowed(_("You may not arrange this page."))
    earlier = Arrangement.objects.of(section).filter(number=number).first()
    if number and earlier is None:
        raise Refused({"": _("There is no such version of this page.")})
    assignments = earlier.assignments if earlier else []
    return _add(section, assignments, by, began_from, "go back", back_to=number)


def _add(
    section: Section | None,
    assignments: Sequence[SlotAssignment],
    by: User,
    began_from: int,
    act: str,
    back_to: int | None = None,
) -> Arrangement:
    current = Arrangement.objects.current(section)
    _check_newest(current, began_from)
    if current is not None and current.assignments == list(assignments):
        return current
    arrangement = Arrangement(
        section=section, number=began_from + 1, by=by, by_name=by.name[:200], back_to=back_to,
        data=arrangement_data(assignments),
    )  # fmt: skip
    try:
        with transaction.atomic():
            arrangement.save()
            before = _by_slot(current.assignments if current else [])
            audit_log.record(by, act, arrangement, before=before, after=_by_slot(assignments))
            post_commit.after_arrangement(section.pk if section else None, act, by.name)
    except IntegrityError:
        # Somebody else saved the same number between the check and the insert.
        _check_newest(Arrangement.objects.current(section), began_from)
        raise
    return arrangement


def _check_newest(current: Arrangement | None, began_from: int) -> None:
    if current is not None and current.number != began_from:
        raise StaleArrangement(current)
    if current is None and began_from:
        raise Refused({"": _("There is no such version of this page.")})


def _by_slot(assignments: Sequence[SlotAssignment]) -> dict[str, list[str]]:
    """Return the story ids, or texts, of each slot, for the audit log."""
    found: dict[str, list[str]] = {}
    for assignment in assignments:
        found.setdefault(assignment.slot.value, []).append(str(assignment.story_id or assignment.text))
    return found


def _check(section: Section | None, assignments: Sequence[SlotAssignment], by: User) -> None:
    if not may_arrange(by):
        raise NotAllowed(_("You may not arrange this page."))
    if len(assignments) > MAX_ASSIGNMENTS:
        raise Refused({"": _("At most %(count)d placings on a page.") % {"count": MAX_ASSIGNMENTS}})
    # A database refuses numbers beyond 64 bits. Stories in the trash may stay: readers do not see them.
    wanted = {assignment.story_id for assignment in assignments if assignment.story_id and assignment.story_id < 2**63}
    payers = dict(Article.objects.filter(pk__in=wanted).values_list("pk", "paid_by"))
    errors = {}
    for number, assignment in enumerate(assignments):
        if assignment.slot not in slots_of(section):
            errors[str(number)] = _("This page has no such slot.")
        elif error := _error(assignment, payers):
            errors[str(number)] = error
    if errors:
        raise Refused(errors)


def _error(assignment: SlotAssignment, payers: Mapping[int, str]) -> str:
    """Return what is wrong with an assignment, or "". `payers` maps existing stories to who paid, "" for nobody."""
    if assignment.starts and assignment.ends and assignment.ends <= assignment.starts:
        return _("The end must come after the beginning.")
    if assignment.slot != Slot.BREAKING and (assignment.story_id is None or assignment.text or assignment.url):
        return _("Choose a story for this slot.")
    if assignment.story_id is None and not assignment.text:
        return _("Say something in the breaking bar, or choose a story.")
    if assignment.story_id is not None and assignment.story_id not in payers:
        return _("This story is no longer there.")
    if assignment.slot == Slot.BREAKING and payers.get(assignment.story_id or 0):
        return str(PAID_IS_NOT_NEWS)
    if len(assignment.text) > _MAX_TEXT:
        return _("At most %(count)d letters.") % {"count": _MAX_TEXT}
    is_link = not assignment.url or (len(assignment.url) <= _MAX_URL and safe_link(assignment.url, site_paths=True))
    return "" if is_link else _("Give an address of the web, or a path on this site.")
