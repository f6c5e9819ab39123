"""What every page shows around its content: the site's identity, navigation, menus and advertising.

`site_context()` reads all of it with one query. docs/decisions/0024-site-context.md tells why it is neither five plain
queries nor cached.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import CharField, F, Func, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from articles.body import is_host_of, network_of_host
from articles.models import CompiledQuery, Menu, MenuItem, Page, Section, Site
from articles.text import is_web_address, normalise, safe_link

from .ads import COLUMNS as AD_COLUMNS
from .ads import Ad, ad, due_ad_slots
from .paths import section_path

# The columns that are read of each table; a Site row without one gets the default of SiteIdentity.
_COLUMNS = {
    "section": ("pk", "slug", "name", "parent_id", "language", "order", "accent"),
    "page": ("pk", "slug", "title", "language", "order", "purpose"),
    "menu_item": ("pk", "menu", "section_id", "page_id", "address", "label", "order"),
    "site": (
        "name", "tagline", "logo", "logo_dark", "logo_width", "logo_height", "icon", "accent", "email", "phone",
        "postal_address", "links",
    ),
    "ad": AD_COLUMNS,
}  # fmt: skip
# Networks whose posts are not quoted; the others are in `articles.body.NETWORKS`.
_OTHER_NETWORKS = {"whatsapp.com": "WhatsApp", "koo.app": "Koo"}
# The rows that this process read last, and what was made of them.
_last: deque[tuple[tuple[tuple[str, ...], ...], SiteContext]] = deque(maxlen=1)


@dataclass(frozen=True)
class Logo:
    """Paths on this site, sizes in pixels. `dark_url` is empty if one file serves the light and the dark design."""

    url: str
    dark_url: str
    width: int
    height: int


@dataclass(frozen=True)
class SiteIdentity:
    """The site's name, look and contact. `accent` is #rrggbb, or empty for the style sheet's own colour."""

    name: str
    tagline: str
    logo: Logo | None = None
    icon_url: str = ""
    accent: str = ""
    email: str = ""
    phone: str = ""
    postal_address: str = ""
    links: tuple[str, ...] = ()

    @property
    def accounts(self) -> list[tuple[str, str]]:
        """The site's accounts on networks: each address with the network's name."""
        return [(url, _network_name(url)) for url in self.links]

    @property
    def dialled(self) -> str:
        """The telephone number as a tel: link wants it."""
        return "".join(char for char in self.phone if char in "+0123456789")


@dataclass(frozen=True)
class NavItem:
    """A section or an editable page; `slug` is its whole address. `accent` is #rrggbb or empty."""

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
        return section_path(self.slug)


@dataclass(frozen=True)
class MenuLink:
    """One line of a menu. `language` is empty where it is not known; `slug` is that of a section or page."""

    name: str
    url: str
    language: str = ""
    slug: str = ""


@dataclass(frozen=True, eq=False)
class SiteContext:
    """`nav_items` are the sections, then the public pages, each in their order; `ads` are those due now, by place.

    One object serves many requests: it is the same until something of it has changed.
    """

    nav_items: list[NavItem]
    identity: SiteIdentity
    menu_items: Sequence[Mapping[str, Any]] = ()
    ads: Mapping[str, Ad] = field(default_factory=dict)

    @cached_property
    def sections(self) -> list[NavItem]:
        """The sections at the top of the tree."""
        return [item for item in self.nav_items if not item.is_page and item.parent_id is None]

    @property
    def pages(self) -> list[NavItem]:
        return [item for item in self.nav_items if item.is_page]

    @cached_property
    def masthead_links(self) -> list[MenuLink]:
        return self._menu(Menu.MASTHEAD, self.sections)

    @cached_property
    def footer_links(self) -> list[MenuLink]:
        return self._menu(Menu.FOOTER, self.pages)

    def subsections_of(self, section_id: int) -> list[NavItem]:
        return [item for item in self.nav_items if not item.is_page and item.parent_id == section_id]

    def path_to(self, section_id: int | None) -> list[NavItem]:
        """Return the section and those above it, the topmost first."""
        by_id = self.sections_by_id()
        path: list[NavItem] = []
        while section_id in by_id and by_id[section_id] not in path:
            path.append(by_id[section_id])
            section_id = path[-1].parent_id
        return path[::-1]

    def by_slug(self, slug: str) -> NavItem | None:
        return next((item for item in self.nav_items if item.slug == slug), None)

    def page_for(self, purpose: str) -> NavItem | None:
        return next((item for item in self.pages if item.purpose == purpose), None)

    def nearest_accent_slug(self, section_id: int | None) -> str:
        """Return the slug of the nearest section, going up the tree, that has an accent colour; "" if none has."""
        return next((item.slug for item in reversed(self.path_to(section_id)) if item.accent), "")

    def sections_by_id(self) -> dict[int, NavItem]:
        return self._sections_by_id

    @cached_property
    def _sections_by_id(self) -> dict[int, NavItem]:
        return {item.id: item for item in self.nav_items if not item.is_page}

    def _menu(self, menu: Menu, default: Iterable[NavItem]) -> list[MenuLink]:
        """Return the menu without links to pages that readers cannot see. An empty menu falls back to `default`."""
        items = [item for item in self.menu_items if item["menu"] == menu]
        if not items:
            return [_menu_link(item) for item in default]
        return [link for item in items if (link := self._link(item))]

    def _link(self, item: Mapping[str, Any]) -> MenuLink | None:
        if item["address"]:
            url = safe_link(item["address"], site_paths=True)
            return MenuLink(item["label"], url) if url else None
        target = (item["page_id"] is not None, item["page_id"] or item["section_id"])
        nav_item = next((one for one in self.nav_items if (one.is_page, one.id) == target), None)
        return _menu_link(nav_item, item["label"]) if nav_item else None


def _menu_link(item: NavItem, label: str = "") -> MenuLink:
    return MenuLink(label or item.name, item.url, "" if label else item.language, item.slug)


def site_context() -> SiteContext:
    """Return the site context as it is in the database now. One query.

    It is made anew only if the rows are others than those that were read last.
    """
    read = (*_ROWS(at=timezone.now()), ("AD_ORIGINS", *settings.AD_ORIGINS))
    if _last and _last[0][0] == read:
        return _last[0][1]
    site = _site_context(read[:-1])
    _last.append((read, site))
    return site


def _site_context(read: Iterable[tuple[str, ...]]) -> SiteContext:
    rows: dict[str, list[dict[str, Any]]] = {key: [] for key in _COLUMNS}
    for key, row in read:
        rows[key].append(dict(zip(_COLUMNS[key], json.loads(row), strict=True)))
    sections = [_section_item(row) for row in sorted(rows["section"], key=itemgetter("order", "name"))]
    pages = [_page_item(row) for row in sorted(rows["page"], key=itemgetter("order", "title"))]
    return SiteContext(
        nav_items=sections + pages,
        identity=site_identity(rows["site"][0] if rows["site"] else {}),
        menu_items=sorted(rows["menu_item"], key=itemgetter("order", "pk")),
        ads={shown.place: shown for row in rows["ad"] if (shown := ad(row))},
    )


def last_site_identity() -> SiteIdentity:
    """Return the identity that this process read last, or that of the settings. No query."""
    return _last[0][1].identity if _last else site_identity({})


def site_identity(row: Mapping[str, Any]) -> SiteIdentity:
    """Return the identity of a Site row with some or all of its columns; what is empty comes from the settings."""
    return SiteIdentity(
        name=row.get("name") or normalise(settings.SITE_NAME),
        tagline=row.get("tagline") or normalise(settings.SITE_DESCRIPTION),
        logo=_logo(row) if row.get("logo") else None,
        icon_url=default_storage.url(row["icon"]) if row.get("icon") else "",
        accent=row.get("accent", ""),
        email=row.get("email", ""),
        phone=row.get("phone", ""),
        postal_address=row.get("postal_address", ""),
        links=tuple(line for line in row.get("links", "").split("\n") if is_web_address(line)),
    )


def _logo(row: Mapping[str, Any]) -> Logo:
    dark = row.get("logo_dark")
    return Logo(
        url=default_storage.url(row["logo"]),
        dark_url=default_storage.url(dark) if dark else "",
        width=row["logo_width"],
        height=row["logo_height"],
    )


def _network_name(url: str) -> str:
    host = (urlsplit(url).hostname or url).removeprefix("www.")
    if network := network_of_host(host):
        return network.name
    return next((name for domain, name in _OTHER_NETWORKS.items() if is_host_of(host, (domain,))), host)


def _section_item(row: Mapping[str, Any]) -> NavItem:
    return NavItem(
        row["pk"], row["slug"], row["name"], row["parent_id"], row["language"], is_page=False, accent=row["accent"]
    )


def _page_item(row: Mapping[str, Any]) -> NavItem:
    return NavItem(row["pk"], row["slug"], row["title"], None, row["language"], is_page=True, purpose=row["purpose"])


def _rows(at: dt.datetime) -> QuerySet[Any, Any]:
    """Return the rows of each table with its _COLUMNS, in no order.

    UNION needs the same columns from every table. So each row becomes two: the table's key, and a JSON array.
    """
    tables: dict[str, Any] = {
        "section": Section.objects,
        "page": Page.objects.filter(is_public=True),
        "menu_item": MenuItem.objects,
        "site": Site.objects,
        "ad": due_ad_slots(at),
    }
    first, *others = (
        rows.annotate(table=Cast(Value(key), CharField()), row=_JsonArray(*map(F, _COLUMNS[key])))
        .values_list("table", "row")
        .order_by()
        for key, rows in tables.items()
    )
    return first.union(*others, all=True)


_ROWS = CompiledQuery(_rows)


class _JsonArray(Func):
    """Columns as a JSON array, written as text.

    Django's own JSONArray first checks that SQLite knows JSON, in a transaction that waits for any writer.
    """

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSON_ARRAY", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="JSON_BUILD_ARRAY(%(expressions)s)::text", **context)
