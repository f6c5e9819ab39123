"""What templates of public pages need beyond Django's own."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe

from articles import text
from articles.rendering import page_tags

register = template.Library()
_UNSAID_OF_ADDRESSES = re.compile(r"^https?://(?:www\.)?|/$")


@register.simple_tag
def when(time: dt.datetime | None, language: str = "", day_only: bool = False) -> str:
    """The time in words, in a `<time>` element: 29 सितंबर 2025, शाम 7:30. By the newsroom's clock."""
    if time is None:
        return ""
    language = language or settings.LANGUAGE_CODE
    clock = text.zone(settings.TIME_ZONE)
    words = text.long_date(time, language, clock) if day_only else text.long_datetime(time, language, clock)
    local = time.astimezone(clock)
    machine = local.date().isoformat() if day_only else local.isoformat(timespec="minutes")
    return format_html('<time datetime="{}">{}</time>', machine, words)


@register.filter
def month_name(time: dt.datetime, language: str = "") -> str:
    """September 2025, in the site's language."""
    return text.month_year(time, language or settings.LANGUAGE_CODE, text.zone(settings.TIME_ZONE))


@register.filter
def day_name(time: dt.datetime, language: str = "") -> str:
    """15 September 2026, in the site's language."""
    return text.long_date(time, language or settings.LANGUAGE_CODE, text.zone(settings.TIME_ZONE))


@register.filter
def paragraphs(words: str) -> SafeString:
    """Plain text as HTML: paragraphs at blank lines, line breaks kept, everything escaped."""
    return mark_safe(linebreaks(words, autoescape=True))  # escaped by linebreaks


@register.filter
def cut_to(words: str, graphemes: int) -> str:
    """The beginning, cut between letters as readers see them: Django's own filter cuts vowel signs off."""
    return text.cut(str(words), graphemes)


@register.filter
def address(url: str) -> str:
    """An address of the web as people say it: without its scheme, its www and its last stroke."""
    return _UNSAID_OF_ADDRESSES.sub("", url)


@register.simple_tag
def lang(language: str, around: str) -> str:
    """A `lang` attribute where a part is in another language than what stands around it."""
    return format_html(' lang="{}"', language) if language and language != around else ""


@register.simple_tag
def lang_of(words: str, around: str) -> str:
    """A `lang` attribute for words of whom nobody has said in which language they are: by their script."""
    return lang(text.detect_language(words), around)


@register.simple_tag(takes_context=True)
def share_tags(context: dict[str, Any], description: str = "") -> str:
    """OpenGraph and X: the page's own `head_tags`, or else made of its heading and address. No queries."""
    tags = context.get("head_tags") or page_tags(
        context["identity"],
        title=context.get("heading") or context["site_name"],
        description=description or context["site_description"],
        url=context.get("canonical_url", context["site_url"]),
        language=context["page_language"],
        picture=context.get("portrait"),
    )
    return format_html_join(
        "\n", '<meta {}="{}" content="{}">', ((tag.attribute, tag.key, tag.content) for tag in tags)
    )
