"""The errors of single fields, listed above a form with a link to each field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm


@dataclass(frozen=True)
class FieldError:
    """One message of the form, with the id and the label of the field it is about."""

    id: str
    label: str
    message: str


def field_errors(form: Any, inlines: Iterable[Any]) -> Iterator[FieldError]:
    """Yield the errors of single fields in the order of the page. Django itself shows those of the whole form."""
    yield from _field_errors(form)
    for quote in getattr(form, "quotes", ()):
        yield from _field_errors(quote)
    for inline in inlines:
        name = str(inline.opts.verbose_name_plural)
        for message in inline.formset.non_form_errors():
            yield FieldError(f"{inline.formset.prefix}-heading", name, message)
        for row in inline.formset.forms:
            yield from _field_errors(row)


def _field_errors(form: BaseForm) -> Iterator[FieldError]:
    for name, messages in form.errors.items():
        if name in form.fields:
            for message in messages:
                yield FieldError(form[name].id_for_label, str(form[name].label), str(message))
