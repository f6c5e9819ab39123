"""The preview: what stands in the form, as readers will see it, and nothing of it saved."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from articles.models import Article, PostSnapshot, Revision, Tag, User
from tests import cast, factories
from tests.admin.forms import ADD, change, sent
from tests.pages import words

pytestmark = pytest.mark.django_db
PREVIEW = "/admin/articles/article/preview/"


@pytest.fixture
def editor() -> User:
    return cast.meera()


@pytest.fixture
def desk(editor: User) -> Client:
    client = Client()
    client.force_login(editor)
    return client


def shown(desk: Client, story: Article | None = None, **typed: Any) -> Any:
    """The page that comes back for the form with these changes."""
    data = sent(desk, change(story.pk) if story else ADD, **typed) | {"page": "1"}
    response = desk.post(PREVIEW, data | ({"story": story.pk} if story else {}))
    assert response.status_code == 200
    return html.fromstring(response.json()["page"])


def test_a_new_story_is_shown_with_all_that_was_typed(desk: Client) -> None:
    section, author, image, post = cast.madhya_pradesh(), cast.author_ravi(), factories.image(), factories.post()
    page = shown(
        desk, headline="पुल “खुला”", kicker="शहर", standfirst="आज से।", section=section.pk, lead_image=image.pk,
        tag_names="पुल, नदी", bylines__0__author=author.pk, bylines__0__role="रिपोर्ट", dateline_place="भोपाल",
        body=f"<p>पहला पैराग्राफ़।</p>{factories.quoting(post)}",
    )  # fmt: skip
    assert page.findtext(".//h1") == "पुल “खुला”"
    text = page.text_content()
    assert all(words in text for words in ("शहर", "आज से।", "पहला पैराग्राफ़।", "नया पुल आज से खुल गया।", "भोपाल", "रिपोर्ट"))
    assert [link.text for link in page.xpath("//*[@class='tags']//a")] == ["पुल", "नदी"]
    assert [words(link) for link in page.xpath("//nav[@class='breadcrumbs']//a")] == ["देश", "राज्य", "मध्य प्रदेश"]
    assert words(page.xpath("//a[@rel='author']")[0]) == "रवि कुमार"
    assert len(page.xpath("//figure[contains(@class, 'lead')]//img")) == 1


def test_it_is_the_readers_page_but_for_what_belongs_to_a_public_address(desk: Client) -> None:
    story = factories.story(
        "नया पुल", body="<p>शब्द</p><h2>आगे</h2><p>और शब्द</p>", tags=["पुल"], bylines=["एजेंसी"], lead_image=factories.image()
    )
    public = html.fromstring(Client().get(story.get_absolute_url()).content.decode())
    preview = shown(desk, story)
    for part in public.find_class("story-tools") + public.find_class("share"):
        part.drop_tree()
    inside = [b" ".join(html.tostring(page.get_element_by_id("main")).split()) for page in (public, preview)]
    # A tag that is only typed has no page yet.
    assert inside[1].replace(b"/tag/-/", f"/tag/{Tag.objects.get().slug}/".encode()) == inside[0]
    assert not preview.xpath("//script")


def test_nothing_is_saved(desk: Client) -> None:
    post = factories.post("पहले के शब्द", confirmed=False)
    story = factories.draft("पहला", body="<p>क</p>" + factories.quoting(post), tags=["पुल"])
    before = (story.version, Revision.objects.count(), PostSnapshot.objects.count(), Tag.objects.count())
    page = shown(
        desk, story, headline="दूसरा", tag_names="नया टैग",
        **{f"quote__{post.pk}__text": "सुधारे हुए शब्द", f"quote__{post.pk}__confirmed": "on"},
    )  # fmt: skip
    assert "सुधारे हुए शब्द" in page.text_content()
    story.refresh_from_db()
    post.refresh_from_db()
    assert (story.version, Revision.objects.count(), PostSnapshot.objects.count(), Tag.objects.count()) == before
    assert (story.headline, post.confirmed_at) == ("पहला", None)


def test_it_only_reads(desk: Client) -> None:
    story = factories.draft(body="<p>क</p>" + factories.quoting(factories.post()))
    data = sent(desk, change(story.pk)) | {"page": "1", "story": story.pk}
    with CaptureQueriesContext(connection) as seen:
        desk.post(PREVIEW, data)
    # A union begins with a bracket on PostgreSQL.
    assert not [query for query in seen if not query["sql"].lstrip(" (").upper().startswith("SELECT")]
    assert len(seen) <= 30


def test_it_is_kept_nowhere(desk: Client) -> None:
    response = desk.post(PREVIEW, sent(desk, ADD) | {"page": "1"})
    assert "no-store" in response["Cache-Control"]
    assert response["X-Frame-Options"] == "DENY"


def test_the_page_comes_only_where_it_is_asked_for(desk: Client) -> None:
    assert desk.post(PREVIEW, sent(desk, ADD)).json()["page"] == ""


def test_what_cannot_be_read_is_left_as_it_was_saved(desk: Client) -> None:
    story = factories.draft("पहला", body="<p>पाठ</p>")
    page = shown(desk, story, headline="क" * 400, kicker="नया किकर")
    assert page.findtext(".//h1") == "पहला"
    assert "नया किकर" in page.text_content()


def test_a_script_in_the_text_does_not_reach_the_page(desk: Client) -> None:
    page = shown(
        desk, headline="<script>alert(1)</script>", body='<p onclick="alert(1)">पाठ<script>alert(2)</script></p>'
    )
    assert not page.xpath("//script")
    assert not page.xpath("//*[@onclick]")


@pytest.mark.parametrize(
    "typed",
    [
        {"body": "\x00<p>"},
        {"headline": "\x00"},
        {"body": '<figure data-image="999"></figure><figure data-social-post="888"></figure>'},
        {"body": '<figure data-story="7"></figure><figure data-gallery="999999999999999999 1"></figure>'},
        {"body": '<figure data-table="plain"><table></table></figure><aside data-aside="fact-box"></aside>'},
        {"section": "9" * 40},
        {"lead_image": "x"},
        {"language": "xx"},
        {"bylines-TOTAL_FORMS": "many"},
        {"bylines-TOTAL_FORMS": "-1"},
        {"bylines-0-author": "9" * 40, "bylines-0-name": "क"},
        {"schedule_at_0": "yesterday", "schedule_at_1": "25:99"},
        {"tag_names": "," * 500 + "#" * 300},
        {"quote-1-text": "क", "quote-999999999999999999-text": "ख"},
        {"canonical_url": "javascript:alert(1)"},
        {"began_from": "soon"},
    ],
)  # fmt: skip
@pytest.mark.sampled(8)
def test_whatever_is_sent_it_answers(desk: Client, typed: dict[str, str]) -> None:
    story = factories.draft()
    for address, more in ((ADD, {}), (change(story.pk), {"story": str(story.pk)})):
        response = desk.post(PREVIEW, sent(desk, address) | {"page": "1"} | more | typed)
        assert response.status_code == 200
        assert "</html>" in response.json()["page"]


def test_an_empty_form_has_a_preview_too(desk: Client) -> None:
    assert desk.post(PREVIEW, {"page": "1"}).status_code == 200


class TestWhoMay:
    def test_a_reporter_previews_his_own_and_nobody_elses(self) -> None:
        own, others = factories.draft(by=cast.ravi()), factories.draft(by=cast.seema())
        client = Client()
        client.force_login(cast.ravi())
        assert client.post(PREVIEW, {"story": own.pk, "page": "1"}).status_code == 200
        assert client.post(PREVIEW, {"story": others.pk, "page": "1"}).status_code == 403

    def test_it_takes_no_other_way_of_asking(self, desk: Client) -> None:
        assert desk.get(PREVIEW).status_code == 403

    @pytest.mark.parametrize("number", ["x", "0", "999999", "9" * 40])
    def test_a_story_that_is_not_there_has_none(self, desk: Client, number: str) -> None:
        assert desk.post(PREVIEW, {"story": number}).status_code == 403

    def test_a_stranger_is_sent_to_sign_in(self, client: Client) -> None:
        assert client.post(PREVIEW, {"page": "1"}).status_code == 302

    def test_a_forged_post_is_refused(self, editor: User) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(editor)
        assert client.post(PREVIEW, {"page": "1"}).status_code == 403
