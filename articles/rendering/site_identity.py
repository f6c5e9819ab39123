"""The paper itself, as pages show it: what the desk has said of it, else what the settings say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import default_storage

from articles.text import normalise

COLUMNS = (
    "name", "tagline", "logo", "logo_dark", "logo_width", "logo_height", "icon", "accent", "email", "phone",
    "postal_address", "links",
)  # fmt: skip
_NAMES = {
    "x.com": "X", "twitter.com": "X", "facebook.com": "Facebook", "instagram.com": "Instagram", "t.me": "Telegram",
    "youtube.com": "YouTube", "whatsapp.com": "WhatsApp", "telegram.me": "Telegram", "threads.net": "Threads",
    "threads.com": "Threads", "linkedin.com": "LinkedIn", "bsky.app": "Bluesky", "koo.app": "Koo",
    "reddit.com": "Reddit",
}  # fmt: skip


@dataclass(frozen=True)
class Logo:
    """Addresses on this site; width and height in pixels, `dark_url` empty where one serves both designs."""

    url: str
    dark_url: str
    width: int
    height: int


@dataclass(frozen=True)
class SiteIdentity:
    """`accent` is #rrggbb or empty: the style sheet's own."""

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
        """The paper's accounts elsewhere: each address, and what readers know the place by."""
        return [(url, _place_name(url)) for url in self.links]

    @property
    def dialled(self) -> str:
        """The telephone number as phones take it."""
        return "".join(char for char in self.phone if char in "+0123456789")


def site_identity(row: Mapping[str, Any]) -> SiteIdentity:
    """From the columns of the row, or from none."""
    return SiteIdentity(
        name=row.get("name") or normalise(settings.SITE_NAME),
        tagline=row.get("tagline") or normalise(settings.SITE_DESCRIPTION),
        logo=_logo(row) if row.get("logo") else None,
        icon_url=default_storage.url(row["icon"]) if row.get("icon") else "",
        accent=row.get("accent", ""),
        email=row.get("email", ""),
        phone=row.get("phone", ""),
        postal_address=row.get("postal_address", ""),
        links=tuple(line for line in row.get("links", "").split("\n") if line.startswith(("https://", "http://"))),
    )


def _place_name(url: str) -> str:
    host = (urlsplit(url).hostname or url).removeprefix("www.")
    return next((name for domain, name in _NAMES.items() if host == domain or host.endswith("." + domain)), host)


def _logo(row: Mapping[str, Any]) -> Logo:
    dark = row.get("logo_dark")
    return Logo(
        url=default_storage.url(row["logo"]),
        dark_url=default_storage.url(dark) if dark else "",
        width=row["logo_width"],
        height=row["logo_height"],
    )
