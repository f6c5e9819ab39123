"""What every form of the desk has: its acts stand in one log, and its pages run under a strict script policy."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from js_asset.media import Media

from articles.models import AuditEntry
from articles.publishing import audit

COUNTED_AT_MOST = 2_000
_UNSPOKEN = frozenset({"password", "password1", "password2", "usable_password"})


class CappedPaginator(Paginator):
    """Counts no further than a list is ever leafed through: counting a million rows costs more than showing fifty."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return rows[:COUNTED_AT_MOST].count()


class DeskAdmin(admin.ModelAdmin):
    """Base of the desk's forms."""

    show_full_result_count = False
    paginator = CappedPaginator
    list_per_page = 50
    list_max_show_all = 50
    # Counting the stories of each filter is a query for each, over all of them.
    show_facets = admin.ShowFacets.NEVER

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> None:  # type: ignore[override]
        audit.record(request.user, "add", obj)  # type: ignore[arg-type]

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> None:  # type: ignore[override]
        audit.record(request.user, "change", obj, **getattr(request, "desk_changes", {}))  # type: ignore[arg-type]

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:  # type: ignore[override]
        for obj in queryset:
            audit.record(request.user, "delete", obj)  # type: ignore[arg-type]

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> list[Any]:
        """Also notes for the log what has changed, from what to what; passwords are not told."""
        request.desk_changes = {"changes": changes_of(form)} if not add else {}  # type: ignore[attr-defined]
        return super().construct_change_message(request, form, formsets, add)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The acts on this thing, newest first, from the desk's log."""
        obj = self.get_object(request, object_id)
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        entries = AuditEntry.objects.filter(target_kind=self.opts.model_name, target_id=str(obj.pk))
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %s") % obj,
            "entries": entries[:500],
            "object": obj,
            "opts": self.opts,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/history.html", context)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form's only inline script is the editor's import map: it gets the nonce of the policy."""
        context["media"] = Media.from_media(context["media"], nonce=str(getattr(request, "csp_nonce", "")))
        return super().render_change_form(request, context, *args, **kwargs)


def changes_of(form: ModelForm) -> dict[str, list[str]]:
    """By field: what stood there and what stands there now, as text of at most 200 characters."""
    return {
        name: [] if name in _UNSPOKEN else [_told(form.initial.get(name)), _told(form.cleaned_data.get(name))]
        for name in form.changed_data
        if name in form.fields
    }


def _told(value: Any) -> str:
    if hasattr(value, "values_list") or isinstance(value, list):
        value = ", ".join(str(row) for row in value)
    return str("" if value is None else value)[:200]
