"""How many questions a public page asks its database: few, and as many for a large newsroom as for a small one."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import body
from articles.models import Article, FeedState, Page, SlotAssignment
from articles.publishing import front_desk
from tests import cast, factories

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 15, 6, 30, tzinfo=dt.UTC)
LISTS = [
    "/",
    "/desh/",
    "/madhya-pradesh/",
    "/tag/pul/",
    "/author/meera-joshi/",
    "/archive/",
    "/archive/2026/",
    "/archive/2026/03/",
    "/archive/2026/03/15/",
]
FEEDS = ["/rss.xml", "/desh/rss.xml", "/tag/pul/rss.xml", "/author/meera-joshi/rss.xml"]


def story(number: int = 0, parts: int = 1) -> Article:
    """With so many posts, images, bylines and tags, all in the lists that are asked for."""
    posts = [factories.post(f"पोस्ट {n}") for n in range(parts)]
    images = [factories.image() for _ in range(parts)]
    names = [cast.author_meera(), *(factories.author(f"लेखक {n}") for n in range(parts - 1))]
    return factories.story(
        f"खबर {number}", at=NOON + dt.timedelta(minutes=number), section=cast.madhya_pradesh(),
        body="<p>क</p>" + factories.quoting(*posts) + "".join(body.image(image.pk) for image in images),
        tags=["पुल", *(f"विषय {n}" for n in range(parts - 1))], bylines=names, lead_image=images[0] if images else None,
    )  # fmt: skip


def cheap_copies(of: Article, count: int) -> None:
    """Further stories like it with their rows, written at once."""
    for relation in (None, "bylines", "tag_rows", "listings"):
        if relation is None:
            fields = [f for f in Article._meta.concrete_fields if f.name not in ("id", "feed_id", "import_ref")]
            values = {field.attname: getattr(of, field.attname) for field in fields}
            copies = Article.objects.bulk_create(
                Article(**{**values, "publish_at": NOON - dt.timedelta(minutes=n)}) for n in range(count)
            )
            continue
        rows = getattr(of, relation)
        link = "content_object" if relation == "tag_rows" else "article"
        made = []
        for row in rows.all():
            fields = [f for f in row._meta.concrete_fields if f.name not in ("id", link)]
            values = {field.attname: getattr(row, field.attname) for field in fields}
            made += [type(row)(**{**values, link: copy, "publish_at": copy.publish_at}) for copy in copies]
        rows.model.objects.bulk_create(made)


def count(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(queries)


class TestAStorysPage:
    @pytest.mark.parametrize(("parts", "queries"), [(0, 5), (1, 7), (12, 7)])
    def test_asks_seven_times_with_twelve_posts_images_and_bylines_as_with_one_and_less_with_none(
        self, client: Client, parts: int, queries: int
    ) -> None:
        assert count(client, story(parts=parts).get_absolute_url()) == queries

    def test_asks_once_more_for_the_stories_that_follow(self, client: Client) -> None:
        story(1)
        assert count(client, story().get_absolute_url()) == 8

    @pytest.mark.parametrize("parts", [1, 12])
    def test_asks_once_more_for_all_stories_it_points_to(self, client: Client, parts: int) -> None:
        others = [factories.story(f"अन्य {n}", section=cast.desh()) for n in range(parts)]
        text = "".join(body.story(other.pk, "/x/", "x") for other in others)
        assert count(client, factories.story(body=text, section=cast.desh()).get_absolute_url()) == 6

    def test_asks_as_often_in_a_large_newsroom(self, client: Client) -> None:
        one = story()
        cheap_copies(one, 1)
        small = count(client, one.get_absolute_url())
        cheap_copies(one, 300)
        assert count(client, one.get_absolute_url()) == small == 8


class TestLists:
    @pytest.mark.sampled(9)
    @pytest.mark.parametrize("address", LISTS)
    def test_ask_at_most_six_times_and_as_often_with_3_stories_as_with_300(self, client: Client, address: str) -> None:
        for number in range(3):
            story(number)
        small = count(client, address)
        cheap_copies(Article.objects.get(headline="खबर 0"), 297)
        assert count(client, address) == small <= 6

    @pytest.mark.sampled(4)
    @pytest.mark.parametrize("address", ["/", "/desh/", "/tag/pul/", "/author/meera-joshi/"])
    def test_ask_as_often_for_a_further_page_with_many_sections_and_pages(self, client: Client, address: str) -> None:
        cheap_copies(story(), 60)
        for n in range(12):
            factories.section(f"part-{n}", f"भाग {n}")
            Page.objects.create(title=f"पृष्ठ {n}", slug=f"page-{n}")
        before = re.search(r"\?before=[0-9-]+", client.get(address).content.decode())
        assert before
        assert count(client, address) <= 6
        assert count(client, address + before.group()) <= 6

    @pytest.mark.sampled(2)
    @pytest.mark.parametrize("placed", [1, 15])
    def test_ask_little_more_where_the_desk_has_placed_stories(self, client: Client, placed: int) -> None:
        """All slots filled, the opinion row with faces, a story that is nothing but a post: the most there can be."""
        face, writer = factories.image(), cast.author_meera()
        writer.portrait = face
        writer.save()
        bare = factories.story("केवल पोस्ट", body=factories.quoting(factories.post()), section=cast.desh())
        made = [story(number, 3) for number in range(placed)]
        made += [factories.story("राय", kind="opinion", section=cast.desh(), bylines=[writer, "अतिथि"])]
        cheap_copies(made[0], 60)
        for page in (None, cast.desh()):
            assignments = [SlotAssignment(slot, one.pk) for slot in front_desk.slots_of(page) for one in [*made, bare]]
            front_desk.arrange(page, assignments[:60], by=cast.meera(), began_from=0)
        assert count(client, "/") <= 9
        assert count(client, "/desh/") <= 7

    def test_an_editable_page_asks_twice(self, client: Client) -> None:
        Page.objects.create(title="हमारे बारे में", slug="about", body="<p>x</p>")
        assert count(client, "/about/") == 2


class TestFeeds:
    @pytest.mark.parametrize("address", FEEDS)
    def test_ask_at_most_six_times_the_first_time_after_a_change_and_later(self, client: Client, address: str) -> None:
        story()
        first, later = count(client, address), count(client, address)
        story(1)
        changed, again = count(client, address), count(client, address)
        assert (first, changed) == (6, 6)
        assert (later, again) == (5, 5)

    @pytest.mark.sampled(4)
    @pytest.mark.parametrize("address", FEEDS)
    def test_ask_as_often_with_3_stories_as_with_300(self, client: Client, address: str) -> None:
        for number in range(3):
            story(number)
        small = (count(client, address), count(client, address))
        cheap_copies(Article.objects.get(headline="खबर 0"), 297)
        assert (count(client, address), count(client, address)) == small == (6, 5)

    @pytest.mark.parametrize("address", FEEDS[:3])
    @pytest.mark.parametrize(("parts", "queries"), [(0, (4, 3)), (12, (6, 5))])
    def test_ask_as_often_with_twelve_posts_images_and_bylines_as_with_one_and_less_with_none(
        self, client: Client, address: str, parts: int, queries: tuple[int, int]
    ) -> None:
        story(parts=parts)
        assert (count(client, address), count(client, address)) == queries

    @pytest.mark.sampled(4)
    @pytest.mark.parametrize("address", FEEDS)
    def test_ask_once_more_for_all_that_their_stories_point_to(self, client: Client, address: str) -> None:
        other = factories.story("अन्य", section=cast.duniya())
        for number in range(3):
            Article.objects.filter(pk=story(number).pk).update(body=body.story(other.pk, "/x/", "x"))
        assert (count(client, address), count(client, address)) == (5, 4)

    def test_that_are_empty_ask_less(self, client: Client) -> None:
        factories.withdrawn(section=cast.desh(), tags=["पुल"], bylines=[cast.author_meera()])
        assert all(count(client, address) <= 6 for address in FEEDS)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_a_changed_feed_asks_no_more(client: Client) -> None:
    story()
    for address in FEEDS:
        assert (count(client, address), count(client, address)) == (6, 5)
    assert FeedState.objects.count() == 4


class TestWhatIsNotThere:
    def test_costs_little(self, client: Client) -> None:
        one = story()
        Article.objects.filter(pk=one.pk).update(status="withdrawn")
        for address, most in (
            (one.get_absolute_url(), 3),
            ("/nowhere/at/all/", 3),
            ("/no-such/", 4),
            ("/x/y-99999/", 4),
        ):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code in (404, 410)
            assert len(queries) <= most, address


class TestForSearchEngines:
    @pytest.mark.sampled(4)
    @pytest.mark.parametrize(
        "address", ["/sitemap.xml", "/sitemap/places.xml", "/sitemap/2026-03.xml", "/news-sitemap.xml"]
    )
    def test_at_most_two_queries_and_no_more_with_300_stories(self, client: Client, address: str) -> None:
        cheap_copies(story(), 300)
        assert count(client, address) <= 2

    def test_robots_txt_asks_nothing(self, client: Client) -> None:
        assert count(client, "/robots.txt") == 0
