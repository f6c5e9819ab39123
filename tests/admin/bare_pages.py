"""The form of a story without its page: what it holds, as quickly as it can be written.

To draw the whole page takes several times as long as to save the form, and thousands of sequences are tried. What is
left is what a test of behaviour reads: the fields, the buttons, the errors, the question, and the texts beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any
from unittest.mock import Mock, patch

from django import forms
from django.contrib.admin import AdminSite, helpers
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html, format_html_join

MIDDLEWARE = "tests.admin.bare_pages.BarePages"


class BarePages:
    """Middleware that answers with the bare form instead of the page of a story's form, in `bare_pages()`."""

    is_on = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        context: Any = response.context_data
        if self.is_on and context and "button_bar" in context:
            response.content = bare_page({**context, "messages": get_messages(request)})
        return response


@contextmanager
def bare_pages() -> Iterator[None]:
    """Leave out what only a whole page shows: the menu, the scripts and style sheets, the list of checks."""
    nothing = Mock(checks=list)
    with (
        patch.object(BarePages, "is_on", new=True),
        patch.object(AdminSite, "get_app_list", lambda *_args: []),
        patch.object(helpers.AdminForm, "media", forms.Media()),
        patch.object(helpers.InlineAdminFormSet, "media", forms.Media()),
        patch("articles.admin.article_page.saved_story", lambda _article: nothing),
    ):
        yield


def bare_page(context: dict[str, Any]) -> str:
    """Return the form with what its page has from the same context."""
    return format_html(
        '<ul class="errorlist">{}</ul>{}<form id="article_form">{}{}</form><p>{}</p>',
        format_html_join("", "<li>{}</li>", ((message,) for message in _errors(context))),
        format_html('<h2 id="question-text">{}</h2>', context["question"].question.text) if context["question"] else "",
        format_html_join("", '<input type="text" name="{}" value="{}">', _fields(context)),
        format_html_join("", '<input type="submit" name="{}">', ((name,) for name in _buttons(context))),
        "\n".join(_texts(context)),
    )


def _errors(context: dict[str, Any]) -> Iterator[str]:
    yield from context["adminform"].form.non_field_errors()
    for error in context["field_errors"]:
        yield f"{error.label}: {error.message}"


def _buttons(context: dict[str, Any]) -> Iterator[str]:
    if context["may_edit"]:
        bar = context["button_bar"]
        yield "_continue"
        yield from (name for name, _label in [*([bar.main] if bar.main else []), *bar.others, *bar.destructive])


def _fields(context: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "form_token", context["form_token"]
    if not context["may_edit"]:
        yield "began_from", context["article"].version
    for bound in _bound_fields(context):
        yield from _values(bound)


def _bound_fields(context: dict[str, Any]) -> Iterator[forms.BoundField]:
    """Yield the fields that the page has; that of "replace the newer version" stands beside the differences."""
    form = context["adminform"].form
    yield from (form[name] for name in form.fields if name != "on_top_of")
    for inline in context["inline_admin_formsets"]:
        rows = inline.formset.forms if context["may_edit"] else []
        yield from chain(inline.formset.management_form, *rows)
    yield from chain(*context["quotes"])


def _values(bound: forms.BoundField) -> Iterator[tuple[str, Any]]:
    """Yield the names and values that a browser would send for this field."""
    widget, value = bound.field.widget, bound.value()
    if isinstance(widget, forms.MultiWidget):
        parts = value if isinstance(value, list) else widget.decompress(value)
        for suffix, part, of_part in zip(widget.widgets_names, widget.widgets, parts, strict=True):
            yield bound.html_name + suffix, part.format_value(of_part) or ""
    elif not isinstance(widget, forms.CheckboxInput):
        yield bound.html_name, "" if value is None else value
    elif value:
        yield bound.html_name, "on"


def _texts(context: dict[str, Any]) -> Iterator[str]:
    """Yield what the page shows beside the fields, and the story's texts to a person who may only read them."""
    yield from (str(message) for message in context["messages"])
    yield from (correction.text for correction in context["corrections"])
    for difference in context["differences"]:
        yield from (line.text for line in (*difference.theirs, *difference.mine))
    if not context["may_edit"]:
        yield from (getattr(context["article"], name) for name in ("headline", "standfirst", "body"))
