"""Redirects in the admin."""

from __future__ import annotations

from django.contrib import admin

from articles.models import Redirect

from .base import DeskAdmin


@admin.register(Redirect)
class RedirectAdmin(DeskAdmin):
    list_display = ["old_path", "new_path"]
    search_fields = ["old_path", "new_path"]
    ordering = ["old_path"]
