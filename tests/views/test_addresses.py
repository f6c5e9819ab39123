"""The id decides where a story is; any other spelling of its address leads there in one step."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from articles import publishing
from articles.models import Article, Page, Redirect, Section
from articles.publishing import addresses, tags
from tests import cast, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Article:
    return factories.story("New bridge 2026", section=cast.madhya_pradesh(), tags=["पुल"], bylines=[cast.author_meera()])


class TestAStory:
    def test_stands_at_its_section_words_and_number(self, client: Client, story: Article) -> None:
        assert story.get_absolute_url() == f"/madhya-pradesh/new-bridge-2026-{story.pk}/"
        assert client.get(story.get_absolute_url()).status_code == 200

    @pytest.mark.parametrize(
        "spelling",
        [
            "/madhya-pradesh/other-words-{id}/",
            "/desh/new-bridge-2026-{id}/",
            "/no-such-section/new-bridge-2026-{id}/",
            "/Madhya-Pradesh/New-Bridge-2026-{id}/",
            "/MADHYA-PRADESH/NEW-BRIDGE-2026-{id}/",
            "/madhya-pradesh/new-bridge-2026-{id}",
            "/desh/x-{id}",
            "/madhya-pradesh/new-bridge-2026-0{id}/",
            "/madhya-pradesh/-{id}/",
            "/madhya-pradesh/--{id}/",
            "/madhya-pradesh/{id}/",
            "/madhya-pradesh/{id}",
            "/मध्य-प्रदेश/नया-पुल-{id}/",
            "/%E0%A4%AE%E0%A4%A7%E0%A5%8D%E0%A4%AF/%E0%A4%AA%E0%A5%81%E0%A4%B2-{id}/",
            "/madhya-pradesh/12-34-{id}/",
            "/madhya-pradesh/a b_c.d~e!-{id}/",
            "/madhya-pradesh/new-bridge-2026-{id}/?utm_source=x",
        ],
    )
    @pytest.mark.sampled(4)
    def test_spelled_otherwise_leads_to_its_own_address_at_once(
        self, client: Client, story: Article, spelling: str
    ) -> None:
        own = story.get_absolute_url()
        path = spelling.format(id=story.pk)
        answer = client.get(path)
        if path.split("?")[0] == own:
            assert answer.status_code == 200
            return
        assert (answer.status_code, answer["Location"]) == (301, own)
        assert "no-cache" in answer["Cache-Control"]

    def test_of_another_section_since_leads_on_and_back(self, client: Client, story: Article) -> None:
        before = story.get_absolute_url()
        publishing.update(story, publishing.Changes(fields={"section": cast.duniya()}), by=cast.meera())
        after = story.get_absolute_url()
        assert client.get(before)["Location"] == after
        publishing.update(story, publishing.Changes(fields={"section": cast.madhya_pradesh()}), by=cast.meera())
        assert client.get(after)["Location"] == before
        assert client.get(before).status_code == 200

    @pytest.mark.parametrize("spelled", [True, False])
    def test_that_is_gone_is_gone_by_every_spelling(self, client: Client, story: Article, spelled: bool) -> None:
        publishing.withdraw(story, by=cast.meera())
        assert client.get(story.get_absolute_url() if spelled else f"/x/y-{story.pk}/").status_code == 410

    def test_that_is_a_draft_or_scheduled_is_unknown_by_every_spelling(self, client: Client) -> None:
        draft = factories.draft(section=cast.desh())
        for path in (f"/desh/x-{draft.pk}/", f"/desh/{draft.pk}/", f"/desh/x-{draft.pk}"):
            assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/desh/x-0/", "/desh/x-999999/", f"/desh/x-{2**63 - 1}/", f"/desh/x-{2**63}/", f"/desh/x-{10**19}/",
        f"/desh/x-{10**30}/",
        f"/desh/x-{'9' * 5000}/", f"/{'x' * 5000}/", f"/{'x/' * 2000}", "/desh/x-१२/", "/desh/x-1%00/", "/%00/",
        "/desh/%00", "//",
        "//evil.example/", "///", "/desh//", "/./", "/desh/x-1/more/", "/desh/x-/", "/desh/-/", "/desh/x", "/desh/x/",
        "/%FF/",
        "/%ED%A0%80/", "/desh/%0A-1/", "/tag/", "/author/", "/tag/no-such/", "/author/no-such/", "/tag/12",
        "/author/12/3/",
        "/tag/no-such/rss.xml", "/author/no-such/rss.xml", "/no-such/rss.xml", "/no-such/", "/tag/%00/", "/tag/पुल/",
        "/archive/0/1/", "/archive/1/1/", "/archive/1/2/", "/archive/2025/0/", "/archive/2025/13/",
        "/archive/9999/12/", "/archive/10000/1/", f"/archive/{'9' * 30}/1/", f"/archive/2025/{'9' * 30}/",
        "/archive/2025/x/",
        "/archive/2999/01/", "/archive/1999/", "/archive/0/", f"/archive/{'9' * 5000}/", "/archive/2025/09/31/",
        "/archive/2025/09/0/", "/archive/2025/02/29/", "/archive/2999/01/01/",
        "/archive/1/1/1/", "/archive/9999/12/31/",
        "/archive/10000/1/1/",
        f"/archive/2025/09/{'9' * 30}/", "/archive/2025/09/x/", "/archive/2025/09/01/02/",
        "/media/", "/media/no-such.png", "/media/%00", "/media/" + "x" * 400, "/media/../manage.py",
        "/media/..%2f..%2fmanage.py", "/media/%2e%2e/%2e%2e/etc/passwd", "/static/no-such.css", "/favicon.ico",
        "/wp-login.php",
        "/.env", "/RSS.xml", "/rss.xml/", "/healthz/", "/index.html", "/<script>alert(1)</script>/", "/🇮🇳/",
    ],
    ids=lambda path: path[:40],
)  # fmt: skip
@pytest.mark.sampled(6)
def test_an_address_of_nothing_is_not_found_and_never_an_error(client: Client, path: str) -> None:
    cast.desh()
    # The test client would take what follows two slashes for a host.
    answer = client.get("/", PATH_INFO=path) if path.startswith("//") else client.get(path)
    assert answer.status_code in (404, 301), path
    if answer.status_code == 301:
        # Only the slash that was missing.
        assert answer["Location"].rstrip("/") == path.rstrip("/")
        assert client.get(answer["Location"]).status_code == 404


class TestWithoutTheSlashAtTheEnd:
    @pytest.mark.parametrize(
        "path", ["/desh", "/tag/pul", "/author/meera-joshi", "/archive", "/archive/2026", "/about"]
    )
    def test_a_list_is_one_step_away(self, client: Client, path: str) -> None:
        cast.desh()
        cast.author_meera()
        tags.resolve(["पुल"])
        Page.objects.create(title="हमारे बारे में", slug="about")
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (301, path + "/")


class TestAnOldAddress:
    def test_of_a_section_that_was_renamed_leads_to_the_new_one_and_so_do_its_feed_and_stories(
        self, client: Client
    ) -> None:
        story = factories.story(section=cast.desh())
        old = story.get_absolute_url()
        Section.objects.filter(slug="desh").update(slug="bharat")
        addresses.moved("/desh/", "/bharat/")
        for path in ("/desh/", "/desh", "/desh/?before=1-1"):
            assert client.get(path)["Location"] == "/bharat/", path
        assert client.get("/desh/rss.xml")["Location"] == "/bharat/rss.xml"
        assert client.get(old)["Location"] == old.replace("/desh/", "/bharat/")

    def test_of_an_author_or_tag_leads_on_too_and_a_chain_in_one_step(self, client: Client) -> None:
        author = cast.author_meera()
        factories.story(bylines=[author])
        for slug in ("mira", "meera"):
            addresses.moved(reverse("articles:author", args=[author.slug]), f"/author/{slug}/")
            author.slug = slug
            author.save()
        for path, new in (
            ("/author/meera-joshi/", "/author/meera/"),
            ("/author/mira/rss.xml", "/author/meera/rss.xml"),
        ):
            answer = client.get(path)
            assert (answer.status_code, answer["Location"]) == (301, new)
            assert client.get(new).status_code == 200

    def test_of_a_merged_tag_leads_to_the_other(self, client: Client) -> None:
        factories.story(tags=["कनाडा", "Canada"])
        into, other = cast.tag("कनाडा"), cast.tag("Canada")
        tags.merge(into, [other], by=cast.kavita())
        assert client.get(f"/tag/{other.slug}/")["Location"] == f"/tag/{into.slug}/"
        assert client.get(f"/tag/{other.slug}/rss.xml")["Location"] == f"/tag/{into.slug}/rss.xml"

    def test_without_a_new_one_is_gone_and_says_so(self, client: Client) -> None:
        Redirect.objects.create(old_path="/old/story.html", new_path="")
        answer = client.get("/old/story.html")
        assert answer.status_code == 410
        assert b"<h1>" in answer.content

    @pytest.mark.parametrize("asked", ["/old/story.html", "/old/story.html?id=3", "/old/story.html/"])
    def test_of_an_older_site_is_found_with_and_without_what_hangs_on_it(self, client: Client, asked: str) -> None:
        Redirect.objects.create(old_path="/old/story.html", new_path="/archive/")
        answer = client.get(asked)
        assert (answer.status_code, answer["Location"]) == (301, "/archive/")
        assert "no-cache" in answer["Cache-Control"]

    def test_in_hindi_is_found_however_it_was_entered(self, client: Client) -> None:
        Redirect.objects.create(
            old_path="/%E0%A4%A6%E0%A5%87%E0%A4%B6/%E0%A4%96%E0%A4%AC%E0%A4%B0/", new_path="/archive/"
        )
        Redirect.objects.create(old_path="/खेल/मैच/", new_path="/archive/")
        assert client.get("/देश/खबर/")["Location"] == "/archive/"
        assert client.get("/%E0%A4%96%E0%A5%87%E0%A4%B2/%E0%A4%AE%E0%A5%88%E0%A4%9A/")["Location"] == "/archive/"

    def test_does_not_hide_a_page_that_lives(self, client: Client) -> None:
        cast.desh()
        Redirect.objects.create(old_path="/desh/", new_path="/archive/")
        assert client.get("/desh/").status_code == 200

    def test_is_not_looked_for_when_something_is_posted(self, client: Client) -> None:
        Redirect.objects.create(old_path="/old/story.html", new_path="/archive/")
        assert client.post("/old/story.html").status_code == 404
