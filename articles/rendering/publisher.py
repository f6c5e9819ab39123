"""The paper itself as linked data: who answers for what stands here."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from django.conf import settings

from .furniture import Furniture

# schema.org's names for the policies of a news organisation.
_POLICIES = {"about": "publishingPrinciples", "corrections": "correctionsPolicy"}


def publisher(around: Furniture) -> dict[str, Any]:
    """schema.org's NewsMediaOrganization. No query."""
    site = around.site
    pages = {name: page.url for purpose, name in _POLICIES.items() if (page := around.page_for(purpose))}
    told = {
        "@type": "NewsMediaOrganization",
        "name": site.name,
        "url": settings.SITE_URL,
        "logo": urljoin(settings.SITE_URL, site.logo.url) if site.logo else "",
        "email": site.email,
        "telephone": site.phone,
        "address": " ".join(site.postal_address.split()),
        "sameAs": list(site.links),
        **{name: urljoin(settings.SITE_URL, path) for name, path in pages.items()},
    }
    return {name: value for name, value in told.items() if value}
