"""Every public URL, grouped by what it names."""

from __future__ import annotations

from django.urls import path, re_path

from articles import feeds, sitemaps
from articles.views import archive, health, pages, site_files
from articles.views.search import search

app_name = "articles"

front_page = [
    path("", pages.front, name="front"),
    path("rss.xml", feeds.front, name="rss"),
]
lists = [
    path("tag/<slug:slug>/", pages.tag, name="tag"),
    path("tag/<slug:slug>/rss.xml", feeds.tag, name="tag_rss"),
    path("author/<slug:slug>/", pages.author, name="author"),
    path("author/<slug:slug>/rss.xml", feeds.author, name="author_rss"),
]
archives = [
    path("archive/", archive.archive, name="archive"),
    path("archive/<int:year>/", archive.archive, name="year"),
    path("archive/<int:year>/<int:month>/", archive.month, name="month"),
    path("archive/<int:year>/<int:month>/<int:day>/", archive.day, name="day"),
]
searching = [path("search/", search, name="search")]
service = [
    path("healthz", health.healthz, name="healthz"),
    path(".well-known/security.txt", site_files.security_txt, name="security_txt"),
    path("media/<path:path>", site_files.media, name="media"),
    path("share.jpg", site_files.site_card, name="site_card"),
    path("palette-<slug:name>.css", site_files.palette, name="palette"),
]
for_search_engines = [
    path("robots.txt", sitemaps.robots, name="robots"),
    path("news-sitemap.xml", sitemaps.news, name="news_sitemap"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap/places.xml", sitemaps.sections_and_pages, name="sitemap_places"),
    path("sitemap/<int:year>-<int:month>.xml", sitemaps.month, name="sitemap_month"),
]
sections = [
    path("<slug:slug>/", pages.section_or_page, name="section_or_page"),
    path("<slug:slug>/rss.xml", feeds.section, name="section_rss"),
]
stories = [
    path("<slug:section>/<slug:slug>-<int:story_id>/", pages.story, name="story"),
    # Whatever the slug: the id decides, and the view redirects to the story's own address.
    re_path(
        r"^(?!(?:admin|archive|author|media|search|static|tag)/)"
        r"(?P<section>[^/]+)/(?:(?P<slug>[^/]*)-)?(?P<story_id>[0-9]{1,19})/?$",
        pages.story,
        name="story_as_spelled",
    ),
]

urlpatterns = [*front_page, *lists, *archives, *searching, *service, *for_search_engines, *sections, *stories]
