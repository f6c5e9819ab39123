"""The people and the places of the tests, by name. Each is made when first asked for."""

from __future__ import annotations

from articles.models import Author, Section, Tag, User
from tests import factories


def ravi() -> User:
    """A reporter: writes his own stories and hands them in."""
    return _person("ravi", "reporter", "Ravi", "Kumar")


def seema() -> User:
    """Another reporter."""
    return _person("seema", "reporter", "Seema", "Rao")


def meera() -> User:
    """An editor: approves, publishes, withdraws, corrects."""
    return _person("meera", "editor", "Meera", "Joshi")


def imran() -> User:
    """Another editor."""
    return _person("imran", "editor", "Imran", "Ali")


def kavita() -> User:
    """The chief: sections, pages, redirects, people."""
    return _person("kavita", "chief", "Kavita", "Nair")


def guest() -> User:
    """Has an account and no rights."""
    return _person("guest", "", "", "")


def author_meera() -> Author:
    """The editor's page as an author."""
    return Author.objects.get_or_create(
        slug="meera-joshi", defaults={"name": "मीरा जोशी", "latin_name": "Meera Joshi", "user": meera()}
    )[0]


def author_ravi() -> Author:
    return Author.objects.get_or_create(slug="ravi-kumar", defaults={"name": "रवि कुमार", "user": ravi()})[0]


def desh() -> Section:
    """A section at the top of the tree; Madhya Pradesh is part of States, which are part of it."""
    return factories.section("desh", "देश")


def rajya() -> Section:
    return factories.section("rajya", "राज्य", parent=desh())


def madhya_pradesh() -> Section:
    return factories.section("madhya-pradesh", "मध्य प्रदेश", parent=rajya())


def duniya() -> Section:
    return factories.section("duniya", "दुनिया")


def english() -> Section:
    return factories.section("english", "English", language="en")


def tag(name: str) -> Tag:
    return Tag.objects.get(names__name=name)


def _person(username: str, group: str, first: str, last: str) -> User:
    return User.objects.filter(username=username).first() or factories.user(
        username, group, first_name=first, last_name=last
    )
