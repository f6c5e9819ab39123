"""Which addresses in a story's text become links, and where each ends. The editor has the same cases: `tests/js/`."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from articles.text import entities, is_web_address, web_links

CASES = json.loads((Path(__file__).parent / "web_links.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_an_address_ends_before_the_signs_of_the_sentence(case: dict[str, list[str]]) -> None:
    text, links = str(case["text"]), case["links"]
    found = list(web_links(text))
    assert [text[link.start : link.end] for link in found] == links
    assert [link.href for link in found] == case.get("hrefs", links)
    assert all(is_web_address(link.href) for link in found)


SIGNS = "। ॥ … ۔ ؟ ، ؛ 。 、 ！ ։ ። ។ ။ . , ; : ! ? ... ) ] ” ’ »".split()


@pytest.mark.parametrize("sign", SIGNS)
def test_a_post_ends_its_addresses_before_the_same_signs(sign: str) -> None:
    for text in (f"https://jal.example/a{sign}", f"https://jal.example/a{sign} फिर"):
        assert [entity.text for entity in entities(text) if entity.kind == "address"] == ["https://jal.example/a"]


@pytest.mark.parametrize("piece", ["a.", "(", ")", "क", "/क", "_(क", "www.", "https://", ":", "-", "]["])
def test_a_hostile_text_takes_linear_time(piece: str) -> None:
    took = []
    for length in (20_000, 80_000):
        text = "http://a.in/" + piece * (length // len(piece))
        began = time.process_time()
        list(web_links(text))
        took.append(time.process_time() - began)
    assert took[1] < 8 * took[0] + 0.2
