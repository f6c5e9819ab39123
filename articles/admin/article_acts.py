"""What can be done to a story at the desk: the buttons, their words, and what is said when it is done."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.models import Article, Status, TransitionName

# The buttons that carry what was typed, by the name they are sent with.
BUTTONS: dict[str, TransitionName] = {
    "_submit": TransitionName.SUBMIT,
    "_send_back": TransitionName.SEND_BACK,
    "_approve": TransitionName.APPROVE,
    "_publish": TransitionName.PUBLISH,
    "_schedule": TransitionName.SCHEDULE,
    "_unschedule": TransitionName.UNSCHEDULE,
    "_correct": TransitionName.CORRECT,
    "_withdraw": TransitionName.WITHDRAW,
    "_trash": TransitionName.TRASH,
}
# The acts that can do without words, for whoever may do them but not write, and for what lies in the trash.
BARE_ACTS: dict[TransitionName, Callable[..., Article]] = {
    TransitionName.SEND_BACK: publishing.send_back,
    TransitionName.APPROVE: publishing.approve,
    TransitionName.UNSCHEDULE: publishing.unschedule,
    TransitionName.WITHDRAW: publishing.withdraw,
    TransitionName.TRASH: publishing.trash,
    TransitionName.RESTORE: publishing.restore,
}
LABELS = {
    TransitionName.SUBMIT: _("Submit for review"),
    TransitionName.SEND_BACK: _("Send back"),
    TransitionName.APPROVE: _("Approve"),
    TransitionName.PUBLISH: _("Publish now"),
    TransitionName.SCHEDULE: _("Schedule"),
    TransitionName.UNSCHEDULE: _("Take off the schedule"),
    TransitionName.CORRECT: _("Add the correction"),
    TransitionName.WITHDRAW: _("Withdraw"),
    TransitionName.TRASH: _("Put in the trash"),
    TransitionName.RESTORE: _("Restore from the trash"),
}
DONE = {
    TransitionName.SAVE_DRAFT: _("Saved."),
    TransitionName.UPDATE: _("Saved; readers see it."),
    TransitionName.SUBMIT: _("Submitted for review."),
    TransitionName.SEND_BACK: _("Sent back."),
    TransitionName.APPROVE: _("Approved."),
    TransitionName.PUBLISH: _("Published."),
    TransitionName.SCHEDULE: _("Scheduled."),
    TransitionName.UNSCHEDULE: _("Taken off the schedule."),
    TransitionName.CORRECT: _("The correction stands under the story."),
    TransitionName.WITHDRAW: _("Withdrawn. Readers are told that it is gone."),
    TransitionName.TRASH: _("Put in the trash."),
    TransitionName.RESTORE: _("Restored from the trash."),
}


def tell(request: HttpRequest, story: Article, act: TransitionName) -> None:
    """Says what has become of the story, with the way to it where readers see it."""
    address = story.get_absolute_url() if story.is_live() else ""
    link = format_html(' <a href="{}">{}</a>', address, _("View on site")) if address else ""
    messages.success(request, format_html("“{}”: {}{}", story, DONE[act], link))


def state_word(story: Article) -> str:
    """The state as a word for style sheets."""
    if story.deleted_at:
        return "trash"
    if story.is_scheduled():
        return "scheduled"
    if story.status == Status.PUBLISHED and not story.is_live(timezone.now()):
        return "expired"
    return story.status
