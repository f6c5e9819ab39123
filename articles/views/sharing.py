"""The picture that stands for pages without one where they are shared."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_safe

from articles.images import site_card as drawn

# As in the style sheet.
_COLOUR = "#9b1c1f"


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=86_400)
@conditional_page
def site_card(request: HttpRequest) -> HttpResponse:
    """A JPEG, drawn once by each process. No query."""
    return HttpResponse(drawn(settings.SITE_NAME, _COLOUR), content_type="image/jpeg")
