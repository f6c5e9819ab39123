"""The front desk: which stories stand where on the front page and on top of the sections' pages.

One form, which works without scripts: each button submits all of it, and the answer is the form after that button's
move. Only "Save" and "Go back" write. Scripts press the same buttons in the background, on dragging and on keys.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Arrangement, Article, Section, SlotAssignment
from articles.publishing import Refused, front_desk

from .arrangement_form import ArrangementForm, parse_time
from .arrangement_page import page_context
from .arrangement_preview import preview_view
from .records import ReadOnlyAdmin

_BUTTONS = ("save", "back", "place", "say", "move", "take", "theirs", "look")
_MOVES = ("place", "say", "move", "take")


@admin.register(Arrangement)
class ArrangementAdmin(ReadOnlyAdmin):
    def has_module_permission(self, request: HttpRequest) -> bool:
        return front_desk.may_arrange(request.user)  # type: ignore[arg-type]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return front_desk.may_arrange(request.user)  # type: ignore[arg-type]

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("preview/", view(self.preview), name="articles_arrangement_preview"),
            path("newest/", view(self.newest), name="articles_arrangement_newest"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the form of a page, or one of its earlier versions; a POST presses one of the form's buttons."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        section = section_of(request.POST if request.method == "POST" else request.GET)
        if request.method == "POST":
            return self._press(request, section)
        version = request.GET.get("version", "")
        shown = _version(section, version) if version else Arrangement.objects.current(section.pk if section else None)
        form = ArrangementForm.of(section, shown.assignments if shown else [])
        return self._page(request, section, form, version=shown if version else None)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Redirect to the page's form at this version: an arrangement has no form of its own."""
        usable = object_id.isdecimal() and len(object_id) < 19
        arrangement = Arrangement.objects.filter(pk=object_id).first() if usable else None
        if not self.has_view_permission(request) or arrangement is None:
            return super().change_view(request, object_id, form_url, extra_context)
        return HttpResponseRedirect(page_url(arrangement.section, version=arrangement.number))

    def preview(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return preview_view(request, section_of(request.POST or request.GET))

    def newest(self, request: HttpRequest) -> JsonResponse:
        """GET ?page=section: {"number", "message"} of the newest arrangement; 0 and "" where there is none yet."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        section = section_of(request.GET)
        current = Arrangement.objects.current(section.pk if section else None)
        if current is None:
            return JsonResponse({"number": 0, "message": ""})
        message = _("%(by)s has just saved this page. Nothing of yours is lost: when you save, both are shown.")
        return JsonResponse({"number": current.number, "message": message % {"by": current.by_name}})

    def _press(self, request: HttpRequest, section: Section | None) -> HttpResponse:
        """Answer the first button of _BUTTONS in the POST; Enter in a field submits none and searches."""
        form = ArrangementForm.submitted(section, request.POST)
        button = next((name for name in _BUTTONS if name in request.POST), "look")
        value = request.POST.get(button, "")
        try:
            if button == "save":
                return self._save(request, section, form)
            if button == "back":
                return self._go_back(request, section, value)
        except front_desk.StaleArrangement as conflict:
            return self._page(request, section, form, refused=conflict, base=_base(request, section))
        except Refused as refused:
            return self._page(request, section, form, refused=refused)
        status = ""
        if button in _MOVES:
            status = form.apply(button, value)
        elif button == "theirs":
            status = form.load_saved(value, Arrangement.objects.assignments(section.pk if section else None))
        return self._page(request, section, form, status=status, searched=button == "look")

    def _save(self, request: HttpRequest, section: Section | None, form: ArrangementForm) -> HttpResponse:
        by: Any = request.user
        front_desk.arrange(section, form.assignments(), by=by, began_from=_began_from(request))
        messages.success(request, _("Saved. Readers see the page like this."))
        return HttpResponseRedirect(page_url(section))

    def _go_back(self, request: HttpRequest, section: Section | None, number: str) -> HttpResponse:
        by: Any = request.user
        if not number.isdecimal() or len(number) > 9:
            raise Refused({"": _("There is no such version of this page.")})
        front_desk.go_back(section, int(number), by=by, began_from=_began_from(request))
        messages.success(request, _("The page stands again as it was in version %(number)s.") % {"number": number})
        return HttpResponseRedirect(page_url(section))

    def _page(
        self, request: HttpRequest, section: Section | None, form: ArrangementForm, *, refused: Refused | None = None,
        status: str = "", searched: bool = False, version: Arrangement | None = None,
        base: Sequence[SlotAssignment] = (),
    ) -> HttpResponse:  # fmt: skip
        article_admin: Any = self.admin_site.get_model_admin(Article)
        context = page_context(request, section, form, article_admin, refused, base, searched=searched)
        context |= {
            **self.admin_site.each_context(request), "opts": self.opts, "status": status, "version": version,
            "title": gettext_lazy("Front desk"), "preview_at": _preview_at(request),
        }  # fmt: skip
        return TemplateResponse(request, "admin/articles/front_desk.html", context)


def section_of(data: Mapping[str, str]) -> Section | None:
    """Return the section whose page is arranged; None is the front page. Raise Http404 for an unknown one."""
    number = data.get("page", "")
    if not number:
        return None
    section = Section.objects.filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None
    if section is None:
        raise Http404("no such page")
    return section


def page_url(section: Section | None, **params: Any) -> str:
    query = {"page": section.pk, **params} if section else params
    return reverse("admin:articles_arrangement_changelist") + (f"?{urlencode(query)}" if query else "")


def _version(section: Section | None, number: str) -> Arrangement:
    usable = number.isdecimal() and len(number) < 10
    versions = Arrangement.objects.of(section.pk if section else None)
    arrangement = versions.filter(number=number).first() if usable else None
    if arrangement is None:
        raise Http404("no such version")
    return arrangement


def _base(request: HttpRequest, section: Section | None) -> list[SlotAssignment]:
    """Return the assignments that the submitted form was opened with: the base of a three-way merge."""
    versions = Arrangement.objects.of(section.pk if section else None)
    arrangement = versions.filter(number=_began_from(request)).first()
    return arrangement.assignments if arrangement else []


def _began_from(request: HttpRequest) -> int:
    number = request.POST.get("began_from", "")
    if not number.isdecimal() or len(number) > 9:
        raise Refused({"": _("What was sent cannot be read.")})
    return int(number)


def _preview_at(request: HttpRequest) -> str:
    """Return the value of the preview's time field: what was typed if it is a time, else the next full hour."""
    typed = request.POST.get("at", "")
    hour = timezone.localtime().replace(minute=0, second=0, microsecond=0) + dt.timedelta(hours=1)
    return typed if parse_time(typed) else f"{hour:%Y-%m-%dT%H:%M}"
