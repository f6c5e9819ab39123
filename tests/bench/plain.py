"""A story's page as a short Django view would show it: one query for each thing shown, one template, nothing else.

It shows the parts of Newsroom's page without what makes them good: no sizes of pictures, no structured data, nothing
checked. With BENCH_CACHED=1 it stands behind Django's `cache_page`.
"""

from __future__ import annotations

import os

from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.cache import cache_page

from articles.models import Article, Byline, Correction, QuotedPost, Section, TaggedArticle


def story(request, section, slug, story_id):
    article = get_object_or_404(Article.objects.published().select_related("section", "lead_image"), pk=story_id)
    context = {
        "article": article,
        "sections": Section.objects.filter(parent=None),
        "bylines": Byline.objects.filter(article=article).select_related("author"),
        "tags": TaggedArticle.objects.filter(content_object=article).select_related("tag"),
        "posts": QuotedPost.objects.filter(article=article).select_related("post", "snapshot"),
        "corrections": Correction.objects.filter(article=article),
        "latest": Article.objects.published().filter(section=article.section).select_related("section")[:9],
    }
    return render(request, "plain.html", context)


_view = cache_page(3600)(story) if os.environ.get("BENCH_CACHED") else story
urlpatterns = [path("<slug:section>/<slug:slug>-<int:story_id>/", _view)]
