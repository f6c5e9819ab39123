"""The site settings: saved in the admin, shown on every page."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.utils.html import escape
from PIL import Image as Picture

from articles.images.marks import LOGO_SIZE
from articles.models import AuditEntry, MenuItem, Page, Section, Site, colour
from articles.views.errors import server_error
from tests import cast, factories
from tests.admin.forms import errors
from tests.images import files
from tests.pages import with_tight_links

pytestmark = pytest.mark.django_db
FORM = "/admin/articles/site/1/change/"
PLAIN = {
    "name": "सुबह", "tagline": "रोज़ की बात", "accent": "", "email": "", "phone": "", "postal_address": "", "links": "",
    "menu_items-TOTAL_FORMS": "0", "menu_items-INITIAL_FORMS": "0",
}  # fmt: skip


@pytest.fixture
def chief() -> Client:
    client = Client()
    client.force_login(factories.user("chief", "chief"))
    return client


def save(client: Client, **typed: object):
    Site.load()
    began = Site.objects.get().version
    return client.post(FORM, {**PLAIN, "began_from": began, **typed})


def png(size: tuple[int, int], colour: str = "red") -> SimpleUploadedFile:
    written = io.BytesIO()
    Picture.new("RGBA", size, colour).save(written, "PNG")
    return files.upload(written.getvalue(), "mark.png", "image/png")


def shown(client: Client, address: str = "/") -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def linked_data(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert found
    return json.loads(found[1])


class TestTheName:
    def test_comes_from_the_settings_until_the_desk_gives_one(self, client: Client) -> None:
        assert settings.SITE_NAME in shown(client)
        Site.load()
        assert settings.SITE_NAME in shown(client)

    def test_is_true_everywhere_at_once(self, client: Client, chief: Client) -> None:
        story = factories.story("खबर", section=cast.desh(), tags=["पुल"], bylines=[cast.author_meera()])
        before = shown(client, story.get_absolute_url())
        assert save(chief, name="सुबह का अख़बार").status_code == 302
        for address in (
            "/", "/desh/", "/tag/pul/", "/author/meera-joshi/", "/archive/", "/search/?q=x", story.get_absolute_url(),
            "/rss.xml", "/desh/rss.xml", "/news-sitemap.xml", "/admin/login/", "/admin/password_reset/",
        ):  # fmt: skip
            text = shown(client, address)
            assert "सुबह का अख़बार" in text, address
            assert settings.SITE_NAME not in text, address
        assert settings.SITE_NAME in before
        assert "सुबह का अख़बार" in client.get("/nowhere/").content.decode()
        linked = re.search(
            r'<script type="application/ld\+json">(.*?)</script>', shown(client, story.get_absolute_url())
        )
        assert linked
        assert json.loads(linked[1])["publisher"]["name"] == "सुबह का अख़बार"

    def test_stands_on_pages_made_without_the_database_too(self, client: Client, chief: Client) -> None:
        save(chief, name="सुबह का अख़बार")
        shown(client)
        assert "सुबह का अख़बार" in server_error(RequestFactory().get("/")).content.decode()

    def test_is_escaped(self, client: Client, chief: Client) -> None:
        save(chief, name='<b>"अ" & आ</b>')
        assert escape('<b>"अ" & आ</b>') in shown(client)
        assert '<b>"अ"' not in shown(client)


class TestTheLook:
    def test_a_logo_stands_in_place_of_the_name_and_says_it(self, client: Client, chief: Client) -> None:
        save(chief, logo=png((1600, 400)), logo_dark=png((320, 64), "white"))
        site = Site.objects.get()
        assert (site.logo_width, site.logo_height) == (512, 128) == (LOGO_SIZE[1] * 4, LOGO_SIZE[1])
        image = re.search(r'<img class="logo"[^>]*>', shown(client))
        assert image
        assert 'alt="सुबह" width="512" height="128"' in " ".join(image.group().split())
        assert f'<source srcset="{site.logo_dark.url}" media="(prefers-color-scheme: dark)">' in shown(client)
        answer = client.get(site.logo.url)
        assert answer["Content-Type"] == "image/png"
        assert answer.getvalue().startswith(b"\x89PNG")

    def test_a_new_logo_removes_the_old_file(self, chief: Client, django_capture_on_commit_callbacks) -> None:
        save(chief, logo=png((200, 100)))
        old = Site.objects.get().logo.name
        with django_capture_on_commit_callbacks(execute=True):
            save(chief, logo=png((300, 100)))
        assert not default_storage.exists(old)
        assert default_storage.exists(Site.objects.get().logo.name)

    def test_a_file_that_is_no_picture_is_refused_with_a_reason_and_nothing_typed_is_lost(self, chief: Client) -> None:
        answer = save(chief, name="नया नाम", icon=files.upload(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg"))
        assert answer.status_code == 200
        assert errors(answer)
        assert 'value="नया नाम"' in answer.content.decode()

    def test_an_icon_is_a_square(self, client: Client, chief: Client) -> None:
        save(chief, icon=png((400, 200)))
        assert f'<link rel="apple-touch-icon" href="{Site.objects.get().icon.url}">' in shown(client)
        assert "icon.svg" not in shown(client)

    @pytest.mark.parametrize("typed", ["#FC0", "ffcc00", " #ffcc00 "])
    def test_a_colour_is_understood_however_it_is_written(self, chief: Client, typed: str) -> None:
        assert save(chief, accent=typed).status_code == 302
        assert Site.objects.get().accent == "#ffcc00"

    @pytest.mark.parametrize("typed", ["red", "#12345", "#ggg", "#fff;}body{display:none"])
    def test_what_is_no_colour_is_refused(self, chief: Client, typed: str) -> None:
        assert save(chief, accent=typed).status_code == 200
        assert Site.objects.get().accent == ""

    def test_colours_are_a_style_sheet_of_their_own_that_may_be_kept(self, client: Client, chief: Client) -> None:
        assert "palette-" not in shown(client)
        save(chief, accent="#ffcc00")
        Section.objects.filter(pk=cast.duniya().pk).update(accent="#1d4f8c")
        found = re.search(r'href="(/palette-[0-9a-f]+\.css)"', shown(client))
        assert found
        answer = client.get(found[1])
        assert answer["Content-Type"].startswith("text/css")
        assert "immutable" in answer["Cache-Control"]
        css = answer.content.decode()
        assert css.startswith(":root{--accent:")
        assert ".in-duniya{--accent:#1d4f8c" in css
        assert "immutable" not in client.get("/palette-0123456789ab.css")["Cache-Control"]

    def test_nothing_but_colours_becomes_part_of_the_style_sheet(self, client: Client) -> None:
        """Even if it came into the database without the form."""
        Site.load()
        Site.objects.update(accent="#1;}b{")
        Section.objects.filter(pk=cast.duniya().pk).update(accent="red;}")
        assert "palette-" not in shown(client)
        assert client.get("/share.jpg").status_code == 200

    def test_a_section_gives_its_colour_to_its_parts_and_their_stories(self, client: Client) -> None:
        Section.objects.filter(pk=cast.desh().pk).update(accent="#1d4f8c")
        story = factories.story(section=cast.madhya_pradesh())
        for address in ("/desh/", "/madhya-pradesh/", story.get_absolute_url()):
            assert '<body class="in-desh">' in shown(client, address), address
        assert "<body>" in shown(client)

    def test_the_picture_where_it_is_shared_follows(self, client: Client, chief: Client) -> None:
        def address() -> str:
            found = re.search(r'<meta property="og:image" content="[^"]*(/share\.jpg\?v=[0-9a-f]+)"', shown(client))
            assert found
            return found[1]

        first, picture = address(), client.get("/share.jpg").content
        save(chief, accent="#1d4f8c")
        assert address() != first
        assert client.get(address()).content != picture


class TestColours:
    def test_are_readable_on_all_backgrounds(self) -> None:
        for chosen in ("#ffcc00", "#ffffff", "#000000", "#9b1c1f", "#00ff00", "#0000ff", "#808080"):
            light, dark = colour.on_light(chosen), colour.on_dark(chosen)
            assert all(colour.contrast(light, background) >= 4.5 for background in colour.LIGHT_BACKGROUNDS), chosen
            assert all(colour.contrast(dark, background) >= 4.5 for background in colour.DARK_BACKGROUNDS), chosen

    def test_stay_as_they_are_where_they_can_be_read(self) -> None:
        assert colour.on_light("#9b1c1f") == "#9b1c1f"
        assert colour.on_dark("#f08a7b") == "#f08a7b"

    def test_contrast_is_that_of_wcag(self) -> None:
        assert colour.contrast("#000000", "#ffffff") == pytest.approx(21)
        assert colour.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)

    def test_are_measured_against_the_backgrounds_of_the_style_sheet(self) -> None:
        css = (Path(settings.BASE_DIR) / "static/css/site.css").read_text()
        backgrounds = tuple(zip(re.findall(r"--paper: (#\w+)", css), re.findall(r"--tint: (#\w+)", css), strict=True))
        assert backgrounds[:2] == (colour.LIGHT_BACKGROUNDS, colour.DARK_BACKGROUNDS)


class TestHowToReachIt:
    def test_stands_at_the_foot_of_every_page_and_in_the_linked_data(self, client: Client, chief: Client) -> None:
        save(
            chief, email="desk@news.example", phone="+91 (11) 555 0100", postal_address="घंटाघर मार्ग\nझीलनगर",
            links="https://x.com/subah\nhttps://social.example/@subah",
        )  # fmt: skip
        text = shown(client)
        assert 'href="mailto:desk@news.example"' in text
        assert 'href="tel:+91115550100"' in text
        assert "घंटाघर मार्ग<br>झीलनगर" in text
        assert '<a rel="me noopener" href="https://x.com/subah">X</a>' in text
        assert '<a rel="me noopener" href="https://social.example/@subah">social.example</a>' in text
        data = linked_data(text)
        assert data["publisher"]["sameAs"] == ["https://x.com/subah", "https://social.example/@subah"]

    def test_a_line_that_is_no_address_is_named(self, chief: Client) -> None:
        answer = save(chief, links="https://x.com/subah\njavascript:alert(1)")
        assert "javascript:alert(1)" in errors(answer)

    def test_the_pages_search_engines_look_for_are_named(self, client: Client) -> None:
        Page.objects.create(title="सुधार", slug="sudhar", purpose="corrections")
        data = linked_data(shown(client))
        assert data["publisher"]["correctionsPolicy"] == settings.SITE_URL + "/sudhar/"

    def test_the_form_says_which_of_them_are_missing(self, chief: Client) -> None:
        Page.objects.create(title="हमारा परिचय", slug="about", purpose="about")
        Site.load()
        text = chief.get(FORM).content.decode()
        assert "हमारा परिचय" in text
        assert "?purpose=privacy" in text
        assert "?purpose=about" not in text


class TestMenus:
    def items(self, client: Client) -> list[tuple[str, str]]:
        nav = re.search(r'<nav class="sections".*?</nav>', shown(client), re.S)
        return re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', with_tight_links(nav.group())) if nav else []

    def test_are_all_sections_until_the_desk_makes_one(self, client: Client) -> None:
        cast.desh(), cast.duniya(), cast.madhya_pradesh()
        assert [address for address, _name in self.items(client)] == ["/duniya/", "/desh/"]

    def test_show_what_the_desk_has_chosen_in_its_order(self, client: Client, chief: Client) -> None:
        page = Page.objects.create(title="परिचय", slug="about")
        rows = [
            {"section": cast.madhya_pradesh().pk, "order": 2}, {"page": page.pk, "label": "हम", "order": 1},
            {"address": "/archive/", "label": "पुराना", "order": 3},
        ]  # fmt: skip
        sent = {f"menu_items-{n}-{key}": value for n, row in enumerate(rows) for key, value in row.items()}
        sent |= {f"menu_items-{n}-menu": "masthead" for n in range(3)} | {"menu_items-TOTAL_FORMS": "3"}
        assert save(chief, **sent).status_code == 302
        assert self.items(client) == [("/about/", "हम"), ("/madhya-pradesh/", "मध्य प्रदेश"), ("/archive/", "पुराना")]

    def test_leave_out_a_page_that_readers_cannot_see(self, client: Client) -> None:
        page = Page.objects.create(title="परिचय", slug="about", is_public=False)
        MenuItem.objects.create(site=Site.load(), page=page)
        MenuItem.objects.create(site=Site.load(), section=cast.desh())
        assert self.items(client) == [("/desh/", "देश")]

    def test_leave_out_an_address_that_browsers_read_as_another_one(self, client: Client) -> None:
        """Even if it came into the database without the form, which refuses these."""
        for address in ("/\\x.example", "javascript:alert(1)", "//x.example"):
            MenuItem.objects.create(site=Site.load(), address=address, label="x")
        MenuItem.objects.create(site=Site.load(), section=cast.desh())
        assert self.items(client) == [("/desh/", "देश")]

    @pytest.mark.parametrize(
        "row", [{}, {"address": "javascript:alert(1)", "label": "x"}, {"address": "//x.example", "label": "x"},
                {"address": "/\\x.example", "label": "x"}, {"address": "https://a@x.example", "label": "x"},
                {"address": "https://", "label": "x"}, {"address": "https://x.example"}],
    )  # fmt: skip
    def test_refuse_an_item_that_leads_nowhere(self, chief: Client, row: dict[str, str]) -> None:
        sent = {f"menu_items-0-{key}": value for key, value in {"menu": "footer", "order": "1", **row}.items()}
        assert save(chief, **sent, **{"menu_items-TOTAL_FORMS": "1"}).status_code == 200
        assert not MenuItem.objects.exists()


class TestTwoAtOnce:
    def test_the_second_gets_a_conflict_and_loses_nothing(self, chief: Client) -> None:
        Site.load()
        began = Site.objects.get().version
        save(chief, name="पहला नाम")
        answer = chief.post(FORM, {**PLAIN, "began_from": began, "name": "दूसरा नाम"})
        assert answer.status_code == 200
        assert "पहला नाम" in errors(answer)
        assert 'value="दूसरा नाम"' in answer.content.decode()
        assert Site.objects.get().name == "पहला नाम"
        began = re.search(r'name="began_from" value="(\d+)"', answer.content.decode())
        assert began
        chief.post(FORM, {**PLAIN, "began_from": began[1], "name": "दूसरा नाम"})
        assert Site.objects.get().name == "दूसरा नाम"

    def test_each_save_stands_in_the_log(self, chief: Client) -> None:
        save(chief, name="नाम")
        assert AuditEntry.objects.filter(target_kind="site").get().details["changes"]["name"] == ["", "नाम"]


class TestWhoMay:
    @pytest.mark.parametrize(("group", "may"), [("reporter", False), ("editor", False), ("chief", True)])
    def test_only_the_chief(self, group: str, may: bool) -> None:
        client = Client()
        client.force_login(factories.user("x", group))
        Site.load()
        assert client.get("/admin/articles/site/").status_code == (200 if may else 403)
        assert client.get(FORM).status_code == (200 if may else 403)
        assert save(client, name="चोरी").status_code == (302 if may else 403)

    def test_the_form_can_be_sent_from_where_the_menu_leads(self, chief: Client) -> None:
        text = chief.get("/admin/articles/site/").content.decode()
        assert 'name="tagline"' in text
        chief.post("/admin/articles/site/", {**PLAIN, "began_from": Site.objects.get().version, "name": "नाम"})
        assert Site.objects.get().name == "नाम"

    def test_nobody_adds_another_or_removes_it(self, chief: Client) -> None:
        Site.load()
        assert chief.get("/admin/articles/site/add/").status_code == 403
        assert chief.post("/admin/articles/site/1/delete/", {"post": "yes"}).status_code == 403
