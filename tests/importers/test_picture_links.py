"""The picture links of a post are kept alike, however it came: by import, by paste, with an address or without."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from articles.embeds import QuotedContent, add
from articles.importers.drafts import make_draft
from articles.models import SocialPost
from tests import cast, factories

pytestmark = pytest.mark.django_db
NEWS = "नगर पालिका ने तालाब की सफ़ाई का काम सोमवार को पूरा कर लिया और आसपास के लोगों ने राहत की सांस ली है।"
WORDS = "The lake has been cleaned by two hundred volunteers in nine days."
SIGNED = "— Rama Sahu (@rsahu_eg) March 1, 2025"
ADDRESS = "https://x.com/rsahu_eg/status/1895800000000000000"
PICTURE = "pic.twitter.com/LakeLake1"
SPELLINGS = [
    f" {PICTURE}", f"\n\n{PICTURE}", " https://pic.twitter.com/LakeLake1", " pic.x.com/LakeLake1",
    " PIC.twitter.com/LakeLake1", f" {PICTURE} https://pic.x.com/LakeLake1",
]  # fmt: skip


def resolve(**item: Any) -> SocialPost:
    client = Client()
    client.force_login(cast.meera())
    answer = client.post(
        "/admin/articles/socialpost/resolve/", json.dumps({"items": [item]}), content_type="application/json"
    )
    return SocialPost.objects.get(pk=answer.json()["posts"][0]["id"])


def imported(text: str) -> SocialPost:
    return make_draft(f"{NEWS}\n\n{text}\n", by=factories.editor()).article.quoted_posts.get().post


def kept(post: SocialPost) -> tuple[str, list[str]]:
    """The one content that the post has, be it that a person has confirmed what an import read."""
    first, *others = post.snapshots.all()
    assert all(other.content_hash() == first.content_hash() for other in others)
    return first.text, first.media


@pytest.mark.parametrize("picture", SPELLINGS)
@pytest.mark.parametrize("import_first", [True, False])
def test_a_flattened_post_without_an_address_is_one_record(picture: str, import_first: bool) -> None:
    text = f"{WORDS}{picture} {SIGNED}"
    ways = [lambda: imported(text), lambda: resolve(flattened=True, text=text)]
    first, second = [way() for way in (ways if import_first else ways[::-1])]
    assert first == second
    assert kept(first) == (WORDS, [PICTURE])


@pytest.mark.parametrize("picture", SPELLINGS)
def test_a_widget_and_a_typed_post_keep_them_as_the_import_does(picture: str) -> None:
    widget = resolve(url=ADDRESS, text=WORDS + picture, author="Rama Sahu", handle="rsahu_eg", language="en")
    assert kept(widget) == (WORDS, [PICTURE])
    assert imported(f"{WORDS}{picture} {SIGNED}\n{ADDRESS}") == widget
    typed = resolve(typed=True, url=ADDRESS, network="x", text=WORDS + picture)
    assert typed == widget


def test_a_link_among_the_words_stays_there() -> None:
    content = QuotedContent("Rama Sahu", "rsahu_eg", f"Before {PICTURE} and after. pic.x.com/after1")
    post, _new = add(ADDRESS, content, by=None)
    assert kept(post) == (f"Before {PICTURE} and after.", ["pic.twitter.com/after1"])
