"""Finding stories by their words: one analyzer, two databases. See docs/decisions/0013-search.md.

A search reads in this order: query (what is meant) -> vocabulary (Hindi words in Latin letters) -> finding (one page)
-> backends (the index of either database), ranking ("best"). `indexing` writes what all of them read.
"""

from __future__ import annotations

from .backends import backend
from .finding import NoSuchPage, SearchResults, find, find_in_any_state
from .highlights import Highlighter
from .indexing import forget, index, outdated_columns, recount
from .name_lookup import NameMatch, authors_named, by_slug, tags_named
from .query import Order, clean_text, parse
