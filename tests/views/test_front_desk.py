"""What readers see of what the desk has placed, at each moment."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from lxml import html

from articles import publishing
from articles.models import Article, Section, Slot, SlotAssignment
from articles.publishing import front_desk
from tests import cast, factories
from tests.conftest import SharedRows
from tests.pages import words

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 15, 6, 30, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
TICK = dt.timedelta(microseconds=1)


def frozen(at: dt.datetime) -> time_machine.travel:
    return time_machine.travel(at, tick=False)


def arrange(*assignments: SlotAssignment, page: Section | None = None) -> None:
    front_desk.arrange(page, assignments, by=cast.meera(), began_from=0)


@pytest.fixture(scope="class")
def thirty(shared_rows: SharedRows) -> None:
    """Thirty stories, an hour apart."""
    with shared_rows(), frozen(NOON - 100 * HOUR):
        for n in range(30):
            factories.story(f"खबर {n:02}", at=NOON - (n + 200) * HOUR, section=cast.desh())


@pytest.fixture
def stories(thirty: None) -> list[Article]:
    """The newest first."""
    return list(Article.objects.order_by("-publish_at"))


def heads(client: Client, where: str, address: str = "/") -> list[str]:
    page = html.fromstring(client.get(address).content.decode())
    return [words(link) for link in page.xpath(f"//*[contains(@class, '{where}')]//*[@class='card-headline']/a")]


def links(client: Client, address: str = "/") -> list[str]:
    """Where the headlines of the page and the breaking bar lead."""
    page = html.fromstring(client.get(address).content.decode())
    return page.xpath("//*[@class='card-headline']/a/@href | //*[@class='breaking']//a/@href")


class TestTheFrontPage:
    def test_without_an_arrangement_the_latest_stand_in_the_slots(self, client: Client, stories: list[Article]) -> None:
        assert heads(client, "top-lead") == ["खबर 00"]
        assert heads(client, "second-row") == ["खबर 01", "खबर 02", "खबर 03"]
        assert heads(client, "top-rest") == [f"खबर {n:02}" for n in range(4, 10)]
        assert "breaking" not in client.get("/").content.decode()

    def test_placed_stories_stand_where_they_were_placed(self, client: Client, stories: list[Article]) -> None:
        arrange(SlotAssignment(Slot.LEAD, stories[25].pk), SlotAssignment(Slot.SECOND, stories[3].pk))
        assert heads(client, "top-lead") == ["खबर 25"]
        assert heads(client, "second-row") == ["खबर 03", "खबर 00", "खबर 01"]

    def test_no_story_stands_twice_and_the_twenty_newest_all_stand(
        self, client: Client, stories: list[Article]
    ) -> None:
        arrange(
            *(SlotAssignment(slot, stories[n].pk) for slot in Slot for n in (0, 5, 22)),
            SlotAssignment(Slot.BREAKING, stories[7].pk, text="अभी"),
        )
        found = links(client)
        assert len(found) == len(set(found))
        assert {story.get_absolute_url() for story in stories[:20]} <= set(found)

    def test_a_scheduled_end_needs_no_job(self, client: Client, stories: list[Article]) -> None:
        arrange(
            SlotAssignment(Slot.LEAD, stories[20].pk, starts=NOON, ends=NOON + HOUR),
            SlotAssignment(Slot.LEAD, stories[21].pk, starts=NOON + 2 * HOUR),
        )
        seen, kept = [], '"none"'
        for at in (NOON - TICK, NOON, NOON + HOUR - TICK, NOON + HOUR, NOON + 2 * HOUR):
            with frozen(at):
                answer = client.get("/", headers={"if-none-match": kept})
                lead = heads(client, "top-lead")
                if not seen or lead != seen[-1]:
                    # A kept copy of the page before is not taken for the page after.
                    assert answer.status_code == 200
                kept = client.get("/")["ETag"]
                assert client.get("/", headers={"if-none-match": kept}).status_code == 304
                seen.append(lead)
        assert seen == [["खबर 00"], ["खबर 20"], ["खबर 20"], ["खबर 00"], ["खबर 21"]]

    @pytest.mark.sampled(5)
    @pytest.mark.parametrize("slot", Slot)
    @pytest.mark.parametrize("how", ["draft", "withdrawn", "expired", "trashed", "scheduled"])
    def test_a_slot_never_shows_what_readers_may_not_see(
        self, client: Client, stories: list[Article], slot: Slot, how: str
    ) -> None:
        with frozen(NOON - HOUR):
            hidden = factories.draft("छिपी हुई", section=cast.desh())
            if how == "scheduled":
                publishing.schedule(hidden, at=NOON + TICK, by=cast.meera())
            elif how != "draft":
                publishing.publish(hidden, by=cast.meera())
        arrange(SlotAssignment(slot, hidden.pk))
        if how == "withdrawn":
            publishing.withdraw(hidden, by=cast.meera())
        elif how == "trashed":
            publishing.trash(hidden, by=cast.meera())
        elif how == "expired":
            Article.objects.filter(pk=hidden.pk).update(expire_at=NOON)
        with frozen(NOON):
            assert "छिपी हुई" not in client.get("/").content.decode()
        with frozen(NOON + HOUR):
            assert ("छिपी हुई" in client.get("/").content.decode()) is (how == "scheduled")

    def test_the_bar_without_a_story_shows_its_text_and_links_to_its_address(self, client: Client) -> None:
        factories.story()
        arrange(SlotAssignment(Slot.BREAKING, text="<b>मतगणना</b> जारी", url="https://x.example/?a=1&b=2"))
        page = html.fromstring(client.get("/").content.decode())
        (link,) = page.xpath("//*[@class='breaking']//a")
        assert (link.text, link.get("href")) == ("<b>मतगणना</b> जारी", "https://x.example/?a=1&b=2")

    def test_the_opinion_row_shows_the_writers_face(self, client: Client, stories: list[Article]) -> None:
        face = factories.image("मीरा का चेहरा", size=(400, 400))
        writer = cast.author_meera()
        writer.portrait = face
        writer.save()
        factories.story("मेरी राय", kind="opinion", section=cast.desh(), bylines=[writer])
        factories.story("मेहमान की राय", kind="opinion", section=cast.desh(), bylines=["कोई अतिथि"])
        page = html.fromstring(client.get("/").content.decode())
        assert heads(client, "opinion-row") == ["मेहमान की राय", "मेरी राय"]
        assert len(page.xpath("//*[@class='opinion']/img[@class='opinion-face']")) == 1
        assert page.xpath("//*[@class='opinion']//a[@href='/author/meera-joshi/']")


class TestASectionsPage:
    @pytest.mark.slow
    def test_has_lead_slots_of_its_own(self, client: Client, stories: list[Article]) -> None:
        arrange(SlotAssignment(Slot.LEAD, stories[25].pk), SlotAssignment(Slot.SECOND, stories[2].pk), page=cast.desh())
        assert heads(client, "top-lead", "/desh/") == ["खबर 25"]
        assert heads(client, "second-row", "/desh/") == ["खबर 02", "खबर 00", "खबर 01"]
        assert heads(client, "top-lead", "/") == ["खबर 00"]

    def test_shows_the_twenty_newest_and_none_twice(self, client: Client, stories: list[Article]) -> None:
        arrange(
            *(SlotAssignment(slot, stories[n].pk) for slot in (Slot.LEAD, Slot.SECOND) for n in (1, 25)),
            page=cast.desh(),
        )
        found = links(client, "/desh/")
        assert len(found) == len(set(found)) == 21
        assert {story.get_absolute_url() for story in stories[:20]} <= set(found)

    def test_goes_on_with_older_stories_as_before(self, client: Client, stories: list[Article]) -> None:
        page = html.fromstring(client.get("/desh/").content.decode())
        (older,) = page.xpath("//a[@rel='next']/@href")
        assert heads(client, "list", "/desh/" + older) == [f"खबर {n}" for n in range(20, 30)]

    def test_an_assignment_ends_there_too(self, client: Client, stories: list[Article]) -> None:
        arrange(SlotAssignment(Slot.LEAD, stories[9].pk, ends=NOON), page=cast.desh())
        for at, lead in ((NOON - TICK, "खबर 09"), (NOON, "खबर 00")):
            with frozen(at):
                assert heads(client, "top-lead", "/desh/") == [lead]
