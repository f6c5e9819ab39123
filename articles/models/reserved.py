"""Slugs that sections and pages cannot have: the first segments of the site's own URLs, and each other's slugs."""

from __future__ import annotations

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# tests/views/test_addresses.py asserts that every first segment of the URL patterns is listed here.
RESERVED = frozenset(
    """
    tag tags author authors archive admin desk static media healthz search feed feeds rss atom json sitemap sitemaps
    robots humans ads favicon preview page pages api i18n jsi18n accounts login logout password embed embeds image
    images story stories article articles section sections front latest live topic topics newsletter offline manifest
    service-worker sw well-known amp en hi
    """.split()
)


def validate_not_reserved(slug: str) -> None:
    """Raise ValidationError for a reserved word and for a number."""
    if slug.lower() in RESERVED or slug.isdecimal():
        raise ValidationError(
            _("“%(slug)s” is needed by the site itself. Choose another word."), params={"slug": slug}, code="reserved"
        )


def validate_not_a_section(slug: str) -> None:
    """Raise ValidationError if a section has this slug: pages and sections share one URL pattern. One query."""
    _validate_free(slug, "Section")


def validate_not_a_page(slug: str) -> None:
    """Raise ValidationError if a page has this slug. One query."""
    _validate_free(slug, "Page")


def _validate_free(slug: str, model: str) -> None:
    if apps.get_model("articles", model)._default_manager.filter(slug=slug).exists():
        raise ValidationError(
            _("“%(slug)s” is the address of a section or page already. Choose another word."),
            params={"slug": slug}, code="taken",
        )  # fmt: skip
