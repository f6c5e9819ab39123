"""A correction can be amended and taken back: readers see what is right now, the history keeps what was."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import html

from articles import publishing
from articles.models import Article, AuditEntry, Correction
from articles.publishing import Refused
from tests import cast, factories
from tests.admin.forms import change
from tests.publishing.test_workflow_table import holder

pytestmark = pytest.mark.django_db
WRONG, RIGHT = "पुल 30 मीटर लंबा है", "पुल 300 मीटर लंबा है"


@pytest.fixture
def story() -> Article:
    return publishing.correct(factories.story(), WRONG, by=cast.imran())


@pytest.fixture
def correction(story: Article) -> Correction:
    return story.corrections.get()


def public_pages(story: Article) -> list[str]:
    return [Client().get(address).content.decode() for address in (story.get_absolute_url(), "/rss.xml")]


class TestAmending:
    def test_shows_readers_the_new_words_only(self, story: Article, correction: Correction) -> None:
        publishing.amend(story, correction.pk, RIGHT, by=cast.meera())
        for page in public_pages(story):
            assert RIGHT in page
            assert WRONG not in page
        assert public_pages(story)[0].count(RIGHT) == 2  # under the story and in its JSON-LD

    def test_tells_who_did_it_and_keeps_what_was(self, story: Article, correction: Correction) -> None:
        publishing.amend(story, correction.pk, RIGHT, by=cast.meera(), note="एक शून्य छूट गया")
        correction.refresh_from_db()
        assert (correction.by, correction.amended_by, correction.retracted_at) == (cast.imran(), cast.meera(), None)
        newest, before = story.revisions.all()[:2]
        assert (newest.transition, newest.note) == ("amend", "एक शून्य छूट गया")
        assert [row["text"] for row in newest.data["corrections"]] == [RIGHT]
        assert "amended_at" in newest.data["corrections"][0]
        assert [row["text"] for row in before.data["corrections"]] == [WRONG]
        assert AuditEntry.objects.latest("pk").action == "amend"
        assert story.significant_update_at == correction.amended_at

    @pytest.mark.parametrize("text", ["", " \u200b ", "लंबाई TK है"])
    def test_to_nothing_is_refused(self, story: Article, correction: Correction, text: str) -> None:
        with pytest.raises(Refused) as refused:
            publishing.amend(story, correction.pk, text, by=cast.meera())
        assert list(refused.value.errors) == ["correction"]
        assert story.corrections.get().text == WRONG

    def test_one_of_another_story_is_refused(self, correction: Correction) -> None:
        for change_it in (lambda of: publishing.amend(of, correction.pk, RIGHT, by=cast.meera()),
                          lambda of: publishing.retract(of, correction.pk, by=cast.meera())):  # fmt: skip
            with pytest.raises(Refused):
                change_it(factories.story())


class TestTakingBack:
    def test_hides_it_from_readers_and_keeps_it_in_the_history(self, story: Article, correction: Correction) -> None:
        publishing.retract(story, correction.pk, by=cast.meera(), note="सही था")
        for page in public_pages(story):
            assert WRONG not in page
        correction.refresh_from_db()
        assert (correction.retracted_by, correction.text) == (cast.meera(), WRONG)
        newest = story.revisions.first()
        assert newest
        assert (newest.transition, newest.note) == ("retract", "सही था")
        assert "retracted_at" in newest.data["corrections"][0]
        assert AuditEntry.objects.latest("pk").action == "retract"
        assert story.significant_update_at == correction.retracted_at

    def test_can_be_done_once(self, story: Article, correction: Correction) -> None:
        publishing.retract(story, correction.pk, by=cast.meera())
        for again in (
            lambda: publishing.retract(story, correction.pk, by=cast.meera()),
            lambda: publishing.amend(story, correction.pk, RIGHT, by=cast.meera()),
        ):
            with pytest.raises(Refused):
                again()


class TestPage:
    def address(self, correction: Correction) -> str:
        return f"/admin/articles/article/{correction.article_id}/corrections/{correction.pk}/"

    def form(self, client: Client, correction: Correction) -> dict[str, str]:
        page = html.fromstring(client.get(self.address(correction)).content.decode())
        return dict(page.get_element_by_id("correction_form").form_values())

    def test_amends_and_takes_back(self, client: Client, story: Article, correction: Correction) -> None:
        client.force_login(cast.meera())
        assert self.shown(client, correction).xpath(".//a/@href") == [self.address(correction)]
        data = self.form(client, correction) | {"correction": RIGHT, "amend": "1"}
        assert client.post(self.address(correction), data).status_code == 302
        assert story.corrections.get().text == RIGHT
        data = self.form(client, correction) | {"retract": "1"}
        assert client.post(self.address(correction), data).status_code == 302
        assert not story.corrections.shown().exists()
        assert self.shown(client, correction).xpath("./del")
        assert not self.shown(client, correction).xpath(".//a")

    def shown(self, client: Client, correction: Correction) -> html.HtmlElement:
        page = html.fromstring(client.get(change(correction.article_id)).content.decode())
        return page.get_element_by_id(f"correction-{correction.pk}")

    def test_keeps_what_was_typed_when_it_is_refused(
        self, client: Client, story: Article, correction: Correction
    ) -> None:
        client.force_login(cast.meera())
        data = self.form(client, correction) | {"correction": "लंबाई TK", "note": "क्यों", "amend": "1"}
        response = client.post(self.address(correction), data)
        assert "correction" in response.context["form"].errors
        assert [response.context["form"][name].value() for name in ("correction", "note")] == ["लंबाई TK", "क्यों"]
        publishing.update(story, by=cast.imran())
        response = client.post(self.address(correction), data | {"correction": RIGHT})
        assert "Imran" in str(response.context["form"].errors)
        assert story.corrections.get().text == WRONG

    def test_is_for_those_who_may_correct(self, client: Client, correction: Correction) -> None:
        client.force_login(holder("view_article", "change_article", "publish_article"))
        assert client.get(self.address(correction)).status_code == 403
        assert client.post(self.address(correction), {"retract": "1"}).status_code == 403
