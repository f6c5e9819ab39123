"""What stands around every page: the paper's name and look, its menus and places, its advertising. One query."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast, JSONObject
from django.urls import reverse

from articles.models import AdSlot, Menu, MenuItem, Page, Section, Site

from .ads import COLUMNS as AD_COLUMNS
from .site import COLUMNS, SiteFacts, site_facts

_seen: list[SiteFacts] = []


@dataclass(frozen=True)
class Place:
    """A section or an editable page, by the one word of its address. `accent` is #rrggbb or empty."""

    id: int
    slug: str
    name: str
    parent_id: int | None
    language: str
    is_page: bool
    accent: str = ""
    purpose: str = ""

    @property
    def url(self) -> str:
        return reverse("articles:place", args=[self.slug])


@dataclass(frozen=True)
class MenuLink:
    """`language` is empty where nobody has said it; `slug` names the place, if it leads to one."""

    name: str
    url: str
    language: str = ""
    slug: str = ""


@dataclass(frozen=True)
class Furniture:
    places: list[Place]
    site: SiteFacts
    items: Sequence[dict[str, Any]] = field(default_factory=list)
    ad_slots: Sequence[dict[str, Any]] = field(default_factory=list)

    @property
    def sections(self) -> list[Place]:
        """The sections at the top of the tree, in their order."""
        return [place for place in self.places if not place.is_page and place.parent_id is None]

    @property
    def pages(self) -> list[Place]:
        return [place for place in self.places if place.is_page]

    @property
    def masthead(self) -> list[MenuLink]:
        return self._menu(Menu.MASTHEAD, self.sections)

    @property
    def footer(self) -> list[MenuLink]:
        return self._menu(Menu.FOOTER, self.pages)

    def parts_of(self, section_id: int) -> list[Place]:
        return [place for place in self.places if not place.is_page and place.parent_id == section_id]

    def line(self, section_id: int | None) -> list[Place]:
        """The section and those above it, the topmost first."""
        by_id = {place.id: place for place in self.places if not place.is_page}
        found: list[Place] = []
        while section_id in by_id and by_id[section_id] not in found:
            found.append(by_id[section_id])
            section_id = found[-1].parent_id
        return found[::-1]

    def by_slug(self, slug: str) -> Place | None:
        return next((place for place in self.places if place.slug == slug), None)

    def page_for(self, purpose: str) -> Place | None:
        return next((place for place in self.pages if place.purpose == purpose), None)

    def coloured(self, section_id: int | None) -> str:
        """The address word of the nearest section, up the tree, that has a colour of its own; else empty."""
        return next((place.slug for place in reversed(self.line(section_id)) if place.accent), "")

    def section_rows(self) -> dict[int, Section]:
        """Sections by key, good enough to build addresses with."""
        return {
            place.id: Section(
                pk=place.id, slug=place.slug, name=place.name, parent_id=place.parent_id, language=place.language
            )
            for place in self.places
            if not place.is_page
        }

    def _menu(self, menu: Menu, by_itself: Iterable[Place]) -> list[MenuLink]:
        """As the desk has made it; an item whose page readers cannot see is left out."""
        items = [item for item in self.items if item["menu"] == menu]
        made = [link for item in items if (link := self._link(item))]
        return made if items else [_leading_to(place) for place in by_itself]

    def _link(self, item: dict[str, Any]) -> MenuLink | None:
        if item["address"]:
            return MenuLink(item["label"], item["address"])
        is_page, key = item["page"] is not None, item["page"] or item["section"]
        place = next((place for place in self.places if place.is_page == is_page and place.id == key), None)
        return _leading_to(place, item["label"]) if place else None


def _leading_to(place: Place, label: str = "") -> MenuLink:
    return MenuLink(label or place.name, place.url, "" if label else place.language, place.slug)


def site_last_seen() -> SiteFacts:
    """The paper as the last page had it that this process made: for pages that must do without the database."""
    return _seen[-1] if _seen else site_facts({})


def furniture() -> Furniture:
    """All of it, in order. One query."""
    sections = _rows(Section.objects, 0, {"accent": "accent", "parent": "parent_id"})
    pages = _rows(Page.objects.filter(is_public=True), 1, {"purpose": "purpose"}, name=F("title"))
    items = _rows(
        MenuItem.objects, 2, {"menu": "menu", "section": "section_id", "page": "page_id"},
        slug=F("address"), name=F("label"), language=Value(""),
    )  # fmt: skip
    site = _rows(
        Site.objects, 3, {column: column for column in COLUMNS}, slug=Value(""), order=Value(0), language=Value("")
    )
    slots = _rows(
        AdSlot.objects.filter(is_on=True), 4, {column: column for column in AD_COLUMNS},
        slug=Value(""), name=Value(""), order=Value(0), language=Value(""),
    )  # fmt: skip
    found = sections.union(pages, items, site, slots, all=True)
    rows = sorted(found, key=lambda row: (row[0], row[4], row[3] if row[0] < 2 else "", row[1]))
    made = Furniture(
        places=[_place(*row) for row in rows if row[0] < 2],
        site=next((site_facts(json.loads(row[6])) for row in rows if row[0] == 3), site_facts({})),
        items=[{"label": row[3], "address": row[2], **json.loads(row[6])} for row in rows if row[0] == 2],
        ad_slots=[json.loads(row[6]) for row in rows if row[0] == 4],
    )
    _seen[:] = [made.site]
    return made


def _rows(of: Any, kind: int, more: dict[str, str], **columns: Any) -> QuerySet[Any, Any]:
    """In one shape for all: kind, key, address, name, order, language, and as JSON whatever else it has."""
    same: dict[str, Any] = {"slug": CharField(), "name": CharField(), "order": IntegerField(), "language": CharField()}
    return (
        of.annotate(
            row_kind=Value(kind, output_field=IntegerField()),
            row_more=Cast(JSONObject(**{name: F(column) for name, column in more.items()}), TextField()),
            **{f"row_{name}": Cast(columns.get(name, F(name)), output_field) for name, output_field in same.items()},
        )
        .values_list("row_kind", "pk", *(f"row_{name}" for name in same), "row_more")
        .order_by()
    )


def _place(kind: int, pk: int, slug: str, name: str, order: int, language: str, more: str) -> Place:
    told = json.loads(more)
    return Place(
        pk, slug, name, told.get("parent"), language, kind == 1, told.get("accent", ""), told.get("purpose", "")
    )
