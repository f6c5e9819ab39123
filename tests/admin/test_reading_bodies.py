"""What the desk shows of a body to those who only read it, and of one as it once was."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import html

from articles import body, publishing
from articles.models import Article
from articles.publishing import Changes
from tests import cast, factories
from tests.admin.forms import change

pytestmark = pytest.mark.django_db
TABLE = "<table><tr><th>दल<th>सीटें<tr><td>क<td>12</table>"
QUOTE = '<aside data-aside="pull-quote"><p>बड़ी बात</p></aside>'


@pytest.fixture
def story() -> Article:
    one, two = factories.image("पहली नाव", caption="घाट पर"), factories.image("दूसरी नाव")
    other = factories.story("पुल खुला", section=cast.desh())
    text = body.gallery([one.pk, two.pk], "नावें") + TABLE + QUOTE + body.story(other.pk, other.get_absolute_url(), "x")
    return factories.draft(body=text, by=cast.ravi())


def test_who_may_only_read_a_story_sees_all_kinds_of_blocks_as_readers_do(client: Client, story: Article) -> None:
    publishing.publish(story, Changes(), by=cast.meera())
    client.force_login(cast.ravi())
    page = client.get(change(story.pk)).content.decode()
    assert 'class="gallery"' in page
    assert 'alt="दूसरी नाव"' in page
    assert "<thead>" in page
    assert 'class="pull-quote"' in page
    assert "पुल खुला" in page


def test_a_revision_shows_its_pictures_as_they_were_kept_and_where_other_stories_stood(
    client: Client, story: Article
) -> None:
    client.force_login(cast.meera())
    revision = story.revisions.get()
    page = html.fromstring(client.get(f"/admin/articles/revision/{revision.pk}/change/").content.decode())
    (shown,) = page.find_class("shown-body")
    assert shown.xpath(".//img/@alt") == ["पहली नाव", "दूसरी नाव"]
    assert [link.split("/")[1] for link in shown.xpath(".//a/@href")] == ["desh"]
    for words in ("घाट पर", "नावें", "सीटें", "बड़ी बात"):
        assert words in shown.text_content(), words
    assert shown.xpath(".//@data-gallery | .//@data-story") == []
