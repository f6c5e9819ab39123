"""The image library in the admin: forms, lists, many uploads at once, and the body editor's JSON views."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from articles import images
from articles.models import AuditEntry, Image, SocialPost, User
from articles.publishing import image_library
from tests import cast, factories
from tests.admin.forms import errors, sent
from tests.images import files

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/image/"
ADD, LIBRARY, UPLOAD, MANY = LIST + "add/", LIST + "library/", LIST + "upload/", LIST + "upload-many/"
TALKATIVE = files.with_segments(files.iim((120, files.HINDI.encode()), (80, b"Asha Rao"), (116, b"(c) Asha")))


@pytest.fixture
def editor() -> User:
    return cast.meera()


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def change(image: Image) -> str:
    return f"{LIST}{image.pk}/change/"


def added(desk: Client, data: bytes = files.written(), name: str = "a.jpg", **typed: Any) -> Any:
    fields = sent(desk, ADD, "image_form", **typed)
    return desk.post(ADD, fields | {"file": files.upload(data, name)}, follow=True)


def rows(desk: Client, query: str = "") -> list[str]:
    page = html.fromstring(desk.get(LIST + query).content.decode())
    return [
        cell.text_content().strip() for cell in page.xpath("//*[@id='result_list']//*[contains(@class,'field-name')]")
    ]


class TestTheForm:
    def test_says_why_a_file_is_refused_and_keeps_what_was_typed(self, desk: Client) -> None:
        for data, name, part in (
            (files.png_of_size(50_000, 50_000), "a.png", "पिक्सेल"),
            (files.written("PNG"), "a.jpg", ".jpg"),
            (files.written()[:-30], "a.jpg", "पूरी नहीं"),
            (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "a.svg", "SVG"),
            (b"", "a.jpg", "खाली"),
        ):
            answer = added(desk, data, name, alt="नाव")
            assert answer.status_code == 200
            assert part in errors(answer), name
            assert "नाव" in answer.content.decode()
        assert not Image.objects.exists()

    def test_does_not_have_pillow_open_what_nobody_asked_for(self, desk: Client) -> None:
        """Django's own field would open a file of any kind that Pillow knows."""
        page = errors(added(desk, files.written("PPM"), "a.jpg"))
        assert "JPEG, PNG" in page

    def test_offers_what_the_file_says_for_somebody_to_look_over(self, desk: Client) -> None:
        answer = added(desk, TALKATIVE, credit="राकेश")
        image = Image.objects.get()
        assert answer.redirect_chain[-1][0] == change(image)
        form = html.fromstring(answer.content.decode()).get_element_by_id("image_form")
        assert dict(form.form_values())["caption"].strip() == files.HINDI
        assert dict(form.form_values())["credit"] == "राकेश"
        shown = " ".join(
            html.fromstring(answer.content.decode()).xpath("//*[@class='messagelist']")[0].text_content().split()
        )
        assert str(Image._meta.get_field("caption").verbose_name) in shown
        assert str(Image._meta.get_field("credit").verbose_name) not in shown

    def test_says_that_of_a_moving_picture_one_frame_is_kept(self, desk: Client) -> None:
        answer = added(desk, files.moving("GIF"), "a.gif")
        assert html.fromstring(answer.content.decode()).xpath("//*[@class='messagelist']//li[@class='warning']")

    def test_logs_who_added_and_who_changed_what(self, desk: Client, editor: User) -> None:
        added(desk, alt="नाव")
        image = Image.objects.get()
        desk.post(change(image), sent(desk, change(image), "image_form", alt="एक नाव"))
        assert list(AuditEntry.objects.order_by("pk").values_list("by", "action")) == [
            (editor.pk, "add"), (editor.pk, "change"),
        ]  # fmt: skip
        assert AuditEntry.objects.get(action="change").details["changes"] == {"alt": ["नाव", "एक नाव"]}

    def test_a_replaced_file_stays_and_can_be_brought_back(
        self, desk: Client, media: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        added(desk, files.written(size=(500, 300)), alt="नाव", caption="मेरा")
        image = Image.objects.get()
        image_library.make_renditions(image.pk)
        fields = sent(desk, change(image), "image_form") | {"file": files.upload(TALKATIVE, "b.jpg")}
        with django_capture_on_commit_callbacks(execute=True):
            assert desk.post(change(image), fields).status_code == 302
        image.refresh_from_db()
        assert (image.width, image.upload_name, image.caption) == (64, "b.jpg", "मेरा")
        earlier = image.earlier_files.get()
        names = {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()}
        assert names == {image.file.name, *images.files(image), earlier.file.name, *images.files(earlier)}
        fields = sent(desk, change(image), "image_form", bring_back=str(earlier.pk))
        with django_capture_on_commit_callbacks(execute=True):
            assert desk.post(change(image), fields).status_code == 302
        image.refresh_from_db()
        assert (image.width, image.upload_name, image.file.name) == (500, "a.jpg", earlier.file.name)
        assert images.is_current(image)
        assert [kept.upload_name for kept in image.earlier_files.all()] == ["b.jpg"]
        with django_capture_on_commit_callbacks(execute=True):
            image_library.remove(image)
        assert not [path for path in media.rglob("*") if path.is_file()]

    def test_a_focal_point_must_lie_in_the_picture(self, desk: Client) -> None:
        added(desk)
        image = Image.objects.get()
        for wrong in ("101", "-1", "x"):
            assert desk.post(change(image), sent(desk, change(image), "image_form", focal_x=wrong)).status_code == 200
        desk.post(change(image), sent(desk, change(image), "image_form", focal_x="100", focal_y="0"))
        image.refresh_from_db()
        assert (image.focal_x, image.focal_y) == (100, 0)

    def test_names_all_that_show_the_picture(self, desk: Client) -> None:
        image = factories.image()
        lead, body = (
            factories.story("पहली खबर", lead_image=image),
            factories.draft("दूसरी खबर", body=f'<p>क</p><figure data-image="{image.pk}"></figure>'),
        )
        author, post = factories.author("छायाकार", portrait=image), factories.post()
        SocialPost.objects.filter(pk=post.pk).update(image=image)
        page = html.fromstring(desk.get(change(image)).content.decode())
        links = page.xpath("//*[contains(@class, 'field-used_in')]//a/@href")
        assert set(links) == {
            f"/admin/articles/article/{lead.pk}/change/", f"/admin/articles/article/{body.pk}/change/",
            f"/admin/articles/author/{author.pk}/change/", f"/admin/articles/socialpost/{post.pk}/change/",
        }  # fmt: skip

    def test_removes_a_picture_nothing_shows_and_keeps_one_that_is_shown(
        self, client: Client, media: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        client.force_login(cast.kavita())
        free, used = factories.image("एक"), factories.image("दो")
        factories.story(lead_image=used)
        with django_capture_on_commit_callbacks(execute=True):
            for image in (free, used):
                client.post(f"{LIST}{image.pk}/delete/", {"post": "yes"})
        assert list(Image.objects.all()) == [used]
        used.refresh_from_db()
        names = {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()}
        assert names == {used.file.name, *images.files(used)}


class TestTheList:
    def test_shows_which_pictures_have_no_alternative_text(self, desk: Client) -> None:
        factories.image("नाव"), factories.image("", caption="बिना")
        assert rows(desk) == ["बिना", "नाव"]
        assert rows(desk, "?alt=none") == ["बिना"]
        page = html.fromstring(desk.get(LIST).content.decode())
        assert len(page.xpath("//*[@class='alt-missing']")) == 1

    def test_warns_of_rights_that_have_ended_or_end_soon(self, desk: Client) -> None:
        today = timezone.localdate()
        for name, days in (("बीते", -1), ("आज", 0), ("जल्द", 14), ("दूर", 15)):
            factories.image(name, rights_until=today + dt.timedelta(days=days))
        factories.image("सदा")
        assert rows(desk, "?rights=ended") == ["बीते"]
        assert rows(desk, "?rights=soon") == ["जल्द", "आज"]
        assert len(rows(desk, "?rights=limited")) == 4
        assert len(rows(desk, "?rights=x")) == len(rows(desk)) == 5

    def test_is_narrowed_by_kind_and_searched_by_words_and_names_of_files(self, desk: Client) -> None:
        factories.image("एक", origin="ai"), factories.image("दो", upload_name="नर्मदा.jpg")
        assert rows(desk, "?origin=ai") == ["एक"]
        assert rows(desk, "?q=नर्मदा") == ["दो"]

    def test_asks_as_often_for_many_pictures_as_for_one(self, desk: Client, django_assert_max_num_queries: Any) -> None:
        for _n in range(12):
            factories.image()
        with django_assert_max_num_queries(7):
            desk.get(LIST)


class TestManyAtOnce:
    def post(self, desk: Client, *several: Any, **fields: Any) -> Any:
        return desk.post(MANY, {"origin": "photo", "language": "hi", "several": list(several), **fields})

    def test_get_their_common_words_and_each_its_own_where_there_are_none(self, desk: Client) -> None:
        self.post(desk, files.upload(TALKATIVE, "a.jpg"), files.upload(files.written("PNG"), "b.png"), credit="राकेश")
        one, two = Image.objects.order_by("pk")
        assert (one.credit, two.credit) == ("राकेश", "राकेश")
        assert (one.caption, two.caption) == (files.HINDI, "")

    def test_one_that_is_refused_is_named_and_no_other_is_lost(self, desk: Client) -> None:
        answer = self.post(
            desk, files.upload(files.written(), "पहली.jpg"), files.upload(b"x", "बुरी.jpg"),
            files.upload(files.written("WEBP"), "तीसरी.webp"), caption="साझा",
        )  # fmt: skip
        assert set(Image.objects.values_list("upload_name", "caption")) == {
            ("पहली.jpg", "साझा"),
            ("तीसरी.webp", "साझा"),
        }
        refused = html.fromstring(answer.content.decode()).xpath("//ul[@class='refused']/li")
        assert len(refused) == 1
        assert "बुरी.jpg" in refused[0].text_content()
        assert "JPEG, PNG" in refused[0].text_content()

    def test_are_then_asked_for_their_alternative_texts(self, desk: Client) -> None:
        answer = self.post(desk, files.upload(files.written(), "a.jpg"), files.upload(files.written(), "b.jpg"))
        form = next(form for form in html.fromstring(answer.content.decode()).forms if "describe" in form.fields)
        one, two = Image.objects.order_by("pk")
        fields = dict(form.form_values()) | {f"alt-{one.pk}": "नाव", "alt-99999": "x", "describe": "1"}
        page = desk.post(MANY, fields).content.decode()
        one.refresh_from_db()
        two.refresh_from_db()
        assert (one.alt, two.alt) == ("नाव", "")
        assert html.fromstring(page).xpath("//*[@role='status']")
        assert AuditEntry.objects.filter(action="change", target_id=str(one.pk)).exists()

    def test_a_bad_form_takes_nothing_and_says_so(self, desk: Client) -> None:
        assert errors(self.post(desk))
        too_many = [files.upload(b"x", f"{n}.jpg") for n in range(51)]
        assert "50" in errors(self.post(desk, *too_many))
        assert errors(self.post(desk, files.upload(files.written()), rights_until="never"))
        assert not Image.objects.exists()


class TestWhatTheEditorAsks:
    def test_a_card_says_everything_of_a_picture(self, desk: Client) -> None:
        ended = timezone.localdate() - dt.timedelta(days=1)
        image = factories.image(
            "", (800, 400), caption="घाट", credit="राकेश", origin="ai", rights_until=ended, focal_x=7
        )
        answer = desk.get(f"{LIST}{image.pk}/card/").json()
        assert (answer["id"], answer["alt"], answer["caption"], answer["credit"]) == (image.pk, "", "घाट", "राकेश")
        assert (answer["width"], answer["height"], answer["focal_x"], answer["origin"]) == (800, 400, 7, "ai")
        assert answer["url"] == image.file.url
        assert len(answer["warnings"]) == 2

    def test_of_renditions_it_names_one_that_is_small_enough(self, desk: Client) -> None:
        image = factories.image(size=(1_600, 900))
        image_library.make_renditions(image.pk)
        answer = desk.get(f"{LIST}{image.pk}/card/").json()
        assert answer["url"].endswith("-whole-1008.webp")
        assert answer["thumbnail"].endswith("-whole-320.webp")

    def test_the_library_is_shown_newest_first_a_page_at_a_time(self, desk: Client) -> None:
        made = [factories.image(f"चित्र {n}") for n in range(30)]
        first = desk.get(LIBRARY).json()
        second = desk.get(LIBRARY + "?page=2").json()
        assert [one["id"] for one in first["images"] + second["images"]] == [one.pk for one in reversed(made)]
        assert (first["more"], second["more"]) == (True, False)
        assert (first["may_add"], first["may_change"]) == (True, True)

    @pytest.mark.parametrize("page", ["0", "-1", "x", "99", "9" * 30, "२", ""])
    def test_a_page_that_is_not_there_is_empty_or_the_first(self, desk: Client, page: str) -> None:
        factories.image()
        answer = desk.get(LIBRARY, {"page": page})
        assert answer.status_code == 200
        assert len(answer.json()["images"]) in (0, 1)

    @pytest.mark.parametrize("question", ["नाव", "घाट", "राकेश", "नर्मदा.jpg", "नाव राकेश", "  नाव  ", "NAAV"])
    def test_it_is_searched_in_all_words_and_the_files_name(self, desk: Client, question: str) -> None:
        image = factories.image("naav नाव", caption="घाट पर", credit="राकेश", upload_name="नर्मदा.jpg")
        factories.image("पहाड़")
        assert [one["id"] for one in desk.get(LIBRARY, {"q": question}).json()["images"]] == [image.pk]

    @pytest.mark.parametrize("question", ["नाव पहाड़", "%", "\x00x", "x" * 5_000, "' OR 1=1 --"])
    def test_what_is_not_there_is_not_found(self, desk: Client, question: str) -> None:
        factories.image("नाव"), factories.image("पहाड़")
        assert desk.get(LIBRARY, {"q": question}).json()["images"] == []

    def test_an_upload_answers_for_each_file_in_order(self, desk: Client) -> None:
        several = [
            files.upload(TALKATIVE, "a.jpg"),
            files.upload(b"x", "b.jpg"),
            files.upload(files.written(), "c.jpg"),
        ]
        one, two, three = desk.post(UPLOAD, {"file": several}).json()["images"]
        assert (one["caption"], one["credit"], one["name"]) == (files.HINDI, "Asha Rao", "a.jpg")
        assert set(two) == {"name", "error"}
        assert two["name"] == "b.jpg"
        assert three["id"] == Image.objects.order_by("pk").last().pk

    def test_an_upload_of_nothing_is_refused_with_a_message(self, desk: Client) -> None:
        assert desk.post(UPLOAD).status_code == 400
        assert desk.get(UPLOAD).status_code == 405

    def test_words_are_written_to_a_picture(self, desk: Client) -> None:
        image = factories.image("")
        address = f"{LIST}{image.pk}/words/"
        answer = desk.post(address, {"alt": " नाव\n"}, content_type="application/json").json()
        image.refresh_from_db()
        assert answer["alt"] == image.alt == "नाव"
        assert not answer["warnings"]

    @pytest.mark.parametrize("body", ["", "[]", "{", '{"alt": 5}', '{"alt": ["x"]}', "null", "5", '{"alt": null}'])
    def test_what_cannot_be_read_changes_nothing(self, desk: Client, body: str) -> None:
        image = factories.image("नाव")
        assert desk.post(f"{LIST}{image.pk}/words/", body, content_type="application/json").status_code == 400
        image.refresh_from_db()
        assert image.alt == "नाव"

    def test_too_long_a_text_is_refused_with_a_sentence(self, desk: Client) -> None:
        image = factories.image("नाव")
        answer = desk.post(f"{LIST}{image.pk}/words/", {"alt": "क" * 301}, content_type="application/json")
        assert answer.status_code == 400
        assert "300" in answer.json()["error"]

    @pytest.mark.parametrize("number", ["0", "99999", "9" * 18, "9" * 40])
    def test_a_picture_that_is_not_there_is_not_found(self, desk: Client, number: str) -> None:
        assert desk.get(f"{LIST}{number}/card/").status_code == 404
        answer = desk.post(f"{LIST}{number}/words/", {"alt": "x"}, content_type="application/json")
        assert answer.status_code == 404


class TestRights:
    def test_without_the_permission_to_view_it_there_is_no_answer(self, client: Client) -> None:
        image = factories.image()
        client.force_login(cast.guest())
        for address in (LIST, LIBRARY, MANY, change(image), f"{LIST}{image.pk}/card/"):
            assert client.get(address).status_code == 403, address

    def test_who_may_not_add_pictures_gets_a_message(self, client: Client) -> None:
        image = factories.image("नाव")
        client.force_login(cast.guest())
        for address, data in ((UPLOAD, None), (f"{LIST}{image.pk}/words/", {"alt": "x"})):
            answer = client.post(address, data or {"file": files.upload(files.written())})
            assert answer.status_code == 403
            assert answer.json()["error"]
        image.refresh_from_db()
        assert image.alt == "नाव"
        assert Image.objects.count() == 1

    def test_nobody_signed_in_is_asked_to(self, client: Client) -> None:
        for address in (LIBRARY, UPLOAD, MANY):
            assert "/admin/login/" in client.get(address)["Location"]
