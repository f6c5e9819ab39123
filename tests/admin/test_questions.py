"""The desk asks once before something ends or begins for readers, says what they see then, and offers a way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from lxml import html

from articles import publishing
from articles.models import Article, Revision, Slot, SlotAssignment
from articles.publishing import Changes, front_desk
from tests import cast, factories
from tests.admin.forms import change, sent
from tests.publishing.test_transitions import HOUR, story_that_is
from tests.publishing.test_workflow_table import holder

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"
TOMORROW = timezone.localtime() + dt.timedelta(days=1)
AT_SIX = {"schedule_at_0": TOMORROW.strftime("%d/%m/%Y"), "schedule_at_1": "06:00:00"}


@pytest.fixture
def desk() -> Iterator[Client]:
    """An editor's desk in English."""
    client, editor = Client(), cast.meera()
    editor.desk_language = "en"
    editor.save()
    client.force_login(editor)
    with translation.override("en"):
        yield client


def press(desk: Client, story: Article, button: str, **typed: str) -> html.HtmlElement:
    """Press a button of the story's form; the page that follows."""
    return page(desk.post(change(story.pk), sent(desk, change(story.pk), **typed) | {button: "1"}, follow=True))


def page(response: Any) -> html.HtmlElement:
    return html.fromstring(response.content.decode())


def answer(desk: Client, address: str, asking: html.HtmlElement, **typed: str) -> html.HtmlElement:
    """Press the button of the question, with everything that stands in its form."""
    (button,) = asking.xpath("//*[@id='question']//button[@name='confirmed']")
    (form,) = button.xpath("ancestor::form")
    data = dict(form.form_values()) | {button.get("name"): button.get("value"), **typed}
    return page(desk.post(address, data, follow=True))


def question(of: html.HtmlElement) -> str:
    return " ".join(" ".join(part.text_content().split()) for part in of.xpath("//*[@id='question']"))


def message(of: html.HtmlElement) -> str:
    return " ".join(" ".join(part.text_content().split()) for part in of.xpath("//ul[@class='messagelist']/li"))


def state(story: Article) -> str:
    return Article.objects.get(pk=story.pk).state().value


class TestPublishingAgainstATime:
    def test_is_asked_about_and_nothing_is_published_before(self, desk: Client) -> None:
        story = factories.draft()
        asking = press(desk, story, "_publish", headline="नया शीर्षक", **AT_SIX)
        assert f"Publish at once, in spite of the time {TOMORROW.day} " in question(asking)
        assert (state(story), Revision.objects.count()) == ("draft", 1)
        kept = dict(asking.get_element_by_id("article_form").form_values())
        assert (kept["headline"], kept["schedule_at_1"]) == ("नया शीर्षक", "06:00:00")
        assert not asking.xpath("//*[contains(@class, 'errornote')]")
        done = answer(desk, change(story.pk), asking)
        assert message(done).startswith("“नया शीर्षक”: Published. Readers see it now.")
        assert state(story) == "published"

    def test_is_asked_about_once_everything_else_is_in_order(self, desk: Client) -> None:
        story = factories.draft(section=None)
        refused = press(desk, story, "_publish", **AT_SIX)
        assert not question(refused)
        assert refused.xpath("//*[@id='faults']//a[@href='#id_section']")

    def test_that_is_past_is_asked_about_too(self, desk: Client) -> None:
        story = factories.draft(schedule_at=timezone.now() - HOUR)
        assert "is past. Publish now?" in question(press(desk, story, "_publish"))

    def test_that_was_cleared_needs_no_question(self, desk: Client) -> None:
        story = story_that_is("scheduled")
        press(desk, story, "_publish", schedule_at_0="", schedule_at_1="")
        assert state(story) == "published"

    def test_the_main_button_follows_the_time(self, desk: Client) -> None:
        story = factories.draft(schedule_at=TOMORROW.replace(hour=6, minute=0))
        main = page(desk.get(change(story.pk))).xpath("//input[@class='default']")[0]
        same_year = TOMORROW.year == timezone.localdate().year
        day = TOMORROW.strftime("%-d %B") + ("" if same_year else f" {TOMORROW.year}")
        assert (main.get("name"), main.get("value")) == ("_schedule", f"Publish on {day}, 06:00")


class TestEnding:
    def test_a_withdrawal_says_what_will_happen_and_wants_a_reason(self, desk: Client) -> None:
        story = factories.story(section=cast.madhya_pradesh(), tags=["पुल"])
        slot = SlotAssignment(Slot.LEAD, story.pk)
        front_desk.arrange(None, [slot], by=cast.meera(), began_from=0)
        asking = press(desk, story, "_withdraw", kicker="अभी-अभी")
        for words in ("Withdraw this story?", "Front page", "मध्य प्रदेश", "राज्य", "पुल", "410"):
            assert words in question(asking)
        asking = answer(desk, change(story.pk), asking, reason=" ")
        assert "Say why." in question(asking)
        assert state(story) == "published"
        done = answer(desk, change(story.pk), asking, reason="नाम गलत था")
        assert "Withdrawn. It is not public: its address says that it is gone." in message(done)
        newest = story.revisions.first()
        assert newest
        assert (state(story), newest.note, newest.data["kicker"]) == ("withdrawn", "नाम गलत था", "अभी-अभी")

    def test_a_withdrawal_can_be_taken_back(self, desk: Client) -> None:
        story = factories.story()
        done = answer(desk, change(story.pk), press(desk, story, "_withdraw"), reason="भूल")
        (undo,) = done.xpath("//ul[@class='messagelist']//button")
        assert (undo.get("form"), undo.get("name")) == ("article_form", "_publish")
        press(desk, story, "_publish")
        assert state(story) == "published"

    def test_a_draft_goes_to_the_trash_without_a_question_and_comes_back_by_one_button(self, desk: Client) -> None:
        story = factories.draft()
        done = press(desk, story, "_trash")
        assert "Put in the trash. Nobody sees it there." in message(done)
        (undo,) = done.xpath("//ul[@class='messagelist']//button")
        data = dict(done.get_element_by_id(undo.get("form")).form_values()) | {undo.get("name"): undo.get("value")}
        back = page(desk.post(undo.get("formaction"), data, follow=True))
        assert "Restored from the trash. It is not public." in message(back)
        assert state(story) == "draft"

    @pytest.mark.parametrize(("kind", "words"), [("published", "410"), ("scheduled", "It will not appear on")])
    def test_what_readers_see_or_will_see_goes_to_the_trash_after_a_question(
        self, desk: Client, kind: str, words: str
    ) -> None:
        story = story_that_is(kind)
        asking = press(desk, story, "_trash")
        assert words in question(asking)
        assert state(story) == kind
        answer(desk, change(story.pk), asking)
        assert state(story) == "trash"

    def test_a_restored_story_says_that_it_is_not_public(self, desk: Client) -> None:
        story = publishing.trash(factories.story(), by=cast.meera())
        data = {"act": "restore", "began_from": story.version}
        back = page(desk.post(f"{LIST}{story.pk}/act/", data, follow=True))
        assert "It is not public: its address says that it is gone. Publish again" in message(back)

    def test_an_end_that_is_past_is_asked_about(self, desk: Client) -> None:
        with translation.override("en"):
            story = factories.story(at=timezone.now() - 48 * HOUR)
        ended = timezone.localtime() - HOUR
        asking = press(
            desk, story, "_continue", expire_at_0=ended.strftime("%d/%m/%Y"), expire_at_1=ended.strftime("%H:%M:%S")
        )
        assert "The story's end is past" in question(asking)
        assert state(story) == "published"
        done = answer(desk, change(story.pk), asking)
        assert "Saved. Readers no longer see it: it ended on" in message(done)

    def test_somebody_who_may_not_edit_is_asked_too(self, desk: Client) -> None:
        story = factories.story()
        desk.force_login(holder("view_article", "withdraw_article"))
        address = f"{LIST}{story.pk}/act/"
        asking = page(desk.post(address, {"act": "withdraw", "began_from": story.version}))
        assert question(asking)
        assert state(story) == "published"
        answer(desk, address, asking, reason="भूल")
        assert state(story) == "withdrawn"


class TestList:
    def several(self, desk: Client, action: str, stories: list[Article], trash: bool = False) -> html.HtmlElement:
        data = {"action": action, "_selected_action": [story.pk for story in stories]}
        return page(desk.post(f"{LIST}?state=trash" if trash else LIST, data, follow=True))

    def test_publishing_several_is_asked_about_with_each_of_them(self, desk: Client) -> None:
        stories = [factories.draft("पहली", schedule_at=TOMORROW), factories.draft("दूसरी")]
        asking = self.several(desk, "publish_all", stories)
        assert "Publish these stories now? (2)" in question(asking)
        assert "पहली (planned for" in question(asking)
        assert "दूसरी (Draft)" in question(asking)
        assert {state(story) for story in stories} == {"draft"}
        answer(desk, LIST, asking)

    def test_withdrawing_several_wants_a_reason_and_can_be_taken_back(self, desk: Client) -> None:
        stories = [factories.story("पहली"), factories.story("दूसरी")]
        asking = answer(desk, LIST, self.several(desk, "withdraw_all", stories))
        assert "Say why." in question(asking)
        assert {state(story) for story in stories} == {"published"}
        data = {"action": "withdraw_all", "_selected_action": [story.pk for story in stories]}
        done = page(desk.post(LIST, data | {"confirmed": "withdraw", "reason": "दोहरी"}, follow=True))
        assert {state(story) for story in stories} == {"withdrawn"}
        assert [story.revisions.first().note for story in stories] == ["दोहरी"] * 2
        (form,) = done.xpath("//ul[@class='messagelist']//form")
        assert form.inputs["action"].value == "publish_all"

    def test_the_trash_asks_only_if_readers_would_miss_something(self, desk: Client) -> None:
        draft, live = factories.draft(), factories.story()
        assert "Put these stories in the trash? (2)" in question(self.several(desk, "trash_all", [draft, live]))
        done = self.several(desk, "trash_all", [draft])
        assert state(draft) == "trash"
        (form,) = done.xpath("//ul[@class='messagelist']//form")
        back = page(desk.post(form.get("action"), dict(form.form_values()), follow=True))
        assert "None of them is public." in message(back)
        assert state(draft) == "draft"

    def shown(self, desk: Client, action: str, **more: Any) -> dict[str, Any]:
        """The list as it stands in a browser, with every story chosen and this action."""
        form = page(desk.get(LIST)).get_element_by_id("changelist-form")
        chosen = form.xpath(".//input[@name='_selected_action']/@value")
        versions = {field.name: field.value for field in form.xpath(".//input[starts-with(@name, 'seen-')]")}
        assert len(versions) == len(chosen)
        return {"action": action, "_selected_action": chosen, **versions, **more}

    def test_a_story_saved_after_the_list_was_shown_is_left_alone_and_named(self, desk: Client) -> None:
        same, other = factories.draft("पहली"), factories.draft("दूसरी")
        for action, confirmed, after in (
            ("approve", {}, "approved"),
            ("publish", {"confirmed": "publish"}, "published"),
        ):
            form = self.shown(desk, f"{action}_all", **confirmed)
            publishing.save_draft(other, Changes(fields={"headline": "बदली हुई"}), by=cast.imran())
            done = message(page(desk.post(LIST, form, follow=True)))
            assert "“बदली हुई”: Imran Ali changed this story at" in done
            assert "after you had seen it. Look at it again." in done
            assert (state(same), state(other)) == (after, "draft")

    def test_a_story_that_may_not_be_changed_any_more_is_named_too(self, desk: Client) -> None:
        mine, approved = factories.draft("पहली", by=cast.ravi()), factories.draft("दूसरी", by=cast.ravi())
        desk.force_login(cast.ravi())
        form = self.shown(desk, "submit_all")
        publishing.approve(approved, by=cast.imran())
        done = message(page(desk.post(LIST, form, follow=True)))
        assert "“दूसरी”" in done
        assert "Imran Ali" in done
        assert (state(mine), state(approved)) == ("in_review", "approved")

    def test_sent_twice_has_the_effect_of_once(self, desk: Client) -> None:
        story = factories.draft()
        form = self.shown(desk, "approve_all")
        first, second = (message(page(desk.post(LIST, form, follow=True))) for _time in range(2))
        assert first == second
        assert [row.transition for row in story.revisions.all()] == ["approve", "save_draft"]

    def test_the_question_and_the_way_back_are_about_what_was_seen(self, desk: Client) -> None:
        story = factories.story()
        asking = page(desk.post(LIST, self.shown(desk, "withdraw_all")))
        publishing.update(story, Changes(fields={"headline": "बदली हुई"}), by=cast.imran())
        assert "Imran Ali changed this story" in message(answer(desk, LIST, asking, reason="भूल"))
        assert state(story) == "published"
        trashed = factories.draft()
        done = page(desk.post(LIST, {"action": "trash_all", "_selected_action": [trashed.pk]}, follow=True))
        publishing.restore(trashed, by=cast.imran())
        publishing.trash(trashed, by=cast.imran())
        (form,) = done.xpath("//ul[@class='messagelist']//form")
        again = page(desk.post(form.get("action"), dict(form.form_values()), follow=True))
        assert "Imran Ali changed this story" in message(again)
        assert state(trashed) == "trash"

    def test_a_bare_button_leaves_a_newer_version_alone_and_says_so(self, desk: Client) -> None:
        story = factories.draft()
        data = {"act": "approve", "began_from": story.version}
        publishing.save_draft(story, Changes(fields={"headline": "बदली हुई"}), by=cast.imran())
        said = message(page(desk.post(f"{LIST}{story.pk}/act/", data, follow=True)))
        assert "Imran Ali changed this story" in said
        assert "Look at it again." in said
        assert state(story) == "draft"


class TestMessages:
    """Each says what readers see now, and when that will change."""

    def saved(self, desk: Client, story: Article, **fields: Any) -> str:
        if fields:
            publishing.update(story, Changes(fields=fields), by=cast.meera())
        return message(press(desk, story, "_continue"))

    def test_of_a_save(self, desk: Client) -> None:
        assert self.saved(desk, factories.draft()).endswith("Saved. It is not public.")
        planned = self.saved(desk, factories.draft(schedule_at=TOMORROW.replace(hour=6, minute=0)))
        assert "06:00 is only planned: readers see it then once you schedule it." in planned
        assert "Saved. Readers will see it on" in self.saved(desk, story_that_is("scheduled"))
        assert "Saved. Readers see it now. View on site" in self.saved(desk, factories.story())
        later = timezone.now() + 9 * HOUR
        assert "Readers see it until" in self.saved(desk, factories.story(), expire_at=later)
        ends = self.saved(desk, story_that_is("scheduled"), expire_at=later)
        assert "Readers will see it from" in ends
        assert " to " in ends
        assert "Readers no longer see it: it ended on" in self.saved(desk, story_that_is("expired"))
        assert "Saved. It is not public: its address says" in self.saved(desk, story_that_is("withdrawn"))

    def test_the_button_of_a_live_story_says_update(self, desk: Client) -> None:
        button = "//input[@name='_continue']/@value"
        for kind, label in (("draft", "Save"), ("scheduled", "Save"), ("published", "Update"), ("expired", "Save")):
            assert page(desk.get(change(story_that_is(kind).pk))).xpath(button) == [label]


class TestCorrection:
    def test_typed_and_saved_is_a_correction(self, desk: Client) -> None:
        story = factories.story()
        said = message(press(desk, story, "_continue", correction="पुल 300 मीटर लंबा है"))
        assert "The correction stands under the story. Readers see it now." in said
        assert [row.text for row in story.corrections.all()] == ["पुल 300 मीटर लंबा है"]

    def test_by_somebody_who_may_not_correct_is_refused_at_its_field(self, desk: Client) -> None:
        story = factories.story()
        form = sent(desk, change(story.pk), correction="गलत", _continue="1")
        desk.force_login(holder("view_article", "change_article", "publish_article"))
        del form["form_token"]
        response = desk.post(change(story.pk), form)
        assert "correction" in response.context["adminform"].form.errors
        assert not story.corrections.exists()

    def test_of_a_story_that_was_withdrawn_meanwhile_stays_in_the_form(self, desk: Client) -> None:
        story = factories.story()
        form = sent(desk, change(story.pk), correction="गलत", _continue="1")
        publishing.withdraw(story, by=cast.imran(), note="भूल")
        refused = page(desk.post(change(story.pk), form))
        assert refused.get_element_by_id("id_correction").value.strip() == "गलत"
