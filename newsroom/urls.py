"""URLs of the desk, of password resets and of the public site."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path

from articles.desk import LostPasswordView, NewPasswordView
from articles.models import Site

# What the admin's header needs on pages that are not the admin site's own.
desk_header: dict[str, Any] = {"site_header": Site.objects.display_name, "desk_languages": settings.LANGUAGES}
password_reset = [
    path("", LostPasswordView.as_view(extra_context=desk_header), name="admin_password_reset"),
    path("done/", auth.PasswordResetDoneView.as_view(extra_context=desk_header), name="password_reset_done"),
    path("<uidb64>/<token>/", NewPasswordView.as_view(extra_context=desk_header), name="password_reset_confirm"),
    path(
        "complete/", auth.PasswordResetCompleteView.as_view(extra_context=desk_header), name="password_reset_complete"
    ),
]

urlpatterns = [
    path("admin/password_reset/", include(password_reset)),
    path("admin/", admin.site.urls),
    path("", include("articles.urls")),
]

handler400 = "articles.views.errors.bad_request"
handler403 = "articles.views.errors.forbidden"
handler404 = "articles.views.errors.not_found"
handler500 = "articles.views.errors.server_error"
