"""A story's page: everything the desk said of it, each part in its language, in good HTML."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from lxml import etree, html

from articles import publishing
from articles.models import Article, Page, Policy
from articles.publishing import BylineLine, Changes
from tests import cast, factories
from tests.wellformed import markup_errors

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 1, 6, 30, tzinfo=dt.UTC)


def page_of(client: Client, story: Article) -> html.HtmlElement:
    answer = client.get(story.get_absolute_url())
    assert answer.status_code == 200
    text = answer.content.decode()
    assert markup_errors(text) == []
    return html.fromstring(text)


def text(nodes: list[html.HtmlElement]) -> list[str]:
    return [" ".join(node.text_content().split()) for node in nodes]


def language_of(node: html.HtmlElement) -> str:
    """The language a reader's machine takes the element to be in."""
    return node.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")


class TestAStory:
    def test_shows_everything_the_desk_said_of_it(self, client: Client) -> None:
        lead = factories.image("नदी पर पुल", credit="राकेश", caption="पुस्तकालय का शीर्षक")
        story = factories.story(
            "नया पुल खुला", kicker="शहर", standfirst="आज से आवाजाही शुरू।", dateline_place="भोपाल",
            source_credit="समाचार एजेंसी", section=cast.madhya_pradesh(), lead_image=lead, lead_caption="अपना शीर्षक",
            tags=["पुल", "नर्मदा"], kind="explainer", at=NOON, canonical_url="https://first.example/1",
            body="<p>पहला।</p><h2>आगे क्या</h2><p>दूसरा <strong>मोटा</strong>।</p><blockquote><p>कथन</p></blockquote>",
        )  # fmt: skip
        lines = [BylineLine(cast.author_meera().pk, role="रिपोर्ट"), BylineLine(name="अतिथि", role="अनुवाद")]
        publishing.update(story, Changes(bylines=lines), by=cast.meera())
        page = page_of(client, story)
        assert text(page.xpath("//h1")) == ["नया पुल खुला"]
        assert text(page.xpath("//*[@class='standfirst']")) == ["आज से आवाजाही शुरू।"]
        assert text(page.xpath("//ul[@class='bylines']/li")) == ["रिपोर्ट: मीरा जोशी", "अनुवाद: अतिथि"]
        assert page.xpath("//a[@rel='author']/@href") == ["/author/meera-joshi/"]
        assert text(page.xpath("//nav[@class='breadcrumbs']//li")) == ["देश", "राज्य", "मध्य प्रदेश"]
        assert text(page.xpath("//a[@rel='tag']")) == ["पुल", "नर्मदा"]
        assert page.xpath("//figure[contains(@class, 'lead')]//img/@alt") == ["नदी पर पुल"]
        (caption,) = text(page.xpath("//figure[contains(@class, 'lead')]/figcaption"))
        assert caption == "अपना शीर्षक राकेश"
        assert page.xpath("//time/@datetime")[0] == "2026-03-01T12:00+05:30"
        assert "1 मार्च 2026, दोपहर 12:00" in page.xpath("//time")[0].text_content()
        assert text(page.xpath("//*[@class='dateline']")) == ["भोपाल"]
        assert text(page.xpath("//*[@class='body']/*")[1:]) == ["पहला।", "आगे क्या", "दूसरा मोटा।", "कथन"]
        whole = page.text_content()
        for word in ("शहर", "भोपाल", "समाचार एजेंसी", "https://first.example/1"):
            assert word in whole

    def test_says_no_more_than_the_desk_did(self, client: Client) -> None:
        page = page_of(client, factories.story())
        for name in (
            "standfirst",
            "kicker",
            "bylines",
            "source",
            "dateline",
            "tags",
            "corrections",
            "canonical",
            "picture",
        ):
            assert not page.xpath(f"//*[contains(concat(' ', @class, ' '), ' {name} ')]"), name

    def test_uses_the_librarys_caption_where_the_story_has_none_of_its_own(self, client: Client) -> None:
        page = page_of(client, factories.story(lead_image=factories.image(caption="पुस्तकालय का")))
        assert text(page.xpath("//figcaption")) == ["पुस्तकालय का"]

    def test_tells_of_corrections_and_of_significant_updates(self, client: Client) -> None:
        story = factories.story()
        publishing.correct(story, "पुल 300 मीटर लंबा है।\nपहले 200 लिखा था।", by=cast.meera())
        page = page_of(client, story)
        (note,) = page.xpath("//aside[@class='corrections']//li")
        assert "पुल 300 मीटर लंबा है।" in note.text_content()
        assert note.xpath(".//br")
        assert note.xpath(".//time")
        assert len(page.xpath("//*[@class='times']//time")) == 2

    def test_says_nothing_twice_above_its_headline(self, client: Client) -> None:
        section = cast.english()
        story = factories.story("Ferry resumes", language="en", section=section, kicker=section.name.upper())
        assert page_of(client, story).xpath("//*[@class='kicker']") == []
        # On the front page no section stands beside it.
        front = html.fromstring(client.get("/").content.decode())
        assert text(front.xpath("//*[@class='kicker']")) == [section.name.upper()]

    def test_names_its_writers_in_the_letters_of_its_language_everywhere(self, client: Client) -> None:
        who = cast.author_meera()
        hindi = factories.story("पुल खुला", bylines=[who])
        english = factories.story("Bridge opens", language="en", bylines=[who])
        assert text(page_of(client, hindi).xpath("//a[@rel='author']")) == ["मीरा जोशी"]
        assert text(page_of(client, english).xpath("//a[@rel='author']")) == ["Meera Joshi"]
        feed = client.get("/rss.xml").content.decode()
        assert "मीरा जोशी" in feed
        assert "Meera Joshi" in feed
        listed = html.fromstring(client.get("/author/meera-joshi/").content.decode())
        lines = text(listed.xpath("//*[@class='card-line']"))
        assert ["Meera Joshi" in line for line in lines] == [True, False]
        assert ["मीरा जोशी" in line for line in lines] == [False, True]

    def test_is_described_by_its_standfirst_or_the_first_sentences(self, client: Client) -> None:
        page = page_of(client, factories.story(standfirst='सार "में" <b>'))
        assert page.xpath("//meta[@name='description']/@content") == ['सार "में" <b>']
        page = page_of(client, factories.story(body="<p>पहला वाक्य।</p><p>दूसरा वाक्य।</p>"))
        assert page.xpath("//meta[@name='description']/@content") == ["पहला वाक्य। दूसरा वाक्य।"]

    def test_is_titled_for_search_engines_as_the_desk_wants(self, client: Client) -> None:
        page = page_of(client, factories.story(seo_title="खोज का शीर्षक", seo_description="खोज का सार"))
        assert page.findtext(".//title").startswith("खोज का शीर्षक – ")
        assert page.xpath("//meta[@name='description']/@content") == ["खोज का सार"]

    def test_tells_how_long_it_takes_to_read(self, client: Client) -> None:
        page = page_of(client, factories.story(body="<p>" + "शब्द " * 700 + "</p>"))
        assert "4" in page.xpath("//*[@class='times']")[0].text_content()


class TestLinksInTheHead:
    def test_canonical_is_the_storys_own_address_absolute(self, client: Client, settings) -> None:
        story = factories.story()
        page = page_of(client, story)
        assert page.xpath("//link[@rel='canonical']/@href") == [settings.SITE_URL + story.get_absolute_url()]

    def test_canonical_of_a_story_first_published_elsewhere_is_there(self, client: Client) -> None:
        page = page_of(client, factories.story(canonical_url="https://first.example/1"))
        assert page.xpath("//link[@rel='canonical']/@href") == ["https://first.example/1"]

    def test_every_page_names_the_sites_feed_and_a_list_its_own(self, client: Client) -> None:
        story = factories.story(section=cast.desh(), tags=["पुल"], bylines=[cast.author_meera()])
        Page.objects.create(title="हमारे बारे में", slug="about", body="<p>x</p>")
        own = {
            "/desh/": "/desh/rss.xml",
            "/tag/pul/": "/tag/pul/rss.xml",
            "/author/meera-joshi/": "/author/meera-joshi/rss.xml",
        }
        for path in ("/", "/archive/", "/about/", story.get_absolute_url(), "/nowhere/", *own):
            page = html.fromstring(client.get(path).content.decode())
            feeds = page.xpath("//link[@rel='alternate'][@type='application/rss+xml']")
            assert [feed.get("href") for feed in feeds] == ["/rss.xml", *([own[path]] if path in own else [])]
            assert all(feed.get("title") for feed in feeds)
            for feed in feeds:
                assert client.get(feed.get("href")).status_code == 200


class TestLanguages:
    @time_machine.travel(NOON, tick=False)
    def test_of_an_english_story_on_a_hindi_site(self, client: Client) -> None:
        image = factories.image("A boat", language="en", caption="On the river", credit="Staff")
        hindi = factories.image("एक नाव", caption="नदी पर")
        story = factories.story(
            "Ferry resumes", language="en", section=cast.english(), tags=["नदी", "Ferry"], lead_image=image,
            kind="opinion", kicker="Travel", body=f'<p>Text</p><figure data-image="{hindi.pk}"></figure>',
        )  # fmt: skip
        lines = [BylineLine(cast.author_meera().pk, role="रिपोर्ट"), BylineLine(name="Guest", role="Photos")]
        publishing.update(story, Changes(bylines=lines), by=cast.meera())
        publishing.correct(story, "It sails at ten.", by=cast.meera())
        page = page_of(client, story)
        expected = {
            "//h1": "en", "//*[@class='body']/p": "en", "//header[@class='masthead']": "hi",
            "//footer[@class='footer']": "hi",
            "//nav[@class='breadcrumbs']//a": "en", "//*[@class='times']//time": "en",
            "//*[@class='kind kind-opinion']": "en",
            "//a[@rel='author']": "en", "//ul[@class='bylines']/li[1]/span": "hi",
            "//ul[@class='bylines']/li[2]/span[1]": "en",
            "//a[@rel='tag'][1]": "hi", "//figure[contains(@class, 'lead')]//img": "en",
            "//figure[contains(@class, 'lead')]/figcaption": "en", "//*[@class='body']//img": "hi",
            "//*[@class='body']//figcaption/span": "hi", "//aside/h2": "en", "//aside//li/div": "en",
            "//a[@class='skip']": "hi",
        }  # fmt: skip
        assert {path: language_of(page.xpath(path)[0]) for path in expected} == expected
        assert language_of(page.xpath("//a[@rel='tag'][text()='Ferry']")[0]) == "en"
        assert page.get("lang") == "en"
        # What the site itself says inside the story is in the story's language too.
        assert text(page.xpath("//h1/preceding::*[@class='kind kind-opinion']")) == ["Opinion"]
        assert text(page.xpath("//aside/h2")) == ["Corrections"]
        (times,) = text(page.xpath("//*[@class='times']"))
        assert "Updated: 1 March 2026, 12:00\u202fpm".replace("\u202f", " ") in times
        assert "1 minute's read" in times
        item = etree.fromstring(client.get("/rss.xml").content).findtext(
            "channel/item/{http://purl.org/rss/1.0/modules/content/}encoded"
        )
        assert "Correction (<time" in item
        assert "1 March 2026" in item

    def test_of_an_english_post_in_a_hindi_story(self, client: Client) -> None:
        post = factories.post(
            "Good meeting today.", language="en", translation="आज अच्छी बैठक हुई।", translation_language="hi"
        )
        page = page_of(client, factories.story(body="<p>क</p>" + factories.quoting(post)))
        assert page.get("lang") == "hi"
        (quote,) = page.xpath("//blockquote")
        assert (language_of(quote), quote.text_content().strip()) == ("en", "Good meeting today.")
        assert language_of(page.xpath("//*[@class='post-translation']")[0]) == "hi"

    def test_of_an_english_section_tag_and_page(self, client: Client) -> None:
        factories.story("Ferry", language="en", section=cast.english(), tags=["Ferry"])
        factories.story("नाव", section=cast.english(), tags=["Ferry"])
        Page.objects.create(title="About us", slug="about", body="<p>x</p>", language="en")
        section = html.fromstring(client.get("/english/").content.decode())
        assert section.get("lang") == "en"
        assert [language_of(node) for node in section.xpath("//article//h2")] == ["hi", "en"]
        tag = html.fromstring(client.get("/tag/ferry/").content.decode())
        assert (tag.get("lang"), language_of(tag.xpath("//h1")[0])) == ("hi", "en")
        assert [language_of(node) for node in tag.xpath("//article//h2")] == ["hi", "en"]
        about = html.fromstring(client.get("/about/").content.decode())
        assert (about.get("lang"), language_of(about.xpath("//footer//a")[0])) == ("en", "en")
        front = html.fromstring(client.get("/").content.decode())
        assert language_of(front.xpath("//nav[@class='sections']//a[normalize-space()='English']")[0]) == "en"

    def test_words_in_the_text_that_are_of_another_keep_their_mark(self, client: Client) -> None:
        page = page_of(client, factories.story(body='<p>क <span lang="en">word</span></p><p lang="sa">श्लोक</p>'))
        assert [language_of(node) for node in page.xpath("//*[@class='body']//*[@lang]")] == ["en", "sa"]


class TestTheQuotedPost:
    WORDS = "First line 🇮🇳\nSecond line 🏴󠁧󠁢󠁥󠁮󠁧󠁿 👩🏽‍🌾\n\nNew paragraph #UNGA80 <b>&amp; @who"

    def quote(self, client: Client, **fields: object) -> html.HtmlElement:
        post = factories.post(self.WORDS, language="en", url="https://x.com/a/status/1", posted_at=NOON, **fields)
        page = page_of(client, factories.story(body="<p>क</p>" + factories.quoting(post)))
        (figure,) = page.xpath("//*[@class='body']/figure")
        return figure

    @pytest.mark.parametrize("policy", [Policy.KEEP, Policy.TEXT_ONLY])
    def test_stands_there_in_full_with_who_where_and_when(self, client: Client, policy: str) -> None:
        figure = self.quote(client, policy=policy)
        (quote,) = figure.xpath("./blockquote")
        paragraphs = ["".join(part.itertext()) for part in quote.xpath("./p")]
        assert [len(part.xpath(".//br")) for part in quote.xpath("./p")] == [1, 0]
        assert "First line 🇮🇳" in paragraphs[0]
        assert "Second line 🏴󠁧󠁢󠁥󠁮󠁧󠁿 👩🏽‍🌾" in paragraphs[0]
        assert paragraphs[1] == "New paragraph #UNGA80 <b>&amp; @who"
        assert quote.get("cite") == "https://x.com/a/status/1"
        caption = " ".join(figure.xpath("./figcaption")[0].text_content().split())
        for word in ("पुल विभाग", "@PulVibhag", "X", "1 मार्च 2026"):
            assert word in caption
        assert figure.xpath("./figcaption//a/@href") == ["https://x.com/a/status/1"]

    def test_of_which_only_the_link_is_shown_has_no_words(self, client: Client) -> None:
        figure = self.quote(client, policy=Policy.LINK_ONLY)
        assert "First line" not in figure.text_content()
        assert figure.xpath(".//a/@href") == ["https://x.com/a/status/1"]

    def test_that_was_withdrawn_leaves_a_notice_and_nothing_of_it(self, client: Client) -> None:
        figure = self.quote(client, policy=Policy.WITHDRAWN)
        whole = html.tostring(figure, encoding="unicode")
        for trace in ("First line", "PulVibhag", "पुल विभाग", "x.com"):
            assert trace not in whole
        assert figure.text_content().strip()

    def test_of_which_only_the_day_is_known_names_no_hour(self, client: Client) -> None:
        figure = self.quote(client, posted_day_only=True)
        assert figure.xpath(".//time/@datetime") == ["2026-03-01"]
        assert figure.xpath(".//time/text()") == ["1 मार्च 2026"]

    def test_without_an_address_or_a_network_is_a_quote_all_the_same(self, client: Client) -> None:
        post = factories.post("शब्द", network="", url="")
        page = page_of(client, factories.story(body="<p>क</p>" + factories.quoting(post)))
        assert text(page.xpath("//figure/blockquote")) == ["शब्द"]
        assert not page.xpath("//figure//a")

    def test_needs_no_other_machine(self, client: Client) -> None:
        post = factories.post("शब्द", media=["https://pbs.twimg.com/x.jpg"], url="https://x.com/a/status/1")
        page = page_of(client, factories.story(body="<p>क</p>" + factories.quoting(post)))
        loaded = page.xpath(
            "//script/@src | //img/@src | //link[@rel='stylesheet' or @rel='icon']/@href | //iframe/@src"
        )
        assert all(address.startswith(("/static/", "/media/")) for address in loaded)


class TestImages:
    def test_have_their_size_and_words_and_are_not_waited_for(self, client: Client) -> None:
        image = factories.image("नाव", (640, 360), caption="नदी पर नाव", credit="राकेश")
        story = factories.story(body=f'<p>क</p><figure data-image="{image.pk}" data-layout="wide"></figure>')
        page = page_of(client, story)
        (figure,) = page.xpath("//*[@class='body']/figure")
        assert figure.get("class") == "picture wide"
        img = figure.find("img")
        assert (img.get("alt"), img.get("width"), img.get("height"), img.get("loading")) == (
            "नाव",
            "640",
            "360",
            "lazy",
        )
        file = client.get(img.get("src"))
        assert file.status_code == 200
        file.close()
        assert text(figure.xpath("./figcaption")) == ["नदी पर नाव राकेश"]

    def test_take_the_caption_the_story_gives_them(self, client: Client) -> None:
        image = factories.image("नाव", caption="पुस्तकालय का")
        figure = f'<figure data-image="{image.pk}"><figcaption>अपना <em>शीर्षक</em></figcaption></figure>'
        page = page_of(client, factories.story(body="<p>क</p>" + figure))
        assert text(page.xpath("//*[@class='body']//figcaption")) == ["अपना शीर्षक"]
        assert page.xpath("//*[@class='body']//figcaption/em")


class TestEveryPage:
    def test_is_good_html_with_one_h1_and_headings_in_order(self, client: Client) -> None:
        for n in range(24):
            factories.story(
                f"खबर {n} <b>&", section=[cast.madhya_pradesh(), cast.english()][n % 2], tags=["पुल", "a<b"],
                lead_image=factories.image("<alt>\"'"), standfirst="<i>सार", kicker="&",
                bylines=[cast.author_meera(), "<अतिथि>"], language=["hi", "en"][n % 2],
            )  # fmt: skip
        cast.author_meera().__class__.objects.update(
            bio="एक\n\nदो <b>", role="संपादक", portrait=factories.image(), links='https://a.example/?a=1&b="<'
        )
        Page.objects.create(title="<पृष्ठ>", slug="about", body="<p>क</p><h2>ख</h2>")
        addresses = [
            "/", "/desh/", "/rajya/", "/english/", "/tag/pul/", "/author/meera-joshi/", "/archive/", "/about/",
            "/nowhere/",
            Article.objects.first().get_absolute_url(),
        ]  # fmt: skip
        for address in addresses:
            assert markup_errors(client.get(address).content.decode()) == [], address

    def test_says_to_caches_to_ask_each_time_and_an_unchanged_one_costs_nothing(self, client: Client) -> None:
        story = factories.story(section=cast.desh())
        for address in ("/", "/desh/", story.get_absolute_url()):
            first = client.get(address)
            assert "no-cache" in first["Cache-Control"]
            again = client.get(address, headers={"if-none-match": first["ETag"]})
            assert (again.status_code, again.content) == (304, b"")
        publishing.update(story, Changes(fields={"headline": "और"}), by=cast.meera())
        assert client.get("/", headers={"if-none-match": first["ETag"]}).status_code == 200

    def test_is_the_same_for_staff_and_touches_no_session_and_no_cookie(self, client: Client) -> None:
        story = factories.story(section=cast.desh(), tags=["पुल"], bylines=[cast.author_meera()])
        staff = Client()
        staff.force_login(cast.kavita())
        staff.cookies["django_language"] = "en"
        addresses = ["/", "/desh/", "/tag/pul/", "/author/meera-joshi/", "/archive/", "/rss.xml", "/desh/rss.xml",
        "/nowhere/",
                     story.get_absolute_url(), f"/x/y-{story.pk}/"]  # fmt: skip
        for address in addresses:
            public, signed_in = client.get(address), staff.get(address)
            assert public.content == signed_in.content
            assert public.status_code == signed_in.status_code
            for answer in (public, signed_in):
                assert "Cookie" not in answer.get("Vary", "")
                assert "Accept-Language" not in answer.get("Vary", "")
                assert not answer.cookies
                assert "sessionid" not in str(answer.headers)

    def test_does_not_vary_with_what_a_request_claims(self, client: Client) -> None:
        factories.story(section=cast.desh())
        plain = client.get("/").content
        for header in (
            "X-Forwarded-Host",
            "X-Original-URL",
            "X-Rewrite-URL",
            "Accept-Language",
            "X-Ghost-Preview",
            "Origin",
        ):
            assert client.get("/", headers={header: "evil.example"}).content == plain

    def test_shows_no_draft_scheduled_withdrawn_or_trashed_story(self, client: Client) -> None:
        shown = {"section": cast.desh(), "tags": ["पुल"], "bylines": [cast.author_meera()]}
        factories.story("दिखने वाली", **shown)
        factories.draft("गुप्त प्रारूप", **shown)
        publishing.withdraw(factories.story("गुप्त हटाई", **shown), by=cast.meera())
        publishing.trash(factories.story("गुप्त फेंकी", **shown), by=cast.meera())
        publishing.schedule(factories.draft("गुप्त आगे की", **shown), at=NOON.replace(year=2090), by=cast.meera())
        for address in (
            "/",
            "/desh/",
            "/tag/pul/",
            "/author/meera-joshi/",
            "/rss.xml",
            "/tag/pul/rss.xml",
            "/archive/",
        ):
            assert "गुप्त" not in client.get(address).content.decode()
