"""Words the site's own addresses begin with: no section or page can take them."""

from __future__ import annotations

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# `tests/views/test_addresses.py` asserts that every first segment of the URL list stands here.
RESERVED = frozenset(
    """
    tag tags author authors archive admin desk static media healthz search feed feeds rss atom json sitemap sitemaps
    robots humans ads favicon preview page pages api i18n jsi18n accounts login logout password embed embeds image
    images story stories article articles section sections front latest live topic topics newsletter offline manifest
    service-worker sw well-known amp en hi
    """.split()
)


def refuse_reserved(slug: str) -> None:
    """Raises ValidationError for a word the site itself needs."""
    if slug.lower() in RESERVED or slug.isdecimal():
        raise ValidationError(
            _("“%(slug)s” is needed by the site itself. Choose another word."), params={"slug": slug}, code="reserved"
        )


def refuse_section_address(slug: str) -> None:
    """Raises ValidationError where a section stands at this address: pages and sections share one level."""
    _refuse_taken(slug, "Section")


def refuse_page_address(slug: str) -> None:
    """Raises ValidationError where a page stands at this address."""
    _refuse_taken(slug, "Page")


def _refuse_taken(slug: str, model: str) -> None:
    if apps.get_model("articles", model)._default_manager.filter(slug=slug).exists():
        raise ValidationError(
            _("“%(slug)s” is the address of a section or page already. Choose another word."),
            params={"slug": slug}, code="taken",
        )  # fmt: skip
