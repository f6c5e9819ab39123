"""How the order "best" ranks stories: what a word counts in each part of a story, and what freshness adds.

This is the only place with ranking numbers; tests/search/test_ranking.py states the order they give on both databases.
"""

from __future__ import annotations

from typing import NamedTuple


class Weight(NamedTuple):
    """The weight of one column of `SearchDocument`, on the scale of either database's ranking function.

    `label` is PostgreSQL's name for the weight. Migration 0002 writes it into every vector, so changing a label needs a
    migration; changing a number does not.
    """

    column: str
    label: str
    bm25: float
    ts_rank: float


# In the order of the index's columns. The two scales differ because the functions do: bm25 levels off with each further
# occurrence of a word (a weight of 12 scores twice a weight of 1), while ts_rank is proportional to the weight.
WEIGHTS = (
    Weight("headline", "A", bm25=12.0, ts_rank=1.0),
    Weight("names", "B", bm25=6.0, ts_rank=0.5),
    Weight("standfirst", "C", bm25=4.0, ts_rank=0.3),
    Weight("body", "D", bm25=1.0, ts_rank=0.08),
)
# A story published now scores 1 + FRESHNESS times its text rank; the bonus halves every HALF_LIFE days.
FRESHNESS = 2.0
HALF_LIFE = 30.0
# Scores are whole numbers, so that a page's cursor repeats them exactly.
_PRECISION = 1_000_000_000


def score(rank: float, age: float) -> int:
    """Return the text rank raised by freshness, as a whole number; `age` is in days, below 0 counts as 0."""
    return max(0, int(rank * _PRECISION * (1 + FRESHNESS * 0.5 ** (max(0.0, age) / HALF_LIFE))))
