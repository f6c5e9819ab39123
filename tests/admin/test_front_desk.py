"""The front desk's form, as it works without scripts, and its preview."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from lxml import html

from articles import publishing
from articles.models import Arrangement, Article, AuditEntry, Section, Slot, SlotAssignment, User
from articles.publishing import front_desk
from tests import cast, factories
from tests.pages import words

pytestmark = pytest.mark.django_db
DESK = "/admin/articles/arrangement/"
PREVIEW = DESK + "preview/"
NOON = dt.datetime(2026, 3, 15, 6, 30, tzinfo=dt.UTC)  # 12:00 in India
HOUR = dt.timedelta(hours=1)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def desk() -> Client:
    return signed_in(cast.meera())


@pytest.fixture
def stories() -> list[Article]:
    return [factories.story(f"खबर {n}") for n in range(6)]


def arrange(
    *assignments: SlotAssignment, page: Section | None = None, by: User | None = None, began_from: int = 0
) -> None:
    front_desk.arrange(page, assignments, by=by or cast.meera(), began_from=began_from)


class Form:
    """What a browser would send of the page, with the button that was pressed."""

    def __init__(self, client: Client, answer: Any) -> None:
        self.client, self.page = client, html.fromstring(answer.content.decode())

    @classmethod
    def opened(cls, client: Client, query: str = "") -> Form:
        return cls(client, client.get(DESK + query))

    def fields(self) -> dict[str, list[str]]:
        values: dict[str, list[str]] = {}
        for field in self.page.xpath("//form[@id='front-desk']//*[self::input or self::select]"):
            if field.get("type") not in ("submit", "button"):
                values.setdefault(field.name, []).append(field.value or "")
        return values

    def press(self, name: str, value: str = "1", **typed: list[str] | str) -> Any:
        return self.client.post(DESK, {**self.fields(), **typed, name: value})

    def pressed(self, name: str, value: str = "1", **typed: list[str] | str) -> Form:
        return Form(self.client, self.press(name, value, **typed))

    @property
    def slots(self) -> dict[str, list[str]]:
        return {
            part.get("data-slot"): [
                "".join(name.itertext()).strip() for name in part.xpath(".//*[contains(@class, 'assignment-name')]")
            ]
            for part in self.page.xpath("//ol[@data-slot]")
        }

    @property
    def status(self) -> str:
        return self.page.get_element_by_id("desk-status").text or ""

    @property
    def text(self) -> str:
        return self.page.get_element_by_id("front-desk").text_content()


class TestWhoMay:
    def test_those_who_may_publish_see_it_and_find_it(self) -> None:
        for person in (cast.meera(), cast.kavita()):
            client = signed_in(person)
            assert client.get(DESK).status_code == 200
            assert DESK in client.get("/admin/").content.decode()

    @pytest.mark.parametrize("address", [DESK, PREVIEW, DESK + "newest/"])
    def test_others_do_not(self, address: str) -> None:
        client = signed_in(cast.ravi())
        assert client.get(address).status_code == 403
        assert client.post(address, {"save": "1", "began_from": "0"}).status_code == 403
        assert DESK not in client.get("/admin/").content.decode()
        assert Client().get(address).status_code == 302
        assert not Arrangement.objects.exists()

    def test_nothing_of_it_is_ever_kept(self, desk: Client) -> None:
        factories.story()
        for address in (DESK, PREVIEW, DESK + "newest/"):
            assert "no-store" in desk.get(address)["Cache-Control"]


class TestWithoutScripts:
    def test_stories_are_placed_moved_and_taken_away_and_then_saved(self, desk: Client, stories: list[Article]) -> None:
        form = Form.opened(desk)
        for story in reversed(stories[:3]):  # each stands first, and those before it go down
            form = form.pressed("place", f"second:{story.pk}")
        assert form.slots["second"] == ["खबर 0", "खबर 1", "खबर 2"]
        form = form.pressed("move", "2:up")
        assert form.slots["second"] == ["खबर 0", "खबर 2", "खबर 1"]
        form = form.pressed("move", "0:up")
        assert (form.slots["lead"], form.slots["second"]) == (["खबर 0"], ["खबर 2", "खबर 1"])
        form = form.pressed("take", "1")
        assert form.slots["second"] == ["खबर 1"]
        assert not Arrangement.objects.exists()
        answer = form.press("save")
        assert (answer.status_code, answer["Location"]) == (302, DESK)
        assert Arrangement.objects.assignments(None) == [
            SlotAssignment(Slot.LEAD, stories[0].pk), SlotAssignment(Slot.SECOND, stories[1].pk)
        ]  # fmt: skip
        assert AuditEntry.objects.get(action="arrange").by == cast.meera()

    def test_a_story_that_stands_in_the_slot_already_is_moved_to_its_head(
        self, desk: Client, stories: list[Article]
    ) -> None:
        form = Form.opened(desk)
        for number in (0, 1, 2, 0):
            form = form.pressed("place", f"lead:{stories[number].pk}")
        assert form.slots["lead"] == ["खबर 0", "खबर 2", "खबर 1"]

    def test_a_move_out_of_a_slot_names_both_slots(self, desk: Client, stories: list[Article]) -> None:
        form = Form.opened(desk).pressed("place", f"lead:{stories[0].pk}").pressed("move", "0:down")
        assert form.slots["second"] == ["खबर 0"]
        for slot in (Slot.LEAD, Slot.SECOND):
            assert str(slot.label) in form.status

    def test_each_button_says_what_it_did(self, desk: Client, stories: list[Article]) -> None:
        form = Form.opened(desk).pressed("place", f"lead:{stories[0].pk}")
        assert "खबर 0" in form.status
        assert form.pressed("move", "0:down").status != form.status
        assert "खबर 0" in form.pressed("take", "0").status

    def test_a_row_moves_into_the_slot_that_was_chosen(self, desk: Client, stories: list[Article]) -> None:
        form = Form.opened(desk).pressed("place", f"lead:{stories[0].pk}").pressed("place", f"second:{stories[1].pk}")
        form = form.pressed("sort", slot=["opinion", "second"])
        assert (form.slots["lead"], form.slots["opinion"]) == ([], ["खबर 0"])

    def test_times_are_those_of_the_newsrooms_clock(self, desk: Client, stories: list[Article]) -> None:
        form = Form.opened(desk).pressed("place", f"lead:{stories[0].pk}")
        form.press("save", starts="2026-03-15T12:00", ends="2026-03-15T13:00")
        (assignment,) = Arrangement.objects.assignments(None)
        assert (assignment.starts, assignment.ends) == (NOON, NOON + HOUR)
        assert Form.opened(desk).fields()["ends"] == ["2026-03-15T13:00"]

    @pytest.mark.sampled(4)
    @pytest.mark.parametrize("ends", ["gestern", "2026-02-30T12:00", "2026-03-15T11:00", "2026-03-15T12:00+05:30"])
    def test_a_wrong_time_is_named_beside_it_and_nothing_typed_is_lost(
        self, desk: Client, stories: list[Article], ends: str
    ) -> None:
        form = Form.opened(desk).pressed("place", f"lead:{stories[0].pk}")
        form = form.pressed("save", starts="2026-03-15T12:00", ends=ends)
        assert form.page.xpath("//*[@id='error-0']")
        assert (form.fields()["starts"], form.fields()["ends"]) == (["2026-03-15T12:00"], [ends])
        assert not Arrangement.objects.exists()

    @pytest.mark.usefixtures("run_on_commit_at_once")
    def test_stories_are_searched_for_without_losing_what_was_typed(self, desk: Client, stories: list[Article]) -> None:
        form = Form.opened(desk).pressed("place", f"lead:{stories[0].pk}")
        form = form.pressed("look", q="खबर 4")
        assert [words(name) for name in form.page.xpath("//*[@class='found-name']")] == ["खबर 4"]
        assert form.slots["lead"] == ["खबर 0"]

    def test_the_bar_takes_words_and_a_storys_address_is_the_story(self, desk: Client, stories: list[Article]) -> None:
        form = Form.opened(desk).pressed("say")
        form.press("save", text="अभी-अभी", url=stories[0].get_absolute_url())
        assert Arrangement.objects.assignments(None) == [SlotAssignment(Slot.BREAKING, stories[0].pk, text="अभी-अभी")]

    def test_a_section_is_arranged_by_itself(self, desk: Client, stories: list[Article]) -> None:
        section = cast.desh()
        form = Form.opened(desk, f"?page={section.pk}")
        assert list(form.slots) == ["lead", "second"]
        form.pressed("place", f"lead:{stories[0].pk}").press("save")
        assert Arrangement.objects.assignments(section.pk) == [SlotAssignment(Slot.LEAD, stories[0].pk)]
        assert Arrangement.objects.assignments(None) == []

    @pytest.mark.parametrize("page", ["x", "999999", "9" * 30, "-1"])
    def test_an_unknown_page_is_not_found(self, desk: Client, page: str) -> None:
        assert desk.get(f"{DESK}?page={page}").status_code == 404
        assert desk.get(f"{DESK}?version={page}").status_code == 404

    @pytest.mark.sampled(4)
    @pytest.mark.parametrize(
        ("name", "value"),
        [("move", "99:up"), ("move", "x"), ("move", "0:nowhere"), ("take", "-1"), ("place", "lead:" + "9" * 40),
         ("place", "nowhere:1"), ("place", ""), ("theirs", "nowhere"), ("back", "x"), ("back", "9" * 40)],
    )  # fmt: skip
    def test_senseless_buttons_change_nothing(
        self, desk: Client, stories: list[Article], name: str, value: str
    ) -> None:
        form = Form.opened(desk).pressed("place", f"lead:{stories[0].pk}")
        assert form.pressed(name, value).slots["lead"] == ["खबर 0"]
        assert not Arrangement.objects.exists()

    def test_says_what_readers_do_not_see_and_why(self, desk: Client, stories: list[Article]) -> None:
        draft = factories.draft("मसौदा")
        arrange(
            SlotAssignment(Slot.LEAD, draft.pk), SlotAssignment(Slot.LEAD, stories[0].pk),
            SlotAssignment(Slot.LEAD, stories[1].pk),
            SlotAssignment(Slot.SECOND, stories[2].pk, starts=NOON + 10**5 * HOUR),
            SlotAssignment(Slot.SECOND, stories[3].pk, ends=NOON - 10**5 * HOUR),
        )  # fmt: skip
        rows = Form.opened(desk).page.xpath("//li[contains(@class, 'assignment')]")
        assert ["assignment-waits" in row.get("class") for row in rows] == [True, False, True, True, True]


class TestEarlierVersions:
    def test_are_listed_looked_at_and_gone_back_to(self, desk: Client, stories: list[Article]) -> None:
        arrange(SlotAssignment(Slot.LEAD, stories[0].pk), by=cast.imran())
        arrange(SlotAssignment(Slot.LEAD, stories[1].pk), began_from=1)
        form = Form.opened(desk)
        assert "Imran Ali" in form.text
        assert Form.opened(desk, "?version=1").slots["lead"] == ["खबर 0"]
        assert form.press("back", "1").status_code == 302
        assert Arrangement.objects.assignments(None) == [SlotAssignment(Slot.LEAD, stories[0].pk)]
        newest = Arrangement.objects.current(None)
        assert newest is not None
        assert (newest.number, newest.back_to, newest.by) == (3, 1, cast.meera())

    def test_undo_goes_back_by_one_to_the_empty_page_too(self, desk: Client, stories: list[Article]) -> None:
        arrange(SlotAssignment(Slot.LEAD, stories[0].pk))
        form = Form.opened(desk)
        (undo,) = form.page.xpath("//*[contains(@class, 'submit-row')]//button[@name='back']/@value")
        form.press("back", undo)
        assert Arrangement.objects.assignments(None) == []

    def test_the_log_leads_to_the_version(self, desk: Client, stories: list[Article]) -> None:
        arrange(SlotAssignment(Slot.LEAD, stories[0].pk), page=cast.desh())
        arrangement = Arrangement.objects.get()
        answer = desk.get(f"{DESK}{arrangement.pk}/change/")
        assert answer["Location"] == f"{DESK}?page={cast.desh().pk}&version=1"


class TestTwoEditorsAtOnce:
    def test_the_second_is_shown_what_changed_and_loses_nothing(self, desk: Client, stories: list[Article]) -> None:
        form = Form.opened(desk).pressed("place", f"lead:{stories[0].pk}").pressed("place", f"second:{stories[1].pk}")
        arrange(SlotAssignment(Slot.LEAD, stories[5].pk), by=cast.imran())
        conflict = form.pressed("save")
        (note,) = conflict.page.xpath("//*[@id='desk-parts']/p[@class='errornote']")
        assert "Imran Ali" in note.text
        assert conflict.slots["lead"] == ["खबर 0"]
        rows = [row.text_content() for row in conflict.page.xpath("//*[contains(@class, 'differences')]//tbody/tr")]
        assert len(rows) == 1
        assert "खबर 5" in rows[0]
        assert "खबर 0" in rows[0]
        assert Arrangement.objects.assignments(None) == [SlotAssignment(Slot.LEAD, stories[5].pk)]
        # The saved rows are taken over in one slot, the typed ones stay in the other, and now it can be saved.
        conflict.pressed("theirs", "lead").press("save")
        assert Arrangement.objects.assignments(None) == [
            SlotAssignment(Slot.LEAD, stories[5].pk), SlotAssignment(Slot.SECOND, stories[1].pk)
        ]  # fmt: skip

    def test_where_the_second_had_changed_nothing_the_firsts_work_is_not_undone(
        self, desk: Client, stories: list[Article]
    ) -> None:
        arrange(SlotAssignment(Slot.LEAD, stories[0].pk), SlotAssignment(Slot.SECOND, stories[1].pk))
        form = Form.opened(desk).pressed("place", f"opinion:{stories[2].pk}")
        arrange(SlotAssignment(Slot.LEAD, stories[5].pk), by=cast.imran(), began_from=1)
        conflict = form.pressed("save")
        assert not conflict.page.xpath("//*[contains(@class, 'differences')]//tbody/tr")
        assert conflict.slots == {"breaking": [], "lead": ["खबर 5"], "second": [], "opinion": ["खबर 2"]}
        conflict.press("save")
        assert Arrangement.objects.assignments(None) == [
            SlotAssignment(Slot.LEAD, stories[5].pk), SlotAssignment(Slot.OPINION, stories[2].pk)
        ]  # fmt: skip

    def test_a_third_save_meanwhile_is_a_conflict_again(self, desk: Client, stories: list[Article]) -> None:
        form = Form.opened(desk).pressed("place", f"lead:{stories[0].pk}")
        arrange(SlotAssignment(Slot.LEAD, stories[5].pk), by=cast.imran())
        conflict = form.pressed("save")
        arrange(SlotAssignment(Slot.LEAD, stories[4].pk), by=cast.imran(), began_from=1)
        assert "खबर 4" in conflict.pressed("save").text
        assert Arrangement.objects.assignments(None) == [SlotAssignment(Slot.LEAD, stories[4].pk)]

    def test_a_page_that_is_open_can_ask_whether_it_is_the_newest(self, desk: Client, stories: list[Article]) -> None:
        assert desk.get(DESK + "newest/").json()["number"] == 0
        arrange(SlotAssignment(Slot.LEAD, stories[5].pk), by=cast.imran())
        found = desk.get(DESK + "newest/?page=").json()
        assert found["number"] == 1
        assert "Imran Ali" in found["message"]


class TestThePreview:
    def heads(self, answer: Any, where: str = "top-lead") -> list[str]:
        page = html.fromstring(answer.content.decode())
        return [words(link) for link in page.xpath(f"//*[contains(@class, '{where}')]//*[@class='card-headline']/a")]

    def test_shows_the_page_of_a_time_to_come(self, desk: Client) -> None:
        with time_machine.travel(NOON - HOUR, tick=False):
            factories.story("अभी की")
            later = publishing.schedule(factories.draft("बाद की"), at=NOON, by=cast.meera())
            placed = factories.story("रखी हुई", at=NOON - 9 * HOUR)
            arrange(SlotAssignment(Slot.LEAD, placed.pk, starts=NOON + HOUR, ends=NOON + 2 * HOUR))
            seen = {}
            for hour in ("11:30", "12:00", "13:00", "14:00"):
                answer = desk.get(PREVIEW, {"at": f"2026-03-15T{hour}"})
                assert "no-store" in answer["Cache-Control"]
                assert "noindex" in answer.content.decode()
                seen[hour] = self.heads(answer)
            assert later.headline not in Client().get("/").content.decode()
        assert seen == {"11:30": ["अभी की"], "12:00": ["बाद की"], "13:00": ["रखी हुई"], "14:00": ["बाद की"]}

    def test_shows_what_is_typed_before_it_is_saved(self, desk: Client, stories: list[Article]) -> None:
        form = Form.opened(desk).pressed("place", f"lead:{stories[2].pk}")
        answer = desk.post(PREVIEW, {**form.fields(), "preview": "1"})
        assert self.heads(answer) == ["खबर 2"]
        assert not Arrangement.objects.exists()

    def test_shows_a_sections_page(self, desk: Client, stories: list[Article]) -> None:
        arrange(SlotAssignment(Slot.LEAD, stories[2].pk), page=cast.desh())
        assert self.heads(desk.get(PREVIEW, {"page": cast.desh().pk})) == ["खबर 2"]

    def test_runs_no_scripts_and_its_links_lead_out_of_it(self, desk: Client, stories: list[Article]) -> None:
        page = html.fromstring(desk.get(PREVIEW).content.decode())
        assert page.xpath("//script") == []
        assert page.xpath("//base/@target") == ["_blank"]

    def test_never_shows_what_will_not_be_seen_then(self, desk: Client) -> None:
        draft = factories.draft("मसौदा")
        arrange(SlotAssignment(Slot.LEAD, draft.pk))
        assert "मसौदा" not in desk.get(PREVIEW, {"at": "2099-01-01T00:00"}).content.decode()

    @pytest.mark.parametrize("at", ["x", "2026-13-01T00:00", "9999999-01-01T00:00", "0001-01-01T00:00"])
    def test_refuses_what_is_no_time(self, desk: Client, at: str) -> None:
        assert desk.get(PREVIEW, {"at": at}).status_code == 400
