"""Sections and editable pages in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from articles.models import Page, Section
from articles.publishing import link_writer

from .redirect import PageOwnerAdmin
from .slug_form import SlugForm


class PageForm(SlugForm):
    named_by = ("title",)


@admin.register(Section)
class SectionAdmin(PageOwnerAdmin):
    page_url = "articles:section_or_page"
    form = SlugForm
    list_display = ["name", "parent", "slug", "language", "order"]
    list_select_related = ["parent"]
    search_fields = ["folded__contains"]
    ordering = ["order", "name"]
    fields = ["name", "slug", "parent", "description", "accent", "language", "order"]

    def save_model(self, request: HttpRequest, obj: Section, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "parent" in form.changed_data:
            link_writer.relist_below(obj)


@admin.register(Page)
class PageAdmin(PageOwnerAdmin):
    page_url = "articles:section_or_page"
    form = PageForm
    list_display = ["title", "slug", "purpose", "language", "is_public", "order"]
    search_fields = ["folded__contains"]
    fields = ["title", "slug", "purpose", "body", "language", "is_public", "order"]
    ordering = ["order", "title"]

    def view_on_site(self, obj: Page) -> str:
        return reverse(self.page_url, args=[obj.slug])
