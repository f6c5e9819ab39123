"""Writing at the desk: the preview, counts, what is missing, signs, finding words, links, keys, and every width."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import FrameLocator, Locator, Page, expect

from articles.models import Article, User
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = ".field-body [contenteditable=true]"


def opened(desk: Page, story: Article | None = None) -> Page:
    """The form of this story, or of a new one, with the body editor in it."""
    address = reverse("admin:articles_article_change", args=[story.pk]) if story else "/admin/articles/article/add/"
    desk.goto(address)
    expect(desk.locator(".prose-menubar[role=toolbar]")).to_be_visible()
    return desk


def speak(language: str) -> None:
    User.objects.filter(username="asha").update(desk_language=language)


def written(page: Page) -> str:
    """The body as it would be sent."""
    return page.input_value("#id_body")


def begin(page: Page) -> None:
    """The cursor at the end of the text."""
    page.click(TEXT)
    page.keyboard.press("Control+End")


def shown(page: Page) -> FrameLocator:
    return page.frame_locator("#preview iframe")


def needed(page: Page) -> Locator:
    return page.locator("#checks .needed")


class TestPreview:
    def test_shows_what_is_typed_as_it_is_typed(self, desk: Page, complaints: list[str]) -> None:
        story = factories.draft("पुराना शीर्षक", body="<p>पहला पैराग्राफ़।</p>", lead_image=factories.image())
        opened(desk, story).click("#show-preview")
        expect(shown(desk).locator("h1")).to_have_text("पुराना शीर्षक")
        desk.fill("#id_headline", "नया शीर्षक")
        expect(shown(desk).locator("h1")).to_have_text("नया शीर्षक")
        begin(desk)
        desk.keyboard.type(" और शब्द।")
        expect(shown(desk).locator(".body")).to_contain_text("पहला पैराग्राफ़। और शब्द।")
        story.refresh_from_db()
        assert (story.headline, story.version) == ("पुराना शीर्षक", 1)
        assert complaints == []

    def test_has_the_width_of_a_phone_or_of_a_desk(self, desk: Page) -> None:
        opened(desk, factories.draft()).click("#show-preview")
        expect(shown(desk).locator("h1")).to_be_visible()
        frame = desk.locator("#preview iframe")
        for name, width in (("Desktop", 1280), ("Phone", 360)):
            desk.click(f"#preview button[value='{width}']")
            assert frame.evaluate("frame => frame.contentWindow.innerWidth") == width, name
            box, viewport = frame.bounding_box(), desk.locator(".preview-viewport").bounding_box()
            assert box is not None
            assert viewport is not None
            assert box["x"] + box["width"] <= viewport["x"] + viewport["width"] + 1

    def test_stays_where_its_reader_has_scrolled_to(self, desk: Page) -> None:
        opened(desk, factories.draft(body="<p>पंक्ति</p>" * 60)).click("#show-preview")
        expect(shown(desk).locator("h1")).to_be_visible()
        frame = desk.locator("#preview iframe")
        frame.evaluate("frame => frame.contentWindow.scrollTo(0, 700)")
        desk.fill("#id_headline", "दूसरा शीर्षक")
        expect(shown(desk).locator("h1")).to_have_text("दूसरा शीर्षक")
        assert frame.evaluate("frame => frame.contentWindow.scrollY") == 700

    def test_closes_by_its_key_and_gives_the_focus_back(self, desk: Page) -> None:
        opened(desk, factories.draft()).click("#show-preview")
        desk.keyboard.press("Escape")
        expect(desk.locator("#preview")).to_be_hidden()
        expect(desk.locator("#show-preview")).to_be_focused()


class TestCounts:
    def test_letters_are_those_a_reader_sees(self, desk: Page) -> None:
        opened(desk).fill("#id_headline", "क्षत्रिय 🇮🇳")
        expect(desk.locator("#id_headline_count")).to_have_text("5 / 110")
        desk.fill("#id_headline", "क" * 111)
        expect(desk.locator("#id_headline_count")).to_have_class(re.compile("over"))

    def test_words_and_minutes_are_those_of_the_published_page(self, desk: Page) -> None:
        body = (
            "<p>"
            + "क़ानून और हिन्\u200dदी 24 " * 120
            + "</p>"
            + factories.quoting(factories.post(url="https://social.example/1"))
        )
        story = factories.draft(body=body)
        speak("en")
        expect(opened(desk, story).locator(".story-count")).to_contain_text("480 words")
        expect(desk.locator(".story-count")).to_contain_text("3 minutes' read")
        begin(desk)
        desk.keyboard.type(" दो शब्द")
        expect(desk.locator(".story-count")).to_contain_text("482 words")


class TestWhatIsMissing:
    def test_gets_shorter_as_one_writes(self, desk: Page, complaints: list[str]) -> None:
        section = factories.section()
        expect(needed(opened(desk))).to_have_count(3)
        desk.fill("#id_headline", "शीर्षक")
        begin(desk)
        desk.keyboard.type("पाठ")
        expect(needed(desk)).to_have_count(1)
        desk.select_option("#id_section", str(section.pk))
        expect(needed(desk)).to_have_count(0)
        assert complaints == []

    def test_each_line_leads_to_its_field(self, desk: Page) -> None:
        opened(desk)
        for where, focused in (("headline", "#id_headline"), ("section", "#id_section"), ("body", TEXT)):
            desk.click(f"#checks [data-where={where}] a")
            expect(desk.locator(focused)).to_be_focused()

    def test_a_heading_that_skips_a_level_is_marked_and_found(self, desk: Page) -> None:
        opened(desk, factories.draft(body="<p>क</p><h3>छोटा</h3><p>ख</p>"))
        expect(desk.locator(f"{TEXT} h3")).to_have_class(re.compile("heading-skips"))
        desk.click("#checks [data-where=body] a")
        desk.keyboard.type("अब ")
        expect(desk.locator(f"{TEXT} h3")).to_have_text("अब छोटा")

    def test_faults_lead_to_their_fields(self, desk: Page) -> None:
        opened(desk).click("[name=_publish]")
        expect(desk.locator("#faults a")).to_have_count(3)
        desk.locator("#faults a").last.click()
        expect(desk.locator(TEXT)).to_be_focused()
        expect(desk.locator(TEXT)).to_have_attribute("aria-invalid", "true")


class TestSigns:
    @pytest.mark.parametrize(
        ("typed", "put"),
        [
            ("उन्होंने कहा, \"हम 'पुल' बनाएँगे\"", "उन्होंने कहा, “हम ‘पुल’ बनाएँगे”"),
            ('("एक")', "(“एक”)"),
            ("रुको... फिर", "रुको… फिर"),
            ("2020--21 और --- तब", "2020–21 और --- तब".replace("---", "—")),
            ("पुल खुला|", "पुल खुला।"),
            ("the reporter's 'best' year", "the reporter’s ‘best’ year"),
            ("https://a.example/it's--here...", "https://a.example/it's--here..."),
            ("@it's_me", "@it's_me"),
            ('6" लंबा', '6" लंबा'),
        ],
    )
    def test_are_put_as_print_has_them(self, desk: Page, typed: str, put: str) -> None:
        opened(desk)
        begin(desk)
        desk.keyboard.type(typed)
        expect(desk.locator(f"{TEXT} p").first).to_have_text(put)

    def test_one_step_back_gives_what_was_typed(self, desk: Page) -> None:
        opened(desk)
        begin(desk)
        desk.keyboard.type('कहा "')
        desk.keyboard.press("Control+z")
        expect(desk.locator(f"{TEXT} p").first).to_have_text('कहा "')

    def test_an_english_story_keeps_its_bars(self, desk: Page) -> None:
        opened(desk).select_option("#id_language", "en")
        begin(desk)
        desk.keyboard.type("हिंदी | a")
        expect(desk.locator(f"{TEXT} p").first).to_have_text("हिंदी | a")

    def test_what_is_pasted_is_left_alone(self, desk: Page) -> None:
        opened(desk)
        begin(desk)
        desk.evaluate(
            """selector => {
              const data = new DataTransfer();
              data.setData("text/plain", 'कहा "हाँ" -- फिर');
              const how = {clipboardData: data, bubbles: true, cancelable: true};
              document.querySelector(selector).dispatchEvent(new ClipboardEvent("paste", how));
            }""",
            TEXT,
        )  # fmt: skip
        expect(desk.locator(f"{TEXT} p").first).to_have_text('कहा "हाँ" -- फिर')


class TestFinding:
    def look_for(self, desk: Page, words: str) -> Locator:
        begin(desk)
        desk.keyboard.press("Control+Home")
        desk.keyboard.press("Control+f")
        desk.fill(".find-bar input >> nth=0", words)
        return desk.locator(f"{TEXT} .found")

    def test_spellings_side_by_side_are_one_word(self, desk: Page, complaints: list[str]) -> None:
        opened(desk, factories.draft(body="<p>हिन्दी और हिंदी, क़ानून और कानून, चाँद और चांद।</p>"))
        for words, found in (("हिंदी", 2), ("कानून", 2), ("चाँद", 2)):
            expect(self.look_for(desk, words)).to_have_count(found)
        desk.check(".find-bar input[type=checkbox] >> nth=1")
        expect(desk.locator(f"{TEXT} .found")).to_have_count(1)
        assert complaints == []

    def test_whole_words_know_vowel_signs(self, desk: Page) -> None:
        opened(desk, factories.draft(body="<p>राज राजा राज्य, राज।</p>"))
        expect(self.look_for(desk, "राज")).to_have_count(4)
        desk.check(".find-bar input[type=checkbox] >> nth=0")
        expect(desk.locator(f"{TEXT} .found")).to_have_count(2)

    def test_all_are_replaced_at_once_and_one_step_brings_all_back(self, desk: Page) -> None:
        before = "<p>पुल <strong>पुल</strong><br>पुल</p><ul><li><p>पुल पर</p></li></ul>"
        opened(desk, factories.draft(body=before))
        expect(self.look_for(desk, "पुल")).to_have_count(4)
        desk.fill(".find-bar input >> nth=1", "सेतु")
        desk.click(".find-bar .find-row:nth-child(2) button:last-child")
        assert written(desk) == before.replace("पुल", "सेतु")
        desk.keyboard.press("Escape")
        desk.keyboard.press("Control+z")
        assert written(desk) == before

    def test_one_after_the_other(self, desk: Page) -> None:
        opened(desk, factories.draft(body="<p>एक पुल, दो पुल, तीन पुल</p>"))
        self.look_for(desk, "पुल")
        expect(desk.locator(".find-said")).to_have_text("1 / 3")
        desk.keyboard.press("Enter")
        expect(desk.locator(".find-said")).to_have_text("2 / 3")
        desk.fill(".find-bar input >> nth=1", "सेतु")
        desk.keyboard.press("Enter")
        assert written(desk) == "<p>एक पुल, दो सेतु, तीन पुल</p>"
        expect(desk.locator(".find-said")).to_have_text("2 / 2")
        desk.keyboard.press("Escape")
        expect(desk.locator(".find-bar")).to_be_hidden()
        assert desk.evaluate("getSelection().toString()") == "पुल"


class TestLinks:
    def test_one_sees_where_a_link_leads(self, desk: Page, complaints: list[str]) -> None:
        opened(desk, factories.draft(body='<p>यह <a href="https://a.example/%E0%A4%AA">कड़ी</a> है</p>'))
        desk.click(f"{TEXT} a")
        expect(desk.locator(".link-bar a")).to_have_text("https://a.example/प")
        desk.click(".link-bar button:last-child")
        assert written(desk) == "<p>यह कड़ी है</p>"
        expect(desk.locator(".link-bar")).to_be_hidden()
        assert complaints == []

    @pytest.mark.parametrize(
        ("typed", "href"),
        [("a.example/खबर", "https://a.example/खबर"), ("tip@a.example", "mailto:tip@a.example"), ("/desh/", "/desh/")],
    )
    def test_an_address_is_taken_as_people_write_it(self, desk: Page, typed: str, href: str) -> None:
        opened(desk, factories.draft(body="<p>कड़ी</p>"))
        desk.click(TEXT)
        desk.keyboard.press("Control+a")
        desk.keyboard.press("Control+k")
        desk.fill("dialog input", typed)
        desk.keyboard.press("Enter")
        expect(desk.locator(f"{TEXT} a")).to_have_attribute("href", href)

    def test_is_set_where_the_words_were_selected_whatever_the_browser_kept_of_that(self, desk: Page) -> None:
        opened(desk, factories.draft(body="<p>एक कड़ी यहाँ</p>"))
        desk.click(TEXT)
        desk.keyboard.press("Control+a")
        desk.keyboard.press("Control+k")
        desk.fill("dialog input", "/desh/")
        # As if the browser had put the cursor to the beginning when the dialog took the focus.
        desk.evaluate(
            "document.querySelector('.field-body [contenteditable=true]').editor.commands.setTextSelection(1)"
        )
        desk.keyboard.press("Enter")
        expect(desk.locator(f"{TEXT} a")).to_have_text("एक कड़ी यहाँ")

    @pytest.mark.parametrize("typed", ["javascript:alert(1)", "कुछ शब्द", ""])
    def test_what_is_no_address_is_refused_with_a_sentence(self, desk: Page, typed: str) -> None:
        opened(desk, factories.draft(body="<p>कड़ी</p>"))
        desk.click(TEXT)
        desk.keyboard.press("Control+a")
        desk.keyboard.press("Control+k")
        desk.fill("dialog input", typed)
        desk.keyboard.press("Enter")
        expect(desk.locator("dialog [role=alert]")).to_be_visible()
        expect(desk.locator(f"{TEXT} a")).to_have_count(0)


class TestKeys:
    def test_the_whole_screen_and_back(self, desk: Page) -> None:
        opened(desk, factories.draft())
        begin(desk)
        desk.keyboard.press("F11")
        expect(desk.locator(".prose-editor")).to_have_class(re.compile("fullscreen"))
        for _ in range(12):
            desk.keyboard.press("Shift+Tab")
            assert desk.evaluate(
                "document.activeElement === document.body || !!document.activeElement.closest('.prose-editor')"
            )
        begin(desk)
        desk.keyboard.press("Escape")
        expect(desk.locator(".prose-editor")).not_to_have_class(re.compile("fullscreen"))
        assert desk.evaluate("document.querySelectorAll('[inert]').length") == 0

    def test_the_list_of_keys(self, desk: Page) -> None:
        opened(desk)
        begin(desk)
        desk.keyboard.press("Control+/")
        expect(desk.locator("dialog .keys tr")).to_have_count(23)
        desk.keyboard.press("Escape")
        expect(desk.locator(TEXT)).to_be_focused()

    def test_escape_and_tab_lead_out_of_a_list(self, desk: Page) -> None:
        opened(desk, factories.draft(body="<ul><li><p>एक</p></li><li><p>दो</p></li></ul>"))
        begin(desk)
        desk.keyboard.press("Escape")
        desk.keyboard.press("Tab")
        expect(desk.locator(TEXT)).not_to_be_focused()
        assert written(desk) == "<ul><li><p>एक</p></li><li><p>दो</p></li></ul>"

    def test_control_s_saves(self, desk: Page) -> None:
        story = factories.draft("पहला")
        opened(desk, story).fill("#id_headline", "दूसरा")
        desk.keyboard.press("Control+s")
        expect(desk.locator(".messagelist .success")).to_be_visible()
        story.refresh_from_db()
        assert story.headline == "दूसरा"

    def test_a_story_is_written_and_published_by_keyboard_alone(self, desk: Page, complaints: list[str]) -> None:
        section = factories.section("desh", "देश")
        opened(desk)
        desk.focus("#id_headline")
        desk.keyboard.type("पुल खुला")
        desk.keyboard.press("Enter")
        expect(desk.locator("#id_kicker")).to_be_focused()
        desk.keyboard.press("Tab")
        desk.keyboard.type("आज से सबके लिए।")
        # Past the toolbar, which is one stop, into the text.
        for _ in range(3):
            desk.keyboard.press("Tab")
            if desk.evaluate(f"document.activeElement.matches('{TEXT}')"):
                break
        desk.keyboard.type("पहला पैराग्राफ़।")
        order = []
        for _ in range(60):
            desk.keyboard.press("Tab")
            name = desk.evaluate("document.activeElement.getAttribute('name') || document.activeElement.className")
            order.append(name)
            if name == "section":
                desk.keyboard.press("ArrowDown")
            if name == "_publish":
                desk.keyboard.press("Enter")
                break
        assert order.index("section") < order.index("tag_names") < order.index("_continue") < order.index("_publish")
        expect(desk.locator(".messagelist .success")).to_be_visible()
        story = Article.objects.published().get()
        assert (story.headline, story.standfirst, story.section) == ("पुल खुला", "आज से सबके लिए।", section)
        assert story.body == "<p>पहला पैराग्राफ़।</p>"
        assert complaints == []


class TestLeaving:
    def leaves(self, desk: Page) -> list[str]:
        asked: list[str] = []
        desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        desk.goto("/admin/")
        return asked

    def test_asks_where_something_would_be_lost(self, desk: Page) -> None:
        opened(desk, factories.draft(body="<p>क</p>" + factories.quoting(factories.post())))
        desk.click("#id_kicker")
        desk.keyboard.type("शहर")
        assert self.leaves(desk) == ["beforeunload"]

    def test_does_not_ask_where_nothing_was_typed(self, desk: Page) -> None:
        opened(desk, factories.draft(body="<p>क</p>" + factories.quoting(factories.post())))
        desk.click(TEXT)
        assert self.leaves(desk) == []


class TestEveryWidth:
    @pytest.mark.parametrize("language", ["hi", "en"])
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_fits(self, desk: Page, complaints: list[str], scheme: str, language: str) -> None:
        post = factories.post(confirmed=False, url="https://social.example/" + "a" * 90)
        story = factories.draft(
            "एक बहुत लंबा शीर्षक जो छोटे फ़ोन पर कई पंक्तियों में टूटेगा और कटेगा नहीं", bylines=["एजेंसी", factories.author()],
            tags=["पुल"], lead_image=factories.image(), body="<p>पाठ</p>" + factories.quoting(post),
        )  # fmt: skip
        speak(language)
        desk.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for width in (320, 390, 768, 1280, 1440):
            desk.set_viewport_size({"width": width, "height": 844})
            opened(desk, story)
            assert desk.evaluate("document.documentElement.scrollWidth") <= width, width
            save = desk.locator("[name=_continue]").bounding_box()
            assert save
            assert 0 <= save["x"] <= save["x"] + save["width"] <= width
            assert save["y"] + save["height"] <= 844, "the buttons are in reach"
        assert complaints == []

    def test_metadata_stands_beside_the_text_where_it_fits_and_below_where_there_is_not(self, desk: Page) -> None:
        for width, beside in ((1280, True), (390, False)):
            desk.set_viewport_size({"width": width, "height": 844})
            text, section = opened(desk).locator(TEXT).bounding_box(), desk.locator("#id_section").bounding_box()
            assert text is not None
            assert section is not None
            assert (section["x"] > text["x"] + text["width"]) == beside
            assert (section["y"] > text["y"] + text["height"]) != beside

    def test_the_text_has_a_name_a_role_and_the_storys_language(self, desk: Page) -> None:
        editable = opened(desk).locator(TEXT)
        expected = {
            "role": "textbox",
            "aria-multiline": "true",
            "aria-label": "मूल पाठ",
            "lang": "hi",
            "spellcheck": "true",
        }
        for name, value in expected.items():
            expect(editable).to_have_attribute(name, value)
        desk.select_option("#id_language", "en")
        expect(editable).to_have_attribute("lang", "en")
        expect(desk.locator("#id_headline")).to_have_attribute("lang", "en")
