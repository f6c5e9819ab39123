"""An XMP packet: RDF in XML, of which the few properties that a news desk needs are read."""

from __future__ import annotations

import re
from xml.etree import ElementTree

LONGEST_PACKET = 512_000
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_EXT = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_PROPERTIES = {
    "caption": [_DC + "description"],
    "alt": [_CORE + "AltTextAccessibility"],
    "byline": [_DC + "creator"],
    "credit": [_PHOTOSHOP + "Credit"],
    "source": [_PHOTOSHOP + "Source"],
    "copyright": [_DC + "rights"],
    "terms": [_RIGHTS + "UsageTerms", _PHOTOSHOP + "Instructions"],
    "taken": [_PHOTOSHOP + "DateCreated"],
}
# IPTC's words for how a picture came about, by the last part of their address.
_ORIGINS = {
    "trainedAlgorithmicMedia": "ai",
    "algorithmicMedia": "ai",
    "compositeWithTrainedAlgorithmicMedia": "altered",
    "compositeSynthetic": "altered",
    "digitalArt": "illustration",
    "digitalCreation": "illustration",
}
_WRAPPER = re.compile(rb"<\?xpacket[^>]*\?>|^\xef\xbb\xbf|\x00+$")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read(packet: bytes, language: str = "") -> dict[str, str]:
    """What the packet says, by our names; nothing of one that is too long, no XML, or more than RDF needs."""
    if not packet or len(packet) > LONGEST_PACKET or _DOCTYPE.search(packet):
        return {}
    try:
        # Entities, with which XML attacks, come from a DOCTYPE: there is none.
        root = ElementTree.fromstring(_WRAPPER.sub(b"", packet))  # noqa: S314
    except ElementTree.ParseError:
        return {}
    found: dict[str, str] = {}
    for description in root.iter(_RDF + "Description"):
        for name, properties in _PROPERTIES.items():
            texts = [text for one in properties if (text := _text(description, one, language))]
            if texts and name not in found:
                found[name] = "\n".join(dict.fromkeys(texts))
        kind = _text(description, _EXT + "DigitalSourceType", "").rsplit("/", 1)[-1]
        if kind in _ORIGINS:
            found.setdefault("origin", _ORIGINS[kind])
    return found


def _text(description: ElementTree.Element, name: str, language: str) -> str:
    """A property may be an attribute, plain text, a list, or one text in several languages."""
    element = description.find(name)
    if element is None:
        return description.get(name, "").strip()
    items = list(element.iter(_RDF + "li"))
    if element.find(_RDF + "Alt") is not None:
        return _in_language(items, language)
    if items:
        return ", ".join(text for item in items if (text := (item.text or "").strip()))
    return (element.get(_RDF + "resource") or element.text or "").strip()


def _in_language(items: list[ElementTree.Element], language: str) -> str:
    by_language = {item.get(_LANG, "").lower(): (item.text or "").strip() for item in items}
    wanted = [text for tag, text in by_language.items() if language and tag.split("-")[0] == language]
    chosen = [*wanted, by_language.get("x-default", ""), *by_language.values()]
    return next((text for text in chosen if text), "")
