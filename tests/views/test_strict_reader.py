"""The reader that judges pages sees what is wrong: a test of the test."""

from __future__ import annotations

import pytest

from tests.wellformed import markup_errors

GOOD = "<!doctype html><html lang='hi'><head><title>x</title></head><body><h1>x</h1><p>y<br></p></body></html>"


def test_a_good_page_has_no_faults() -> None:
    assert markup_errors(GOOD) == []


@pytest.mark.parametrize(
    "bad",
    [
        "<p><div>x</div></p>", "<a href='/'><a href='/'>x</a></a>", "<b><i>x</b></i>", "<p>x", "</p>", "<h1>x</h1>",
        "<h3>x</h3>", "<p id='a'></p><p id='a'></p>", "<p onclick='x'>x</p>", "<p style='x'>x</p>", "<li>x</li>",
        "<a href=' javascript:x'>x</a>", "<a href='java\nscript:x'>x</a>", "<script>x</script>", "<img src='/x'>",
        "<script src='//evil.example/x.js'></script>", "<p lang=''>x</p>", "<iframe></iframe>",
        "<p class='a' class='b'>x</p>",
    ],
)  # fmt: skip
def test_a_bad_one_has(bad: str) -> None:
    assert markup_errors(GOOD.replace("<p>y", bad + "<p>y"))
