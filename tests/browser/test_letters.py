"""Letters that come late: on a machine that has none of Devanagari, a page shows no boxes for long."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route

from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# U+0378 is no letter of any script: what is as wide as that is a box.
DRAWN = """selector => {
  const probe = document.querySelector(selector).cloneNode();
  document.body.append(probe);
  probe.style.cssText = "display: inline-block; font-size: 99px; width: auto";
  const width = (text) => { probe.textContent = text; return probe.getBoundingClientRect().width; };
  const drawn = ["क", "ह"].some((letter) => width(letter) !== width("\\u0378"));
  probe.remove();
  return drawn;
}"""


@pytest.mark.parametrize("weight", ["400", "700"])
def test_of_one_weight_that_come_late_are_shown_all_the_same(page: Page, complaints: list[str], weight: str) -> None:
    story = factories.story("पुल खुला", body="<p>पाठ</p>")

    def late(route: Route) -> None:
        page.wait_for_timeout(1500)
        route.continue_()

    page.route(re.compile(rf"mukta-{weight}\b.*woff2"), late, times=1)
    page.goto(story.get_absolute_url(), wait_until="load")
    for selector in ("h1", ".body p"):
        page.wait_for_function(f"({DRAWN})('{selector}')")
    assert complaints == []
