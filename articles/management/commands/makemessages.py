"""Update the Hindi catalogue and compile it, in place of Django's makemessages and compilemessages.

Django's own Hindi is old, incomplete and in places wrong, so the project's catalogue speaks for all that an editor or a
reader may see. Babel reads the sources and not xgettext, which overlooks texts: see docs/decisions/0025-catalogue.md.
"""

from __future__ import annotations

import ast
import importlib.util
import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation.template import templatize

DOMAINS = ("django", "djangojs")
FOLDER = settings.BASE_DIR / "locale" / "hi" / "LC_MESSAGES"
OWN = ("articles", "newsroom", "templates", "static")
# Django's packages ship an English catalogue that lists every text; of the others the sources are read.
WITH_ENGLISH_CATALOGUE = (
    "django.conf",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
)
READ_FROM_SOURCES = ("django_prose_editor", "taggit")

# The functions whose arguments are texts, and which arguments, in the form of Babel's extractors.
_KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (1,)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
_TEMPLATES = (".html", ".txt", ".xml")

Text = tuple[Any, str | None]  # (msgid, or msgids of singular and plural; context)


class Command(BaseCommand):
    help = "Enters new texts in locale/hi, drops those no longer used, and compiles. Needs no gettext."

    def handle(self, *args: Any, **options: Any) -> None:
        for domain in DOMAINS:
            catalog = read(FOLDER / f"{domain}.po")
            catalog.update(gather(domain), no_fuzzy_matching=True, update_creation_date=False)
            with (FOLDER / f"{domain}.po").open("wb") as file:
                write_po(file, catalog, width=0, ignore_obsolete=True, include_lineno=False)
            with (FOLDER / f"{domain}.mo").open("wb") as file:
                write_mo(file, catalog)
            self.stdout.write(f"locale/hi {domain}: {len(catalog)} texts")


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="hi", domain=path.stem)


def gather(domain: str) -> Catalog:
    """Every text of the domain that an editor or reader may see, without translations, with the places it is in."""
    catalog = Catalog(locale="hi", domain=domain)
    for package in OWN:
        _add_sources(catalog, settings.BASE_DIR / package, domain)
    for package in WITH_ENGLISH_CATALOGUE:
        english = _folder(package) / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
        for message in read(english) if english.exists() else ():
            if message.id:
                catalog.add(message.id, locations=[(package, 0)], context=message.context)
    for package in READ_FROM_SOURCES:
        _add_sources(catalog, _folder(package), domain, label=package)
    return catalog


def _folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package)
    return Path(spec.origin).parent


def _add_sources(catalog: Catalog, folder: Path, domain: str, label: str = "") -> None:
    for path in sorted(folder.rglob("*")):
        if path.suffix in ((".js",) if domain == "djangojs" else (".py", *_TEMPLATES)):
            where = label or path.relative_to(settings.BASE_DIR).as_posix()
            for text, context in _texts(path):
                catalog.add(text, locations=[(where, 0)], context=context)


def _texts(path: Path) -> Iterator[Text]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from _python_texts(source)
    elif path.suffix in _TEMPLATES:
        # Django turns a template into calls amid blanked text, indented like the template.
        calls = "\n".join(line.lstrip() for line in templatize(source, str(path)).splitlines())
        yield from _extract("python", calls)
    elif (bundle := path.with_name(f"{path.name}.map")).exists():  # It keeps the readable sources of what is minified.
        for part in json.loads(bundle.read_text(encoding="utf-8"))["sourcesContent"]:
            yield from _extract("javascript", part or "")
    else:
        yield from _extract("javascript", source)


def _extract(language: str, source: str) -> Iterator[Text]:
    options = {"parse_template_string": True}  # Of JavaScript: the calls inside `…${…}…`.
    for _line, text, _comments, context in extract(language, BytesIO(source.encode()), _KEYWORDS, options=options):
        yield text, context


def _python_texts(source: str) -> Iterator[Text]:
    """By the syntax tree: Babel's own extractor overlooks calls inside f-strings on some versions of Python."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        keyword = _KEYWORDS.get(name, ())
        given = [getattr(argument, "value", None) for argument in call.args[: len(keyword)]]
        if not keyword or len(given) < len(keyword) or not all(text and isinstance(text, str) for text in given):
            continue
        context = given.pop(0) if keyword[0] == (1, "c") else None
        yield (given[0] if len(given) == 1 else tuple(given)), context
