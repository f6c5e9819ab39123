"""Authors at the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from articles.models import Author
from articles.publishing import addresses

from .base import DeskAdmin


@admin.register(Author)
class AuthorAdmin(DeskAdmin):
    list_display = ["name", "latin_name", "role", "slug"]
    search_fields = ["name", "latin_name", "slug"]
    ordering = ["name"]
    autocomplete_fields = ["portrait"]
    raw_id_fields = ["user"]
    fields = ["name", "latin_name", "slug", "role", "bio", "portrait", "links", "user"]

    def save_model(self, request: HttpRequest, obj: Author, form: Any, change: bool) -> None:
        old = form.initial.get("slug") if change else None
        super().save_model(request, obj, form, change)
        if old and old != obj.slug:
            addresses.moved(reverse("articles:author", args=[old]), reverse("articles:author", args=[obj.slug]))
