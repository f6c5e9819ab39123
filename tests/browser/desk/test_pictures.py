"""Several pictures are put into a text at once: in the order of choosing, as one step of undo."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from articles.models import User
from articles.publishing import image_library
from tests import factories
from tests.browser.pasting import EDITABLE, body, undo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_chosen_pictures_stand_in_the_text_in_their_order(desk: Page, complaints: list[str]) -> None:
    User.objects.filter(username="asha").update(desk_language="en")
    images = [factories.image(alt, (400, 300)) for alt in ("नाव", "घाट", "पहाड़")]
    for image in images:
        image_library.make_renditions(image.pk)
    desk.goto("/admin/articles/article/add/")
    desk.click(EDITABLE)
    desk.keyboard.type("पहले")
    desk.click("[data-name=libraryImage]")
    options = desk.locator(".library-grid [role=option]")
    expect(options).to_have_count(3)
    for number in (1, 2, 0):  # the newest stands first
        options.nth(number).click()
    expect(desk.locator(".library-put")).to_have_text("Insert 3 pictures")
    desk.click(".library-put")
    order = [images[1], images[0], images[2]]
    figures = "".join(f'<figure data-image="{image.pk}"></figure>' for image in order)
    assert body(desk).removesuffix("<p></p>") == f"<p>पहले</p>{figures}"
    desk.keyboard.type("बाद में")
    assert body(desk).endswith("</figure><p>बाद में</p>")
    undo(desk)
    undo(desk)
    assert body(desk) == "<p>पहले</p>"
    assert complaints == []
