"""The page on which each person looks after their own account: password, second factor, sessions."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.authentication import passkeys, second_factor, sessions
from articles.models import AuthenticatorApp, DeskSession, User

_NEW_SECRET = "new_secret"  # noqa: S105 - the name of what a session holds until the app is set up


def security(request: HttpRequest) -> HttpResponse:
    """Show the second factor and the sessions of the person who is signed in."""
    user = _user(request)
    rows = [_session_shown(row, _key(request)) for row in sessions.own(request)]
    context = {
        "title": _("Security"),
        "app": AuthenticatorApp.objects.filter(user=user).first(),
        "passkeys": user.passkeys.all(),
        "passkeys_work": passkeys.work_here(request.get_host()),
        "codes_left": user.recovery_codes.count(),
        "must_set_up": not user.has_second_factor and second_factor.is_required(user),
        "sessions": rows,
    }
    return _page(request, "admin/security.html", context)


def _session_shown(row: DeskSession, own_key: str) -> dict[str, Any]:
    since, seen = (date_format(timezone.localtime(at), "DATETIME_FORMAT") for at in (row.signed_in_at, row.seen_at))
    when = _("since %(since)s, last used %(seen)s") % {"since": since, "seen": seen}
    device = sessions.device_name(row.user_agent)
    return {"row": row, "device": device, "when": when, "is_this": row.session_key == own_key}


def set_up_app(request: HttpRequest) -> HttpResponse:
    """Show the secret for an authenticator app, and keep it once a code shows that the app has it."""
    user = _user(request)
    secret = request.session.get(_NEW_SECRET) or second_factor.new_secret()
    request.session[_NEW_SECRET] = secret
    error = ""
    if request.method == "POST":
        codes = second_factor.set_up_app(user, secret, "".join(request.POST.get("code", "").split()))
        if codes is not None:
            del request.session[_NEW_SECRET]
            return _after_setting_up(request, codes)
        error = _("This is not the code of this moment. Wait for the next one, and check the clock of the phone.")
    address = second_factor.app_address(user, secret)
    grouped = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    context = {
        "title": _("Set up an authenticator app"), "secret": grouped, "address": address, "error": error,
        "qr_code": second_factor.qr_code(address),
    }  # fmt: skip
    return _page(request, "admin/set_up_app.html", context, status=422 if error else 200)


def remove_app(request: HttpRequest) -> HttpResponse:
    return _remove(request, get_object_or_404(AuthenticatorApp, user=_user(request)))


def passkey_to_register(request: HttpRequest) -> HttpResponse:
    """Return the question by which the browser makes a passkey."""
    question = passkeys.ask_to_register(_user(request))
    return JsonResponse({"options": question.options, "state": question.state})


def add_passkey(request: HttpRequest) -> HttpResponse:
    """Keep the passkey that the browser has made."""
    name = " ".join(request.POST.get("name", "").split()) or sessions.device_name(request.headers.get("User-Agent", ""))
    codes = passkeys.register(_user(request), request.POST.get("passkey", ""), name or _("Passkey"))
    if codes is None:
        messages.error(request, _("The passkey could not be added. Try again."))
        return HttpResponseRedirect(reverse("admin:security"))
    return _after_setting_up(request, codes)


def remove_passkey(request: HttpRequest, key_id: int) -> HttpResponse:
    return _remove(request, get_object_or_404(_user(request).passkeys, pk=key_id))


def new_codes(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes, and show them once."""
    user = _user(request)
    if not user.has_second_factor:
        return HttpResponseRedirect(reverse("admin:security"))
    return _codes_page(request, second_factor.new_recovery_codes(user))


def end_sessions(request: HttpRequest) -> HttpResponse:
    """End one session of one's own, all others, or all."""
    user, which = _user(request), request.POST.get("which", "")
    rows = DeskSession.objects.all()
    if which == "all":
        sessions.end(rows, user, by=user)
        logout(request)
        return HttpResponseRedirect(reverse("admin:login"))
    if which != "others":
        rows = rows.filter(pk=int(which) if which.isdecimal() and len(which) < 19 else 0)
    count = sessions.end(rows, user, by=user, keep=_key(request))
    messages.success(request, ngettext("%(n)d session ended.", "%(n)d sessions ended.", count) % {"n": count})
    return HttpResponseRedirect(reverse("admin:security"))


def _remove(request: HttpRequest, factor: Any) -> HttpResponse:
    user = _user(request)
    if second_factor.is_last(user) and second_factor.is_required(user):
        messages.error(request, _("Your account needs a second factor. Set up another one before you remove this."))
    else:
        second_factor.remove(user, factor)
        messages.success(request, _("Removed."))
    return HttpResponseRedirect(reverse("admin:security"))


def _after_setting_up(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """Show recovery codes if it is the first factor, and end the other sessions, which have not shown it."""
    user = _user(request)
    sessions.confirm(request, with_second_factor=True)
    if codes:
        sessions.end_all(user, by=user, keep=_key(request))
    messages.success(request, _("The second factor is set up."))
    return _codes_page(request, codes) if codes else HttpResponseRedirect(reverse("admin:security"))


def _codes_page(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return _page(request, "admin/recovery_codes.html", {"title": _("Recovery codes"), "codes": codes})


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return TemplateResponse(request, template, {**admin.site.each_context(request), **context}, status=status)


def _key(request: HttpRequest) -> str:
    return request.session.session_key or ""


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]
