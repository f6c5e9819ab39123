"""Cuts a typeface to what a Hindi paper shapes: the files in static/fonts (decision 0012).

    python .ci/cut_letters.py Mukta-Regular.ttf static/fonts/mukta-400.woff2 --hindi hi.txt … --others ne.txt mr.txt …

The lists hold words separated by white space. Kept is every form that a Hindi word, any two consonants together, any
letter with its signs, or two words of other languages in Devanagari pass through while they are shaped; whatever else
is written is still right, with halves or a halant instead of a ligature. Prints the bytes, and which words look
otherwise than in the whole font.

Needs fonttools, brotli and uharfbuzz, which nothing else here does: `pip install` them where this is run.
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
# A letter with all its signs: reph, vowel sign and dot may be one form, without which the dot is lost.
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
# Whatever shapes Devanagari, kerns and places marks; no stylistic sets, small capitals or fractions.
FEATURES = (
    "abvm,abvs,akhn,blwf,blwm,blws,calt,ccmp,cjct,dist,half,haln,kern,liga,locl,mark,mkmk,nukt,pres,psts,rkrf,rlig,rphf,"
    "vatu"
)


def shaped(font: hb.Font, word: str) -> tuple[list[tuple[int, int, int, int]], set[int]]:
    """Cluster, advance and offsets of each glyph in the font's units; and the glyphs of all stages, by number."""
    buffer, stages = hb.Buffer(), set[int]()

    def look(message: str) -> bool:
        # Before its first lookup a buffer holds code points.
        if "lookup" in message:
            stages.update(info.codepoint for info in buffer.glyph_infos)
        return True

    buffer.add_str(word)
    buffer.guess_segment_properties()
    buffer.set_message_func(look)
    hb.shape(font, buffer)
    stages.update(info.codepoint for info in buffer.glyph_infos)
    placed = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    return [(info.cluster, at.x_advance, at.x_offset, at.y_offset) for info, at in placed], stages


def needed(font: hb.Font, hindi: Iterable[str], others: Iterable[str]) -> set[int]:
    """The glyphs to keep, by number."""
    kept = set[int]().union(*(shaped(font, word)[1] for word in hindi))
    more = Counter(glyph for word in others for glyph in shaped(font, word)[1] - kept)
    return kept | {glyph for glyph, count in more.items() if count >= ENOUGH}


def cut(whole: Path, out: Path, glyphs: set[int]) -> None:
    """Writes the font with only the letters and features above, and of its further glyphs only these."""
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


def opened(path: Path) -> hb.Font:
    font, plain = TTFont(path), io.BytesIO()
    font.flavor = None
    font.save(plain)
    return hb.Font(hb.Face(plain.getvalue()))


def words_in(paths: list[Path]) -> set[str]:
    return {word for path in paths for word in path.read_text(encoding="utf-8").split()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Cuts a typeface to what a Hindi paper shapes.")
    parser.add_argument("whole", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--hindi", type=Path, nargs="+", required=True)
    parser.add_argument("--others", type=Path, nargs="*", default=[])
    asked = parser.parse_args()
    hindi = words_in(asked.hindi)
    others = words_in(asked.others) - hindi

    whole = opened(asked.whole)
    cut(asked.whole, asked.out, needed(whole, hindi | PAIRS | SYLLABLES | LATIN, others))
    ours = opened(asked.out)
    sys.stdout.write(f"{asked.out}: {asked.out.stat().st_size:,} bytes, {ours.face.glyph_count} glyphs\n")
    for name, words in (("Hindi", hindi), ("pairs", PAIRS), ("syllables", SYLLABLES), ("others", others)):
        other = sorted(word for word in words if shaped(whole, word)[0] != shaped(ours, word)[0])
        sys.stdout.write(f"{name}: {len(other)} of {len(words):,} look otherwise. {' '.join(other)}\n")


if __name__ == "__main__":
    main()
