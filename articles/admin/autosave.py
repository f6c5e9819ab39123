"""Unsaved text of the desk's forms: kept on the server while a person types, offered again, dropped by a save.

Scripts keep each form in the browser and, after a pause, here (static/admin/autosave.js). A row belongs to one person;
nobody else is shown it, and it changes nothing but itself.
"""

from __future__ import annotations

import json
import re
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles.models import Article, Autosave, Submission
from articles.text import normalise

from . import saving
from .autosave_compare import comparison
from .saving import FORM_TOKEN

# Read and deleted by the scripts: names the form whose text a save has just made superfluous in the browser.
SAVED_COOKIE = "newsroom_saved"
_REST_OF_KEY = re.compile(r"add/[1-9][0-9]{0,17}\.[A-Za-z0-9_-]{22}|[0-9]{1,18}")
_MAX_ROWS = 200
_MAX_NAME = 200
_TITLES = ("headline", "title", "name", "alt")


class AutosaveMixin(admin.ModelAdmin):
    """A form whose unsaved text is kept. Stands before DeskAdmin among the bases of a model admin."""

    def get_urls(self) -> list[Any]:
        view, name = self.admin_site.admin_view, f"articles_{self.opts.model_name}_autosave"
        one = require_http_methods(["GET", "POST", "DELETE"])(partial(autosave_view, self))
        compare = require_POST(partial(compare_view, self))
        return [
            path("autosave/", view(one), name=name),
            path("autosave/compare/", view(compare), name=f"{name}_compare"),
            *super().get_urls(),
        ]

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if getattr(request, "desk_saved", None) is not None:
            name_saved_form(response, form_key(self.opts.model_name, object_id, request.POST.get(FORM_TOKEN, "")))
        return response

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        forget(request, self.opts.model_name, form.instance.pk)

    def answer_again(self, request: HttpRequest, submission: Submission) -> HttpResponse:
        forget_same(request, self.opts.model_name, submission.target_id)
        return super().answer_again(request, submission)  # type: ignore[misc]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        response: Any = super().render_change_form(request, context, *args, **kwargs)
        obj, token = kwargs.get("obj"), response.context_data["form_token"]
        key = form_key(self.opts.model_name, obj.pk if obj else None, token)
        url = reverse(f"admin:articles_{self.opts.model_name}_autosave")
        is_reopened = obj is None and request.method == "GET" and request.GET.get(FORM_TOKEN) == token
        # A story that this person may only read now: their text can become one of its own.
        is_source = isinstance(obj, Article) and self.has_add_permission(request)
        new_token = saving.new_token(request.user) if is_source else ""
        response.context_data["autosave"] = {"key": key, "url": url, "take": is_reopened, "new_token": new_token}
        return response

    def kept_object(self, request: HttpRequest, rest: str) -> Any:
        """Return the object that the rest of a key names, None for a new one.

        Raise PermissionDenied if this person may not open the form, Http404 if there is no such object.
        """
        if rest.startswith("add/"):
            obj, may = None, self.has_add_permission(request)
        else:
            obj = self.get_object(request, rest)
            if obj is None:
                raise Http404
            may = self.has_view_or_change_permission(request, obj)
        if not may:
            raise PermissionDenied
        return obj

    def compare_kept(self, request: HttpRequest, obj: Any, data: QueryDict, version: int | None) -> dict[str, Any]:
        """Return how kept text differs from the saved object, see `comparison`."""
        return comparison(self, request, obj, data, version)


def form_key(model_name: Any, pk: Any, token: str) -> str:
    """Return the key of the form of an object, or of the form with this token for a new one."""
    return f"{model_name}/add/{token}" if pk is None else f"{model_name}/{pk}"


def is_key(key: str, model_name: str) -> bool:
    """Return whether this can be the key of a form of that model."""
    model, _slash, rest = key.partition("/")
    return model == model_name and _REST_OF_KEY.fullmatch(rest) is not None


def forget_same(request: HttpRequest, model_name: Any, pk: Any) -> None:
    """Drop the person's unsaved text of a form that has been saved before, if it is what was sent again."""
    for row in _rows(request, model_name, pk):
        names = {entry[0] for entry in row.data}
        if all(row.values(name) == [_storable(value) for value in request.POST.getlist(name)] for name in names):
            row.delete()


def _rows(request: HttpRequest, model_name: Any, pk: Any) -> Any:
    keys = [form_key(model_name, pk, ""), form_key(model_name, None, request.POST.get(FORM_TOKEN, "")[:60])]
    return Autosave.objects.filter(user=request.user, key__in=keys)  # type: ignore[misc]


def forget(request: HttpRequest, model_name: Any, pk: Any) -> None:
    """Drop the person's unsaved text of a form that has been saved. Call it in the transaction of the save."""
    _rows(request, model_name, pk).delete()


def name_saved_form(response: HttpResponse, key: str) -> None:
    """Tell the browser which form has been saved: it drops what it has kept of it."""
    response.set_cookie(
        SAVED_COOKIE, key, max_age=120, path=reverse("admin:index"), secure=settings.HTTPS, samesite="Lax"
    )


def autosave_view(form_admin: Any, request: HttpRequest) -> JsonResponse:
    """GET ?key= -> {"kept"}, without a key {"unsaved": […]}; POST {"key", "user", "version", "data"} ->
    {"at"}; DELETE ?key= -> {}."""
    if request.method == "POST":
        return _store(form_admin, request)
    key = request.GET.get("key", "")
    if request.method == "GET" and not key:
        return _never_saved(form_admin, request)
    _allow(form_admin, request, key)
    row = Autosave.objects.filter(user=request.user, key=key).first()  # type: ignore[misc]
    if request.method == "DELETE":
        if row:
            row.delete()
        return JsonResponse({})
    kept = row and {"at": row.at.isoformat(), "version": row.version, "data": row.data}
    return JsonResponse({"kept": kept})


@transaction.atomic
def _store(form_admin: Any, request: HttpRequest) -> JsonResponse:
    try:
        sent = json.loads(request.body)
        key, data, version = str(sent["key"]), _checked(sent["data"]), sent.get("version")
        if not (version is None or (isinstance(version, int) and 0 <= version < 2**31)):
            raise ValueError
    except RequestDataTooBig:
        return JsonResponse({"error": _("This is too long to be kept on the server.")}, status=413)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return JsonResponse({"error": _("What was sent cannot be read.")}, status=400)
    if str(sent.get("user")) != str(request.user.pk):
        # Another account has signed in since this form was opened: the text is not theirs.
        return JsonResponse({"error": _("Somebody else has signed in in this browser.")}, status=409)
    _allow(form_admin, request, key)
    mine = Autosave.objects.filter(user=request.user)  # type: ignore[misc]
    if not mine.filter(key=key).exists() and mine.count() >= _MAX_ROWS:
        return JsonResponse({"error": _("Too many unsaved texts. Discard some that you do not need.")}, status=409)
    values = {"data": data, "version": version, "at": timezone.now()}
    by: Any = request.user
    row, _created = Autosave.objects.update_or_create(user=by, key=key, defaults=values)
    return JsonResponse({"at": row.at.isoformat()})


def _checked(data: Any) -> list[list[str]]:
    """Return the fields as they are stored; raise ValueError for anything but lists of two or three texts."""
    if not isinstance(data, list) or len(data) > settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:
        raise ValueError
    for entry in data:
        if not (isinstance(entry, list) and len(entry) in (2, 3) and all(isinstance(part, str) for part in entry)):
            raise ValueError
        if len(entry[0]) > _MAX_NAME:
            raise ValueError
    return [
        [_storable(part) for part in entry]
        for entry in data
        if "password" not in entry[0] and entry[0] != "csrfmiddlewaretoken"
    ]


def _storable(text: str) -> str:
    return normalise(text.encode("utf-8", "ignore").decode())


def _never_saved(form_admin: Any, request: HttpRequest) -> JsonResponse:
    if not form_admin.has_add_permission(request):
        raise PermissionDenied
    rows = Autosave.objects.never_saved(request.user, form_admin.opts.model_name)
    return JsonResponse({"unsaved": [{"key": row.key, "at": row.at.isoformat(), "title": _title(row)} for row in rows]})


def _title(row: Autosave) -> str:
    return next((value[:200] for name in _TITLES for value in row.values(name) if value), "")


def _allow(form_admin: Any, request: HttpRequest, key: str) -> Any:
    """Return the object of the form, None for a new one. Raise PermissionDenied for a form this person cannot open."""
    if not is_key(key, form_admin.opts.model_name):
        raise PermissionDenied
    return form_admin.kept_object(request, key.partition("/")[2])


@transaction.atomic
def compare_view(form_admin: Any, request: HttpRequest) -> JsonResponse:
    """POST {"key", "data", "version"} -> {"names", "html", "quotes", "note"}: how kept text differs from the saved."""
    try:
        sent = json.loads(request.body)
        key, entries, version = str(sent["key"]), _checked(sent["data"]), sent.get("version")
    except (ValueError, TypeError, KeyError, RecursionError):
        return JsonResponse({"error": _("What was sent cannot be read.")}, status=400)
    obj = _allow(form_admin, request, key)
    data = QueryDict(mutable=True)
    for entry in entries:
        data.appendlist(entry[0], entry[1])
    return JsonResponse(form_admin.compare_kept(request, obj, data, version if isinstance(version, int) else None))
