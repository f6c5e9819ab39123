"""What readers are told of a story that somebody has paid for, and how its links say so to search engines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from articles.models import Article
from articles.text import detect_language

_SPONSORED = "sponsored"
# In clean HTML, and in that of templates, an attribute's value stands between double quotes.
_LINK = re.compile(r'<a\b(?:[^>"]|"[^"]*")*>')
_HREF = re.compile(r'\shref="([^"]*)"')
_REL = re.compile(r'\srel="([^"]*)"')


@dataclass(frozen=True)
class Paid:
    """In the story's language: `label` is what such a story is called, `told` says who paid, as HTML, because the
    payer's name may be in another script; `sentence` says both in plain words."""

    label: str
    told: SafeString
    sentence: str
    by: str


def paid(article: Article) -> Paid | None:
    """None for what the newsroom publishes of its own accord."""
    by = article.paid_by
    if not by:
        return None
    with translation.override(article.language):
        return Paid(
            label=gettext("Paid content"),
            told=mark_safe(escape(gettext("Paid for by %(who)s")) % {"who": _marked(by, article.language)}),
            sentence=gettext("Paid content, paid for by %(who)s.") % {"who": by},
            by=by,
        )


def _marked(name: str, page_language: str) -> SafeString:
    language = detect_language(name)
    return (
        format_html('<span lang="{}">{}</span>', language, name)
        if language not in ("", page_language)
        else escape(name)
    )


def with_sponsored_links(html: str, page_url: str) -> str:
    """Each link that leads to another site says that it was paid for, beside what it says already."""
    return _LINK.sub(lambda link: _sponsored(link.group(), page_url), html)


def _sponsored(link: str, page_url: str) -> str:
    href = _HREF.search(link)
    if href is None or not _leads_elsewhere(unescape(href.group(1)), page_url):
        return link
    rel = _REL.search(link)
    if rel is None:
        return f'{link[:-1]} rel="{_SPONSORED}">'
    said = dict.fromkeys([*rel.group(1).split(), _SPONSORED])
    return f'{link[: rel.start()]} rel="{" ".join(said)}"{link[rel.end() :]}'


def _leads_elsewhere(address: str, page_url: str) -> bool:
    """An address that cannot be read leads who knows where."""
    try:
        parts = urlsplit(urljoin(page_url, address))
        return parts.scheme in ("http", "https") and parts.hostname != urlsplit(settings.SITE_URL).hostname
    except ValueError:
        return True
