"""What the desk's forms and helpers take at most, and what they say of more. `docs/security.md` lists all of it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.forms import BaseFormSet
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy

from .submitted import refusal

MAX_ROWS = 100  # bylines of a story, links of the menus
MAX_SNAPSHOTS = 500
# Characters of one request: text that is read for posts and headlines, text in old fonts.
MAX_READ, MAX_OLD_FONT = 300_000, 150_000

TOO_MANY_ROWS = gettext_lazy("At most %(num)d lines are possible here. Nothing was saved.")
TOO_LONG_TO_READ = gettext_lazy("At most %d letters can be read at once. Nothing is lost: paste it in parts.")


def too_long(most: int) -> JsonResponse:
    return refusal(str(TOO_LONG_TO_READ % most), status=413)


class LimitedRows(admin.options.InlineModelAdmin):
    """An inline of at most `max_num` rows, however many a request claims to send."""

    max_num = MAX_ROWS

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        most = self.get_max_num(request, obj)
        formset: Any = super().get_formset(request, obj, **{"absolute_max": most, **kwargs})
        words = {**BaseFormSet.default_error_messages, **formset.default_error_messages}
        formset.default_error_messages = {**words, "too_many_forms": TOO_MANY_ROWS % {"num": most}}
        return formset
