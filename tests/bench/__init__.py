"""Benchmarks: what a request costs the server, side by side with other ways to serve the same page. See
docs/performance.md.

    python -m tests.bench.corpus 1000            writes 1,000 invented stories to an empty database
    python -m tests.bench --rounds 10            measures all targets that are there
    python -m tests.bench.report results.json    writes the table and the plot again
"""
