"""A page as a screen reader announces it: roles, names, states and languages, in reading order.

It is Chromium's accessibility tree without the nodes that are never announced. That tree has neither the language of a
node nor `aria-current`: both are read from the DOM.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from playwright.sync_api import Page

# Roles of which only the content is announced.
_CONTENT_ONLY = frozenset(
    """
    none generic LabelText Legend time emphasis strong superscript subscript mark MenuListPopup insertion rowgroup
    sectionheader sectionfooter
    """.split()
)
_NEVER_ANNOUNCED = frozenset({"InlineTextBox", "LineBreak", "ListMarker"})
_ROLE_NAMES = {"RootWebArea": "page", "Figcaption": "caption", "image": "picture", "contentinfo": "footer",
           "doc-pullquote": "pull quote", "DisclosureTriangle": "disclosure", "Date": "date field"}  # fmt: skip
_FIELDS = frozenset({"searchbox", "textbox", "Date"})
_BEFORE_PUNCTUATION = re.compile(r"\s+(?=[,;:।.)])")


@dataclass(frozen=True)
class A11yNode:
    """One announced node, or a run of text (no role). `level` is a heading's, `url` a link's target."""

    role: str = ""
    name: str = ""
    language: str = ""
    states: tuple[str, ...] = ()
    parts: tuple[A11yNode, ...] = ()
    level: int = 0
    url: str = ""

    def walk(self) -> Iterator[A11yNode]:
        yield self
        for part in self.parts:
            yield from part.walk()

    def all(self, *roles: str) -> list[A11yNode]:
        """Return the nodes of these roles, in reading order."""
        return [node for node in self.walk() if node.role in roles]

    @property
    def text(self) -> str:
        return self.name or " ".join(part.text for part in self.parts)


class _Element(NamedTuple):
    language: str = ""
    current: str = ""


def read_tree(page: Page) -> A11yNode:
    """Return the root of the page as it is now."""
    client = page.context.new_cdp_session(page)
    document = client.send("DOM.getDocument", {"depth": -1})["root"]
    nodes = {node["nodeId"]: node for node in client.send("Accessibility.getFullAXTree")["nodes"]}
    client.detach()
    (root,) = (node for node in nodes.values() if "parentId" not in node)
    (html,) = (child for child in document["children"] if child["nodeName"] == "HTML")
    language = _attributes(html).get("lang", "")
    (tree,) = _TreeReader(nodes, dict(_elements(document, language))).read(root, language)
    return tree


def _attributes(node: dict[str, Any]) -> dict[str, str]:
    given = node.get("attributes", [])
    return dict(zip(given[::2], given[1::2], strict=True))


def _elements(node: dict[str, Any], outer_language: str) -> Iterator[tuple[int, _Element]]:
    attributes = _attributes(node)
    language = attributes.get("lang", outer_language)
    yield node["backendNodeId"], _Element(language, attributes.get("aria-current", ""))
    for child in node.get("children", []):
        yield from _elements(child, language)


@dataclass(frozen=True)
class _TreeReader:
    nodes: dict[str, dict[str, Any]]
    elements: dict[int, _Element]

    def read(self, node: dict[str, Any], outer_language: str) -> list[A11yNode]:
        role = node.get("role", {}).get("value", "")
        if role in _NEVER_ANNOUNCED:
            return []
        element = self.elements.get(node.get("backendDOMNodeId", 0), _Element(outer_language))
        name = " ".join(_value(node, "name").split())
        if role == "StaticText" and not node["ignored"]:
            return [A11yNode("", name, element.language)] if name else []
        children = (self.nodes[key] for key in node["childIds"] if key in self.nodes)
        inside = [one for child in children for one in self.read(child, element.language)]
        if node["ignored"] or (role in _CONTENT_ONLY and not name):
            return inside
        properties = {entry["name"]: entry["value"].get("value") for entry in node.get("properties", [])}
        states = tuple(_states(node, properties, element))
        announced = A11yNode(_ROLE_NAMES.get(role, role), name, element.language, states)
        level = int(properties.get("level", 0)) if role == "heading" else 0
        parts = () if role in _FIELDS else tuple(_joined(inside))
        return [replace(announced, level=level, parts=parts, url=properties.get("url", ""))]


def _value(node: dict[str, Any], name: str) -> str:
    return str(node.get(name, {}).get("value", ""))


def _states(node: dict[str, Any], properties: dict[str, Any], element: _Element) -> Iterator[str]:
    """Yield the states announced after a name, without those that are the default."""
    role = node["role"]["value"]
    if element.current:
        yield "current page" if element.current == "page" else "current"
    if "pressed" in properties:
        yield "pressed" if properties["pressed"] == "true" else "not pressed"
    yield from (
        name for name in ("selected", "checked", "disabled", "required") if properties.get(name) in (True, "true")
    )
    if properties.get("invalid", "false") != "false":
        yield "invalid"
    if properties.get("focusable") and role in ("region", "group", "generic"):
        yield "reached by Tab"
    yield from (f"{name} {text}" for name in ("value", "description") if (text := _value(node, name)))


def _joined(parts: list[A11yNode]) -> Iterator[A11yNode]:
    """Join neighbouring runs of text in one language."""
    last: A11yNode | None = None
    for part in parts:
        if last and not (part.role or last.role) and part.language == last.language:
            last = replace(last, name=_BEFORE_PUNCTUATION.sub("", f"{last.name} {part.name}"))
            continue
        if last:
            yield last
        last = part
    if last:
        yield last


def as_text(tree: A11yNode) -> str:
    """Return the tree as text: one node a line, its content indented, a language where it changes."""
    return "\n".join(_lines(tree, 0, "")) + "\n"


def _lines(node: A11yNode, depth: int, outer_language: str) -> Iterator[str]:
    line, language, parts = _announced(node, outer_language), node.language, _parts(node)
    while len(parts) == 1 and node.role not in ("page", "banner", "main", "footer"):
        # A heading that is a link, a paragraph of plain text: one line.
        (only,) = parts
        line += (", " if only.role else ": ") + _announced(only, language)
        language, parts = only.language, _parts(only)
    yield "  " * depth + line
    for part in parts:
        yield from _lines(part, depth + 1, language)


def _parts(node: A11yNode) -> tuple[A11yNode, ...]:
    """Return the content, without the text its name is made of unless some of it is in another language."""
    plain = all(not part.role and part.language == node.language for part in node.parts)
    return () if node.name and plain else node.parts


def _announced(node: A11yNode, outer_language: str) -> str:
    # A heading that is a link has the link's name.
    is_doubled = len(node.parts) == 1 and node.parts[0].role and node.parts[0].name == node.name
    words = f"“{node.name}”" if node.name and node.role and not is_doubled else node.name if not node.role else ""
    language = f"[{node.language}]" if node.language != outer_language else ""
    states = f"({', '.join(node.states)})" if node.states else ""
    return " ".join(filter(None, [node.role, str(node.level or ""), words, states, language]))
