"""What stands around every page: the sections of the masthead and the pages of the footer. One query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import F, IntegerField, Value

from articles.models import Page, Section


@dataclass(frozen=True)
class Place:
    """A section or an editable page, by the one word of its address."""

    id: int
    slug: str
    name: str
    parent_id: int | None
    language: str
    is_page: bool


@dataclass(frozen=True)
class Furniture:
    places: list[Place]

    @property
    def sections(self) -> list[Place]:
        """The sections at the top of the tree, in their order."""
        return [place for place in self.places if not place.is_page and place.parent_id is None]

    @property
    def pages(self) -> list[Place]:
        return [place for place in self.places if place.is_page]

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

    def section_rows(self) -> dict[int, Section]:
        """Sections by key, good enough to build addresses with."""
        return {
            place.id: Section(
                pk=place.id, slug=place.slug, name=place.name, parent_id=place.parent_id, language=place.language
            )
            for place in self.places
            if not place.is_page
        }


def frame(around: Furniture) -> dict[str, Any]:
    """What the templates of all public pages are filled with, whatever stands in them."""
    return {
        "furniture": around,
        "site_name": settings.SITE_NAME,
        "site_description": settings.SITE_DESCRIPTION,
        "site_language": settings.LANGUAGE_CODE,
        "page_language": settings.LANGUAGE_CODE,
        "site_url": settings.SITE_URL,
    }


def furniture() -> Furniture:
    """Sections and public pages together, in their order. One query."""
    nothing = Value(None, output_field=IntegerField())
    sections: Any = Section.objects.values_list(
        "pk", "slug", "name", "parent_id", "language", "order", Value(0, output_field=IntegerField())
    ).order_by()
    pages: Any = (
        Page.objects.filter(is_public=True)
        .annotate(label=F("title"))
        .values_list("pk", "slug", "label", nothing, "language", "order", Value(1, output_field=IntegerField()))
        .order_by()
    )
    rows = sorted(sections.union(pages, all=True), key=lambda row: (row[6], row[5], row[2]))
    return Furniture(
        [
            Place(pk, slug, name, parent_id, language, bool(is_page))
            for pk, slug, name, parent_id, language, _order, is_page in rows
        ]
    )
