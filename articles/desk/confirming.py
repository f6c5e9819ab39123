"""Asking again who somebody is, before accounts, groups or the security of an account change.

Whoever has signed in or answered within the last fifteen minutes is not asked. What was typed meanwhile stays: it is
sent on with the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from articles.authentication import ConfirmForm, passkeys, sessions

from .passwords import after_refusal
from .requests import wants_json

_OWN = "confirm_"
View = Callable[..., Any]


def confirmed(view: View) -> View:
    """Show the view only to those who have shown within the last fifteen minutes who they are; ask the others."""

    @wraps(view)
    @sensitive_post_parameters()
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if sessions.is_confirmed(request):
            return view(request, *args, **kwargs)
        if wants_json(request):
            message = _("Show once more who you are.")
            return JsonResponse({"code": "confirm", "error": message}, status=401)
        is_answer = any(name.startswith(_OWN) for name in request.POST)
        user: Any = request.user
        form = ConfirmForm(request, user, request.POST if is_answer else None)
        if not is_answer or not form.is_valid():
            return _ask(request, form)
        sessions.confirm(request, with_second_factor=user.has_second_factor)
        return _go_on(request, view, *args, **kwargs)

    return answer


def _go_on(request: HttpRequest, view: View, *args: Any, **kwargs: Any) -> HttpResponse:
    """Open the page that was asked for, or send on what was typed into it."""
    sent = request.POST.copy()
    for name in [name for name in sent if name.startswith(_OWN)]:
        del sent[name]
    if set(sent) <= {"csrfmiddlewaretoken"}:
        return HttpResponseRedirect(request.get_full_path())
    request.POST = sent  # type: ignore[assignment]
    return view(request, *args, **kwargs)


def _ask(request: HttpRequest, form: ConfirmForm) -> HttpResponse:
    """Show the question; what was sent goes with it in hidden fields."""
    hidden = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and not name.startswith(_OWN)
    ]
    offered = form.user.passkeys.exists() and passkeys.work_here(request.get_host())
    context = {
        **admin.site.each_context(request),
        "title": _("Is it you?"),
        "form": form,
        "hidden": hidden,
        "passkey_url": f"{reverse('admin:passkey_question')}?step=confirm" if offered else "",
    }
    status = 403 if request.method == "POST" else 200
    return after_refusal(TemplateResponse(request, "admin/confirm.html", context, status=status), form)


class ConfirmedMixin:
    """For model admins: forms open and are saved only by those who have just shown who they are."""

    @method_decorator(confirmed)
    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().add_view(request, *args, **kwargs)  # type: ignore[misc]

    @method_decorator(confirmed)
    def change_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().change_view(request, *args, **kwargs)  # type: ignore[misc]

    @method_decorator(confirmed)
    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().delete_view(request, *args, **kwargs)  # type: ignore[misc]

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask before what is done to several at once."""
        view: View = super().changelist_view  # type: ignore[misc]
        return confirmed(view)(request, *args, **kwargs) if request.method == "POST" else view(request, *args, **kwargs)
