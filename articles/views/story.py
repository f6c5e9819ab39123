"""A story's page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from articles.models import Article
from articles.rendering import page_context, related_stories, site_context, stories

from .errors import gone, not_found
from .public import public_page, render_page


@public_page
def story(request: HttpRequest, story_id: int, **words: str) -> HttpResponse:
    """The id decides; a section or slug other than the story's own leads to its address. At most 9 queries."""
    presence, article = Article.objects.at_address(int(story_id))
    if presence == "gone":
        return gone(request)
    if article is None:
        return not_found(request)
    site = site_context()
    (value,) = stories([article], site.section_rows())
    if request.path != value.url:
        return HttpResponsePermanentRedirect(value.url)
    context = page_context(value, site, article.section_id, related_stories(article))
    if value.without_ads:
        context["ads"] = {}
    return render_page(request, "articles/story.html", context, site, section_id=article.section_id)
