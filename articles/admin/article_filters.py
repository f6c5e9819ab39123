"""Filters of the list of stories."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Author, Kind, Section, Status


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("draft", _("Draft")), ("in_review", _("In review")), ("approved", _("Approved")),
            ("scheduled", _("Scheduled")), ("live", _("Published")), ("expired", _("Expired")),
            ("withdrawn", _("Withdrawn")), ("trash", _("In the trash")),
        ]  # fmt: skip

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        now, state = timezone.now(), self.value()
        # As a range it fits no index of what is live, by which all stories would be sorted: the list is read as saved.
        published = Q(status__range=[Status.PUBLISHED] * 2)
        chosen = {
            "scheduled": published & Q(publish_at__gt=now),
            "live": published & Q(publish_at__lte=now) & (Q(expire_at__isnull=True) | Q(expire_at__gt=now)),
            "expired": published & Q(publish_at__lte=now, expire_at__lte=now),
            "trash": Q(deleted_at__isnull=False),
        }
        if state is None:
            return queryset
        return queryset.filter(chosen.get(state, Q(status=state)))


class MineFilter(admin.SimpleListFilter):
    title = _("whose")
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("Mine"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if self.value() != "1":
            return queryset
        # Two subqueries instead of joins with OR, so that each uses its own index.
        created = Article.objects.filter(created_by_id=request.user.pk).values("pk")
        in_byline = Article.objects.filter(bylines__author__user_id=request.user.pk or 0).values("pk")
        return queryset.filter(Q(pk__in=created) | Q(pk__in=in_byline))


class SectionFilter(admin.SimpleListFilter):
    """Filter by section, including its sub-sections."""

    title = _("section")
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(str(section.pk), section.name) for section in Section.objects.in_order()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        value = self.value() or ""
        return queryset.filter(listings__section_id=int(value)) if value.isdecimal() and len(value) < 19 else queryset


class AuthorFilter(admin.SimpleListFilter):
    """Filter by byline. Lists the first 60 authors; the form of any author links here too."""

    title = _("author")
    parameter_name = "author"
    listed = 60

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(str(author.pk), author.name) for author in Author.objects.order_by("name", "pk")[: self.listed]]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        value = self.value() or ""
        return queryset.filter(bylines__author_id=int(value)) if value.isdecimal() and len(value) < 19 else queryset


class KindFilter(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Kind.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        return queryset.filter(kind=self.value()) if self.value() in Kind.values else queryset


class PaidFilter(admin.SimpleListFilter):
    title = _("paid content")
    parameter_name = "paid"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("Paid content"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        return queryset.exclude(paid_by="") if self.value() == "1" else queryset
