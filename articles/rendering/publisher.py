"""The paper itself as linked data: who answers for what stands here."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from django.conf import settings

from .site_context import SiteContext

# schema.org's names for the policies of a news organisation.
_POLICIES = {"about": "publishingPrinciples", "corrections": "correctionsPolicy"}


def publisher(site: SiteContext) -> dict[str, Any]:
    """schema.org's NewsMediaOrganization. No query."""
    identity = site.identity
    pages = {name: page.url for purpose, name in _POLICIES.items() if (page := site.page_for(purpose))}
    told = {
        "@type": "NewsMediaOrganization",
        "name": identity.name,
        "url": settings.SITE_URL,
        "logo": urljoin(settings.SITE_URL, identity.logo.url) if identity.logo else "",
        "email": identity.email,
        "telephone": identity.phone,
        "address": " ".join(identity.postal_address.split()),
        "sameAs": list(identity.links),
        **{name: urljoin(settings.SITE_URL, path) for name, path in pages.items()},
    }
    return {name: value for name, value in told.items() if value}
