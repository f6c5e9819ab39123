"""Paid content: its labels, and rel="sponsored" on its links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from articles.models import Article
from articles.text import detect_language, link_host

_SPONSORED = "sponsored"
# Sanitised HTML and our templates always quote attribute values with double quotes.
_LINK = re.compile(r'<a\b(?:[^>"]|"[^"]*")*>')
_HREF = re.compile(r'\shref="([^"]*)"')
_REL = re.compile(r'\srel="([^"]*)"')


@dataclass(frozen=True)
class PaidContent:
    """The words that mark paid content, in the story's language.

    `notice` says who paid, as HTML because the payer's name may need a `lang` attribute; `sentence` is plain text and
    says both that the story is paid for and by whom.
    """

    label: str
    notice: SafeString
    sentence: str
    payer: str


def paid_content(article: Article) -> PaidContent | None:
    """Return None if nobody paid for the article."""
    payer = article.paid_by
    if not payer:
        return None
    with translation.override(article.language):
        return PaidContent(
            label=gettext("Paid content"),
            notice=mark_safe(escape(gettext("Paid for by %(who)s")) % {"who": _with_lang(payer, article.language)}),
            sentence=gettext("Paid content, paid for by %(who)s.") % {"who": payer},
            payer=payer,
        )


def _with_lang(name: str, story_language: str) -> SafeString:
    language = detect_language(name)
    if language in ("", story_language):
        return escape(name)
    return format_html('<span lang="{}">{}</span>', language, name)


def with_sponsored_links(html: str, page_url: str) -> str:
    """Add rel="sponsored" to each link to another site and keep the link's other rel values."""
    return _LINK.sub(lambda link: _with_sponsored(link.group(), page_url), html)


def _with_sponsored(link: str, page_url: str) -> str:
    href = _HREF.search(link)
    if href is None or not _is_external(unescape(href.group(1)), page_url):
        return link
    rel = _REL.search(link)
    if rel is None:
        return f'{link[:-1]} rel="{_SPONSORED}">'
    values = dict.fromkeys([*rel.group(1).split(), _SPONSORED])
    return f'{link[: rel.start()]} rel="{" ".join(values)}"{link[rel.end() :]}'


def _is_external(address: str, page_url: str) -> bool:
    """Return True if a browser leaves this site from the address, or if it cannot be parsed."""
    return link_host(address, page_url) not in ("", urlsplit(settings.SITE_URL).hostname)
