"""Faults that the interleavings have to find: each is put in while a sequence runs, and taken out again.

What each is and how it was found: docs/decisions/0031-interleavings.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from django.utils import timezone

from articles.admin import article as story_form
from articles.admin import article_form, autosave, saving
from articles.admin.base import DeskAdmin
from articles.models import Article, Autosave, Correction, TransitionName
from articles.publishing import revisions, transitions, workflow

Mutant = Callable[[], AbstractContextManager[Any]]


@contextmanager
def version_is_not_checked() -> Iterator[None]:
    with ExitStack() as stack:
        for module in (transitions, article_form):
            stack.enter_context(patch.object(module, "check_version", lambda *_args: None))
        yield


def same_token_saves_again() -> AbstractContextManager[Any]:
    return patch.object(saving, "submit_once", lambda _desk, _request, object_id, submit: submit(object_id))


def correction_is_dropped() -> AbstractContextManager[Any]:
    return patch.object(Correction.objects, "create", lambda **_fields: None)


def note_is_dropped() -> AbstractContextManager[Any]:
    record = revisions.record
    return patch.object(revisions, "record", lambda article, name, by, note="": record(article, name, by, ""))


def note_and_reason_are_dropped_by_a_refusal() -> AbstractContextManager[Any]:
    submit = DeskAdmin.submit_form

    def forgetful(self: Any, request: Any, object_id: str | None, **rest: Any) -> Any:
        if hasattr(request, "desk_refused"):
            data = request.POST.copy()
            data["note"] = ""
            request.POST = data
        return submit(self, request, object_id, **rest)

    return patch.object(DeskAdmin, "submit_form", forgetful)


def trash_writes_no_revision() -> AbstractContextManager[Any]:
    record = revisions.record

    def some(article: Article, name: TransitionName, *rest: Any) -> Any:
        return None if name == TransitionName.TRASH else record(article, name, *rest)

    return patch.object(revisions, "record", some)


def ignored_field_is_not_refused() -> AbstractContextManager[Any]:
    return patch.object(article_form, "ignored_fields", lambda *_args: ())


def refusal_drops_kept_text() -> AbstractContextManager[Any]:
    submit = story_form.ArticleAdmin.submit_form

    def forgetful(self: Any, request: Any, object_id: str | None, **rest: Any) -> Any:
        autosave.forget(request, "article", object_id)
        return submit(self, request, object_id, **rest)

    return patch.object(story_form.ArticleAdmin, "submit_form", forgetful)


@contextmanager
def everybody_may_publish() -> Iterator[None]:
    """Neither the desk nor the publishing package asks for the permission."""
    permits = workflow.is_permitted

    def is_permitted(article: Article, name: TransitionName, user: Any) -> bool:
        return name == TransitionName.PUBLISH or permits(article, name, user)

    with patch.object(workflow, "is_permitted", is_permitted):
        yield


def scheduled_time_is_ignored() -> AbstractContextManager[Any]:
    set_time = transitions._set_time

    def at_once(article: Article, at: dt.datetime | None) -> None:
        set_time(article, at)
        article.publish_at = article.schedule_at = timezone.now()

    return patch.object(transitions, "_set_time", at_once)


def withdrawn_story_stays_public() -> AbstractContextManager[Any]:
    name = TransitionName.WITHDRAW
    return patch.dict(workflow.TRANSITIONS, {name: replace(workflow.TRANSITIONS[name], to=None)})


def restored_story_is_public() -> AbstractContextManager[Any]:
    def effect(article: Article) -> None:
        article.deleted_at = None

    def restore(article: Article, **rest: Any) -> Article:
        return transitions._run(TransitionName.RESTORE, article, effect, **rest)

    return patch.dict(transitions.FUNCTIONS, {TransitionName.RESTORE: restore})


def publishing_drops_a_colleagues_kept_text() -> AbstractContextManager[Any]:
    def forget(request: Any, model_name: Any, pk: Any) -> None:
        Autosave.objects.filter(key=autosave.form_key(model_name, pk, "")).delete()

    return patch.object(story_form, "forget", forget)


# Each with the first seed whose sequence finds it.
MUTANTS: dict[Mutant, int] = {
    version_is_not_checked: 5,
    same_token_saves_again: 3,
    correction_is_dropped: 60,
    note_is_dropped: 4,
    note_and_reason_are_dropped_by_a_refusal: 17,
    trash_writes_no_revision: 6,
    ignored_field_is_not_refused: 17,
    refusal_drops_kept_text: 5,
    everybody_may_publish: 10,
    scheduled_time_is_ignored: 23,
    withdrawn_story_stays_public: 34,
    restored_story_is_public: 102,
    publishing_drops_a_colleagues_kept_text: 5,
}
