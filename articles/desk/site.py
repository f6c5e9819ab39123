"""The admin site: its addresses, who may open them, its language and index page."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import JavaScriptCatalog

from articles.authentication import second_factor, sessions
from articles.models import AuditEntry, Site, User
from articles.publishing import audit_log

from . import passwords, security, sign_in
from .confirming import confirmed
from .requests import wants_json

_RECENT = 10
# What somebody may open who must set up a second factor first.
_TO_SET_UP = {
    "security", "set_up_app", "passkey_to_register", "add_passkey", "passkey_question", "end_sessions", "logout",
    "jsi18n", "password_change", "password_change_done",
}  # fmt: skip


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

    def get_urls(self) -> list[Any]:
        return [
            path("language/", require_POST(self._language), name="language"),
            path("session/", never_cache(require_safe(self._session)), name="session"),
            path("login/code/", self.second_step, name="second_step"),
            path("login/passkey/", never_cache(require_safe(sign_in.passkey_question)), name="passkey_question"),
            *self._security_urls(),
            *super().get_urls(),
        ]

    def _security_urls(self) -> list[Any]:
        def own(address: str, view: Any, name: str) -> Any:
            return path(f"security/{address}", self.admin_view(view), name=name)

        return [
            own("", security.security, "security"),
            own("app/", confirmed(security.set_up_app), "set_up_app"),
            own("app/remove/", confirmed(require_POST(security.remove_app)), "remove_app"),
            own("passkeys/question/", confirmed(require_safe(security.passkey_to_register)), "passkey_to_register"),
            own("passkeys/", confirmed(require_POST(security.add_passkey)), "add_passkey"),
            own("passkeys/<int:key_id>/remove/", confirmed(require_POST(security.remove_passkey)), "remove_passkey"),
            own("codes/", confirmed(require_POST(security.new_codes)), "new_codes"),
            own("sessions/", require_POST(security.end_sessions), "end_sessions"),
        ]

    # -- who may open a page

    def has_permission(self, request: HttpRequest) -> bool:
        """Return whether somebody who may use the desk has signed in: with a second factor, if the account has one."""
        return super().has_permission(request) and not sessions.is_without_second_factor(request)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Answer a script whose session has ended with 401 and JSON instead of the page for signing in.

        Lead whoever must have a second factor and has none to the page where it is set up.
        """
        page = super().admin_view(view, cacheable)

        @wraps(page)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.has_permission(request):
                if not wants_json(request):
                    return page(request, *args, **kwargs)
                return JsonResponse(
                    {"code": "signed-out", "error": _("You are signed out. Sign in again.")}, status=401
                )
            return self._led_to_set_up(request) or page(request, *args, **kwargs)

        return answer

    def _led_to_set_up(self, request: HttpRequest) -> HttpResponse | None:
        user: Any = request.user
        name = request.resolver_match.url_name if request.resolver_match else ""
        if user.has_second_factor or name in _TO_SET_UP or not second_factor.is_required(user):
            return None
        if wants_json(request):
            message = _("Set up a second factor first, on the page “Security”.")
            return JsonResponse({"code": "second-factor", "error": message}, status=403)
        return HttpResponseRedirect(reverse("admin:security"))

    # -- signing in and out, passwords

    @method_decorator([sensitive_post_parameters(), csrf_protect, never_cache])
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Sign in. A script gets the session once it is signed in, until then the form of the next step as HTML."""
        if request.method == "GET" and not wants_json(request) and self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        # A script asks also for somebody who is signed in: perhaps as another person than the one who is wanted.
        step = sign_in.second_step if request.POST.get(sign_in.STEP) == "code" else sign_in.first_step
        return step(request, {**self._context(request), **(extra_context or {})})

    @method_decorator([sensitive_post_parameters(), csrf_protect, never_cache])
    def second_step(self, request: HttpRequest) -> HttpResponse:
        return sign_in.second_step(request, self._context(request))

    def _context(self, request: HttpRequest) -> dict[str, Any]:
        return {**self.each_context(request), "app_path": request.get_full_path(), "subtitle": None}

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # type: ignore[override]
        if request.method == "POST":
            sessions.forget(request.session.session_key or "")
        return super().logout(request, extra_context)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # type: ignore[override]
        context = {**self.each_context(request), **(extra_context or {})}
        view: Any = passwords.OwnPasswordView.as_view(extra_context=context)
        # The old password is asked for in any case.
        return (confirmed(view) if request.user.has_second_factor else view)(request)  # type: ignore[union-attr]

    def _session(self, request: HttpRequest) -> JsonResponse:
        """Return who is signed in, and the CSRF token that forms need now."""
        return JsonResponse(sign_in.session_data(request))

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
