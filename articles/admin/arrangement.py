"""The front desk: which stories stand where on the front page and on top of the sections' pages.

One form, which works without scripts: each button sends the whole of it, and until "Save" nothing is kept but what the
form itself holds. With scripts the same buttons are pressed in the background, by dragging or with keys.
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

from .arrangement_page import page_context
from .arrangement_preview import preview_view
from .arrangement_rows import Rows, read_time
from .records import ReadOnlyAdmin

_BUTTONS = ("save", "back", "place", "say", "move", "take", "theirs", "look")


@admin.register(Arrangement)
class FrontDesk(ReadOnlyAdmin):
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
        if not self.has_view_permission(request):
            raise PermissionDenied
        section = section_asked(request.POST if request.method == "POST" else request.GET)
        if request.method == "POST":
            return self._answer(request, section)
        version = request.GET.get("version", "")
        shown = _version(section, version) if version else Arrangement.objects.current(section.pk if section else None)
        rows = Rows.of(section, shown.assignments if shown else [])
        return self._page(request, section, rows, version=shown if version else None)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """An arrangement has no form of its own: it is looked at where pages are arranged."""
        usable = object_id.isdecimal() and len(object_id) < 19
        found = Arrangement.objects.filter(pk=object_id).first() if usable else None
        if not self.has_view_permission(request) or found is None:
            return super().change_view(request, object_id, form_url, extra_context)
        return HttpResponseRedirect(desk_url(found.section, version=found.number))

    def preview(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return preview_view(request, section_asked(request.POST or request.GET))

    def newest(self, request: HttpRequest) -> JsonResponse:
        """GET ?page=section: {"number", "told"} of the arrangement that holds now."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        section = section_asked(request.GET)
        current = Arrangement.objects.current(section.pk if section else None)
        told = _("%(by)s has just saved this page. Nothing of yours is lost: when you save, both are shown.")
        return JsonResponse(
            {"number": current.number, "told": told % {"by": current.by_name}} if current else {"number": 0, "told": ""}
        )

    # -- what a button does

    def _answer(self, request: HttpRequest, section: Section | None) -> HttpResponse:
        """The first of the buttons that was pressed; without one, as Enter in a field does, the search."""
        rows = Rows.read(section, request.POST)
        pressed = next((name for name in _BUTTONS if name in request.POST), "look")
        value = request.POST.get(pressed, "")
        try:
            if pressed == "save":
                return self._save(request, section, rows)
            if pressed == "back":
                return self._go_back(request, section, value)
        except front_desk.Rearranged as rearranged:
            return self._page(request, section, rows, refused=rearranged, began=_placings_before(request, section))
        except Refused as refused:
            return self._page(request, section, rows, refused=refused)
        said = ""
        if pressed in ("place", "move", "take", "say"):
            said = rows.do(pressed, value)
        elif pressed == "theirs":
            current = Arrangement.objects.current(section.pk if section else None)
            said = rows.take_over(value, current.assignments if current else [])
        return self._page(request, section, rows, said=said, searched=pressed == "look")

    def _save(self, request: HttpRequest, section: Section | None, rows: Rows) -> HttpResponse:
        by: Any = request.user
        front_desk.arrange(section, rows.assignments(), by=by, began_from=_began_from(request))
        messages.success(request, _("Saved. Readers see the page like this."))
        return HttpResponseRedirect(desk_url(section))

    def _go_back(self, request: HttpRequest, section: Section | None, number: str) -> HttpResponse:
        by: Any = request.user
        if not number.isdecimal() or len(number) > 9:
            raise Refused({"": _("There is no such version of this page.")})
        front_desk.go_back(section, int(number), by=by, began_from=_began_from(request))
        messages.success(request, _("The page stands again as it was in version %(number)s.") % {"number": number})
        return HttpResponseRedirect(desk_url(section))

    def _page(
        self, request: HttpRequest, section: Section | None, rows: Rows, *, refused: Refused | None = None,
        said: str = "", searched: bool = False, version: Arrangement | None = None,
        began: Sequence[SlotAssignment] = (),
    ) -> HttpResponse:  # fmt: skip
        stories: Any = self.admin_site.get_model_admin(Article)
        context = page_context(request, section, rows, stories, refused, began, searched=searched)
        context |= {
            **self.admin_site.each_context(request), "opts": self.opts, "said": said, "version": version,
            "title": gettext_lazy("Front desk"), "preview_at": _preview_at(request),
        }  # fmt: skip
        return TemplateResponse(request, "admin/articles/front_desk.html", context)


def section_asked(said: Mapping[str, str]) -> Section | None:
    """The section whose page is to be arranged; None is the front page."""
    number = said.get("page", "")
    if not number:
        return None
    found = Section.objects.filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None
    if found is None:
        raise Http404("no such page")
    return found


def desk_url(section: Section | None, **asked: Any) -> str:
    asked = {"page": section.pk, **asked} if section else asked
    return reverse("admin:articles_arrangement_changelist") + (f"?{urlencode(asked)}" if asked else "")


def _version(section: Section | None, number: str) -> Arrangement:
    usable = number.isdecimal() and len(number) < 10
    found = Arrangement.objects.of(section.pk if section else None).filter(number=number).first() if usable else None
    if found is None:
        raise Http404("no such version")
    return found


def _placings_before(request: HttpRequest, section: Section | None) -> list[SlotAssignment]:
    """What the form began from."""
    page = section.pk if section else None
    found = Arrangement.objects.of(page).filter(number=_began_from(request)).first()
    return found.assignments if found else []


def _began_from(request: HttpRequest) -> int:
    number = request.POST.get("began_from", "")
    if not number.isdecimal() or len(number) > 9:
        raise Refused({"": _("What was sent cannot be read.")})
    return int(number)


def _preview_at(request: HttpRequest) -> str:
    """What stands in the field for the preview's time: what was typed, or the next full hour."""
    typed = request.POST.get("at", "")
    hour = timezone.localtime().replace(minute=0, second=0, microsecond=0) + dt.timedelta(hours=1)
    return typed if read_time(typed) else f"{hour:%Y-%m-%dT%H:%M}"
