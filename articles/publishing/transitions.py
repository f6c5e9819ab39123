"""The functions of the workflow: one for each transition, and what all of them do alike.

Each checks permission, version and state, runs in one transaction, writes a revision and a log entry, and leaves the
rest to `post_commit`. The instance passed in is brought up to date and returned. If a function raises (see `errors`),
nothing has changed, in the database or on the instance. `version` is the version the caller began from; None skips that
check, for commands that have just read the article.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ForeignKey
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Article, Correction, Image, State, Status, TransitionName, User
from articles.models.fields import validate_size
from articles.text import single_line

from . import (
    addresses,
    audit_log,
    checks,
    image_library,
    link_writer,
    markers,
    post_commit,
    quotes,
    revisions,
    workflow,
)
from .changes import Changes
from .errors import Refused, StaleVersion

_NO_CHANGES = Changes()
_Function = TypeVar("_Function", bound=Callable[..., Article])
_Effect = Callable[[Article], None]
FUNCTIONS: dict[TransitionName, Callable[..., Article]] = {}


def apply(name: TransitionName, article: Article, **arguments: Any) -> Article:
    """Call the function of this transition."""
    return FUNCTIONS[name](article, **arguments)


def _implements(name: TransitionName) -> Callable[[_Function], _Function]:
    def register(function: _Function) -> _Function:
        FUNCTIONS[name] = function
        return function

    return register


@_implements(TransitionName.SAVE_DRAFT)
def save_draft(
    article: Article, changes: Changes = _NO_CHANGES, *, by: User, version: int | None = None, note: str = ""
) -> Article:
    """Save an article that readers do not see, or create one. It may be incomplete."""
    return _run(TransitionName.SAVE_DRAFT, article, changes=changes, by=by, version=version, note=note)


@_implements(TransitionName.SUBMIT)
def submit(
    article: Article, changes: Changes = _NO_CHANGES, *, by: User, version: int | None = None, note: str = ""
) -> Article:
    """Submit the draft for review."""
    return _run(TransitionName.SUBMIT, article, changes=changes, by=by, version=version, note=note)


@_implements(TransitionName.SEND_BACK)
def send_back(
    article: Article, changes: Changes = _NO_CHANGES, *, by: User, version: int | None = None, note: str = ""
) -> Article:
    """Return the article to its reporter as a draft; `note` says why."""
    return _run(TransitionName.SEND_BACK, article, changes=changes, by=by, version=version, note=note)


@_implements(TransitionName.APPROVE)
def approve(
    article: Article, changes: Changes = _NO_CHANGES, *, by: User, version: int | None = None, note: str = ""
) -> Article:
    """Approve the article for publication."""
    return _run(TransitionName.APPROVE, article, changes=changes, by=by, version=version, note=note)


@_implements(TransitionName.PUBLISH)
def publish(
    article: Article, changes: Changes = _NO_CHANGES, *, by: User, version: int | None = None, note: str = "",
    at: dt.datetime | None = None, confirm: bool = False,
) -> Article:  # fmt: skip
    """Publish the article now, or as of an earlier time `at` (for one that was first published elsewhere).

    `confirm` also confirms a proposed headline and proposed posts. A withdrawn article keeps its place in the lists.
    """

    def effect(article: Article) -> None:
        now = timezone.now()
        if at and at > now:
            raise Refused({"publish_at": _("This time is yet to come. Schedule the story instead.")})
        earlier = article.publish_at if article.status == Status.WITHDRAWN and article.publish_at else now
        article.publish_at = at or min(earlier, now)
        if article.first_published_at is None or article.first_published_at > now:
            article.first_published_at = article.publish_at
        article.schedule_at = None

    return _run(
        TransitionName.PUBLISH, article, effect, changes=changes, by=by, version=version, note=note, confirm=confirm
    )


@_implements(TransitionName.SCHEDULE)
def schedule(
    article: Article, changes: Changes = _NO_CHANGES, *, at: dt.datetime | None, by: User, version: int | None = None,
    note: str = "", confirm: bool = False,
) -> Article:  # fmt: skip
    """Let readers see the article from that time on. Nothing has to run then: every query compares the time."""

    return _run(
        TransitionName.SCHEDULE,
        article,
        lambda article: _set_time(article, at),
        changes=changes,
        by=by,
        version=version,
        note=note,
        confirm=confirm,
    )


@_implements(TransitionName.UNSCHEDULE)
def unschedule(
    article: Article, changes: Changes = _NO_CHANGES, *, by: User, version: int | None = None, note: str = ""
) -> Article:
    """Take the article off the schedule. It is approved again; its time stays as a plan."""
    return _run(TransitionName.UNSCHEDULE, article, _clear_schedule, changes=changes, by=by, version=version, note=note)


@_implements(TransitionName.UPDATE)
def update(
    article: Article, changes: Changes = _NO_CHANGES, *, by: User, version: int | None = None, note: str = "",
    significant: bool = False,
) -> Article:  # fmt: skip
    """Save a published or scheduled article; a scheduled one moves to the time in `schedule_at`.

    `significant` shows readers that it has been updated.
    """

    def effect(article: Article) -> None:
        _follow_plan(article)
        if significant:
            article.significant_update_at = timezone.now()

    return _run(TransitionName.UPDATE, article, effect, changes=changes, by=by, version=version, note=note)


@_implements(TransitionName.EXPIRE)
def expire(
    article: Article, *, by: User, version: int | None = None, at: dt.datetime | None = None, note: str = ""
) -> Article:
    """End the article's publication: now, or at a later time."""

    def effect(article: Article) -> None:
        article.expire_at = at or timezone.now()

    return _run(TransitionName.EXPIRE, article, effect, by=by, version=version, note=note)


@_implements(TransitionName.WITHDRAW)
def withdraw(
    article: Article, changes: Changes = _NO_CHANGES, *, by: User, version: int | None = None, note: str = ""
) -> Article:
    """Take the article down: its address answers 410 from now on. `note` says why."""
    return _run(TransitionName.WITHDRAW, article, _forget_past_plan, changes=changes, by=by, version=version, note=note)


@_implements(TransitionName.CORRECT)
def correct(
    article: Article, text: str, changes: Changes = _NO_CHANGES, *, by: User, version: int | None = None, note: str = ""
) -> Article:
    """Add a correction that readers see under the article, together with the changes it is about."""

    def effect(article: Article) -> None:
        _check_correction(text)
        _follow_plan(article)
        article.significant_update_at = timezone.now()
        Correction.objects.create(article=article, text=text, by=by, at=article.significant_update_at)

    return _run(TransitionName.CORRECT, article, effect, changes=changes, by=by, version=version, note=note)


@_implements(TransitionName.AMEND)
def amend(
    article: Article, correction_id: int, text: str, *, by: User, version: int | None = None, note: str = ""
) -> Article:
    """Change the words of a correction; readers see that it was updated."""

    def effect(article: Article) -> None:
        _check_correction(text)
        article.significant_update_at = timezone.now()
        _change_correction(article, correction_id, text=text, amended_by=by, amended_at=article.significant_update_at)

    return _run(TransitionName.AMEND, article, effect, by=by, version=version, note=note)


@_implements(TransitionName.RETRACT)
def retract(article: Article, correction_id: int, *, by: User, version: int | None = None, note: str = "") -> Article:
    """Take a correction back: readers no longer see it, the history keeps it."""

    def effect(article: Article) -> None:
        article.significant_update_at = timezone.now()
        _change_correction(article, correction_id, retracted_by=by, retracted_at=article.significant_update_at)

    return _run(TransitionName.RETRACT, article, effect, by=by, version=version, note=note)


@_implements(TransitionName.TRASH)
def trash(
    article: Article, changes: Changes = _NO_CHANGES, *, by: User, version: int | None = None, note: str = ""
) -> Article:
    """Put the article in the trash: nobody sees it, and nothing of it is lost."""

    def effect(article: Article) -> None:
        if article.is_scheduled():
            # Otherwise its time would pass in the trash, and it would count as one that has been public.
            _clear_schedule(article)
            article.status = Status.APPROVED
        article.deleted_at = timezone.now()

    return _run(TransitionName.TRASH, article, effect, changes=changes, by=by, version=version, note=note)


@_implements(TransitionName.RESTORE)
def restore(article: Article, *, by: User, version: int | None = None, note: str = "") -> Article:
    """Take the article out of the trash. One that was published comes back withdrawn, and can be published again."""

    def effect(article: Article) -> None:
        article.deleted_at = None
        _forget_past_plan(article)
        if article.status == Status.PUBLISHED:
            article.status = Status.WITHDRAWN

    return _run(TransitionName.RESTORE, article, effect, by=by, version=version, note=note)


def check_version(article: Article, version: int | None) -> None:
    """Raise StaleVersion, with who saved last and when, unless `version` is None or the article's version."""
    if version is None or article.version == version:
        return
    last = article.revisions.first()
    at = last.at if last else article.saved_at
    when = date_format(timezone.localtime(at), "DATETIME_FORMAT")
    raise StaleVersion(last.by_name if last else _("Somebody"), at, when)


def _set_time(article: Article, at: dt.datetime | None) -> None:
    """Let readers see the article from that time on, which must be yet to come."""
    now = timezone.now()
    if not at:
        raise Refused({"schedule_at": _("When? Give a day and a time.")})
    if at <= now:
        raise Refused({"schedule_at": _("This time is past. Choose a later one, or publish now.")})
    if article.first_published_at is None or article.first_published_at > now:
        article.first_published_at = at
    article.publish_at = article.schedule_at = at


def _follow_plan(article: Article) -> None:
    """Move a scheduled article to the time that is now planned; refuse a new time for one that readers have seen.

    A form shows times without fractions of a second.
    """
    planned, stands = (at and at.replace(microsecond=0) for at in (article.schedule_at, article.publish_at))
    if planned == stands:
        article.schedule_at = article.publish_at
    elif article.is_scheduled():
        if not planned:
            message = _("The story is scheduled. Give a time, or take it off the schedule.")
            raise Refused({"schedule_at": message})
        _set_time(article, article.schedule_at)
    elif planned:
        message = _("The story is published already. Clear the time; it can be scheduled once it is withdrawn.")
        raise Refused({"schedule_at": message})


def _forget_past_plan(article: Article) -> None:
    if article.schedule_at and article.schedule_at <= timezone.now():
        article.schedule_at = None


def _clear_schedule(article: Article) -> None:
    """Clear the times of a scheduled article, but not the plan."""
    if article.first_published_at and article.first_published_at > timezone.now():
        article.first_published_at = None
    article.publish_at = None


def _check_correction(text: str) -> None:
    if not single_line(text):
        raise Refused({"correction": _("Say what was wrong and what is right.")})
    if marker := markers.first_marker(text):
        raise Refused({"correction": checks.marker_message(marker)})


def _change_correction(article: Article, correction_id: int, **values: Any) -> None:
    correction = article.corrections.shown().filter(pk=correction_id).first()
    if correction is None:
        raise Refused({"correction": _("This correction has been taken back.")})
    for name, value in values.items():
        setattr(correction, name, value)
    correction.save()


def _no_effect(article: Article) -> None:
    """The table says all that changes."""


def _run(
    name: TransitionName, article: Article, effect: _Effect = _no_effect, *, by: User, changes: Changes = _NO_CHANGES,
    version: int | None = None, note: str = "", confirm: bool = False,
) -> Article:  # fmt: skip
    """Take the transition in one transaction. `effect` sets what the table does not: times, mostly."""
    transition = workflow.TRANSITIONS[name]
    make_first_files(name, article, changes.lead_image(article), by)
    with transaction.atomic():
        saved = _locked(article, by)
        # Permission comes first: people who may not do this learn nothing else about the article.
        workflow.check_permission(saved, name, by, edits=bool(changes))
        check_version(saved, version)
        workflow.check_state(saved, name)
        _check_size(changes)
        changes.apply(saved)
        if confirm:
            saved.headline_proposed = False
        _save(saved, effect, transition.to)
        link_writer.write(saved, changes.bylines, changes.tags)
        quotes.write(saved, changes.quotes, by)
        if confirm:
            for post in quotes.unconfirmed(saved):
                quotes.confirm(post, by)
        for requirement in transition.requirements:
            requirement(saved)
        if saved.status == Status.PUBLISHED and saved.lead_image:
            # Made above already, unless somebody has given the story another picture meanwhile.
            image_library.make_first(saved.lead_image)
        revisions.record(saved, name, by, note)
        audit_log.record(by, name.value, saved, version=saved.version, **({"note": note} if note else {}))
        post_commit.after_transition(saved.pk, name, by.name)
    # Only now, when nothing can fail any more.
    _copy_row(saved, article)
    return article


def _check_size(changes: Changes) -> None:
    """Raise Refused if the new body is too much."""
    try:
        validate_size(changes.fields.get("body") or "")
    except ValidationError as error:
        raise Refused({"body": error.message}) from None


def make_first_files(name: TransitionName, article: Article, image: Image | None, by: User) -> None:
    """Make what messengers show of this lead picture, before the lock is taken, if the transition leaves it public.

    Whoever takes a transition within a transaction calls it before that.
    """
    to = workflow.TRANSITIONS[name].to
    status = to.status if to and to.status else article.status
    if status == Status.PUBLISHED and image and workflow.is_permitted(article, name, by):
        image_library.make_first(image)


def _locked(article: Article, by: User) -> Article:
    """Return the article's row, locked until the transaction ends, or a new instance for a new article."""
    if article.pk is None:
        return Article(created_by=by, import_ref=article.import_ref)
    return Article.objects.select_for_update().get(pk=article.pk)


def _save(article: Article, effect: _Effect, to: State | None) -> None:
    if article.pk is None:
        # A correction or a link can only belong to a row that exists; the second save is of the same transition.
        _validate(article)
        article.save()
    effect(article)
    if to and to.status:
        article.status = to.status
    if article.has_address and not article.slug:
        article.slug = addresses.proposed_slug(article)
    article.version += 1
    article.saved_at = timezone.now()
    _validate(article)
    article.save()


def _validate(article: Article) -> None:
    """Raise Refused with the messages of every field that is not valid."""
    try:
        article.clean_fields(exclude=["created_by"])
    except ValidationError as error:
        raise Refused({name: " ".join(messages) for name, messages in error.message_dict.items()}) from None


def _copy_row(saved: Article, article: Article) -> None:
    """Copy the saved columns to the caller's instance, with the rows they point to as far as these were fetched.

    Other related rows are dropped where the caller had prefetched them: they have been written anew.
    """
    for field in saved._meta.concrete_fields:
        setattr(article, field.attname, getattr(saved, field.attname))
        if isinstance(field, ForeignKey) and field.is_cached(saved):
            setattr(article, field.name, getattr(saved, field.name))
    article._state.adding, article._state.db = saved._state.adding, saved._state.db
    vars(article).pop("_prefetched_objects_cache", None)
