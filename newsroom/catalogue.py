"""The Hindi catalogue: which words must be in it, what is missing, and its compiled form.

`python -m newsroom.catalogue` (or `make messages`) gathers every text that can reach an editor or a reader in Hindi,
enters new ones in `locale/hi/LC_MESSAGES/*.po`, drops those no longer used, writes the compiled `.mo` files, and names
what still waits for a translator. It needs no gettext programs. Django's own texts are gathered too: its Hindi is old,
incomplete and in places wrong, so the project's catalogue speaks for all of it.
"""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "locale" / "hi" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")

OWN = ("articles", "newsroom", "templates", "static")
# Django's parts ship an English catalogue that lists every text; of the others the sources are read.
WITH_ENGLISH_CATALOGUE = (
    "django.conf",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
)
READ_FROM_SOURCES = ("axes", "django_prose_editor", "taggit")

# The functions whose arguments are texts, in the form Babel's extractors expect.
_CONTEXT = (1, "c")
_CALLS: dict[str, Any] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (_CONTEXT, 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (_CONTEXT, 2, 3)),
}
_LANGUAGE_OF = {".py": "python", ".html": "template", ".txt": "template", ".xml": "template", ".js": "javascript"}
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}|</?[a-z][^>]*>")

Text = tuple[Any, str | None]  # (msgid, or msgids of singular and plural; context)


def _texts(language: str, source: str, name: str) -> Iterator[Text]:
    if language == "python":
        yield from _python_texts(source)
        return
    if language == "template":  # Django turns a template into calls amid blanked text, indented like the template.
        language, source = "python", "\n".join(line.lstrip() for line in templatize(source, name).splitlines())
    options = {"parse_template_string": True}  # of JavaScript: the calls inside `…${…}…`
    for _line, text, _comments, context in extract(language, BytesIO(source.encode()), _CALLS, options=options):
        yield text, context


def _python_texts(source: str) -> Iterator[Text]:
    """By the syntax tree: Babel's own extractor overlooks calls inside f-strings on some versions of Python."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        function = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if function not in _CALLS:
            continue
        places = _CALLS[function] or (1,)
        given = [_plain(argument) for argument in call.args[: len(places)]]
        if len(given) < len(places) or not all(given):
            continue
        context = given.pop(0) if places[0] == _CONTEXT else None
        yield (given[0] if len(given) == 1 else tuple(given)), context


def _plain(argument: ast.expr) -> str | None:
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def _sources(folder: Path) -> Iterator[tuple[Path, str, str]]:
    """(path, language, text) of every file below the folder that may hold texts."""
    for path in sorted(folder.rglob("*")):
        language = _LANGUAGE_OF.get(path.suffix)
        bundle = path.with_name(path.name + ".map")
        if language and bundle.exists():  # A bundle keeps its readable sources in the map beside it.
            kept = json.loads(bundle.read_text(encoding="utf-8"))
            yield from ((path, language, text) for text in kept["sourcesContent"] if text)
        elif language:
            yield path, language, path.read_text(encoding="utf-8")


def _place_of(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return Path(spec.submodule_search_locations[0])


def _enter(catalog: Catalog, folder: Path, domain: str, label: str | None = None) -> None:
    for path, language, source in _sources(folder):
        if (language == "javascript") == (domain == "djangojs"):
            where = label or path.relative_to(ROOT).as_posix()
            for text, context in _texts(language, source, where):
                catalog.add(text, locations=[(where, 0)], context=context)


def own(domain: str) -> Catalog:
    """The texts of Newsroom's own sources."""
    catalog = Catalog(locale="hi", domain=domain)
    for folder in OWN:
        _enter(catalog, ROOT / folder, domain)
    return catalog


def needed(domain: str) -> Catalog:
    """Every text of the domain that an editor or reader may meet, each with the places it comes from."""
    catalog = own(domain)
    for package in WITH_ENGLISH_CATALOGUE:
        english = _place_of(package) / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
        for message in _read(english) if english.exists() else ():
            if message.id:
                catalog.add(message.id, locations=[(package, 0)], context=message.context)
    for package in READ_FROM_SOURCES:
        _enter(catalog, _place_of(package), domain, label=package)
    return catalog


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="hi", domain=path.stem)


def kept(domain: str) -> Catalog:
    """The catalogue as it stands in the repository."""
    return _read(FOLDER / f"{domain}.po")


def compiled(catalog: Catalog) -> bytes:
    """The bytes of the `.mo` file; the same for the same catalogue."""
    buffer = BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def untranslated(catalog: Catalog) -> list[Message]:
    """Messages without a usable translation: none, half a plural, or marked as a guess."""
    return [message for message in catalog if message.id and not _is_translated(message)]


def misfits(catalog: Catalog) -> list[Message]:
    """Messages whose translation lacks a placeholder or tag of the original, or has one too many.

    The singular may leave the number out (an hour ago), as English does."""
    return [message for message in catalog if message.id and _is_translated(message) and not _fits(message)]


def _is_translated(message: Message) -> bool:
    return all(_forms(message.string or "")) and not message.fuzzy


def _forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def _fits(message: Message) -> bool:
    asked = [sorted(_PLACEHOLDER.findall(form)) for form in _forms(message.id)]
    given = [sorted(_PLACEHOLDER.findall(form)) for form in _forms(message.string or "")]
    return given[0] in asked and given[-1] == asked[-1]


def bring_up_to_date(domain: str) -> Catalog:
    """Writes the `.po` with exactly the needed texts, and its `.mo`; returns the catalogue."""
    catalog = kept(domain)
    catalog.update(needed(domain), no_fuzzy_matching=True, update_creation_date=False)
    with (FOLDER / f"{domain}.po").open("wb") as file:
        write_po(file, catalog, width=0, ignore_obsolete=True, include_lineno=False)
    (FOLDER / f"{domain}.mo").write_bytes(compiled(catalog))
    return catalog


def main() -> int:
    waiting = 0
    for domain in DOMAINS:
        catalog = bring_up_to_date(domain)
        faults = [("untranslated", m) for m in untranslated(catalog)] + [("placeholders", m) for m in misfits(catalog)]
        print(f"locale/hi {domain}: {len(catalog)} texts, {len(faults)} to look at")
        for fault, message in faults:
            print(f"  {fault}: {_forms(message.id)[0]!r}")
        waiting += len(faults)
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())
