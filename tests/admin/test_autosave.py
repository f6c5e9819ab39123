"""Unsaved text on the server: whose it is, what it holds, when it is offered and when it goes."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.admin.autosave import SAVED_COOKIE
from articles.models import Article, AuditEntry, Author, Autosave, Page, Revision, Section, Site, Tag, User
from articles.publishing import Changes
from articles.tasks import maintenance
from tests import cast, factories
from tests.admin.forms import ADD, change, sent

pytestmark = pytest.mark.django_db
TOKEN = "7.0123456789abcdef-_ABCD"
NEW = f"article/add/{TOKEN}"
# The first field of the other forms, where it has another name than "name".
NAME_OF = {"page": "title", "image": "alt"}


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def key_of(form: dict[str, Any], model: str = "article") -> str:
    return f"{model}/add/{form['form_token']}"


def url(model: str = "article", page: str = "") -> str:
    return f"/admin/articles/{model}/autosave/{page}"


def keep(client: Client, key: str, data: list[list[str]], *, user: Any, version: int | None = None) -> Any:
    model = key.split("/")[0]
    body = {"key": key, "user": str(user.pk), "version": version, "data": data}
    return client.post(url(model), json.dumps(body), content_type="application/json")


def kept(client: Client, key: str) -> Any:
    return client.get(url(key.split("/")[0]), {"key": key}).json()["kept"]


class TestKeeping:
    def test_keeps_what_was_typed_and_touches_nothing_else(self) -> None:
        meera = cast.meera()
        story, client = factories.draft("पुराना शीर्षक"), client_of(meera)
        before = Article.objects.values().get(pk=story.pk), Revision.objects.count(), AuditEntry.objects.count()
        data = [["headline", "नया शीर्षक"], ["bylines-0-author", "5", "मीरा जोशी"], ["without_ads", "on"]]
        assert keep(client, f"article/{story.pk}", data, user=meera, version=1).status_code == 200
        found = kept(client, f"article/{story.pk}")
        assert (found["data"], found["version"]) == (data, 1)
        assert before == (
            Article.objects.values().get(pk=story.pk), Revision.objects.count(), AuditEntry.objects.count()
        )  # fmt: skip

    def test_has_one_row_for_each_person_and_form(self) -> None:
        meera, imran = cast.meera(), cast.imran()
        for user, words in ((meera, "एक"), (meera, "दो"), (imran, "तीन")):
            keep(client_of(user), NEW, [["headline", words]], user=user)
        rows = Autosave.objects.order_by("user").values_list("user", "data")
        assert list(rows) == [(meera.pk, [["headline", "दो"]]), (imran.pk, [["headline", "तीन"]])]

    def test_never_keeps_a_password_or_the_token_of_the_session(self) -> None:
        meera = cast.meera()
        data = [["password1", "secret"], ["csrfmiddlewaretoken", "abc"], ["headline", "क"]]
        keep(client_of(meera), NEW, data, user=meera)
        assert Autosave.objects.get().data == [["headline", "क"]]

    def test_keeps_signs_that_a_database_refuses_out(self) -> None:
        meera = cast.meera()
        assert keep(client_of(meera), NEW, [["headline", "क\x00ख\ud800"]], user=meera).status_code == 200
        assert Autosave.objects.get().data == [["headline", "कख"]]

    @pytest.mark.parametrize(
        "data",
        [None, "text", {"headline": "क"}, [["headline"]], [["headline", 5]], [["a", "b", "c", "d"]], [["n" * 201, ""]]],
    )
    def test_refuses_what_is_no_form(self, data: Any) -> None:
        meera = cast.meera()
        assert keep(client_of(meera), NEW, data, user=meera).status_code == 400
        assert not Autosave.objects.exists()

    @pytest.mark.parametrize("version", [-1, "1", 2**31, 1.5, [1]])
    def test_refuses_what_is_no_version(self, version: Any) -> None:
        meera = cast.meera()
        assert keep(client_of(meera), NEW, [], user=meera, version=version).status_code == 400

    def test_is_limited_like_a_save(self, settings: Any) -> None:
        meera, client = cast.meera(), client_of(cast.meera())
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
        assert keep(client, NEW, [["body", "क" * 400]], user=meera).status_code == 413
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = django_settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
        assert keep(client, NEW, [["a", "b"]] * 4, user=meera).status_code == 400
        assert not Autosave.objects.exists()

    def test_one_person_cannot_fill_the_database(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("articles.admin.autosave._MAX_ROWS", 2)
        meera, client = cast.meera(), client_of(cast.meera())
        answers = [keep(client, f"article/add/1.{number:022x}", [["a", "b"]], user=meera) for number in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 409]
        assert keep(client, f"article/add/1.{0:022x}", [["a", "c"]], user=meera).status_code == 200


class TestWhoseItIs:
    def test_nobody_is_shown_anothers(self) -> None:
        meera, imran = cast.meera(), cast.imran()
        story = factories.draft()
        for key in (NEW, f"article/{story.pk}"):
            keep(client_of(meera), key, [["headline", "मेरा"]], user=meera)
            assert kept(client_of(imran), key) is None
            client_of(imran).delete(f"{url()}?key={key}")
            assert kept(client_of(meera), key) is not None
        assert client_of(imran).get(url()).json() == {"unsaved": []}

    def test_text_of_another_account_in_the_same_browser_is_refused(self) -> None:
        answer = keep(client_of(cast.imran()), NEW, [["headline", "मेरा"]], user=cast.meera())
        assert answer.status_code == 409
        assert not Autosave.objects.exists()

    def test_only_forms_that_one_may_open(self) -> None:
        meera, guest = cast.meera(), cast.guest()
        story = factories.draft()
        section = cast.desh()
        for key in (NEW, f"article/{story.pk}", f"section/{section.pk}", f"section/add/{TOKEN}"):
            assert keep(client_of(guest), key, [], user=guest).status_code == 403, key
            model = key.split("/")[0]
            assert client_of(guest).get(url(model), {"key": key}).status_code == 403, key
            compare = json.dumps({"key": key, "data": []})
            page = client_of(guest).post(url(model, "compare/"), compare, content_type="application/json")
            assert page.status_code == 403, key
        assert keep(client_of(meera), f"section/{section.pk}", [], user=meera).status_code in (200, 403)

    def test_who_can_no_longer_edit_a_story_still_has_the_text(self) -> None:
        ravi = cast.ravi()
        story = factories.draft(by=ravi)
        keep(client_of(ravi), f"article/{story.pk}", [["headline", "मेरा"]], user=ravi, version=1)
        meera = cast.meera()
        publishing.publish(Article.objects.get(pk=story.pk), by=meera)
        assert kept(client_of(ravi), f"article/{story.pk}")["data"] == [["headline", "मेरा"]]

    @pytest.mark.parametrize(
        "key", ["", "article", "article/", "article/x", "article/add/", "article/add/X", "page/1", "article/1/../2"]
    )
    def test_a_key_that_is_none_is_refused(self, key: str) -> None:
        meera = cast.meera()
        answer = client_of(meera).post(
            url(), json.dumps({"key": key, "user": str(meera.pk), "data": []}), content_type="application/json"
        )
        assert answer.status_code == 403

    def test_a_story_that_is_not_there(self) -> None:
        meera = cast.meera()
        assert keep(client_of(meera), "article/999999", [], user=meera).status_code == 404

    def test_goes_with_the_account(self) -> None:
        ravi = cast.ravi()
        keep(client_of(ravi), NEW, [["headline", "क"]], user=ravi)
        ravi.delete()
        assert not Autosave.objects.exists()

    def test_needs_someone_signed_in_and_the_token_against_forgery(self) -> None:
        meera = cast.meera()
        assert Client().get(url(), {"key": NEW}).status_code == 302
        client = Client(enforce_csrf_checks=True)
        client.force_login(meera)
        assert keep(client, NEW, [], user=meera).status_code == 403


class TestSaving:
    def test_a_save_drops_it_and_tells_the_browser(self) -> None:
        meera = cast.meera()
        client = client_of(meera)
        story = factories.draft()
        key = f"article/{story.pk}"
        keep(client, key, [["headline", "नया"]], user=meera)
        form = sent(client, change(story.pk), headline="नया")
        answer = client.post(change(story.pk), {**form, "_continue": "1"})
        assert answer.status_code == 302
        assert answer.cookies[SAVED_COOKIE].value == key
        assert not Autosave.objects.exists()

    def test_a_save_of_a_new_story_drops_what_was_kept_under_its_token(self) -> None:
        meera = cast.meera()
        client = client_of(meera)
        form = sent(client, ADD, headline="नया")
        keep(client, key_of(form), [["headline", "न"]], user=meera)
        answer = client.post(ADD, {**form, "_continue": "1"})
        assert answer.status_code == 302
        assert answer.cookies[SAVED_COOKIE].value == key_of(form)
        assert not Autosave.objects.exists()

    def test_a_refused_save_keeps_it_and_the_key(self) -> None:
        meera = cast.meera()
        client = client_of(meera)
        form = sent(client, ADD, headline="क" * 301)
        keep(client, key_of(form), [["headline", "क"]], user=meera)
        answer = client.post(ADD, {**form, "_continue": "1"})
        assert answer.status_code != 302
        assert SAVED_COOKIE not in answer.cookies
        assert key_of(form) in answer.content.decode()
        assert Autosave.objects.count() == 1

    def test_a_save_drops_nobody_elses(self) -> None:
        meera, imran = cast.meera(), cast.imran()
        story = factories.draft()
        keep(client_of(imran), f"article/{story.pk}", [["headline", "इमरान का"]], user=imran)
        client = client_of(meera)
        client.post(change(story.pk), {**sent(client, change(story.pk), headline="नया"), "_continue": "1"})
        assert kept(client_of(imran), f"article/{story.pk}") is not None

    def test_each_rendered_form_of_a_new_story_has_a_key_of_its_own(self) -> None:
        client = client_of(cast.meera())
        keys = {sent(client, ADD)["form_token"] for _ in range(2)}
        assert len(keys) == 2

    def test_a_kept_new_story_is_opened_under_its_own_key(self) -> None:
        meera = cast.meera()
        own, anothers = f"{meera.pk}.{'a' * 22}", f"{meera.pk + 1}.{'a' * 22}"
        for token, is_kept in ((own, True), (anothers, False), ("x", False)):
            form = sent(client_of(meera), f"{ADD}?form_token={token}")
            assert (form["form_token"] == token) == is_kept

    @pytest.mark.parametrize("model", ["page", "author", "tag", "section"])
    def test_so_do_the_other_forms(self, model: str) -> None:
        kavita = cast.kavita()
        client = client_of(kavita)
        path = f"/admin/articles/{model}/add/"
        form = sent(client, path, form=f"{model}_form", **{NAME_OF.get(model, "name"): "नया नाम"}, slug="naya")
        keep(client, key_of(form, model), [["name", "नया"]], user=kavita)
        answer = client.post(path, form)
        assert answer.status_code == 302, answer.content.decode()[:3000]
        assert answer.cookies[SAVED_COOKIE].value == key_of(form, model)
        assert not Autosave.objects.exists()
        made = {"page": Page, "author": Author, "tag": Tag, "section": Section}[model].objects.get(slug="naya")
        keep(client, f"{model}/{made.pk}", [["slug", "aur-naya"]], user=kavita)
        path = f"/admin/articles/{model}/{made.pk}/change/"
        client.post(path, {**sent(client, path, form=f"{model}_form"), "slug": "aur-naya"})
        assert not Autosave.objects.exists()

    def test_and_the_settings_of_the_site(self) -> None:
        kavita = cast.kavita()
        client, site = client_of(kavita), Site.load()
        keep(client, f"site/{site.pk}", [["tagline", "नई"]], user=kavita, version=site.version)
        path = "/admin/articles/site/"
        answer = client.post(path, sent(client, path, form="site_form", tagline="नई"))
        assert answer.status_code == 302
        assert not Autosave.objects.exists()


class TestOldOnes:
    def test_are_deleted_after_thirty_days(self) -> None:
        meera = cast.meera()
        for number, days in enumerate((29, 31)):
            at = timezone.now() - dt.timedelta(days=days)
            Autosave.objects.create(user=meera, key=f"article/add/1.{number:022x}", at=at)
        maintenance.prune()
        assert [row.key[-1] for row in Autosave.objects.all()] == ["0"]


class TestOffering:
    def test_lists_ones_own_unsaved_stories_newest_first(self) -> None:
        meera = cast.meera()
        client = client_of(meera)
        keep(client, f"article/add/1.{1:022x}", [["headline", ""], ["body", "<p>क</p>"]], user=meera)
        keep(client, f"article/add/1.{2:022x}", [["headline", "शीर्षक"]], user=meera)
        keep(client, f"article/{factories.draft().pk}", [["headline", "नहीं"]], user=meera)
        assert [row["title"] for row in client.get(url()).json()["unsaved"]] == ["शीर्षक", ""]

    def test_discarding_deletes_it(self) -> None:
        meera = cast.meera()
        client = client_of(meera)
        keep(client, NEW, [["headline", "क"]], user=meera)
        assert client.delete(f"{url()}?key={NEW}").status_code == 200
        assert kept(client, NEW) is None

    def test_says_what_differs_by_the_names_of_the_fields(self) -> None:
        meera = cast.meera()
        author = factories.author("सीमा राव")
        story = factories.draft("पुराना", tags=["पुल"], bylines=[author], body="<p>एक</p><p>दो</p>")
        client = client_of(meera)
        form = sent(client, change(story.pk), headline="नया", tag_names="पुल, नदी", schedule_at_0="01.12.2026")
        form |= {"body": "<p>एक</p><p>तीन</p>", "bylines-1-name": "रवि", "bylines-1-role": "अनुवाद", "note": "क्यों"}
        answer = compare(client, f"article/{story.pk}", form, version=1)
        assert [*answer["names"]] == ["शीर्षक", "मूल पाठ", "टैग", *answer["names"][3:]]
        assert len(answer["names"]) == 6
        assert "<mark>तीन</mark>" in answer["html"]
        assert "सीमा राव" in answer["html"]
        assert "रवि, अनुवाद" in answer["html"]
        assert answer["note"] == ""

    def test_says_nothing_differs_where_nothing_does(self) -> None:
        meera = cast.meera()
        client = client_of(meera)
        story = factories.draft("शीर्षक", tags=["पुल"], bylines=["रवि"], body="<p>एक</p>")
        answer = compare(client, f"article/{story.pk}", sent(client, change(story.pk)), version=1)
        assert answer["names"] == []

    def test_says_who_has_saved_meanwhile(self) -> None:
        meera, imran = cast.meera(), cast.imran()
        story = factories.draft("शीर्षक")
        form = sent(client_of(meera), change(story.pk), headline="मेरा")
        publishing.save_draft(Article.objects.get(pk=story.pk), Changes(fields={"kicker": "नया"}), by=imran)
        answer = compare(client_of(meera), f"article/{story.pk}", form, version=1)
        assert imran.name in answer["note"]

    def test_brings_the_fields_of_posts_that_the_text_quotes(self) -> None:
        meera = cast.meera()
        post = factories.post()
        client = client_of(meera)
        form = sent(client, ADD, headline="नया", body=factories.quoting(post))
        answer = compare(client, NEW, form)
        assert f'name="quote-{post.pk}-text"' in answer["quotes"][str(post.pk)]

    @pytest.mark.parametrize("model", ["page", "author", "tag", "section", "image", "site"])
    def test_compares_every_form(self, model: str) -> None:
        kavita = cast.kavita()
        client = client_of(kavita)
        path = "/admin/articles/site/" if model == "site" else f"/admin/articles/{model}/add/"
        form = sent(client, path, form=f"{model}_form")
        key = f"site/{Site.load().pk}" if model == "site" else f"{model}/add/{TOKEN}"
        assert compare(client, key, form)["names"] == []
        assert len(compare(client, key, form | {NAME_OF.get(model, "name"): "और"})["names"]) == 1


def compare(client: Client, key: str, form: dict[str, Any], version: int | None = None) -> Any:
    data = [[name, "" if value is None else str(value)] for name, value in form.items()]
    body = json.dumps({"key": key, "data": data, "version": version})
    answer = client.post(url(key.split("/")[0], "compare/"), body, content_type="application/json")
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.json()


class TestTheFrontDesk:
    def test_is_kept_compared_and_dropped_by_its_save(self) -> None:
        meera = cast.meera()
        client = client_of(meera)
        story, section = factories.story("मुख्य खबर"), cast.desh()
        row = {"slot": "lead", "story": str(story.pk), "starts": "", "ends": "", "text": "", "url": ""}
        for number, page in ((0, ""), (section.pk, str(section.pk))):
            form = {"page": page, "began_from": "0", **row}
            key = f"arrangement/{number}"
            keep(client, key, [[name, value] for name, value in form.items()], user=meera, version=0)
            answer = compare(client, key, form, version=0)
            assert len(answer["names"]) == 1
            assert "<mark>मुख्य खबर</mark>" in answer["html"]
            assert answer["note"] == ""
            saved = client.post("/admin/articles/arrangement/", {**form, "save": "1"})
            assert saved.status_code == 302
            assert saved.cookies[SAVED_COOKIE].value == key
            assert not Autosave.objects.exists()
            assert compare(client, key, form, version=0)["note"]

    def test_is_only_for_those_who_may_arrange(self) -> None:
        ravi = cast.ravi()
        assert keep(client_of(ravi), "arrangement/0", [], user=ravi).status_code == 403
        meera = cast.meera()
        assert keep(client_of(meera), "arrangement/99999", [], user=meera).status_code == 404


class TestSentAgain:
    """A form that is sent twice is saved once; what was kept of it meanwhile is superfluous only if it is the same."""

    @pytest.mark.parametrize(("address", "model"), [(ADD, "article"), ("/admin/articles/author/add/", "author")])
    @pytest.mark.parametrize("is_same", [True, False])
    def test_the_same_text_goes_and_another_one_stays(self, address: str, model: str, *, is_same: bool) -> None:
        kavita = cast.kavita()
        client = client_of(kavita)
        named = {"headline": "पुल खुला"} if model == "article" else {"name": "मीरा जोशी", "slug": "meera"}
        form = sent(client, address, f"{model}_form", _continue="1", **named)
        assert client.post(address, form).status_code == 302
        name, value = next(iter(named.items()))
        entries = [[each, str(text)] for each, text in form.items() if each not in ("_continue", "form_token", name)]
        entries = [entry for entry in entries if entry[0] != "csrfmiddlewaretoken"]
        key = key_of(form, model)
        keep(client, key, [*entries, [name, value if is_same else f"{value} और भी"]], user=kavita)
        assert client.post(address, form).status_code == 302
        assert Autosave.objects.filter(key=key).exists() is not is_same
