"""Addresses that change: the old one leads to the new one, directly."""

from __future__ import annotations

import pytest

from articles.models import Article, Redirect, Spelling
from articles.publishing import addresses
from tests import factories

pytestmark = pytest.mark.django_db


def table() -> dict[str, str]:
    return dict(Redirect.objects.values_list("old_path", "new_path"))


def test_a_chain_collapses() -> None:
    addresses.moved("/a/", "/b/")
    addresses.moved("/b/", "/c/")
    addresses.moved("/c/", "/d/")
    assert table() == {"/a/": "/d/", "/b/": "/d/", "/c/": "/d/"}


def test_going_back_leaves_no_circle() -> None:
    addresses.moved("/a/", "/b/")
    addresses.moved("/b/", "/a/")
    assert table() == {"/b/": "/a/"}


def test_staying_is_no_move() -> None:
    addresses.moved("/a/", "/a/")
    assert table() == {}


def test_an_address_that_was_gone_for_good_can_lead_somewhere_again() -> None:
    Redirect.objects.create(old_path="/a/", new_path="")
    addresses.moved("/a/", "/b/")
    assert table() == {"/a/": "/b/"}


class TestProposedWords:
    def test_come_from_the_short_headline_if_there_is_one(self) -> None:
        assert addresses.proposed_slug(Article(headline="The long one", short_headline="Short")) == "short"
        assert addresses.proposed_slug(Article(headline="The long one")) == "the-long-one"

    def test_follow_the_spellings_of_the_desk(self) -> None:
        Spelling.objects.create(word="खुला", spelling="unlocked")
        assert addresses.proposed_slug(Article(headline="Bridge खुला")) == "bridge-unlocked"
        assert factories.story("खुला").slug == "unlocked"

    def test_are_the_kind_where_a_headline_gives_none(self) -> None:
        assert addresses.proposed_slug(Article(headline="—", kind="opinion")) == "opinion"
