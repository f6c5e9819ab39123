"""What a body shows has to be there, and is found again."""

from __future__ import annotations

import pytest

from articles import body, publishing
from articles.publishing import Changes, Refused
from tests import cast, factories

pytestmark = pytest.mark.django_db


class TestTheImagesOfABody:
    def test_are_those_of_its_galleries_too_each_once(self) -> None:
        one, two, three = (factories.image() for _ in range(3))
        story = factories.draft(body=body.image(one.pk) + body.gallery([two.pk, one.pk, three.pk]))
        assert {row.image_id for row in story.image_rows.all()} == {one.pk, two.pk, three.pk}
        publishing.save_draft(story, Changes(fields={"body": body.gallery([one.pk, three.pk])}), by=cast.meera())
        assert {row.image_id for row in story.image_rows.all()} == {one.pk, three.pk}

    def test_that_are_not_in_the_library_are_refused_by_number(self) -> None:
        image = factories.image()
        with pytest.raises(Refused) as refused:
            factories.draft(body=body.gallery([image.pk, 999]))
        assert "999" in refused.value.errors["body"]

    def test_stand_in_its_revision(self) -> None:
        images = [factories.image(), factories.image()]
        story = factories.draft(body=body.gallery([image.pk for image in images]))
        kept = story.revisions.get().data["images"]
        assert [image["id"] for image in kept] == [image.pk for image in images]


class TestAStoryThatIsPointedAt:
    def test_may_be_one_that_readers_do_not_see_yet(self) -> None:
        other = factories.draft()
        assert factories.draft(body=body.story(other.pk, "/x/", "x")).pk

    def test_that_does_not_exist_is_refused_by_number(self) -> None:
        with pytest.raises(Refused) as refused:
            factories.draft(body="<p>x</p>" + body.story(999, "/x/", "x"))
        assert "999" in refused.value.errors["body"]
