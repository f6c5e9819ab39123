"""Words as words, Hindi first: pure functions, no framework. See docs/decisions/0003 and 0004."""

from __future__ import annotations

from .counting import WORDS_A_MINUTE, reading_minutes, word_count
from .cutting import clusters, cut, sentences, summary
from .dates import INDIA, long_date, long_datetime, month_year, parse_date, relative, zone
from .entities import Entity, entities
from .folding import analyse, fold, tag_key, tokens
from .languages import detect_language
from .legacy_fonts import legacy_text, unicode_of
from .normal import normalise, single_line
from .romanise import romanise
from .sounding import difference, sound, sound_key

__all__ = [
    "INDIA",
    "WORDS_A_MINUTE",
    "Entity",
    "analyse",
    "clusters",
    "cut",
    "detect_language",
    "difference",
    "entities",
    "fold",
    "legacy_text",
    "long_date",
    "long_datetime",
    "month_year",
    "normalise",
    "parse_date",
    "reading_minutes",
    "relative",
    "romanise",
    "sentences",
    "single_line",
    "sound",
    "sound_key",
    "summary",
    "tag_key",
    "tokens",
    "unicode_of",
    "word_count",
    "zone",
]
