"""The words of a quoted post as HTML: escaped, in paragraphs, with links of our own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from articles.embeds import linkify
from articles.text import detect_language

_GAP = re.compile(r"\n[ \t]*\n\s*")


def post_words(text: str, network: str, post_url: str, language: str = "") -> SafeString:
    """Paragraphs at blank lines, breaks at line ends; mentions, hashtags, cashtags and addresses lead where they lead
    in the post's own network, and are marked where they are not in the script of its `language`, if that is known."""
    paragraphs = _GAP.split(text.strip())
    html = "\n".join(f"<p>{''.join(_pieces(words, network, post_url, language))}</p>" for words in paragraphs if words)
    return mark_safe(html)  # every piece is escaped


def _pieces(words: str, network: str, post_url: str, language: str) -> Iterator[str]:
    for piece, address in linkify(words, network, post_url):
        if address:
            own = detect_language(piece)
            marked = format_html(' lang="{}"', own) if language and own and own != language else ""
            yield format_html('<a rel="nofollow ugc noopener" href="{}"{}>{}</a>', address, marked, piece)
        else:
            yield escape(piece).replace("\n", "<br>")
