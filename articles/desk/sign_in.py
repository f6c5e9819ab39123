"""Signing in, in one or two steps, on a page of its own or in the dialog of a page whose session has ended."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from articles.authentication import CodeForm, CountedForm, SignInForm, passkeys, sessions
from articles.models import User

from .passwords import after_refusal
from .requests import wants_json

# Whose password was right, and when: the second step follows.
_PENDING = "second_step"
_PENDING_FOR = 10 * 60
# The field by which the dialog, which knows one address only, says which step it sends.
STEP = "step"


def first_step(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Ask for name and password, or a passkey."""
    form = SignInForm(request, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _show(request, form, context, template="admin/login.html")
    user: Any = form.get_user()
    if not user.has_second_factor or form.with_passkey:
        return _finish(request, user, with_second_factor=form.with_passkey)
    request.session[_PENDING] = [user.pk, user.get_session_auth_hash(), int(time.time())]
    if wants_json(request):
        return _show(request, CodeForm(request, user), context, template="")
    return HttpResponseRedirect(_address("admin:second_step", request))


def second_step(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Ask for a code or a passkey of the account whose password was right within the last ten minutes."""
    user = pending_user(request)
    if user is None:
        if wants_json(request):
            return _show(request, SignInForm(request), context, template="")
        return HttpResponseRedirect(_address("admin:login", request))
    form = CodeForm(request, user, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _show(request, form, context, template="admin/second_step.html")
    request.session.pop(_PENDING, None)
    return _finish(request, user, with_second_factor=True)


def pending_user(request: HttpRequest) -> User | None:
    """Return whose second step is asked for; None if nobody's, or if the password has been changed since."""
    pk, session_hash, at = request.session.get(_PENDING) or (0, "", 0)
    if not 0 <= time.time() - at <= _PENDING_FOR:
        return None
    user = User.objects.filter(pk=pk, is_active=True, is_staff=True).first()
    return user if user and user.get_session_auth_hash() == session_hash else None


def _finish(request: HttpRequest, user: User, *, with_second_factor: bool) -> HttpResponse:
    response = HttpResponseRedirect(next_address(request))
    sessions.begin(request, response, user, with_second_factor=with_second_factor)
    if not wants_json(request):
        return response
    answer = JsonResponse(session_data(request))
    answer.cookies = response.cookies
    return answer


def _show(request: HttpRequest, form: CountedForm, context: dict[str, Any], *, template: str) -> HttpResponse:
    """Show the form of a step; to a script its fields, or why it must wait."""
    if wants_json(request):
        if form.refusal:
            return after_refusal(JsonResponse({"code": "locked-out", "error": form.refusal.message}), form)
        return JsonResponse({"form": step_html(request, form)})
    context = {
        "form": form,
        "title": _("Log in"),
        "next": next_address(request),
        **passkey_context(request, form),
        **context,
    }
    return after_refusal(TemplateResponse(request, template, context), form)


def step_html(request: HttpRequest, form: Any) -> str:
    """Return the fields of a step of signing in, as HTML, in the language of the page that shows them.

    That page has fields of its own; it names its language in Accept-Language.
    """
    form.auto_id = "sign_in_%s"
    asked = request.headers.get("Accept-Language", "")
    with translation.override(asked if asked in dict(settings.LANGUAGES) else translation.get_language()):
        context = {"form": form, **passkey_context(request, form)}
        return render_to_string("admin/_sign_in_step.html", context, request)


def passkey_context(request: HttpRequest, form: Any) -> dict[str, Any]:
    """Return where a script asks for the question to a passkey, if there may be one."""
    step = "code" if isinstance(form, CodeForm) else "password"
    may = step == "password" or form.user.passkeys.exists()
    offered = may and passkeys.work_here(request.get_host())
    return {STEP: step, "passkey_url": f"{reverse('admin:passkey_question')}?{STEP}={step}" if offered else ""}


def next_address(request: HttpRequest) -> str:
    """Return where to go after signing in: to an address of this site, else to the desk."""
    wanted = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else resolve_url("admin:index")


def _address(name: str, request: HttpRequest) -> str:
    return reverse(name, query={REDIRECT_FIELD_NAME: next_address(request)})


def session_data(request: HttpRequest) -> dict[str, Any]:
    """Return who is signed in, and the CSRF token that forms need now."""
    user: Any = request.user
    return {"user": user.pk, "name": user.name if user.pk else "", "csrf": get_token(request)}


def passkey_question(request: HttpRequest) -> JsonResponse:
    """Return the question to a passkey: of the account of the second step, of who is signed in, or of anybody."""
    step = request.GET.get(STEP, "")
    user: Any = pending_user(request) if step == "code" else request.user if step == "confirm" else None
    if step != "password" and not getattr(user, "pk", None):
        return JsonResponse({"error": _("You are signed out. Sign in again.")}, status=401)
    question = passkeys.ask_to_sign_in(user)
    return JsonResponse({"options": question.options, "state": question.state})
