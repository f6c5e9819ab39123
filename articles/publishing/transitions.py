"""The verbs: every change in a story's life.

Each checks permission and version, runs in one transaction, writes a revision and an entry of the log, and leaves the
rest to `post_commit`. If it raises (see `errors`), nothing has changed, in the database or on the instance given.
`version` is the one the caller began from; None skips that check, for commands that have just read the story.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Article, Correction, Status, TransitionName, User
from articles.text import single_line

from . import addresses, audit_log, checks, link_writer, post_commit, quotes, revisions, workflow
from .changes import Changes
from .errors import NotReady, Refused, StaleVersion

_NOTHING = Changes()
_Life = Callable[[Article], None]


def save_draft(
    article: Article, changes: Changes = _NOTHING, *, by: User, version: int | None = None, note: str = ""
) -> Article:
    """Saves a story that readers do not see, a new one too. It may be as incomplete as it likes."""
    return _act(article, TransitionName.SAVE_DRAFT, _stay, changes=changes, by=by, version=version, note=note)


def submit(
    article: Article, changes: Changes = _NOTHING, *, by: User, version: int | None = None, note: str = ""
) -> Article:
    """Hands the draft to the editors."""
    return _act(
        article, TransitionName.SUBMIT, _to(Status.IN_REVIEW), changes=changes, by=by, version=version, note=note
    )


def send_back(
    article: Article, changes: Changes = _NOTHING, *, by: User, version: int | None = None, note: str = ""
) -> Article:
    """Returns the story to its reporter; `note` says what for."""
    return _act(
        article, TransitionName.SEND_BACK, _to(Status.DRAFT), changes=changes, by=by, version=version, note=note
    )


def approve(
    article: Article, changes: Changes = _NOTHING, *, by: User, version: int | None = None, note: str = ""
) -> Article:
    """Finds the story fit to be published."""
    return _act(
        article, TransitionName.APPROVE, _to(Status.APPROVED), changes=changes, by=by, version=version, note=note
    )


def publish(
    article: Article, changes: Changes = _NOTHING, *, by: User, version: int | None = None, note: str = "",
    at: dt.datetime | None = None, confirm: bool = False,
) -> Article:  # fmt: skip
    """Readers see the story from now on, or as of an earlier time `at` (a story that was published elsewhere before).

    `confirm` takes a proposed headline and proposed posts as right. A withdrawn story keeps its place in the lists.
    """

    def life(story: Article) -> None:
        now = timezone.now()
        if at and at > now:
            raise Refused({"publish_at": _("This time is yet to come. Schedule the story instead.")})
        earlier = story.publish_at if story.status == Status.WITHDRAWN and story.publish_at else now
        story.publish_at = at or min(earlier, now)
        if story.first_published_at is None or story.first_published_at > now:
            story.first_published_at = story.publish_at
        story.status = Status.PUBLISHED

    return _act(
        article, TransitionName.PUBLISH, life, changes=changes, by=by, version=version, note=note, confirm=confirm
    )


def schedule(
    article: Article, changes: Changes = _NOTHING, *, at: dt.datetime, by: User, version: int | None = None,
    note: str = "", confirm: bool = False,
) -> Article:  # fmt: skip
    """Readers see the story from that time on, without anything else having to happen then."""

    def life(story: Article) -> None:
        now = timezone.now()
        if at <= now:
            raise Refused({"publish_at": _("This time is past. Choose a later one, or publish now.")})
        if story.first_published_at is None or story.first_published_at > now:
            story.first_published_at = at
        story.publish_at, story.status = at, Status.PUBLISHED

    return _act(
        article, TransitionName.SCHEDULE, life, changes=changes, by=by, version=version, note=note, confirm=confirm
    )


def unschedule(
    article: Article, changes: Changes = _NOTHING, *, by: User, version: int | None = None, note: str = ""
) -> Article:
    """Takes a story off the schedule; it is approved again, and its address free again if it was never public."""

    def life(story: Article) -> None:
        _off_schedule(story)

    return _act(article, TransitionName.UNSCHEDULE, life, changes=changes, by=by, version=version, note=note)


def update(
    article: Article, changes: Changes = _NOTHING, *, by: User, version: int | None = None, note: str = "",
    significant: bool = False,
) -> Article:  # fmt: skip
    """Saves a published or scheduled story; `significant` tells readers that it has been updated."""

    def life(story: Article) -> None:
        if significant:
            story.significant_update_at = timezone.now()

    return _act(article, TransitionName.UPDATE, life, changes=changes, by=by, version=version, note=note)


def expire(
    article: Article, *, by: User, version: int | None = None, at: dt.datetime | None = None, note: str = ""
) -> Article:
    """Gives the story an end: now, or at a later time."""

    def life(story: Article) -> None:
        story.expire_at = at or timezone.now()

    return _act(article, TransitionName.EXPIRE, life, by=by, version=version, note=note)


def withdraw(
    article: Article, changes: Changes = _NOTHING, *, by: User, version: int | None = None, note: str = ""
) -> Article:
    """Takes the story down; its address answers 410 from now on. `note` keeps the reason."""
    return _act(
        article, TransitionName.WITHDRAW, _to(Status.WITHDRAWN), changes=changes, by=by, version=version, note=note
    )


def correct(
    article: Article, text: str, changes: Changes = _NOTHING, *, by: User, version: int | None = None, note: str = ""
) -> Article:
    """Adds a correction that readers see under the story, with the changes it speaks of."""
    if not single_line(text):
        raise Refused({"correction": _("Say what was wrong and what is right.")})

    def life(story: Article) -> None:
        story.significant_update_at = timezone.now()
        Correction.objects.create(article=story, text=text, by=by, at=story.significant_update_at)

    return _act(article, TransitionName.CORRECT, life, changes=changes, by=by, version=version, note=note)


def trash(
    article: Article, changes: Changes = _NOTHING, *, by: User, version: int | None = None, note: str = ""
) -> Article:
    """Puts the story in the trash: nobody sees it, nothing of it is lost."""

    def life(story: Article) -> None:
        if story.is_scheduled():
            # Its time would pass while it lies there, and it would count as one that readers have seen.
            _off_schedule(story)
        story.deleted_at = timezone.now()

    return _act(article, TransitionName.TRASH, life, changes=changes, by=by, version=version, note=note)


def restore(article: Article, *, by: User, version: int | None = None, note: str = "") -> Article:
    """Takes the story out of the trash. One that was public comes back withdrawn: publishing is an act of its own."""

    def life(story: Article) -> None:
        story.deleted_at = None
        if story.status == Status.PUBLISHED:
            story.status = Status.WITHDRAWN

    return _act(article, TransitionName.RESTORE, life, by=by, version=version, note=note)


def check_version(article: Article, version: int | None) -> None:
    """Raises StaleVersion, naming who saved meanwhile and when, unless the story still is at that version."""
    if version is None or article.version == version:
        return
    last = article.revisions.first()
    at = last.at if last else article.saved_at
    when = date_format(timezone.localtime(at), "DATETIME_FORMAT")
    raise StaleVersion(last.by_name if last else _("Somebody"), at, when)


def _stay(story: Article) -> None:
    """The state stays what it is."""


def _off_schedule(story: Article) -> None:
    """Back to approved; one that readers have never seen has its address free again."""
    if story.first_published_at and story.first_published_at > timezone.now():
        story.first_published_at = None
    story.publish_at, story.status = None, Status.APPROVED


def _to(status: Status) -> _Life:
    def life(story: Article) -> None:
        story.status = status

    return life


def _act(
    article: Article, act: TransitionName, life: _Life, *, by: User, changes: Changes = _NOTHING,
    version: int | None = None,
    note: str = "", confirm: bool = False,
) -> Article:  # fmt: skip
    with transaction.atomic():
        story = _locked(article, by)
        _carry_out(story, act, life, by, changes, version, note, confirm)
    # Only now, when nothing can fail any more.
    article.__dict__ = story.__dict__
    return article


def _carry_out(
    story: Article,
    act: TransitionName,
    life: _Life,
    by: User,
    changes: Changes,
    version: int | None,
    note: str,
    confirm: bool,
) -> None:
    # Permission before anything else: who may not do it learns nothing more.
    workflow.check_permission(story, act, by, edits=bool(changes))
    check_version(story, version)
    workflow.check_state(story, act)
    changes.apply(story)
    if confirm:
        story.headline_proposed = False
    _save(story, life)
    _check_end(story, act)
    link_writer.write(story, changes.bylines, changes.tags)
    quotes.write(story, changes.quotes, by)
    if confirm:
        for post in quotes.unconfirmed(story):
            quotes.confirm(post, by)
    if story.status == Status.PUBLISHED and act in (
        TransitionName.PUBLISH,
        TransitionName.SCHEDULE,
        TransitionName.UPDATE,
        TransitionName.CORRECT,
    ):
        _check_ready(story)
    revisions.record(story, act, by, note)
    audit_log.record(by, act.value, story, version=story.version, **({"note": note} if note else {}))
    post_commit.after_transition(story.pk, act, by.name)


def _locked(article: Article, by: User) -> Article:
    """The row as it is now, held until the transaction ends; or a new story's instance."""
    if article.pk is None:
        return Article(created_by=by, import_ref=article.import_ref)
    return Article.objects.select_for_update().get(pk=article.pk)


def _save(story: Article, life: _Life) -> None:
    if story.pk is None:
        # The row must exist before a correction or a link can belong to it; the second save is of the same act.
        _validate(story)
        story.save()
    life(story)
    if story.slug_is_fixed and not story.slug:
        story.slug = addresses.proposed_slug(story)
    story.version += 1
    story.saved_at = timezone.now()
    _validate(story)
    story.save()


def _validate(story: Article) -> None:
    try:
        story.clean_fields(exclude=["created_by"])
    except ValidationError as fault:
        raise Refused({name: " ".join(messages) for name, messages in fault.message_dict.items()}) from None


def _check_end(story: Article, act: TransitionName) -> None:
    """Raises Refused where the story would end before, or just when, readers could see it."""
    if story.status != Status.PUBLISHED or not story.expire_at or not story.publish_at:
        return
    if story.expire_at < story.publish_at or (story.expire_at == story.publish_at and act != TransitionName.EXPIRE):
        raise Refused({"expire_at": _("A story cannot end before it is published.")})
    if act == TransitionName.PUBLISH and story.expire_at <= timezone.now():
        raise Refused({"expire_at": _("The time at which the story ends is past. Clear it or choose a later one.")})


def _check_ready(story: Article) -> None:
    """Raises NotReady with everything that is missing, not only the first."""
    if errors := checks.needs(story, len(quotes.unconfirmed(story))):
        raise NotReady(errors)
