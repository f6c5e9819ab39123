"""What the page of a story's form shows beside its fields: the buttons, the errors, the checks, the differences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article, TransitionName, User
from articles.publishing import Question, Unconfirmed, allowed, may_edit
from articles.publishing.workflow import TRANSITIONS, Place, Transition

from .article_compare import differences
from .article_form import ArticleForm
from .preview import saved_story

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class ButtonBar:
    """The buttons that save the form with a transition: the name of each in the form, and its label."""

    save: StrOrPromise
    main: tuple[str, StrOrPromise] | None
    others: list[tuple[str, StrOrPromise]]
    destructive: list[tuple[str, StrOrPromise]]


def button_bar(article: Article, permitted: Sequence[Transition]) -> ButtonBar:
    """Return the buttons of these transitions. With a time to come the main one is to schedule the story for it."""
    forward = [transition for transition in permitted if transition.button == Place.FORWARD]
    main = max(forward, key=lambda transition: transition.rank, default=None)
    if main and not main.rank:
        main = None
    planned = article.schedule_at if article.schedule_at and article.schedule_at > timezone.now() else None
    if planned and TRANSITIONS[TransitionName.SCHEDULE] in forward:
        main = TRANSITIONS[TransitionName.SCHEDULE]
    return ButtonBar(
        save=_("Update") if article.is_live() else _("Save"),
        main=(main.button_name, publish_on(planned)) if main and planned else _button(main) if main else None,
        others=[_button(transition) for transition in forward if transition != main],
        destructive=[_button(transition) for transition in permitted if transition.button == Place.DESTRUCTIVE],
    )


def publish_on(at: dt.datetime) -> str:
    """Return the words of the button that schedules a story; static/admin/desk/publish-time.js writes the same."""
    local = timezone.localtime(at)
    same_year = local.year == timezone.localdate().year
    return gettext("Publish on %(time)s") % {"time": date_format(local, "j F, H:i" if same_year else "j F Y, H:i")}


def _button(transition: Transition) -> tuple[str, StrOrPromise]:
    return transition.button_name, transition.label


@dataclass(frozen=True)
class AskedQuestion:
    """A question that has to be answered before the form is saved; `error` if the answer was incomplete."""

    question: Question
    label: StrOrPromise
    reason: str
    error: str


def question_of(form: ArticleForm) -> AskedQuestion | None:
    """Return the question for which the save was refused, if it was."""
    refused = form.refused
    if not isinstance(refused, Unconfirmed):
        return None
    return AskedQuestion(
        refused.question,
        TRANSITIONS[refused.question.transition].label or _("Save"),
        reason=form.data.get("reason") or form.data.get("note", ""),
        error=str(refused) if refused.reason_is_missing else "",
    )


def page_context(
    article: Article, user: User, form: ArticleForm, inlines: list[Any], refused_story: Article | None = None
) -> dict[str, Any]:
    """Return what the template of the form needs beside Django's own context.

    `refused_story` is the saved story that the form's text was meant for, where it could not be saved to it.
    """
    editable = may_edit(article, user)
    permitted = [TRANSITIONS[name] for name in allowed(article, user)]
    stale = form.is_bound and form.is_stale
    return {
        "article": article,
        "state": article.state(),
        "may_edit": editable,
        "button_bar": button_bar(article, permitted if editable else []),
        "bare_buttons": [
            (transition.name.value, transition.label)
            for transition in permitted
            if transition.bare and not (editable and transition.button != Place.NOWHERE)
        ],
        "quotes": form.quotes if editable else [],
        "checks": saved_story(article).checks() if editable else [],
        "differences": differences((refused_story or article).pk, form, inlines) if stale or refused_story else [],
        "refused_story": refused_story if refused_story != article else None,
        "question": question_of(form),
        "stale": stale,
        "replaces_newest": stale and form.data.get("on_top_of") == str(form.newest),
        "live_url": article.get_absolute_url() if article.pk and article.is_live() else "",
        "corrections": article.corrections.select_related("by", "amended_by", "retracted_by") if article.pk else [],
        "may_correct": TRANSITIONS[TransitionName.AMEND] in permitted,
    }
