"""One record for a post, however its address is spelled."""

from __future__ import annotations

import pytest

from articles import embeds
from articles.embeds import NotAPost, QuotedContent, add
from articles.models import CaptureSource, Policy, SocialPost
from tests import cast, factories

pytestmark = pytest.mark.django_db
SPELLINGS = [
    "https://x.com/PulVibhag/status/1861454974426722737",
    "https://twitter.com/PulVibhag/status/1861454974426722737?s=20&t=abc",
    "https://mobile.twitter.com/pulvibhag/statuses/1861454974426722737/photo/1",
    "https://fxtwitter.com/PulVibhag/status/1861454974426722737",
    "https://x.com/i/web/status/1861454974426722737",
]


def test_two_spellings_of_an_address_are_one_record() -> None:
    kept = {add(address, by=cast.meera())[0].pk for address in SPELLINGS}
    assert len(kept) == 1
    assert SocialPost.objects.get().network_id == "1861454974426722737"


def test_it_is_new_once() -> None:
    assert [add(address, by=cast.meera())[1] for address in SPELLINGS] == [True, False, False, False, False]


def test_an_address_alone_is_kept_without_words_and_is_to_be_asked_for() -> None:
    post, _new = add(SPELLINGS[0], by=cast.meera())
    assert (post.snapshots.count(), post.confirmed_by) == (0, cast.meera())
    assert post.check_due_at is not None


def test_words_that_come_along_are_the_first_snapshot() -> None:
    words = QuotedContent("पुल विभाग", "PulVibhag", "नया पुल आज से खुल गया।")
    post, _new = add(SPELLINGS[0], words, by=cast.meera())
    (snapshot,) = post.snapshots.all()
    assert (snapshot.text, snapshot.language, snapshot.source) == (words.text, "hi", CaptureSource.PASTED)


def test_words_never_change_a_record_that_has_some() -> None:
    add(SPELLINGS[0], QuotedContent("पुल विभाग", "PulVibhag", "पहले शब्द"), by=cast.meera())
    post, _new = add(SPELLINGS[1], QuotedContent("पुल विभाग", "PulVibhag", "दूसरे शब्द"), by=cast.imran())
    assert [snapshot.text for snapshot in post.snapshots.all()] == ["पहले शब्द"]


def test_the_same_words_without_an_address_are_one_post() -> None:
    words = QuotedContent("पुल विभाग", "PulVibhag", "नया पुल")
    assert add("", words, by=cast.meera(), network="x")[0] == add("", words, by=cast.imran(), network="x")[0]
    assert SocialPost.objects.get().check_due_at is None


def test_what_is_neither_address_nor_words_is_refused() -> None:
    for address in ("", "https://notx.com/a/status/1", "https://news.example/khabar", "javascript:alert(1)"):
        with pytest.raises(NotAPost):
            add(address, by=cast.meera())
    assert not SocialPost.objects.exists()


def test_an_unknown_address_with_words_is_kept_as_given() -> None:
    post, _new = add("https://social.example/1", QuotedContent("क", "", "ख"), by=cast.meera())
    assert (post.url, post.network, post.check_due_at) == ("https://social.example/1", "", None)


def test_a_record_from_before_its_network_was_known_is_found_by_its_address() -> None:
    old = factories.post(url=SPELLINGS[0], network="x")
    assert add(SPELLINGS[0], by=cast.meera()) == (old, False)


def test_a_network_whose_terms_forbid_keeping_words_is_shown_as_a_link() -> None:
    post, _new = add("https://www.threads.net/@pul/post/DAbc123", by=cast.meera())
    assert post.policy == Policy.LINK_ONLY
    assert embeds.default_policy("x") == Policy.KEEP
