"""The site's looks as files: the picture that stands for it where it is shared, and its colours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_safe

from articles.images import site_card as drawn
from articles.models import colour
from articles.rendering import palette as made
from articles.rendering import palette_name, site_context

# As in the style sheet.
_COLOUR = "#9b1c1f"


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=86_400)
@conditional_page
def site_card(request: HttpRequest) -> HttpResponse:
    """A JPEG, drawn once by each process. One query."""
    identity = site_context().identity
    picture = drawn(identity.name, colour.on_light(identity.accent if colour.is_colour(identity.accent) else _COLOUR))
    return HttpResponse(picture, content_type="image/jpeg")


@csrf_exempt
@require_safe
def palette(request: HttpRequest, name: str) -> HttpResponse:
    """The colours that the desk has chosen. Its name is made of its content, so the current one may be kept for ever;
    whoever asks by an older name gets the current colours too, but must not keep them. One query."""
    site = site_context()
    response = HttpResponse(made(site), content_type="text/css; charset=utf-8")
    is_current = palette_name(site) == name
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if is_current else "no-store"
    return response
