"""Save, submit, approve, publish, schedule, withdraw, correct, trash and restore by three people, in any order.

`make interleavings` tries 10,000 sequences.
"""

from __future__ import annotations

import os

import pytest
import time_machine
from django.db import transaction

from tests import cast, factories
from tests.admin.interleavings import Desk, Step, sequence, shortened

pytestmark = pytest.mark.django_db
MANY = int(os.environ.get("INTERLEAVINGS", "200"))
PARTS = 8
SHORT = 4


def run(steps: list[Step]) -> None:
    """Take the steps on a desk with one draft; leave nothing behind."""
    with time_machine.travel("2026-12-01 09:00 +0530", tick=False) as clock, transaction.atomic():
        try:
            factories.draft(by=cast.ravi())
            desk = Desk(clock)
            for step in steps:
                desk.take(step)
        finally:
            transaction.set_rollback(True)


def fails(steps: list[Step]) -> bool:
    try:
        run(steps)
    except Exception:  # noqa: BLE001 - whatever goes wrong
        return True
    return False


def check(seeds: range) -> None:
    for seed in seeds:
        if fails(sequence(seed)):
            steps = shortened(sequence(seed), fails)
            print(f"\nseed {seed}:", *steps, sep="\n    ")  # noqa: T201
            run(steps)


def test_whatever_the_order_nothing_is_lost_and_nothing_is_published_without_the_right() -> None:
    check(range(SHORT))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_the_same_in_many_orders(part: int) -> None:
    check(range(SHORT + part, MANY, PARTS))
