"""The pages of docs/ that are written from tables in the code: `python -m tests.reference_pages` writes them."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.utils import translation  # noqa: E402

from articles import body  # noqa: E402
from articles.admin import limits  # noqa: E402
from articles.desk import bodies  # noqa: E402
from articles.models import State, TransitionName  # noqa: E402
from articles.models.fields import size_message  # noqa: E402
from articles.publishing.workflow import TRANSITIONS, Place, Transition, always  # noqa: E402
from newsroom import environment, overload  # noqa: E402

DOCS = environment.ROOT / "docs"
_WORKFLOW = """# Workflow

Every change of a story is one of these transitions: an entry of `TRANSITIONS` in `articles/publishing/workflow.py` and
a function in `articles/publishing/transitions.py`. Scheduled, expired and "in the trash" are not stored as a status;
they follow from the story's times (`Article.state()`). This page is written by `python -m tests.reference_pages`.
"""
_SETTINGS = f"""# Settings

What differs from site to site is set in environment variables. Newsroom does not start with a value
that cannot be used, nor with a name that begins with `{environment.PREFIX}` and is not listed here; the message
names it. An empty value counts as not set. Relative paths begin in the project's folder.

| Setting | When not set | What it is |
|---|---|---|"""


def workflow_page() -> str:
    """Return the page: a diagram of the transitions that lead to another state, and a table of all."""
    with translation.override("en"):
        return "\n".join([_WORKFLOW, *_diagram(), "", *_table(), ""])


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


def settings_page() -> str:
    """Return the text of `docs/settings.md`."""
    rows = [
        f"| `{setting.name}` | {f'`{setting.default}`' if setting.default else ''} | {setting.meaning} |"
        for setting in environment.SETTINGS
    ]
    return "\n".join([_SETTINGS, *rows, "", "This page is written by `python -m tests.reference_pages`.", ""])


def _limits() -> list[tuple[str, str, Callable[[], str]]]:
    """What is limited, to how much, and the words for more."""
    mb = 1_000_000
    names: dict[body.Limit, str] = {
        "length": "characters of a text, with its tags",
        "depth": "elements within each other",
        "elements": "paragraphs, entries, cells … of a text",
        "parts": "pictures, posts, files and stories in a text",
    }
    texts = [
        (name, f"{body.LIMITS[limit]:,}", partial(size_message, body.TooMuch(limit, body.LIMITS[limit] + 1)))
        for limit, name in names.items()
    ]
    sizes = [
        ("what anybody sends", f"{settings.ANONYMOUS_MAX_BYTES // 1024} KB", bodies.size_message),
        ("what the desk sends", f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE // mb} MB", bodies.size_message),
        *(
            (f"with files: {name.removeprefix('articles_')}", f"{size // mb} MB", bodies.size_message)
            for name, size in bodies.upload_limits().items()
        ),
    ]
    return [
        *texts,
        ("bylines of a story, links of menus", str(limits.MAX_ROWS), partial(_rows, limits.MAX_ROWS)),
        ("versions of a post in its form", str(limits.MAX_SNAPSHOTS), partial(_rows, limits.MAX_SNAPSHOTS)),
        ("characters read for posts and headlines", f"{limits.MAX_READ:,}", partial(_read, limits.MAX_READ)),
        ("characters in an old font", f"{limits.MAX_OLD_FONT:,}", partial(_read, limits.MAX_OLD_FONT)),
        *sizes,
        ("requests of the desk in a process", str(overload.DESK_THREADS), overload.busy_message),
    ]


def _rows(most: int) -> str:
    return str(limits.TOO_MANY_ROWS % {"num": most})


def _read(most: int) -> str:
    return str(limits.TOO_LONG_TO_READ % most)


def security_page() -> str:
    """Return the text of `docs/security.md` with its table of limits. The rest is written by hand."""
    before, begins, rest = (DOCS / "security.md").read_text(encoding="utf-8").partition("<!-- limits: ")
    note, _, after = rest.partition("\n")
    rows = ["| What | At most | In English | In Hindi |", "|---|---|---|---|"]
    for name, most, words in _limits():
        said = []
        for language in ("en", "hi"):
            with translation.override(language):
                said.append(words())
        rows.append(f"| {name} | {most} | {said[0]} | {said[1]} |")
    end = "<!-- limits end -->"
    return "\n".join([before + begins + note, "", *rows, "", end]) + after.partition(end)[2]


PAGES = {"security.md": security_page, "workflow.md": workflow_page, "settings.md": settings_page}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
