"""A sheet of the sample newsroom: a PDF of one page, made of lines in a font that every PDF reader has."""

from __future__ import annotations

from collections.abc import Iterable

_TOP, _LEFT, _LEADING = 780, 60, 24


def pdf(lines: Iterable[str]) -> bytes:
    """Return the file; the first line is its heading. The font has Latin letters only."""
    content = "\n".join(
        f"BT /F1 {12 if number else 18} Tf {_LEFT} {_TOP - number * _LEADING} Td ({_escaped(line)}) Tj ET"
        for number, line in enumerate(lines)
    ).encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Lang(en)>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    return _file(objects)


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(objects: list[bytes]) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end
