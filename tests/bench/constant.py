"""A WSGI application that answers everything with one file: what the server itself costs."""

from __future__ import annotations

import os
from pathlib import Path

PAGE = Path(os.environ["BENCH_PAGE"]).read_bytes()


def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(PAGE)))])
    return [PAGE]
