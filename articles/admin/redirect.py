"""Redirects in the admin, and the base of admins whose rows have a page of their own."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import unquote

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from articles.models import Redirect
from articles.publishing import addresses

from .autosave import AutosaveMixin
from .base import DeskAdmin


class PageOwnerAdmin(AutosaveMixin, DeskAdmin):
    """When a slug changes, the old address of the row's page redirects to the new one."""

    page_url: ClassVar[str]  # the name of the page's URL pattern

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        old = form.initial.get("slug") if change else None
        if old and old != obj.slug:
            addresses.moved(*(reverse(self.page_url, args=[slug]) for slug in (old, obj.slug)))


@admin.register(Redirect)
class RedirectAdmin(DeskAdmin):
    list_display = ["old_path", "new_path"]
    search_fields = ["folded__contains"]
    ordering = ["old_path"]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Search for an address that was copied from a browser, too: paths are stored decoded."""
        return super().get_search_results(request, queryset, unquote(search_term))
