"""Editable pages: about us, contact."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from articles.body import clean
from articles.models import Page
from articles.rendering import NavItem, SiteContext

from .public import render_page


def page_of(request: HttpRequest, nav_item: NavItem, site: SiteContext) -> HttpResponse:
    page = get_object_or_404(Page, pk=nav_item.id, is_public=True)
    context = {"page": page, "heading": page.title, "body": clean(page.body), "page_language": page.language}
    return render_page(request, "articles/page.html", context, site)
