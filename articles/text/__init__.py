"""Hindi and English text: pure functions without a framework. See docs/decisions/0003 and 0004."""

from __future__ import annotations

from .account_names import is_account_name, lookalike_key
from .dates import day_and_time, long_date, long_datetime, month_year, parse_date, possible_dates
from .direction import direction, has_rtl, isolated_plain, language_direction, written_language
from .entities import Entity, entities
from .languages import detect_language
from .legacy_fonts import legacy_text, unicode_of
from .normalisation import analyse, fold, list_key, normalise, single_line, tag_key, tokens, typed_key
from .phonetics import sound, sound_distance, sound_key
from .romanise import romanise
from .segmentation import clusters, cut, reading_minutes, sentences, summary, word_count
from .times import possible_times
from .web_addresses import is_site_path, is_web_address, link_host, safe_link
from .web_links import PATTERNS as WEB_LINK_PATTERNS
from .web_links import WebLink, web_links
