"""Subset a typeface to the glyphs a Hindi site needs: makes the files in static/fonts (decision 0012).

    python .ci/subset_fonts.py Mukta-Regular.ttf static/fonts/mukta-400.woff2 --hindi hi.txt … --others ne.txt mr.txt …

The lists hold words separated by white space. Kept is every glyph that shaping passes through for a Hindi word, for any
pair of consonants, for any letter with its signs, or for at least two words of other languages in Devanagari. Whatever
else is written stays readable, with half letters or a halant instead of a ligature. Prints the size in bytes and the
words that look different from the whole font.

Needs fonttools, brotli and uharfbuzz, which no other part of the project uses: `pip install` them first.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import uharfbuzz as hb
from fontTools import subset
from fontTools.ttLib import TTFont

CONSONANTS = "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह"
PAIRS = {f"{first}्{second}" for first in CONSONANTS for second in CONSONANTS}
# A letter with all its signs: reph, vowel sign and dot may be one glyph, without which the dot is lost.
SIGNS = ["", *"ािीुूृॄॅॆेैॉॊोौ"]
DOTS = ["", "ं", "ँ", "ः"]
BASES = [*CONSONANTS, *"क़ ख़ ग़ ज़ ड़ ढ़ फ़ ळ".split()]
SYLLABLES = {vowel + dot for vowel in "अआइईउऊऋएऐऑओऔऍऎऒ" for dot in DOTS} | {
    f"{reph}{base}{ra}{sign}{dot}"
    for base in BASES for reph in ("", "र्") for ra in ("", "्र") for sign in SIGNS for dot in DOTS
}  # fmt: skip
LATIN = {"ff", "fi", "fl", "ffi", "ffl", "fj", "ffj"}
ENOUGH = 2  # words of other languages
# ASCII, Latin-1 and the French letters, Devanagari without Vedic signs, and the signs that news needs.
LETTERS = (
    "U+0020-007E,U+00A0-00FF,U+0131,U+0152-0153,U+02C6,U+02DA,U+02DC,U+0900-0970,U+200C-200D,U+2010-2015,U+2018-201E,"
    "U+2020-2022,U+2026,U+2030,U+2039-203A,U+20AC,U+20B9,U+2122,U+2190-2193,U+2212,U+25CC"
)
# The features that shape Devanagari, kern and position marks; no stylistic sets, small capitals or fractions.
FEATURES = (
    "abvm,abvs,akhn,blwf,blwm,blws,calt,ccmp,cjct,dist,half,haln,kern,liga,locl,mark,mkmk,nukt,pres,psts,rkrf,rlig,rphf,"
    "vatu"
)


def shaped(font: hb.Font, word: str) -> tuple[list[tuple[int, int, int, int]], set[int]]:
    """Give each glyph's cluster, advance and offsets in font units, and the glyph ids of all shaping stages."""
    buffer, stages = hb.Buffer(), set[int]()

    def record_stage(message: str) -> bool:
        # Before its first lookup the buffer holds code points, not glyph ids.
        if "lookup" in message:
            stages.update(info.codepoint for info in buffer.glyph_infos)
        return True

    buffer.add_str(word)
    buffer.guess_segment_properties()
    buffer.set_message_func(record_stage)
    hb.shape(font, buffer)
    stages.update(info.codepoint for info in buffer.glyph_infos)
    placed = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    return [(info.cluster, at.x_advance, at.x_offset, at.y_offset) for info, at in placed], stages


def needed(font: hb.Font, hindi: Iterable[str], others: Iterable[str]) -> set[int]:
    """Return the ids of the glyphs to keep."""
    kept = set[int]().union(*(shaped(font, word)[1] for word in hindi))
    more = Counter(glyph for word in others for glyph in shaped(font, word)[1] - kept)
    return kept | {glyph for glyph, count in more.items() if count >= ENOUGH}


def write_subset(whole: Path, out: Path, glyphs: set[int]) -> None:
    """Write the font with only the characters and features above and, of its other glyphs, only `glyphs`."""
    font = TTFont(whole)
    options = subset.Options()
    options.layout_features = FEATURES.split(",")
    options.hinting, options.notdef_outline = False, True
    options.layout_closure = False  # would bring back every ligature of what is kept
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(LETTERS), gids=glyphs)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(out)


def open_font(path: Path) -> hb.Font:
    font, plain = TTFont(path), io.BytesIO()
    font.flavor = None
    font.save(plain)
    return hb.Font(hb.Face(plain.getvalue()))


def words_in(paths: list[Path]) -> set[str]:
    return {word for path in paths for word in path.read_text(encoding="utf-8").split()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Subset a typeface to the glyphs a Hindi site needs.")
    parser.add_argument("whole", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--hindi", type=Path, nargs="+", required=True)
    parser.add_argument("--others", type=Path, nargs="*", default=[])
    arguments = parser.parse_args()
    hindi = words_in(arguments.hindi)
    others = words_in(arguments.others) - hindi

    whole = open_font(arguments.whole)
    write_subset(arguments.whole, arguments.out, needed(whole, hindi | PAIRS | SYLLABLES | LATIN, others))
    ours = open_font(arguments.out)
    sys.stdout.write(f"{arguments.out}: {arguments.out.stat().st_size:,} bytes, {ours.face.glyph_count} glyphs\n")
    for name, words in (("Hindi", hindi), ("pairs", PAIRS), ("syllables", SYLLABLES), ("others", others)):
        other = sorted(word for word in words if shaped(whole, word)[0] != shaped(ours, word)[0])
        sys.stdout.write(f"{name}: {len(other)} of {len(words):,} look different. {' '.join(other)}\n")


if __name__ == "__main__":
    main()
