"""Save, submit, approve, publish, schedule, withdraw, correct, trash and restore by three people, in any order.

`make interleavings` tries 10,000 sequences.
"""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from tests.admin import bare_pages
from tests.admin.interleavings import Desk, Newsroom, Step, sequence, shortened
from tests.admin.mutants import MUTANTS, Mutant

pytestmark = pytest.mark.django_db
MANY = int(os.environ.get("INTERLEAVINGS", "200"))
PARTS = 8
SHORT = 5
# In one of so many sequences people read the whole pages, otherwise only the forms in them.
WHOLE = 25
BEGIN = "2026-12-01 09:00 +0530"


def run(newsroom: Newsroom, steps: list[Step], *, whole: bool) -> None:
    """Take the steps; leave nothing behind."""
    pages = nullcontext() if whole else bare_pages.bare_pages()
    with pages, time_machine.travel(BEGIN, tick=False) as clock, transaction.atomic():
        try:
            Desk(clock, newsroom, reads_once=not whole).take(steps)
        finally:
            transaction.set_rollback(True)


def fails(newsroom: Newsroom, steps: list[Step], *, whole: bool) -> bool:
    try:
        run(newsroom, steps, whole=whole)
    except Exception:  # noqa: BLE001 - whatever goes wrong
        return True
    return False


@contextmanager
def made_newsroom() -> Iterator[Newsroom]:
    """Nothing is logged meanwhile, and garbage is collected between sequences only: both cost a tenth of the time."""
    with override_settings(MIDDLEWARE=[*settings.MIDDLEWARE, bare_pages.MIDDLEWARE]):
        with time_machine.travel(BEGIN, tick=False):
            newsroom = Newsroom()
        logging.disable()
        gc.freeze()
        gc.disable()
        try:
            yield newsroom
        finally:
            gc.enable()
            gc.unfreeze()
            logging.disable(logging.NOTSET)


def check(seeds: range) -> None:
    with made_newsroom() as newsroom:
        for seed in seeds:
            whole = seed % WHOLE == 0
            if whole:
                gc.collect()
            if fails(newsroom, sequence(seed), whole=whole):
                steps = shortened(sequence(seed), lambda steps: fails(newsroom, steps, whole=whole))  # noqa: B023
                print(f"\nseed {seed}:", *steps, sep="\n    ")  # noqa: T201
                run(newsroom, steps, whole=whole)


def test_whatever_the_order_nothing_is_lost_and_nothing_is_published_without_the_right() -> None:
    check(range(SHORT))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_the_same_in_many_orders(part: int) -> None:
    check(range(SHORT + part, MANY, PARTS))


def finding(newsroom: Newsroom, mutant: Mutant, seed: int) -> int | None:
    """Return the seed, if its sequence finds the fault, or the first one that does; None if none of 200 does."""
    newsroom.forms.clear()
    with mutant():
        return next((one for one in (seed, *range(200)) if fails(newsroom, sequence(one), whole=False)), None)


@pytest.mark.slow
def test_each_fault_that_is_put_in_is_found() -> None:
    with made_newsroom() as newsroom:
        found = {mutant: finding(newsroom, mutant, seed) for mutant, seed in MUTANTS.items()}
    assert found == MUTANTS
