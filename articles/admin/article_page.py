"""What the page of a story's form shows beside its fields: the bar of buttons, the faults found, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.utils.functional import Promise

from articles import publishing
from articles.models import Article, TransitionName, User
from articles.publishing import workflow

from .article_acts import BARE_ACTS, BUTTONS, LABELS, state_word
from .article_compare import differences
from .article_form import ArticleForm
from .preview import saved

# What a person mostly wants next, the first that he may do; and what undoes or ends something.
_NEXT = (TransitionName.PUBLISH, TransitionName.SUBMIT, TransitionName.APPROVE)
_BACKWARDS = (TransitionName.SEND_BACK, TransitionName.UNSCHEDULE, TransitionName.WITHDRAW, TransitionName.TRASH)

Button = tuple[str, Promise]


@dataclass(frozen=True)
class Bar:
    """The buttons that carry what was typed: their names in the form, and their words."""

    next: Button | None
    others: list[Button]
    backwards: list[Button]


def bar(story: Article, user: User) -> Bar:
    possible = workflow.allowed(story, user) if workflow.may_edit(story, user) else []
    offered = {act: (name, LABELS[act]) for name, act in BUTTONS.items() if act in possible}
    first = next((act for act in _NEXT if act in offered), None)
    return Bar(
        next=offered.get(first) if first else None,
        others=[button for act, button in offered.items() if act != first and act not in _BACKWARDS],
        backwards=[button for act, button in offered.items() if act in _BACKWARDS],
    )


@dataclass(frozen=True)
class Fault:
    """One message of the form, with the id of the field it is about."""

    id: str
    label: str
    message: str


def faults(form: ArticleForm, inlines: Iterable[Any]) -> Iterator[Fault]:
    """Those of single fields, in the order of the page; what concerns the whole form stands there already."""
    yield from _faults(form)
    for quote in form.quotes:
        yield from _faults(quote)
    for inline in inlines:
        name = str(inline.opts.verbose_name_plural)
        for message in inline.formset.non_form_errors():
            yield Fault(f"{inline.formset.prefix}-heading", name, message)
        for row in inline.formset.forms:
            yield from _faults(row)


def _faults(form: BaseForm) -> Iterator[Fault]:
    for name, messages in form.errors.items():
        if name in form.fields:
            for message in messages:
                yield Fault(form[name].id_for_label, str(form[name].label), str(message))


def page_context(story: Article, user: User, form: ArticleForm, inlines: list[Any]) -> dict[str, Any]:
    may_edit = workflow.may_edit(story, user)
    possible = workflow.allowed(story, user) if story.pk else []
    stale = form.is_bound and form.is_stale
    return {
        "story": story,
        "state": publishing.state_name(story) if story.pk else "",
        "state_word": state_word(story),
        "may_edit": may_edit,
        "bar": bar(story, user),
        "bare_acts": [
            (act.value, LABELS[act])
            for act in BARE_ACTS
            if act in possible and not (may_edit and act in BUTTONS.values())
        ],
        "quotes": form.quotes if may_edit else [],
        "faults": list(faults(form, inlines)) if form.is_bound else [],
        "checks": saved(story).checks() if may_edit else [],
        "differences": differences(story.pk, form, inlines) if stale else [],
        "stale": stale,
        "chosen_on_top": stale and form.data.get("on_top_of") == str(form.newest),
        "live_url": story.get_absolute_url() if story.pk and story.is_live() else "",
        "corrections": story.corrections.all() if story.pk else [],
    }
