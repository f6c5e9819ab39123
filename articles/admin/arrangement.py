"""The front desk: which stories stand where on the front page and on top of the sections' pages.

One form, which works without scripts: each button submits all of it, and the answer is the form after that button's
move. Only "Save" and "Go back" write. Scripts press the same buttons in the background, on dragging and on keys.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import rendering
from articles.desk import wants_json
from articles.models import Arrangement, Article, Section, SectionListing, Submission
from articles.publishing import Refused, front_desk

from . import saving
from .arrangement_form import ArrangementForm
from .arrangement_page import page_context, slot_texts
from .autosave import AutosaveMixin, forget, form_key, name_saved_form
from .autosave_compare import SAVED_SINCE, compared
from .records import ReadOnlyAdmin
from .submitted import whole_number
from .time_fields import typed_moment

_PREVIEW_LENGTH = 20  # stories in the list of a page
_MOVES = ("place", "say", "move", "take")
_BUTTONS = ("save", "back", *_MOVES, "theirs")


@admin.register(Arrangement)
class ArrangementAdmin(AutosaveMixin, ReadOnlyAdmin):
    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return front_desk.may_arrange(request.user)  # type: ignore[arg-type]

    has_module_permission = has_view_permission

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("preview/", view(self.preview), name="articles_arrangement_preview"),
            path("newest/", view(self.newest), name="articles_arrangement_newest"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the form of a page, or one of its earlier versions; a POST presses one of the form's buttons."""
        section = self._section(request)
        if request.method == "POST":
            return self._answer(request, section)
        version = None
        if number := request.GET.get("version"):
            version = get_object_or_404(Arrangement.objects.of(section), number=whole_number(number))
        assignments = version.assignments if version else Arrangement.objects.assignments(section)
        return self._page(request, section, ArrangementForm.of(section, assignments), version=version)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Redirect to the page's form at this version: an arrangement has no form of its own."""
        arrangement = Arrangement.objects.filter(pk=whole_number(object_id) or 0).first()
        if not self.has_view_permission(request) or arrangement is None:
            return super().change_view(request, object_id, form_url, extra_context)
        return HttpResponseRedirect(page_url(arrangement.section, version=arrangement.number))

    def preview(self, request: HttpRequest) -> HttpResponse:
        return _preview(request, self._section(request))

    def newest(self, request: HttpRequest) -> JsonResponse:
        """GET ?page=section: {"number", "message"} of the newest arrangement; 0 and "" where there is none yet."""
        current = Arrangement.objects.current(self._section(request))
        if current is None:
            return JsonResponse({"number": 0, "message": ""})
        message = _("%(by)s has just saved this page. Nothing of yours is lost: when you save, both are shown.")
        return JsonResponse({"number": current.number, "message": message % {"by": current.by_name}})

    def _section(self, request: HttpRequest) -> Section | None:
        """Return the section whose page is arranged; None is the front page.

        Raise PermissionDenied, or Http404 for an unknown section.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        data: Mapping[str, str] = request.POST if request.method == "POST" else request.GET
        page = data.get("page", "")
        return get_object_or_404(Section, pk=whole_number(page)) if page else None

    def _answer(self, request: HttpRequest, section: Section | None) -> HttpResponse:
        """Press the button: one that writes, once for each form token."""
        if not {"save", "back"} & set(request.POST):
            return self._press(request, section)
        if not saving.is_own_form(request):
            form = ArrangementForm.submitted(section, request.POST)
            return self._page(request, section, form, Refused({"": saving.other_account()}))
        response = saving.submit_once(self, request, None, lambda _id: self._press(request, section))
        # A refused page is no error to a script: it sends the form once more, to show it.
        is_saved = response.status_code != 200
        return saving.for_script(request, response, page_url(section)) if is_saved and wants_json(request) else response

    def answer_again(self, request: HttpRequest, submission: Submission) -> HttpResponse:
        return self._saved(request, Arrangement.objects.get(pk=submission.target_id), submission.action)

    def _saved(self, request: HttpRequest, arrangement: Arrangement, action: str) -> HttpResponse:
        """Say what was done: `action` is "save", or "back" with the number of the version."""
        saving.mark_saved(request, arrangement, action, arrangement.number)
        message = _("Saved. Readers see the page like this.")
        if action != "save":
            number = action.removeprefix("back ")
            message = _("The page stands again as it was in version %(number)s.") % {"number": number}
        messages.success(request, message)
        response = HttpResponseRedirect(page_url(arrangement.section))
        if action == "save":
            forget(request, "arrangement", arrangement.section_id or 0)
            name_saved_form(response, form_key("arrangement", arrangement.section_id or 0, ""))
        return response

    def _press(self, request: HttpRequest, section: Section | None) -> HttpResponse:
        """Answer the first button of _BUTTONS in the POST. Without one, as on Enter in a field, only search."""
        form = ArrangementForm.submitted(section, request.POST)
        button = next((name for name in _BUTTONS if name in request.POST), "")
        value = request.POST.get(button, "")
        try:
            if button == "save":
                return self._save(request, section, form)
            if button == "back":
                return self._go_back(request, section, value)
        except Refused as refused:
            return self._page(request, section, form, refused)
        status = ""
        if button in _MOVES:
            status = form.apply(button, value)
        elif button == "theirs":
            status = form.load_saved(value, Arrangement.objects.assignments(section))
        return self._page(request, section, form, status=status)

    def _save(self, request: HttpRequest, section: Section | None, form: ArrangementForm) -> HttpResponse:
        by: Any = request.user
        arrangement = front_desk.arrange(section, form.assignments(), by=by, began_from=_began_from(request))
        return self._saved(request, arrangement, "save")

    def kept_object(self, request: HttpRequest, rest: str) -> Section | None:
        """Return the section whose page is arranged; 0 is the front page."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(Section, pk=whole_number(rest)) if rest != "0" else None

    def compare_kept(self, request: HttpRequest, obj: Any, data: QueryDict, version: int | None) -> dict[str, Any]:
        current = Arrangement.objects.current(obj)
        texts = slot_texts(ArrangementForm.submitted(obj, data), current.assignments if current else [])
        is_stale = version is not None and version != (current.number if current else 0)
        return compared(request, texts, note=str(SAVED_SINCE) if is_stale else "")

    def _go_back(self, request: HttpRequest, section: Section | None, value: str) -> HttpResponse:
        by: Any = request.user
        number = _number(value, _("There is no such version of this page."))
        arrangement = front_desk.go_back(section, number, by=by, began_from=_began_from(request))
        return self._saved(request, arrangement, f"back {number}")

    def _page(
        self, request: HttpRequest, section: Section | None, form: ArrangementForm, refused: Refused | None = None,
        **shown: Any,
    ) -> HttpResponse:  # fmt: skip
        article_admin: Any = self.admin_site.get_model_admin(Article)
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "title": gettext_lazy("Front desk"),
            "autosave": {
                "key": form_key("arrangement", section.pk if section else 0, ""),
                "url": reverse("admin:articles_arrangement_autosave"), "typed": request.method == "POST",
            },
            "preview_at": _preview_at(request), "form_token": saving.form_token(request),
            **page_context(request, section, form, article_admin, refused), **shown,
        }  # fmt: skip
        return TemplateResponse(request, "admin/articles/front_desk.html", context)


def _preview(request: HttpRequest, section: Section | None) -> HttpResponse:
    """Show the page at the time `at`, or now. A POST previews the submitted form, a GET what is saved."""
    data = request.POST if request.method == "POST" else request.GET
    at = typed_moment(data.get("at", ""))
    if at is None and data.get("at", ""):
        return HttpResponseBadRequest(_("This is no day and time."))
    at = at or timezone.now()
    if request.method == "POST":
        assignments = list(ArrangementForm.submitted(section, data).valid_assignments().values())
    else:
        assignments = Arrangement.objects.assignments(section)
    when = date_format(timezone.localtime(at), "DATETIME_FORMAT")
    site = rendering.site_context()
    context = rendering.base_context(site, section.pk if section else None) | {
        "no_index": True, "preview_language": translation.get_language(), "at": at,
        "preview_notice": _("The page as readers will see it at %(when)s") % {"when": when},
    }  # fmt: skip
    if section is None:
        latest = list(Article.objects.published(at).with_stories("lead_image")[:_PREVIEW_LENGTH])
        context |= rendering.front_page(assignments, latest, site, at)
    else:
        rows = SectionListing.objects.filter(section=section).published(at).with_stories("lead_image")[:_PREVIEW_LENGTH]
        context |= rendering.section_context(section.pk, site)
        context |= rendering.section_top(assignments, [row.article for row in rows], site, at)
    name = "section" if section else "front"
    with translation.override(settings.LANGUAGE_CODE):
        return HttpResponse(render_to_string(f"admin/articles/{name}_preview.html", context, request))


def page_url(section: Section | None, **params: Any) -> str:
    query = {"page": section.pk, **params} if section else params
    return reverse("admin:articles_arrangement_changelist") + (f"?{urlencode(query)}" if query else "")


def _began_from(request: HttpRequest) -> int:
    return _number(request.POST.get("began_from", ""), _("What was sent cannot be read."))


def _number(text: str, message: str) -> int:
    if (number := whole_number(text)) is None:
        raise Refused({"": message})
    return number


def _preview_at(request: HttpRequest) -> str:
    """Return the value of the preview's time field: what was typed if it is a time, else the next full hour."""
    typed = request.POST.get("at", "")
    hour = timezone.localtime().replace(minute=0, second=0, microsecond=0) + dt.timedelta(hours=1)
    return typed if typed_moment(typed) else f"{hour:%Y-%m-%dT%H:%M}"
