"""Pre-publish checks: the list beside the form and publishing itself follow one rule."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from lxml import html

from articles import publishing
from articles.models import Article
from articles.publishing import NotReady
from articles.publishing.checks import LENGTHS
from tests import cast, factories
from tests.admin.forms import ADD, change, errors, sent

pytestmark = pytest.mark.django_db
PREVIEW = "/admin/articles/article/preview/"


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(cast.meera())
    return client


def checks(desk: Client, story: Article | None = None, **typed: Any) -> list[dict[str, Any]]:
    data = sent(desk, change(story.pk) if story else ADD, **typed)
    return desk.post(PREVIEW, data | ({"story": story.pk} if story else {})).json()["checks"]


def whole(**fields: Any) -> Article:
    """A draft with nothing missing."""
    image = factories.image(credit="फ़ोटो: इमरान अली")
    words = {"standfirst": "आज से आम लोगों के लिए।", "lead_image": image, "tags": ["पुल"], "bylines": ["एजेंसी"]}
    return factories.draft("शहर का नया पुल आज से खुला", **(words | fields))


def test_what_is_needed_is_what_publishing_asks_for(desk: Client) -> None:
    post = factories.post(confirmed=False)
    for fields in (
        {"headline": "", "section": None, "body": ""},
        {"headline": "क", "headline_proposed": True},
        {"headline": "क", "body": "<p>ख</p>" + factories.quoting(post)},
    ):
        story = factories.draft(**fields)
        with pytest.raises(NotReady) as refused:
            publishing.publish(story, by=cast.meera())
        needed = {check["where"]: check["message"] for check in checks(desk, story) if check["needed"]}
        assert needed == {where: str(message) for where, message in refused.value.errors.items()}


def test_a_complete_story_has_no_checks(desk: Client) -> None:
    story = whole()
    assert checks(desk, story) == []
    page = html.fromstring(desk.get(change(story.pk)).content.decode())
    assert page.get_element_by_id("checks").xpath(".//li") == []


def test_the_list_follows_what_is_typed(desk: Client) -> None:
    story = whole()
    assert [check["where"] for check in checks(desk, story, headline="", standfirst="") if check["needed"]] == [
        "headline"
    ]
    story = factories.draft(headline="", section=None, body="")
    typed = {"headline": "शीर्षक", "section": cast.desh().pk, "body": "<p>पाठ</p>"}
    assert not [check for check in checks(desk, story, **typed) if check["needed"]]


def test_a_headline_that_was_only_proposed_is_right_once_it_is_changed(desk: Client) -> None:
    story = factories.draft("सुझाया हुआ", headline_proposed=True)
    assert [check["where"] for check in checks(desk, story) if check["needed"]] == ["headline"]
    assert not [check for check in checks(desk, story, headline="मेरा अपना") if check["needed"]]


def test_confirming_a_post_in_the_form_is_enough(desk: Client) -> None:
    post = factories.post(confirmed=False)
    story = whole(body="<p>क</p>" + factories.quoting(post))
    assert [check["where"] for check in checks(desk, story)] == ["quotes"]
    assert checks(desk, story, **{f"quote__{post.pk}__confirmed": "on"}) == []


def test_pictures_without_words_are_named_each(desk: Client) -> None:
    bare, good = factories.image("", credit="क"), factories.image("नाव", credit="ख")
    body = "".join(f'<figure data-image="{image.pk}"></figure>' for image in (bare, good))
    found = checks(desk, whole(body=f"<p>क</p>{body}", lead_image=factories.image("पुल", credit="")))
    assert [(check["where"], check["number"]) for check in found] == [
        ("lead_image", found[0]["number"]), ("images", bare.pk),
    ]  # fmt: skip


def test_a_quoted_post_without_words_is_named(desk: Client) -> None:
    post = factories.post("", author_name="", handle="", url="https://social.example/1")
    found = checks(desk, whole(body="<p>क</p>" + factories.quoting(post)))
    assert [(check["where"], check["number"]) for check in found] == [("quotes", post.pk)]


def test_a_heading_that_skips_a_level_is_counted_as_it_stands(desk: Client) -> None:
    body = "<p>क</p><h3>छोटा</h3><p>ख</p><h2>बड़ा</h2><h3>और छोटा</h3><p>ग</p>"
    assert [(check["where"], check["number"]) for check in checks(desk, whole(body=body))] == [("body", 0)]


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", sorted(LENGTHS))
def test_what_is_too_long_is_counted_in_letters_as_readers_see_them(desk: Client, name: str) -> None:
    most = LENGTHS[name][1]
    story = whole()
    # क्षि is one letter to a reader, four characters to a machine.
    assert checks(desk, story, **{name: "क" * (most - 1) + "कि"}) == []
    assert [check["where"] for check in checks(desk, story, **{name: "क" * most + "कि"})] == [name]


def test_each_field_with_a_counter_says_how_long_is_good(desk: Client) -> None:
    page = html.fromstring(desk.get(ADD).content.decode())
    for name, (least, most) in LENGTHS.items():
        assert page.get_element_by_id(f"id_{name}").get("data-advice") == f"{least}-{most}"


def test_faults_are_listed_at_the_top_with_a_way_to_each_field(desk: Client) -> None:
    response = desk.post(ADD, sent(desk, ADD, _publish="1", bylines__0__role="रिपोर्ट"))
    page = html.fromstring(response.content.decode())
    for link in page.xpath("//*[@id='faults']//a"):
        field = page.get_element_by_id(link.get("href").removeprefix("#"))
        described = field.get("aria-describedby", "")
        assert field.get("aria-invalid") == "true"
        assert any(page.get_element_by_id(name).get("class", "").startswith("errorlist") for name in described.split())
    assert len(page.xpath("//*[@id='faults']//a")) >= 1
    assert errors(response)


def test_a_reader_of_the_desk_is_shown_no_list(desk: Client) -> None:
    client = Client()
    client.force_login(cast.ravi())
    story = factories.story()
    assert 'id="checks"' not in client.get(change(story.pk)).content.decode()
