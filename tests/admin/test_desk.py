"""The story form and the desk: nothing typed is lost, one transition a save, tags merged, everything logged."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from articles import publishing
from articles.models import (
    EDITORIAL_FIELDS,
    Article,
    AuditEntry,
    Author,
    Image,
    PostSnapshot,
    Redirect,
    Revision,
    Section,
    SectionListing,
    Spelling,
    Tag,
    User,
)  # fmt: skip
from tests import factories
from tests.admin.forms import ADD, change, errors, sent

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


@pytest.fixture
def editor() -> User:
    return factories.user("asha", "chief", first_name="आशा")


@pytest.fixture
def desk(editor: User) -> Client:
    client = Client()
    client.force_login(editor)
    return client


class TestForm:
    def test_one_save_writes_the_story_its_bylines_and_its_tags(self, desk: Client) -> None:
        section, author = factories.section(), factories.author("मीरा जोशी")
        data = sent(
            desk, ADD, headline="पुल खुला", body="<p>पाठ</p>", section=section.pk, tag_names="विदेश मंत्री, हिंदी, हिन्दी",
            bylines__0__author=author.pk, bylines__0__role="रिपोर्ट", _continue="1",
        )  # fmt: skip
        assert desk.post(ADD, data).status_code == 302
        story = Article.objects.get()
        assert [row.tag.name for row in story.tag_rows.order_by("id")] == ["विदेश मंत्री", "हिंदी"]
        assert [(row.author, row.role) for row in story.bylines.all()] == [(author, "रिपोर्ट")]
        assert [revision.transition for revision in story.revisions.all()] == ["save_draft"]

    def test_every_editorial_field_stands_in_one_fieldset(self, desk: Client) -> None:
        """The groups of the form are lists of their own: none of them may forget a field or repeat one."""
        names = html.fromstring(desk.get(ADD).content.decode()).get_element_by_id("article_form").fields.keys()
        named = [name.removesuffix("_0") for name in names]
        assert [named.count(name) for name in EDITORIAL_FIELDS] == [1] * len(EDITORIAL_FIELDS)

    def test_bylines_stand_in_the_order_of_their_numbers(self, desk: Client) -> None:
        story = factories.draft(bylines=["एजेंसी", "अतिथि"])
        data = sent(desk, change(story.pk), bylines__0__order="2", bylines__1__order="1", _continue="1")
        desk.post(change(story.pk), data)
        assert [row.name for row in story.bylines.all()] == ["अतिथि", "एजेंसी"]

    def test_a_byline_can_be_taken_away(self, desk: Client) -> None:
        story = factories.draft(bylines=["एजेंसी", "अतिथि"])
        desk.post(change(story.pk), sent(desk, change(story.pk), bylines__0__DELETE="on", _continue="1"))
        assert [row.name for row in story.bylines.all()] == ["अतिथि"]

    def test_publishing_what_is_not_ready_says_what_is_missing_and_keeps_what_was_typed(self, desk: Client) -> None:
        data = sent(desk, ADD, headline="शीर्षक यहाँ", tag_names="नदी, पुल", bylines__0__name="एजेंसी", _publish="1")
        response = desk.post(ADD, data)
        assert response.status_code == 200
        assert Article.objects.count() == Revision.objects.count() == Tag.objects.count() == 0
        page = html.fromstring(response.content.decode())
        kept = dict(page.get_element_by_id("article_form").form_values())
        assert (kept["headline"], kept["tag_names"], kept["bylines-0-name"]) == ("शीर्षक यहाँ", "नदी, पुल", "एजेंसी")
        assert "अनुभाग" in errors(response)

    def test_a_save_on_top_of_a_newer_one_is_refused_and_everything_typed_stays(self, desk: Client) -> None:
        story = factories.draft("पहला", bylines=["एजेंसी"], tags=["पुल"])
        data = sent(
            desk, change(story.pk), headline="मेरा शीर्षक", body="<p>मेरा पाठ</p>", tag_names="मेरा टैग",
            bylines__0__name="मेरी बाइलाइन", _continue="1",
        )  # fmt: skip
        other = factories.user("bharat", "editor", first_name="भरत")
        publishing.save_draft(story, publishing.Changes(fields={"headline": "उनका शीर्षक"}), by=other)
        response = desk.post(change(story.pk), data)
        assert response.status_code == 200
        assert "भरत" in errors(response)
        kept = dict(html.fromstring(response.content.decode()).get_element_by_id("article_form").form_values())
        assert kept["headline"] == "मेरा शीर्षक"
        assert kept["body"].strip() == "<p>मेरा पाठ</p>"
        assert (kept["tag_names"], kept["bylines-0-name"]) == ("मेरा टैग", "मेरी बाइलाइन")
        story.refresh_from_db()
        assert (story.headline, story.version) == ("उनका शीर्षक", 2)

    def test_a_form_without_its_version_is_not_taken(self, desk: Client) -> None:
        story = factories.draft("पहला")
        data = sent(desk, change(story.pk), headline="दूसरा", _continue="1")
        del data["began_from"]
        assert desk.post(change(story.pk), data).status_code == 200
        story.refresh_from_db()
        assert story.headline == "पहला"

    def test_scheduling_is_by_the_newsrooms_clock(self, desk: Client) -> None:
        story = factories.draft()
        day = timezone.localdate() + dt.timedelta(days=2)
        data = sent(desk, change(story.pk), schedule_at_0=day.isoformat(), schedule_at_1="09:30", _schedule="1")
        assert desk.post(change(story.pk), data).status_code == 302
        story.refresh_from_db()
        assert timezone.localtime(story.publish_at).strftime("%Y-%m-%d %H:%M") == f"{day} 09:30"
        assert not story.is_live()

    def test_scheduling_without_a_time_asks_for_one(self, desk: Client) -> None:
        story = factories.draft()
        assert desk.post(change(story.pk), sent(desk, change(story.pk), _schedule="1")).status_code == 200
        story.refresh_from_db()
        assert story.status == "draft"

    def test_two_bylines_of_one_author_are_refused_on_the_form(self, desk: Client) -> None:
        author = factories.author()
        story = factories.draft(bylines=[author])
        data = sent(desk, change(story.pk), bylines__1__author=author.pk, _continue="1")
        assert desk.post(change(story.pk), data).status_code == 200
        assert story.bylines.count() == 1

    def test_an_image_that_is_not_there_is_refused_on_the_form(self, desk: Client) -> None:
        data = sent(desk, ADD, headline="क", body='<figure data-image="999"></figure>', _continue="1")
        response = desk.post(ADD, data)
        assert response.status_code == 200
        assert Article.objects.count() == 0

    def test_an_address_can_be_mended_once_published_and_the_old_one_leads_on(self, desk: Client) -> None:
        story = factories.story("Pul khula")
        old = story.get_absolute_url()
        desk.post(change(story.pk), sent(desk, change(story.pk), slug="kuchh-aur", _continue="1"))
        story.refresh_from_db()
        new = story.get_absolute_url()
        assert new == f"/desh/kuchh-aur-{story.pk}/"
        moved = desk.get(old)
        assert (moved.status_code, moved["Location"]) == (301, new)
        for address in (new, "/rss.xml", "/news-sitemap.xml"):
            page = desk.get(address).content.decode()
            assert new in page, address
            assert old not in page, address

    def test_the_help_beside_the_address_says_what_is_true_of_this_story(self, desk: Client) -> None:
        address = "//*[@id='id_slug_helptext']"
        draft, public = (
            html.fromstring(desk.get(change(story.pk)).content.decode()).xpath(address)[0].text_content().strip()
            for story in (factories.draft(), factories.story())
        )
        assert draft == "खाली छोड़ने पर शीर्षक से बनता है।"
        assert "पुराना पता" in public

    def test_a_published_storys_body_is_read_by_a_reporter_as_text_not_as_source(self) -> None:
        story = factories.story(body="<p>पहला <strong>पाठ</strong></p>")
        client = Client()
        client.force_login(factories.user("rep", "reporter"))
        page = client.get(change(story.pk)).content.decode()
        assert "<strong>पाठ</strong>" in page
        assert 'name="headline"' not in page


class TestQuotes:
    def test_an_editor_confirms_a_proposed_post(self, desk: Client) -> None:
        post = factories.post(confirmed=False)
        story = factories.draft(body="<p>पाठ</p>" + factories.quoting(post))
        data = sent(desk, change(story.pk), _publish="1", **{f"quote__{post.pk}__confirmed": "on"})
        assert desk.post(change(story.pk), data).status_code == 302
        post.refresh_from_db()
        story.refresh_from_db()
        assert post.confirmed_at is not None
        assert story.is_live()
        assert PostSnapshot.objects.count() == 1

    def test_words_corrected_here_stay_as_they_are_elsewhere(self, desk: Client, client: Client) -> None:
        post = factories.post("पहले के शब्द")
        first = factories.story("पहली", body="<p>क</p>" + factories.quoting(post))
        second = factories.draft("दूसरी", body="<p>ख</p>" + factories.quoting(post))
        data = sent(desk, change(second.pk), _publish="1", **{f"quote__{post.pk}__text": "सुधारे हुए शब्द"})
        assert desk.post(change(second.pk), data).status_code == 302
        second.refresh_from_db()
        assert "पहले के शब्द" in client.get(first.get_absolute_url()).content.decode()
        assert "सुधारे हुए शब्द" in client.get(second.get_absolute_url()).content.decode()

    def test_the_posts_own_page_adds_a_snapshot_and_changes_none(self, desk: Client, client: Client) -> None:
        post = factories.post("पहले के शब्द")
        story = factories.story(body="<p>क</p>" + factories.quoting(post))
        address = f"/admin/articles/socialpost/{post.pk}/change/"
        data = sent(desk, address, "socialpost_form")
        data |= {"snapshots-TOTAL_FORMS": "2", "snapshots-1-text": "आगे के शब्द", "snapshots-1-language": "hi"}
        assert desk.post(address, data).status_code == 302
        assert [row.text for row in post.snapshots.all()] == ["पहले के शब्द", "आगे के शब्द"]
        assert "पहले के शब्द" in client.get(story.get_absolute_url()).content.decode()


class TestList:
    def queries(self, desk: Client, address: str = LIST) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert desk.get(address).status_code == 200
        return len(seen)

    def test_as_many_queries_for_3_stories_as_for_60(self, desk: Client) -> None:
        author = factories.author()
        for number in range(3):
            factories.draft(f"खबर {number}", bylines=[author, "एजेंसी"])
        few = self.queries(desk)
        for number in range(57):
            factories.draft(f"और {number}", bylines=[author, "एजेंसी"])
        assert self.queries(desk) == few <= 12

    def test_nothing_is_counted_without_bound_and_nothing_is_skipped_over(self, desk: Client) -> None:
        factories.draft()
        with CaptureQueriesContext(connection) as seen:
            desk.get(LIST)
        for query in seen:
            if "COUNT(" in query["sql"] and "articles_article" in query["sql"]:
                assert "LIMIT 2000" in query["sql"]

    def test_states_are_named_with_their_time(self, desk: Client) -> None:
        editor, now = factories.editor(), timezone.now()
        publishing.schedule(factories.draft("आने वाली"), at=now + dt.timedelta(days=1), by=editor)
        publishing.expire(factories.story("बीती", at=now - dt.timedelta(days=2)), by=editor)
        for state, headline in [("scheduled", "आने वाली"), ("expired", "बीती")]:
            page = desk.get(LIST, {"state": state}).content.decode()
            assert headline in page
            assert page.count('class="action-select"') == 1

    def test_mine_are_those_i_began_and_those_that_bear_my_name(self, desk: Client, editor: User) -> None:
        author = factories.author(user=editor)
        factories.draft("मेरी शुरू की", by=editor)
        factories.draft("मेरे नाम की", bylines=[author])
        factories.draft("किसी और की")
        page = desk.get(LIST, {"mine": "1"}).content.decode()
        assert "मेरी शुरू की" in page
        assert "मेरे नाम की" in page
        assert "किसी और की" not in page

    def test_what_is_in_the_trash_is_shown_there_only(self, desk: Client) -> None:
        story = factories.draft("फेंकी हुई")
        publishing.trash(story, by=factories.editor())
        assert "फेंकी हुई" not in desk.get(LIST).content.decode()
        assert "फेंकी हुई" in desk.get(LIST, {"state": "trash"}).content.decode()

    @pytest.mark.usefixtures("run_on_commit_at_once")
    def test_search_finds_words_of_the_headline_and_the_number(self, desk: Client) -> None:
        story = factories.draft("जलस्तर बढ़ा")
        factories.draft("कुछ और")
        for words in ("जलस्तर", str(story.pk), f"  {story.pk} "):
            page = desk.get(LIST, {"q": words}).content.decode()
            assert "जलस्तर बढ़ा" in page
            assert "कुछ और" not in page

    @pytest.mark.parametrize(
        "query", ["?q=%00", "?state=x", "?section=999999999999999999999", "?section=a", "?p=99", "?o=9"]
    )
    def test_no_query_breaks_it(self, desk: Client, query: str) -> None:
        factories.draft()
        assert desk.get(LIST + query).status_code in (200, 302)


class TestTags:
    def test_merging_moves_stories_names_and_address(self, desk: Client, client: Client) -> None:
        stays = factories.story("एक", tags=["कनाडा"]).tag_rows.get().tag
        goes = factories.story("दो", tags=["Kanada desh"]).tag_rows.get().tag
        factories.story("तीन", tags=["कनाडा", "Kanada desh"])
        address = "/admin/articles/tag/"
        chosen = {"action": "merge", "_selected_action": [stays.pk, goes.pk]}
        asked = desk.post(address, chosen)
        assert asked.status_code == 200
        assert Tag.objects.count() == 2
        assert desk.post(address, chosen | {"into": stays.pk}).status_code == 302
        assert [tag.name for tag in Tag.objects.all()] == ["कनाडा"]
        page = html.fromstring(client.get(f"/tag/{stays.slug}/").content.decode())
        assert {"एक", "दो", "तीन"} <= {link.text_content().strip() for link in page.iter("a")}
        moved = client.get(f"/tag/{goes.slug}/")
        assert (moved.status_code, moved["Location"]) == (301, f"/tag/{stays.slug}/")
        assert client.get(f"/tag/{goes.slug}/rss.xml")["Location"] == f"/tag/{stays.slug}/rss.xml"
        assert factories.draft("चार", tags=["KANADA desh"]).tag_rows.get().tag == stays

    def test_an_alias_in_another_script_is_the_same_tag(self, desk: Client) -> None:
        tag = factories.draft(tags=["कनाडा"]).tag_rows.get().tag
        address = f"/admin/articles/tag/{tag.pk}/change/"
        data = sent(desk, address, "tag_form", aliases="Canada\nकैनेडा")
        assert desk.post(address, data).status_code == 302
        for name in ("canada", "CANADA", "कैनेडा", "#कनाडा"):
            assert factories.draft(tags=[name]).tag_rows.get().tag == tag

    def test_an_alias_that_is_another_tags_name_is_refused_with_its_name(self, desk: Client) -> None:
        tag = factories.draft(tags=["कनाडा"]).tag_rows.get().tag
        factories.draft(tags=["Canada"])
        address = f"/admin/articles/tag/{tag.pk}/change/"
        response = desk.post(address, sent(desk, address, "tag_form", aliases="canada"))
        assert response.status_code == 200
        assert "Canada" in errors(response)

    def test_a_renamed_tag_keeps_its_old_name_and_its_address(self, desk: Client) -> None:
        tag = factories.draft(tags=["बम्बई"]).tag_rows.get().tag
        address = f"/admin/articles/tag/{tag.pk}/change/"
        assert desk.post(address, sent(desk, address, "tag_form", name="मुंबई")).status_code == 302
        assert factories.draft(tags=["बम्बई"]).tag_rows.get().tag == tag
        assert Tag.objects.get() == tag
        assert (Tag.objects.get().name, Tag.objects.get().slug) == ("मुंबई", tag.slug)

    def test_a_tag_cannot_be_renamed_to_an_alias_of_another(self, desk: Client) -> None:
        bombay, pune = (factories.draft(tags=[name]).tag_rows.get().tag for name in ("मुंबई", "पुणे"))
        publishing.tags.add_alias(bombay, "बंबई", by=factories.editor())
        address = f"/admin/articles/tag/{pune.pk}/change/"
        response = desk.post(address, sent(desk, address, "tag_form", name="बंबई"))
        assert response.status_code == 200
        assert "मुंबई" in errors(response)

    def test_suggestions_know_every_name(self, desk: Client) -> None:
        tag = factories.draft(tags=["कनाडा"]).tag_rows.get().tag
        publishing.tags.add_alias(tag, "Canada", by=factories.editor())
        assert desk.get("/admin/articles/tag/suggestions/", {"q": "can"}).json() == {"names": ["कनाडा"]}
        assert desk.get("/admin/articles/tag/suggestions/", {"q": "\x00"}).json() == {"names": []}


class TestPlaces:
    def test_a_section_that_takes_another_word_leaves_a_redirect(self, desk: Client, client: Client) -> None:
        story = factories.story()
        address = f"/admin/articles/section/{story.section_id}/change/"
        assert desk.post(address, sent(desk, address, "section_form", slug="bharat")).status_code == 302
        assert client.get("/desh/")["Location"] == "/bharat/"
        assert client.get(story.get_absolute_url())["Location"].startswith("/bharat/")

    def test_a_section_that_moves_takes_its_stories_along(self, desk: Client, client: Client) -> None:
        above = factories.section("khel", "खेल")
        story = factories.story()
        address = f"/admin/articles/section/{story.section_id}/change/"
        assert desk.post(address, sent(desk, address, "section_form", parent=above.pk)).status_code == 302
        assert SectionListing.objects.filter(article=story).count() == 2
        assert story.headline in client.get("/khel/").content.decode()

    @pytest.mark.parametrize("word", ["tag", "admin", "rss", "archive", "author", "media", "static", "2025"])
    def test_words_the_site_needs_are_refused(self, desk: Client, word: str) -> None:
        address = "/admin/articles/section/add/"
        assert desk.post(address, sent(desk, address, "section_form", name="क", slug=word)).status_code == 200
        assert not Section.objects.exists()

    def test_a_page_cannot_take_a_sections_word(self, desk: Client) -> None:
        factories.section("desh")
        address = "/admin/articles/page/add/"
        assert desk.post(address, sent(desk, address, "page_form", title="क", slug="desh")).status_code == 200

    def test_an_author_who_takes_another_word_leaves_a_redirect(self, desk: Client, client: Client) -> None:
        author = factories.author(slug="meera")
        address = f"/admin/articles/author/{author.pk}/change/"
        assert desk.post(address, sent(desk, address, "author_form", slug="meera-joshi")).status_code == 302
        assert client.get("/author/meera/")["Location"] == "/author/meera-joshi/"

    def test_the_desks_spelling_decides_an_address(self, desk: Client) -> None:
        address = "/admin/articles/spelling/add/"
        desk.post(address, sent(desk, address, "spelling_form", word="सोनघाटी", spelling="son-ghati"))
        assert Spelling.objects.get().spelling == "son-ghati"
        assert factories.story("सोनघाटी").slug == "son-ghati"


class TestImages:
    ADDRESS = "/admin/articles/image/add/"

    def upload(self, desk: Client, name: str, data: bytes) -> Any:
        fields = sent(desk, self.ADDRESS, "image_form", alt="क")
        return desk.post(self.ADDRESS, fields | {"file": SimpleUploadedFile(name, data)})

    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
            ("x.jpg", b"not a picture"),
            ("x.html", b"<script>alert(1)</script>"),
            ("x.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40),
        ],
    )
    def test_what_is_no_picture_is_refused(self, desk: Client, name: str, data: bytes) -> None:
        assert self.upload(desk, name, data).status_code == 200
        assert not Image.objects.exists()

    def test_a_picture_under_another_ending_is_refused(self, desk: Client) -> None:
        data = factories.picture_bytes()
        assert self.upload(desk, "x.html", data).status_code == 200
        assert not Image.objects.exists()

    def test_a_picture_is_taken_with_its_size(self, desk: Client) -> None:
        data = factories.picture_bytes((80, 40))
        assert self.upload(desk, "naav.png", data).status_code == 302
        image = Image.objects.get()
        assert (image.width, image.height) == (80, 40)


class TestLog:
    def test_every_act_on_a_story_is_logged_once(self, desk: Client, editor: User) -> None:
        data = sent(desk, ADD, headline="क", body="<p>ख</p>", section=factories.section().pk, _publish="1")
        desk.post(ADD, data)
        acts = [(entry.by, entry.action) for entry in AuditEntry.objects.filter(target_kind="article")]
        assert acts == [(editor, "publish")]

    def test_changes_of_accounts_and_sections_are_logged_with_what_changed(self, desk: Client) -> None:
        section = factories.section()
        address = f"/admin/articles/section/{section.pk}/change/"
        desk.post(address, sent(desk, address, "section_form", name="भारत"))
        entry = AuditEntry.objects.get(target_kind="section")
        assert (entry.by_name, entry.action) == ("आशा", "change")
        assert entry.details["changes"]["name"] == ["देश", "भारत"]

    def test_a_new_password_is_not_logged(self, desk: Client) -> None:
        user = factories.user("rep", "reporter")
        new = {"password1": "ek lamba naya 123", "password2": "ek lamba naya 123", "usable_password": "true"}
        assert desk.post(f"/admin/articles/user/{user.pk}/password/", new).status_code == 302
        entry = AuditEntry.objects.get(target_kind="user")
        assert "lamba" not in str(entry.details)

    def test_the_history_of_a_story_tells_who_did_what(self, desk: Client) -> None:
        story = factories.story()
        page = desk.get(f"/admin/articles/article/{story.pk}/history/").content.decode()
        assert page.count("sampadak") == 2

    def test_an_entry_can_neither_be_changed_nor_deleted(self, desk: Client) -> None:
        factories.story()
        entry = AuditEntry.objects.first()
        assert desk.post(f"/admin/articles/auditentry/{entry.pk}/change/", {"act": "x"}).status_code == 403
        assert desk.post(f"/admin/articles/auditentry/{entry.pk}/delete/", {"post": "yes"}).status_code == 403


PAYLOAD = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def test_no_text_field_can_put_markup_into_the_desk(desk: Client) -> None:
    author = Author.objects.create(name=PAYLOAD, latin_name=PAYLOAD, slug="x", role=PAYLOAD, bio=PAYLOAD, links=PAYLOAD)
    section = Section.objects.create(name=PAYLOAD[:90], slug="y", description=PAYLOAD)
    post = factories.post(PAYLOAD, confirmed=False, author_name=PAYLOAD, handle=PAYLOAD)
    image = factories.image(PAYLOAD, caption=PAYLOAD, credit=PAYLOAD, rights_note=PAYLOAD)
    story = factories.draft(
        PAYLOAD, section=section, bylines=[author, PAYLOAD], tags=["टैग <script>alert(1)</script>"], kicker=PAYLOAD,
        standfirst=PAYLOAD, dateline_place=PAYLOAD, source_credit=PAYLOAD, lead_image=image, lead_caption=PAYLOAD,
        body=f"<p>{PAYLOAD}</p>" + factories.quoting(post), short_headline=PAYLOAD[:100], seo_title=PAYLOAD,
        paid_by=PAYLOAD,
    )  # fmt: skip
    tag = Tag.objects.get()
    Redirect.objects.create(old_path="/<script>alert(1)</script>/", new_path="/")
    addresses = [
        LIST, change(story.pk), f"{LIST}{story.pk}/history/", "/admin/articles/author/",
        f"/admin/articles/author/{author.pk}/change/", f"/admin/articles/author/{author.pk}/delete/",
        "/admin/articles/section/", f"/admin/articles/section/{section.pk}/change/", "/admin/articles/tag/",
        f"/admin/articles/tag/{tag.pk}/change/", f"/admin/articles/tag/{tag.pk}/delete/", "/admin/articles/image/",
        f"/admin/articles/image/{image.pk}/change/", "/admin/articles/socialpost/",
        f"/admin/articles/socialpost/{post.pk}/change/", "/admin/articles/auditentry/", "/admin/articles/redirect/",
        "/admin/articles/revision/", f"/admin/articles/revision/{story.revisions.first().pk}/change/", "/admin/",
        LIST + "?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    ]  # fmt: skip
    for address in addresses:
        response = desk.get(address)
        assert response.status_code == 200, address
        page = html.fromstring(response.content.decode())
        assert not [script for script in page.iter("script") if "alert" in (script.text or "")], address
        assert not [element for element in page.iter() if "onerror" in element.attrib], address


def test_the_language_of_the_desk_is_the_editors_own(desk: Client, editor: User) -> None:
    assert "खबरें" in desk.get("/admin/").content.decode()
    assert desk.post("/admin/language/", {"language": "en", "next": "/admin/"}).status_code == 302
    editor.refresh_from_db()
    assert editor.desk_language == "en"
    assert "Stories" in desk.get("/admin/").content.decode()
    assert desk.post("/admin/language/", {"language": "en", "next": "https://evil.example/"})["Location"] == "/admin/"


class TestReasons:
    def test_a_reason_stands_in_the_note_if_the_withdrawal_is_refused(self, desk: Client, editor: User) -> None:
        story = factories.story()
        data = sent(desk, change(story.pk), confirmed="withdraw", reason="गलत तस्वीर")
        publishing.update(story, publishing.Changes(fields={"kicker": "अपडेट"}), by=editor)
        page = html.fromstring(desk.post(change(story.pk), data).content.decode())
        assert page.get_element_by_id("article_form").fields["note"] == "गलत तस्वीर"
        assert story.revisions.filter(transition="withdraw").count() == 0
