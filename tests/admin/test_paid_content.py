"""Paid content in the admin: who may mark a story as paid, where it shows, and that it is stored."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from lxml import html

from articles import publishing
from articles.models import Article, Slot, SlotAssignment, User
from articles.publishing import front_desk
from tests import cast, factories

from .forms import ADD, change, sent

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"
PAYER = "जलमित्र फ़िल्टर"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def words(answer: object) -> str:
    return " ".join(html.fromstring(answer.content.decode()).text_content().split())


def test_whoever_writes_a_story_can_say_who_paid_for_it() -> None:
    desk = signed_in(cast.ravi())
    desk.post(ADD, sent(desk, ADD, headline="नुस्ख़े", paid_by=f" {PAYER}\n", section=cast.desh().pk, _continue="1"))
    story = Article.objects.get()
    assert story.paid_by == PAYER
    revision = story.revisions.first()
    assert revision.data["paid_by"] == PAYER
    (mark,) = html.fromstring(
        signed_in(cast.kavita()).get(f"/admin/articles/revision/{revision.pk}/change/").content.decode()
    ).xpath("//*[@class='record-text']/p[span[@class='state']]")
    assert PAYER in mark.text_content()


def test_it_can_be_read_by_those_who_may_not_change_the_story() -> None:
    story = factories.story(paid_by=PAYER)
    assert PAYER in words(signed_in(cast.ravi()).get(change(story.pk)))


def test_the_preview_shows_the_label_before_anything_is_saved() -> None:
    desk, story = signed_in(cast.meera()), factories.draft()
    form = sent(desk, change(story.pk), paid_by=PAYER)
    shown = desk.post("/admin/articles/article/preview/", {**form, "story": story.pk, "page": "1"}).json()["page"]
    (label,) = html.fromstring(shown).xpath("//*[@class='paid']")
    assert PAYER in label.text_content()
    assert Article.objects.get(pk=story.pk).paid_by == ""


def test_who_paid_is_compared_where_two_have_written_at_once() -> None:
    desk, story = signed_in(cast.meera()), factories.draft()
    form = sent(desk, change(story.pk), paid_by="मेरा")
    publishing.save_draft(story, publishing.Changes(fields={"paid_by": "उनका"}), by=cast.imran())
    said = words(desk.post(change(story.pk), {**form, "_continue": "1"}))
    assert "उनका" in said
    assert Article.objects.get(pk=story.pk).paid_by == "उनका"


def test_the_list_marks_it_and_can_be_narrowed_to_it() -> None:
    desk = signed_in(cast.meera())
    factories.story("अपनी"), factories.story("नुस्ख़े", paid_by=PAYER)
    page = html.fromstring(desk.get(LIST).content.decode())
    (marked,) = page.xpath("//th[contains(@class, 'field-shown_headline')][.//span[@class='state']]")
    assert "नुस्ख़े" in marked.text_content()
    narrowed = words(desk.get(LIST + "?paid=1"))
    assert "नुस्ख़े" in narrowed
    assert "अपनी" not in narrowed


def test_narrowing_reads_an_index_of_its_own() -> None:
    rows = Article.objects.exclude(paid_by="").filter(deleted_at__isnull=True).order_by("-saved_at", "-id")[:20]
    if connection.vendor == "postgresql":  # which reads a table as small as this one whole
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert "article_paid_for" in rows.explain()


def test_the_front_desk_marks_it_and_does_not_take_it_into_the_breaking_bar() -> None:
    desk, story = signed_in(cast.meera()), factories.story("नुस्ख़े")
    front_desk.arrange(
        None,
        [SlotAssignment(Slot.LEAD, story.pk), SlotAssignment(Slot.BREAKING, story.pk)],
        by=cast.meera(),
        began_from=0,
    )
    publishing.update(story, publishing.Changes(fields={"paid_by": PAYER}), by=cast.meera())
    page = html.fromstring(desk.get("/admin/articles/arrangement/").content.decode())
    in_bar, in_lead = (
        page.xpath(f"//ol[@data-slot='{slot}']//*[@class='assignment-about']")[0].text_content()
        for slot in (Slot.BREAKING, Slot.LEAD)
    )
    assert str(front_desk.PAID_IS_NOT_NEWS) in in_bar
    assert str(front_desk.PAID_IS_NOT_NEWS) not in in_lead
    assert page.xpath("//*[@class='found-about']/span[@class='state']")
    assert page.xpath(f"//button[@id='place-lead-{story.pk}']")
    assert not page.xpath(f"//button[@id='place-breaking-{story.pk}']")


def test_the_editor_of_another_story_sees_it_where_related_stories_are_chosen() -> None:
    factories.story("नुस्ख़े", paid_by=PAYER), factories.story("अपनी")
    found = signed_in(cast.meera()).get(f"{LIST}find/").json()["stories"]
    assert {one["headline"]: bool(one["paid"]) for one in found} == {"नुस्ख़े": True, "अपनी": False}
