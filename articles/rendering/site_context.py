"""What stands around every page: the paper's name and look, its menus and places, its advertising. One query."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from django.db.models import CharField, F, Func, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse

from articles.models import AdSlot, Menu, MenuItem, Page, Section, Site

from .ads import COLUMNS as AD_COLUMNS
from .site_identity import COLUMNS as SITE_COLUMNS
from .site_identity import SiteIdentity, site_identity

_COLUMNS = {
    "section": ("pk", "slug", "name", "parent_id", "language", "order", "accent"),
    "page": ("pk", "slug", "title", "language", "order", "purpose"),
    "item": ("pk", "menu", "section_id", "page_id", "address", "label", "order"),
    "site": SITE_COLUMNS,
    "ad": AD_COLUMNS,
}
_seen: list[SiteIdentity] = []


@dataclass(frozen=True)
class NavItem:
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
        return reverse("articles:section_or_page", args=[self.slug])


@dataclass(frozen=True)
class MenuLink:
    """`language` is empty where nobody has said it; `slug` names the place, if it leads to one."""

    name: str
    url: str
    language: str = ""
    slug: str = ""


@dataclass(frozen=True)
class SiteContext:
    nav_items: list[NavItem]
    identity: SiteIdentity
    items: Sequence[dict[str, Any]] = field(default_factory=list)
    ad_slots: Sequence[dict[str, Any]] = field(default_factory=list)

    @property
    def sections(self) -> list[NavItem]:
        """The sections at the top of the tree, in their order."""
        return [nav_item for nav_item in self.nav_items if not nav_item.is_page and nav_item.parent_id is None]

    @property
    def pages(self) -> list[NavItem]:
        return [nav_item for nav_item in self.nav_items if nav_item.is_page]

    @property
    def masthead(self) -> list[MenuLink]:
        return self._menu(Menu.MASTHEAD, self.sections)

    @property
    def footer(self) -> list[MenuLink]:
        return self._menu(Menu.FOOTER, self.pages)

    def parts_of(self, section_id: int) -> list[NavItem]:
        return [nav_item for nav_item in self.nav_items if not nav_item.is_page and nav_item.parent_id == section_id]

    def line(self, section_id: int | None) -> list[NavItem]:
        """The section and those above it, the topmost first."""
        by_id = {nav_item.id: nav_item for nav_item in self.nav_items if not nav_item.is_page}
        found: list[NavItem] = []
        while section_id in by_id and by_id[section_id] not in found:
            found.append(by_id[section_id])
            section_id = found[-1].parent_id
        return found[::-1]

    def by_slug(self, slug: str) -> NavItem | None:
        return next((nav_item for nav_item in self.nav_items if nav_item.slug == slug), None)

    def page_for(self, purpose: str) -> NavItem | None:
        return next((nav_item for nav_item in self.pages if nav_item.purpose == purpose), None)

    def coloured(self, section_id: int | None) -> str:
        """The address word of the nearest section, up the tree, that has a colour of its own; else empty."""
        return next((nav_item.slug for nav_item in reversed(self.line(section_id)) if nav_item.accent), "")

    def section_rows(self) -> dict[int, Section]:
        """Sections by key, good enough to build addresses with."""
        return {
            nav_item.id: Section(
                pk=nav_item.id,
                slug=nav_item.slug,
                name=nav_item.name,
                parent_id=nav_item.parent_id,
                language=nav_item.language,
            )
            for nav_item in self.nav_items
            if not nav_item.is_page
        }

    def _menu(self, menu: Menu, by_itself: Iterable[NavItem]) -> list[MenuLink]:
        """As the desk has made it; an item whose page readers cannot see is left out."""
        items = [item for item in self.items if item["menu"] == menu]
        made = [link for item in items if (link := self._link(item))]
        return made if items else [_leading_to(nav_item) for nav_item in by_itself]

    def _link(self, item: dict[str, Any]) -> MenuLink | None:
        if item["address"]:
            return MenuLink(item["label"], item["address"])
        is_page, key = item["page_id"] is not None, item["page_id"] or item["section_id"]
        nav_item = next(
            (nav_item for nav_item in self.nav_items if nav_item.is_page == is_page and nav_item.id == key), None
        )
        return _leading_to(nav_item, item["label"]) if nav_item else None


def _leading_to(nav_item: NavItem, label: str = "") -> MenuLink:
    return MenuLink(label or nav_item.name, nav_item.url, "" if label else nav_item.language, nav_item.slug)


def last_site_identity() -> SiteIdentity:
    """The paper as the last page had it that this process made: for pages that must do without the database."""
    return _seen[-1] if _seen else site_identity({})


def site_context() -> SiteContext:
    """All of it, in order. One query."""
    first, *others = (
        _rows("section", Section.objects),
        _rows("page", Page.objects.filter(is_public=True)),
        _rows("item", MenuItem.objects),
        _rows("site", Site.objects),
        _rows("ad", AdSlot.objects.filter(is_on=True)),
    )
    found: dict[str, list[dict[str, Any]]] = {kind: [] for kind in _COLUMNS}
    for kind, values in first.union(*others, all=True):
        found[kind].append(dict(zip(_COLUMNS[kind], json.loads(values), strict=True)))
    made = SiteContext(
        nav_items=[_nav_item(row) for kind in ("section", "page") for row in sorted(found[kind], key=_by_name)],
        identity=site_identity(found["site"][0] if found["site"] else {}),
        items=sorted(found["item"], key=itemgetter("order", "pk")),
        ad_slots=found["ad"],
    )
    _seen[:] = [made.identity]
    return made


def _by_name(row: dict[str, Any]) -> tuple[int, str]:
    return row["order"], row["name"] if "name" in row else row["title"]


def _nav_item(row: dict[str, Any]) -> NavItem:
    if "title" in row:
        return NavItem(
            row["pk"], row["slug"], row["title"], None, row["language"], is_page=True, purpose=row["purpose"]
        )
    return NavItem(
        row["pk"], row["slug"], row["name"], row["parent_id"], row["language"], is_page=False, accent=row["accent"]
    )


class _JsonArray(Func):
    """Columns as one JSON array, as text. Django's own function for it first tries out, in a transaction that waits for
    whoever is writing, whether this SQLite knows JSON."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSON_ARRAY", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="JSON_BUILD_ARRAY(%(expressions)s)::text", **context)


def _rows(kind: str, of: Any) -> QuerySet[Any, Any]:
    """In one shape for all, so that they are one query: what kind of row, and its columns."""
    named = {"row_kind": Cast(Value(kind), CharField()), "row_values": _JsonArray(*map(F, _COLUMNS[kind]))}
    return of.annotate(**named).values_list(*named).order_by()
