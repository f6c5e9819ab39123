"""Background jobs, run by the test itself."""

from __future__ import annotations

from articles.tasks import executor


def run_due() -> int:
    """Run all jobs that are due in this process. Return how many attempts that took."""
    count = 0
    while job := executor.claim():
        executor.record_outcome(job, executor.attempt(job))
        count += 1
    return count
