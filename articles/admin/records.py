"""Read-only admins: revisions and the audit log."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import admin
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import body
from articles.models import AuditEntry, Revision
from articles.models.audit_entry import action_name, kind_name

from .base import DeskAdmin

_IMAGE_KINDS = {"image", "gallery"}


class ReadOnlyAdmin(DeskAdmin):
    actions: Any = None

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    list_display = ["article", "number", "transition", "at", "by_name", "note"]
    list_filter = ["transition"]
    list_select_related = ["article"]
    ordering = ["-id"]
    fields = ["article", "number", "transition", "at", "by_name", "note", "rendered", "raw_data"]
    readonly_fields = fields  # type: ignore[assignment]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        rows = super().get_queryset(request)
        match = request.resolver_match
        return rows.defer("data") if match and (match.url_name or "").endswith("_changelist") else rows

    @admin.display(description=_("the story as it was"))
    def rendered(self, revision: Revision) -> SafeString:
        context = {"data": revision.data, "body": _stored_body(revision.data)}
        return render_to_string("admin/articles/_revision.html", context)

    @admin.display(description=_("everything that was kept"))
    def raw_data(self, revision: Revision) -> SafeString:
        return _as_json(revision.data)


def _stored_body(data: dict[str, Any]) -> str:
    """Return the body with its stored images; posts and related stories are marked and shown below."""
    stored = {image["id"]: image | {"url": default_storage.url(image["file"])} for image in data.get("images", ())}

    def render(place: body.Placeholder) -> str:
        images = [stored[key] for key in place.ids if key in stored] if place.kind in _IMAGE_KINDS else []
        return render_to_string("admin/articles/_kept_part.html", {"place": place, "images": images})

    return body.replace(body.clean_html(str(data.get("body", "")), data.get("cleaned_with", 0)), render)


class ActionFilter(admin.AllValuesFieldListFilter):
    """Filter by the actions that occur in the log, shown by their labels."""

    name_of: Callable[[str], str] = staticmethod(action_name)

    def choices(self, changelist: Any) -> Iterator[Any]:
        for choice in super().choices(changelist):
            yield {**choice, "display": self.name_of(str(choice["display"]))}


class TargetKindFilter(ActionFilter):
    name_of = staticmethod(kind_name)


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "by_name", "what", "kind", "target_name"]
    list_filter = [("action", ActionFilter), ("target_kind", TargetKindFilter), ("at", admin.DateFieldListFilter)]
    search_fields = ["folded__contains"]
    ordering = ["-at", "-id"]
    fields = ["at", "by_name", "what", "kind", "target_id", "target_name", "shown_details"]
    readonly_fields = fields  # type: ignore[assignment]

    @admin.display(description=_("act"), ordering="action")
    def what(self, entry: AuditEntry) -> str:
        return action_name(entry.action)

    @admin.display(description=_("kind"), ordering="target_kind")
    def kind(self, entry: AuditEntry) -> str:
        return kind_name(entry.target_kind)

    @admin.display(description=_("details"))
    def shown_details(self, entry: AuditEntry) -> SafeString:
        return _as_json(entry.details)


def _as_json(data: Any) -> SafeString:
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return format_html('<details class="record-text"><summary>{}</summary><pre>{}</pre></details>', _("As data"), text)
