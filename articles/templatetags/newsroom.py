"""Tags and filters for templates of public pages."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe

from articles import text
from articles.rendering import language_attributes, page_tags, with_directions

register = template.Library()
_NOT_SHOWN_OF_URLS = re.compile(r"^https?://(?:www\.)?|/$")


@register.simple_tag(takes_context=True)
def fragment(context: Context, template_name: str, **variables: Any) -> SafeString:
    """Return the template rendered with the variables and `page_language`, and with nothing else of the context.

    The HTML is kept with the first variable, which must be an object that is not changed: a story of a list, a teaser.
    It is rendered anew as soon as another object takes its place. In development, where templates change, always.
    """
    of, *others = variables.values()
    language = context["page_language"]
    key = (template_name, language, translation.get_language(), *zip(list(variables)[1:], others, strict=True))
    kept = {} if settings.DEBUG else vars(of).setdefault("fragments", {})
    if key not in kept:
        kept[key] = render_to_string(template_name, {"page_language": language, **variables})
    return kept[key]


@register.simple_tag
def when(time: dt.datetime | None, language: str = "", day_only: bool = False) -> str:
    """Return a `<time>` element in the newsroom's time zone: 29 सितंबर 2025, शाम 7:30. "" for None."""
    if time is None:
        return ""
    language = language or settings.LANGUAGE_CODE
    local = timezone.localtime(time)
    words = text.long_date(local, language) if day_only else text.long_datetime(local, language)
    machine = local.date().isoformat() if day_only else local.isoformat(timespec="minutes")
    return format_html('<time datetime="{}">{}</time>', machine, words)


@register.filter
def month_name(time: dt.datetime, language: str = "") -> str:
    """Return the month, as in "September 2025", by default in the site's language."""
    return text.month_year(timezone.localtime(time), language or settings.LANGUAGE_CODE)


@register.filter
def day_name(time: dt.datetime, language: str = "") -> str:
    """Return the day, as in "15 September 2026", by default in the site's language."""
    return text.long_date(timezone.localtime(time), language or settings.LANGUAGE_CODE)


@register.filter
def paragraphs(words: str) -> SafeString:
    """Return plain text as escaped HTML, with paragraphs at blank lines and line breaks kept, in their directions."""
    return mark_safe(with_directions(linebreaks(words, autoescape=True), ""))  # escaped by linebreaks


@register.filter
def cut_to(words: str, graphemes: int) -> str:
    """Return the beginning, cut between graphemes. Django's truncatechars cuts off Devanagari vowel signs."""
    return text.cut(str(words), graphemes)


@register.filter
def address(url: str) -> str:
    """Return a web address as people write it: without its scheme, its www and its last slash."""
    return _NOT_SHOWN_OF_URLS.sub("", url)


@register.simple_tag
def lang(language: str, surrounding: str, words: str = "") -> str:
    """Return `lang` and `dir` attributes for these words where they differ from the surrounding text's."""
    return language_attributes(language, surrounding, str(words))


@register.simple_tag
def lang_of(words: str, surrounding: str) -> str:
    """Like `lang`, with the language guessed from the script."""
    return language_attributes(text.written_language(str(words)), surrounding)


@register.simple_tag
def rtl_of(words: str, surrounding: str) -> str:
    """Like `lang_of`, but only for words that are written from right to left."""
    return language_attributes(surrounding, surrounding, str(words))


@register.filter
def isolated(words: str) -> SafeString:
    """Return words within a sentence as escaped HTML: they have their own direction, and the sentence keeps its."""
    return format_html("<bdi>{}</bdi>", words)


@register.simple_tag
def title_of(*parts: str) -> str:
    """Return a page's title of those parts that are not empty. Each keeps the order of its words without markup."""
    return " – ".join(text.isolated_plain(str(part)) for part in parts if part)


@register.simple_tag(takes_context=True)
def share_tags(context: dict[str, Any], description: str = "") -> str:
    """Return OpenGraph and X tags: the context's `head_tags`, or else tags from its heading and address. No queries."""
    tags = context.get("head_tags") or page_tags(
        context["identity"],
        title=context.get("heading") or context["site_name"],
        description=description or context["site_description"],
        url=context.get("canonical_url", context["site_url"]),
        language=context["page_language"],
        picture=context.get("portrait"),
    )
    return format_html_join("\n", '<meta {}="{}" content="{}">', tags)
