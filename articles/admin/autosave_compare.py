"""How unsaved text that was kept differs from what is saved, field by field, for any form of the desk."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_prose_editor.fields import ProseEditorFormField

from articles import body
from articles.models import Byline
from articles.publishing import StaleVersion, check_version

from .article_compare import byline_texts, difference, quote_texts
from .article_form import ArticleForm

SAVED_SINCE = gettext_lazy("It has been saved since this text was begun: saving this text shows both.")
# Fields that say something of the save and nothing of the text.
_NOT_COMPARED = frozenset({"began_from", "on_top_of"})


def comparison(form_admin: Any, request: HttpRequest, obj: Any, data: QueryDict, version: int | None) -> dict[str, Any]:
    """Return the names of the fields that differ, the table of both texts, the forms of quoted posts that the kept text
    has, and a sentence if somebody has saved the object since the kept text was begun. Nothing is validated or saved.
    """
    form, blank, formsets = _forms(form_admin, request, obj, data)
    texts = [*_field_texts(form, blank), *_formset_texts(obj, formsets), *_quote_texts(form)]
    quotes = form.quotes if isinstance(form, ArticleForm) else []
    shown = {
        str(quote.post.pk): render_to_string("admin/articles/_quote.html", {"form": quote}, request) for quote in quotes
    }
    return compared(request, texts, note=_stale_note(obj, version)) | {"quotes": shown}


def compared(request: HttpRequest, texts: Iterable[tuple[str, str, str]], *, note: str) -> dict[str, Any]:
    """Return what the panel shows of these texts: the name of each field, what is saved, and what was kept."""
    found = [difference(name, saved, kept) for name, saved, kept in texts if saved != kept]
    return {
        "names": [str(capfirst(one.name)) for one in found],
        "html": render_to_string("admin/_kept_differences.html", {"differences": found}, request),
        "quotes": {},
        "note": note,
    }


def _forms(form_admin: Any, request: HttpRequest, obj: Any, data: QueryDict) -> tuple[Any, Any, list[Any]]:
    form_class = form_admin.get_form(request, obj, change=obj is not None)
    instance = obj if obj is not None else form_admin.model()
    form = form_class(data, instance=copy.copy(instance))
    form.is_valid()
    formsets = []
    for formset_class, _inline in form_admin.get_formsets_with_inlines(request, obj):
        prefix = formset_class.get_default_prefix()
        saved = formset_class(instance=copy.copy(instance), prefix=prefix)
        kept = formset_class(data, instance=copy.copy(instance), prefix=prefix)
        kept.is_valid()
        formsets.append((kept, saved))
    return form, form_class(instance=copy.copy(instance)), formsets


def _field_texts(form: forms.BaseForm, blank: forms.BaseForm) -> Iterator[tuple[str, str, str]]:
    for name, field in form.fields.items():
        if name not in _NOT_COMPARED and not isinstance(field, forms.FileField) and not form[name].is_hidden:
            yield str(field.label or name), _shown(blank[name]), _shown(form[name])


def _shown(bound: Any) -> str:
    """Return the value of a field as a person reads it."""
    field, value = bound.field, bound.value()
    if isinstance(field, forms.BooleanField):
        return _("yes") if field.to_python(value) else _("no")
    if isinstance(field, ProseEditorFormField):
        return "\n".join(line for line in body.readable(str(value or "")).split("\n") if line)
    if isinstance(field, forms.ModelChoiceField):
        return _chosen(field, value)
    if isinstance(field, forms.ChoiceField):
        choices = {str(key): str(label) for key, label in field.widget.choices}
        return choices.get(str(value or ""), str(value or "")) if value else ""
    if isinstance(field.widget, forms.MultiWidget):
        parts = value if isinstance(value, list) else field.widget.decompress(value)
        texts = (box.format_value(part) for box, part in zip(field.widget.widgets, parts or (), strict=False))
        return " ".join(str(text) for text in texts if text)
    return str(field.widget.format_value(value) or "").replace("\r\n", "\n").strip()


def _chosen(field: forms.ModelChoiceField, value: Any) -> str:
    queryset: Any = field.queryset
    usable = str(value or "").isdecimal() and len(str(value)) < 19
    found = queryset.filter(pk=value).first() if usable else None
    return str(found) if found is not None else str(value or "")


def _formset_texts(obj: Any, formsets: list[Any]) -> Iterator[tuple[str, str, str]]:
    for kept, saved in formsets:
        if not kept.management_form.is_valid():
            continue
        if kept.model is Byline:
            yield from byline_texts(obj, kept)
        else:
            name = str(kept.model._meta.verbose_name_plural)
            yield name, "\n".join(_rows(saved)), "\n".join(_rows(kept))


def _rows(formset: Any) -> Iterator[str]:
    """Yield each filled row of a formset that stays, as one line."""
    for form in formset.forms:
        removed = "DELETE" in form.fields and bool(form["DELETE"].value())
        texts = [_shown(form[name]) for name in form.fields if name != "DELETE" and not form[name].is_hidden]
        is_empty = form.instance.pk is None and not (form.is_bound and form.has_changed())
        if any(texts) and not removed and not is_empty:
            yield ", ".join(text for text in texts if text)


def _quote_texts(form: Any) -> Iterator[tuple[str, str, str]]:
    if isinstance(form, ArticleForm):
        yield from quote_texts(form)


def _stale_note(obj: Any, version: int | None) -> str:
    current = getattr(obj, "version", None)
    if obj is None or version is None or current is None or version == current:
        return ""
    if not hasattr(obj, "revisions"):
        return str(SAVED_SINCE)
    try:
        check_version(obj, version)
    except StaleVersion as stale:
        return _("%(by)s has saved the story since this text was begun. Saving this text shows both.") % {
            "by": stale.by
        }
    return ""
