"""Changing one's own password, and replacing a lost one by mail."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import PasswordChangeView, PasswordResetConfirmView, PasswordResetView
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse_lazy

from articles.authentication import LostPasswordForm, OwnPasswordForm, sessions
from articles.publishing import audit_log


class _CountedView:
    """Base of views with a form whose attempts are limited."""

    request: Any

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)  # type: ignore[misc]
        form.request = self.request
        return form

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        return after_refusal(response, form)


def after_refusal(response: HttpResponse, form: Any) -> HttpResponse:
    """Say to programs too that one has to wait, if the form was refused for that."""
    if form.refusal:
        response.status_code = 429
        response.headers["Retry-After"] = str(form.refusal.seconds)
    return response


class OwnPasswordView(_CountedView, PasswordChangeView):
    """Changes one's own password, and ends one's other sessions."""

    form_class = OwnPasswordForm
    success_url = reverse_lazy("admin:password_change_done")

    def form_valid(self, form: Any) -> HttpResponse:
        user: Any = self.request.user
        with transaction.atomic():
            response = super().form_valid(form)
            audit_log.record(user, "new password", user)
            sessions.touch(self.request)  # The session has a new key.
            sessions.end_all(user, by=user, keep=self.request.session.session_key or "")
        return response


class LostPasswordView(_CountedView, PasswordResetView):
    """Asks for the address to which a link is sent."""

    form_class = LostPasswordForm


class NewPasswordView(PasswordResetConfirmView):
    """The page behind the link in a password mail; logs the change, and ends all sessions."""

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            response = super().form_valid(form)
            user: Any = self.user
            audit_log.record(user, "new password", user)
            sessions.end_all(user, by=user)
        return response
