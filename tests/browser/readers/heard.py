"""What a screen reader would say of a page: roles, names, states and languages, in the order in which they are heard.

Chromium's own accessibility tree, without what nobody hears. Chromium tells neither the language of a thing nor whether
it is the current one: these are those of the elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from playwright.sync_api import Page

# Nothing of these is announced but what is in them.
_SILENT = frozenset(
    """
    none generic LabelText Legend time emphasis strong superscript subscript mark MenuListPopup insertion rowgroup
    sectionheader sectionfooter
    """.split()
)
_UNSAID = frozenset({"InlineTextBox", "LineBreak", "ListMarker"})
_CALLED = {"RootWebArea": "page", "Figcaption": "caption", "image": "picture", "contentinfo": "footer",
           "doc-pullquote": "pull quote", "DisclosureTriangle": "disclosure", "Date": "date field"}  # fmt: skip
_FIELDS = frozenset({"searchbox", "textbox", "Date"})
_BEFORE_PUNCTUATION = re.compile(r"\s+(?=[,;:।.)])")


@dataclass(frozen=True)
class Heard:
    """One thing that is announced, or a run of words (no role), and what is in it. `url` is where a link leads."""

    role: str = ""
    name: str = ""
    language: str = ""
    states: tuple[str, ...] = ()
    parts: tuple[Heard, ...] = ()
    level: int = 0
    url: str = ""

    def walk(self) -> Iterator[Heard]:
        yield self
        for part in self.parts:
            yield from part.walk()

    def all(self, *roles: str) -> list[Heard]:
        """Those of these roles in it, in order."""
        return [one for one in self.walk() if one.role in roles]

    @property
    def words(self) -> str:
        return self.name or " ".join(part.words for part in self.parts)


class _Element(NamedTuple):
    language: str = ""
    current: str = ""


def listen(page: Page) -> Heard:
    """The page as it is now."""
    client = page.context.new_cdp_session(page)
    document = client.send("DOM.getDocument", {"depth": -1})["root"]
    nodes = {node["nodeId"]: node for node in client.send("Accessibility.getFullAXTree")["nodes"]}
    client.detach()
    (root,) = (node for node in nodes.values() if "parentId" not in node)
    (html,) = (child for child in document["children"] if child["nodeName"] == "HTML")
    language = _attributes(html).get("lang", "")
    (heard,) = _Listening(nodes, dict(_elements(document, language))).to(root, language)
    return heard


def _attributes(node: dict[str, Any]) -> dict[str, str]:
    given = node.get("attributes", [])
    return dict(zip(given[::2], given[1::2], strict=True))


def _elements(node: dict[str, Any], around: str) -> Iterator[tuple[int, _Element]]:
    told = _attributes(node)
    language = told.get("lang", around)
    yield node["backendNodeId"], _Element(language, told.get("aria-current", ""))
    for child in node.get("children", []):
        yield from _elements(child, language)


@dataclass(frozen=True)
class _Listening:
    nodes: dict[str, dict[str, Any]]
    elements: dict[int, _Element]

    def to(self, node: dict[str, Any], around: str) -> list[Heard]:
        role = node.get("role", {}).get("value", "")
        if role in _UNSAID:
            return []
        element = self.elements.get(node.get("backendDOMNodeId", 0), _Element(around))
        name = " ".join(_value(node, "name").split())
        if role == "StaticText" and not node["ignored"]:
            return [Heard("", name, element.language)] if name else []
        children = (self.nodes[key] for key in node["childIds"] if key in self.nodes)
        inside = [one for child in children for one in self.to(child, element.language)]
        if node["ignored"] or (role in _SILENT and not name):
            return inside
        told = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
        heard = Heard(_CALLED.get(role, role), name, element.language, tuple(_states(node, told, element)))
        level = int(told.get("level", 0)) if role == "heading" else 0
        parts = () if role in _FIELDS else tuple(_joined(inside))
        return [replace(heard, level=level, parts=parts, url=told.get("url", ""))]


def _value(node: dict[str, Any], name: str) -> str:
    return str(node.get(name, {}).get("value", ""))


def _states(node: dict[str, Any], told: dict[str, Any], element: _Element) -> Iterator[str]:
    """What is said after a name. What everybody expects is not."""
    role = node["role"]["value"]
    if element.current:
        yield "current page" if element.current == "page" else "current"
    if "pressed" in told:
        yield "pressed" if told["pressed"] == "true" else "not pressed"
    yield from (name for name in ("selected", "checked", "disabled", "required") if told.get(name) in (True, "true"))
    if told.get("invalid", "false") != "false":
        yield "invalid"
    if told.get("focusable") and role in ("region", "group", "generic"):
        yield "reached by Tab"
    yield from (f"{name} {said}" for name in ("value", "description") if (said := _value(node, name)))


def _joined(parts: list[Heard]) -> Iterator[Heard]:
    """Runs of words of one language are one."""
    last: Heard | None = None
    for part in parts:
        if last and not (part.role or last.role) and part.language == last.language:
            last = replace(last, name=_BEFORE_PUNCTUATION.sub("", f"{last.name} {part.name}"))
            continue
        if last:
            yield last
        last = part
    if last:
        yield last


def written(heard: Heard) -> str:
    """As a text to be read: one thing a line, what is in it further in, each language where it begins."""
    return "\n".join(_lines(heard, 0, "")) + "\n"


def _lines(heard: Heard, depth: int, around: str) -> Iterator[str]:
    said, language, parts = _said(heard, around), heard.language, _parts(heard)
    while len(parts) == 1 and heard.role not in ("page", "banner", "main", "footer"):
        # A heading that is a link, a paragraph of plain words: said in one breath.
        (only,) = parts
        said += (", " if only.role else ": ") + _said(only, language)
        language, parts = only.language, _parts(only)
    yield "  " * depth + said
    for part in parts:
        yield from _lines(part, depth + 1, language)


def _parts(heard: Heard) -> tuple[Heard, ...]:
    """Not the words that its name is made of, unless some of them are in another language."""
    plain = all(not one.role and one.language == heard.language for one in heard.parts)
    return () if heard.name and plain else heard.parts


def _said(heard: Heard, around: str) -> str:
    # The name of a heading that is a link is the link's.
    is_doubled = len(heard.parts) == 1 and heard.parts[0].role and heard.parts[0].name == heard.name
    words = f"“{heard.name}”" if heard.name and heard.role and not is_doubled else heard.name if not heard.role else ""
    language = f"[{heard.language}]" if heard.language != around else ""
    states = f"({', '.join(heard.states)})" if heard.states else ""
    return " ".join(filter(None, [heard.role, str(heard.level or ""), words, states, language]))
