"""Read the few properties that a newsroom needs from an XMP packet, which is RDF in XML."""

from __future__ import annotations

import re
from xml.etree import ElementTree

MAX_PACKET_LENGTH = 512_000
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
# IPTC's terms for how an image was made, by the last part of their URI, as values of `models.Origin`.
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
    """Return the properties by our names. Return {} for a packet that is too long, not XML, or has a DOCTYPE."""
    if not packet or len(packet) > MAX_PACKET_LENGTH or _DOCTYPE.search(packet):
        return {}
    try:
        # XML attacks need entities, which need a DOCTYPE: there is none.
        root = ElementTree.fromstring(_WRAPPER.sub(b"", packet))  # noqa: S314
    except ElementTree.ParseError:
        return {}
    values: dict[str, str] = {}
    for description in root.iter(_RDF + "Description"):
        for name, properties in _PROPERTIES.items():
            texts = [text for prop in properties if (text := _text(description, prop, language))]
            if texts and name not in values:
                values[name] = "\n".join(dict.fromkeys(texts))
        kind = _text(description, _EXT + "DigitalSourceType", "").rsplit("/", 1)[-1]
        if kind in _ORIGINS:
            values.setdefault("origin", _ORIGINS[kind])
    return values


def _text(description: ElementTree.Element, name: str, language: str) -> str:
    """Return the property as text. It may be an attribute, plain text, a list, or one text in several languages."""
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
