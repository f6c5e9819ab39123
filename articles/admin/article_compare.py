"""Two versions of one story side by side: what somebody saved meanwhile, and what stands in this form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.forms.models import BaseInlineFormSet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import body
from articles.models import EDITORIAL_FIELDS, Article, Byline, PostSnapshot

from .article_form import ArticleForm, byline_lines, tag_names


@dataclass(frozen=True)
class Line:
    """A line or paragraph; `here_only` where the other version has none like it."""

    text: str
    here_only: bool


@dataclass(frozen=True)
class Difference:
    name: str
    theirs: Sequence[Line]
    mine: Sequence[Line]


def differences(story_id: int, form: ArticleForm, inlines: Iterable[Any]) -> list[Difference]:
    """What differs between the saved story and the form, field by field in the form's order; linear in their length."""
    saved = Article.objects.get(pk=story_id)
    formset = next((inline.formset for inline in inlines if inline.formset.model is Byline), None)
    pairs = [*_fields(saved, form), *byline_texts(saved, formset), *quote_texts(form)]
    return [difference(name, theirs, mine) for name, theirs, mine in pairs if theirs != mine]


def difference(name: str, theirs: str, mine: str) -> Difference:
    """Return the two texts line by line."""
    return Difference(name, _lines(theirs, mine), _lines(mine, theirs))


def _lines(of: str, other: str) -> list[Line]:
    known = set(other.split("\n"))
    return [Line(text, text not in known) for text in of.split("\n") if text]


def _fields(saved: Article, form: ArticleForm) -> Iterator[tuple[str, str, str]]:
    typed = getattr(form, "cleaned_data", {})
    for name in (name for name in EDITORIAL_FIELDS if name in form.fields):
        label = str(form.fields[name].label or name)
        mine = typed.get(name, form[name].value())
        yield label, _display_value(name, getattr(saved, name)), _display_value(name, mine)
    if "tag_names" in form.fields:
        mine = typed.get("tag_names", form["tag_names"].value())
        yield str(form.fields["tag_names"].label), ", ".join(tag_names(saved)), str(mine or "")


def _display_value(name: str, value: Any) -> str:
    """The value as a person reads it."""
    if name == "body":
        return "\n".join(line for line in body.readable(str(value or "")).split("\n") if line)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, Model):
        return str(value)
    choices = dict(Article._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
    return str(choices.get(value, "" if value is None else value))


def byline_texts(saved: Article | None, formset: BaseInlineFormSet | None) -> Iterator[tuple[str, str, str]]:
    """Yield the bylines that are saved and those of a submitted formset; `saved` is None for a new story."""
    if formset is None or not formset.is_bound:
        return
    rows = list(saved.bylines.select_related("author")) if saved else []
    mine = [(line.author_id, line.name, line.role) for line in byline_lines(formset)]
    theirs = [(row.author_id, row.name, row.role) for row in rows]
    names = {row.author_id: str(row.author) for row in rows}
    names |= {
        author.pk: str(author)
        for form in formset.forms
        if (author := getattr(form, "cleaned_data", {}).get("author")) is not None
    }
    yield (
        str(Byline._meta.verbose_name_plural),
        "\n".join(_who(names, *row) for row in theirs),
        "\n".join(_who(names, *row) for row in mine),
    )


def _who(names: dict[Any, str], author_id: int | None, name: str, role: str) -> str:
    return ", ".join(part for part in (names.get(author_id, "") if author_id else name, role) if part)


def quote_texts(form: ArticleForm) -> Iterator[tuple[str, str, str]]:
    """Yield the words of each quoted post that was submitted: as they are kept, and as they were typed."""
    for quote in form.quotes:
        if quote.is_bound and quote.is_valid():
            words = quote.quote()
            mine = PostSnapshot(author_name=words.author_name, handle=words.handle)
            yield (
                f"{PostSnapshot._meta.get_field('post').verbose_name}: {quote.instance}",
                f"{quote.instance}\n{quote.instance.text}\n{quote.instance.translation}".strip(),
                f"{mine}\n{words.text}\n{words.translation}".replace("\r\n", "\n").strip(),
            )
