"""What a person is asked before a transition that ends or begins something for readers."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Arrangement, Article, TransitionName

from .changes import Changes
from .errors import Refused
from .outlook import display_time
from .transitions import apply
from .workflow import has_been_public


@dataclass(frozen=True)
class Question:
    """`text` asks, `effects` say what will happen; with `needs_reason` a reason is required, which is kept as note."""

    transition: TransitionName
    text: str
    effects: Sequence[str] = ()
    needs_reason: bool = False


class Unconfirmed(Refused):
    """Nothing was done: the question is to be answered first. `reason_is_missing` says that only a reason is."""

    def __init__(self, question: Question, reason_is_missing: bool = False) -> None:
        self.question, self.reason_is_missing = question, reason_is_missing
        super().__init__({"": _("Say why.") if reason_is_missing else question.text})


def apply_confirmed(
    name: TransitionName, article: Article, *, confirmed: bool, note: str = "", **arguments: Any
) -> Article:
    """Take the transition, or raise Unconfirmed if a question has to be answered first.

    It is asked only if nothing else is refused: the transition is tried, and undone, before.
    """
    # What was typed may stand on the instance already.
    saved = Article.objects.get(pk=article.pk) if article.pk else article
    question = question_about(name, saved, arguments.get("changes"))
    if question is None or (confirmed and (note.strip() or not question.needs_reason)):
        return apply(name, article, note=note, **arguments)
    with transaction.atomic():
        apply(name, copy.copy(article), note=note, **arguments)
        raise Unconfirmed(question, reason_is_missing=confirmed)


def question_about(name: TransitionName, article: Article, changes: Changes | None = None) -> Question | None:
    """Return what is to be asked before this transition of the saved article, if anything. At most four queries."""
    fields = changes.fields if changes else {}
    match name:
        case TransitionName.WITHDRAW:
            return Question(name, _("Withdraw this story?"), _end_for_readers(article), needs_reason=True)
        case TransitionName.TRASH if article.is_live() or article.is_scheduled():
            return Question(
                name, _("Put this story in the trash?"), [*_end_for_readers(article), _after_trash(article)]
            )
        case TransitionName.PUBLISH:
            planned = fields.get("schedule_at", article.schedule_at)
            return _about_plan(name, planned) if planned else None
        case TransitionName.UPDATE | TransitionName.CORRECT if article.is_live():
            end = fields.get("expire_at", article.expire_at)
            return _about_end(name, article, end) if end and end <= timezone.now() else None
    return None


def question_about_several(name: TransitionName, articles: Sequence[Article]) -> Question | None:
    """Return what is to be asked before this transition of each of these saved articles, if anything."""
    asks: dict[TransitionName, str] = {
        TransitionName.PUBLISH: _("Publish these stories now? (%(count)d)"),
        TransitionName.WITHDRAW: _("Withdraw these stories? (%(count)d)"),
    }
    if any(article.is_live() or article.is_scheduled() for article in articles):
        asks[TransitionName.TRASH] = _("Put these stories in the trash? (%(count)d)")
    if name not in asks:
        return None
    effects = [_line(article, name) for article in articles]
    return Question(name, asks[name] % {"count": len(articles)}, effects, needs_reason=name == TransitionName.WITHDRAW)


def _line(article: Article, name: TransitionName) -> str:
    """Name the article, with what readers see of it or, before it is published, with its time."""
    planned = article.schedule_at if name == TransitionName.PUBLISH else None
    state = _("planned for %(time)s") % {"time": display_time(planned)} if planned else article.state().label
    return f"{article} ({state})"


def _about_plan(name: TransitionName, planned: dt.datetime) -> Question:
    if planned > timezone.now():
        text = _("Publish at once, in spite of the time %(time)s?")
    else:
        text = _("The time %(time)s is past. Publish now?")
    return Question(name, text % {"time": display_time(planned)}, [_("Readers see the story at once.")])


def _about_end(name: TransitionName, article: Article, end: dt.datetime) -> Question:
    text = _("The story's end is past: %(time)s. Take it from the readers now?") % {"time": display_time(end)}
    return Question(name, text, _end_for_readers(article))


def _end_for_readers(article: Article) -> list[str]:
    """Say what readers will no longer find, and what the address answers."""
    if not article.is_live():
        if article.is_scheduled() and not has_been_public(article):
            return [_("It will not appear on %(time)s.") % {"time": display_time(article.publish_at)}]
        return [_("Its address goes on saying that it is gone.")]
    places = _pages_with(article)
    places += [row.section.name for row in article.listings.select_related("section").order_by("id")]
    places += [row.tag.name for row in article.tag_rows.select_related("tag").order_by("id")]
    return [
        _("It leaves these pages: %(pages)s.") % {"pages": ", ".join(dict.fromkeys(places))},
        _("Its address says that it is gone (410); feeds and search no longer have it."),
    ]


def _after_trash(article: Article) -> str:
    if article.is_live():
        return _("It can be restored from the trash, as a withdrawn story, and then be published again.")
    return _("It can be restored from the trash, and then be scheduled again.")


def _pages_with(article: Article) -> list[str]:
    """Return the names of the pages on which an editor has put the article in a slot."""
    newest = Arrangement.objects.order_by().values("section").annotate(newest=Max("pk")).values("newest")
    return [
        row.page_name
        for row in Arrangement.objects.filter(pk__in=newest).select_related("section").order_by("pk")
        if any(assignment.story_id == article.pk for assignment in row.assignments)
    ]
