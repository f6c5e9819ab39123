"""Refused forms: what happened, and everything that was typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BaseModelForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as plain_csrf_failure

from articles.desk import wants_json
from articles.models import Article
from articles.publishing.audit_log import who_and_when

from .saving import FORM_TOKEN

_NOT_SHOWN = {
    "csrfmiddlewaretoken", FORM_TOKEN, "began_from", "on_top_of", "csrf", "password", "password1", "password2", "next",
}  # fmt: skip
_SHOWN_AT_ALL = 200


@dataclass(frozen=True)
class Refusal:
    """Why a form is refused before it is looked at; `status` is that of the answer.

    `story` is the saved story that the text was meant for. `is_new`: the form is shown as that of a new object.
    """

    message: str
    status: int = 403
    story: Article | None = None
    is_new: bool = False


def refused_form(form: type[BaseModelForm], refusal: Refusal) -> type[BaseModelForm]:
    """Return the form class with the refusal as an error of its own: it shows what was typed, and is never saved."""

    def _post_clean(self: Any) -> None:
        super(refused, self)._post_clean()
        self.add_error(None, refusal.message)

    refused: Any = type(form.__name__, (form,), {"_post_clean": _post_clean})
    return refused


def of_story(article: Article, began_from: str) -> Refusal:
    """Return the refusal of a transition that a person may not take of this story: who did what to it meanwhile."""
    last = article.revisions.first() if article.pk else None
    happened = ""
    if last and began_from.isdecimal() and len(began_from) < 10 and last.number > int(began_from):
        happened = who_and_when(last.by_name, last.at, last.get_transition_display()) + " "
    return Refusal(happened + _("You may not do this to this story."), story=article if article.pk else None)


def refused_page(request: HttpRequest, message: str, *, context: dict[str, Any], status: int = 403) -> HttpResponse:
    """Return the page for a form that cannot be shown again: what was typed, to be copied. JSON for a script."""
    if wants_json(request):
        return JsonResponse({"code": "refused", "error": message}, status=status)
    typed = list(_typed(request))
    return TemplateResponse(
        request, "admin/refused.html", {**context, "message": message, "typed": typed}, status=status
    )


def _typed(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name in list(request.POST)[:_SHOWN_AT_ALL]:
        value = request.POST.get(name, "")
        if name not in _NOT_SHOWN and not name.startswith("_") and not name.endswith("_FORMS") and value.strip():
            yield name, value


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a request whose CSRF token is not that of the session: at the desk it keeps what was typed."""
    if not request.path_info.startswith("/admin/"):
        return plain_csrf_failure(request, reason)
    message = _("You have signed in again since you opened this page, so that it could not be used any more.")
    if reason == REASON_NO_CSRF_COOKIE:
        message = _("The browser sent no cookie of this site, so that the page could not be used.")
    if wants_json(request):
        return JsonResponse({"code": "csrf", "error": message}, status=403)
    return refused_page(request, message, context={"title": _("Not saved")})
