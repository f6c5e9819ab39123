"""The admin site of the newsroom, the desk: its language, its index page and password changes.

It is not part of the `admin` package, because that registers the models at this site, which must exist first.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.views import PasswordResetConfirmView
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, path, reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import JavaScriptCatalog

from articles.models import AuditEntry, Site, User
from articles.publishing import audit_log

_RECENT = 10


def wants_json(request: HttpRequest) -> bool:
    """Return whether a script sent the request: browsers do not ask for JSON when they send a form themselves."""
    return "application/json" in request.headers.get("Accept", "")


class Desk(admin.AdminSite):
    index_title = _("Desk")
    site_title = _("Desk")
    empty_value_display = "–"

    @property
    def site_header(self) -> str:  # type: ignore[override]
        return Site.objects.display_name()

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().each_context(request), "desk_languages": settings.LANGUAGES}

    def i18n_javascript(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Return the translations that scripts need: the admin's, the body editor's and our own."""
        return JavaScriptCatalog.as_view(domain="djangojs")(request)  # type: ignore[return-value]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Show the user's latest audit entries too."""
        entries = AuditEntry.objects.filter(by_id=request.user.pk).order_by("-id")[:_RECENT]
        return super().index(
            request, {"recent_entries": [(entry, _change_url(entry)) for entry in entries], **(extra_context or {})}
        )

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        with transaction.atomic():
            response = super().password_change(request, extra_context)
            if request.method == "POST" and response.status_code == 302:
                audit_log.record(request.user, "new password", request.user)  # type: ignore[arg-type]
        return response

    def get_urls(self) -> list[Any]:
        return [
            path("language/", require_POST(self._language), name="language"),
            path("session/", never_cache(require_safe(self._session)), name="session"),
            *super().get_urls(),
        ]

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Answer a script whose session has ended with 401 and JSON instead of the page for signing in."""
        page = super().admin_view(view, cacheable)

        @wraps(page)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if self.has_permission(request) or not wants_json(request):
                return page(request, *args, **kwargs)
            return JsonResponse({"code": "signed-out", "error": _("You are signed out. Sign in again.")}, status=401)

        return answer

    def _session(self, request: HttpRequest) -> JsonResponse:
        """Return who is signed in, and the CSRF token that forms need now."""
        return JsonResponse(_session_data(request))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Sign in. A script gets the session once it is signed in, until then the form of the next step as HTML."""
        if wants_json(request) and request.method == "GET":
            # Also for somebody who is signed in: perhaps as another person than the one who is wanted.
            return _sign_in_step(request, AdminAuthenticationForm(request))
        response: Any = super().login(request, extra_context)
        if not wants_json(request):
            return response
        if isinstance(response, TemplateResponse):
            return _sign_in_step(request, (response.context_data or {})["form"])
        return JsonResponse(_session_data(request))

    def _language(self, request: HttpRequest) -> HttpResponse:
        """Change the language of the admin: of the account, or by a cookie before signing in."""
        language, back = request.POST.get("language", ""), request.POST.get("next", "")
        if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
            back = reverse("admin:index")
        response = HttpResponseRedirect(back)
        if language in dict(settings.LANGUAGES):
            if request.user.is_authenticated and request.user.desk_language != language:
                _set_language(request.user, language)
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 24 * 3600, secure=settings.HTTPS, httponly=True,
                samesite="Lax",
            )  # fmt: skip
        return response


def _session_data(request: HttpRequest) -> dict[str, Any]:
    user: Any = request.user
    return {"user": user.pk, "name": user.name if user.pk else "", "csrf": get_token(request)}


def _sign_in_step(request: HttpRequest, form: Any) -> JsonResponse:
    """Return the fields of a step of signing in, as HTML, in the language of the page that shows them.

    That page has fields of its own; it names its language in Accept-Language.
    """
    form.auto_id = "sign_in_%s"
    asked = request.headers.get("Accept-Language", "")
    with translation.override(asked if asked in dict(settings.LANGUAGES) else translation.get_language()):
        return JsonResponse({"form": render_to_string("admin/_sign_in_step.html", {"form": form}, request)})


def locked_out(request: HttpRequest, *args: Any) -> HttpResponse:
    """Return the page after too many failed attempts to sign in; for a script its message."""
    if wants_json(request):
        message = _("Signing in with this account from here is closed for a while. Try again later.")
        return JsonResponse({"code": "locked-out", "error": message}, status=429)
    return render(request, "admin/locked_out.html", status=429)


def _change_url(entry: AuditEntry) -> str:
    """Return the URL of the form of the entry's object, or "" if it has none."""
    try:
        return reverse(f"admin:articles_{entry.target_kind}_change", args=[entry.target_id])
    except NoReverseMatch:
        return ""


@transaction.atomic
def _set_language(user: User, language: str) -> None:
    changes = {"desk_language": [user.desk_language, language]}
    user.desk_language = language
    user.save(update_fields=["desk_language"])
    audit_log.record(user, "change", user, changes=changes)


class NewPasswordView(PasswordResetConfirmView):
    """The page behind the link in a password mail; logs the change."""

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            response = super().form_valid(form)
            audit_log.record(self.user, "new password", self.user)
        return response
