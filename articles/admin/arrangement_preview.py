"""Preview of a page at a chosen time, with the assignments of the form or the saved ones."""

from __future__ import annotations

import datetime as dt
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

from .arrangement_form import ArrangementForm, parse_time

_LENGTH = 20  # stories in the list of a page


@never_cache
def preview_view(request: HttpRequest, section: Section | None) -> HttpResponse:
    """Show the page at the time `at`, or now. A POST previews the submitted form, a GET what is saved."""
    data = request.POST if request.method == "POST" else request.GET
    at = parse_time(data.get("at", ""))
    if at is None and data.get("at", ""):
        return HttpResponseBadRequest(_("This is no day and time."))
    at = at or timezone.now()
    assignments = _submitted(section, data) if request.method == "POST" else _saved(section)
    notice = _("The page as readers will see it at %(when)s") % {
        "when": date_format(timezone.localtime(at), "DATETIME_FORMAT")
    }
    site = rendering.site_context()
    context = rendering.base_context(site, section.pk if section else None) | {
        "no_index": True, "preview_notice": notice, "preview_language": translation.get_language(), "at": at,
    }  # fmt: skip
    if section is None:
        latest = list(Article.objects.published(at).with_stories("lead_image")[:_LENGTH])
        context |= rendering.front_page(assignments, latest, site, at)
    else:
        context |= _section(section, assignments, site, at)
    name = "front" if section is None else "section"
    with translation.override(settings.LANGUAGE_CODE):
        return HttpResponse(render_to_string(f"admin/articles/{name}_preview.html", context, request))


def _section(section: Section, assignments: list[SlotAssignment], site: Any, at: dt.datetime) -> dict[str, Any]:
    rows = SectionListing.objects.filter(section_id=section.pk).published(at).with_stories("lead_image")[:_LENGTH]
    parts = rendering.section_top(assignments, [row.article for row in rows], at)
    articles = [article for part in parts for article in part]
    values = {story.id: story for story in rendering.stories(articles, site.sections_by_id(), rendering.FOR_LIST)}
    lead, second, rest = ([values[article.pk] for article in part] for part in parts)
    return {
        "lead": lead, "second": second, "stories": rest, "heading": section.name, "section": section,
        "breadcrumbs": site.path_to(section.pk)[:-1], "subsections": site.subsections_of(section.pk),
        "page_language": section.language,
    }  # fmt: skip


def _saved(section: Section | None) -> list[SlotAssignment]:
    return Arrangement.objects.assignments(section.pk if section else None)


def _submitted(section: Section | None, data: Any) -> list[SlotAssignment]:
    """Return the assignments of the submitted rows, without rows whose times cannot be read."""
    found = []
    for row in ArrangementForm.submitted(section, data).rows:
        try:
            found.append(row.assignment())
        except ValueError:
            continue
    return found
