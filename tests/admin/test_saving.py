"""A form that is sent twice is saved once; scripts are answered with JSON; sessions in use are renewed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from lxml import html

from articles import publishing
from articles.admin.saving import new_token
from articles.models import Arrangement, Article, Author, Page, Section, Site, Spelling, Status, Submission
from articles.tasks import maintenance
from tests import cast, factories
from tests.admin.forms import ADD, change, errors, sent
from tests.threads import at_once

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}
# A form of each kind that adds something: its model and what has to be typed.
ADDED: list[tuple[Any, dict[str, Any]]] = [
    (Author, {"name": "मीरा जोशी", "slug": "meera"}),
    (Section, {"name": "खेल", "slug": "khel", "order": "0"}),
    (Page, {"title": "हमारे बारे में", "slug": "about", "body": "<p>पाठ</p>"}),
    (Spelling, {"word": "मोदी", "spelling": "modi"}),
]


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def desk() -> Client:
    return signed_in(cast.meera())


def new_story(client: Client, **values: Any) -> dict[str, Any]:
    known = {"headline": "पुल खुला", "body": "<p>पाठ</p>", "section": cast.desh().pk, "tag_names": "पुल"}
    return sent(client, ADD, **{**known, **values})


class TestSentTwice:
    @pytest.mark.parametrize("button", ["_continue", "_publish", "_submit", "_save"])
    def test_a_new_story_is_made_once(self, desk: Client, button: str) -> None:
        data = new_story(desk, **{button: "1"})
        first, second = desk.post(ADD, data), desk.post(ADD, data)
        assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
        story = Article.objects.get()
        assert story.version == story.revisions.count() == 1

    def test_a_change_is_no_conflict_with_oneself(self, desk: Client) -> None:
        story = factories.draft()
        data = sent(desk, change(story.pk), headline="नया", _continue="1")
        assert [desk.post(change(story.pk), data).status_code for _ in range(3)] == [302] * 3
        assert story.revisions.count() == 2

    def test_the_second_answer_tells_the_same(self, desk: Client) -> None:
        data = new_story(desk, _publish="1")
        texts = [desk.post(ADD, data, headers=JSON).json() for _ in range(2)]
        assert texts[0] == texts[1] | {"at": texts[0]["at"]}
        assert "पुल खुला" in texts[0]["message"]

    def test_other_content_is_a_further_save_of_the_same_story(self, desk: Client) -> None:
        data = new_story(desk, _continue="1")
        desk.post(ADD, data)
        assert desk.post(ADD, data | {"headline": "दूसरा"}).status_code == 302
        assert desk.post(ADD, data | {"headline": "तीसरा", "_publish": "1"}).status_code == 302
        story = Article.objects.get()
        assert (story.headline, story.status, story.version) == ("तीसरा", Status.PUBLISHED, 3)

    def test_a_colleague_s_save_in_between_is_still_a_conflict(self, desk: Client) -> None:
        data = new_story(desk, _continue="1")
        desk.post(ADD, data)
        story = Article.objects.get()
        publishing.save_draft(story, publishing.Changes({"headline": "उनका"}), by=cast.imran())
        assert "Imran Ali" in errors(desk.post(ADD, data | {"headline": "मेरा"}))
        story.refresh_from_db()
        assert story.headline == "उनका"

    def test_a_refused_form_keeps_its_token_and_can_be_sent_again(self, desk: Client) -> None:
        data = new_story(desk, section="", _publish="1")
        refused = desk.post(ADD, data)
        assert f'value="{data["form_token"]}"' in refused.content.decode()
        assert not Submission.objects.exists()
        assert desk.post(ADD, data | {"section": cast.desh().pk}).status_code == 302
        assert Article.objects.get().status == Status.PUBLISHED

    def test_each_form_has_a_token_of_its_own(self, desk: Client) -> None:
        first, second = new_story(desk, _continue="1"), new_story(desk, _continue="1")
        assert first["form_token"] != second["form_token"]
        desk.post(ADD, first)
        desk.post(ADD, second)
        assert Article.objects.count() == 2

    def test_a_form_without_a_token_is_saved_as_before(self, desk: Client) -> None:
        data = new_story(desk, _continue="1")
        del data["form_token"]
        assert [desk.post(ADD, data).status_code for _ in range(2)] == [302, 302]
        assert Article.objects.count() == 2

    @pytest.mark.sampled(4)
    @pytest.mark.parametrize(("model", "values"), ADDED, ids=lambda value: getattr(value, "__name__", ""))
    @pytest.mark.parametrize("button", ["_save", "_continue", "_addanother"])
    def test_anything_else_is_added_once(self, model: Any, values: dict[str, Any], button: str) -> None:
        chief = signed_in(cast.kavita())
        name = model._meta.model_name
        address = f"/admin/articles/{name}/add/"
        data = sent(chief, address, f"{name}_form", **values, **{button: "1"})
        answers = [chief.post(address, data) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [302, 302], errors(answers[-1])
        assert answers[0]["Location"] == answers[1]["Location"]
        assert model.objects.count() == 1

    def test_a_form_that_was_sent_twice_and_changed_changes_what_it_added(self) -> None:
        chief = signed_in(cast.kavita())
        address = "/admin/articles/author/add/"
        data = sent(chief, address, "author_form", name="मीरा", slug="meera", _continue="1")
        chief.post(address, data)
        chief.post(address, data | {"role": "संवाददाता"})
        assert [(row.slug, row.role) for row in Author.objects.all()] == [("meera", "संवाददाता")]

    def test_site_settings_are_no_conflict_with_oneself(self) -> None:
        chief = signed_in(cast.kavita())
        address = f"/admin/articles/site/{Site.load().pk}/change/"
        data = sent(chief, address, "site_form", name="प्रभात", _continue="1")
        assert [chief.post(address, data).status_code for _ in range(2)] == [302, 302]
        assert chief.post(address, data | {"tagline": "सच"}).status_code == 302

    def test_a_token_says_nothing_about_another_kind_of_thing(self) -> None:
        chief = signed_in(cast.kavita())
        data = sent(chief, "/admin/articles/author/add/", "author_form", name="मीरा", slug="meera", _continue="1")
        chief.post("/admin/articles/author/add/", data)
        chief.post("/admin/articles/spelling/add/", data | {"word": "मोदी", "spelling": "modi"})
        assert Spelling.objects.count() == 1

    @pytest.mark.parametrize("act", ["withdraw", "trash"])
    def test_a_bare_button_acts_once(self, desk: Client, act: str) -> None:
        story = factories.story()
        data = sent(desk, change(story.pk)) | {"act": act, "confirmed": act, "reason": "तथ्य गलत थे"}
        address = f"/admin/articles/article/{story.pk}/act/"
        assert [desk.post(address, data).status_code for _ in range(2)] == [302, 302]
        assert story.revisions.count() == 3
        assert "errorlist" not in desk.get(change(story.pk)).content.decode()
        assert 'class="error"' not in desk.get(change(story.pk)).content.decode()

    def test_the_front_desk_is_arranged_once(self, desk: Client) -> None:
        story, address = factories.story(), "/admin/articles/arrangement/"
        data = sent(desk, address, "front-desk") | {"place": f"lead:{story.pk}"}
        placed = html.fromstring(desk.post(address, data).content.decode())
        form = dict(placed.get_element_by_id("front-desk").form_values()) | {"save": "1"}
        assert [desk.post(address, form).status_code for _ in range(2)] == [302, 302]
        assert Arrangement.objects.count() == 1
        assert desk.post(address, form, headers=JSON).json()["saved"]

    def test_old_ones_are_forgotten(self, desk: Client) -> None:
        desk.post(ADD, new_story(desk, _continue="1"))
        maintenance.prune()
        assert Submission.objects.count() == 1
        Submission.objects.update(at=timezone.now() - maintenance.SUBMISSION_RETENTION - dt.timedelta(hours=1))
        maintenance.prune()
        assert not Submission.objects.exists()


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    def test_one_acts_and_the_other_answers_the_same(self) -> None:
        user, clients = cast.meera(), [Client() for _ in range(4)]
        for client in clients:
            client.force_login(user)
        data = new_story(clients[0], _publish="1")
        answers = at_once([lambda client=client: client.post(ADD, data) for client in clients])
        assert [getattr(answer, "status_code", answer) for answer in answers] == [302] * 4
        assert len({answer["Location"] for answer in answers}) == Article.objects.count() == 1

    def test_a_change_too(self) -> None:
        user, clients = cast.meera(), [Client() for _ in range(3)]
        story = factories.draft()
        for client in clients:
            client.force_login(user)
        data = sent(clients[0], change(story.pk), headline="नया", _continue="1")
        answers = at_once([lambda client=client: client.post(change(story.pk), data) for client in clients])
        assert [getattr(answer, "status_code", answer) for answer in answers] == [302] * 3
        assert story.revisions.count() == 2


class TestAnswersToScripts:
    def test_a_save(self, desk: Client) -> None:
        answer = desk.post(ADD, new_story(desk, _continue="1"), headers=JSON)
        story = Article.objects.get()
        said = answer.json()
        assert (answer.status_code, said["saved"], said["id"], said["version"]) == (200, True, str(story.pk), 1)
        assert said["url"] == said["change_url"] == change(story.pk)
        # The message is still there for the page that is fetched next.
        assert said["message"] in desk.get(said["url"]).content.decode()

    def test_save_and_close_leads_to_the_list(self, desk: Client) -> None:
        said = desk.post(ADD, new_story(desk, _save="1"), headers=JSON).json()
        assert said["url"] == "/admin/articles/article/"

    def test_a_refusal_is_the_very_form(self, desk: Client) -> None:
        answer = desk.post(ADD, new_story(desk, section="", _publish="1"), headers=JSON)
        assert answer.status_code == 422
        assert 'id="article_form"' in answer.content.decode()
        assert "पुल खुला" in answer.content.decode()

    @pytest.mark.parametrize(("model", "values"), ADDED, ids=lambda value: getattr(value, "__name__", ""))
    def test_each_error_has_a_link_to_its_field(self, model: Any, values: dict[str, Any]) -> None:
        name = model._meta.model_name
        address, client = f"/admin/articles/{name}/add/", signed_in(cast.kavita())
        data = sent(client, address, f"{name}_form", **dict.fromkeys(values, ""))
        page = html.fromstring(client.post(address, data).content.decode())
        targets = [link.get("href").removeprefix("#") for link in page.xpath("//ul[@id='faults']//a")]
        assert targets
        assert all(page.get_element_by_id(target) is not None for target in targets)

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_an_ended_session(self, desk: Client, method: str) -> None:
        desk.session.flush()
        answer = getattr(desk, method)(ADD, headers=JSON)
        assert (answer.status_code, answer.json()["code"]) == (401, "signed-out")

    def test_without_a_script_the_page_for_signing_in(self, desk: Client) -> None:
        desk.session.flush()
        assert desk.post(ADD, {}).status_code == 302

    def test_a_wrong_csrf_token(self) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(cast.meera())
        answer = client.post(ADD, {"headline": "क"}, headers=JSON)
        assert (answer.status_code, answer.json()["code"]) == (403, "csrf")

    def test_a_wrong_csrf_token_keeps_what_was_typed(self) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(cast.meera())
        answer = client.post(ADD, {"headline": "<b>टाइप किया", "body": "<p>पाठ</p>"})
        assert answer.status_code == 403
        assert "&lt;b&gt;टाइप किया" in answer.content.decode()
        assert "&lt;p&gt;पाठ" in answer.content.decode()


class TestSigningInAgain:
    def test_the_session_says_who_is_signed_in(self, desk: Client) -> None:
        assert desk.get("/admin/session/").json()["user"] == cast.meera().pk
        assert Client().get("/admin/session/").json()["user"] is None

    def test_in_place(self) -> None:
        cast.meera()
        client = Client(enforce_csrf_checks=True)
        csrf = client.get("/admin/session/").json()["csrf"]
        data = {"username": "meera", "password": "wrong", "csrfmiddlewaretoken": csrf}
        refused = client.post("/admin/login/", data, headers=JSON).json()
        assert "errorlist" in refused["form"]
        assert "wrong" not in refused["form"]
        data["password"] = "a long enough password"
        said = client.post("/admin/login/", data, headers=JSON).json()
        assert (said["user"], said["name"]) == (cast.meera().pk, "Meera Joshi")
        # With the new token, a form can be sent.
        answer = client.post(ADD, {"csrfmiddlewaretoken": said["csrf"], "headline": "क"}, headers=JSON)
        assert answer.status_code in (200, 422)

    def test_the_first_step_can_be_asked_for(self) -> None:
        assert 'name="password"' in Client().get("/admin/login/", headers=JSON).json()["form"]

    def test_the_step_is_in_the_language_of_the_page_that_shows_it(self) -> None:
        for language, word in (("en", "Password"), ("hi", "पासवर्ड"), ("en-US,en;q=0.9", "पासवर्ड")):
            headers = {**JSON, "Accept-Language": language}
            assert word in Client().get("/admin/login/", headers=headers).json()["form"]

    def test_too_many_attempts(self, settings: Any) -> None:
        cast.meera()
        data = {"username": "meera", "password": "wrong"}
        for _ in range(settings.LOGIN_FAILURES + 1):
            answer = Client().post("/admin/login/", data, headers=JSON)
        assert (answer.status_code, answer.json()["code"]) == (429, "locked-out")

    def test_another_account_saves_nothing_and_keeps_the_text(self, desk: Client) -> None:
        data = new_story(desk, _continue="1")
        other = signed_in(cast.imran())
        for headers in ({}, JSON):
            answer = other.post(ADD, data, headers=headers)
            assert answer.status_code == 409
            assert "पुल खुला" in answer.content.decode()
        assert not Article.objects.exists()
        assert f'value="{data["form_token"]}"' not in answer.content.decode()
        assert new_token(cast.imran()).partition(".")[0] == str(cast.imran().pk)


class TestSessionsInUse:
    def expiry(self) -> dt.datetime:
        return Session.objects.get().expire_date

    def test_are_renewed_at_most_every_ten_minutes(self, desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        from articles.authentication import middleware  # noqa: PLC0415

        desk.get(ADD)
        now = middleware.time.time()
        first = self.expiry()
        for later, renewed in ((590, False), (601, True)):
            monkeypatch.setattr(middleware.time, "time", lambda later=later: now + later)
            answer = desk.get(ADD)
            assert (self.expiry() > first) is renewed
            assert (settings.SESSION_COOKIE_NAME in answer.cookies) is renewed

    def test_readers_pages_do_not_touch_them(self, desk: Client) -> None:
        before = self.expiry()
        desk.get("/")
        assert self.expiry() == before
