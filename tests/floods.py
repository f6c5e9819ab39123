"""What the worst requests cost: CPU seconds of each, and how it is answered. `make bench-floods` runs this.

Each is sent through the whole application to a database that is thrown away. None but uploads of pictures and bulk
actions may take more than 2 s: `tests/ops/test_floods.py` sends the ones that come close.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import get_runner, setup_test_environment  # noqa: E402

from articles.models import Article  # noqa: E402
from tests import cast, factories  # noqa: E402

DESK = "/admin/articles"
PREVIEW, SAVE = f"{DESK}/article/preview/", f"{DESK}/article/add/"
MANY = {
    "bylines-TOTAL_FORMS": "0", "bylines-INITIAL_FORMS": "0", "bylines-MIN_NUM_FORMS": "0",
    "bylines-MAX_NUM_FORMS": "1000",
}  # fmt: skip
Flood = Callable[[Client], Any]


def times(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def form(**fields: Any) -> dict[str, Any]:
    return {"headline": "बाढ़", "language": "hi", "kind": "news", "tag_names": "", **MANY, **fields}


def save(**fields: Any) -> Flood:
    return lambda client: client.post(SAVE, form(_save_draft="1", **fields))


def preview(**fields: Any) -> Flood:
    return lambda client: client.post(PREVIEW, form(page="1", **fields))


def as_json(address: str, value: Any) -> Flood:
    return lambda client: client.post(address, json.dumps(value), content_type="application/json")


def get(address: str, **query: str) -> Flood:
    return lambda client: client.get(address, query)


def stale(**fields: Any) -> Flood:
    """A form that began from an older version: the answer compares the two."""

    def send(client: Client) -> Any:
        article = Article.objects.order_by("pk").first()
        assert article
        return client.post(f"{DESK}/article/{article.pk}/change/", form(began_from="0", **fields))

    return send


def kept(value: str) -> Flood:
    def send(client: Client) -> Any:
        article = Article.objects.order_by("pk").first()
        assert article
        sent = {"key": f"article/{article.pk}", "version": 1, "data": [["body", value], ["headline", "बाढ़"]]}
        return as_json(f"{DESK}/article/autosave/compare/", sent)(client)

    return send


def imported(text: str) -> Flood:
    return lambda client: client.post(
        f"{DESK}/article/from-text/", {"several": SimpleUploadedFile("flood.txt", text.encode())}
    )


PARAGRAPHS = "<p>शहर का नया पुल <strong>आज</strong> से खुल गया।</p>"
PLACED = "".join(f'<figure data-image="{number}"></figure>' for number in range(1, 40_001))
KRUTI_DEV = "fnYyh esa vkt cM+h cSBd gqbZ "
MARKS = "".join(f"<b class={number}>" for number in range(99))
POST = "— नाम (@handle) 29 September 2025\n"
WORDS = " ".join(f"शब्द{number}" for number in range(1_000))

FLOODS: dict[str, Flood] = {
    "preview of 132 KB of <ol><li><p>": preview(body=times("<ol><li><p>", 132_000)),
    "save 88 KB of <ol><li><p>": save(body=times("<ol><li><p>", 88_000)),
    "save 300 KB of <dl><dt>x<dd>y": save(body=times("<dl><dt>x<dd>y", 300_000)),
    "save 300 KB of nested figures": save(body=times("<figure data-table=plain><table><tr><td>", 300_000)),
    "save 300 KB of <table><tr><": save(body=times("<table><tr><", 300_000)),
    "save 300 KB of paragraphs": save(body=times("<p>x</p>", 300_000)),
    "save 3 MB of paragraphs": save(body=times("<p>x</p>", 3_000_000)),
    "save an ordinary text of 100,000 characters": save(body=PARAGRAPHS * (100_000 // len(PARAGRAPHS))),
    "preview an ordinary text of 290,000 characters": preview(body=PARAGRAPHS * (290_000 // len(PARAGRAPHS))),
    "preview 20,000 paragraphs": preview(body="<p>x</p>" * 20_000),
    "preview 99 marks left open, 300 paragraphs": preview(body=f"<p>{MARKS}x" + "<p>x" * 290),
    "preview 99 marks left open, 30,000 paragraphs": preview(body=f"<p>{MARKS}x" + "<p>x" * 30_000),
    "preview 40,000 pictures": preview(body=PLACED),
    "preview 1,000 pictures": preview(body=PLACED[: PLACED.index('"1001"') - len('<figure data-image=')]),
    "preview 1,000 tables": preview(body="<figure data-table='plain'><table><tr><td>1<td>2</table></figure>" * 1_000),
    "preview a table of 7,000 cells": preview(body="<table>" + "<tr><td><p>1</p><td><p>2</p>" * 3_500 + "</table>"),
    "preview 3,000 fact boxes": preview(body="<aside data-aside='fact-box'><p>x</p></aside>" * 3_000),
    "save an attribute of 3 MB": save(body=f"<p class='{times('a ', 3_000_000)}'>x</p>"),
    "save a style sheet of 290 KB": save(body=f"<style>{times('p.a{color:red}', 289_000)}</style><p class=a>x</p>"),
    "save 300 KB of <": save(body=times("<", 300_000)),
    "save 300 KB of <!--": save(body=times("<!--", 300_000)),
    "save a page of 300 KB of <div>": lambda client: client.post(
        f"{DESK}/page/add/", {"title": "बाढ़", "slug": "flood", "language": "hi", "body": times("<div>", 300_000)}
    ),
    "bylines-TOTAL_FORMS=99999999": save(**{"bylines-TOTAL_FORMS": "99999999"}),
    "bylines-TOTAL_FORMS=1000, all filled in": save(
        **{"bylines-TOTAL_FORMS": "1000"},
        **{f"bylines-{number}-name": "मीरा" for number in range(1_000)},
    ),
    "snapshots-TOTAL_FORMS=99999999": lambda client: client.post(
        f"{DESK}/socialpost/add/",
        {"network": "x", "snapshots-TOTAL_FORMS": "99999999", "snapshots-INITIAL_FORMS": "99999999"},
    ),
    "4,900 fields of quoted posts": save(**{f"quote-{number}-text": "x" for number in range(1, 4_900)}),
    "a headline of 3 MB": save(headline=times("बाढ़ ", 1_000_000)),
    "tags of 1 MB": save(tag_names=times("बाढ़,", 300_000)),
    "a time of 1 MB": save(schedule_at_0=times("9", 1_000_000), schedule_at_1=times("9", 1_000_000)),
    "a correction of 3 MB": save(correction=times("बाढ़ ", 1_000_000)),
    "a stale form with 290 KB": stale(body="".join(f"<p>{number}</p>" for number in range(20_000))),
    "compare kept text of 132 KB of <ol><li><p>": kept(times("<ol><li><p>", 132_000)),
    "compare kept text of 3 MB of <p>x": kept(times("<p>x", 3_000_000)),
    "autosave 3 MB": as_json(
        f"{DESK}/article/autosave/", {"key": "article/1", "user": 1, "data": [["body", times("<p>", 3_000_000)]]}
    ),
    "old fonts: 9 MB in 180 runs": as_json(
        f"{DESK}/article/unicode/", {"runs": [{"text": times(KRUTI_DEV, 50_000), "font": "Kruti Dev 010"}] * 180}
    ),
    "old fonts: 300,000 characters in 6 runs": as_json(
        f"{DESK}/article/unicode/", {"runs": [{"text": times(KRUTI_DEV, 50_000), "font": "Kruti Dev 010"}] * 6}
    ),
    "old fonts: 300,000 characters of no known font": as_json(
        f"{DESK}/article/unicode/", {"runs": [{"text": times(KRUTI_DEV, 50_000), "font": ""}] * 6}
    ),
    "old fonts: 1,000 runs of one letter": as_json(
        f"{DESK}/article/unicode/", {"runs": [{"text": "d", "font": ""}] * 1_000}
    ),
    "read a text of 300,000 characters": as_json(f"{DESK}/article/read/", {"text": times("एक वाक्य।\n", 300_000)}),
    "read 300,000 characters of posts": as_json(f"{DESK}/article/read/", {"text": times(POST, 300_000)}),
    "read 300,000 characters of dashes": as_json(f"{DESK}/article/read/", {"text": times("— ", 300_000)}),
    "read 300,000 line breaks": as_json(f"{DESK}/article/read/", {"text": times("\n", 300_000)}),
    "read 300,000 letters without a space": as_json(f"{DESK}/article/read/", {"text": times("क", 300_000)}),
    "read 300,000 characters of addresses": as_json(
        f"{DESK}/article/read/", {"text": times("https://x.com/a/status/1\n", 300_000)}
    ),
    "100 posts of 20,000 characters": as_json(
        f"{DESK}/socialpost/resolve/",
        {"items": [{"flattened": True, "propose": True, "text": times(POST, 20_000)}] * 100},
    ),
    "100 posts that are typed": as_json(
        f"{DESK}/socialpost/resolve/",
        {"items": [{"typed": True, "text": f"{number} " + times("बाढ़ ", 9_000)} for number in range(100)]},
    ),
    "import 900 KB of sentences": imported(times("एक वाक्य। ", 300_000)),
    "import 900 KB of posts": imported(times(POST, 300_000)),
    "import 900 KB of letters": imported(times("x", 900_000)),
    "nested JSON of 3 MB": lambda client: client.post(
        f"{DESK}/article/unicode/", times("[", 3_000_000), content_type="application/json"
    ),
    "1,000 words in the search of stories": get(f"{DESK}/article/", q=WORDS),
    "1,000 words in a chooser": get(
        "/admin/autocomplete/", term=WORDS, app_label="articles", model_name="byline", field_name="author"
    ),
    "1,000 words in the editor's search": get(f"{DESK}/socialpost/find/", q=WORDS),
    "1,000 words in readers' search": get("/search/", q=WORDS),
    "300 KB in readers' search": get("/search/", q=times("बाढ़ ", 100_000)),
    "a typed time of 300 KB": get(f"{DESK}/article/time/", day=times("9", 300_000)),
    "the action of 5,000 selected rows that are none": lambda client: client.post(
        f"{DESK}/image/",
        {"action": "delete_selected", "_selected_action": [str(number) for number in range(10**6, 10**6 + 4_900)]},
    ),
    "a multipart body of 4,000 parts": lambda client: client.post(SAVE, {f"field{n}": "x" for n in range(4_000)}),
}  # fmt: skip


def measured(flood: Flood, client: Client) -> tuple[float, str]:
    """Return the CPU seconds that a request takes, and the status of its answer."""
    gc.collect()
    began = time.process_time()
    answer = flood(client)
    return time.process_time() - began, str(answer.status_code)


def main() -> None:
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    setup_test_environment()
    logging.disable(logging.CRITICAL)
    runner = get_runner(settings)(verbosity=0, interactive=False)
    old = runner.setup_databases()
    try:
        factories.draft()
        client = Client(raise_request_exception=False)
        client.force_login(cast.kavita(), backend="django.contrib.auth.backends.ModelBackend")
        client.get("/admin/")
        for name, flood in FLOODS.items():
            if only in name:
                seconds, answer = measured(flood, client)
                sys.stdout.write(f"{seconds:8.2f}  {answer:>5}  {name}\n")
                sys.stdout.flush()
        largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        sys.stdout.write(f"largest memory: {largest} MB\n")
    finally:
        runner.teardown_databases(old)


if __name__ == "__main__":
    main()
