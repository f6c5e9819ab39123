"""The site's own URLs, plus one for each error a reader may see: /fault/500/ and so on."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path

from newsroom import urls

ERRORS = {
    400: SuspiciousOperation("not to be understood"),
    403: PermissionDenied("not open"),
    500: ZeroDivisionError("a fault of ours"),
    503: OperationalError("the database is away"),
}


def fault(request: HttpRequest, status: int) -> HttpResponse:
    raise ERRORS[status]


urlpatterns = [path("fault/<int:status>/", fault), *urls.urlpatterns]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
