"""Base classes of the admin: audit logging, capped counting, and the nonce of the Content-Security-Policy."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from js_asset.media import Media

from articles.desk import wants_json
from articles.models import AuditEntry, Submission
from articles.models.folded import typed_words
from articles.publishing import audit_log

from . import saving
from .chosen import ChoosingMixin
from .field_errors import field_errors
from .refusals import Refusal, refused_form, refused_page
from .saving import is_own_form, mark_saved
from .time_fields import FORMFIELD_OVERRIDES

MAX_COUNT = 2_000
_ROW_ID = re.compile(r"[0-9]{1,18}")
_NEVER_LOGGED = frozenset({"password", "password1", "password2", "usable_password"})


class CappedPaginator(Paginator):
    """Count at most MAX_COUNT rows: counting a million costs more than showing a page of fifty."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return rows[:MAX_COUNT].count()


class DeskAdmin(ChoosingMixin, admin.ModelAdmin):
    """Base of all model admins."""

    show_full_result_count = False
    paginator = CappedPaginator
    list_per_page = 50
    list_max_show_all = 50
    formfield_overrides = FORMFIELD_OVERRIDES
    # Facets would count all stories once for each choice of each filter.
    show_facets = admin.ShowFacets.NEVER

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Redirect to ?e=1, as Django does for invalid lookups, if a parameter has a NUL, which PostgreSQL refuses."""
        if any("\x00" in value for values in request.GET.lists() for value in (values[0], *values[1])):
            return HttpResponseRedirect(f"{request.path}?e=1")
        return super().changelist_view(request, extra_context)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Head the list by what it lists, not by "Select … to change"."""
        changelist = super().get_changelist_instance(request)
        changelist.title = str(capfirst(self.opts.verbose_name_plural))
        return changelist

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Search the folded columns for what was typed, folded: see `articles.models.folded`."""
        return super().get_search_results(request, queryset, " ".join(typed_words(search_term)))

    def response_action(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:  # type: ignore[override]
        """Raise PermissionDenied for an action that is not offered, BadRequest for a row id that is not a number."""
        names = {name for name in request.POST.getlist("action") if name}
        if names - set(self.get_actions(request)):
            raise PermissionDenied
        if not all(_ROW_ID.fullmatch(key) for key in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest("a row is selected by its id")
        return super().response_action(request, queryset)

    # -- one save

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show the form; on POST save it, once for each form token."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        self.prepare(request, object_id)
        submit = partial(self.submit_form, request, form_url=form_url, extra_context=extra_context)
        response = saving.submit_once(self, request, object_id, submit)
        return saving.for_script(request, response, self._change_url(request)) if wants_json(request) else response

    def prepare(self, request: HttpRequest, object_id: str | None) -> None:
        """Do what takes long and needs no transaction, before the form is looked at."""

    def submit_form(
        self, request: HttpRequest, object_id: str | None, *, form_url: str, extra_context: Any
    ) -> HttpResponse:
        """Save what was sent, or show it again with the reason why it was refused."""
        if refusal := self.refusal(request, object_id):
            return self._refuse(request, object_id, refusal)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def refusal(self, request: HttpRequest, object_id: str | None) -> Refusal | None:
        """Return why this form is refused, whatever stands in it; None if it is not."""
        if not is_own_form(request):
            return Refusal(saving.other_account(), status=409)
        if object_id is None:
            return None if self.has_add_permission(request) else Refusal(str(_("You may not add this.")))
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            happened = audit_log.last_act(str(self.opts.model_name), object_id, "delete")
            return Refusal(f"{happened} {_('What this form was about is no longer there.')}".strip(), status=410)
        return None if self.has_change_permission(request, obj) else Refusal(str(_("You may not change this.")))

    def takes_as_new(self, obj: Model | None) -> bool:
        """Return whether a form that can't be saved to this object is offered as a new one; None is a deleted one."""
        return obj is None

    def _refuse(self, request: HttpRequest, object_id: str | None, refusal: Refusal) -> HttpResponse:
        """Show what was typed: in its own form, in that of a new object, or as text to be copied."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        obj = self.get_object(request, unquote(object_id)) if object_id else None
        may = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        if may and (obj or not object_id):
            return self._show_refused(request, object_id, "", refusal)
        if self.takes_as_new(obj) and self.has_add_permission(request):
            return self._show_refused(request, None, self._url("add"), replace(refusal, is_new=True))
        context = {**self.admin_site.each_context(request), "title": _("Not saved"), "opts": self.opts}
        return refused_page(request, refusal.message, context=context, status=refusal.status)

    def _show_refused(self, request: HttpRequest, object_id: str | None, url: str, refusal: Refusal) -> HttpResponse:
        request.desk_refusal = refusal  # type: ignore[attr-defined]
        response = super().changeform_view(request, object_id, url)
        response.status_code = refusal.status
        return response

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        refusal = getattr(request, "desk_refusal", None)
        return refused_form(form, refusal) if refusal else form

    def answer_again(self, request: HttpRequest, submission: Submission) -> HttpResponse:
        """Answer a form that was sent twice as it was answered the first time."""
        obj = self.get_object(request, submission.target_id)
        if obj is None:
            return self.submit_form(request, submission.target_id, form_url="", extra_context=None)
        mark_saved(request, obj, submission.action, submission.version)
        return self.response_add(request, obj) if submission.action == "add" else self.response_change(request, obj)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        mark_saved(request, obj, "add")
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        mark_saved(request, obj, "change")
        return super().response_change(request, obj)

    def _change_url(self, request: HttpRequest) -> str:
        saved = getattr(request, "desk_saved", None)
        return self._url("change", saved.pk) if saved is not None else ""

    def _url(self, name: str, *args: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=args)

    # -- the audit log

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> None:  # type: ignore[override]
        audit_log.record(request.user, "add", obj, **getattr(request, "desk_changes", {}))  # type: ignore[arg-type]

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> None:  # type: ignore[override]
        audit_log.record(request.user, "change", obj, **getattr(request, "desk_changes", {}))  # type: ignore[arg-type]

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:  # type: ignore[override]
        for obj in queryset:
            audit_log.record(request.user, "delete", obj)  # type: ignore[arg-type]

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> list[Any]:
        """Also keep the old and new values for the audit log, without passwords."""
        changes = {} if add else changes_of(form)
        for formset in formsets or ():
            kind = str(formset.model._meta.model_name)
            changed = [row for row, _fields in formset.changed_objects]
            for sign, rows in (("+", formset.new_objects), ("~", changed), ("-", formset.deleted_objects)):
                changes |= {f"{sign}{kind} {row.pk}": [] for row in rows}
        request.desk_changes = {"changes": changes} if changes else {}  # type: ignore[attr-defined]
        return super().construct_change_message(request, form, formsets, add)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the audit log of this object, newest first."""
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
        """Give the form its token, its errors with links, and its only inline script the nonce of the policy."""
        refusal: Refusal | None = getattr(request, "desk_refusal", None)
        is_carrier = refusal is not None and (refusal.is_new or not is_own_form(request))
        context["form_token"] = saving.new_token(request.user) if is_carrier else saving.form_token(request)
        form, inlines = context["adminform"].form, context["inline_admin_formsets"]
        context["field_errors"] = list(field_errors(form, inlines)) if form.is_bound else []
        context["media"] = Media.from_media(context["media"], nonce=str(getattr(request, "csp_nonce", "")))
        return super().render_change_form(request, context, *args, **kwargs)


class FixedRowsAdmin(DeskAdmin):
    """Base of admins for rows that every site has: they can be changed, but neither added nor deleted."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def view_on_site(self, obj: Model) -> str:
        return reverse("articles:front")


def changes_of(form: ModelForm) -> dict[str, list[str]]:
    """Return field -> [old value, new value] for changed fields, as text of at most 200 characters."""
    return {
        name: []
        if name in _NEVER_LOGGED
        else [_display_value(values.get(name)) for values in (form.initial, form.cleaned_data)]
        for name in form.changed_data
        if name in form.fields
    }


def _display_value(value: Any) -> str:
    if hasattr(value, "values_list") or isinstance(value, list):
        value = ", ".join(str(row) for row in value)
    return str("" if value is None else value)[:200]


def without_pending(rows: Any, request: HttpRequest) -> Any:
    """Leave out rows that other people's unsaved forms have made from choosers, and everybody's from lists."""
    name = getattr(request.resolver_match, "url_name", "") or ""
    if name == "autocomplete":
        return rows.shown_to(request.user)
    return rows.settled() if name.endswith("_changelist") else rows
