"""A page as readers will see it at a time to come, arranged as the form says, saved or not."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from articles import rendering
from articles.models import Arrangement, Article, Section, SectionListing, SlotAssignment
from articles.publishing import Refused

from .arrangement_rows import Rows, read_time

_LENGTH = 20  # as many stories as the page's list has


@never_cache
def preview_view(request: HttpRequest, section: Section | None) -> HttpResponse:
    """GET or POST with `at`; now, if it says no time. A POST brings the form, a GET shows what is saved."""
    sent = request.POST if request.method == "POST" else request.GET
    at = read_time(sent.get("at", ""))
    if at is None and sent.get("at", ""):
        return HttpResponseBadRequest(_("This is no day and time."))
    at = at or timezone.now()
    assignments = _typed(section, sent) if request.method == "POST" else _saved(section)
    told = _("The page as readers will see it at %(when)s") % {
        "when": date_format(timezone.localtime(at), "DATETIME_FORMAT")
    }
    site = rendering.site_context()
    context = rendering.base_context(site, section.pk if section else None) | {
        "no_index": True, "preview_told": told, "preview_language": translation.get_language(), "at": at,
    }  # fmt: skip
    if section is None:
        latest = list(Article.objects.published(at).with_stories("lead_image")[:_LENGTH])
        context |= rendering.front_page(assignments, latest, site, at)
    else:
        context |= _section(section, assignments, site, at)
    name = "front" if section is None else "section"
    with translation.override(settings.LANGUAGE_CODE):
        return HttpResponse(render_to_string(f"admin/articles/{name}_preview.html", context, request))


def _section(section: Section, assignments: list[SlotAssignment], site: Any, at: Any) -> dict[str, Any]:
    rows = SectionListing.objects.filter(section_id=section.pk).published(at).with_stories("lead_image")[:_LENGTH]
    parts = rendering.section_top(assignments, [row.article for row in rows], at)
    articles = [article for part in parts for article in part]
    values = {story.id: story for story in rendering.stories(articles, site.section_rows(), rendering.FOR_LIST)}
    lead, second, rest = ([values[article.pk] for article in part] for part in parts)
    return {
        "lead": lead, "second": second, "stories": rest, "heading": section.name, "section": section,
        "sections": site.line(section.pk)[:-1], "parts": site.parts_of(section.pk),
        "page_language": section.language,
    }  # fmt: skip


def _saved(section: Section | None) -> list[SlotAssignment]:
    return Arrangement.objects.assignments(section.pk if section else None)


def _typed(section: Section | None, sent: Any) -> list[SlotAssignment]:
    """What can be read of the form; a row with a time that is none is left out."""
    rows = Rows.read(section, sent)
    found = []
    for row in rows.rows:
        try:
            found.append(row.assignment())
        except (ValueError, Refused):
            continue
    return found
