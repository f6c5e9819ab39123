"""Authors in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.models import Author
from articles.publishing import post_commit

from .redirect import PageOwnerAdmin
from .slug_form import SlugForm


class AuthorForm(SlugForm):
    named_by = ("latin_name", "name")


@admin.register(Author)
class AuthorAdmin(PageOwnerAdmin):
    form = AuthorForm
    page_url = "articles:author"
    list_display = ["name", "latin_name", "role", "slug"]
    search_fields = ["folded__contains"]
    ordering = ["name"]
    autocomplete_fields = ["portrait"]
    raw_id_fields = ["user"]
    fields = ["name", "latin_name", "slug", "role", "bio", "portrait", "links", "user", "stories"]
    readonly_fields = ["stories"]

    @admin.display(description=_("stories"))
    def stories(self, author: Author) -> SafeString | str:
        if author.pk is None:
            return ""
        address = reverse("admin:articles_article_changelist", query={"author": author.pk})
        return format_html('<a href="{}">{}</a>', address, _("Stories with this name in the bylines"))

    def save_model(self, request: HttpRequest, obj: Author, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and {"name", "latin_name"} & set(form.changed_data):
            post_commit.after_name_change("author", obj.pk)
