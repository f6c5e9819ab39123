"""Write docs/workflow.md from the table of transitions."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from articles.models import State, TransitionName
from articles.publishing.workflow import TRANSITIONS, Place, Transition, always

PAGE = settings.BASE_DIR / "docs" / "workflow.md"
_INTRODUCTION = """# Workflow

Every change of a story is one of these transitions: an entry of `TRANSITIONS` in `articles/publishing/workflow.py` and
a function in `articles/publishing/transitions.py`. Scheduled, expired and "in the trash" are not stored as a status;
they follow from the story's times (`Article.state()`). This page is written by `python manage.py workflow_page`.
"""


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    """Return the page: a diagram of the transitions that lead to another state, and a table of all."""
    with translation.override("en"):
        return "\n".join([_INTRODUCTION, *_diagram(), "", *_table(), ""])


def _diagram() -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {State.DRAFT.value}"]
    for transition in TRANSITIONS.values():
        if transition.to:
            origins = [state for state in State if state in transition.from_states and state != transition.to]
            lines += [f"    {origin.value} --> {transition.to.value}: {transition.name.value}" for origin in origins]
    lines.append(f"    {State.TRASH.value} --> [*]: {TransitionName.RESTORE.value} (as it was; withdrawn if public)")
    return [*lines, "```"]


def _table() -> list[str]:
    head = "Transition|From|To|Who|Button|Without changes|For several|Message"
    return [
        f"|{head}|",
        "|---" * (head.count("|") + 1) + "|",
        *(_row(transition) for transition in TRANSITIONS.values()),
    ]


def _row(transition: Transition) -> str:
    states = [str(state.label).lower() for state in State if state in transition.from_states]
    origins = "any but in the trash" if len(states) == len(State) - 1 else ", ".join(states)
    condition = transition.condition.__name__.strip("_").replace("_", " ")
    cells = [
        f"`{transition.name.value}`",
        origins if transition.condition is always else f"{origins}, if it {condition}",
        str(transition.to.label).lower() if transition.to else "",
        transition.permission.description,
        str(transition.label) if transition.button != Place.NOWHERE else "Save" if transition.is_save else "",
        "yes" if transition.bare else "",
        "yes" if transition.bulk else "",
        str(transition.done),
    ]
    return f"| {' | '.join(cells)} |"
