"""The front page: what the desk has placed, the newest stories, then each section's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from articles.models import Arrangement, Article
from articles.rendering import front_page, json_ld, site_context, site_data

from .lists import show_list
from .paging import list_page
from .public import public_page, render_page


@public_page
def front(request: HttpRequest) -> HttpResponse:
    """At most 8 queries. "Older stories" goes on after the newest twenty, all of which stand here."""
    at, site = timezone.now(), site_context()
    latest = list_page(request, Article.objects.published, at)
    feed = reverse("articles:rss")
    if not latest.is_first:
        return show_list(request, "articles/list.html", latest, site, feed=feed, heading="")
    context = front_page(Arrangement.objects.assignments(None), latest.articles, site, at)
    own = {"older": latest.older, "feed_url": feed, "json_ld": json_ld(site_data(site))}
    return render_page(request, "articles/front.html", {**context, **own}, site)
