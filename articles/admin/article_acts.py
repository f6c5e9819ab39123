"""What can be done to a story at the desk: the buttons, their words, and what is said when it is done."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.models import Act, Article, Status

# The buttons that carry what was typed, by the name they are sent with.
BUTTONS: dict[str, Act] = {
    "_submit": Act.SUBMIT,
    "_send_back": Act.SEND_BACK,
    "_approve": Act.APPROVE,
    "_publish": Act.PUBLISH,
    "_schedule": Act.SCHEDULE,
    "_unschedule": Act.UNSCHEDULE,
    "_correct": Act.CORRECT,
    "_withdraw": Act.WITHDRAW,
    "_trash": Act.TRASH,
}
# The acts that can do without words, for whoever may do them but not write, and for what lies in the trash.
BARE_ACTS: dict[Act, Callable[..., Article]] = {
    Act.SEND_BACK: publishing.send_back,
    Act.APPROVE: publishing.approve,
    Act.UNSCHEDULE: publishing.unschedule,
    Act.WITHDRAW: publishing.withdraw,
    Act.TRASH: publishing.trash,
    Act.RESTORE: publishing.restore,
}
LABELS = {
    Act.SUBMIT: _("Submit for review"),
    Act.SEND_BACK: _("Send back"),
    Act.APPROVE: _("Approve"),
    Act.PUBLISH: _("Publish now"),
    Act.SCHEDULE: _("Schedule"),
    Act.UNSCHEDULE: _("Take off the schedule"),
    Act.CORRECT: _("Add the correction"),
    Act.WITHDRAW: _("Withdraw"),
    Act.TRASH: _("Put in the trash"),
    Act.RESTORE: _("Restore from the trash"),
}
DONE = {
    Act.SAVE_DRAFT: _("Saved."),
    Act.UPDATE: _("Saved; readers see it."),
    Act.SUBMIT: _("Submitted for review."),
    Act.SEND_BACK: _("Sent back."),
    Act.APPROVE: _("Approved."),
    Act.PUBLISH: _("Published."),
    Act.SCHEDULE: _("Scheduled."),
    Act.UNSCHEDULE: _("Taken off the schedule."),
    Act.CORRECT: _("The correction stands under the story."),
    Act.WITHDRAW: _("Withdrawn. Readers are told that it is gone."),
    Act.TRASH: _("Put in the trash."),
    Act.RESTORE: _("Restored from the trash."),
}


def tell(request: HttpRequest, story: Article, act: Act) -> None:
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
