"""Warnings about an image, where it is used, and the filters of the library's list."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Author, Image, MediaFile, SocialPost

# How long before the rights end the desk shows a warning.
WARNING_PERIOD = dt.timedelta(days=14)
_MAX_SHOWN = 50


def warnings(image: Image) -> list[str]:
    """Return the warnings as sentences, the most serious first."""
    without_alt = "" if image.alt else _("No alternative text: say what the picture shows.")
    return [warning for warning in (rights_state(image), without_alt) if warning]


def rights_state(image: Image) -> str:
    """Return a warning if the rights have ended or end soon, else ""."""
    today, until = timezone.localdate(), image.rights_until
    if until is None or until > today + WARNING_PERIOD:
        return ""
    day = date_format(until, "DATE_FORMAT")
    if until < today:
        return _("The rights ended on %(day)s: readers are not shown this picture.") % {"day": day}
    return _("The rights end on %(day)s; after that readers are not shown this picture.") % {"day": day}


def where_used(image: Image) -> SafeString:
    """Return links to the forms of the stories, authors, social posts and files that show the image. Four queries."""
    stories = Article.objects.filter(Q(lead_image=image) | Q(image_rows__image=image)).distinct().order_by("-pk")
    users: list[Any] = [
        *stories[:_MAX_SHOWN],
        *Author.objects.filter(portrait=image)[:_MAX_SHOWN],
        *SocialPost.objects.filter(image=image)[:_MAX_SHOWN],
        *MediaFile.objects.filter(still=image)[:_MAX_SHOWN],
    ]
    links = [(reverse(f"admin:articles_{one._meta.model_name}_change", args=[one.pk]), one) for one in users]
    return format_html_join(mark_safe("<br>"), '<a href="{}">{}</a>', links) or mark_safe("–")


class AltFilter(admin.SimpleListFilter):
    title = gettext_lazy("alternative text")
    parameter_name = "alt"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("none", _("without alternative text"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> QuerySet[Image]:
        return queryset.filter(alt="") if self.value() == "none" else queryset


class RightsFilter(admin.SimpleListFilter):
    title = gettext_lazy("rights")
    parameter_name = "rights"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("ended", _("ended")), ("soon", _("ending within two weeks")), ("limited", _("with a last day"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> QuerySet[Image]:
        today = timezone.localdate()
        chosen = {
            "ended": Q(rights_until__lt=today),
            "soon": Q(rights_until__range=(today, today + WARNING_PERIOD)),
            "limited": Q(rights_until__isnull=False),
        }
        return queryset.filter(chosen[value]) if (value := self.value() or "") in chosen else queryset
